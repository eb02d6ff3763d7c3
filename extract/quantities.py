"""Quantities (数量) of a view text: numbers with their unit, their bounds, and the word that decided inclusiveness.

Bounds follow 民法典 §1259 and the table ``patterns/comparisons.yaml``; a bracket at the number, （含） or （不含）, decides before
any word, and a document's own 附则 before the table. Money comes in yuan, shares in per cent, other units without multiplier.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from . import numerals
from .combine import joined, scaled, shared
from .comparisons import Comparison, after_at, before_at, bracket_before
from .implied import implied_money, shared_unit
from .intervals import JOINT, chain_at, mark_of, notation_at, range_at
from .measures import NUMBER, Amount, amount_at, idiom_end
from .mentions import Quantity
from .protected import Blocks, spans_to_protect
from .scales import scales

__all__ = ["Quantity", "find", "spans_to_protect"]


_CELL = re.compile(rf"({numerals.ARABIC})(?:（({numerals.ARABIC})）)?")
_QUOTES = {"“": "”", "‘": "’", "「": "」", "『": "』"}
_REMARK = re.compile("（(?:不?含税|税后|税前|人民币)）")  # 300万元（含税）以上
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
    return scaled(text, joined(text, shared(text, found)), marks)


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
            at = max(at, quantity.end)
            floor = floor if text.startswith("期", at - 1) else at  # 一年期 is part of a name, no number that words before it bound
        elif match.group("arabic"):
            floor = at


def _quantity(text: str, amount: Amount, floor: int, inclusive: Mapping[str, bool]) -> Quantity | None:
    """The quantity that an amount is part of, or None if it counts nothing."""
    if interval := chain_at(text, amount) or notation_at(text, amount) or range_at(text, amount, floor):
        return interval
    if amount.unit is None:
        amount = shared_unit(text, amount) or implied_money(text, amount) or amount
    left, end = amount.start, amount.end
    bracket = amount.bracket or mark_of(text, end, amount)
    end = max(end, bracket.end) if bracket else end
    if remark := _REMARK.match(text, end):
        end = remark.end() if after_at(text, remark.end(), amount.kind) else end
    after = after_at(text, end, amount.kind)
    if after:
        end = after.end
        if bracket is None and (bracket := mark_of(text, end, amount)):
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
    return Quantity(
        amount.start, amount.end, amount.value, True, amount.value, True, amount.unit, amount.kind, amount.decided_by,
        number_start=amount.start, number_end=amount.number_end,
    )  # fmt: skip


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
