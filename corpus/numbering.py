"""Numbers at the head of a paragraph: 第一章, 第五条, 一、, （一）, 1., （1）, ① and what they look like in real files.

The order of the levels is that of GB/T 9704-2012, section 7.3.3 (一、（一）1.（1）) below that of the 立法技术规范（编、章、节、条).
Which style stands above which in one document is decided by :mod:`.levels`; the rank given here is only the usual order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_DIGITS = {"〇": 0, "零": 0, "○": 0, "两": 2, **{char: i for i, char in enumerate("一二三四五六七八九", 1)}}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_NUMERAL = "".join([*_DIGITS, *_UNITS])
_SIGNS = ("①⑳", "㈠㈩", "⑴⒇", "⒈⒛")  # characters that are a number with its mark

# Usual rank of a style, the outermost 0. Full-width and half-width forms of a mark are one style.
RANK = {
    "编": 0, "分编": 1, "章": 2, "节": 3, "条": 4, "一、": 5, "（一）": 6, "1.": 7, "（1）": 9, "1)": 10, "①": 11, "a.": 12,
    "系列": 8, "1.1": 8, "1.1.1": 8.1, "1.1.1.1": 8.2, "1.1.1.1.1": 8.3,  # series that count by name; the numbers of standards
}  # fmt: skip
_BRACKETED = frozenset({"（一）", "（1）", "1)", "①"})
CHAPTERS = frozenset({"编", "分编", "章", "节"})

_UNIT = re.compile(
    rf"第\s{{0,2}}((?:[{_NUMERAL}]\s?){{1,9}}|[0-9０-９]{{1,4}})\s{{0,2}}"
    rf"(分编|部分|编|篇|章|节|条)(?:之[{_NUMERAL}]{{1,2}})?"
)
# What follows 第八条 or 第三章 when it is no number but a reference (第八条规定的…, 第三条第二款, 第一章、第二章).
_AFTER_REFERENCE = re.compile(
    r"[第的、，。；]|所[称指列述规]|(?:和|或|或者|与|至|到|及|以及)(?:第|本)|中(?:的|所|规)|规定|[（(][一二三四五六七八九十]{1,3}[）)]项|以[上下外]"
)
_STYLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("一、", re.compile(rf"([{_NUMERAL}]{{1,4}})\s?[、．.﹒,，]")),
    ("（一）", re.compile(rf"[（(﹙]\s?([{_NUMERAL}]{{1,4}})\s?[）)﹚]|([㈠-㈩])")),
    ("（1）", re.compile(r"[（(﹙]\s?([0-9０-９]{1,3})\s?[）)﹚]|([⑴-⒇])")),
    ("①", re.compile(r"([①-⑳])")),
    (
        "1.1",
        re.compile(
            r"([1-9][0-9]?(?:[.．][1-9][0-9]?){1,3}|[1-9](?:[.．][1-9]){4})[.．、]?"
            r"(?:[\s\u3000]{1,4}|(?=[\u4e00-\u9fff]))(?![万亿元倍个年月米吨家分以%％0-9０-９])"
        ),
    ),
    ("1.", re.compile(r"([0-9０-９]{1,3})\s?[、．.﹒·](?![0-9０-９])|([⒈-⒛])")),
    ("1)", re.compile(r"([0-9０-９]{1,3})\s?[）)](?![0-9０-９])")),
    ("a.", re.compile(r"([A-Za-zａ-ｚＡ-Ｚ])[.．、)）](?=[\s\u3000]{0,2}[\u4e00-\u9fff])")),
)
# What follows （一） when it is a reference: （一）项, （一）至（三）, （一）、（二）.
_AFTER_BRACKET = re.compile(r"\s?(?:(?:至|到|和|或|或者|及|以及|、|，)\s?(?:第|[（(])|项(?!目)|款(?!项)|目(?![的标录前]))")
# Marks of markdown and bullets that may stand before a number; they carry no level of their own.
_PREFIX = re.compile(r"(?:#{1,6}\s{0,4}|\*{1,3}\s{0,4}|>\s{0,4}|[-+•●◆■☆★▲]\s{1,4}|[•●◆■☆★▲]){0,4}")


@dataclass(frozen=True, slots=True)
class Marker:
    """A number at the head of a paragraph.

    Attributes:
        style: key of :data:`RANK`.
        shape: the mark as printed with its number taken out (``.``, ``．``, ``（）`` …): tells apart two series of one style.
        number: its value; 0 if it cannot be counted.
        label: its part of an address, as printed but trimmed: ``三``, ``（一）``, ``1``, ``(2)``, ``第五条``.
        start, end: where it stands; ``end`` is behind the blanks that follow it.
    """

    style: str
    shape: str
    number: int
    label: str
    start: int
    end: int

    @property
    def rank(self) -> float:
        """Usual depth of the style, 0 the outermost."""
        return RANK[self.style]


def integer(numeral: str) -> int:
    """Value of a whole number in Chinese, half-width or full-width digits (0-9999).

    Raises:
        ValueError: if it is none.
    """
    numeral = re.sub(r"\s", "", numeral)
    if numeral.isdecimal():
        return int(numeral)
    if not numeral or not all(char in _DIGITS or char in _UNITS for char in numeral):
        raise ValueError(numeral)
    if not any(char in _UNITS for char in numeral):
        return int("".join(str(_DIGITS[char]) for char in numeral))
    total, digit = 0, 0
    for char in numeral:
        if char in _UNITS:
            total, digit = total + (digit or 1) * _UNITS[char], 0
        else:
            digit = _DIGITS[char]
    return total + digit


def chinese(number: int) -> str:
    """A whole number in Chinese numerals as headings count (1-9999): 十一, 二十, 一百零三.

    Raises:
        ValueError: if it is outside that range.
    """
    if not 1 <= number <= 9999:
        raise ValueError(f"{number} is not counted in Chinese numerals here")
    numeral, zero = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            numeral += ("零" if zero and numeral else "") + "零一二三四五六七八九"[digit] + name
        zero = digit == 0
    return numeral.removeprefix("一") if 10 <= number < 20 else numeral


def skip_prefix(text: str, start: int, end: int) -> int:
    """Offset behind markdown marks and bullets at the head of a paragraph."""
    match = _PREFIX.match(text, start, end)
    return match.end() if match else start


def marker(text: str, start: int, end: int) -> Marker | None:
    """The number at the head of the paragraph ``text[start:end]``, or None.

    References that happen to stand at the head of a line (第八条规定的…, （一）至（三）项) are no numbers, nor are quantities (1.5倍)
    and enumerations (一、二、三产业). The cost does not depend on the length of the paragraph.
    """
    at = skip_prefix(text, start, end)
    head = text[at : min(end, at + 40)]
    unit = _UNIT.match(head)
    if unit is not None:
        style = {"部分": "编", "篇": "编"}.get(unit[2], unit[2])
        if _AFTER_REFERENCE.match(head, unit.end()) or (style != "条" and not _is_heading(text, at + unit.end(), end)):
            return None
        return _marker(head, at, unit.end(), style, "", integer(unit[1]), unit[0])
    for style, pattern in _STYLES:
        match = pattern.match(head)
        if match is None:
            continue
        printed = next(group for group in match.groups() if group)
        number = _value(printed)
        if style in _BRACKETED and _AFTER_BRACKET.match(head, match.end()):
            return None
        if style == "一、" and _counts_on(head, match.end(), number):
            return None
        if style == "1.1":
            style = ".".join("1" * len(re.split("[.．]", printed)))
        shape = match[0].replace(printed, "", 1).strip()
        return _marker(head, at, match.end(), style, shape, number, match[0] if style in _BRACKETED - {"①"} else printed)
    return None


def _marker(head: str, at: int, length: int, style: str, shape: str, number: int, printed: str) -> Marker:
    blanks = re.match(r"[\s\u3000]*(?:[、.．][\s\u3000]*(?=[^\s\d]))?" if style in _BRACKETED else r"\s*", head[length:])
    label = "".join(chr(ord(char) - 0xFEE0) if "０" <= char <= "９" else char for char in printed if not char.isspace())
    return Marker(style, shape, number, label, at, at + length + (blanks.end() if blanks else 0))


def _value(printed: str) -> int:
    """Value of a number, of a letter, of the last part of 1.2.3, or of a sign that holds a number (①, ㈠, ⑴, ⒈)."""
    for first, last in _SIGNS:
        if first <= printed <= last:
            return ord(printed) - ord(first) + 1
    if "." in printed or "．" in printed:
        return integer(re.split("[.．]", printed)[-1])
    if len(printed) == 1 and printed.isalpha() and printed not in _NUMERAL:
        return (ord(printed) & 0x1F) if printed.isascii() else 0
    return integer(printed)


def _counts_on(head: str, at: int, number: int) -> bool:
    """一、二、三产业; 三、四线城市; 一、二级: the next numeral follows at once, and is one more."""
    following = re.match(rf"\s?([{_NUMERAL}]{{1,3}})", head[at:])
    return following is not None and integer(following[1]) == number + 1


_STOP = re.compile(r"[。；;：:！!？?，,]")


def _is_heading(text: str, start: int, end: int) -> bool:
    """Whether what follows 第三章 is short and has no stop, as a title has."""
    return end - start <= 60 and not _STOP.search(text, start, end)
