"""Dates, recurrences and periods (日期、周期、期限) of a view text, normalised to ISO 8601.

A mention keeps the precision that its words give: 2018年12月底前 is 2018-12-31, 2025年3月 is 2025-03, 到2020年 is 2020;
每年11月底前 is the recurring day --11-30. Names in 《》, document numbers and standards hold no dates of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from .durations import WORKING, iso_duration
from .measures import NUMBER, amount_at
from .points import Point, point_list
from .protected import spans_to_protect
from .timewords import Words, words

DateKind = Literal["date", "month", "year", "recurrence", "within", "period", "duration", "by_year", "since", "range", "expiry"]
Bound = Literal["by", "from", "past"]


@dataclass(frozen=True, slots=True)
class DateMention:
    """A time that a text names.

    Attributes:
        start, end: span of the mention with the words that bound it (到, 前, 起).
        kind: ``date``, ``month``, ``year`` a point; ``by_year`` a year or its end as a limit; ``since`` a beginning; ``range`` from
            ``value`` to ``until``; ``expiry`` an end or length of validity (有效期); ``recurrence`` a day of every year, or a month or
            quarter again and again; ``period`` how often; ``within`` a limit in length; ``duration`` any other length.
        value: the time in ISO 8601: a date, year-month, year, ``--MM-DD``, ``monthly``, ``quarterly``, or a duration;
            None for a beginning that hangs on an event (自印发之日起施行).
        until: the end of a range.
        first, last: the first and last day meant, where the calendar settles them.
        period: ``P1Y``, ``P3M``, ``P1M`` with a recurrence.
        within: the limit after each turn of a recurrence (每季度结束后10日内).
        working_days: True where a limit counts working days, False where it counts others, None without a limit.
        after: the event from which a limit or a beginning runs, as written.
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


def find(text: str, today_year: int | None = None) -> list[DateMention]:
    """All mentions of time in a text, in order, without overlaps.

    Args:
        text: normalised text (a view).
        today_year: the year of the document itself, for dates that leave out the year (6月底前); without it such a date
            is given as ``--06-30``. A year named earlier in the sentence goes first.

    Returns:
        the mentions.
    """
    blocked = [(name.start, name.end) for name in spans_to_protect(text)]
    mentions = [*_points(text, today_year, blocked), *_recurrences(text), *_durations(text), *_beginnings(text)]
    mentions.sort(key=lambda mention: (mention.start, -mention.end))
    found: list[DateMention] = []
    at = 0
    for mention in mentions:
        while at < len(blocked) and blocked[at][1] <= mention.start:
            at += 1
        if at < len(blocked) and blocked[at][0] < mention.end:
            continue
        if not found or mention.start >= found[-1].end:
            found.append(mention)
        elif mention.kind == "recurrence" and found[-1].kind == "within":  # 每季度结束后10日内: a limit after each turn
            limit = found[-1]
            found[-1] = replace(limit, kind="recurrence", value=mention.value, period=mention.period, within=limit.value)
    return found


def _iso(year: int, month: int, day: int) -> str:
    return f"{year:04d}-{month:02d}-{day:02d}"


def _points(text: str, today_year: int | None, blocked: list[tuple[int, int]]) -> Iterator[DateMention]:
    lists = words()
    said: int | None = None  # the year that the sentence has named
    every = False
    before = at = 0
    for point in point_list(text):
        while at < len(blocked) and blocked[at][1] <= point.start:
            at += 1
        if at < len(blocked) and blocked[at][0] < point.end:
            continue
        between = text[before : point.start]
        if "。" in between or "；" in between:
            said, every = None, False
        before = point.end
        recurring = every and said is None and point.year is None and not point.plan
        if point.year is not None and not point.plan:
            said = point.year if point.until is None else (point.until.year or point.year)
            every = False
        every = every or point.every or "每年" in between
        recurring = recurring or (every and point.year is None)
        mention = _mention(text, point, lists, said, today_year, recurring)
        if mention is not None:
            yield mention


def _mention(text: str, point: Point, lists: Words, said: int | None, today_year: int | None, recurring: bool) -> DateMention | None:
    year = point.year
    if year is None and not recurring:
        base = said if said is not None else today_year
        shift = 1 if point.relative.startswith(("次", "翌", "来", "下", "明")) else -1 if point.relative.startswith(("上", "去")) else 0
        if shift == 1 and said is None and not point.relative.startswith("明"):
            recurring = True  # 次年3月底前 of a yearly procedure
        elif base is not None:
            year = base + shift
    start, end = point.start, point.end
    left = lists.ends(text, start, lists.by_before)
    right = lists.starts(text, end, lists.by_after)
    valid = _expiry_start(text, start, lists)
    if recurring and point.month is None and not point.edge:
        return DateMention(start, end, "period", "P1Y") if point.every else None
    if recurring:
        return _recurring(point, start - len(left), end + len(right), bool(left or right))
    days, until = point.days(year), point.until
    if point.month is not None and year is None:
        day = None if point.day is None else point.day or point.days(2001)[1][2]  # type: ignore[index]
        value = f"--{point.month:02d}" + ("" if day is None else f"-{day:02d}")
        kind: DateKind = "month" if day is None else "date"
        return DateMention(start - len(left), end + len(right), kind, value, bound="by" if left or right else None)
    if days is None or year is None:
        return None
    first, last = _iso(*days[0]), _iso(*days[1])
    if until is not None:
        ends = until.days(until.year or year)
        if ends is None:
            return None
        value, stop = _value(replace(point, year=year)), _value(replace(until, year=until.year or year))
        if valid is not None:
            return DateMention(valid, end, "expiry", stop, None, first, _iso(*ends[1]))
        return DateMention(start, end, "range", value, stop, first, _iso(*ends[1]))
    if valid is not None:
        return DateMention(valid, end + len(right), "expiry", last if point.edge == "end" else _value(point), None, None, last, bound="by")
    bound: Bound | None = "by" if left or right else None
    if bound is None and (starts := lists.starts(text, end, lists.from_after)):
        word = lists.ends(text, start, lists.from_before)
        return DateMention(start - len(word), end + len(starts), "since", _value(replace(point, year=year)), None, first, bound="from")
    value, kind = _value(replace(point, year=year)), "date"
    if point.month is None:
        kind = "by_year" if bound or point.edge == "end" else "year"
        if point.edge == "end" and not left and (right or point.plan is False and point.year is None):
            value, kind = last, "date"
        elif point.edge == "in":
            kind, bound, value = ("date", "by", last) if point.year is None else ("by_year", "by", value)
    elif point.last_month is not None:
        if bound or point.edge:
            value = last
        else:
            return DateMention(start, end, "range", f"{year:04d}-{point.month:02d}", f"{year:04d}-{point.last_month:02d}", first, last)
    elif point.day is None:
        kind = "month"
    return DateMention(start - len(left), end + len(right), kind, value, None, first, last, bound=bound)


def _value(point: Point) -> str:
    """The point to the precision of its words."""
    days = point.days()
    if days is None:
        return ""
    year, month, day = days[1]
    if point.month is None:
        return f"{year:04d}"
    return _iso(year, month, day) if point.day is not None or point.edge else f"{year:04d}-{month:02d}"


def _recurring(point: Point, start: int, end: int, by: bool) -> DateMention | None:
    if point.month is None:
        month, day = (12, 31) if point.edge in ("end", "in") else (1, 1)
    else:
        month = point.last_month or point.month
        day = point.day if point.day is not None else None
        if day == 0 or point.last_month is not None or day is None and point.edge == "end":
            final = point.days(2001)  # a common year: --02-28 falls in every year
            day = final[1][2] if final else None
    value = f"--{month:02d}" + ("" if day is None else f"-{day:02d}")
    until = None
    if point.until is not None and point.until.month is not None:
        last = point.until
        ends = last.day if last.day else (last.days(2001) or ((0, 0, 0), (0, 0, 0)))[1][2] if last.day == 0 else None
        until = f"--{last.month:02d}" + ("" if ends is None else f"-{ends:02d}")
    return DateMention(start, end, "recurrence", value, until, period="P1Y", bound="by" if by else None, after=point.relative or None)


def _expiry_start(text: str, at: int, lists: Words) -> int | None:
    """Where a word of validity (有效期至) begins that governs the time at ``at``, or None."""
    for _ in range(4):
        if word := lists.ends(text, at, lists.expiry):
            return at - len(word)
        filler = lists.ends(text, at, lists.expiry_fillers)
        if not filler:
            return None
        at -= len(filler)
    return None


_QUARTER_TURN = re.compile(r"(?:的)?(?:末|底|结束|终了|初)")
_MONTH_DAY = re.compile(r"(?:的)?(?:底|末|初|\d{1,2}[日号])(?:前|之前|以前)?")


def _recurrences(text: str) -> Iterator[DateMention]:
    lists = words()
    for match in lists.every.finditer(text):
        period = "P1Y" if match["annual"] else lists.periods[match["word"]]
        start, end = match.span()
        if period == "P3M":
            turn = _QUARTER_TURN.match(text, end)
            end = turn.end() if turn else end
            by = lists.starts(text, end, lists.by_after)
            yield DateMention(start, end + len(by), "recurrence", "quarterly", period=period, bound="by" if by else None)
        elif period == "P1M":
            turn = _MONTH_DAY.match(text, end)
            yield DateMention(start, turn.end() if turn else end, "recurrence", "monthly", period=period, bound="by" if turn else None)
        else:
            yield DateMention(start, end, "period", period)


_ONCE = re.compile(r"(?:为)?(?:一|1)(?=[\u4e00-\u9fff])")


def _durations(text: str) -> Iterator[DateMention]:
    lists = words()
    at = 0
    while match := NUMBER.search(text, at):
        at = match.end()
        amount = amount_at(text, match)
        if amount is None:
            continue
        start, end, unit, value = amount.start, amount.end, amount.unit, amount.value
        if amount.unit is None and (joint := re.compile(r"[-—~]{1,2}|[至到]").match(text, end)):
            following = NUMBER.match(text, joint.end())
            later = amount_at(text, following) if following else None
            if later and later.kind == "duration" and not later.is_year:
                end, unit, value, amount = later.end, later.unit, later.value, later  # a range takes its end
        length = iso_duration(value, unit) if amount.kind == "duration" and not amount.is_year else None
        if length is None:
            continue
        at = max(at, end)
        yield _length(text, start, end, length, unit in WORKING, lists)


def _length(text: str, start: int, end: int, length: str, working: bool, lists: Words) -> DateMention:
    valid = _expiry_start(text, start, lists)
    if valid is not None:
        return DateMention(valid, end, "expiry", length)
    if start and text[start - 1] in "每隔":
        once = _ONCE.match(text, end)
        return DateMention(start - 1, once.start() if once else end, "period", length)
    if (once := _ONCE.match(text, end)) and text.startswith(lists.recurring, once.end()):
        return DateMention(start, once.end(), "period", length)
    limit = lists.starts(text, end, lists.within)
    past = lists.ends(text, start, lists.past)
    if past and not (past == "前" and limit):
        return DateMention(start - len(past), end + len(limit), "duration", length, bound="past")
    if limit:
        begin, event = _event(text, start, lists)
        return DateMention(begin, end + len(limit), "within", length, working_days=working, after=event, bound="by")
    return DateMention(start, end, "duration", length, working_days=working if working else None)


_NEAR_EVENT = re.compile(r"(?:之日起|起|之?后|以后|之?前)(?:的|，)?(?:[^，。；0-9]{0,14}(?:在|于|应|应当|须))?(?:不超过|最长|最迟|第)?$")
_EVENT_MARKS = "，。；：！？（）“”"


def _event(text: str, at: int, lists: Words) -> tuple[int, str | None]:
    """The event before a limit (自受理之日起30日内), as written, and where the mention begins."""
    low = max(0, at - 60)
    near = _NEAR_EVENT.search(text, max(low, at - 24), at)
    if near is None:
        return at, None
    stop = near.start() + (2 if text.startswith("之日", near.start()) else 0)
    begin = stop
    while begin > low and text[begin - 1] not in _EVENT_MARKS:
        begin -= 1
    written = text[begin:stop]
    cut = 0
    for word in lists.event_begins:
        where = written.rfind(word) if word in ("自", "从") else written.find(word)
        if where >= 0:
            cut = max(cut, where + len(word))
    event = written[cut:] if cut < len(written) else written
    if not event:
        return at, None
    return stop - len(event), event


_BEGINNING = re.compile(r"自(?P<event>[^，。；：自]{1,20}?之日)起(?=(?P<delay>[^，。；]{0,12}后)?(?:正式)?(?:施行|实施|执行|生效|起效|试行))")


def _beginnings(text: str) -> Iterator[DateMention]:
    """自印发之日起施行: a beginning that hangs on an event."""
    if "之日起" not in text:
        return
    for match in _BEGINNING.finditer(text):
        yield DateMention(match.start(), match.end(), "since", None, after=match["event"], bound="from")
