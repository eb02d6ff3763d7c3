"""Characters into lines.

A row is what stands at one height; a gap wider than between words divides it into segments, which may belong to different
columns. Lines of a column are found the same way from its own characters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import median

from .page import Glyph

HANGING = 2.0
"""Em by which marks at the end of a line may hang into the gutter."""
_SAME_ROW = 0.5  # of the size of the smaller character: baselines that differ by less (notes, units set high) are one row
_COLUMN_GAP = 1.5  # em; two blanks between words are narrower, the gutter between columns is wider
_NARROWEST_GUTTER = 0.7  # em
_WIDE_BLANK = 0.8  # em; a full-width blank
_HALF_BLANK = 0.35  # em; a half-width blank between Chinese characters
_BLANK = 0.18  # em, between Latin letters or digits; the narrowest blank of a usual font is 0.25
_LETTER_SPACED = 1.6  # times the narrowest gap: gaps of a spaced title (通　知) differ by less


@dataclass(frozen=True)
class Line:
    """A line, or a segment of one.

    Attributes:
        page: number of its page, the first 1.
        glyphs: its characters from left to right, at least one.
    """

    page: int
    glyphs: tuple[Glyph, ...]

    @cached_property
    def left(self) -> float:
        """Left edge in points."""
        return self.glyphs[0].left

    @cached_property
    def right(self) -> float:
        """Right edge in points."""
        return max(glyph.right for glyph in self.glyphs)

    @cached_property
    def top(self) -> float:
        """Upper edge in points."""
        return min(glyph.top for glyph in self.glyphs)

    @cached_property
    def bottom(self) -> float:
        """Lower edge in points."""
        return max(glyph.bottom for glyph in self.glyphs)

    @cached_property
    def size(self) -> float:
        """Usual size of its characters in points."""
        return median(glyph.size for glyph in self.glyphs)

    @cached_property
    def text(self) -> str:
        """Its characters, with blanks where gaps are as wide as blanks."""
        return "".join(part for part, _ in self.parts())

    def parts(self) -> Iterator[tuple[str, Glyph]]:
        """Each character, behind the blank that stands before it."""
        usual = spacing(self.glyphs)
        before: Glyph | None = None
        for glyph in self.glyphs:
            yield (glyph.char if before is None else _blank(before, glyph, usual) + glyph.char), glyph
            before = glyph

    def divided(self, x: float) -> tuple[Line, ...]:
        """The parts on either side of a gutter; itself if it runs across."""
        reach = HANGING * self.size
        gaps = [
            (right.left - left.right, i)
            for i, (left, right) in enumerate(pairwise(self.glyphs), 1)
            if left.right <= x + reach and right.left >= x - reach
        ]
        widest, at = max(gaps, default=(0.0, 0))
        if widest < _NARROWEST_GUTTER * self.size:
            return (self,)
        return Line(self.page, self.glyphs[:at]), Line(self.page, self.glyphs[at:])


def rows(page: int, glyphs: Iterable[Glyph]) -> list[Line]:
    """What stands at one height, from top to bottom."""
    found: list[list[Glyph]] = []
    bottom = size = 0.0
    for glyph in sorted(glyphs, key=lambda glyph: (glyph.bottom, glyph.left)):
        if not found or glyph.bottom - bottom > _SAME_ROW * min(size, glyph.size):
            found.append([])
            bottom, size = glyph.bottom, glyph.size
        elif glyph.size > size:  # the larger characters of a row are its text, others are set high or low
            bottom, size = glyph.bottom, glyph.size
        found[-1].append(glyph)
    return [Line(page, tuple(sorted(row, key=lambda glyph: glyph.left))) for row in found]


def segments(row: Line) -> list[Line]:
    """The parts of a row between gaps that are as wide as the gutter between columns."""
    usual = spacing(row.glyphs)
    cuts = [
        i
        for i, (left, right) in enumerate(pairwise(row.glyphs), 1)
        if right.left - left.right - usual > _COLUMN_GAP * min(left.size, right.size)
    ]
    return [Line(row.page, row.glyphs[start:end]) for start, end in pairwise([0, *cuts, len(row.glyphs)])]


def spacing(glyphs: Sequence[Glyph]) -> float:
    """The gap, in points, that a line has between all of its Chinese characters: 0 unless they are set apart (通　知)."""
    pairs = [pair for pair in pairwise(glyphs) if not (is_latin(pair[0].char) or is_latin(pair[1].char))]
    gaps = [right.left - left.right for left, right in pairs]
    if not gaps:
        return 0.0
    narrowest = max(0.0, min(gaps))
    return median(gaps) if max(gaps) <= _LETTER_SPACED * narrowest else narrowest


def is_latin(char: str) -> bool:
    """Whether a character is half-width: Latin letters, digits and their signs."""
    return char < "\u2000"


def _blank(left: Glyph, right: Glyph, usual: float) -> str:
    gap = (right.left - left.right - usual) / min(left.size, right.size)
    if is_latin(left.char) or is_latin(right.char):
        # Between Latin and Chinese a program leaves a gap of its own accord.
        return " " if gap > (_BLANK if is_latin(left.char) and is_latin(right.char) else _WIDE_BLANK) else ""
    return "\u3000" if gap > _WIDE_BLANK else " " if gap > _HALF_BLANK else ""
