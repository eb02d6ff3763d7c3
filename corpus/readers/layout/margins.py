"""The margins that lines were broken at, of each column of each page, and whether paragraphs are indented."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from .lines import Line

_HANGS = 1.2  # em
_SHIFT = 4.0  # em by which the margins of left and right pages differ
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
    usual = {key: _supported(_measured(lines), key, lines) for key, lines in alike.items()}
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
    right = _outermost([line.right for line in lines], _LEVEL * size, len(lines))
    # Marks at the end of a line may hang over the margin: what other lines end at, close before that, is the margin.
    inside = [line.right for line in lines if line.glyphs[-1].char not in _HANGING]
    within = _outermost(inside, _LEVEL * size, len(lines)) if inside else right
    return Margins(-left, within if right - within <= _HANGS * size else right)


def _supported(measured: Margins, key: Key, lines: Sequence[Line]) -> Margins:
    """The margins of a column with few full lines: by lines that surely are, else as wide on the right as on the left."""
    width, _, columns = key
    if columns > 1 or not lines:
        return measured
    level = _LEVEL * median(line.size for line in lines)
    if sum(abs(measured.right - line.right) <= level for line in lines) >= _FULL:
        return measured
    torn = [
        above.right
        for above, below in pairwise(lines)
        if above.page == below.page and above.glyphs[-1].char not in _HANGING and abs(below.left - measured.left) <= level
    ]
    if torn and max(torn) >= measured.right - level:
        return Margins(measured.left, max(torn))
    return Margins(measured.left, max(measured.right, width - measured.left))


def _outermost(values: Iterable[float], level: float, count: int) -> float:
    ordered = sorted(values, reverse=True)
    fewest = max(2, count // 50)
    for i, value in enumerate(ordered):
        if i + fewest <= len(ordered) and value - ordered[i + fewest - 1] <= level:
            return value
    return ordered[0]


def _own(lines: Sequence[Line], usual: Margins) -> Margins:
    """The margins of a column by its own lines where enough of them are full: left and right pages may differ a little."""
    if not lines:
        return usual
    own, size = _measured(lines), median(line.size for line in lines)

    def chosen(mine: float, others: float, ends: Sequence[float]) -> float:
        enough = sum(abs(mine - end) <= _LEVEL * size for end in ends) >= _FULL
        return mine if enough and abs(mine - others) <= _SHIFT * size else others

    left = chosen(own.left, usual.left, [line.left for line in lines])
    return Margins(left, chosen(own.right, usual.right, [line.right for line in lines]))


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
