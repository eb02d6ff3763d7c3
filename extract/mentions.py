"""What the readers of numbers and times report: quantities (数量) and times (时间), each with its span in a view text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from .units import Kind

DateKind = Literal["date", "month", "year", "recurrence", "within", "period", "duration", "by_year", "since", "range", "expiry"]
Bound = Literal["by", "from", "past"]


@dataclass(frozen=True, slots=True)
class DateMention:
    """A time that a text names.

    Attributes:
        start, end: span of the mention with the words that bound it (到, 前, 起) and the event it runs from.
        kind: ``date``, ``month``, ``year`` a point; ``by_year`` a year or its end as a limit; ``since`` a beginning; ``range`` from
            ``value`` to ``until``; ``expiry`` an end or length of validity (有效期); ``recurrence`` a day of every year, or every month or
            quarter; ``period`` how often; ``within`` a limit in length; ``duration`` any other length.
        value: the time in ISO 8601: a date, year-month, year, ``--MM-DD``, ``--MM``, ``monthly``, ``quarterly``, or a duration;
            None for a beginning that hangs on an event (自印发之日起施行).
        until: the end of a range.
        first, last: the first and last day meant, where the calendar settles them.
        period: ``P1Y``, ``P3M``, ``P1M`` with a recurrence.
        within: the limit after each turn of a recurrence (每季度结束后10日内), or the delay before a beginning (发布之日起30日后施行).
        working_days: True where a length counts working days, False where a limit counts others, None elsewhere.
        after: the event from which a limit or a beginning runs, as written; one that it precedes keeps its 前 (期满前).
        bound: ``by`` at the latest then, ``from`` from then on, ``past`` a look back (近三年).
    """

    start: int
    end: int
    kind: DateKind
    value: str | None
    until: str | None = None
    first: str | None = None
    last: str | None = None
    period: str | None = None
    within: str | None = None
    working_days: bool | None = None
    after: str | None = None
    bound: Bound | None = None


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
