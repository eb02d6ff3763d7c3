"""Tables without ruling lines, by cells that stand below each other; what might be none is left alone."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise
from statistics import median

from ...numbering import marker
from .lines import Line, segments
from .tables import Cell, Table

_FEWEST = 3  # rows of two columns; of more columns two are enough
_WHOLE = 2  # rows without an empty cell, at least
_FILLED = 0.5  # of the cells, at least
_LONGEST = 25.0  # em; longer segments are prose
_ALIGNED = 1.0  # em by which the cells of a column without lines differ


def unruled(page: int, lines: Sequence[Line]) -> list[Line | Table]:
    """Lines, with those that make a table without ruling lines put together.

    Args:
        page: its number.
        lines: the rows of a column, from top to bottom.
    """
    found: list[Line | Table] = []
    cells = [(line, segments(line)) for line in lines]
    for tabular, group in groupby(cells, key=lambda each: _is_row(each[1])):
        block = list(group)
        table = _aligned(page, [parts for _, parts in block]) if tabular else None
        found += [table] if table else [line for line, _ in block]
    return found


def _is_row(parts: Sequence[Line]) -> bool:
    """Whether a line may be a row of a table: several short pieces, no numbered paragraph, no end of a sentence."""
    return (
        len(parts) >= 2
        and all(part.right - part.left <= _LONGEST * part.size for part in parts)
        and not any(part.text[-1] in "。；" for part in parts[:-1])
        and not ((number := marker(parts[0].text, 0, len(parts[0].text))) and number.rank <= 6)
    )


def _aligned(page: int, block: Sequence[Sequence[Line]]) -> Table | None:
    """A table of rows whose cells stand below each other; None if they do not."""
    columns = max(len(parts) for parts in block)
    if len(block) < (_FEWEST if columns == 2 else 2):
        return None
    size = median(part.size for parts in block for part in parts)
    bands: list[tuple[float, float]] = []  # what the cells of each column cover
    for left, right in sorted((part.left, part.right) for parts in block for part in parts):
        if bands and left <= bands[-1][1]:
            bands[-1] = bands[-1][0], max(right, bands[-1][1])
        else:
            bands.append((left, right))
    if len(bands) != columns or any(right[0] - left[1] < _ALIGNED * size for left, right in pairwise(bands)):
        return None
    if sum(len(parts) == columns for parts in block) < _WHOLE or sum(map(len, block)) < _FILLED * columns * len(block):
        return None
    made = []
    for row, parts in enumerate(block):
        held = {next(i for i, (left, right) in enumerate(bands) if left <= part.left <= right): part for part in parts}
        made.append(tuple(Cell(row, i, 1, 1, ((held[i],),) if i in held else ()) for i in range(columns)))
    everything = [part for parts in block for part in parts]
    box = (bands[0][0], min(part.top for part in everything), bands[-1][1], max(part.bottom for part in everything))
    return Table(page, box, (*(left for left, _ in bands), bands[-1][1]), tuple(made), size)
