"""Ruling lines into grids: the rows, columns and merged cells of a table.

Lines that cross each other belong to one grid. Two cells are merged where no line divides them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ..places import Box

_TOUCH = 3.0  # points by which lines that meet on paper may miss each other in a file
THICKEST = 4.0
"""Points; a box that is thicker is no line."""
_SHORTEST = 8.0  # points
_OPEN = 12.0  # points that the horizontal lines of a table without outer vertical lines stand out
_FEWEST = 3  # lines of a table, open above and below
_MOST = 4_000  # lines on a page; a page with more is a drawing

Line = tuple[float, float, float]
"""A ruling line: where it stands across its direction, and from where to where it runs along it."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table.

    Attributes:
        xs, ys: where its columns and rows are divided, outer edges included, ascending.
        cells: for each row and column the cell that stands there: row and column of its first part (merged cells have one).
        opens, ends_open: whether no line closes it above, or below: it goes on on another page.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[tuple[tuple[int, int], ...], ...]
    opens: bool = False
    ends_open: bool = False

    @property
    def box(self) -> Box:
        """Its outer edges."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def cell_at(self, x: float, y: float) -> tuple[int, int] | None:
        """The cell at a point; None outside the grid."""
        if not (self.xs[0] <= x < self.xs[-1] and self.ys[0] <= y < self.ys[-1]):
            return None
        return self.cells[bisect_right(self.ys, y) - 1][bisect_right(self.xs, x) - 1]


def grids(rules: Sequence[Box]) -> list[Grid]:
    """The grids of a page that have at least two cells, from top to bottom.

    Args:
        rules: its ruling lines.
    """
    if len(rules) > _MOST:
        return []
    flat = _lines([(rule[1], rule[3], rule[0], rule[2]) for rule in rules])
    upright = _lines([(rule[0], rule[2], rule[1], rule[3]) for rule in rules])
    found = [_grid(*group) for group in _connected(flat, upright)]
    return sorted((grid for grid in found if grid is not None), key=lambda grid: (grid.ys[0], grid.xs[0]))


def _lines(boxes: Sequence[tuple[float, float, float, float]]) -> list[Line]:
    """Lines of one direction, those that go on in one another joined; boxes are given as across and along their direction."""
    thin = [((near + far) / 2, start, end) for near, far, start, end in boxes if far - near <= THICKEST and end - start > far - near]
    joined: list[list[float]] = []
    level: list[list[float]] = []  # what stands at about the height looked at
    for at, start, end in sorted(thin):
        level = [line for line in level if at - line[0] <= _TOUCH / 2]
        touching = next((line for line in level if start <= line[2] + _TOUCH and end >= line[1] - _TOUCH), None)
        if touching is None:
            level.append([at, start, end])
            joined.append(level[-1])
        else:
            touching[1:] = [min(touching[1], start), max(touching[2], end)]
    return [(at, start, end) for at, start, end in joined if end - start >= _SHORTEST]


def _connected(flat: Sequence[Line], upright: Sequence[Line]) -> list[tuple[list[Line], list[Line]]]:
    """Groups of lines that hold together by crossing each other."""
    leader = list(range(len(flat) + len(upright)))

    def find(i: int) -> int:
        while leader[i] != i:
            leader[i] = leader[leader[i]]
            i = leader[i]
        return i

    for i, (y, left, right) in enumerate(flat):
        for j, (x, top, bottom) in enumerate(upright, len(flat)):
            if left - _TOUCH <= x <= right + _TOUCH and top - _TOUCH <= y <= bottom + _TOUCH:
                leader[find(i)] = find(j)
    groups: dict[int, tuple[list[Line], list[Line]]] = {}
    for i, line in enumerate([*flat, *upright]):
        groups.setdefault(find(i), ([], []))[i >= len(flat)].append(line)
    return [group for group in groups.values() if group[0] and group[1] and len(group[0]) + len(group[1]) >= _FEWEST]


def _grid(flat: Sequence[Line], upright: Sequence[Line]) -> Grid | None:
    upright, _, _ = _closed(upright, flat)
    # Where a table is divided between pages in the middle of a row, no line closes it.
    flat, opens, ends_open = _closed(flat, upright)
    xs, ys = _distinct([at for at, _, _ in upright]), _distinct([at for at, _, _ in flat])
    if not 2 <= (len(xs) - 1) * (len(ys) - 1) <= _MOST:
        return None
    first = {(row, column): (row, column) for row in range(len(ys) - 1) for column in range(len(xs) - 1)}

    def find(cell: tuple[int, int]) -> tuple[int, int]:
        while first[cell] != cell:
            cell = first[cell]
        return cell

    for row, (above, below) in enumerate(pairwise(ys)):
        for column, (before, behind) in enumerate(pairwise(xs)):
            neighbours = []
            if column and not _divides(upright, before, (above + below) / 2):
                neighbours.append((row, column - 1))
            if row and not _divides(flat, above, (before + behind) / 2):
                neighbours.append((row - 1, column))
            for other in neighbours:
                mine, theirs = find((row, column)), find(other)
                first[max(mine, theirs)] = min(mine, theirs)
    cells = tuple(tuple(find((row, column)) for column in range(len(xs) - 1)) for row in range(len(ys) - 1))
    return Grid(xs, ys, cells, opens, ends_open) if len({cell for row in cells for cell in row}) >= 2 else None


def _closed(lines: Sequence[Line], crossing: Sequence[Line]) -> tuple[list[Line], bool, bool]:
    """The lines, with outer ones where those that cross them stand out (many tables have no outer vertical lines), and whether they do."""
    first, last = min(start for _, start, _ in crossing), max(end for _, _, end in crossing)
    start, end = min(at for at, _, _ in crossing), max(at for at, _, _ in crossing)
    before, behind = min(at for at, _, _ in lines) - first > _OPEN, last - max(at for at, _, _ in lines) > _OPEN
    added = [(at, start, end) for at, stands_out in ((first, before), (last, behind)) if stands_out]
    return [*lines, *added], before, behind


def _distinct(values: Sequence[float]) -> tuple[float, ...]:
    """The values in ascending order, those that nearly coincide once."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _TOUCH:
            found.append(value)
    return tuple(found)


def _divides(lines: Sequence[Line], at: float, along: float) -> bool:
    """Whether a line stands at ``at`` and runs past ``along``."""
    return any(abs(line[0] - at) <= 2 * _TOUCH and line[1] <= along <= line[2] for line in lines)
