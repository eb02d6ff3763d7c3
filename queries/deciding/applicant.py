"""What an applicant says of itself (申报人情况): values by the names of questions, read exactly.

Numbers may come with a unit (“18个月”, “5000万元”) and are turned into the unit of the question; what cannot be read is an error that
names the fact, never a guess.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from ...extract import quantities
from ...ontology.errors import InvalidParameter
from ..parameters import shortened

SCORE = "score"
"""The name under which an overall score is always accepted."""

MOST_FACTS = 500
"""The most values that a profile may have."""

_YES = frozenset({"true", "yes", "y", "是", "有", "对", "符合", "满足"})
_NO = frozenset({"false", "no", "n", "否", "无", "没有", "不", "不是", "不符合", "不满足"})
# Lengths of time in months or days, where one can be turned into the other exactly.
_MONTHS = {"年": Decimal(12), "个月": Decimal(1), "月": Decimal(1)}
_DAYS = {"周": Decimal(7), "天": Decimal(1), "日": Decimal(1)}
_LARGEST = Decimal("1e15")


@dataclass(frozen=True)
class Applicant:
    """The values that are known.

    Args:
        facts: values by name: numbers, booleans, or text that says one.

    Raises:
        InvalidParameter: if there are more than :data:`MOST_FACTS`, or one is neither number, boolean, text nor null.
    """

    facts: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if len(self.facts) > MOST_FACTS:
            raise InvalidParameter(f"facts 最多 {MOST_FACTS} 项。", f"facts takes at most {MOST_FACTS} values.", parameter="facts")
        for name, value in self.facts.items():
            if value is not None and not isinstance(value, bool | int | float | Decimal | str):
                raise _unreadable(name, value, "数或是否", "a number or a boolean")

    def boolean(self, name: str) -> bool | None:
        """The truth of a sentence, or None where it is not given.

        Raises:
            InvalidParameter: if the value says neither yes nor no.
        """
        value = self.facts.get(name)
        if value is None or isinstance(value, bool):
            return value
        word = str(value).strip().lower()
        if word in _YES:
            return True
        if word in _NO:
            return False
        raise _unreadable(name, value, "是或否（true/false）", "true or false")

    def number(self, name: str, unit: str | None) -> Decimal | None:
        """A number in a unit, or None where it is not given.

        Args:
            name: of the fact.
            unit: the unit that the question is asked in; text may carry another one that can be turned into it.

        Raises:
            InvalidParameter: if the value is no finite number of at most 15 digits before the point, or in a unit of another kind.
        """
        value = self.facts.get(name)
        if value is None:
            return None
        if isinstance(value, bool):
            raise _unreadable(name, value, "数", "a number")
        plain = str(value).strip().replace(",", "").replace("，", "")
        try:
            number = Decimal(plain)
        except InvalidOperation:
            number = _with_unit(name, plain, unit)
        if not number.is_finite() or abs(number) >= _LARGEST:
            raise _unreadable(name, value, "数", "a number")
        return number


def _with_unit(name: str, words: str, unit: str | None) -> Decimal:
    """A number with its unit, in the unit asked for."""
    found = quantities.find(words) if len(words) <= 60 else []
    exact = found[0].exact if len(found) == 1 else None
    if exact is None:
        raise _unreadable(name, words, f"数（{unit}）" if unit else "数", f"a number ({unit})" if unit else "a number")
    said = found[0].unit
    if said == unit or said is None:
        return exact
    for scale in (_MONTHS, _DAYS):
        if said in scale and unit in scale:
            return exact * scale[said] / scale[unit]
    raise _unreadable(name, words, f"以{unit or '纯数'}为单位的数", f"a number in {unit or 'no unit'}")


def _unreadable(name: str, value: Any, zh: str, en: str) -> InvalidParameter:
    shown = shortened(re.sub(r"\s+", " ", str(value)))
    name = shortened(name)
    parameter = name if name == SCORE else f"facts.{name}"
    return InvalidParameter(f"“{name}”应为{zh}，而不是“{shown}”。", f"'{name}' must be {en}, not '{shown}'.", parameter=parameter)
