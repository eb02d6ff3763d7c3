"""The order in which a page is read: columns from left to right, each from top to bottom, between what spans the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import median

from .lines import HANGING, Line
from .tables import Table

_BINS = 240  # into which the width of the text is divided to find the gutter
_FEWEST = 3  # lines on either side; fewer might be a signature, or a line of a form
_SHORTEST = 7.0  # em; columns of prose have longer lines than the cells of a table
_MIDDLE = (0.2, 0.8)  # part of the width in which a gutter is looked for


Item = Line | Table
"""What stands on a page: a segment of a line, or a table; a gutter divides it unless it runs across."""


@dataclass(frozen=True, slots=True)
class Region:
    """A part of a page that is read from top to bottom.

    Attributes:
        column, columns: which of how many columns it is; 0 of 1 where the text spans the page.
        items: what stands in it, from top to bottom.
    """

    column: int
    columns: int
    items: tuple[Item, ...]


def regions(items: Sequence[Item]) -> list[Region]:
    """Divide a page into its regions, in reading order.

    Args:
        items: segments of lines, and tables.
    """
    ordered = sorted(items, key=lambda item: (item.top, item.left))
    found: list[Region] = []
    for band in _bands(ordered):
        columns = _columns(band)
        if len(columns) > 1:
            found += [Region(i, len(columns), tuple(column)) for i, column in enumerate(columns)]
        elif found and found[-1].columns == 1:
            found[-1] = Region(0, 1, (*found[-1].items, *band))
        else:
            found.append(Region(0, 1, tuple(band)))
    return found


def _columns(items: Sequence[Item]) -> list[Sequence[Item]]:
    """The columns of a band; itself if it has none."""
    gutter = _gutter(items)
    if gutter is None:
        return [items]
    sides: tuple[list[Item], list[Item]] = [], []
    for item in items:
        sides[item.left + item.right > 2 * gutter].append(item)
    if any(_spans(item, gutter) for item in items) or not all(map(_is_prose, sides)) or not _beside(*sides):
        return [items]
    return [column for side in sides for column in _columns(side)]


def _bands(items: Sequence[Item]) -> list[list[Item]]:
    """Parts of the page, from top to bottom, between the items that span its gutter."""
    gutter = _gutter(items)
    if gutter is None:
        return [list(items)] if items else []
    parts = [part for item in items for part in (item.divided(gutter) if _spans(item, gutter) else (item,))]
    return [list(band) for _, band in groupby(parts, key=lambda item: _spans(item, gutter))]


def _spans(item: Item, gutter: float) -> bool:
    """Whether an item runs across a gutter, more than marks that hang into it."""
    return item.left < gutter - HANGING * item.size and item.right > gutter + HANGING * item.size


def _gutter(items: Sequence[Item]) -> float | None:
    """Where the fewest items stand in the middle of the page; None if there is too little to tell."""
    if len(items) < 2 * _FEWEST:
        return None
    left, right = min(item.left for item in items), max(item.right for item in items)
    step = (right - left) / _BINS
    if step <= 0:
        return None
    change = [0] * (_BINS + 1)
    for item in items:
        change[int((item.left - left) / step)] += 1
        change[min(_BINS, int((item.right - left) / step) + 1)] -= 1
    covered, depths = 0, []
    for i in range(_BINS):
        covered += change[i]
        depths.append(covered)
    first, last = (int(_BINS * part) for part in _MIDDLE)
    least = min(depths[first:last])
    runs: list[list[int]] = []
    for i in range(first, last):
        if depths[i] == least:
            if not runs or runs[-1][-1] != i - 1:
                runs.append([])
            runs[-1].append(i)
    widest = max(runs, key=len)
    return left + step * (widest[0] + widest[-1] + 1) / 2


def _is_prose(side: Sequence[Item]) -> bool:
    return len(side) >= _FEWEST and median(item.right - item.left for item in side) >= _SHORTEST * median(item.size for item in side)


def _beside(left: Sequence[Item], right: Sequence[Item]) -> bool:
    """Whether the two sides stand side by side, rather than one below the other."""
    overlap = min(left[-1].bottom, right[-1].bottom) - max(left[0].top, right[0].top)
    return overlap > 0.3 * min(left[-1].bottom - left[0].top, right[-1].bottom - right[0].top)
