"""What a page has around its text: running heads, running feet, page numbers. They are no part of the text.

A page number looks like one and stands outermost on its page; a running head is said again on a neighbouring page, at the same
height.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from .lines import Line
from .page import Page

_MARGIN = 0.14  # of the height: GB/T 9704 sets the page number at 0.91, and running heads above 0.12
_NEIGHBOURS = 3  # pages: heads of left and right pages alternate, and a page may have none
_ALIKE = 0.9  # of the characters: a scan misreads some
_LONGEST = 10  # characters of a page number with its dashes and blanks
_SHORT = 6  # characters; so few must be equal
_NUMERAL = r"(?:\d{1,4}|[IVXLivxl]{1,6}|[一二三四五六七八九十〇○]{1,4})"
_DASH = r"[-‐-―－─━·•~_|一]{1,3}"  # a scan takes — for 一
_PAGE_NUMBER = re.compile(
    rf"(?:{_DASH}\s*{_NUMERAL}\s*(?:{_DASH})?|(?:第|Page)\s*{_NUMERAL}\s*+页?(?:\s*+[,，/／(（]?\s*+(?:共|of)\s*{_NUMERAL}\s*+页?\s*+[)）]?)?"
    rf"|(?:共\s*{_NUMERAL}\s*页\s*[,，]?\s*第\s*{_NUMERAL}\s*页)|{_NUMERAL}\s*/\s*{_NUMERAL})",
    re.IGNORECASE,
)
_END_NUMBER = re.compile(rf"^(?:{_DASH})?(\d{{1,4}})(?:{_DASH})?|(?:{_DASH})?(\d{{1,4}})(?:{_DASH})?$")
_BARE_NUMBER = re.compile(r"\d{1,4}")
_PART = re.compile(r"[附图表]|第\S{1,4}[章节条篇编部]")  # 附件1 and 附件2 at the head of two pages are parts of the text


def furniture(pages: Sequence[tuple[Page, Sequence[Line]]]) -> list[frozenset[Line]]:
    """The lines of each page that are no part of its text.

    Args:
        pages: each page with its rows from top to bottom, those of ruled tables left out.
    """
    tops = [[row for row in rows if row.bottom < page.height * _MARGIN] for page, rows in pages]
    feet = [[row for row in reversed(rows) if row.top > page.height * (1 - _MARGIN)] for page, rows in pages]
    return [
        frozenset([*_outermost(index, tops, pages), *_outermost(index, feet, pages)])
        for index in range(len(pages))
    ]  # fmt: skip


def _outermost(index: int, margins: Sequence[Sequence[Line]], pages: Sequence[tuple[Page, Sequence[Line]]]) -> list[Line]:
    """The rows from the edge inwards, as long as they are none of the text."""
    found: list[Line] = []
    near = [
        margins[other] for other in range(max(0, index - _NEIGHBOURS), index + _NEIGHBOURS + 1) if other < len(margins) and other != index
    ]
    for row in margins[index]:
        if not (_is_page_number(row, pages[index], near) or any(_repeats(row, other) for margin in near for other in margin)):
            break
        found.append(row)
    return found


def _is_page_number(row: Line, page: tuple[Page, Sequence[Line]], near: Sequence[Sequence[Line]]) -> bool:
    text = row.text.strip()
    if _PAGE_NUMBER.fullmatch(text):
        return True
    if not _BARE_NUMBER.fullmatch(text):
        return False
    # A bare number is one if it counts with the pages, or stands alone below everything else.
    counts = any(_counts_on(row, other) for margin in near for other in margin)
    return counts or (row is page[1][-1] and len(page[1]) > 1 and row.top - page[1][-2].bottom > row.size)


def _counts_on(row: Line, other: Line) -> bool:
    numbers = re.findall(r"\d{1,4}", other.text)
    return len(numbers) == 1 and len(other.text) <= _LONGEST and int(row.text) - int(numbers[0]) == row.page - other.page


def _repeats(row: Line, other: Line) -> bool:
    """Whether a row of another page says the same at the same height; a number at either end may count with the pages."""
    if abs(row.top - other.top) > row.size or abs(row.size - other.size) > 0.2 * row.size or _PART.match(row.text):
        return False
    (mine, number), (theirs, others) = _without_number(row), _without_number(other)
    if number != others and (number is None or others is None or number - others != row.page - other.page):
        return False
    if len(mine) < _SHORT:
        return mine == theirs
    return abs(len(mine) - len(theirs)) <= 2 and SequenceMatcher(None, mine, theirs, autojunk=False).ratio() >= _ALIKE


def _without_number(row: Line) -> tuple[str, int | None]:
    """The text without blanks and without a number at one of its ends, and that number."""
    text = re.sub(r"\s", "", row.text)
    match = _END_NUMBER.search(text)
    if match is None:
        return text, None
    return text[: match.start()] + text[match.end() :], int(match[1] or match[2])
