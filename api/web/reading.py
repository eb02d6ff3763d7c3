"""A text as it is read on a page: paragraphs, headings and tables, with facts and clauses at their places.

Spans may nest and overlap. The text is cut wherever one begins or ends, and each piece belongs to the shortest fact that covers it: the
words of a number inside a long condition lead to the number, the words around it to the condition.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

_CELLS = re.compile(r"\s*\n\t\s*|\t")
_TOP = 3
"""Level of the text's own first headings; those above are the page's."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the text that is alike throughout.

    Attributes:
        text: its characters.
        fact: the fact that it belongs to, as the list of facts gives it, or None.
        marked: whether it is the span that the reader came for.
        here: whether that span begins with it.
        anchors: starts of the clauses that begin here.
    """

    text: str
    fact: Mapping[str, Any] | None
    marked: bool
    here: bool
    anchors: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading or a table.

    Attributes:
        pieces: the text; of a table its caption.
        level: of a heading 3 to 6, else 0.
        kind: of the clause that begins here (``title``, ``item``, ``annex`` …), or empty.
        rows: of a table its rows of cells.
    """

    pieces: Sequence[Piece]
    level: int = 0
    kind: str = ""
    rows: Sequence[Sequence[Sequence[Piece]]] = ()


class Reading:
    """A text to be read.

    Args:
        text: the stored text.
        clauses: its outline (:func:`..holdings.outline`).
        facts: what is to be shown in it (:func:`..holdings.facts`).
        marked: span that the reader came for, or None.
    """

    def __init__(
        self,
        text: str,
        clauses: Sequence[Mapping[str, Any]],
        facts: Iterable[Mapping[str, Any]],
        marked: tuple[int, int] | None = None,
    ) -> None:
        self._text = text
        self._marked = marked or (0, 0)
        self._clauses = list(_flat(clauses, 0))
        self._heads = {clause["start"]: (clause, depth) for clause, depth in reversed(self._clauses)}  # of one start the outermost
        self._starts = sorted({clause["start"] for clause, _ in self._clauses})
        facts = sorted(facts, key=lambda fact: (fact["start"] - fact["end"], fact["start"]))
        ends = {position for fact in facts for position in (fact["start"], fact["end"])}
        self._cuts = sorted({0, len(text), *ends, *self._starts, *self._marked})
        self._owners: list[Mapping[str, Any] | None] = [None] * len(self._cuts)
        for fact in facts:  # the longest first, so that shorter ones lie above
            first, last = bisect_left(self._cuts, fact["start"]), bisect_left(self._cuts, fact["end"])
            self._owners[first:last] = [fact] * (last - first)

    def __iter__(self) -> Iterator[Block]:
        """The blocks in the order of the text."""
        level, position = _TOP - 1, 0
        tables = sorted((clause for clause, _ in self._clauses if _rows(clause)), key=lambda table: table["start"])
        for table in [*tables, None]:
            until = len(self._text) if table is None else table["start"]
            for block in self._lines(position, until, level):
                level = block.level or level
                yield block
            if table is not None:
                rows = _rows(table)
                yield self._table(table["start"], rows)
                position = rows[-1]["end"]  # notes below the rows are read as lines

    def _lines(self, start: int, end: int, level: int) -> Iterator[Block]:
        for line in re.finditer(r"[^\n]+", self._text[start:end]):
            words = line[0].strip()
            if not words:
                continue
            first = start + line.start() + len(line[0]) - len(line[0].lstrip())
            clause, depth = self._heads.get(first, ({"type": "", "heading": None}, 0))
            own = _is_heading(words, clause["heading"])
            if own:
                level = min(_TOP + depth, level + 1, 6)
            yield Block(self._pieces(first, first + len(words)), level if own else 0, clause["type"])

    def _table(self, start: int, rows: Sequence[Mapping[str, Any]]) -> Block:
        edges = [*(row["start"] for row in rows), rows[-1]["end"]]
        cells = [[self._pieces(*span) for span in self._cells(first, last)] for first, last in pairwise(edges)]
        return Block(self._pieces(*self._trimmed(start, edges[0])), kind="table", rows=cells)

    def _cells(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The spans of a row's cells."""
        position = start
        for gap in [*_CELLS.finditer(self._text, start, end), None]:
            cell = self._trimmed(position, end if gap is None else gap.start())
            if cell[0] < cell[1]:
                yield cell
            position = end if gap is None else gap.end()

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        words = self._text[start:end]
        first = start + len(words) - len(words.lstrip())
        return first, max(first, start + len(words.rstrip()))

    def _pieces(self, start: int, end: int) -> list[Piece]:
        inner = self._cuts[bisect_right(self._cuts, start) : bisect_left(self._cuts, end)]
        edges = [start, *inner, end]
        return [self._piece(low, high, low == start) for low, high in pairwise(edges) if low < high]

    def _piece(self, low: int, high: int, first: bool) -> Piece:
        owner = self._owners[bisect_right(self._cuts, low) - 1]
        since = low
        while first and since and self._text[since - 1].isspace():  # what begins in the blanks before a block begins with the block
            since -= 1
        anchors = self._starts[bisect_left(self._starts, since) : bisect_right(self._starts, low)]
        start, end = self._marked
        return Piece(self._text[low:high], owner, start <= low < end, since <= start <= low < end, tuple(anchors))


def _rows(clause: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The rows of a table; none of any other clause."""
    return [each for each in clause["children"] if each["type"] == "row"] if clause["type"] == "table" else []


def _flat(clauses: Iterable[Mapping[str, Any]], depth: int) -> Iterator[tuple[Mapping[str, Any], int]]:
    for clause in clauses:
        yield clause, depth
        yield from _flat(clause["children"], depth + 1)


def _is_heading(line: str, heading: str | None) -> bool:
    """Whether a line is a clause's number and heading and nothing else."""
    return bool(heading) and line.rstrip("。：:；;").endswith(str(heading)) and len(line) <= len(str(heading)) + 12
