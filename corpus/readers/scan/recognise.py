"""Scans into pages: the characters of each line with the confidence of the line, and the ruling lines.

Recognition is RapidOCR's, with the models inside its wheel; nothing is downloaded. It finds lines; where each character stands in its line
follows from the widths of characters.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ....ontology.errors import ReaderMissing, UnreadableText
from ..confined import allow_recognition
from ..layout.page import Page
from .characters import Found, characters
from .images import Scan
from .optional import rapidocr
from .rules import rules
from .straighten import lean, straightened

if TYPE_CHECKING:
    from ..transcript import Writer

_WORST = 0.3  # confidence; below it there is a seal, a signature or a smudge
_UPRIGHT = 1.5  # times as high as wide
_SEVERAL = 4  # characters
_DOUBTFUL = 0.8  # confidence; lines below it are told to the user


class Recogniser:
    """Recognises scanned pages; loading its models takes some seconds, so there is one for all pages of a file.

    Args:
        name: what to call the file in messages.

    Raises:
        ReaderMissing: if RapidOCR is not installed.
    """

    def __init__(self, name: str) -> None:
        allow_recognition()
        self._name = name
        try:
            engine = rapidocr().RapidOCR
        except ImportError as error:
            zh = f"{name} 是扫描件或图片，识别文字需要安装组件：pip install 'hengce[scan]'。"
            en = f"{name} is a scan or a picture; what recognises its text is installed by: pip install 'hengce[scan]'."
            raise ReaderMissing(zh, en) from error
        self._engine = engine(params={"Global.log_level": "critical", "Global.text_score": _WORST})

    def page(self, scan: Scan) -> Page:
        """Recognise a page; boxes are those of the page straightened and, if it lay on its side, turned upright.

        Args:
            scan: its picture.
        """
        page, found = self._read(scan)
        if not _lies_on_its_side(found):
            return page
        turned = [self._read(scan.turned(quarters)) for quarters in (1, 3)]
        return max(turned, key=lambda each: sum(line.confidence * len(line.text) for line in each[1]))[0]

    def _read(self, scan: Scan) -> tuple[Page, list[Found]]:
        allow_recognition()
        scale = scan.width / scan.pixels.shape[1]
        pixels = straightened(scan.pixels, lean(scan.pixels))
        try:
            result = self._engine(pixels)
        except Exception as error:  # it fails in many ways on pictures that are no pages; its errors have no common class
            zh = f"{self._name} 第 {scan.number} 页的图片无法识别，请换一份扫描件。"
            raise UnreadableText(
                zh, f"The picture of page {scan.number} of {self._name} cannot be recognised; try another scan."
            ) from error
        found: list[Found] = []
        if result.boxes is not None:
            for corners, text, score in zip(result.boxes, result.txts, result.scores, strict=True):
                across, down = [float(x) * scale for x, _ in corners], [float(y) * scale for _, y in corners]
                if text.strip():
                    found.append(Found(text.strip(), min(across), max(across), sum(down) / 4, max(down) - min(down), float(score)))
        return Page(scan.number, scan.width, scan.height, tuple(characters(found)), rules(pixels, scale)), found


def _lies_on_its_side(found: Sequence[Found]) -> bool:
    """Whether most lines of several characters run up or down the page."""
    long = [line.height > _UPRIGHT * (line.right - line.left) for line in found if len(line.text) >= _SEVERAL]
    return 2 * sum(long) > len(long)


def doubts(writer: Writer, pages: Sequence[Page]) -> None:
    """Tell the user how sure the recognition of a file was, if pages of it were recognised."""
    scores = [glyph.confidence for page in pages for glyph in page.glyphs if glyph.confidence is not None]
    if not scores:
        return
    mean, low = sum(scores) / len(scores), sum(score < _DOUBTFUL for score in scores)
    writer.notice(
        f"文字由扫描图像识别而来，平均把握 {mean:.0%}，其中 {low} 字把握不足 {_DOUBTFUL:.0%}，请与原件核对。",
        f"The text was recognised from scans: mean confidence {mean:.0%}, {low} characters below {_DOUBTFUL:.0%}; compare the original.",
    )
