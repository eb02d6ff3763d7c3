"""Lines into paragraphs, as a reader sees where one ends: by a short last line, by an indented first one, by a heading set apart.

A line ends its paragraph if what follows would still have fitted on it. The words are asked only where the page leaves it open.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ...numbering import marker
from ...tables import starts_part
from .lines import Line, is_latin
from .margins import Margins

Placed = tuple[Line, Margins]
"""A line with the margins of its column."""

_STOPS = "。！？；：…!?;:"
_CLOSERS = "”’」』）)》〉】]"
_NO_START = "，。、；：！？）》”’】〕」』〉％%…,.;:!?)"  # marks that begin no line: they take the character before them along
# What stands below a title and is no part of it: the document's number, （征求意见稿）, when it was adopted.
_OWN_LINE = re.compile(r".{0,20}[〔\[【（(]\d{4}[〕\]】）)].{0,5}号$|[（(].{0,10}稿[）)]?$|[（(].{0,60}日")
_LABEL = re.compile(r"[\u4e00-\u9fff]{2,8}[：:]")  # a field of a card (发文机构：…)
_LEADER = re.compile(r"[.．…·⋯]{3,}\s*[-—]?\s*\d{1,4}\s*[-—]?$")  # a line of the table of contents
_PAIRS = ("（）", "《》", "〔〕")
_NO_END = "（《“‘【〔「『(["  # marks that end no line
_FITS = 0.05  # em by which a character surely has room
_UNSURE = 0.5  # em; in scans, and where marks hang or are squeezed, the words decide
_INDENT = 1.0  # em
_CENTRED = 0.7  # em by which the middle of a centred line misses that of the column
_SET_APART = 1.5  # em that a centred line keeps from both margins, at least
_RIGHT = 4.0  # em that a signature keeps from the left margin, at least
_LARGER = 1.15  # times; another size is another paragraph
_SURE = 6  # rank of the numbers that seldom stand at the head of a line by chance: 第一条, 一、, （一）
_GAP = 1.6  # times the usual distance of lines
_FAR = 2.5  # times; no sentence goes on so far below
_TITLE_GAP = 2.2  # times the size, between lines of one title


def paragraphs(lines: Sequence[Placed]) -> list[tuple[Line, ...]]:
    """Join lines to paragraphs.

    Args:
        lines: in reading order, of one or several columns and pages.
    """
    if not lines:
        return []
    found = [[lines[0][0]]]
    for before, after in pairwise(lines):
        if _goes_on(before, after, first=len(found[-1]) == 1):
            found[-1].append(after[0])
        else:
            found.append([after[0]])
    return [tuple(paragraph) for paragraph in found]


def _goes_on(before: Placed, after: Placed, first: bool) -> bool:
    """Whether a line goes on with the paragraph of the line before it, which may be its first one."""
    (above, margins), (line, own) = before, after
    number = marker(line.text, 0, len(line.text))
    if _LEADER.search(above.text) or max(above.size, line.size) > _LARGER * min(above.size, line.size):
        return False
    if (first and _on_the_right(above, margins)) or (is_centred(line, own) and _OWN_LINE.match(line.text)):
        return False
    if is_centred(above, margins) and is_centred(line, own):
        return number is None and _one_title(above, line, own)
    ended = _ended(above.text)
    lines_apart = _lines_apart(above, line, own)
    apart = lines_apart > _GAP
    if apart and (ended or not own.indented or lines_apart > _FAR):
        return False
    if not apart and _is_open(above.text):
        return True
    spare = margins.room(above) - _next_word(line)
    if spare >= -_FITS * above.size and (ended or spare > _UNSURE * above.size):
        # A comma at the end of a short line: something made the line short, the sentence goes on.
        return above.text[-1] in "，、" and number is None and own.indent(line) < _INDENT
    indented = own.indent(line) > _INDENT and line.left > above.left - 0.5 * line.size
    if not ended:
        like_first = first and own.indented and indented and line.left < above.left + 0.5 * line.size
        numbered = number is not None and (indented or (not own.indented and number.rank <= _SURE))
        return not like_first and not numbered
    if starts_part(line.text, 0, len(line.text)):
        return False
    return not indented if own.indented else number is None and own.pitch > 0 and not apart


def _lines_apart(above: Line, line: Line, margins: Margins) -> float:
    """How far two lines of a column are from each other, in its usual distances; 1 where that is not known."""
    if above.page != line.page or line.bottom <= above.bottom or margins.pitch == 0:
        return 1.0
    return (line.bottom - above.bottom) / margins.pitch


def is_centred(line: Line, margins: Margins) -> bool:
    """Whether a line stands in the middle of its column, apart from both margins."""
    apart = min(line.left - margins.left, margins.room(line))
    return apart > _SET_APART * line.size and abs(line.left + line.right - margins.left - margins.right) < 2 * _CENTRED * line.size


def _on_the_right(line: Line, margins: Margins) -> bool:
    """Whether a line is set against the right margin, as signatures and dates are."""
    before, behind = line.left - margins.left, margins.room(line)
    return before > _RIGHT * line.size and before > line.right - line.left and before > behind


def _one_title(above: Line, line: Line, margins: Margins) -> bool:
    """Whether two centred lines are one title (关于印发…的 / 通知), rather than a title and what stands below it."""
    close = above.page == line.page and line.top - above.bottom < (_TITLE_GAP - 1) * line.size
    long = above.right - above.left > 0.6 * (margins.right - margins.left)
    return close and long and above.text[-1] not in _STOPS and not _LABEL.match(line.text)


def _is_open(text: str) -> bool:
    """Whether a bracket is open at the end of a line."""
    return any(text.rfind(opening) > text.rfind(closing) for opening, closing in _PAIRS)


def _ended(text: str) -> bool:
    """Whether a line ends with a stop, under closing quotes and brackets."""
    stripped = text.rstrip(_CLOSERS)
    return (stripped or text)[-1] in _STOPS


def _next_word(line: Line) -> float:
    """How wide the first piece of a line is that may not be divided, in points."""
    glyphs = line.glyphs
    end = 0
    while end < len(glyphs) - 1 and glyphs[end].char in _NO_END:
        end += 1
    end += 1
    if is_latin(glyphs[end - 1].char):
        while end < len(glyphs) and is_latin(glyphs[end].char) and glyphs[end].left - glyphs[end - 1].right < 0.18 * line.size:
            end += 1
    while end < len(glyphs) and glyphs[end].char in _NO_START:
        end += 1
    return glyphs[end - 1].right - glyphs[0].left
