"""PDF files: what is written in them is read, what is only pictured is recognised.

pdfium gives the characters and ruling lines of a page, :mod:`..layout` makes paragraphs and tables of them. A page without characters is
drawn and recognised as a scan, if the extra ``scan`` is installed.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from ....ontology.errors import UnreadableText
from ..blocks import BlockWriter
from ..confined import confined
from ..layout.flow import read as laid_out
from ..layout.page import Page
from ..limits import CHARACTERS, PAGES, Deadline, too_many
from ..scan.pictured import Pictured
from ..transcript import Transcript, Writer
from .glyphs import Characters, characters
from .picture import drawn, is_picture
from .rules import rules

if TYPE_CHECKING:
    import pypdfium2

_END = b"%%EOF"
_TAIL = 4096  # bytes in which the end mark of a whole file stands; some programs write a little behind it
_PASSWORD = 4  # FPDF_ERR_PASSWORD
_UNKNOWN = 0.3  # of the characters; a page that does not say what so many mean is read by its looks


def read(data: bytes, name: str) -> Transcript:
    """Read a PDF, in a process of its own; as :meth:`..original.Reader.read`."""
    return confined(__name__, data, name)


def transcribe(data: bytes, name: str) -> Transcript:
    """Read a PDF, in this process.

    Args:
        data: its bytes.
        name: what to call it in messages.

    Raises:
        UnreadableText: if it is damaged, incomplete, encrypted, or has no text.
        ReaderMissing: if it is a scan, and what recognises scans is not installed.
        TooLarge: if it has too many pages or characters, or takes too long.
    """
    document = _opened(data, name)
    if len(document) > PAGES:
        raise too_many(name, ("页数", "pages"), PAGES)
    writer, pictured = Writer(name), Pictured(name)
    pages = list(_pages(document, name, pictured))
    BlockWriter(writer, name, Deadline(name)).write(laid_out(pages))
    pictured.tell(writer, pages)
    return writer.transcript()


def _opened(data: bytes, name: str) -> pypdfium2.PdfDocument:
    import pypdfium2

    # pdfium mends a file that was cut off, and would give a part of it for the whole.
    if data.rfind(_END) < len(data.rstrip(b"\x00\r\n\t ")) - _TAIL or _END not in data:
        zh = f"{name} 不完整（没有文件结尾，可能下载中断），请重新获取。"
        raise UnreadableText(zh, f"{name} is incomplete: it has no end, as after a broken download; get it again.")
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == _PASSWORD:
            zh = f"{name} 已加密，请先取消密码再读。"
            raise UnreadableText(zh, f"{name} is encrypted; remove its password first.") from None
        raise UnreadableText(f"{name} 已损坏，无法打开。", f"{name} is damaged and cannot be opened.") from None


def _pages(document: pypdfium2.PdfDocument, name: str, pictured: Pictured) -> Iterator[Page]:
    """The pages of an open document, read or recognised."""
    import pypdfium2

    count = 0
    for index in range(len(document)):
        try:
            page = document[index]
            found = characters(page)
            if _is_readable(found):
                count += len(found.glyphs)
                if count > CHARACTERS:
                    raise too_many(name, ("字数", "characters"), CHARACTERS)
                yield Page(index + 1, found.width, found.height, found.glyphs, rules(page, found.turn))
            elif found.unknown or is_picture(page):
                shown = pictured.page(index + 1, partial(drawn, page, index + 1))
                if shown is not None:
                    yield shown
            page.close()
        except pypdfium2.PdfiumError as error:
            zh = f"{name} 的第 {index + 1} 页已损坏，无法读取。"
            raise UnreadableText(zh, f"Page {index + 1} of {name} is damaged and cannot be read.") from error


def _is_readable(found: Characters) -> bool:
    """Whether a page says what its characters mean."""
    return len(found.glyphs) > 0 and found.unknown <= _UNKNOWN * (len(found.glyphs) + found.unknown)
