"""What is promised and what follows: targets, industries, incentives, deadlines, cycles, sanctions, exemptions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hengce.extract.facts import Cycle, Deadline, Exemption, Incentive, Sanction, Sector, Target

from .author import Author, hanzi
from .data import matters
from .grammar import Said
from .paper import Provision, Sentence, Statement
from .requirements import agency, last_day, own_body

_LEVELS = {"市级": "省级", "区县级": "市级"}
"""The level above that of a prefecture and of a county."""
_MORE = {"": (True, True), "以上": (True, False), "左右": (True, True)}
"""What may follow an exact number, and whether it then is a lower and an upper bound."""


def upper(author: Author) -> tuple[str, str]:
    """A level above the place's own, as written and in the contract's terms; the nation's is its own."""
    own, above = author.place, author.place.above
    if own.level in ("国家级", "省级"):
        return "国家级", "国家级"
    return above, "省级" if own.municipal else _LEVELS[own.level]  # what a municipality under the central government awards is 省级


def targets(author: Author) -> Provision:
    """How many by when: for all, by year, by place, and a share."""
    year = author.until
    a, b = author.pick(5, 60, 5), author.pick(60, 300, 10)
    a_more, b_more = (author.random.choice(list(_MORE)) for _ in range(2))
    word, level = upper(author)
    both = [_target(author, "a", a, a_more, str(year), level=level), _target(author, "b", b, b_more, str(year), level=author.place.level)]
    items = [author.sentence("targets", *both, year=str(year), upper=word, a=a, b=b, a_more=a_more, b_more=b_more)]
    if author.perhaps(0.5):
        n, more, early = author.pick(10, 50, 5), author.random.choice(list(_MORE)), str(author.year + 1)
        fact = _target(author, "t", n, more, early, level=author.place.level)
        items.append(author.sentence("target-year", fact, year=early, n=n, more=more))
    if author.perhaps(0.5):
        goal, low, high = author.random.choice(matters()["goals"])
        n, more = author.pick(low, high), author.random.choice(["", "以上"])
        said = author.words("target-goal", year=str(year), goal=goal, n=n, more=more)
        begin, end = said.marks.get("s", (0, 0))
        scope = said.text[begin:end] or None
        items.append(Sentence(said, [_target(author, "t", n, more, str(year), subject=goal, unit="%", scope=scope)]))
    if author.perhaps(0.5) and len(author.place.parts) > 1:
        items.append(_parts(author, str(year)))
    return Provision("工作目标", items=items)


def _parts(author: Author, year: str) -> Sentence:
    one, two = author.random.sample(author.place.parts, 2)
    a, b = author.pick(5, 30), author.pick(5, 30)
    said = author.words("target-parts", year=year, one=one, two=two, a=a, b=b)
    more = "以上" if "不少于" in said.text else ""
    return Sentence(said, [_target(author, "t", number, more, year, scope=scope) for scope, number in ((one, a), (two, b))])


def _target(author: Author, mark: str, number: int, more: str, by: str, **fields: Any) -> Statement:
    lower, higher = _MORE[more]
    bounds = {"min": number, "min_inclusive": True} if lower else {}
    bounds |= {"max": number, "max_inclusive": True} if higher else {}
    return author.fact(Target, mark, **{"unit": author.type["unit"], "by": by, **bounds, **fields})


def sectors(author: Author) -> Sentence:
    """Industries in focus."""
    names = author.some(matters()["sectors"], 3, 5)
    said = author.words("sectors", names="、".join(names))
    return Sentence(said, [author.fact(Sector, "s", sector=name) for name in names])


def incentives(author: Author, least: int = 2, most: int = 4) -> Provision:
    """What the recognised receive: always an award, then some of the other forms."""
    first = author.random.choice([_award, _award_cap, _award_two])
    others: list[Callable[[Author], Sentence]] = author.some([_subsidy, *_PLAIN, _certificate, _ceiling], least, most)
    return Provision("激励政策", items=[first(author), *(other(author) for other in others)])


def _incentive(author: Author, form: str, **fields: Any) -> Statement:
    return author.fact(Incentive, "i", form=form, per=author.type["who"], **fields)


def _award(author: Author) -> Sentence:
    m = author.pick(5, 100, 5)
    return author.sentence("award", _incentive(author, "award", level=author.place.level, amount=m * 10_000), m=m)


def _award_cap(author: Author) -> Sentence:
    m = author.pick(10, 200, 10)
    return author.sentence("award-cap", _incentive(author, "award", level=author.place.level, amount=m * 10_000, cap=True), m=m)


def _award_two(author: Author) -> Sentence:
    word, level = upper(author)
    if level == author.place.level:
        return _award(author)
    a, b = author.pick(50, 200, 10), author.pick(5, 45, 5)
    states = [_incentive(author, "award", level=each, amount=m * 10_000) for each, m in ((level, a), (author.place.level, b))]
    return author.sentence("award-two", *states, upper=word, a=a, b=b)


def _subsidy(author: Author) -> Sentence:
    m, r = author.pick(50, 500, 50), author.pick(5, 30, 5)
    said = author.words("subsidy", m=m, r=r)
    begin, end = said.marks["p"]
    return Sentence(said, [_incentive(author, "subsidy", amount=m * 10_000, cap=True, rate=said.text[begin:end])])


def _plain(form: str) -> Callable[[Author], Sentence]:
    """An incentive that is only named."""
    return lambda author: author.sentence(form, _incentive(author, form))


_PLAIN = [_plain(form) for form in ("discount", "credit", "tax", "price", "procurement", "priority")]


def _certificate(author: Author) -> Sentence:
    return author.sentence("certificate", _incentive(author, "certificate", level=author.place.level))


def _ceiling(author: Author) -> Sentence:
    m = author.pick(100, 500, 50)
    return author.sentence("ceiling", _incentive(author, "award", amount=m * 10_000, cap=True), m=m)


def management(author: Author) -> Provision:
    """How a status is kept: review, term, yearly report, freedom from checks, a second chance."""
    years, month, times = author.pick(2, 5), author.pick(1, 4), author.random.choice(["两", "三"])
    review = author.words("review-cycle", years=hanzi(years))
    cycle = [author.fact(Cycle, "c", period=f"P{years}Y", action="复核")]
    if own_body(author)[0] in review.text:
        cycle += agency("c", own_body(author), "supervise")
    found = [Sentence(review, cycle)]
    if author.perhaps(0.4):
        n = author.pick(2, 5)
        found.append(author.sentence("title-valid", author.fact(Cycle, "c", period=f"P{n}Y", action="有效"), years=hanzi(n)))
    if author.perhaps(0.5):
        due = author.fact(Deadline, "d", recurrence=f"--{month:02}-{last_day(month):02}", actor=author.subject)
        found.append(author.sentence("yearly-report", due, month=month))
    if author.perhaps(0.4):
        said = author.words("exemption", times=times, years=hanzi(years))
        begin, end = said.marks["o"]
        found.append(Sentence(said, [author.fact(Exemption, "e", condition=said.text[begin:end], duration=f"P{years}Y")]))
    if author.perhaps(0.4):
        said = author.words("rectify")
        found.append(Sentence(said, [_sanction(author, said, "r", "o", "rectify"), _sanction(author, said, "v", "q", "revoke")]))
    return Provision("动态管理", found)


def sanctions(author: Author) -> Provision:
    """What follows a breach: a list of cases, or sentences with one to three consequences each."""
    breaches = author.some(matters()["breaches"], 2, 3)
    if author.perhaps(0.4):
        items = [Sentence(Said(f"{each}的", {"o": (0, len(each)), "r": (0, len(each) + 1)})) for each in breaches]
        items = [Sentence(each.said, [_sanction(author, each.said, "r", "o", "revoke")]) for each in items]
        return Provision("监督管理", [author.sentence("sanctions")], items)
    found = []
    for breach in breaches[:2]:
        years = author.pick(1, 5)
        said = author.words("sanction", breach=breach, years=hanzi(years))
        ends = {"r": ("revoke", None), "c": ("clawback", None), "b": ("ban", f"P{years}Y")}
        found.append(Sentence(said, [_sanction(author, said, mark, "o", *end) for mark, end in ends.items() if mark in said.marks]))
    if author.perhaps(0.3):
        years = author.pick(1, 5)
        said = author.words("evaluators", years=hanzi(years))
        found.append(Sentence(said, [_sanction(author, said, "b", "o", "ban", f"P{years}Y", subject="第三方评价机构")]))
    return Provision("监督管理", found)


def _sanction(author: Author, said: Said, mark: str, cause: str, consequence: str, duration: str | None = None, **fields: str) -> Statement:
    begin, end = said.marks[cause]
    return author.fact(Sanction, mark, **{"trigger": said.text[begin:end], "consequence": consequence, "duration": duration, **fields})


def schedule(author: Author) -> Provision:
    """Who plans and reports by when."""
    month, below, body = author.pick(3, 11), author.place.below(author.year), own_body(author)
    year = author.year + 1
    plan = author.fact(Deadline, "d", date=f"{year}-{month:02}-{last_day(month):02}", actor=below[0])
    found = [author.sentence("deadline-plan", plan, *agency("d", below, "plan"), year=str(year), month=month)]
    if author.perhaps(0.5):
        quarter = author.fact(Deadline, "d", recurrence="quarterly", actor=below[0], recipient=body[0])
        found.append(author.sentence("deadline-quarter", quarter))
    if author.perhaps(0.4):
        due = author.pick(9, 12)
        publish = author.fact(Deadline, "d", recurrence=f"--{due:02}-{last_day(due):02}", actor=body[0])
        found.append(author.sentence("deadline-publish", publish, *agency("d", body, "publish"), month=due))
    return Provision("进度安排", found)
