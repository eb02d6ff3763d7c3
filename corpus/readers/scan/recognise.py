"""Scans into pages: the characters of each line with the confidence of the line, and the ruling lines.

Recognition is RapidOCR's, with the models inside its wheel; nothing is downloaded. It finds lines; where each character stands in its line
follows from the widths of characters.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import log
from statistics import median
from typing import TYPE_CHECKING

from ....ontology.errors import ReaderMissing
from ..confined import allow
from ..layout.lines import is_latin
from ..layout.page import Glyph, Page
from ..limits import PAGE_SECONDS
from .images import Scan
from .rules import rules
from .straighten import lean, straightened

if TYPE_CHECKING:
    from ..transcript import Writer

_WORST = 0.3  # confidence; below it there is a seal, a signature or a smudge
_DOUBTFUL = 0.8  # confidence; lines below it are told to the user
_LONG = 6.0  # em; the size of a shorter line is hard to measure
_NEAR = log(1.45)  # by which the measured size of a short line may differ from that of a long one
_HALF_LEFT = "（《“‘【〔「『"  # their ink fills the right half of their box
_HALF_RIGHT = "，。、；：！？）》”’】〕」』"  # … the left half
_HALF = 0.5  # em

Found = tuple[str, float, float, float, float, float]
"""A line: characters, left, middle height and right in points, its height, its confidence."""


class Recogniser:
    """Recognises scanned pages; loading its models takes some seconds, so there is one for all pages of a file.

    Args:
        name: what to call the file in messages.

    Raises:
        ReaderMissing: if RapidOCR is not installed.
    """

    def __init__(self, name: str) -> None:
        try:
            from rapidocr import RapidOCR
        except ImportError as error:
            zh = f"{name} 是扫描件或图片，识别文字需要安装组件：pip install 'hengce[scan]'。"
            en = f"{name} is a scan or a picture; what recognises its text is installed by: pip install 'hengce[scan]'."
            raise ReaderMissing(zh, en) from error
        allow(PAGE_SECONDS)
        self._engine = RapidOCR(params={"Global.log_level": "critical", "Global.text_score": _WORST})

    def page(self, scan: Scan) -> Page:
        """Recognise a page; boxes are those of the straightened page.

        Args:
            scan: its picture.
        """
        allow(PAGE_SECONDS)
        scale = scan.width / scan.pixels.shape[1]
        pixels = straightened(scan.pixels, lean(scan.pixels))
        result = self._engine(pixels)
        found: list[Found] = []
        if result.boxes is not None:
            for corners, text, score in zip(result.boxes, result.txts, result.scores, strict=True):
                across, down = [float(x) * scale for x, _ in corners], [float(y) * scale for _, y in corners]
                if text.strip():
                    found.append((text.strip(), min(across), sum(down) / 4, max(across), max(down) - min(down), float(score)))
        return Page(scan.number, scan.width, scan.height, tuple(_glyphs(found)), rules(pixels, scale))


def doubts(writer: Writer, pages: Sequence[Page]) -> None:
    """Tell the user how sure the recognition of a file was, if pages of it were recognised."""
    scores = [glyph.confidence for page in pages for glyph in page.glyphs if glyph.confidence is not None]
    if not scores:
        return
    mean, low = sum(scores) / len(scores), sum(score < _DOUBTFUL for score in scores)
    writer.notice(
        f"文字由扫描图像识别而来，平均把握 {mean:.0%}，其中 {low} 字把握不足 {_DOUBTFUL:.0%}，请与原件核对。",
        f"The text was recognised from scans with a mean confidence of {mean:.0%}, {low} characters below {_DOUBTFUL:.0%}; compare the original.",
    )


def _glyphs(found: Sequence[Found]) -> Iterator[Glyph]:
    measured = [_measured(line) for line in found]
    long = [right - left for (left, right, units), _ in zip(measured, found, strict=True) if units >= _LONG and (right - left) > 0]
    sizes = [(right - left) / units for left, right, units in measured if units >= _LONG]
    usual = median(sizes) if long else 0.0
    for (text, _, middle, _, height, score), (left, right, units) in zip(found, measured, strict=True):
        size = (right - left) / units
        if units < _LONG:
            near = min(sizes, key=lambda other: abs(log(other / height)), default=height)
            size = near if abs(log(near / height)) <= _NEAR else height
        elif usual and abs(log(size / usual)) < 0.08:
            size = usual
        at = left
        for char in text:
            wide = _width(char) * (right - left) / units
            if not char.isspace():
                yield Glyph(char, at, middle - size / 2, at + wide, middle + size / 2, size, round(score, 3))
            at += wide


def _measured(line: Found) -> tuple[float, float, float]:
    """Left and right edge of the em boxes of a line, whose box is that of its ink, and its width in em."""
    text, left, _, right, _, _ = line
    units = sum(map(_width, text))
    before, behind = _HALF * (text[0] in _HALF_LEFT), _HALF * (text[-1] in _HALF_RIGHT)
    em = (right - left) / max(_HALF, units - before - behind)
    return left - before * em, right + behind * em, units


def _width(char: str) -> float:
    return 0.5 if is_latin(char) else 1.0
