"""The characters of a PDF page with their boxes, through pdfium.

A page may be turned, and its text may run along another side than its upper one (a wide table on a tall page): what most characters
follow is up. Characters that follow another direction are stamps across the page (watermarks), and are left out.
"""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..layout.page import Glyph
from .radicals import RADICALS

if TYPE_CHECKING:
    import pypdfium2

_ASCENT = 0.88  # of the em box above the baseline, as in most CJK fonts
_UPRIGHT = math.radians(4)  # a scan's text layer may lean a little
_FINE = 64  # parts of a point in which pdfium, which gives whole numbers, is asked where a point lies
_SAME_PLACE = 0.3  # of the size; bold letters made by printing twice stand so close

Turn = Callable[[float, float], tuple[float, float]]
"""From the coordinates of a page's content to points from the upper left corner as it is seen."""


@dataclass(frozen=True, slots=True)
class Characters:
    """What is written on a page.

    Attributes:
        width, height: of the page, seen the way its text runs, in points.
        glyphs: its characters.
        turn: how its content comes to lie.
        unknown: characters for which the file does not say what they mean.
    """

    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    turn: Turn
    unknown: int


def characters(page: pypdfium2.PdfPage) -> Characters:
    """Read the characters of a page.

    Args:
        page: an open page.
    """
    width, height, seen = _seen(page)
    raw = list(_raw(page, seen))
    side = Counter(round(char.angle / (math.pi / 2)) % 4 for char in raw).most_common(1)
    quarter = side[0][0] if side else 0
    width, height, turn = _turned(width, height, seen, quarter)
    upright = [char for char in raw if abs(math.remainder(char.angle - quarter * math.pi / 2, math.tau)) < _UPRIGHT]
    known = [(RADICALS.get(char.char, char.char), char) for char in upright if _is_known(char.char)]
    glyphs = [_glyph(written, char, turn) for written, char in known]
    return Characters(width, height, tuple(_once(glyphs)), turn, len(upright) - len(known))


@dataclass(frozen=True, slots=True)
class _Raw:
    """A character as pdfium gives it: baseline from ``start`` to ``end`` in the page's own coordinates, its angle as seen."""

    char: str
    start: tuple[float, float]
    end: tuple[float, float]
    size: float
    angle: float


def _raw(page: pypdfium2.PdfPage, seen: Turn) -> Iterator[_Raw]:
    import pypdfium2.raw as pdfium

    text = page.get_textpage()
    x, y, matrix, loose = ctypes.c_double(), ctypes.c_double(), pdfium.FS_MATRIX(), pdfium.FS_RECTF()
    for i in range(pdfium.FPDFText_CountChars(text)):
        code = pdfium.FPDFText_GetUnicode(text, i)
        if pdfium.FPDFText_IsGenerated(text, i) == 1 or code > 0x10FFFF or chr(code).isspace():
            continue
        if not (pdfium.FPDFText_GetCharOrigin(text, i, x, y) and pdfium.FPDFText_GetMatrix(text, i, matrix)):
            continue
        size = pdfium.FPDFText_GetFontSize(text, i) * math.hypot(matrix.c, matrix.d)
        if not (0.5 < size < 1000 and pdfium.FPDFText_GetLooseCharBox(text, i, loose)):
            continue
        length = math.hypot(matrix.a, matrix.b) or 1.0
        along = matrix.a / length, matrix.b / length
        # The advance is the side of the loose box along which the text runs.
        wide = abs(loose.right - loose.left) if abs(along[0]) > abs(along[1]) else abs(loose.top - loose.bottom)
        start, end = (x.value, y.value), (x.value + along[0] * wide, y.value + along[1] * wide)
        (left, top), (right, bottom) = seen(*start), seen(start[0] + along[0], start[1] + along[1])
        yield _Raw(chr(code), start, end, size, math.atan2(bottom - top, right - left))


def _seen(page: pypdfium2.PdfPage) -> tuple[float, float, Turn]:
    """Size of a page as it is seen, and how its content comes to lie: by the page's rotation and its crop box."""
    import pypdfium2.raw as pdfium

    width, height = page.get_size()
    across, down = max(1, round(width * _FINE)), max(1, round(height * _FINE))

    def device(x: float, y: float) -> tuple[float, float]:
        left, top = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDF_PageToDevice(page, 0, 0, across, down, 0, x, y, left, top)
        return left.value / _FINE, top.value / _FINE

    (x0, y0), (x1, y1), (x2, y2) = device(0, 0), device(1000, 0), device(0, 1000)
    a, b, c, d = (x1 - x0) / 1000, (y1 - y0) / 1000, (x2 - x0) / 1000, (y2 - y0) / 1000
    return width, height, lambda x, y: (x0 + a * x + c * y, y0 + b * x + d * y)


def _turned(width: float, height: float, seen: Turn, quarter: int) -> tuple[float, float, Turn]:
    """The page turned so that text at ``quarter`` right angles (clockwise, as seen) is upright."""
    if quarter == 1:
        return height, width, lambda x, y: (seen(x, y)[1], width - seen(x, y)[0])
    if quarter == 2:
        return width, height, lambda x, y: (width - seen(x, y)[0], height - seen(x, y)[1])
    if quarter == 3:
        return height, width, lambda x, y: (height - seen(x, y)[1], seen(x, y)[0])
    return width, height, seen


def _glyph(written: str, char: _Raw, turn: Turn) -> Glyph:
    (left, baseline), (right, _) = turn(*char.start), turn(*char.end)
    return Glyph(written, left, baseline - _ASCENT * char.size, max(left, right), baseline + (1 - _ASCENT) * char.size, char.size)


def _is_known(char: str) -> bool:
    """Whether a character has a meaning: no control character, no private one, no sign for what could not be decoded."""
    return unicodedata.category(char) not in ("Cc", "Cf", "Cn", "Co", "Cs") and char != "\ufffd"


def _once(glyphs: list[Glyph]) -> Iterator[Glyph]:
    """The characters without those that were printed twice at nearly one place."""
    printed: dict[tuple[str, int, int], Glyph] = {}
    for glyph in glyphs:
        grain = _SAME_PLACE * glyph.size
        column, row = int(glyph.left / grain), int(glyph.bottom / grain)
        near = (printed.get((glyph.char, column + i, row + j)) for i in (-1, 0, 1) for j in (-1, 0, 1))
        if any(other and abs(other.left - glyph.left) < grain and abs(other.bottom - glyph.bottom) < grain for other in near):
            continue
        printed[glyph.char, column, row] = glyph
        yield glyph
