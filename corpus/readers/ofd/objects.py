"""What stands on an OFD page (GB/T 33190-2016, sections 9 and 11): characters and ruling lines."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from ..layout.page import Glyph
from ..markup import children, local
from ..places import Box
from .geometry import POINT, Frame, deltas, numbers

if TYPE_CHECKING:
    from lxml import etree

_ASCENT = 0.88  # of the em box above the baseline, as in most CJK fonts
_LEVEL = 0.5  # points by which a ruling line may be askew
_THICK = 3.0  # points; a filled shape that is thicker is no line
_COMMAND = re.compile(r"([A-Za-z])([^A-Za-z]*)")


def glyphs(text: etree._Element) -> Iterator[Glyph]:
    """The characters of a ``TextObject`` that runs to the right; none of one that is hidden or lies across."""
    frame = Frame.of(text.get("Boundary"), text.get("CTM"))
    size = next(iter(numbers(text.get("Size"))), 0.0)
    if text.get("Visible") == "false" or not frame.upright or not 0 < size < 500:
        return
    stretch = next(iter(numbers(text.get("HScale"))), 1.0)
    x = y = 0.0
    for code in children(text, "TextCode"):
        x = next(iter(numbers(code.get("X"))), x)  # one that does not say begins where the last began
        y = next(iter(numbers(code.get("Y"))), y)
        chars = "".join((code.text or "").splitlines())
        across, down = deltas(code.get("DeltaX"), len(chars)), deltas(code.get("DeltaY"), len(chars))
        at_x, at_y = x, y
        for i, char in enumerate(chars):
            width = size * stretch * (0.5 if char.isascii() else 1.0)
            step = across[i] if i < len(across) else width
            (left, baseline), (right, _) = frame.point(at_x, at_y), frame.point(at_x + min(width, step if step > 0 else width), at_y)
            em = size * frame.height * POINT
            if not char.isspace():
                yield Glyph(char, left, baseline - _ASCENT * em, right, baseline + (1 - _ASCENT) * em, em)
            at_x += across[i] if i < len(across) else (0.0 if down else width)
            at_y += down[i] if i < len(down) else 0.0


def rules(path: etree._Element) -> Iterator[Box]:
    """The horizontal and vertical lines of a ``PathObject``, also those that are drawn as thin filled shapes."""
    if path.get("Visible") == "false":
        return
    frame = Frame.of(path.get("Boundary"), path.get("CTM"))
    data = next((child.text or "" for child in children(path, "AbbreviatedData")), "")
    points: list[tuple[float, float]] = []
    shapes: list[list[tuple[float, float]]] = []
    for command, rest in _COMMAND.findall(data[:200_000]):
        values = numbers(rest)
        if command in "MS" and len(values) >= 2:
            points = [frame.point(values[0], values[1])]
            shapes.append(points)
        elif command == "L" and points and len(values) >= 2:
            points.append(frame.point(values[0], values[1]))
        elif command == "C" and points:
            points.append(points[0])
        elif points and len(values) >= 2:
            points = [frame.point(values[-2], values[-1])]  # curves are no lines; what follows begins at their end
            shapes.append(points)
    for shape in shapes:
        yield from _lines(shape)


def _lines(shape: list[tuple[float, float]]) -> Iterator[Box]:
    if len(shape) < 2:
        return
    left, right = min(x for x, _ in shape), max(x for x, _ in shape)
    top, bottom = min(y for _, y in shape), max(y for _, y in shape)
    if min(right - left, bottom - top) <= _THICK < max(right - left, bottom - top):
        yield left, top, right, bottom
        return
    for (x0, y0), (x1, y1) in pairwise(shape):
        if (abs(y0 - y1) <= _LEVEL) != (abs(x0 - x1) <= _LEVEL):
            yield min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def is_known(char: str) -> bool:
    """Whether a character has a meaning: fonts without a table give private ones, or the sign for what is not known."""
    return unicodedata.category(char) not in ("Cc", "Cf", "Cn", "Co", "Cs") and char not in "\ufffd¤"


def objects(element: etree._Element) -> Iterator[etree._Element]:
    """The objects of a page, also those in blocks inside its layers."""
    for child in element:
        name = local(child)
        if name in {"TextObject", "PathObject", "ImageObject"}:
            yield child
        elif name in {"Content", "Layer", "PageBlock"}:
            yield from objects(child)
