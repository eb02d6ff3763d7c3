"""Quantities (数量) of a view text: numbers with their unit, their bounds, and the word that decided inclusiveness.

Bounds follow 民法典 §1259 and the table ``patterns/comparisons.yaml``; a bracket at the number, （含） or （不含）, decides before
any word, and a document's own 附则 before the table. Money comes in yuan, shares in per cent, other units without multiplier.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from . import numerals
from .comparisons import Comparison, after_at, before_at, bracket_at, bracket_before, own_inclusiveness, table
from .intervals import JOINT, chain_at, notation_at, range_at
from .measures import NUMBER, Amount, amount_at, idiom_end, shared_unit
from .protected import Blocks, spans_to_protect
from .scales import Scale, scales
from .units import Kind

__all__ = ["Quantity", "find", "own_inclusiveness", "spans_to_protect"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity and where it stands.

    Attributes:
        start, end: span with its comparison words; a word at a distance (最高资助投资额的20%) lies outside.
        min, min_inclusive, max, max_inclusive: the bounds, None where unbounded; an exact number is both, inclusive.
        unit: label of the unit without multiplier (元, %, 家, 吨标准煤/万元), None for a plain number.
        kind: what it measures; ``full`` is 全覆盖, 全部.
        decided_by: the word, bracket or sign that decided the bounds, as written; None for an exact number.
        scale: the full mark where the sentence says it (按50分计), for scores.
        number_start, number_end: span of the number, its unit left out.
        approximate: 约, 左右, 近, 余, 多.
    """

    start: int
    end: int
    min: Decimal | None
    min_inclusive: bool | None
    max: Decimal | None
    max_inclusive: bool | None
    unit: str | None
    kind: Kind
    decided_by: str | None = None
    scale: Decimal | None = None
    number_start: int = 0
    number_end: int = 0
    approximate: bool = False

    @property
    def exact(self) -> Decimal | None:
        """The number, where both bounds are the same, else None."""
        return self.min if self.min is not None and self.min == self.max else None

    def as_reached(self) -> Quantity:
        """The same number as an aim: 达到65 sets 65 as the value of a target, where in a condition it is a lower bound."""
        if self.decided_by not in ("达到", "达") or self.min is None or self.max is not None:
            return self
        return replace(self, max=self.min, max_inclusive=True)


_CELL = re.compile(rf"({numerals.ARABIC})(?:（({numerals.ARABIC})）)?")
_QUOTES = {"“": "”", "‘": "’", "「": "」", "『": "』"}
_OPEN = frozenset("余多来几数上")  # words of an open number say nothing of its neighbours
_REACH = 40  # characters that 分别 governs
_SENTENCE = 300  # characters across which a full mark is looked for
_SLOGAN = 8  # characters that a quoted slogan may have after its number


def find(text: str, inclusive: Mapping[str, bool] | None = None) -> list[Quantity]:
    """All quantities of a text, in order, without overlaps.

    Args:
        text: normalised text (a view).
        inclusive: what the document's own 附则 says of single words ({"以上": False}); brackets still decide first.

    Returns:
        the quantities; numbers in document numbers, standards, titles, dates, ordinals and idioms are none.
    """
    if cell := _CELL.fullmatch(text):  # 45（15）: a table cell of plain numbers
        return [_exact(amount) for group in (1, 2) if cell.group(group) and (amount := Amount.plain(text, *cell.span(group)))]
    marks = scales(text)
    blocks = Blocks([*spans_to_protect(text), *marks])
    found = list(_read(text, blocks, inclusive or {}))
    return _scaled(text, _joined(text, _shared(text, found)), marks)


def _read(text: str, blocks: Blocks, inclusive: Mapping[str, bool]) -> Iterator[Quantity]:
    at = floor = 0
    while match := NUMBER.search(text, at):
        start, at = match.span()
        if block := blocks.over(start, at):
            at = floor = max(at, block)
            continue
        if idiom := idiom_end(text, match):
            at = idiom
            continue
        amount = amount_at(text, match)
        if amount is None or amount.is_year or _opens_years(text, amount) or _is_slogan(text, amount):
            at = max(at, amount.end) if amount else at
            floor = at if match.group("arabic") else floor
            continue
        quantity = _quantity(text, amount, floor, inclusive)
        if quantity is not None:
            yield quantity
            at = floor = max(at, quantity.end)
        elif match.group("arabic"):
            floor = at


def _quantity(text: str, amount: Amount, floor: int, inclusive: Mapping[str, bool]) -> Quantity | None:
    """The quantity that an amount is part of, or None if it counts nothing."""
    if interval := chain_at(text, amount) or notation_at(text, amount) or range_at(text, amount, floor):
        *bounds, number_start, number_end, approximate = interval
        return Quantity(*bounds, None, number_start, number_end, approximate)
    if amount.unit is None and (shared := shared_unit(text, amount)) is not None:
        amount = shared
    left, end = amount.start, amount.end
    bracket = amount.bracket or bracket_at(text, end)
    end = max(end, bracket.end) if bracket else end
    after = after_at(text, end, amount.kind)
    if after:
        end = after.end
        if bracket is None and (bracket := bracket_at(text, end)):
            end = bracket.end
    if bracket is None and (bracket := bracket_before(text, left, floor)):  # 不少于（含）10人
        left = bracket.start
    before = before_at(text, left, floor, amount.kind)
    beside = before if before and not before.distant else None
    if amount.needs_word and not after and not beside:
        return None
    if amount.unit is None and not amount.may_stand_plain(text, compared=bool(after or bracket), led=beside is not None):
        return None
    deciding = after if after and not (after.bound == "about" and before) else before
    start = beside.start if beside else amount.start
    if beside and beside.text[0] in "<>≤≥" and start and text[start - 1].isascii() and text[start - 1].isalpha():
        start -= 1  # the X of X≥95
    quantity = _bounded(replace(_exact(amount), start=start, end=end), deciding, inclusive)
    if amount.more and quantity.decided_by is None:
        quantity = replace(quantity, max=None, max_inclusive=None, decided_by=amount.more)
    if bracket and quantity.decided_by is not None and quantity.exact is None:
        sides = {"min_inclusive": quantity.min, "max_inclusive": quantity.max}
        quantity = replace(quantity, decided_by=bracket.word, **{k: None if v is None else bracket.includes for k, v in sides.items()})
    approximate = bool(amount.more) or any(word is not None and word.bound == "about" for word in (after, before))
    return replace(quantity, approximate=approximate)


def _exact(amount: Amount) -> Quantity:
    start, value = amount.start, amount.value
    return Quantity(start, amount.end, value, True, value, True, amount.unit, amount.kind, amount.decided_by, None, start, amount.number_end)


def _bounded(quantity: Quantity, word: Comparison | None, inclusive: Mapping[str, bool]) -> Quantity:
    if word is None:
        return quantity
    if word.bound == "about":
        return replace(quantity, decided_by=word.text)
    included = inclusive.get(word.text, inclusive.get(word.key, word.inclusive))
    if word.bound == "min":
        return replace(quantity, min_inclusive=included, max=None, max_inclusive=None, decided_by=word.text)
    return replace(quantity, min=None, min_inclusive=None, max_inclusive=included, decided_by=word.text)


def _opens_years(text: str, amount: Amount) -> bool:
    """Whether a plain number is the first year of 2021-2025年."""
    if amount.unit is not None or (joint := JOINT.match(text, amount.end)) is None:
        return False
    second = NUMBER.match(text, joint.end())
    return second is not None and (last := amount_at(text, second)) is not None and last.is_year


def _is_slogan(text: str, amount: Amount) -> bool:
    """Whether the number opens a short quotation: “三年一复核”, “五个一”."""
    mark = text[amount.start - 1] if amount.start else ""
    return mark in _QUOTES and text.find(_QUOTES[mark], amount.number_end, amount.number_end + _SLOGAN) >= 0


def _shared(text: str, found: list[Quantity]) -> list[Quantity]:
    """A comparison word at one end of a list is meant for all of it.

    不超过5000元、8000元 goes on; 分别提高到55%、70%以上 goes back, but only where 分别 says that the list is one.
    """
    source: Quantity | None = None
    for i, quantity in enumerate(found):
        if source is not None and quantity.decided_by is None and _listed(text, found[i - 1], quantity):
            found[i] = _like(quantity, source)
        else:
            source = quantity if _one_sided(quantity) and not _ends_with_word(text, quantity) else None
    for i in range(len(found) - 1, 0, -1):
        left, right = found[i - 1], found[i]
        if left.decided_by is None and _one_sided(right) and _ends_with_word(text, right) and _listed(text, left, right):
            if "分别" in text[max(0, left.start - _REACH) : left.start]:
                found[i - 1] = _like(left, right)
    return found


def _one_sided(quantity: Quantity) -> bool:
    return (quantity.min is None) != (quantity.max is None) and quantity.decided_by not in _OPEN


def _ends_with_word(text: str, quantity: Quantity) -> bool:
    return quantity.decided_by is not None and quantity.decided_by in text[quantity.number_end : quantity.end]


def _listed(text: str, left: Quantity, right: Quantity) -> bool:
    return left.unit == right.unit and text[left.end : right.start] in ("、", "和", "及", "与", "或")


def _like(quantity: Quantity, source: Quantity) -> Quantity:
    value = quantity.exact
    return replace(
        quantity, min=None if source.min is None else value, min_inclusive=source.min_inclusive,
        max=None if source.max is None else value, max_inclusive=source.max_inclusive, decided_by=source.decided_by,
    )  # fmt: skip


def _joined(text: str, found: Sequence[Quantity]) -> list[Quantity]:
    """不低于60分且不超过80分: two bounds of one thing are one interval."""
    joints = table().joints
    kept: list[Quantity] = []
    for quantity in found:
        last = kept[-1] if kept else None
        if last is not None and _repeated(text, last, quantity):
            kept[-1] = replace(quantity, start=last.start)
            continue
        if last is None or not _two_bounds(last, quantity) or (between := text[last.end : quantity.start]) not in joints:
            kept.append(quantity)
            continue
        if between == "，" and (quantity.kind == "money" or (quantity.decided_by or "").startswith("最")):
            kept.append(quantity)  # 最低不少于20万元，最高不超过300万元: two statements
            continue
        low, high = (last, quantity) if last.min is not None else (quantity, last)
        kept[-1] = replace(
            quantity, start=last.start, min=low.min, min_inclusive=low.min_inclusive, max=high.max, max_inclusive=high.max_inclusive,
            decided_by=f"{last.decided_by}…{quantity.decided_by}", number_start=last.number_start,
            approximate=last.approximate or quantity.approximate,
        )  # fmt: skip
    return kept


def _repeated(text: str, left: Quantity, right: Quantity) -> bool:
    """两项或两项以上 is one bound said twice."""
    same = left.exact is not None and left.unit == right.unit and left.exact in (right.min, right.max) and right.exact is None
    return same and text[left.end : right.start] in ("或", "或者", "及", "和")


def _two_bounds(left: Quantity, right: Quantity) -> bool:
    if left.unit not in (right.unit, None) or left.decided_by is None or right.decided_by is None:
        return False
    if left.min is not None and left.max is None and right.max is not None and right.min is None:
        return left.min < right.max
    return left.max is not None and left.min is None and right.min is not None and right.max is None and right.min < left.max


def _scaled(text: str, found: list[Quantity], marks: Sequence[Scale]) -> list[Quantity]:
    """Give each score the full mark that its sentence names: the one before it, else the one after."""
    if not marks:
        return found
    starts = [mark.start for mark in marks]
    out = []
    for quantity in found:
        if quantity.kind in ("score", "plain"):
            at = bisect(starts, quantity.start)
            for mark in marks[max(0, at - 1) : at + 1]:
                low, high = sorted((mark.start, quantity.start))
                if high - low <= _SENTENCE and not any(text.find(sign, low, high) >= 0 for sign in "。；"):
                    quantity = replace(quantity, scale=mark.value)
                    break
        out.append(quantity)
    return out
