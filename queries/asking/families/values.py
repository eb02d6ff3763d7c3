"""Values that a question gives, against those that facts state."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import Any

from ....extract.facts import Cycle, Exemption, Fact, Incentive, Sanction, Target, Threshold
from ....extract.mentions import Quantity
from ....ontology.schemes import schemes
from ...alignment import alignment
from ..slots import ASKING, Slots

_MONTHS = {"年": 12, "月": 1, "个月": 1}
_BARE = re.compile(r"(?<![\d.])(\d+(?:\.\d+)?)(万|亿)(?![种家个吨平辆人])")
_NUMBER = r"[0-9一二两三四五六七八九十](?:个|家|名|人|位|项)"
_PEOPLE = frozenset({"人", "名", "位"})
_COUNTERS = frozenset({"个", "家", "项", "种", "人", "名", "位", "条", "次", "座"})


def given(slots: Slots, asks: str) -> list[Quantity]:
    """The values of a question that can be compared with what it asks for."""
    kinds = {
        "score": ("score",),
        "money": ("money",),
        "count": ("count", "percent"),
        "length": ("duration",),
        "text": ("duration", "count"),
    }
    quantities = [_of_money(each, slots.text) for each in slots.quantities] if asks == "money" else slots.quantities
    found = [each for each in quantities if each.kind in kinds.get(asks, ()) and each.number_start is not None]
    if asks == "money" and not found:
        found = [_sum(match) for match in _BARE.finditer(slots.text)]
    return [each for each in found if _in_asking_clause(slots.text, each)] or found


def _of_money(value: Quantity, text: str) -> Quantity:
    """A bare number in ten thousands (100万) as a sum of money, which is what people mean where sums are asked for."""
    return replace(value, kind="money") if value.kind == "plain" and "万" in text[value.start : value.end] else value


def _sum(match: re.Match[str]) -> Quantity:
    """A sum that is written without its unit (100万)."""
    yuan = Decimal(match[1]) * (10_000 if match[2] == "万" else 100_000_000)
    return Quantity(match.start(), match.end(), yuan, True, yuan, True, "元", "money", number_start=match.start(1), number_end=match.end(1))


def _in_asking_clause(text: str, value: Quantity) -> bool:
    """Whether a value stands in the clause that asks: 要10人，我们9人行吗 asks about 9."""
    start = max(text.rfind(mark, 0, value.start) for mark in "，。；") + 1
    end = min((at for mark in "，。；" if (at := text.find(mark, value.end)) >= 0), default=len(text))
    return ASKING.search(text[start:end]) is not None


def counted_by(slots: Slots, value: Quantity) -> str:
    """The words of a question that say what a value counts: those of its clause, up to other numbers and without names of types."""
    before = re.split(rf"[，。；：、]|{_NUMBER}", slots.text[: value.start])[-1]
    after = re.split(rf"[，。；：、？?]|{_NUMBER}", slots.text[value.end :])[0]
    text = f"{before}|{after}"
    names = {name for label in slots.types if label in schemes().types for name in schemes().types[label].names}
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, "|")
    return text


def shared(words: str, text: str) -> int:
    """How many pairs of neighbouring characters of some words a text holds."""
    return sum(a + b in text for a, b in pairwise(words))


def within(value: Decimal, fact: Threshold | Target) -> bool:
    """Whether a value lies within the bounds of a fact, its own words deciding about the bounds themselves."""
    low = fact.min is None or value > _decimal(fact.min) or (bool(fact.min_inclusive) and value == _decimal(fact.min))
    high = fact.max is None or value < _decimal(fact.max) or (bool(fact.max_inclusive) and value == _decimal(fact.max))
    return low and high


def in_unit_of(quantity: Quantity, fact: Threshold | Target) -> Decimal | None:
    """The value of a quantity in the unit of a fact, or None where one cannot be turned into the other."""
    value = quantity.min if quantity.min is not None else quantity.max
    if value is None:
        return None
    if quantity.unit == fact.unit or _counts_alike(quantity.unit, fact.unit):
        return value
    if quantity.unit in _MONTHS and fact.unit in _MONTHS:
        return value * _MONTHS[quantity.unit] / _MONTHS[fact.unit]
    if quantity.unit == "分" and fact.unit is None and alignment().is_score(fact):
        return value
    return None


def _counts_alike(one: str | None, other: str | None) -> bool:
    """Whether two counters can count the same: people and things differ, 个 counts both."""
    if one not in _COUNTERS or other not in _COUNTERS:
        return False
    return "个" in (one, other) or (one in _PEOPLE) == (other in _PEOPLE)


def has_value(fact: Fact, asks: str) -> bool:
    """Whether a fact states the sort of value that is asked for."""
    match fact:
        case Incentive():
            return asks != "money" or fact.amount is not None or fact.rate is not None
        case Threshold():
            return asks not in ("score", "count") or alignment().is_score(fact) == (asks == "score")
        case Sanction() | Exemption():
            return asks != "length" or fact.duration is not None
        case _:
            return True


def states(fact: Fact, quantity: Quantity) -> bool | None:
    """Whether a fact states the very value of a question; None where it states none of that sort."""
    value = quantity.min if quantity.min is not None else quantity.max
    match fact:
        case Incentive() if quantity.kind == "money" and fact.amount is not None:
            return value == _decimal(fact.amount)
        case Threshold() | Target() if (same := in_unit_of(quantity, fact)) is not None:
            return same in [_decimal(bound) for bound in (fact.min, fact.max) if bound is not None]
        case Cycle() | Exemption() | Sanction() if quantity.kind == "duration":
            return _period(quantity) == getattr(fact, "period", None) or _period(quantity) == getattr(fact, "duration", None)
        case _:
            return None


def _period(quantity: Quantity) -> str:
    letter = {"年": "Y", "月": "M", "个月": "M", "日": "D", "天": "D", "周": "W"}.get(quantity.unit or "", "")
    return f"P{quantity.min}{letter}"


def _decimal(value: Any) -> Decimal:
    return Decimal(str(value))
