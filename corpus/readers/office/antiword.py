"""antiword, which reads Word 97-2003 files where LibreOffice is not installed: its DocBook output has paragraphs and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ....ontology.errors import UnreadableText
from ..blocks import Block, BlockWriter, Cell, Paragraph, Table
from ..limits import Deadline
from ..markup import children, content, local, parse_xml
from ..places import Place
from ..transcript import Transcript, Writer
from . import programs

if TYPE_CHECKING:
    from lxml import etree

_DOCTYPE = re.compile(rb"<!DOCTYPE book PUBLIC [^>\[]{0,300}>")


def installed() -> str | None:
    """Its command, if it is installed."""
    return programs.find("antiword")


def read(data: bytes, name: str, deadline: Deadline) -> Transcript:
    """Read a Word 97-2003 file.

    Args:
        data: its bytes.
        name: what to call it in messages.
        deadline: the time that it may take.

    Raises:
        UnreadableText: if antiword cannot read it, or it has no text.
        TooLarge: if it takes too long.
    """
    command = installed()
    assert command is not None
    with programs.scratch() as folder:
        (folder / "original.doc").write_bytes(data)
        output = programs.run([command, "-m", "UTF-8.txt", "-x", "db", "original.doc"], folder, name, deadline)
    if not output.strip():
        zh = f"{name} 无法由 antiword 读取，可能已损坏或加密；请用 Word 或 WPS 打开后另存为 .docx。"
        raise UnreadableText(zh, f"antiword cannot read {name}: it may be damaged or encrypted; save it as .docx in Word or WPS.")
    root = parse_xml(_DOCTYPE.sub(b"", output, count=1), name)
    writer = Writer(name)
    zh = f"{name} 由 antiword 读取：自动编号、修订和脚注可能不全；安装 LibreOffice 后读得更准。"
    writer.notice(zh, f"{name} was read by antiword: generated numbers, tracked changes and notes may be missing; LibreOffice reads more.")
    BlockWriter(writer, name, deadline).write(_Blocks().of(root))
    return writer.transcript()


class _Blocks:
    """Makes blocks of DocBook, counting the paragraphs."""

    def __init__(self) -> None:
        self._paragraphs = 0

    def of(self, element: etree._Element) -> Iterator[Block]:
        """The blocks inside an element; of a list each item begins with its number."""
        number = 0
        for child in element:
            name = local(child)
            if name in {"para", "title", "simpara"}:
                self._paragraphs += 1
                text = " ".join(content(child).split("\n")).strip()
                yield Paragraph(((text, Place(paragraph=self._paragraphs)),))
            elif name in {"informaltable", "table"}:
                yield self._table(child)
            elif name == "listitem" and local(element) == "orderedlist":
                number += 1
                yield from self._numbered(child, number)
            elif name != "bookinfo":
                yield from self.of(child)

    def _numbered(self, item: etree._Element, number: int) -> Iterator[Block]:
        for at, block in enumerate(self.of(item)):
            if at == 0 and isinstance(block, Paragraph):
                place = Place(paragraph=block.pieces[0][1].paragraph, generated=True)
                block = Paragraph(((f"{number}.", place), *block.pieces))
            yield block

    def _table(self, table: etree._Element) -> Table:
        rows = (row for group in table.iter() if local(group) in {"tbody", "thead"} for row in children(group, "row"))
        return Table(tuple(tuple(Cell((self._entry(entry),)) for entry in children(row, "entry")) for row in rows))

    def _entry(self, entry: etree._Element) -> Paragraph:
        self._paragraphs += 1
        return Paragraph(((" ".join(content(entry).split()), Place(paragraph=self._paragraphs)),))
