"""Where words stand: behind an item's number, inside brackets, in a cell of a table."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..corpus.document import Table

# Number in front of an item: it is part of the leaf, not of the sentence.
MARKER = re.compile(
    r"[#>*\-\s]*(?:第[一二三四五六七八九十百零〇两\d]+[编章节条款项](?:【[^】]{1,30}】)?|[（(][一二三四五六七八九十百\d]{1,4}[）)]|[一二三四五六七八九十百]{1,4}[、.．]|\d{1,3}[、.．](?!\d)|[①-⑳])+"
)


_CLOSING = {"（": "）", "《": "》", "“": "”", "〔": "〕"}
_MARKS = re.compile(f"[{''.join((*_CLOSING, *_CLOSING.values()))}]")


def enclosed(text: str) -> frozenset[int]:
    """Positions inside brackets or quotes that are closed again; one that is left open encloses nothing."""
    inside: set[int] = set()
    opened: list[tuple[str, int]] = []
    for mark in _MARKS.finditer(text):
        i, char = mark.start(), mark[0]
        if char in _CLOSING:
            opened.append((_CLOSING[char], i))
        elif any(char == closing for closing, _ in opened):
            while opened:
                closing, start = opened.pop()
                if closing == char:
                    inside.update(range(start, i))
                    break
    return frozenset(inside)


@dataclass(frozen=True, slots=True)
class CellPlace:
    """Where a table cell stands: its table, row and column (row −1 is the header)."""

    table: Table
    row: int
    column: int

    @property
    def column_head(self) -> str:
        """Text of the column's head, or empty."""
        return self.table.header[self.column].text if self.column < len(self.table.header) else ""

    @property
    def row_head(self) -> str:
        """Text of the row's first cell that is no mere running number, or empty."""
        if self.row < 0:
            return ""
        cells = self.table.rows[self.row]
        return next((c.text for c in cells if c.text and not c.text.isdigit()), "")
