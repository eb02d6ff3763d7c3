"""The ruling lines of a PDF page: straight strokes, and filled boxes that are thin enough to be lines."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from ..layout.grids import THICKEST
from ..places import Box
from .glyphs import Turn

if TYPE_CHECKING:
    import pypdfium2

_STRAIGHT = 0.5  # points by which a line may lean
_MOST = 50_000  # points of paths that are looked at; a page with more is a map or a drawing
_LEVELS = 5  # of forms inside forms

Point = tuple[float, float]


def rules(page: pypdfium2.PdfPage, turn: Turn) -> tuple[Box, ...]:
    """Read the ruling lines of a page.

    Args:
        page: an open page.
        turn: how its content comes to lie.
    """
    import pypdfium2.raw as pdfium

    found: list[Box] = []
    points = 0
    for path in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH], max_depth=_LEVELS):
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        if not pdfium.FPDFPath_GetDrawMode(path, fill, stroke) or not (fill.value or stroke.value):
            continue
        points += max(0, pdfium.FPDFPath_CountSegments(path))
        if points > _MOST:
            return ()
        for corners in _subpaths(path, turn):
            found += _strokes(corners) if stroke.value else _bars(corners)
    return tuple(found)


def _subpaths(path: pypdfium2.PdfObject, turn: Turn) -> Iterator[list[Point]]:
    """The corners of each part of a path; curves end a part, for they rule no table."""
    import pypdfium2.raw as pdfium

    matrices = [path.get_matrix()]
    outer = path.container
    while outer is not None:
        matrices.append(outer.get_matrix())
        outer = outer.container
    corners: list[Point] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for i in range(pdfium.FPDFPath_CountSegments(path)):
        segment = pdfium.FPDFPath_GetPathSegment(path, i)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if not pdfium.FPDFPathSegment_GetPoint(segment, x, y) or kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            kind = pdfium.FPDF_SEGMENT_MOVETO
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if len(corners) > 1:
                yield corners
            corners = []
        point = x.value, y.value
        for matrix in matrices:
            point = matrix.on_point(*point)
        corners.append(turn(*point))
        if pdfium.FPDFPathSegment_GetClose(segment) and len(corners) > 2:
            corners.append(corners[0])
    if len(corners) > 1:
        yield corners


def _strokes(corners: list[Point]) -> Iterator[Box]:
    """A line for each straight side; a box that is thin is one line."""
    if bars := list(_bars(corners)):
        yield from bars
        return
    for (x0, y0), (x1, y1) in pairwise(corners):
        if abs(x0 - x1) <= _STRAIGHT or abs(y0 - y1) <= _STRAIGHT:
            yield min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _bars(corners: list[Point]) -> Iterator[Box]:
    """The box that a filled part covers, if it is thin enough for a line."""
    across, down = [x for x, _ in corners], [y for _, y in corners]
    box = min(across), min(down), max(across), max(down)
    if len(set(corners)) <= 4 and min(box[2] - box[0], box[3] - box[1]) <= THICKEST:
        yield box
