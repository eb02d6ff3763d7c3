"""What must be met, by whom it is decided, and in which steps: conditions, exclusions, grades, duties, procedure."""

from __future__ import annotations

from typing import Any

from hengce.extract.facts import Agency, Criterion, Deadline, Definition, Reference, Step, Threshold
from hengce.ontology.schemes import schemes

from .author import Author, Work, hanzi
from .data import matters, wording
from .grammar import Said
from .paper import WHOLE, Provision, Sentence, Statement


def agency(mark: str, names: tuple[str, str], *roles: Any) -> list[Statement]:
    """What a body does: its name as written and in full, and its roles."""
    return [Statement(Agency, mark, {"name": names[0], "canonical": names[1], "role": role}) for role in roles]


def own_body(author: Author) -> tuple[str, str]:
    """The place's body for industry, as written and in full."""
    return author.place.short_body(author.year), author.place.body(author.year)


def basis(author: Author, name: str = "basis", /, **slots: str) -> Sentence:
    """What the document rests on."""
    refs, states = rests_on(author)
    return author.sentence(name, *states, refs=refs, **slots)


def rests_on(author: Author) -> tuple[Said, list[Statement]]:
    """The works that the document rests on, and that it does."""
    marked = {f"r{number}": work for number, work in enumerate(author.works)}
    words = author.phrase("、".join(f"[{mark}:{named(work)}]" for mark, work in marked.items()))
    return words, [cites(mark, work, "basis") for mark, work in marked.items()]


def named(work: Work) -> str:
    """A work as it is cited."""
    return f"《{work.title}》（{work.number}）" if work.number else f"《{work.title}》"


def cites(mark: str, work: Work, role: str) -> Statement:
    """A reference to a work."""
    return Statement(Reference, mark, {"title": work.title, "number": work.number, "role": role})


def purpose(author: Author) -> Provision:
    """Basis and definition."""
    lead = [basis(author)]
    return Provision("总则", lead)


def definition(author: Author) -> Provision:
    """What the type is."""
    said = author.words("definition")
    start, end = said.marks["x"]
    return Provision("适用范围", [Sentence(said, [author.fact(Definition, "x", text=said.text[start:end])])])


def duties(author: Author) -> Provision:
    """Who does what."""
    body = own_body(author)
    states = [
        *agency("a", body, "recognise", "supervise"), *agency("l", body, "lead"),
        *agency("f", author.place.finance(), "fund"), *agency("c", author.place.below(author.year), "accept"),
    ]  # fmt: skip
    return Provision("职责分工", [author.sentence("duties", *states)])


def conditions(author: Author) -> Provision:
    """A list that all must be met: words, figures, a score, standards."""
    level = {"level": author.place.level}
    lead = author.sentence("conditions")
    if author.place.level_word not in lead.said.text:
        level = {"level": None}
    items = [Sentence(Said(each)) for each in author.some(matters()["conditions"], 2, 4)]
    items += [_figure(author, *each, **level) for each in author.some(matters()["metrics"][author.type["measured"]], 1, 3)]
    if author.perhaps(0.5):
        years = author.pick(1, 5)
        items.append(author.sentence("condition-years", _minimum(author, "t", "经营时间", years, "年", **level), n=hanzi(years)))
    if author.perhaps(0.35):
        number = author.random.choice(matters()["standards"])
        full = f"{number}-{author.pick(2014, 2022)}"
        standard = Statement(Reference, "r", {"title": None, "number": full, "role": "cites"})
        items.append(author.sentence("condition-standard", standard, standard=full))
    if author.perhaps(0.6):
        items.append(_score(author, author.pick(60, 90, 5), **level))
    return Provision("申报条件", [lead], [_criterion(author, each, "basic", **level) for each in items], "all")


def exclusions(author: Author) -> Provision:
    """A list of which none may hold."""
    lead = author.sentence("exclusions")
    items = [Sentence(Said(each)) for each in author.some(matters()["exclusions"], 2, 4)]
    return Provision("不得申报的情形", [lead], [_criterion(author, each, "exclusion", level=author.place.level) for each in items], "any")


def ladder(author: Author) -> Provision:
    """Score bands from the highest grade down, without gaps."""
    grades = author.random.choice(wording()["ladders"])
    metric, top, style = author.random.choice(wording()["scores"]), author.pick(85, 95, 5), author.pick(0, 2)
    items = []
    for number, grade in enumerate(grades):
        bounds: dict[str, Any] = {"min": top - 10 * number, "min_inclusive": True}
        if number:
            bounds |= {"max": top - 10 * (number - 1), "max_inclusive": False}
        name = "ladder-band" if number else "ladder-top"
        said = author.phrase(wording()[name][style], grade=grade, metric=metric, a=bounds.get("max", top), b=bounds["min"])
        items.append(Sentence(said, [author.fact(Threshold, "t", grade=grade, metric=metric, unit="分", effect="grade", **bounds)]))
    return Provision("等级划分", [author.sentence("ladder", count=hanzi(len(grades)))], items)


def procedure(author: Author) -> Provision:
    """The steps from application to publication."""
    body, below, who = own_body(author), author.place.below(author.year), (author.type["who"], author.type["who"])
    month, day, days = author.pick(3, 10), author.pick(5, 25, 5), author.pick(5, 30, 5)
    items = []
    apply = author.words("step-apply", name=author.random.choice(["企业申报", "自愿申报", "提出申请"]), month=month, day=day)
    begin, end = apply.marks.get("w", (0, 0))
    last = day if "日前" in apply.text[begin:end] else last_day(month)
    apply_states = [
        author.fact(Deadline, "d", actor=who[0], recurrence=f"--{month:02}-{last:02}", recipient=below[0]), *agency("a", who, "apply"),
        *agency("d", who, "apply"),
    ]  # fmt: skip
    items.append(Sentence(apply, [each for each in apply_states if each.mark in apply.marks]))
    review = [
        author.fact(Deadline, "d", actor=below[0], within=f"P{days}D", working_days=True, action="完成初审"),
        *agency("d", below, "accept"), *agency("a", below, "recommend"), *agency("c", below, "accept"), *agency("r", below, "recommend"),
    ]  # fmt: skip
    items.append(author.sentence("step-review", *review, name=author.random.choice(["初审推荐", "审核推荐"]), n=days))
    if author.perhaps(0.4):
        said = author.words("step-evaluate", name="第三方评价")
        name = "第三方评价机构" if "第三方评价机构" in said.text else "第三方机构"
        concept = schemes().types.get(author.type["label"])
        green = concept is not None and concept.broader == "绿色制造示范单位"  # on whose documents the short name means the same
        items.append(Sentence(said, agency("a", (name, "第三方评价机构" if green else name), "evaluate")))
    items.append(author.sentence("step-experts", *agency("a", body, "review"), name=author.random.choice(["专家评审", "组织评审"])))
    items.append(
        author.sentence("step-publish", *agency("a", body, "recognise", "publish"), name=author.random.choice(["公示公布", "认定公布"]))
    )
    actors = [who[0], below[0], *(["第三方机构"] if len(items) == 5 else []), body[0], body[0]]
    steps = []
    for order, (item, actor) in enumerate(zip(items, actors, strict=True), 1):
        name, _, action = item.said.text.partition("。")
        steps.append(Sentence(item.said, [*item.states, author.fact(Step, WHOLE, order=order, name=name, actor=actor, action=action)]))
    return Provision("认定程序", [author.sentence("steps")], steps)


def last_day(month: int) -> int:
    """The last day of a month, that of February in common years."""
    return 28 if month == 2 else 30 if month in (4, 6, 9, 11) else 31


def _criterion(author: Author, item: Sentence, group: str, *, level: str | None) -> Sentence:
    whole = author.fact(Criterion, WHOLE, level=level, group=group, text=item.said.text)
    return Sentence(item.said, [*item.states, whole])


def _figure(author: Author, metric: str, unit: str, low: int, high: int, step: int, rising: bool, *, level: str | None) -> Sentence:
    """A figure that must be reached, or must not be exceeded."""
    side, number = ("min", author.pick(low, high, step)) if rising else ("max", author.pick(low, high, step))
    words, inclusive, decided_by = author.random.choice(wording()["bounds"]["lower" if rising else "upper"])
    yuan = unit.endswith("万元")  # 万 is a multiplier, and the unit is 元
    limits = {side: number * 10_000 if yuan else number, f"{side}_inclusive": inclusive}
    counted = "元" if yuan else unit
    fact = author.fact(Threshold, "t", level=level, metric=metric, unit=counted, decided_by=decided_by, effect="recognise", **limits)
    return author.sentence("condition-metric", fact, metric=metric, bound=author.phrase(words, n=number, u=unit))


def _score(author: Author, number: int, *, level: str | None) -> Sentence:
    metric = author.random.choice(wording()["scores"])
    words, inclusive, decided_by = author.random.choice(wording()["bounds"]["lower"])
    fact = author.fact(Threshold, "t", level=level, metric=metric, unit="分", min=number, min_inclusive=inclusive, decided_by=decided_by,
                       effect="recognise")  # fmt: skip
    return author.sentence("condition-score", fact, metric=metric, bound=author.phrase(words, n=number, u="分"))


def _minimum(author: Author, mark: str, metric: str, number: int, unit: str, *, level: str | None) -> Statement:
    return author.fact(Threshold, mark, level=level, metric=metric, unit=unit, min=number, min_inclusive=True, effect="recognise")
