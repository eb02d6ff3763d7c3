"""Points and stretches of the calendar (日期) as written: 2018年12月底, 每年11月底, 次年3月, 2021-2025年, “十四五”.

Only what the words say is kept here; which year is meant when none is written, and whether the point is a limit, is decided in ``dates``.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from . import numerals
from .numerals import DIGITS

_CN_DIGIT = "".join(DIGITS)  # 曰 below is a frequent slip for 日
_YEAR = rf"(?:19|20)\d\d|[一二][{_CN_DIGIT}0]{{3}}"
_CN_MONTH = "十[一二]?|[一二三四五六七八九]"
_CN_DAY = "三十一?|二十[一二三四五六七八九]?|十[一二三四五六七八九]?|[一二三四五六七八九]"
_POINT = re.compile(
    rf"""(?:(?P<every>每一?年度?)的?
          | (?P<relative>次年度?|翌年|来年|下一?年度?|当年度?|本年度?|今年|明年|上一?年度?|去年|同年)的?
          | (?<!\d)(?P<year>{_YEAR})年(?!代|版)度?的?
          | (?=[\d一二三四五六七八九十年第上下前]))
        (?:(?P<month>(?<!\d)(?:1[0-2]|0?[1-9])|{_CN_MONTH})月(?P<share>份)?(?:的(?=[\d一二三]))?
              (?:(?P<day>3[01]|[12]\d|0?[1-9]|{_CN_DAY})[日号曰]|(?P<part>[底末初]|[上中下]旬))?
          | (?P<first>前)?第?(?P<quarter>[一二三四1-4])季度(?P<quarter_end>[末底])?
          | (?P<half>[上下])半年(?P<half_end>[末底])?
          | (?P<edge>(?:(?<![\d一二两三四五六七八九十半])年)?(?:[底末初]|内(?!部|容|蒙))))?""",
    re.VERBOSE,
)
_SIGN = re.compile("[年月季底末初内]")  # no point is written without one of these, and few sentences hold one
_NUMERIC = re.compile(r"(?<![\d.])(?P<year>(?:19|20)\d\d)([-./])(?P<month>1[0-2]|0?[1-9])\2(?P<day>3[01]|[12]\d|0?[1-9])(?![\d.])")
_YEARS = re.compile(rf"(?<!\d)(?P<first>{_YEAR})年?度?(?:[-—~]{{1,2}}|[至到])(?P<last>{_YEAR})(?:年度?)?(?!\d|[-./月])")
_PLAN = re.compile(
    r"(?P<open>[“‘\"])?(?P<ten>十)?(?P<n>[一二三四五六七八九十])五(?P<close>[”’\"])?"
    r"(?P<part>时期末|期间|时期|末期|初期|前期|后期|中期|以来|末|初)?"
)
_RANGE = re.compile(r"年?(?:[-—~]{1,2}|[至到])")
_LONE_DAY = re.compile(rf"(?:[-—~]{{1,2}}|[至到])(?P<day>3[01]|[12]\d|0?[1-9]|{_CN_DAY})[日号曰]")
_MONTH_BEFORE = re.compile(rf"(?<!\d)(?P<month>1[0-2]|0?[1-9]|{_CN_MONTH})月?(?:[-—~]{{1,2}}|[至到])$")


@dataclass(frozen=True, slots=True)
class Point:
    """A point or stretch of the calendar.

    Attributes:
        start, end: span in the text.
        year: as written, or None; ``every`` 每年; ``relative`` 次年, 当年 … as written.
        month, day: as written or meant (底 is the last day, 0 until the year is known); None where the words go no further.
        last_month: where the words mean a stretch of months (上半年, 三季度), its last one.
        edge: ``end`` 底 or 末, ``start`` 初, ``in`` 内, or empty.
        until: the end of a range.
        plan: the stretch is a five-year plan (“十四五”).
        written: the year stands in the text; False where it was filled in.
    """

    start: int
    end: int
    year: int | None = None
    every: bool = False
    relative: str = ""
    month: int | None = None
    day: int | None = None
    last_month: int | None = None
    edge: str = ""
    until: Point | None = None
    plan: bool = False
    written: bool = False

    def days(self) -> tuple[date, date] | None:
        """First and last day meant; None without a year, or if there is no such day."""
        if self.year is None:
            return None
        low, high = self.month or 1, self.last_month or self.month or (1 if self.edge == "start" else 12)
        final = monthrange(self.year, high)[1]
        if self.day is None:
            return date(self.year, low, 1), date(self.year, high, final)
        day = self.day or final
        return (date(self.year, low, day), date(self.year, high, day)) if day <= final else None

    @property
    def value(self) -> str:
        """The point in ISO 8601 to the precision of its words.

        Raises:
            ValueError: if it has no year or there is no such day.
        """
        days = self.days()
        if days is None:
            raise ValueError(self)
        last = days[1].isoformat()
        return last[:4] if self.month is None else last[:7] if self.day is None and not self.edge else last


def month_day(point: Point) -> str | None:
    """The point as a day or month of every year, ``--MM-DD`` or ``--MM``; 2月底 is --02-28, a day that every year has."""
    if point.month is None:
        return "--01-01" if point.edge == "start" else "--12-31"
    if point.day is None and not point.edge and point.last_month is None:
        return f"--{point.month:02d}"
    leap = point.day == 29 and point.month == 2
    days = replace(point, year=2000 if leap else 2001).days()
    return None if days is None else f"--{days[1].isoformat()[5:]}"


def _number(text: str) -> int:
    return int(text) if text.isascii() else numerals.chinese(text) or 0


def _year(text: str) -> int:
    return int("".join(str(DIGITS.get(char, char)) for char in text))


def _point(match: re.Match[str]) -> Point | None:
    group = match.groupdict()
    start, end, text = match.start(), match.end(), match.string
    year = _year(group["year"]) if group["year"] else None
    point = Point(start, end, year, group["every"] is not None, group["relative"] or "", written=year is not None)
    anchored = year is not None or point.every or bool(point.relative)
    if group["month"]:
        month, part = _number(group["month"]), group["part"] or ""
        if not anchored and not (group["month"].isascii() or group["day"] or part or group["share"]):
            return None  # 三月 without a year may be three months
        day = _number(group["day"]) if group["day"] else {"底": 0, "末": 0, "上旬": 10, "中旬": 20, "下旬": 0}.get(part)
        return replace(point, month=month, day=day, edge="end" if part in ("底", "末") else "")
    if group["quarter"]:
        last = 3 * _number(group["quarter"])
        return replace(point, month=1 if group["first"] else last - 2, last_month=last, edge="end" if group["quarter_end"] else "")
    if group["half"]:
        last = 6 if group["half"] == "上" else 12
        return replace(point, month=last - 5, last_month=last, edge="end" if group["half_end"] else "")
    if group["edge"]:
        edge = {"底": "end", "末": "end", "初": "start", "内": "in"}[group["edge"][-1]]
        if not anchored and group["edge"][0] != "年":
            return None
        return replace(point, edge=edge)
    if not anchored or (point.relative and not group["every"] and not group["year"]):
        return None
    return point if text[end - 1] != "的" else replace(point, end=end - 1)


def point_list(text: str) -> list[Point]:
    """All points of a text in order, ranges joined, five-year plans and bare stretches of years among them."""
    found: list[Point] = []
    for match in _YEARS.finditer(text):
        first, last = _year(match.group("first")), _year(match.group("last"))
        if first < last <= first + 50:
            end = Point(match.start("last"), match.end(), last)
            found.append(Point(match.start(), match.end(), first, until=end))
    if "五" in text:
        found.extend(plan for match in _PLAN.finditer(text) if (plan := _plan(match)))
    for match in _NUMERIC.finditer(text):
        point = Point(match.start(), match.end(), int(match["year"]), month=int(match["month"]), day=int(match["day"]))
        found.append(point)
    if _SIGN.search(text):
        found.extend(point for match in _POINT.finditer(text) if match.group() and (point := _point(match)))
    found.sort(key=lambda point: (point.start, -point.end))
    kept: list[Point] = []
    for point in found:
        if not kept or point.start >= kept[-1].end:
            kept.append(point)
    return list(_joined(text, kept))


def _plan(match: re.Match[str]) -> Point | None:
    """“十四五” is 2021-2025: five years each from the tenth plan, 2001-2005."""
    number = _number(match["n"]) + (10 if match["ten"] else 0)
    quoted = match["open"] is not None and match["close"] is not None
    if (match["ten"] and match["n"] == "十") or (not match["ten"] and not quoted) or number < 6:
        return None
    first, part = 2001 + 5 * (number - 10), match["part"] or ""
    start, end = match.span()
    if part in ("末", "末期", "时期末"):
        return Point(start, end, first + 4, edge="end", plan=True)
    if part in ("初", "初期"):
        return Point(start, end, first, edge="start", plan=True)
    if part == "以来":
        return Point(start, match.start("part"), first, edge="start", plan=True)
    return Point(start, end, first, until=Point(start, end, first + 4), plan=True)


def _joined(text: str, kept: list[Point]) -> Iterator[Point]:
    """Join 2025年1月25日至12月31日, 3月1日-31日, 1-6月 into one stretch."""
    at = 0
    while at < len(kept):
        point = kept[at]
        at += 1
        if point.until is not None or point.plan:
            yield point
            continue
        joint = _RANGE.match(text, point.end)
        following = kept[at] if at < len(kept) else None
        if joint and following and following.start == joint.end() and following.until is None and not following.plan:
            year = following.year or point.year
            yield replace(point, end=following.end, until=replace(following, year=year, every=point.every))
            at += 1
            continue
        if point.day and (lone := _LONE_DAY.match(text, point.end)):
            yield replace(point, end=lone.end(), until=replace(point, day=_number(lone["day"])))
            continue
        if point.month and (earlier := _MONTH_BEFORE.search(text, max(0, point.start - 5), point.start)) and point.year is None:
            month = _number(earlier["month"])
            if month < point.month:
                yield replace(point, start=earlier.start(), month=month, day=None, until=point)
                continue
        yield point
