"""Tables in plain text: where they are, and their rows and cells.

Four forms are met: cells of a Word table, one a line behind a tab, with a blank line between rows; cells of a row on one line
between tabs; between ``|``; between several blanks. A table has at least two rows of at least two cells.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .document import Cell
from .numbering import marker
from .paragraphs import spans, trim

_RULE = re.compile(r"[|+\-:=\s─━┼│┃]+")
_COLUMN_GAP = re.compile("[ \u3000\xa0\u2002\u2003]{2,}")
_PIPES = "|｜│┃"
_NEW_PART = re.compile(r"注\s?[：:]|备注\s?[：:]|附\s?件|附\s?表")
_LONGEST_ROW = 400  # characters
_LONGEST_CELL = 40  # characters of a cell in a table whose rows have to be guessed
_MOST_COLUMNS = 12

Span = tuple[int, int]
Row = list[Span]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as found.

    Attributes:
        start, end: its span, from the first sign of its first row.
        rows: cells, the rows of equal length and none of them empty.
        starts: where each row begins, a pipe before its first cell included.
    """

    start: int
    end: int
    rows: tuple[tuple[Cell, ...], ...]
    starts: tuple[int, ...]


def grids(text: str) -> list[Grid]:
    """The tables of a text, in order.

    The rows of a table that was read wrongly would mix up what belongs to whom; lines that might be no table are left alone.
    """
    raw = spans(text)
    found: list[Grid] = []
    i = failed = 0
    while i < len(raw):
        if raw[i][0] == raw[i][1]:
            i += 1
            continue
        rows, after = _listed(text, raw, i) if i >= failed else ([], i)
        if not rows:
            failed = max(failed, after)
            rows, after = _ruled(text, raw, i)
        if rows:
            found.append(_grid(text, raw, rows))
        i = max(after, i + 1)
    return found


def _grid(text: str, raw: Sequence[Span], rows: Sequence[Row]) -> Grid:
    filled = [row for row in rows if any(start < end for start, end in row)]
    columns = max(len(row) for row in filled)
    cells = [[Cell(text[start:end], start, end) for start, end in row] for row in filled]
    for row in cells:
        row.extend([Cell("", row[-1].end, row[-1].end)] * (columns - len(row)))
    inked = [next(start for start, end in row if start < end) for row in filled]
    # A row begins at the first sign of its line, a pipe before its first cell included.
    starts = [trim(text, raw[bisect_right(raw, (start, len(text))) - 1][0], start + 1)[0] for start in inked]
    return Grid(starts[0], max(end for _, end in filled[-1]), tuple(tuple(row) for row in cells), tuple(starts))


def _listed(text: str, raw: Sequence[Span], first: int) -> tuple[list[Row], int]:
    """Cells one a line behind a tab, a blank line between rows; lines without tab go on with the cell above.

    Returns:
        the rows (none if this is no table) and the line behind what was looked at, which need not be looked at again.
    """
    rows: list[Row] = []
    gap, i, end = True, first, first
    while i < len(raw):
        start, stop = trim(text, *raw[i])
        tabbed = raw[i][0] < raw[i][1] and text[raw[i][0]] == "\t" and text.find("\t", start, stop) < 0
        if tabbed:
            if gap:
                rows.append([])
            rows[-1].append((start, stop))
            gap, end = False, i + 1
        elif start == stop:
            gap = True
        elif rows and not gap and rows[-1][-1][0] < rows[-1][-1][1] and not starts_part(text, start, stop):
            rows[-1][-1] = (rows[-1][-1][0], stop)
            end = i + 1
        else:
            break
        if not rows:
            return [], first
        i += 1
    if sum(len(row) >= 2 for row in rows) >= 2 and sum(len(row) >= 2 for row in rows) * 2 > len(rows) and _inked(rows):
        return rows, end
    return _regular(text, [cell for row in rows for cell in row]), end


def _regular(text: str, cells: Sequence[Span]) -> list[Row]:
    """Rows of a list of cells without a sign between rows, if one column counts 1, 2, 3 …"""
    if len(cells) < 6 or any(end - start > _LONGEST_CELL for start, end in cells[:_MOST_COLUMNS]):
        return []
    for columns in range(2, min(_MOST_COLUMNS, len(cells) // 3) + 1):
        counts = [text[start:end] for start, end in cells[columns::columns]]
        if len(cells) % columns == 0 and counts == [str(i) for i in range(1, len(counts) + 1)]:
            return [list(cells[i : i + columns]) for i in range(0, len(cells), columns)]
    return []


def _inked(rows: Sequence[Row]) -> bool:
    return sum(any(start < end for start, end in row) for row in rows) >= 2


def starts_part(text: str, start: int, end: int) -> bool:
    """Whether a line ends the table before it: 一、, 第一条, 注：, 附件."""
    number = marker(text, start, end)
    return _NEW_PART.match(text, start, end) is not None or (number is not None and number.rank <= 5)


def _ruled(text: str, raw: Sequence[Span], first: int) -> tuple[list[Row], int]:
    """Rows on one line each, their cells between pipes, tabs or several blanks; as :func:`_listed`."""
    forms: tuple[tuple[Callable[[str, int, int], Row], int, int], ...] = ((_piped, 2, 1), (_tabbed, 2, 1), (_spaced, 3, 0))
    for split, columns, tolerance in forms:
        rows: list[Row] = []
        i = end = first
        while i < len(raw):
            start, stop = trim(text, *raw[i])
            row = split(text, start, stop) if 0 < stop - start <= _LONGEST_ROW else []
            if len(row) >= columns and (not rows or abs(len(row) - len(rows[0])) <= tolerance):
                rows.append(row)
                end = i + 1
            elif not rows or i - end > 1 or (start < stop and _RULE.fullmatch(text, start, stop) is None):
                break
            i += 1
        if len(rows) >= 2:
            return (rows, end) if _inked(rows) else ([], end)
    return [], first


def _piped(text: str, start: int, end: int) -> Row:
    bounds = [at for at in range(start, end) if text[at] in _PIPES]
    if not bounds or _RULE.fullmatch(text, start, end):
        return []
    if bounds[0] != start:
        bounds.insert(0, start - 1)
    if bounds[-1] != end - 1:
        bounds.append(end)
    return [trim(text, left + 1, right) for left, right in itertools.pairwise(bounds)]


def _tabbed(text: str, start: int, end: int) -> Row:
    tabs = [at for at in range(start, end) if text[at] == "\t"]
    row = [trim(text, left + 1, right) for left, right in itertools.pairwise([start - 1, *tabs, end])]
    # A tab behind a paragraph's number (一、⇥总体要求) makes no table.
    number = marker(text, *row[0])
    return [] if len(row) == 2 and number is not None and number.end >= row[0][1] else row


def _spaced(text: str, start: int, end: int) -> Row:
    gaps = [match.span() for match in _COLUMN_GAP.finditer(text, start, end)]
    if not gaps or marker(text, start, end) or any(char in "。；" for char in text[start:end]):
        return []
    return list(zip([start, *(stop for _, stop in gaps)], [*(begin for begin, _ in gaps), end], strict=True))
