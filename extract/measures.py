"""Amounts (数与单位): one number with its multiplier and unit, before any comparison is looked at."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from . import numerals
from .comparisons import Bracket, bracket_at
from .numerals import APPROXIMATORS, ARABIC, CHINESE, MULTIPLIER, MULTIPLIERS
from .units import Kind, Unit, load_yaml, unit_at, units

_SHARE = rf"[{CHINESE}]{{1,9}}分之[{CHINESE}]{{1,9}}(?:点[{''.join(numerals.DIGITS)}]{{1,6}})?"
NUMBER = re.compile(
    rf"(?P<arabic>{ARABIC})(?P<times>{MULTIPLIER})?|(?P<full>全(?:面)?覆盖|全部(?!门)|百分之百|百分百)"
    rf"|(?P<share>{_SHARE}|[一二三四五六七八九两]成半?(?=以上|以下|以内|左右|的|[，。；、）]|$))|(?P<half>半数|一半|(?<=过)半)|(?P<chinese>[{CHINESE}]+|(?<![上下])半(?=年|天|个月|个小时|小时|月))"
)
"""Where a number may stand. Every branch consumes what it looks at, so reading a text is linear."""

_SLASH = re.compile(r"/(\d{1,3})(?=以上|及以上|以下|左右|的)")
_OTHER_UNIT = re.compile(r"（(?!不?含|或|及)[\u4e00-\u9fff]{1,2}）(?=及?以[上下内]|左右)")
_PHONE = 10**7  # a figure alone with more digits is a telephone or serial number
_TIMES = re.compile(MULTIPLIER)
_OF_MONTH = re.compile(r"月份?的?(?:\d{1,2}日?[-—~至到、])?$")  # the number before 日 names a day
_BARE = frozenset("百千万亿")
_LIST_MARKS = frozenset("、和至到及或~—-")
_ORDINAL_LIST = re.compile(rf"第[\d{CHINESE}]{{1,5}}[\u4e00-\u9fff]?[、和至到及或~—-]{{1,2}}$")
# Figures glued to letters or formula signs: X95, PM2.5, 1+2+4, 7×24, 6:4.
_GLUED_BEFORE = re.compile(r"[A-Za-z+×*:∶#.№]$|\d：$")
_GLUED_AFTER = re.compile(r"[+×*∶]|[:：]\d")
_NO_PLAIN = re.compile(r"[A-Za-z级等号届版型代季G年月日期条款章节]")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit.

    Attributes:
        start, end: span of number and unit.
        number_end: end of the number with its multiplier.
        value: in the reported unit (元, % …).
        unit: label, None for a plain number.
        kind: what it measures.
        times: the multiplier that was written (万 …), which a range or list may share.
        more: 余 or 多, where the number is only the least.
        decided_by: the word that is the number (全部, 半数), else None.
        needs_word: it counts only beside a comparison word (万元以上).
        is_year: a figure that names a year.
        bracket: a mark between number and unit (20（含）家以上).
    """

    start: int
    end: int
    number_end: int
    value: Decimal
    unit: str | None
    kind: Kind
    times: int = 1
    more: str | None = None
    decided_by: str | None = None
    needs_word: bool = False
    is_year: bool = False
    bracket: Bracket | None = None

    @staticmethod
    def plain(text: str, start: int, end: int) -> Amount | None:
        """A number without unit, None for a run of figures too long to be one."""
        value = numerals.parse(text[start:end])
        return None if value is None or value >= _PHONE else Amount(start, end, end, value, None, "plain")

    def together(self, other: Amount) -> tuple[Amount, Amount]:
        """Both ends of a range: 1—14万元 shares multiplier and unit, 5000—1万家 the unit only."""
        if self.unit is not None or other.unit is None:
            return self, other
        factor = other.times if self.times == 1 and self.value * other.times < other.value else 1
        return replace(self, value=plainly(self.value * factor), unit=other.unit, kind=other.kind), other

    def may_stand_plain(self, text: str, *, compared: bool, led: bool) -> bool:
        """Whether a number without unit is a quantity: it must be compared and must not be part of a name (达到3A级).

        Args:
            text: the text it stands in.
            compared: a comparison word or bracket follows.
            led: a comparison word stands right before.
        """
        if not text[self.start].isascii():
            return False
        return compared or (led and (self.end >= len(text) or not _NO_PLAIN.match(text, self.end)))


@cache
def _idioms() -> tuple[dict[str, tuple[str, ...]], frozenset[str]]:
    data = load_yaml("idioms.yaml")
    table: dict[str, tuple[str, ...]] = {}
    for idiom in data["idioms"]:
        table[idiom[0]] = (*table.get(idiom[0], ()), idiom)
    return table, frozenset(data["before_one"])


def idiom_end(text: str, match: re.Match[str]) -> int:
    """Where the idiom ends that begins with a match of :data:`NUMBER`, or 0."""
    if match["chinese"] is None:
        return 0
    start = match.start()
    idioms, before_one = _idioms()
    if (text[start] == "一" and start and text[start - 1] in before_one) or match.group() in ("零", "〇", "○"):
        return match.end()
    return next((max(start + len(idiom), match.end()) for idiom in idioms.get(text[start], ()) if text.startswith(idiom, start)), 0)


def amount_at(text: str, match: re.Match[str]) -> Amount | None:
    """The amount that begins with a match of :data:`NUMBER`, or None where the number counts nothing.

    Args:
        text: a view text.
        match: a number in it.
    """
    start, end = match.span()
    if match["full"]:
        return Amount(start, end, end, Decimal(100), "%", "full", decided_by=match.group())
    if _is_name(text, start, end, figures=match["arabic"] is not None):
        return None
    if match["share"] or match["half"]:
        part = numerals.parse(match.group())
        return None if part is None else Amount(start, end, end, _share(part), "%", "percent")
    if match["chinese"]:
        return None if idiom_end(text, match) else _chinese(text, start, end)
    value = numerals.parse(match["arabic"])
    if value is None:
        return None
    if (slash := _SLASH.match(text, end)) and int(slash[1]):
        return Amount(start, slash.end(), slash.end(), _share(value / int(slash[1])), "%", "percent")
    if match["times"] == "千" and unit_at(text, end - 1):  # 190千瓦时, 3千克: 千 is a part of the unit
        return _with_unit(text, start, end - 1, value, 1, written=match["arabic"])
    written, times = match["arabic"], MULTIPLIERS.get(match["times"] or "", 1)
    amount = _with_unit(text, start, end, value * times, times, written=written)
    if amount.kind == "count" and times == 1 and "." in written:  # 2.3个及以上: things are whole, so 2. numbers the item
        item, _, rest = written.partition(".")
        return _with_unit(text, start + len(item) + 1, end, Decimal(rest), 1, written=rest)
    return amount


def _share(part: Decimal) -> Decimal:
    """A part of one in per cent, to two places."""
    return plainly((part * 100).quantize(Decimal("0.01")))


def plainly(value: Decimal) -> Decimal:
    """The same value without trailing zeros and without an exponent."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def _is_name(text: str, start: int, end: int, *, figures: bool) -> bool:
    """Whether the number belongs to an ordinal, a name or a formula."""
    before = text[start - 1 : start]
    if before == "第" or (before in _LIST_MARKS and _ORDINAL_LIST.search(text, max(0, start - 10), start)):
        return True
    glued = figures and (_GLUED_BEFORE.search(text, max(0, start - 2), start) or _GLUED_AFTER.match(text, end))
    return bool(glued)


def _chinese(text: str, start: int, end: int) -> Amount | None:
    written = text[start:end]
    value = numerals.parse(written)
    amount = None if value is None else _with_unit(text, start, end, value, 1, written=written)
    if amount is None or amount.unit is None:
        return amount
    if _BARE.issuperset(written) or (written == "十" and amount.kind == "score"):
        unit = unit_at(text, amount.number_end)
        if (start and text[start - 1] == "每") or (not amount.more and unit is not None and not unit.bare and len(written) < 2):
            return None
        return replace(amount, needs_word=amount.kind in ("money", "measure", "score") and not amount.more)
    return amount


def _with_unit(text: str, start: int, end: int, value: Decimal, times: int, *, written: str) -> Amount:
    more = text[end] if end < len(text) and text[end] in APPROXIMATORS else None
    at = end + 1 if more else end
    if more and (later := _TIMES.match(text, at)):  # 100多万元
        times, value, at = times * MULTIPLIERS[later.group()], value * MULTIPLIERS[later.group()], later.end()
    unit = _half_unit(text, at) if text.startswith("个半", at) else None
    extra, stop = Decimal(0), at
    if unit is not None:  # 两个半月
        extra, stop = Decimal("0.5"), at + 1 + len(unit.word)
    elif unit := unit_at(text, at):
        stop = at + len(unit.word)
        if unit.kind == "duration" and text.startswith("半", stop) and not text.startswith(("半数", "半径", "半年"), stop):
            extra, stop = Decimal("0.5"), stop + 1
    bracket = None
    if unit is None and (bracket := bracket_at(text, at)) and (unit := unit_at(text, bracket.end)):  # 20（含）家以上
        stop = bracket.end + len(unit.word)
    if unit is None or (unit.digits and written[0] in CHINESE) or written in unit.not_number:
        return Amount(start, end, end, value, None, "plain", times)
    if not more and start and text[start - 1] in "数几上" and _BARE.issuperset(written) and text[start - 2 : start - 1] not in ("以", "人"):
        start, more = start - 1, text[start - 1]  # 数百家, 上千家
    is_year = unit.word[0] == "年" and len(written) == 4 and not more and (written[0] in CHINESE or 1900 <= value <= 2100)
    if unit.word == "日":
        is_year = is_year or _OF_MONTH.search(text, max(0, start - 6), start) is not None
    label, kind, stop = _compound(text, unit, stop)
    if other := _OTHER_UNIT.match(text, stop):  # 1套（条）以上
        stop = other.end()
    value = plainly((value + extra) * unit.times)
    return Amount(start, stop, at, value, label, kind, times, more, is_year=is_year, bracket=bracket)


def _half_unit(text: str, at: int) -> Unit | None:
    """The unit around which 半 stands: 个(半)月, 个(半)小时."""
    return next((unit for unit in units()["个"] if len(unit.word) > 1 and text.startswith(unit.word[1:], at + 2)), None)


def _compound(text: str, unit: Unit, end: int) -> tuple[str, Kind, int]:
    """元/吨标准煤, 吨标准煤/万元, 元/平方米·月: units below a fraction stroke."""
    label, kind = unit.label, unit.kind
    while end < len(text) and (text[end] in "/·" or (text[end] == "每" and unit.kind in ("money", "measure"))):
        at = end + 2 if text.startswith("每", end + 1) else end + 1
        below, times = unit_at(text, at, denominator=True), None
        if below is None and (times := _TIMES.match(text, at)):  # 吨标准煤/万元
            at = times.end()
            below = unit_at(text, at, denominator=True)
        if below is None:
            break
        label += ("·" if text[end] == "·" else "/") + (times.group() if times else "") + below.label
        end = at + len(below.word)
        kind = kind if kind in ("money", "percent") else "measure"
    return label, kind, end
