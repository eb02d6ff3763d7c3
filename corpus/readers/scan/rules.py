"""The ruling lines of a scanned page: dark runs that are longer than any stroke of a character."""

from __future__ import annotations

from collections.abc import Iterator

from ..layout.grids import THICKEST
from ..places import Box
from .optional import Pixels, opencv

_ACROSS = 40.0  # points; the strokes of 一 and —— are shorter
_DOWN = 26.0  # points; the strokes of 丨 and 1 are shorter, a row of a table is higher
_NEIGHBOURHOOD = 31  # pixels in which a dark one is told from its surroundings
_DARKER = 12  # than their mean, of 255


def rules(pixels: Pixels, scale: float) -> tuple[Box, ...]:
    """Find the ruling lines of a page.

    Args:
        pixels: its picture, upright.
        scale: points a pixel.
    """
    cv2 = opencv()
    gray = cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY)
    ink = cv2.adaptiveThreshold(gray, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, _NEIGHBOURHOOD, _DARKER)
    return (*_runs(ink, (round(_ACROSS / scale), 1), scale), *_runs(ink, (1, round(_DOWN / scale)), scale))


def _runs(ink: Pixels, kernel: tuple[int, int], scale: float) -> Iterator[Box]:
    cv2 = opencv()
    shape = cv2.getStructuringElement(cv2.MORPH_RECT, kernel)
    # A gap of a pixel or two, where a scan is faint, does not end a line.
    bridged = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_RECT, (5, 1) if kernel[1] == 1 else (1, 5)))
    kept = cv2.morphologyEx(bridged, cv2.MORPH_OPEN, shape)
    _, _, stats, _ = cv2.connectedComponentsWithStats(kept, connectivity=8)
    for left, top, width, height, _ in stats[1:]:
        box = float(left * scale), float(top * scale), float((left + width) * scale), float((top + height) * scale)
        if min(width, height) * scale <= THICKEST:
            yield box
