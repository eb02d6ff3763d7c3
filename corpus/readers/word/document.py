"""Word files (.docx; ISO/IEC 29500): the body as text, with the numbers that Word generates.

Left out: headers and footers, comments, tracked deletions, hidden text, generated tables of contents. Notes follow the paragraph or
table that refers to them, text boxes the paragraph that they are anchored in.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from ....ontology.errors import UnreadableText
from ..archive import Archive
from ..blocks import Block, BlockWriter, Cell, Paragraph, Piece, Table
from ..confined import confined
from ..limits import SMALL_BYTES, Deadline
from ..markup import children, local
from ..places import Place
from ..transcript import Transcript, Writer
from .names import RELATION, W, number, value
from .numbering import Numbering
from .runs import NoteMark, PageEnd, Picture, Runs, TextBox
from .styles import Styles

if TYPE_CHECKING:
    from lxml import etree

_REMOVED = frozenset({"del", "moveFrom", "sdtPr", "tblPr", "tblGrid", "trPr", "tcPr"})


def read(data: bytes, name: str) -> Transcript:
    """Read a Word file, a large one in a process of its own."""
    large = Archive(data, name).markup_bytes > SMALL_BYTES
    return confined(__name__, data, name) if large else transcribe(data, name)


def transcribe(data: bytes, name: str) -> Transcript:
    """Read a Word file, in this process.

    Args:
        data: its bytes.
        name: what to call it in messages.

    Raises:
        UnreadableText: if it is damaged or encrypted, holds macros, or has no text.
        TooLarge: if it goes beyond a limit.
    """
    archive = Archive(data, name)
    if any(member.endswith("vbaProject.bin") for member in archive.members):
        zh = f"{name} 含有宏，不予读取；请另存为不带宏的 .docx。"
        raise UnreadableText(zh, f"{name} holds macros and is not read; save it as .docx without them.")
    parts = _parts(archive, name)
    writer = Writer(name)
    reader = _Body(parts, writer)
    BlockWriter(writer, name, Deadline(name)).write(reader.body(parts["officeDocument"]))
    if any(True for _ in parts["officeDocument"].iter(f"{W}ins", f"{W}del")):
        writer.notice(f"{name} 带有修订痕迹，已按接受全部修订读取。", f"{name} has tracked changes; it is read as if all were accepted.")
    if reader.pictures:
        zh = f"{name} 含有 {reader.pictures} 张图片，图片中的文字没有读出。"
        writer.notice(zh, f"{name} has {reader.pictures} pictures, whose text is not read.")
    return writer.transcript()


def _parts(archive: Archive, name: str) -> dict[str, etree._Element]:
    """The parts of a file by the last word of the relation that leads to them; ``officeDocument`` is the body."""
    main = dict(_relations(archive, "_rels/.rels", "")).get("officeDocument", "word/document.xml")
    root = archive.xml(main)
    body = None if root is None else next(children(root, "body"), None)
    if body is None:
        raise UnreadableText(f"{name} 中没有正文，不是完整的 Word 文件。", f"{name} has no body: it is no complete Word file.")
    folder, file = posixpath.split(main)
    parts = {"officeDocument": body}
    for kind, target in _relations(archive, f"{folder}/_rels/{file}.rels", folder):
        if kind in {"styles", "numbering", "footnotes", "endnotes"} and (part := archive.xml(target)) is not None:
            parts[kind] = part
    return parts


def _relations(archive: Archive, member: str, folder: str) -> Iterator[tuple[str, str]]:
    """What a part is related to inside the file: the last word of each relation, and the member."""
    root = archive.xml(member)
    for relation in () if root is None else root.iterfind(RELATION):
        if relation.get("TargetMode") != "External":
            target = relation.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            yield relation.get("Type", "").rpartition("/")[2], path


class _Body:
    """Makes blocks of the markup, counting pages and notes on its way."""

    def __init__(self, parts: dict[str, etree._Element], writer: Writer) -> None:
        self._styles = Styles(parts.get("styles"))
        self._numbering = Numbering(parts.get("numbering"), self._styles)
        self._runs = Runs(self._styles)
        self._notes = {(kind, note.get(f"{W}id", "")): note for kind in ("footnotes", "endnotes") if kind in parts for note in parts[kind]}
        self._waiting: list[Paragraph] = []
        self._carried: list[Piece] = []
        texts = (parts[kind] for kind in ("officeDocument", "footnotes", "endnotes") if kind in parts)
        self._order = {each: at for text in texts for at, each in enumerate(text.iter(f"{W}p"), 1)}
        self._noted = self.pictures = 0
        self._page = 1
        self._paged = any(True for _ in parts["officeDocument"].iter(f"{W}lastRenderedPageBreak"))

    def body(self, body: etree._Element) -> Iterator[Block]:
        """The blocks of the text; notes behind the outermost block that refers to them."""
        for child in body:
            yield from self._block(child, Place())
            waiting, self._waiting = self._waiting, []
            yield from waiting
        yield from self._rest([])

    def blocks(self, parent: etree._Element, place: Place) -> Iterator[Block]:
        """The blocks inside a cell, a text box or a note, in order."""
        for child in parent:
            yield from self._block(child, place)
        yield from self._rest([])

    def _block(self, element: etree._Element, place: Place) -> Iterator[Block]:
        name = local(element)
        if name == "p":
            yield from self._paragraph(element, place)
        elif name == "tbl":
            yield self._table(element, place)
        elif name not in _REMOVED and value(element, "sdtPr/docPartObj/docPartGallery") != "Table of Contents":
            for child in element:
                yield from self._block(child, place)

    def _paragraph(self, element: etree._Element, place: Place) -> Iterator[Block]:
        properties = element.find(f"{W}pPr")
        style = value(properties, "pStyle")
        here = replace(place, paragraph=self._order[element], page=self._page if self._paged else None)
        pieces: list[Piece] = []
        boxes: list[TextBox] = []
        for each in self._runs.of(element):
            if isinstance(each, str):
                if not self._runs.in_contents:
                    pieces.append((each, here))
            elif isinstance(each, TextBox):
                boxes.append(each)
            elif isinstance(each, NoteMark):
                self._note(each, place)
            elif isinstance(each, PageEnd):
                self._page += 1
                here = replace(here, page=self._page)
            elif isinstance(each, Picture):
                self.pictures += 1
        if self._styles.is_contents(style):
            return
        mark = None if properties is None else properties.find(f"{W}rPr")
        self._carried += pieces
        if mark is None or (mark.find(f"{W}del") is None and mark.find(f"{W}moveFrom") is None):
            inked = any(text.strip() for text, _ in self._carried)
            label = self._numbering.label(properties, style) if inked or not boxes else ""  # empty paragraphs of a list are counted too
            yield from self._rest([(label, replace(here, generated=True))] if label else [])
        for box in boxes:
            yield from self.blocks(box.content, place)

    def _rest(self, before: list[Piece]) -> Iterator[Block]:
        """What waits for the end of its paragraph: all that stands before an end which a tracked change has deleted."""
        pieces, self._carried = _merged(self._carried), []
        if any(text.strip() for text, _ in pieces):
            yield Paragraph((*before, *pieces))

    def _note(self, mark: NoteMark, place: Place) -> None:
        """Keep the text of a note for the end of the block."""
        note = self._notes.pop((mark.kind, mark.id), None)
        if note is None:
            return
        self._noted += 1
        where = replace(place, note=self._noted)
        lines = [block for block in self.blocks(note, where) if isinstance(block, Paragraph)]
        pieces = [piece for line in lines for piece in (*line.pieces, (" ", where))]
        if pieces:
            self._waiting.append(Paragraph(((f"注{self._noted}：", replace(where, generated=True)), *_merged(_stripped(pieces)))))

    def _table(self, element: etree._Element, place: Place) -> Table:
        return Table(tuple(tuple(self._cells(row, place)) for row in _rows(element)))

    def _cells(self, row: etree._Element, place: Place) -> Iterator[Cell]:
        before = number(value(row, "trPr/gridBefore"))
        if before and before > 0:
            yield Cell((), before)
        for cell in _held(row, "tc"):
            properties = cell.find(f"{W}tcPr")
            merge = None if properties is None else properties.find(f"{W}vMerge")
            columns = number(value(properties, "gridSpan")) or 1
            blocks = tuple(self.blocks(cell, place))
            if properties is not None and properties.find(f"{W}cellDel") is not None:
                continue
            goes_on = merge is not None and merge.get(f"{W}val") != "restart"
            yield Cell(() if goes_on else blocks, max(1, columns))


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    """The rows of a table that no tracked change has deleted."""
    for row in _held(table, "tr"):
        properties = row.find(f"{W}trPr")
        if properties is None or properties.find(f"{W}del") is None:
            yield row


def _held(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """Rows or cells, also inside wrappers (content controls, custom XML)."""
    for child in parent:
        if local(child) == name:
            yield child
        elif local(child) not in _REMOVED | {"p", "tbl"}:
            yield from _held(child, name)


def _merged(pieces: list[Piece]) -> list[Piece]:
    """Neighbours of one place put together."""
    return [("".join(text for text, _ in group), place) for place, group in groupby(pieces, key=itemgetter(1))]


def _stripped(pieces: list[Piece]) -> list[Piece]:
    """The pieces of a note, without the blank that divides its number from its text."""
    return [(pieces[0][0].lstrip(), pieces[0][1]), *pieces[1:]]
