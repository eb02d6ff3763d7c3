"""Pages of a PDF that are pictures, and how they are drawn to be recognised."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

from ..scan.images import RESOLUTION, Scan
from ..scan.pictured import SHARE

if TYPE_CHECKING:
    import pypdfium2

_MOST = 12_000_000  # pixels that a page is drawn with: A3 at 200 dots an inch has 8 million
_LEVELS = 3  # of forms inside forms


def is_picture(page: pypdfium2.PdfPage) -> bool:
    """Whether a good part of a page without text is a picture, which may be one of text."""
    import pypdfium2.raw as pdfium

    width, height = page.get_size()
    for image in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=_LEVELS):
        left, bottom, right, top = image.get_bounds()
        if (right - left) * (top - bottom) >= SHARE * width * height:
            return True
    return False


def drawn(page: pypdfium2.PdfPage, number: int) -> Scan:
    """Draw a page, at a resolution at which small print is recognised and a huge page does no harm.

    Args:
        page: an open page.
        number: its number, the first 1.
    """
    width, height = page.get_size()
    scale = min(RESOLUTION / 72, sqrt(_MOST / max(1.0, width * height)))
    picture = page.render(scale=scale, may_draw_forms=False)  # type: ignore[arg-type]  # the default, 1, is taken for its type
    pixels = picture.to_numpy()
    return Scan(number, width, height, pixels[:, :, :3].copy())
