"""A time that a text names (时间), as ``dates.find`` reports it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

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
