"""Sets a text as an office prints it (GB/T 9704: 22 lines of 28 characters), for tests of what reads PDFs and scans.

Page heads and numbers, titles in the middle, indented paragraphs broken into lines, ruled tables that go on over the page with their head
repeated. The characters are those of the text; nothing else is known of it than where its tables are.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from hengce.corpus.numbering import marker
from hengce.corpus.tables import grids

_WORD = re.compile(r"[!-~]+|[^\s]|[ \u3000]+")
_NO_START = "，。、；：！？）》”’】〕％%…"
_NO_END = "（《“‘【〔"
_PADDING = 4.0  # points between the edge of a cell and its text
A4 = 595.28, 841.89


@dataclass(frozen=True)
class Layout:
    """How a text is set; lengths in points.

    Attributes:
        font: a font's file, or the name of one of Adobe's CJK fonts, which every viewer has.
        size, leading: of the body.
        left, top, width, lines: the text block, its height in lines.
        columns, gutter: of each page.
        spacing: added to the width of each character.
        justified: whether full lines are stretched to the margin.
        indent: of first lines, in characters.
        between: lines left empty between paragraphs.
        head, foot: of each page; ``{page}`` is its number.
        ruled: whether tables have lines.
    """

    font: str = "STSong-Light"
    size: float = 16.0
    leading: float = 29.0
    left: float = 74.0
    top: float = 105.0
    width: float = 448.0
    lines: int = 22
    columns: int = 1
    gutter: float = 24.0
    spacing: float = 0.0
    justified: bool = False
    indent: int = 2
    between: int = 0
    head: str = ""
    foot: str = "— {page} —"
    ruled: bool = True


def pdf(text: str, layout: Layout = Layout()) -> bytes:
    """The text as a PDF."""
    return _Press(layout).run(text)


def _blocks(text: str) -> Iterator[str | list[list[str]]]:
    """Lines, and tables as their rows."""
    at = 0
    for grid in grids(text):
        yield from filter(str.strip, text[at : grid.start].splitlines())
        yield [[cell.text for cell in row] for row in grid.rows]
        at = grid.end
    yield from filter(str.strip, text[at:].splitlines())


def font_of(layout: Layout) -> str:
    """The name that reportlab knows the layout's font by."""
    if "/" not in layout.font:
        pdfmetrics.registerFont(UnicodeCIDFont(layout.font))
        return layout.font
    pdfmetrics.registerFont(TTFont("file", layout.font))
    return "file"


class _Press:
    """Prints line after line.

    Args:
        layout: how.
    """

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.font = font_of(layout)
        self.buffer = io.BytesIO()
        self.canvas = Canvas(self.buffer, pagesize=A4, invariant=True)
        self.page, self.column = 1, 0
        self.y = 0.0  # below the last line, from the top of the text block
        self.column_width = (layout.width - layout.gutter * (layout.columns - 1)) / layout.columns

    def run(self, text: str) -> bytes:
        for n, block in enumerate(_blocks(text)):
            if isinstance(block, str):
                self.paragraph(block.strip(), first=n < 4)
            else:
                self.table(block)
        self.end_page()
        self.canvas.save()
        return self.buffer.getvalue()

    def paragraph(self, text: str, first: bool) -> None:
        layout = self.layout
        title = first and len(text) <= 24 and text[-1] not in "：。" and not text.startswith("附件") and not marker(text, 0, len(text))
        size = layout.size * 1.375 if title else layout.size
        room = self.column_width
        indent = 0.0 if title or (text[-1] == "：" and first) or text.startswith("附件") else layout.indent * size
        for line, last in self.broken(text, room, indent, size):
            width = self.measure(line, size)
            stretch = (room - indent - width) / max(1, len(line) - 1) if layout.justified and not last else 0.0
            x = (room - width) / 2 if title else indent
            self.draw(line, x, size, stretch)
            indent = 0.0
        self.y += layout.between * layout.leading

    def broken(self, text: str, room: float, indent: float, size: float) -> Iterator[tuple[str, bool]]:
        """Break a paragraph into lines, each with whether it is the last."""
        words = [piece for word in _WORD.findall(text) for piece in ([word] if self.measure(word, size) < room / 2 else word)]
        line = ""
        room_left = room - indent
        while words:
            word = words.pop(0)
            follows = "".join(takewhile(_NO_START.__contains__, words))
            if line and self.measure(line + word + follows, size) > room_left and word not in _NO_START:
                while line[-1] in _NO_END:
                    word, line = line[-1] + word, line[:-1]
                yield line.rstrip(" "), False
                line, room_left = "", room
            line += word
        yield line, True

    def measure(self, text: str, size: float) -> float:
        return pdfmetrics.stringWidth(text, self.font, size) + self.layout.spacing * len(text)

    def draw(self, line: str, x: float, size: float, stretch: float = 0.0) -> None:
        self.room_for(self.layout.leading)
        self.put(line, self.x + x, self.y + size, size, stretch)
        self.y += self.layout.leading

    def put(self, line: str, x: float, y: float, size: float, stretch: float = 0.0) -> None:
        """Print a line whose baseline is ``y`` below the top of the text block."""
        if line:
            drawn = self.canvas.beginText(x, A4[1] - self.layout.top - y)
            drawn.setFont(self.font, size)
            drawn.setCharSpace(self.layout.spacing + stretch)
            drawn.textOut(line)
            self.canvas.drawText(drawn)

    @property
    def x(self) -> float:
        return self.layout.left + self.column * (self.column_width + self.layout.gutter)

    def room_for(self, height: float) -> bool:
        """Go to the next column or page where a height is not left; whether that was so."""
        if self.y + height <= self.layout.lines * self.layout.leading + 0.1:
            return False
        self.column += 1
        if self.column == self.layout.columns:
            self.end_page()
            self.canvas.showPage()
            self.page, self.column = self.page + 1, 0
        self.y = 0.0
        return True

    def end_page(self) -> None:
        layout = self.layout
        small = layout.size * 0.875
        for text, y in ((layout.head, -40.0), (layout.foot, layout.lines * layout.leading + 30.0)):
            shown = text.format(page=self.page)
            self.put(shown, layout.left + (layout.width - self.measure(shown, small)) / 2, y, small)

    def table(self, rows: Sequence[Sequence[str]]) -> None:
        count = max(map(len, rows))
        size, leading = self.layout.size * 0.75, self.layout.leading * 0.75
        longest = [max(min(len(row[i]), 30) for row in rows if i < len(row)) + 1 for i in range(count)]
        widths = [self.column_width * each / sum(longest) for each in longest]
        for n, row in enumerate(rows):
            cells = [self.cell(text, width, size) for text, width in zip(row, widths, strict=False)]
            height = leading * max(map(len, cells)) + _PADDING
            if self.room_for(height) and n and self.layout.ruled:
                head = [self.cell(text, width, size) for text, width in zip(rows[0], widths, strict=False)]
                self.row(head, widths, leading * max(map(len, head)) + _PADDING, size, leading)
            self.row(cells, widths, height, size, leading)

    def cell(self, text: str, width: float, size: float) -> list[str]:
        room = width - 2 * _PADDING
        return [line for part in text.splitlines() or [""] for line, _ in self.broken(part, room, 0.0, size)]

    def row(self, cells: Sequence[Sequence[str]], widths: Sequence[float], height: float, size: float, leading: float) -> None:
        x = self.x
        for lines, width in zip(cells, widths, strict=False):
            if self.layout.ruled:
                self.canvas.rect(x, A4[1] - self.layout.top - self.y - height, width, height)
            for i, line in enumerate(lines):
                self.put(line, x + _PADDING, self.y + size + i * leading, size)
            x += width
        self.y += height


OFFICE = Layout()
COLUMNS = replace(OFFICE, size=10.5, leading=16.0, lines=40, columns=2, head="某省人民政府公报 2021年第3期", foot="{page}")
BLOCKS = replace(OFFICE, size=12.0, leading=20.0, lines=32, indent=0, between=1, head="关于绿色制造的文件", foot="第{page}页 共9页")
STRETCHED = replace(OFFICE, size=14.0, leading=25.0, lines=25, spacing=0.7, justified=True, foot="- {page} -")


def scanned(file: bytes, resolution: int = 200, lean: float = 0.0) -> bytes:
    """A PDF as its pages come out of a scanner: a PDF of pictures.

    Args:
        file: the PDF.
        resolution: dots an inch.
        lean: degrees by which the lines fall to the left.
    """
    import pypdfium2

    with pypdfium2.PdfDocument(file) as document:
        scale: Any = resolution / 72  # the default, 1, is taken for its type
        pages = [page.render(scale=scale, grayscale=True).to_pil() for page in document]
    leaning = [page.rotate(lean, fillcolor=255) for page in pages]
    buffer = io.BytesIO()
    leaning[0].save(buffer, "PDF", resolution=resolution, save_all=True, append_images=leaning[1:])
    return buffer.getvalue()
