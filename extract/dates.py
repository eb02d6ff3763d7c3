"""Dates, recurrences and periods (日期、周期、期限) of a view text, normalised to ISO 8601.

A mention keeps the precision that its words give: 2018年12月底前 is 2018-12-31, 2025年3月 is 2025-03, 到2020年 is 2020;
每年11月底前 is the recurring day --11-30. Names in 《》, document numbers and standards hold no dates of the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from .mentions import Bound, DateKind, DateMention
from .periods import beginnings, expiry_start, lengths, recurrences
from .points import Point, month_day, point_list
from .protected import Blocks, Protected, spans_to_protect
from .timewords import words

__all__ = ["DateKind", "DateMention", "find"]


def find(text: str, today_year: int | None = None) -> list[DateMention]:
    """All mentions of time in a text, in order, without overlaps.

    Args:
        text: normalised text (a view).
        today_year: the year of the document itself, for dates that leave out the year (6月底前); without it such a date
            is given as ``--06-30``. A year named earlier in the sentence goes first.

    Returns:
        the mentions; impossible days (2月30日) are none.
    """
    names = spans_to_protect(text)
    mentions = [*_points(text, today_year, names), *recurrences(text), *lengths(text), *beginnings(text)]
    mentions.sort(key=lambda mention: (mention.start, -mention.end))
    blocks = Blocks(names)
    found: list[DateMention] = []
    for mention in mentions:
        if blocks.over(mention.start, mention.end):
            continue
        if not found or mention.start >= found[-1].end:
            found.append(mention)
        elif mention.kind == "recurrence" and found[-1].kind == "within":  # 每季度结束后10日内: a limit after each turn
            limit = found[-1]
            found[-1] = replace(limit, kind="recurrence", value=mention.value, period=mention.period, within=limit.value)
    return found


def _points(text: str, today_year: int | None, names: Sequence[Protected]) -> Iterator[DateMention]:
    """Mentions of points of the calendar; a year, or 每年, holds to the end of its sentence."""
    blocks = Blocks(names)
    said: int | None = None
    every = False
    before = 0
    last: DateMention | None = None
    for point in point_list(text):
        if blocks.over(point.start, point.end) or (text[point.start - 1 : point.start] == "含" and text[point.end : point.end + 1] == "）"):
            continue  # 4月30日前（含4月30日）
        between = text[before : point.start]
        if "。" in between or "；" in between:
            said, every = None, False
        before = point.end
        if point.year is not None and not point.plan:
            said, every = point.until.year or point.year if point.until else point.year, False
        every = every or point.every or "每年" in between
        recurring = every and point.year is None
        mention = _recurring(text, point) if recurring or _relative(point, said) else _point(text, point, said, today_year)
        if mention is None:
            continue
        if mention.kind == "year" and last is not None and last.kind == "by_year" and between in ("和", "、", "及"):
            mention = replace(mention, kind="by_year", bound=last.bound)  # 到2025年和2030年
        last = mention
        yield mention


def _relative(point: Point, said: int | None) -> bool:
    """次年3月底前 and 当年12月底前 of a procedure come back with it; after a named year they are of that year or the next."""
    return said is None and point.year is None and point.relative.startswith(("次", "翌", "来", "下", "当", "同"))


def _shift(point: Point) -> int:
    if point.relative.startswith(("次", "翌", "来", "下", "明")):
        return 1
    return -1 if point.relative.startswith(("上", "去")) else 0


def _point(text: str, point: Point, said: int | None, today_year: int | None) -> DateMention | None:
    base = said if said is not None else today_year
    if point.year is None and base is not None:
        point = replace(point, year=base + _shift(point))
    lists = words()
    left, right = _limits(text, point)
    start, end, bound = point.start - len(left), point.end + len(right), _by(left or right)
    if point.year is None:
        value = month_day(point) if point.month is not None else None
        return None if value is None else DateMention(start, end, "date" if len(value) > 4 else "month", value, bound=bound)
    days, valid = point.days(), expiry_start(text, point.start, lists)
    if valid is None and (until := lists.ends(text, point.start, lists.expiry_until)):
        valid = point.start - len(until)
    if days is None:
        return None
    first, last = (day.isoformat() for day in days)
    if point.until is not None:
        return _range(point, first, valid)
    if valid is not None:
        return DateMention(valid, end, "expiry", last if point.edge == "end" else point.value, last=last, bound="by")
    if bound is None and (starts := lists.starts(text, point.end, lists.from_after)):
        word = lists.ends(text, point.start, lists.from_before)
        return DateMention(point.start - len(word), end + len(starts), "since", point.value, first=first, bound="from")
    if point.last_month is not None and not bound and not point.edge:
        return DateMention(start, end, "range", first[:7], last[:7], first, last)
    kind, value = _kind(point, last, bound, limited=bool(left), before=bool(right))
    if point.edge == "in" or (point.edge == "end" and point.month is not None):  # 6月底完成
        bound = "by"
    return DateMention(start, end, kind, value, None, first, last, bound=bound)


def _kind(point: Point, last: str, bound: Bound | None, *, limited: bool, before: bool) -> tuple[DateKind, str]:
    """What a point without end of its own is: 到2020年底 names a year, 2020年底前 a day."""
    if point.month is not None:
        if point.last_month is not None:
            return "date", last
        return ("month" if point.day is None else "date"), point.value
    if point.edge == "end" and not limited and (before or not (point.written or point.plan)):
        return "date", last
    if point.edge == "in" and not point.written:
        return "date", last
    return ("by_year" if bound or point.edge in ("end", "in") else "year"), point.value


def _limits(text: str, point: Point) -> tuple[str, str]:
    """The words before and after a point that make it a limit (到, 前), empty where there are none; 前后 and 前期 are none."""
    lists = words()
    right = lists.starts(text, point.end, lists.by_after)
    if text.startswith(lists.no_limits, point.end):
        right = ""
    return lists.ends(text, point.start, lists.by_before), right


def _by(word: str) -> Bound | None:
    return "by" if word else None


def _range(point: Point, first: str, valid: int | None) -> DateMention | None:
    until = point.until
    assert until is not None
    until = replace(until, year=until.year or point.year)
    days = until.days()
    if days is None:
        return None
    last = days[1].isoformat()
    if valid is not None:
        return DateMention(valid, point.end, "expiry", until.value, None, first, last)
    return DateMention(point.start, point.end, "range", point.value, until.value, first, last)


def _recurring(text: str, point: Point) -> DateMention | None:
    """每年11月底前, 次年3月底前: a day or month of every year; 每年 alone is a period."""
    if point.month is None and not point.edge:
        return DateMention(point.start, point.end, "period", "P1Y") if point.every else None
    left, right = _limits(text, point)
    until = month_day(point.until) if point.until is not None else None
    return DateMention(
        point.start - len(left), point.end + len(right), "recurrence", month_day(point), until, period="P1Y",
        after=point.relative or None, bound=_by(left or right),
    )  # fmt: skip
