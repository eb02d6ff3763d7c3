"""OFD, the national layout format (GB/T 33190-2016): a container of pages on which characters stand at places.

Pages are laid out as those of a PDF are (:mod:`..layout`). Annotations, signatures and seals are no text of the document.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
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
from ..transcript import Transcript, Writer
from .geometry import POINT, numbers
from .objects import glyphs, is_known, objects, rules

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
        UnreadableText: if it is damaged or encrypted, or its pages hold no text (scans).
        TooLarge: if it goes beyond a limit.
    """
    archive, deadline = Archive(data, name), Deadline(name)
    if any(posixpath.basename(member) == "Encryptions.xml" for member in archive.members):
        raise UnreadableText(f"{name} 已加密，请先解除加密再读。", f"{name} is encrypted; decrypt it first.")
    reader = _Pages(archive, name, deadline)
    pages = list(reader.pages())
    writer = Writer(name)
    BlockWriter(writer, name, deadline).write(blocks_of(pages))
    if not writer.length and reader.pictures:
        zh = f"{name} 的页面只有图片（扫描件），没有文字；请另存为 PDF 或图片后再读。"
        raise UnreadableText(zh, f"The pages of {name} are pictures (scans) without text; save it as PDF or as pictures first.")
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
        self.pictures = 0
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
        templates = {} if common is None else {each.get("ID"): each.get("BaseLoc", "") for each in children(common, "TemplatePage")}
        for listed in children(root, "Pages"):
            for page in children(listed, "Page"):
                self._deadline.check()
                self._count += 1
                if self._count > limits.PAGES:
                    raise limits.too_many(self._name, ("页数", "pages"), limits.PAGES)
                content, _ = self._part(page.get("BaseLoc", ""), folder)
                used = [templates[each.get("TemplateID")] for each in children(content, "Template") if each.get("TemplateID") in templates]
                yield self._page([content, *(self._part(each, folder)[0] for each in used)], area)

    def _page(self, contents: list[etree._Element], usual: etree._Element | None) -> Page:
        """A page together with the templates that it is printed over."""
        found = [each for content in contents for each in objects(content)]
        self.pictures += sum(local(each) == "ImageObject" for each in found)
        written = [glyph for each in found if local(each) == "TextObject" for glyph in glyphs(each)]
        known = tuple(glyph for glyph in written if is_known(glyph.char))
        self.unknown += len(written) - len(known)
        lines = tuple(line for each in found if local(each) == "PathObject" for line in rules(each))
        width, height = _size(next(children(contents[0], "Area"), usual))
        return Page(self._count, width, height, known, lines)

    def _part(self, location: str, folder: str) -> tuple[etree._Element, str]:
        """An XML member by its location, relative to a folder or from the root of the container; and its own folder."""
        path = posixpath.normpath(posixpath.join("/", folder, location.strip())).lstrip("/")
        root = self._archive.xml(path)
        if root is None:
            raise UnreadableText(f"{self._name} 不完整，缺少 {path}。", f"{self._name} is incomplete: {path} is missing.")
        return root, posixpath.dirname(path)


def _size(area: etree._Element | None) -> tuple[float, float]:
    """Width and height of a page in points; A4 where the file does not say."""
    box = [] if area is None else numbers(next((each.text for each in children(area, "PhysicalBox")), None))
    width, height = box[2:4] if len(box) >= 4 and 0 < box[2] < 10_000 and 0 < box[3] < 10_000 else _A4
    return width * POINT, height * POINT
