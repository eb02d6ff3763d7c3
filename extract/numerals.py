"""Chinese and Arabic numerals (数词) to exact decimals.

Reads what official documents write: 十, 两百, 三千五, 一百二十, 二〇二一, 百余, 1,234.5, 2.8万亿, 百分之三十, 三分之二, 半数.
"""

from __future__ import annotations

import re
from decimal import Decimal

DIGITS = {
    **{char: value for value, char in enumerate("零一二三四五六七八九")},
    "〇": 0, "○": 0, "两": 2, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9,
}  # fmt: skip
SMALL = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
LARGE = {"万": 10**4, "亿": 10**8}
MULTIPLIERS = {
    "百": 10**2, "千": 10**3, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7, "亿": 10**8,
    "十亿": 10**9, "百亿": 10**10, "千亿": 10**11, "万亿": 10**12,
}  # fmt: skip
"""Words after figures that multiply them (3千, 2.8万亿)."""

CHINESE = "".join([*DIGITS, *SMALL, *LARGE])
ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?![\d,])|\d+)(?:\.(?!(?:19|20)\d\d年)\d+)?"
"""Figures with thousands commas and decimals; in 2.2020年 the point ends an item number."""
MULTIPLIER = "(?:[十百千]?万亿|[十百千]?[万亿]|[百千])"
APPROXIMATORS = "余多来几"
"""Written after a number (百余种, 10多家): it and something more."""

HALVES = frozenset(["半", "半数", "一半", "过半", "过半数", "大半", "多半"])
_MAX_CHARACTERS = 24  # a longer run of figures is an identifier, never an amount
_ARABIC = re.compile(rf"({ARABIC})({MULTIPLIER})?")
_FRACTION = re.compile(rf"([{CHINESE}]{{1,9}})分之([{CHINESE}]{{1,9}})(?:点([{''.join(DIGITS)}]{{1,6}}))?")
_TENTHS = re.compile(r"([一二三四五六七八九两])成(半)?")
_SLASH = re.compile(r"(\d{1,4})/(\d{1,4})")
_DECIMAL = re.compile(rf"([{CHINESE}]{{1,9}})点([{''.join(DIGITS)}]{{1,6}})")


def parse(text: str) -> Decimal | None:
    """The value of a numeral.

    Args:
        text: a numeral in figures or Chinese, alone or with an approximator (百余) or a counter (千家) after it. A bare
            multiplier counts once (百 is 100); 三千五 is 3500; fractions and halves are given as parts of one.

    Returns:
        the exact value (fractions to 28 significant digits), or None if ``text`` is no single number (三四, 百千, 十四五).
    """
    if not text or len(text) > _MAX_CHARACTERS:
        return None
    value = _whole(text)
    if value is not None:
        return value
    stripped = re.match(rf"({ARABIC}{MULTIPLIER}?|[{CHINESE}]+)[{APPROXIMATORS}]?({MULTIPLIER})?([^\d{CHINESE}]{{0,4}})$", text)
    if stripped is None or stripped.group(1) == text:
        return None
    value = _whole(stripped.group(1))
    return None if value is None else value * MULTIPLIERS.get(stripped.group(2) or "", 1)


def _whole(text: str) -> Decimal | None:
    if text in HALVES:
        return Decimal("0.5")
    if text[0].isdigit() and text[0].isascii():
        if arabic := _ARABIC.fullmatch(text):
            return Decimal(arabic.group(1).replace(",", "")) * MULTIPLIERS.get(arabic.group(2) or "", 1)
        if slash := _SLASH.fullmatch(text):
            return Decimal(slash.group(1)) / Decimal(slash.group(2)) if int(slash.group(2)) else None
        return None
    if fraction := _FRACTION.fullmatch(text):
        below, above = chinese(fraction.group(1)), chinese(fraction.group(2))
        if not below or above is None:
            return None
        return Decimal(f"{above}.{_digits(fraction.group(3))}" if fraction.group(3) else above) / below
    if tenths := _TENTHS.fullmatch(text):
        return Decimal(DIGITS[tenths[1]]) / 10 + (Decimal("0.05") if tenths[2] else 0)
    if point := _DECIMAL.fullmatch(text):
        units = chinese(point.group(1))
        return None if units is None else Decimal(f"{units}.{_digits(point.group(2))}")
    value = chinese(text)
    return None if value is None else Decimal(value)


def _digits(text: str) -> str:
    return "".join(str(DIGITS[char]) for char in text)


def chinese(text: str) -> int | None:
    """The value of a whole number in Chinese numerals, or None if it is none (三四, 千百, 十四五).

    Args:
        text: numerals only; a run of digits is read by place if it has a zero or four figures (二〇二一, 一九九八).
    """
    if not text or len(text) > _MAX_CHARACTERS or any(char not in CHINESE for char in text):
        return None
    if all(char in DIGITS for char in text):
        if len(text) == 1:
            return DIGITS[text]
        return int(_digits(text)) if len(text) == 4 or (len(text) > 1 and set(text) & {"〇", "○"}) else None
    total = section = 0
    digit: int | None = None
    last_unit = last_large = 10**16  # units must fall within a section, sections must fall within the number
    zero = False
    for char in text:
        if char in DIGITS:
            if digit is not None or (char in "零〇○" and zero):
                return None
            zero = char in "零〇○"
            digit = None if zero else DIGITS[char]
        elif char in SMALL:
            unit = SMALL[char]
            if unit >= last_unit or (digit is None and (section or zero or (total and unit > 10))):
                return None
            section, last_unit, digit, zero = section + (digit or 1) * unit, unit, None, False
        else:
            unit = LARGE[char]
            if digit is None and not section and char == "亿" and total and last_large == 10**4:  # 万亿
                total, last_large = total * unit, unit
                continue
            if unit >= last_large or (digit is None and not section and total):
                return None
            section += digit or 0
            total, last_large, section, last_unit, digit, zero = total + (section or 1) * unit, unit, 0, 10**16, None, False
    if digit is not None:
        previous = text[-2]
        # 三千五 is 3500 and 一万二 12000, but 一百零五 is 105 and 十五 is 15; 万一 is no number.
        elliptic = (previous in SMALL and SMALL[previous] > 10) or previous in LARGE
        if elliptic and text[0] not in DIGITS:
            return None
        section += digit * (SMALL | LARGE)[previous] // 10 if elliptic else digit
    return total + section
