"""Bands of values (分档): 90分及以上…；80分及以上、不满90分…；…, each ladder of bands put in order from the lowest.

Bands that belong together follow one another under one heading, in one paragraph, row or column, in one unit and of one metric. Ranges of
what is paid or fined (处一万元以上五万元以下罚款) are no bands: only what is asked for is divided into bands without rest.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby, pairwise, zip_longest

from ...extract.mentions import Quantity
from ...extract.quantities import find as quantities
from ...extract.reading import Clause
from .draft import Draft
from .finding import Finding, Span

_KINDS = frozenset({"score", "money", "percent", "count", "measure", "plain"})
_SCORED = frozenset({"score", "plain"})  # kinds whose bands may not even share their ends
_PAID = re.compile("税率|利率|费率|罚|处以?$|补助|补贴|奖励|资助|扶持|支持|贴息|给予|额度|经费|并处")
_GLUED = re.compile(r"\d\.\d{2,3}分")
_MARK = 2  # characters of an item number (3.)
_AGES = frozenset({"岁", "周岁"})
_MANY = 100  # amounts above which a step of one leaves nothing between
_WHOLE = frozenset({"score", "count"})  # kinds that mostly come in whole numbers: 80-89分 and 90分 leave nothing between


@dataclass(frozen=True, slots=True)
class Band:
    """One band.

    Attributes:
        quantity: its bounds.
        metric: the words that stand before them.
        what: the first word behind them, which says what is divided (女性公民, 企业); empty for scores.
        place: where the part of the sentence stands that states it.
        words: the bounds as written.
    """

    quantity: Quantity
    metric: str
    what: str
    place: Span
    words: str

    @property
    def low(self) -> Decimal:
        """The lower bound; minus infinity without one."""
        return Decimal("-Infinity") if self.quantity.min is None else self.quantity.min

    @property
    def high(self) -> Decimal:
        """The upper bound; infinity without one."""
        return Decimal("Infinity") if self.quantity.max is None else self.quantity.max

    def gap_below(self, lower: Band) -> bool:
        """Whether values between this band and the one below belong to neither."""
        if lower.high == self.low:
            return not (lower.quantity.max_inclusive or self.quantity.min_inclusive)
        step = self.low - lower.high
        counted = self.quantity.kind in _WHOLE or (
            self.low > _MANY and self.low == self.low.to_integral_value()
        )  # 1000元以下, 1001元至50000元
        whole = counted and step == 1 and bool(lower.quantity.max_inclusive and self.quantity.min_inclusive)
        return step > 0 and not whole

    def overlaps(self, lower: Band) -> bool:
        """Whether a value belongs to this band and the one below."""
        if lower.high == self.low:
            # Statutes call both ends of what follows on 以上 and 以下; of scores the grade would be open.
            return bool(lower.quantity.max_inclusive and self.quantity.min_inclusive) and self.quantity.kind in _SCORED
        return lower.high > self.low


def neighbours(draft: Draft) -> Iterator[tuple[Band, Band]]:
    """Each band of a ladder with the one above it."""
    for ladder in ladders(draft):
        yield from pairwise(ladder)


def faults(draft: Draft, rule: str, wrong: Callable[[Band, Band], bool], said: tuple[str, str], mend: tuple[str, str]) -> Iterator[Finding]:
    """The findings of a rule on neighbouring bands, each at the later of the two.

    Args:
        draft: the draft.
        rule: the rule's name.
        wrong: whether a band does not fit the one below it.
        said: message in Chinese and English; ``{0}`` is the lower band as written, ``{1}`` the upper one.
        mend: how to mend it, in Chinese and English.
    """
    for lower, upper in neighbours(draft):
        if wrong(upper, lower):
            first, second = sorted((lower.place, upper.place))
            zh, en = (each.format(lower.words, upper.words) for each in said)
            yield Finding(
                rule=rule, start=second[0], end=second[1], places=(first, second), zh=zh, en=en,
                suggestion_zh=mend[0], suggestion_en=mend[1],
            )  # fmt: skip


def ladders(draft: Draft) -> Iterator[list[Band]]:
    """The ladders of a draft, each from the lowest band to the highest; a ladder has at least two bands, one of them with both bounds."""
    by_place: dict[Hashable, list[Band]] = {}
    rows: Counter[tuple[int, int]] = Counter()
    found = [(clause, band) for clause in draft.clauses for band in _bands(clause)]
    rows.update((id(clause.cell.table), clause.cell.row) for clause, _ in found if clause.cell is not None)
    for clause, band in found:
        by_place.setdefault((*_where(draft, clause, rows), band.quantity.unit, band.quantity.kind), []).append(band)
    for bands in by_place.values():
        for ladder in _apart(bands):
            if len(ladder) > 1 and any(None not in (band.quantity.min, band.quantity.max) for band in ladder):
                yield sorted(ladder, key=lambda band: (band.low, band.high))


def _where(draft: Draft, clause: Clause, rows: Counter[tuple[int, int]]) -> tuple[Hashable, ...]:
    """What bands must share to be of one ladder: the row or column of a table, else the node above their item."""
    if clause.cell is not None:
        row = id(clause.cell.table), clause.cell.row
        return ("row", *row) if rows[row] > 1 else ("column", row[0], clause.cell.column)
    above = list(draft.document.ancestors(clause.leaf))
    if _is_glued(clause):
        return (id(above[0]),)
    held = next((i for i, node in enumerate(above) if node.type in {"item", "article"}), None)
    return (id(above[0] if held is None else above[min(held + 1, len(above) - 1)]),)


def _bands(clause: Clause) -> Iterator[Band]:
    """The bands of a sentence: one quantity that is bounded in each of its parts."""
    bounded = [q for q in _ranges(clause) if q.exact is None and q.kind in _KINDS and not q.approximate and (q.min, q.max) != (None, None)]
    for (start, end), group in groupby(bounded, key=lambda q: clause.part_at(q.start)):
        members = list(group)
        first = members[0]
        if first.kind not in _SCORED and not _is_asked(clause, first, start, end):
            continue
        # A级（90-100分）、B级（80-89分）: each in brackets; else one band in a part.
        bracketed = [q for q in members if clause.text[q.start - 1 : q.start] == "（" and clause.text.startswith("）", q.end)]
        for q in bracketed if len(bracketed) > 1 else [first]:
            place = (q.start, q.end) if len(bracketed) > 1 else (start, min(end, len(clause.text)))
            metric = "" if len(bracketed) > 1 else _metric(clause.text[start : q.start])
            what = "" if q.kind in _SCORED else clause.text[q.end : end].removeprefix("的")[:2]
            yield Band(q, metric, what, clause.view.span(*place), clause.text[q.start : q.end])


def _ranges(clause: Clause) -> Iterator[Quantity]:
    """The quantities of a sentence; 85分以上（含）至95分 is one range, whose upper end is left open to the band above."""
    found, skip = list(clause.quantities), False
    if _is_glued(clause):
        found = [replace(q, start=q.start + _MARK, end=q.end + _MARK) for q in quantities(clause.text[_MARK:])]
    for q, following in zip_longest(found, found[1:]):
        if skip or q is None:
            skip = False
            continue
        joined = following is not None and q.min is not None and q.max is None and following.exact is not None and q.kind == following.kind
        if joined and following is not None and re.fullmatch("[至到—~-]", clause.text[q.end : following.start]):
            skip = True
            yield replace(q, end=following.end, max=following.max, max_inclusive=False)
        else:
            yield q


def _is_glued(clause: Clause) -> bool:
    """Whether the number of an item stands right before its marks and reads like a decimal with them: 3.60分以上."""
    return clause.body == 0 and _GLUED.match(clause.text) is not None


def _is_asked(clause: Clause, quantity: Quantity, start: int, end: int) -> bool:
    """Whether a range of money or of things is asked for, not paid, fined or an age."""
    if _PAID.search(clause.text, start, end) or not clause.text.startswith("的", quantity.end) or quantity.unit in _AGES:
        return False
    return "罚" not in clause.text[start:] and not clause.text.startswith("的标准", quantity.end)


def _metric(before: str) -> str:
    return re.sub(r"^\d\.$", "", before).rsplit("、", 1)[-1][-8:]


def _apart(bands: list[Band]) -> Iterator[list[Band]]:
    """Bands in text order, divided where a new ladder begins: another metric, another direction, an open top after other bands."""
    ladder: list[Band] = []
    rising: bool | None = None
    for band in bands:
        if ladder:
            last = ladder[-1]
            up = (band.low, band.high) > (last.low, last.high)
            same = _same_metric(last.metric, band.metric) and last.what == band.what and (band.low, band.high) != (last.low, last.high)
            opens = band.quantity.min is None if up else band.quantity.max is None
            if not same or opens or (rising is not None and up != rising):
                yield ladder
                ladder, rising = [], None
            else:
                rising = up
        ladder.append(band)
    yield ladder


def _same_metric(one: str, other: str) -> bool:
    """Whether two bands measure the same, as far as their words say: 评价得分 and 得分, or nothing said."""
    return not one or not other or one.endswith(other[-2:]) or other.endswith(one[-2:])
