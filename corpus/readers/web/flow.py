"""The content of a page as blocks: what a browser would show in lines and tables, with the place of each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Set
from typing import TYPE_CHECKING

from ..blocks import Block, Cell, Paragraph, Piece, Table
from ..markup import local
from ..places import Place
from ..word.counting import written

if TYPE_CHECKING:
    from lxml import etree

_BLOCKS = frozenset({
    "address", "article", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt", "fieldset", "figcaption", "figure",
    "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "legend", "li", "main", "ol", "p", "pre", "section", "summary",
    "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "ucapcontent", "ucaptitle",
})  # fmt: skip
_BLANKS = re.compile("[ \t\r\n\f\u200b]+")
# A line break of the source between two Chinese characters is no blank.
_CHINESE = "[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]"
_BETWEEN_CHINESE = re.compile(f"(?<={_CHINESE}) (?={_CHINESE})")
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([a-z-]+)", re.I)
_LIST_FORMATS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "lower-alpha": "lowerLetter",
                 "upper-alpha": "upperLetter", "lower-roman": "lowerRoman", "upper-roman": "upperRoman", "none": "none",
                 "cjk-ideographic": "chineseCounting", "simp-chinese-informal": "chineseCounting"}  # fmt: skip
_MOST = 1000  # rows or columns that a cell may claim to span
_LAYOUT = 3000  # characters; a table with a longer cell holds a page in place, as one with a single column does


class Flow:
    """Makes blocks of elements.

    Args:
        skipped: elements that are no part of the document.
        hidden: names of elements that are never shown.
    """

    def __init__(self, skipped: Set[etree._Element], hidden: Set[str]) -> None:
        self._skipped = skipped
        self._hidden = hidden
        self._line: list[Piece] = []

    def blocks(self, element: etree._Element, path: str) -> Iterator[Block]:
        """The blocks inside an element; ``path`` is its XPath."""
        yield from self._inside(element, path)
        yield from self._end()

    def _inside(self, element: etree._Element, path: str) -> Iterator[Block]:
        name = local(element)
        number = _list_start(element) if name == "ol" else 0
        self._text(element.text, path, verbatim=name == "pre")
        for child, child_path in paths(element, path):
            kind = local(child)
            if kind and kind not in self._hidden and child not in self._skipped:
                if kind == "br":
                    self._line.append(("\n", Place(element=path)))
                elif kind == "table":
                    yield from self._end()
                    yield from self._table(child, child_path)
                elif kind in _BLOCKS:
                    yield from self._end()
                    if kind == "li" and name == "ol":
                        number = _whole(child.get("value")) or number
                        self._label(element, number, child_path)
                        number += 1
                    yield from self._inside(child, child_path)
                    yield from self._end()
                else:
                    yield from self._inside(child, child_path)
            self._text(child.tail, path, verbatim=name == "pre")

    def _text(self, text: str | None, path: str, *, verbatim: bool) -> None:
        if text:
            self._line.append((text if verbatim else _BLANKS.sub(" ", text), Place(element=path)))

    def _end(self) -> Iterator[Block]:
        """The line so far, if it holds anything; the number of an item waits for what it belongs to."""
        line, self._line = self._line, []
        if any(text.strip() and not place.generated for text, place in line):
            yield Paragraph(_closed_up(line))
        else:
            self._line = [piece for piece in line if piece[1].generated]

    def _label(self, ordered: etree._Element, number: int, path: str) -> None:
        """The number that a browser puts before an item of a list."""
        style = _LIST_STYLE.search(ordered.get("style", ""))
        format = _LIST_FORMATS.get(style[1].lower() if style else ordered.get("type", ""), "decimal")
        label = written(number, format)
        if label:
            mark = "、" if format == "chineseCounting" else "."
            self._line = [(label + mark, Place(element=path, generated=True))]

    def _table(self, element: etree._Element, path: str) -> Iterator[Block]:
        rows: list[tuple[Cell, ...]] = []
        for row, row_path in self._held(element, path, "tr"):
            cells = []
            for cell, cell_path in self._held(row, row_path, "td", "th"):
                inside = tuple(Flow(self._skipped, self._hidden).blocks(cell, cell_path))
                cells.append(Cell(inside, _span(cell.get("colspan")), _span(cell.get("rowspan"))))
            rows.append(tuple(cells))
        for child, child_path in paths(element, path):
            if local(child) == "caption":
                yield from Flow(self._skipped, self._hidden).blocks(child, child_path)
        if all(len(row) < 2 for row in rows) or any(_length(cell.blocks) > _LAYOUT for row in rows for cell in row):
            for row in rows:
                for cell in row:
                    yield from cell.blocks
        else:
            yield Table(tuple(rows))

    def _held(self, element: etree._Element, path: str, *names: str) -> Iterator[tuple[etree._Element, str]]:
        """Rows of a table or cells of a row, also those in groups (``tbody``)."""
        for child, child_path in paths(element, path):
            if child in self._skipped:
                continue
            if local(child) in names:
                yield child, child_path
            elif local(child) not in {"table", "caption", "td", "th"}:
                yield from self._held(child, child_path, *names)


def paths(element: etree._Element, path: str) -> Iterator[tuple[etree._Element, str]]:
    """The children of an element with their XPaths."""
    seen: Counter[str] = Counter()
    for child in element:
        name = local(child)
        seen[name] += 1
        yield child, f"{path}/{name}[{seen[name]}]"


def _closed_up(line: list[Piece]) -> tuple[Piece, ...]:
    """A line without the blanks that a browser would not show."""
    pieces: list[Piece] = []
    before = "\n"
    for text, place in line:
        text = _BETWEEN_CHINESE.sub("", text)
        if before in " \n":
            text = text.lstrip(" ")
        if text:
            pieces.append((text, place))
            before = text[-1]
    return tuple(pieces)


def _list_start(element: etree._Element) -> int:
    return _whole(element.get("start")) or 1


def _whole(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 5 else None


def _span(text: str | None) -> int:
    return min(_whole(text) or 1, _MOST)


def _length(blocks: Collection[Block]) -> int:
    return sum(
        sum(len(text) for text, _ in block.pieces)
        if isinstance(block, Paragraph)
        else sum(_length(cell.blocks) for row in block.rows for cell in row)
        for block in blocks
    )
