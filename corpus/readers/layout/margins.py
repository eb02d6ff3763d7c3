"""The margins that lines were broken at, of each column of each page, and whether paragraphs are indented."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from .lines import Line

_HANGING = "，。、；：！？）》”’】〕"
_FULL = 4  # lines that end at one place; fewer may be short ones
_LEVEL = 0.6  # em by which the ends of full lines differ: a mark that may not begin a line hangs or moves on
_INDENT = 1.0  # em; two are usual
_SHORT = 2.0  # em; a line that ends so far before the margin ends its paragraph


@dataclass(frozen=True, slots=True)
class Margins:
    """Where the lines of a column begin and end.

    Attributes:
        left, right: in points.
        pitch: from one line to the next, in points; 0 if it is not known.
        indented: whether first lines of paragraphs are indented.
    """

    left: float
    right: float
    pitch: float = 0.0
    indented: bool = True

    def indent(self, line: Line) -> float:
        """How far a line begins behind the left margin, in em."""
        return (line.left - self.left) / line.size

    def room(self, line: Line) -> float:
        """How much room a line leaves before the right margin, in points."""
        return self.right - line.right


Key = tuple[int, int, int]
"""What columns have in common that are set alike: width of the page in points, which column it is, of how many."""


def measure(columns: Sequence[tuple[Key, Sequence[Line]]]) -> list[Margins]:
    """The margins of each column.

    Args:
        columns: each column of the document with its lines, from top to bottom; one with few lines is measured by those set alike.
    """
    alike: dict[Key, list[Line]] = defaultdict(list)
    for key, lines in columns:
        alike[key] += lines
    usual = {key: _measured(lines) for key, lines in alike.items()}
    found = [_own(lines, usual[key]) for key, lines in columns]
    indented = _indented([(margins, lines) for margins, (_, lines) in zip(found, columns, strict=True)])
    pitches = {key: _pitch([lines for other, lines in columns if other == key]) for key in alike}
    return [
        Margins(margins.left, margins.right, pitches[key], indented)
        for margins, (key, _) in zip(found, columns, strict=True)
    ]  # fmt: skip


def _measured(lines: Sequence[Line]) -> Margins:
    """The outermost places at which several lines begin or end; the outermost of all where there are too few."""
    if not lines:
        return Margins(0.0, 0.0)
    size = median(line.size for line in lines)
    left = _outermost([-line.left for line in lines], _LEVEL * size, len(lines))
    # Marks at the end of a line may hang over the margin.
    inside = [line.right for line in lines if line.glyphs[-1].char not in _HANGING]
    return Margins(-left, _outermost(inside or [line.right for line in lines], _LEVEL * size, len(lines)))


def _outermost(values: Iterable[float], level: float, count: int) -> float:
    ordered = sorted(values, reverse=True)
    fewest = max(2, count // 50)
    for i, value in enumerate(ordered):
        if i + fewest <= len(ordered) and value - ordered[i + fewest - 1] <= level:
            return value
    return ordered[0]


def _own(lines: Sequence[Line], usual: Margins) -> Margins:
    """The margins of a column by its own lines where enough of them are full: left and right pages may differ."""
    own = _measured(lines)
    level = _LEVEL * (median(line.size for line in lines) if lines else 0)
    left = own.left if sum(line.left - own.left <= level for line in lines) >= _FULL else usual.left
    right = own.right if sum(own.right - line.right <= level for line in lines) >= _FULL else usual.right
    return Margins(left, right)


def _indented(columns: Iterable[tuple[Margins, Sequence[Line]]]) -> bool:
    """Whether most lines behind a short one begin behind the margin."""
    first = [
        margins.indent(line) > _INDENT
        for margins, lines in columns
        for before, line in pairwise(lines)
        if margins.room(before) > _SHORT * before.size
    ]
    return not first or 2 * sum(first) >= len(first)


def _pitch(columns: Iterable[Sequence[Line]]) -> float:
    steps = [below.bottom - above.bottom for lines in columns for above, below in pairwise(lines) if below.bottom > above.bottom]
    return median(steps) if steps else 0.0
