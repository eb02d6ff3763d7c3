"""Totals and their parts (合计与分项) in sentences: …50个，其中…30家、…2个; …、…，共计50个; a plan for each year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from .amounts import TOGETHER, Amount
from .draft import Draft
from .finding import Span

_PARTS = re.compile(r"[^，。；、（）]{0,12}[，。；（：]?其中|[，（：](?:包括|分别为|分别是|含|即|具体为)|（(?=\D{2,12}$)|[^。；]{0,24}：")
_ETC = re.compile(r"^[^，。；、]{0,6}等")
_GENERAL = frozenset({"个", "项", "家", "处", "类", "种"})  # what things of several kinds are counted in together
_FEW, _CLOSE = Decimal("0.75"), Decimal("0.6")  # share of a total that two parts, or more, must make to be meant as all of it
_FULL_MARK = re.compile(r"(?:总分值?|满分|分值合计|总计|共计|合计)(?:值)?[为是共]?(?P<n>\d{2,4})分|(?P<scale>[百千])分制")
_BANDS = re.compile("以上|以下|不满|不足|及格|合格|达到|低于|高于|加分|扣")
_EACH_YEAR = re.compile(
    r"(?P<years>(?:20\d\d年?[、和，]?){2,})分别(?P<what>[^，。；]{0,24}?)(?P<numbers>(?:\d+(?P<unit>[^\d、和，。；]{1,3})[、和]?){2,})"
)
_ALL_YEARS = re.compile(r"^，?(?:[两二三四五六]年)?(?:共计?|合计|累计|总计)[^\d，。；]{0,12}(?P<n>\d+)")
_TELLING = 3  # characters of a noun that tell by themselves what a longer one ends in
_TOGETHER = re.compile(f"{TOGETHER.pattern}|^共")
_BOUNDED = re.compile("不少于|不低于|以上|以内|以下|不超过|不高于|至少|最高|最多|超过")
_LEVELS = "、，；。"  # marks between the parts of one list, the weakest first


@dataclass(frozen=True, slots=True)
class Sum:
    """A total with what should add up to it.

    Attributes:
        total, parts: the numbers, in one unit.
        unit: as written.
        place: where the statement stands.
        places: all places that it concerns.
    """

    total: Decimal
    parts: tuple[Decimal, ...]
    unit: str
    place: Span
    places: tuple[Span, ...]

    @property
    def adds_up(self) -> bool:
        """Whether the parts make the total."""
        return sum(self.parts) == self.total


def listed(draft: Draft, found: Iterable[Amount]) -> Iterator[Sum]:
    """Totals that are divided, or added up, within a paragraph."""
    stated = (amount for amount in found if amount.quantity.min is not None)
    for _, group in groupby(stated, key=lambda amount: id(amount.clause.leaf)):
        members = list(group)
        yield from _divided(draft, members)
        yield from _added(draft, members)


def _divided(draft: Draft, members: Sequence[Amount]) -> Iterator[Sum]:
    for i, total in enumerate(members[:-1]):
        alike = (each for each in members[i + 1 :] if (each.quantity.kind, each.unit) == (total.quantity.kind, total.unit))
        firsts = dict.fromkeys([next(alike, members[i + 1]).number_at, members[i + 1].number_at])
        mark = next((found for first in firsts if (found := _PARTS.match(draft.clean(total.place[1], first)))), None)
        if mark is None or re.search("每|平均", mark[0]):
            continue
        parts = list(_like(draft, total, members[i + 1 :]))
        if len(parts) < 2 or _ETC.match(draft.clean(parts[-1].place[1], min(len(draft.text), parts[-1].place[1] + 12))):
            continue
        if "其中" not in mark[0] and not _all_named(total, parts):
            continue
        found = _sum(total, parts)
        share = sum(found.parts) / found.total if found.total else Decimal(0)
        if (_FEW if len(parts) == 2 else _CLOSE) <= share <= 1 / _CLOSE and not _within_bounds(found, total, parts):
            yield found


def _within_bounds(found: Sum, total: Amount, parts: Sequence[Amount]) -> bool:
    """Whether a total or part is only a bound (不少于, 以上) that the others keep."""
    if any(_BOUNDED.search(part.quantity.decided_by or "") for part in parts):
        return True
    if not _BOUNDED.search(total.quantity.decided_by or ""):
        return False
    return sum(found.parts) <= found.total if total.quantity.min is None else sum(found.parts) >= found.total


def _all_named(total: Amount, parts: Sequence[Amount]) -> bool:
    """Whether the parts are meant as parts of the total, where only a colon or 包括 says so."""
    return total.unit in _GENERAL | {"分", "元"} or all(part.unit == total.unit for part in parts)


def _added(draft: Draft, members: Sequence[Amount]) -> Iterator[Sum]:
    for i, total in enumerate(members):
        before = [amount for amount in members[:i] if amount.clause is total.clause]
        if (
            len(before) > 1
            and _TOGETHER.search(draft.clean(*total.place))
            and "其中" not in draft.clean(before[0].place[0], total.place[0])
        ):
            others = next((k for k in range(len(before), 0, -1) if before[k - 1].quantity.kind != total.quantity.kind), 0)
            parts = list(_like(draft, total, before[others:]))  # 不小于0.015毫米的地膜80万亩、其他地膜5万亩，合计85万亩
            if len(parts) > 1 and len(parts) == len(before) - others:
                yield _sum(total, parts)


def _like(draft: Draft, total: Amount, others: Sequence[Amount]) -> Iterator[Amount]:
    """The amounts that may be parts of a total: of one kind, one list, for its own time or one year after another.

    The mark between the first two parts tells how the list is divided; a stronger one ends it (国家级5家、省级10家；园区3个).
    """
    last: Amount | None = None
    strongest: int | None = None
    for amount in others:
        if amount.quantity.kind != total.quantity.kind:
            continue
        alike = amount.unit == total.unit or (
            total.unit in _GENERAL and amount.quantity.kind == "count" and amount.unit not in {"人", "名", "次"}
        )
        between = draft.clean(last.place[1], amount.place[0]) if last is not None and last.place[1] < amount.place[0] else ""
        level = max((_LEVELS.find(char) for char in re.sub("（[^（）]*）", "", between)), default=-1)
        before = total.by if last is None else last.by
        dated = amount.by is not None and amount.by != total.by and (last is None or before is None or amount.by > before)
        timely = amount.by in (total.by, before) or dated
        if not alike or amount.each or not timely or re.search("其中|[。（）]", between) or (strongest is not None and level > strongest):
            return
        yield amount
        strongest = level if last is not None and strongest is None else strongest
        last = amount


def _sum(total: Amount, parts: Sequence[Amount]) -> Sum:
    places = sorted((total.place, *(part.place for part in parts)))
    return Sum(total.value, tuple(part.value for part in parts), total.unit or "", (places[0][0], places[-1][1]), tuple(places))


def scored(draft: Draft) -> Iterator[Sum]:
    """Full marks with the marks of their parts: 总分100分，其中专业化25分、…; …（20分）、…（30分），满分100分."""
    for clause in draft.clauses:
        full = list(_FULL_MARK.finditer(clause.text))
        marks = [q for q in clause.quantities if q.kind == "score" and q.exact is not None]
        if len({_full_mark(match) for match in full}) != 1 or _BANDS.search(clause.text):
            continue
        marks = [q for q in marks if not any(match.start() < q.end and q.start < match.end() for match in full)]
        parts = [q for q in marks if q.end <= full[-1].start()] or [q for q in marks if q.start >= full[-1].end()]
        total = _full_mark(full[0])
        values = tuple(q.exact for q in parts if q.exact is not None)
        if len(values) > 1 and total * _CLOSE <= sum(values) <= total / _CLOSE:
            places = sorted([clause.view.span(*full[-1].span()), *(clause.view.span(q.start, q.end) for q in parts)])
            yield Sum(total, values, "分", (places[0][0], places[-1][1]), tuple(places))


def _full_mark(match: re.Match[str]) -> Decimal:
    return Decimal(match["n"] or {"百": 100, "千": 1000}[match["scale"]])


def respectively(draft: Draft, found: Sequence[Amount]) -> Iterator[Sum]:
    """A total with what each of several years brings: …60家，2027年、2028年、2029年分别创建18家、20家、21家(，三年共创建60家)."""
    for clause in draft.clauses:
        for match in _EACH_YEAR.finditer(clause.text):
            numbers = tuple(Decimal(number) for number in re.findall(rf"(\d+){re.escape(match['unit'])}", match["numbers"]))
            if len(numbers) != len(re.findall("20\\d\\d", match["years"])):
                continue
            place = clause.view.span(*match.span())
            before = [a for a in found if a.clause is clause and a.unit == match["unit"] and a.number_at < place[0] and not a.each]
            in_list = len(before) > 1 and draft.clean(before[-2].place[1], before[-1].place[0]).endswith("、")
            after = _ALL_YEARS.match(clause.text[match.end() :])
            if after is not None:
                end = clause.view.span(match.start(), match.end() + after.end())
                yield Sum(Decimal(after["n"]), numbers, match["unit"], end, (end,))
            elif before and not in_list:
                yield Sum(before[-1].value, numbers, match["unit"], place, (before[-1].place, place))


def yearly_plans(found: Iterable[Amount]) -> Iterator[list[Amount]]:
    """Amounts of one noun for two or more years one after the other, under one heading: 2027年8家，2028年10家，2029年12家."""
    for _, group in groupby(found, key=lambda amount: amount.clause.leaf.path.rpartition("/")[0]):
        by_noun: dict[tuple[str, str | None], list[Amount]] = {}
        for amount in group:
            by_noun.setdefault((amount.noun, amount.unit), []).append(amount)
        for series in by_noun.values():
            run: list[Amount] = []
            for amount in series:
                if run and (amount.by is None or run[-1].by is None or amount.by != run[-1].by + 1):
                    if len(run) > 1:
                        yield run
                    run = []
                run.append(amount)
            if len(run) > 1:
                yield run


def planned(found: Sequence[Amount]) -> Iterator[Sum]:
    """Totals with the yearly plan that should make them; a plan that counts what there will be ends with the total itself."""
    plans = list(yearly_plans(found))
    inside = {amount.place for plan in plans for amount in plan}
    for plan in plans:
        last = plan[-1]
        totals = [
            a
            for a in found
            if a.place not in inside and (a.unit, a.more) == (last.unit, last.more) and _is_named(a.noun, last.noun) and _is_whole(a, last)
        ]
        if totals and all(amount.quantity.kind == "count" for amount in plan) and last.value != totals[0].value:
            place = plan[0].place[0], last.place[1]
            places = tuple(sorted((totals[0].place, place)))
            yield Sum(totals[0].value, tuple(amount.value for amount in plan), last.unit or "", place, places)


def _is_named(whole: str, part: str) -> bool:
    """Whether a total and its yearly parts are of one thing: the same noun, or the parts call it by its end (智能选果线, 选果线)."""
    return whole == part or (len(part) >= _TELLING and whole.endswith(part))


def _is_whole(amount: Amount, last: Amount) -> bool:
    """Whether an amount is what the years of a plan come to: of the last of them, or 累计."""
    said = amount.clause.text[: amount.quantity.start].rpartition("，")[2]
    return not amount.each and (amount.by == last.by or (amount.by is None and re.search("累计|总共|合计|共", said) is not None))
