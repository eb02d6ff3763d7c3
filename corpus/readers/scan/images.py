"""Image files, as the scans of one or several pages."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ....ontology.errors import TooLarge, UnreadableText
from ..limits import PIXELS, SCANNED_PAGES, too_many
from .optional import Pixels, numpy, pillow

RESOLUTION = 200
"""Dots an inch at which print of all usual sizes is recognised."""
_FORMATS = ("PNG", "JPEG", "TIFF", "GIF", "BMP", "WEBP")
_LONGEST = 4000  # pixels of a side; recognition makes larger ones smaller anyhow
_SMALLEST = 16  # pixels of a side; a Chinese character needs about as many, and what recognises them fails on less
_NARROWEST = 20  # times as long as wide; what recognises characters fails on more
_A4 = 595.0  # points; the width of a page whose file does not say how large it is
_LIKELY = (70.0, 1300.0)  # dots an inch that a scanner may have used; other figures are no measure


@dataclass(frozen=True, slots=True)
class Scan:
    """The picture of a page.

    Attributes:
        number: number of the page in its file, the first 1.
        width, height: of the page in points.
        pixels: what is on it.
    """

    number: int
    width: float
    height: float
    pixels: Pixels

    def turned(self, quarters: int) -> Scan:
        """The page turned to the left by that many right angles."""
        width, height = (self.height, self.width) if quarters % 2 else (self.width, self.height)
        return Scan(self.number, width, height, numpy().ascontiguousarray(numpy().rot90(self.pixels, quarters)))


def scans(data: bytes, name: str) -> Iterator[Scan]:
    """The pages of an image file; only TIFF has several.

    Args:
        data: its bytes.
        name: what to call it in messages.

    Raises:
        UnreadableText: if it is damaged, incomplete or too small to show a character.
        TooLarge: if it has too many pixels or pages.
    """
    images = pillow("Image")
    images.MAX_IMAGE_PIXELS = None  # the limit is checked here, and refused in words
    try:
        with warnings.catch_warnings(), images.open(io.BytesIO(data), formats=_FORMATS) as file:
            warnings.simplefilter("ignore")  # of odd metadata, which are not read
            pages = getattr(file, "n_frames", 1) if file.format == "TIFF" else 1
            if pages > SCANNED_PAGES:
                raise too_many(name, ("扫描页数", "scanned pages"), SCANNED_PAGES)
            for index in range(pages):
                file.seek(index)
                if file.width * file.height > PIXELS:
                    limit = PIXELS // 1_000_000
                    zh = f"{name} 的图片超过 {limit} 百万像素，请缩小后再读。"
                    raise TooLarge(zh, f"A picture of {name} has more than {limit} million pixels; make it smaller.")
                if min(file.size) < max(_SMALLEST, max(file.size) / _NARROWEST):
                    raise UnreadableText(
                        f"{name} 的图片太小或太窄，看不出文字。", f"A picture of {name} is too small or narrow to show text."
                    )
                dots = _resolution(file)
                upright = pillow("ImageOps").exif_transpose(_on_white(file))
                scale = 72 / dots if dots else _A4 / min(upright.size)
                width, height = upright.width * scale, upright.height * scale
                upright.thumbnail((_LONGEST, _LONGEST))
                yield Scan(index + 1, width, height, numpy().asarray(upright)[:, :, ::-1].copy())
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        zh = f"{name} 已损坏或不完整，无法读取图片。"
        raise UnreadableText(zh, f"{name} is damaged or incomplete; the picture cannot be read.") from error


def _on_white(file: Any) -> Any:
    """The picture in three colours; what is transparent is white."""
    if "A" not in file.getbands() and "transparency" not in file.info:
        return file.convert("RGB")
    coloured = file.convert("RGBA")
    paper = pillow("Image").new("RGBA", coloured.size, "white")
    paper.alpha_composite(coloured)
    return paper.convert("RGB")


def _resolution(file: Any) -> float | None:
    """Dots an inch, if the file gives a likely figure."""
    dots = file.info.get("dpi", (0, 0))[0]
    try:
        return float(dots) if _LIKELY[0] <= float(dots) <= _LIKELY[1] else None
    except (TypeError, ValueError, ZeroDivisionError):
        return None
