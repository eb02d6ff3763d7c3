"""Tables by their ruling lines.

A table that goes on on the next page is one table; the head that is printed there again is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import median

from ..places import Box
from .grids import Grid
from .lines import Line, rows
from .margins import Margins
from .page import Glyph
from .paragraphs import Placed, paragraphs

_LEVEL = 4.0  # points by which the columns of one table differ from page to page
_PADDING = 6.0  # points; text that keeps more from the edge of its cell is centred in it
_HEADS = 3  # rows that the head of a table has, at most
_ENDS = "。；！？;"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell.

    Attributes:
        row, column: where it begins, the first 0.
        rows, columns: how many it spans.
        paragraphs: what it holds.
    """

    row: int
    column: int
    rows: int
    columns: int
    paragraphs: tuple[tuple[Line, ...], ...]

    @property
    def text(self) -> str:
        """Its characters."""
        return "".join(line.text for paragraph in self.paragraphs for line in paragraph)


@dataclass(frozen=True, slots=True)
class Table:
    """A table, or the part of one on a page.

    Attributes:
        page: number of the page that it begins on.
        box: its outer edges in points.
        xs: where its columns are divided.
        rows: its rows, each with the cells that begin in it.
        size: usual size of its characters in points.
        opens, ends_open: whether no line closes it above, or below.
    """

    page: int
    box: Box
    xs: tuple[float, ...]
    rows: tuple[tuple[Cell, ...], ...]
    size: float
    opens: bool = False
    ends_open: bool = False

    @property
    def left(self) -> float:
        """Left edge in points."""
        return self.box[0]

    @property
    def top(self) -> float:
        """Upper edge in points."""
        return self.box[1]

    @property
    def right(self) -> float:
        """Right edge in points."""
        return self.box[2]

    @property
    def bottom(self) -> float:
        """Lower edge in points."""
        return self.box[3]

    def divided(self, x: float) -> tuple[Table, ...]:
        """Itself: tables stand in one column, or across all."""
        return (self,)


def ruled(page: int, grids: Sequence[Grid], glyphs: Iterable[Glyph]) -> tuple[list[Table], list[Glyph]]:
    """The ruled tables of a page, and the characters that stand outside them.

    Args:
        page: its number.
        grids: its grids; a table inside a cell belongs to the cell.
        glyphs: its characters.
    """
    outer = [grid for grid in grids if not any(other is not grid and _inside(grid.box, other.box) for other in grids)]
    inked: list[dict[tuple[int, int], list[Glyph]]] = [defaultdict(list) for _ in outer]
    outside: list[Glyph] = []
    for glyph in glyphs:
        x, y = (glyph.left + glyph.right) / 2, (glyph.top + glyph.bottom) / 2
        for grid, cells in zip(outer, inked, strict=True):
            cell = grid.cell_at(x, y)
            if cell is not None:
                cells[cell].append(glyph)
                break
        else:
            outside.append(glyph)
    found: list[Table] = []
    for grid, cells in zip(outer, inked, strict=True):
        if len(cells) >= 2:
            found.append(_table(page, grid, cells))
        else:  # a box around a paragraph, a drawing
            outside += [glyph for inside in cells.values() for glyph in inside]
    return found, outside


def _inside(box: Box, other: Box) -> bool:
    return other[0] <= box[0] and other[1] <= box[1] and box[2] <= other[2] and box[3] <= other[3] and box != other


def _table(page: int, grid: Grid, inked: dict[tuple[int, int], list[Glyph]]) -> Table:
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    for row, line in enumerate(grid.cells):
        for column, first in enumerate(line):
            rows_, columns = spans.get(first, (1, 1))
            spans[first] = max(rows_, row - first[0] + 1), max(columns, column - first[1] + 1)
    cells: list[list[Cell]] = [[] for _ in grid.cells]
    for (row, column), (high, wide) in sorted(spans.items()):
        left, right = grid.xs[column], grid.xs[column + wide]
        held = rows(page, inked.get((row, column), ()))
        cells[row].append(Cell(row, column, high, wide, tuple(paragraphs(_in_cell(held, left, right)))))
    size = median(glyph.size for inside in inked.values() for glyph in inside)
    return Table(page, grid.box, grid.xs, tuple(map(tuple, cells)), size, grid.opens, grid.ends_open)


def _in_cell(held: Sequence[Line], left: float, right: float) -> list[Placed]:
    """The lines of a cell with its margins; a cell keeps its text as far from one edge as from the other."""
    if not held:
        return []
    padding = max(0.0, min(min(line.left for line in held) - left, min(right - line.right for line in held)))
    margins = Margins(min(line.left for line in held), right - padding, indented=False)
    if padding > _PADDING:  # centred: its lines are as long as they were made
        margins = Margins(margins.left, max(line.right for line in held), indented=False)
    return [(line, margins) for line in held]


def joined(tables: Sequence[Table]) -> Table:
    """One table of the parts on neighbouring pages."""
    whole = tables[0]
    for part in tables[1:]:
        heads = 0
        while heads < min(_HEADS, len(part.rows), len(whole.rows)) and _texts(part.rows[heads]) == _texts(whole.rows[heads]):
            heads += 1
        above, below = list(whole.rows), part.rows[heads:]
        shift = len(above) - heads
        if below and _divided(whole, part, above[-1], below[0]):
            shift -= 1
            above[-1] = tuple(_one_cell(cell, below[0]) for cell in above[-1])
            below = below[1:]
        added = [tuple(replace(cell, row=cell.row + shift) for cell in row) for row in below]
        whole = replace(whole, rows=(*above, *added), ends_open=part.ends_open)
    return whole


def _divided(whole: Table, part: Table, last: Sequence[Cell], first: Sequence[Cell]) -> bool:
    """Whether the first row of a page goes on with the last one of the page before: no line divides them, or all its cells go on."""
    if [cell.column for cell in last] != [cell.column for cell in first]:
        return False
    if whole.ends_open and part.opens:
        return True
    going = [(above.text, below.text) for above, below in zip(last, first, strict=True) if below.text]
    return not first[0].text and bool(going) and all(above and above[-1] not in _ENDS for above, _ in going)


def _one_cell(cell: Cell, row: Sequence[Cell]) -> Cell:
    """A cell with what stands below it in the row that goes on with its own."""
    below = next(other for other in row if other.column == cell.column)
    if not cell.paragraphs or not below.paragraphs or cell.text[-1] in _ENDS:
        return replace(cell, paragraphs=(*cell.paragraphs, *below.paragraphs), rows=below.rows)
    middle = (*cell.paragraphs[-1], *below.paragraphs[0])
    return replace(cell, paragraphs=(*cell.paragraphs[:-1], middle, *below.paragraphs[1:]), rows=below.rows)


def go_on(above: Table, below: Table) -> bool:
    """Whether a table at the head of a page goes on with the one at the foot of the page before."""
    if below.page != above.page + 1 or len(above.xs) != len(below.xs):
        return False
    shift = below.xs[0] - above.xs[0]
    return all(abs(other - one - shift) <= _LEVEL for one, other in zip(above.xs, below.xs, strict=True))


def _texts(row: Sequence[Cell]) -> list[tuple[int, str]]:
    return [(cell.column, cell.text) for cell in row]
