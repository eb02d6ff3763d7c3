"""The bounds of a quantity as the fields of a fact: plain JSON numbers."""

from __future__ import annotations

from decimal import Decimal
from typing import TypedDict

from ..quantities import Quantity
from ..reading import Clause


class Bounds(TypedDict):
    """The four fields that thresholds and targets share."""

    min: float | None
    min_inclusive: bool | None
    max: float | None
    max_inclusive: bool | None


def number(value: Decimal | None) -> float | None:
    """A decimal as an int where it is whole, else as a float."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def bounds(quantity: Quantity) -> Bounds:
    """The bounds of ``quantity`` as fields of a fact."""
    return {
        "min": number(quantity.min),
        "min_inclusive": quantity.min_inclusive,
        "max": number(quantity.max),
        "max_inclusive": quantity.max_inclusive,
    }


def unit(clause: Clause, quantity: Quantity) -> str | None:
    """The unit of a condition, a length of time as it is written (12个月)."""
    written = clause.text[quantity.start : quantity.end]
    return "个月" if quantity.unit == "月" and "个月" in written else quantity.unit
