"""From a day and a period to the last day of it (期间的计算): the Civil Code of 2020 (民法典), articles 201 to 203.

The first day does not count. Months and years end on the day of the same number, or on the last of a month that has none. A last day
that is a statutory holiday (法定休假日, weekends included) moves to the next working day; that is known only for the years of the holiday
calendar.
"""

from __future__ import annotations

import calendar
import datetime
import re
import warnings
from dataclasses import dataclass

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # the package warns of its own syntax on import
    import chinese_calendar

_PERIOD = re.compile(r"P(?:(?P<Y>\d{1,4})Y)?(?:(?P<M>\d{1,4})M)?(?:(?P<W>\d{1,4})W)?(?:(?P<D>\d{1,5})D)?")


@dataclass(frozen=True, slots=True)
class LastDay:
    """The last day of a period.

    Attributes:
        day: the day.
        calendar_known: whether the holidays that mattered are known; if not, nothing was moved, and Monday to Friday count as working days.
    """

    day: datetime.date
    calendar_known: bool


def last_day(start: datetime.date, period: str, working_days: bool = False) -> LastDay | None:
    """The last day of a period that runs from an event.

    Args:
        start: the day of the event.
        period: ISO 8601 in years, months, weeks and days: ``P1M``, ``P30D``.
        working_days: whether its days are working days (工作日).

    Returns:
        the last day, or None where the period is in another form or ends beyond the year 9999.
    """
    match = _PERIOD.fullmatch(period)
    if match is None or not any(match.groups()):
        return None
    years, months, weeks, days = (int(match[unit] or 0) for unit in "YMWD")
    try:
        day = _months_later(start, 12 * years + months)
        if working_days:
            return _working_days_later(day, 7 * weeks + days)
        return _moved(day + datetime.timedelta(days=7 * weeks + days))
    except (OverflowError, ValueError):
        return None


def _months_later(day: datetime.date, months: int) -> datetime.date:
    year, month = divmod(12 * day.year + day.month - 1 + months, 12)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _moved(day: datetime.date) -> LastDay:
    """The day, or the next working day where it is a holiday; as it is outside the calendar."""
    moved = day
    while (works := _is_working_day(moved)) is False:
        moved += datetime.timedelta(days=1)
    return LastDay(day if works is None else moved, works is not None)


def _working_days_later(day: datetime.date, count: int) -> LastDay:
    known = True
    while count:
        day += datetime.timedelta(days=1)
        works = _is_working_day(day)
        known = known and works is not None
        count -= works if works is not None else day.weekday() < 5
    return LastDay(day, known)


def _is_working_day(day: datetime.date) -> bool | None:
    """Whether a day is a working day, by the State Council's arrangements (国务院办公厅节假日安排); None outside the calendar's years."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return None
