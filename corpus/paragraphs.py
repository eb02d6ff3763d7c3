"""Lines into paragraphs: what a page or line break has torn apart belongs together again.

Nothing is changed in the text; a paragraph is a span of it. Three kinds of files are met: one line a paragraph, lines of a printed
page (a break every 25-45 characters), and a whole document on one line with 　　 between paragraphs.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from . import inline
from .numbering import CHAPTERS, Marker, marker, skip_prefix

BREAK = re.compile("\r\n|[\n\r\f\v\x1c\x1d\x1e\x85\u2028\u2029]")
_INVISIBLE = "\ufeff\u200b\u200c\u200d\u2060\u00ad\x00"
_GAP = re.compile("[ \t\u3000\xa0\u2002\u2003]+")
_STOPS = "。！？；：…"
_CLOSERS = "”’」』）)》〉】]"
_BRACKETS = {"（": "）", "(": "）", "《": "》", "“": "”", "【": "】", "〔": "〕", "「": "」"}
_CLOSING = {")": "）", **{char: char for char in "）》”】〕」"}}
_LABEL = re.compile(r"[（(]?[\u4e00-\u9fff/]{2,8}[：:]")
_PAGE_NUMBER = re.compile(r"[-—–－·]?\s{0,2}\d{1,4}\s{0,2}[-—–－·]?|第\s?\d{1,4}\s?页.{0,12}")
_INLINE_UNIT = re.compile(r"(?<=\S)[\s\u3000]{2,8}(?=第[一二三四五六七八九十百零]{1,6}[章节条])")

_LONG_LINE = 200  # characters; no printed line is as long, so blanks inside one may be all that is left of a break
_RUN_TOGETHER = 800  # characters a line on average, from which on a text is taken to have lost its breaks
_LONGEST_BRACKET = 300  # characters after which an opened bracket no longer holds lines together
_LONG_PHRASE = 40  # characters; a line with a comma that is longer is no heading but the torn beginning of a sentence
_SAMPLE = 5000  # lines that are looked at to find the width of the page


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text without its outer blanks; ``indent`` is the width of the blanks before it in half-width characters."""

    start: int
    end: int
    indent: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: a span of the text, with the number at its head if it has one."""

    start: int
    end: int
    marker: Marker | None


def spans(text: str) -> list[tuple[int, int]]:
    """The lines of a text as they stand, blank ones too, without their breaks."""
    breaks = [match.span() for match in BREAK.finditer(text)]
    return list(zip([0, *(end for _, end in breaks)], [*(start for start, _ in breaks), len(text)], strict=True))


def lines(text: str) -> list[Line]:
    """The lines of a text that are not blank, in order; a line that holds several paragraphs is divided."""
    rows = spans(text)
    run_together = len(text) > _RUN_TOGETHER * sum(1 for start, end in rows if start < end)
    parts = [part for row in rows for part in _parts(text, *row, run_together)]
    found: list[Line] = []
    cuts = inline.glued(text, parts)
    for part in parts:
        for start, end in _divide(*part, [cut for cut in cuts if part[0] < cut < part[1]]):
            left, right = trim(text, start, end)
            if left < right:
                blanks = text[start:left]
                found.append(Line(left, right, len(blanks) + blanks.count("\u3000")))
    return found


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the blanks and invisible characters at its ends."""
    while start < end and (text[start].isspace() or text[start] in _INVISIBLE):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _INVISIBLE):
        end -= 1
    return start, end


def _parts(text: str, start: int, end: int, run_together: bool) -> Iterator[tuple[int, int]]:
    """The parts of a long line between which a paragraph's indentation is left as blanks."""
    # 第一章　总则　　第一条　为了…: a chapter and its first article on one line.
    cuts = [match.start() for match in _INLINE_UNIT.finditer(text, start, end) if marker(text, match.end(), end)]
    if end - start > _LONG_LINE and text.find("|", start, end) < 0:
        for gap in _GAP.finditer(text, start, end):
            if start < gap.start() and gap.end() < end:
                ended = text[gap.start() - 1] in _STOPS + _CLOSERS
                if gap[0].count("\u3000") >= 2 or (ended and (len(gap[0]) >= 2 or marker(text, gap.end(), end))):
                    cuts.append(gap.start())
        if run_together:
            cuts += [*inline.breaks(text, start, end), *inline.frame(text, start, end)]
    yield from _divide(start, end, cuts)


def _divide(start: int, end: int, cuts: Collection[int]) -> Iterator[tuple[int, int]]:
    for cut in sorted(set(cuts)):
        yield start, cut
        start = cut
    yield start, end


def width(text: str, start: int, end: int) -> float:
    """Printed width in full-width characters; blanks are not counted, for they differ between extractors."""
    return sum(0.5 if ord(char) < 0x2000 else 1.0 for char in text[start:end] if not char.isspace())


def page_width(text: str, found: Sequence[Line]) -> float | None:
    """Width of the page that the lines were broken at, or None if lines are paragraphs."""
    sample = [line for line in found[:_SAMPLE] if line.end - line.start <= 150]
    widths = [width(text, line.start, line.end) for line in sample]
    long = sorted(each for each in widths if each >= 15)
    if len(sample) < min(len(found), _SAMPLE) * 0.95 or len(long) < 6:
        return None
    full = long[int(len(long) * 0.9)]
    if full > 60 or sum(each > full * 1.25 for each in widths) > len(widths) * 0.05:
        return None
    # Full lines that end in the middle of a sentence are what a page leaves behind.
    torn = sum(full - 4 <= each and text[line.end - 1] not in _STOPS + _CLOSERS for line, each in zip(sample, widths, strict=True))
    return full if torn >= max(4, 0.25 * len(sample)) else None


def paragraphs(text: str, found: Sequence[Line], tables: Sequence[int] = (), alone: Collection[int] = ()) -> list[Paragraph]:
    """Join lines into paragraphs.

    Args:
        text: the stored text.
        found: its lines, without those of tables.
        tables: offsets of the tables in ascending order; no paragraph goes on behind one.
        alone: offsets of lines that are paragraphs of their own.
    """
    page = page_width(text, found)
    joined: list[Paragraph] = []
    opened: _Open | None = None
    between: list[Line] = []  # page numbers below a paragraph that may go on behind them
    for line in found:
        if opened is not None and bisect_left(tables, opened.last.end) < bisect_left(tables, line.start):
            opened = None
            joined.extend(Paragraph(each.start, each.end, None) for each in between)
            between.clear()
        number = marker(text, line.start, line.end)
        if opened is not None and opened.page_number(line):
            between.append(line)
        elif opened is not None and line.start not in alone and opened.goes_on(line, number):
            opened.add(line)
            joined[-1] = Paragraph(joined[-1].start, line.end, joined[-1].marker)
            between.clear()
        else:
            joined.extend(Paragraph(each.start, each.end, None) for each in between)
            between.clear()
            opened = None if line.start in alone else _Open(text, page, line, number)
            joined.append(Paragraph(line.start, line.end, number))
    joined.extend(Paragraph(each.start, each.end, None) for each in between)
    return joined


class _Open:
    """The paragraph that is being put together."""

    def __init__(self, text: str, page: float | None, line: Line, number: Marker | None) -> None:
        self.text, self.page, self.number = text, page, number
        self.start, self.last, self.count = line.start, line, 0
        self.brackets: list[tuple[str, int]] = []
        self.closed = -1  # where the bracket opened that was closed last
        self.comma = self.stop = False
        self.add(line)

    def add(self, line: Line) -> None:
        """Read one more line."""
        self.last = line
        self.count += 1
        for at in range(line.start, line.end):
            char = self.text[at]
            if char in _BRACKETS:
                self.brackets.append((_BRACKETS[char], at))
            elif char in _CLOSING:
                if self.brackets and self.brackets[-1][0] == _CLOSING[char]:
                    self.closed = self.brackets.pop()[1]
            elif char in "。；":
                self.stop = True
            elif char in "，,":
                self.comma = True

    def page_number(self, line: Line) -> bool:
        """Whether ``line`` is a page number in the middle of a sentence."""
        torn = not self._ended() and (self.stop or self.comma or self._full(self.last))
        return torn and _PAGE_NUMBER.fullmatch(self.text, line.start, line.end) is not None

    def goes_on(self, line: Line, number: Marker | None) -> bool:
        """Whether ``line`` goes on with this paragraph."""
        text, final = self.text, self.text[self.last.end - 1]
        first = text[skip_prefix(text, line.start, line.end) : line.end][:1]
        if number is not None:
            # A number was announced (第八条第 / 1.…), else a number begins a paragraph.
            return final in "第至到" and number.style not in CHAPTERS and number.style != "条"
        if self.number is not None and self.number.style in CHAPTERS and self._untitled():
            return line.end - line.start <= 20 and text[line.end - 1] not in _STOPS
        if first in "，、。；：！？）》”】" or (self.brackets and line.start - self.brackets[-1][1] < _LONGEST_BRACKET):
            return bool(first)
        if final in "，、":
            return True
        if self.page is not None:
            return (final in "；;" and self._full(self.last)) or (not self._ended() and (self.comma or self._full(self.last)))
        prose = self.stop or (self.comma and self.last.end - self.start >= _LONG_PHRASE)
        return prose and line.indent < 2 and not self._ended() and _LABEL.match(text, self.start, self.last.end) is None

    def _untitled(self) -> bool:
        """第一章 without its title so far, or with single characters of it (总 / 则)."""
        assert self.number is not None
        return self.number.end >= self.last.end or (1 < self.count < 4 and self.last.end - self.last.start == 1)

    def _ended(self) -> bool:
        """A stop at the end, under closing quotes and brackets or before a bracket (。（责任单位：…）)."""
        text, at = self.text, self.last.end - 1
        if text[at] in _STOPS:
            return True
        if text[at] in "）)" and self.closed > self.start:
            return text[self.closed - 1] in "。；！？" or text[at - 1] in "。；！？"
        while at > self.last.start and text[at] in _CLOSERS:
            at -= 1
        return text[at] in "。！？；"

    def _full(self, line: Line) -> bool:
        """Whether a line reaches the margin: less the indentation of a first line, and a mark that may not begin the next."""
        return self.page is not None and width(self.text, line.start, line.end) >= self.page - 4
