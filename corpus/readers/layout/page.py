"""A page as it was printed: characters with boxes, and ruling lines. What a PDF and a scan have in common.

Coordinates are points (1/72 inch) from the upper left corner of the page, x to the right and y downwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from ..places import Box


class Glyph(NamedTuple):
    """A printed character; white space is none, it is seen by the gaps.

    Attributes:
        char: one character.
        left, top, right, bottom: its em box: as high as the font is large, as wide as the character's advance.
        size: size of the font in points.
        confidence: how sure its recognition is, 0 to 1; None where it was not recognised but written in the file.
    """

    char: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A page.

    Attributes:
        number: its number in the file, the first 1.
        width, height: in points.
        glyphs: its characters, in any order; all upright.
        rules: ruling lines, as boxes of little or no height (horizontal ones) or width (vertical ones).
    """

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[Box, ...] = ()
