"""Paragraphs and tables, as formats that know them have them, and how they are written as text.

A table is written as the packaged texts have theirs: each cell on a line behind a tab, a blank line between rows, further lines
of a cell without tab (:mod:`hengce.corpus.tables` reads them back). A merged cell stands at its first place, its other places
are empty. What only holds paragraphs in place (a single row or column) is no table: its cells are written one after the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ..tables import starts_part
from .limits import Deadline, too_many
from .places import Place
from .transcript import Writer

Piece = tuple[str, Place]
_LINE_HEAD = re.compile(r"\n[\n\t ]+")
_COLUMNS = 200  # of a table; a span in a file may claim any number


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: its characters with their places; a line break in it begins a new line."""

    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table.

    Attributes:
        blocks: what it holds.
        columns, rows: how many columns and rows it spans.
    """

    blocks: tuple[Block, ...]
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its rows, each with the cells that begin in it."""

    rows: tuple[tuple[Cell, ...], ...]


Block = Paragraph | Table


class BlockWriter:
    """Writes blocks, counting the tables.

    Args:
        writer: where to.
        name: what to call the file in messages.
        deadline: the time that the file may take.
    """

    def __init__(self, writer: Writer, name: str, deadline: Deadline) -> None:
        self._writer = writer
        self._name = name
        self._deadline = deadline
        self._tables = 0

    def write(self, blocks: Iterable[Block]) -> None:
        """Write blocks in their order.

        Raises:
            TooLarge: if the text becomes too large, a table too wide, or the time is over.
        """
        for block in blocks:
            self._deadline.check()
            if isinstance(block, Table):
                self._table(block)
            elif line := _trimmed(block.pieces):
                for text, place in line:
                    self._writer.add(_LINE_HEAD.sub("\n", text), place)
                self._writer.line_end()

    def _table(self, table: Table) -> None:
        grid = _inked(self._grid(table))
        if len(grid) < 2 or len(grid[0]) < 2:
            self.write(block for row in table.rows for cell in row for block in cell.blocks)
            return
        self._tables += 1
        writer = self._writer
        writer.line_end()
        for number, row in enumerate(grid, 1):
            for column, pieces in enumerate(row, 1):
                cell = Place(table=self._tables, row=number, column=column)
                writer.add("\t", cell)
                for text, place in pieces:
                    writer.add(text, replace(place, table=cell.table, row=cell.row, column=cell.column))
                writer.add("\n")
            writer.add("\n")

    def _grid(self, table: Table) -> list[list[list[Piece]]]:
        """The cells by row and column, those that a merged cell covers empty; all rows of one length."""
        taken: dict[tuple[int, int], list[Piece]] = {}
        width = 0
        for at, cells in enumerate(table.rows):
            column = 0
            for cell in cells:
                while (at, column) in taken:
                    column += 1
                if column + cell.columns > _COLUMNS:
                    raise too_many(self._name, ("表格列数", "columns of a table"), _COLUMNS)
                for row in range(at, min(at + cell.rows, len(table.rows))):
                    for covered in range(column, column + cell.columns):
                        taken.setdefault((row, covered), [])
                taken[at, column] = _lines_of(cell)
                column += cell.columns
                width = max(width, column)
        return [[taken.get((row, column), []) for column in range(width)] for row in range(len(table.rows))]


def _inked(grid: list[list[list[Piece]]]) -> list[list[list[Piece]]]:
    """The grid without rows and columns that hold nothing."""
    rows = [row for row in grid if any(row)]
    columns = [at for at in range(len(rows[0]) if rows else 0) if any(row[at] for row in rows)]
    return [[row[at] for at in columns] for row in rows]


def _lines_of(cell: Cell) -> list[Piece]:
    """What a cell holds, its paragraphs on lines of their own; a row of a table inside it is a line."""
    pieces: list[Piece] = []
    for line in _lines(cell.blocks):
        line = [(re.sub(r"\s*[\n\t]\s*", " ", text), place) for text, place in _trimmed(line)]
        if not line:
            continue
        if pieces:
            whole = "".join(text for text, _ in line)
            pieces.append((" " if starts_part(whole, 0, len(whole)) else "\n", pieces[-1][1]))
        pieces += line
    return pieces


def _lines(blocks: Sequence[Block]) -> Iterator[Sequence[Piece]]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.pieces
            continue
        for row in block.rows:
            line: list[Piece] = []
            for cell in row:
                inside = _lines_of(cell)
                if line and inside:
                    line.append((" ", inside[0][1]))
                line += inside
            yield line


def _trimmed(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces without the white space at their ends; a tab at the head of a line would make it a cell."""
    inked = [at for at, (text, _) in enumerate(pieces) if text.strip()]
    if not inked:
        return []
    kept = list(pieces[inked[0] : inked[-1] + 1])
    kept[0] = (kept[0][0].lstrip(), kept[0][1])
    kept[-1] = (kept[-1][0].rstrip(), kept[-1][1])
    return kept
