"""OFD, the national layout format (GB/T 33190-2016): a container of pages on which characters stand at places.

Pages are laid out as those of a PDF are (:mod:`..layout`); those that are only pictures are recognised as scans. Annotations,
signatures and seals are no text of the document.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from ....ontology.errors import UnreadableText
from .. import limits
from ..archive import Archive
from ..blocks import BlockWriter
from ..confined import confined
from ..layout.flow import read as blocks_of
from ..layout.page import Page
from ..limits import Deadline
from ..markup import children, local
from ..scan.pictured import Pictured
from ..transcript import Transcript, Writer
from .geometry import POINT, numbers
from .objects import glyphs, is_known, objects, rules
from .pictures import large, media, member, moved, scan

if TYPE_CHECKING:
    from lxml import etree

_A4 = (210.0, 297.0)  # millimetres


def read(data: bytes, name: str) -> Transcript:
    """Read an OFD file, in a process of its own: laying out a page takes more time than its size tells."""
    return confined(__name__, data, name)


def transcribe(data: bytes, name: str) -> Transcript:
    """Read an OFD file, in this process.

    Args:
        data: its bytes.
        name: what to call it in messages.

    Raises:
        UnreadableText: if it is damaged or encrypted, or has no text.
        ReaderMissing: if it is a scan, and what recognises scans is not installed.
        TooLarge: if it goes beyond a limit.
    """
    archive, deadline = Archive(data, name), Deadline(name)
    if any(posixpath.basename(member) == "Encryptions.xml" for member in archive.members):
        raise UnreadableText(f"{name} 已加密，请先解除加密再读。", f"{name} is encrypted; decrypt it first.")
    reader = _Pages(archive, name, deadline)
    pages = list(reader.pages())
    writer = Writer(name)
    BlockWriter(writer, name, deadline).write(blocks_of(pages))
    reader.pictured.tell(writer, pages)
    if reader.unknown:
        zh = f"{name} 有 {reader.unknown} 个字符没有编码，无法读出。"
        writer.notice(zh, f"{name} has {reader.unknown} characters without a code, which cannot be read.")
    return writer.transcript()


class _Pages:
    """The pages of a file, one after the other."""

    def __init__(self, archive: Archive, name: str, deadline: Deadline) -> None:
        self._archive = archive
        self._name = name
        self._deadline = deadline
        self._count = 0
        self.pictured = Pictured(name)
        self.unknown = 0

    def pages(self) -> Iterator[Page]:
        """The pages of all documents in the container, in their order."""
        root, _ = self._part("OFD.xml", "")
        for body in children(root, "DocBody"):
            for location in children(body, "DocRoot"):
                yield from self._document(location.text or "")

    def _document(self, location: str) -> Iterator[Page]:
        root, folder = self._part(location, "")
        common = next(children(root, "CommonData"), None)
        area = None if common is None else next(children(common, "PageArea"), None)
        pictures = {} if common is None else media(self._archive, common, folder)
        templates = {} if common is None else {each.get("ID"): each.get("BaseLoc", "") for each in children(common, "TemplatePage")}
        for listed in children(root, "Pages"):
            for page in children(listed, "Page"):
                self._deadline.check()
                self._count += 1
                if self._count > limits.PAGES:
                    raise limits.too_many(self._name, ("页数", "pages"), limits.PAGES)
                content, own = self._part(page.get("BaseLoc", ""), folder)
                used = [templates[each.get("TemplateID")] for each in children(content, "Template") if each.get("TemplateID") in templates]
                contents = [content, *(self._part(each, folder)[0] for each in used)]
                yield self._page(contents, area, {**pictures, **media(self._archive, content, own)})

    def _page(self, contents: list[etree._Element], usual: etree._Element | None, pictures: dict[str, str]) -> Page:
        """A page together with the templates that it is printed over; recognised if nothing is written on it."""
        found = [each for content in contents for each in objects(content)]
        written = [glyph for each in found if local(each) == "TextObject" for glyph in glyphs(each)]
        known = tuple(glyph for glyph in written if is_known(glyph.char))
        self.unknown += len(written) - len(known)
        lines = tuple(line for each in found if local(each) == "PathObject" for line in rules(each))
        width, height = _size(next(children(contents[0], "Area"), usual))
        page = Page(self._count, width, height, known, lines)
        return page if written else self._recognised(page, found, pictures)

    def _recognised(self, page: Page, found: list[etree._Element], pictures: dict[str, str]) -> Page:
        """A page with what its pictures show."""
        for resource, frame, width, height in large(found, page.width, page.height):
            data = self._archive.read(pictures.get(resource, ""))
            if data is None:
                zh = f"{self._name} 不完整，缺少第 {page.number} 页的图片。"
                raise UnreadableText(zh, f"{self._name} is incomplete: the picture of page {page.number} is missing.")
            shown = self.pictured.page(page.number, scan(data, self._name, page.number, width, height))
            if shown is not None:
                shown = moved(shown, frame)
                page = replace(page, glyphs=page.glyphs + shown.glyphs, rules=page.rules + shown.rules)
        return page

    def _part(self, location: str, folder: str) -> tuple[etree._Element, str]:
        """An XML member by its location, relative to a folder or from the root of the container; and its own folder."""
        path = member(folder, location)
        root = self._archive.xml(path)
        if root is None:
            raise UnreadableText(f"{self._name} 不完整，缺少 {path}。", f"{self._name} is incomplete: {path} is missing.")
        return root, posixpath.dirname(path)


def _size(area: etree._Element | None) -> tuple[float, float]:
    """Width and height of a page in points; A4 where the file does not say."""
    box = [] if area is None else numbers(next((each.text for each in children(area, "PhysicalBox")), None))
    width, height = box[2:4] if len(box) >= 4 and 0 < box[2] < 10_000 and 0 < box[3] < 10_000 else _A4
    return width * POINT, height * POINT
