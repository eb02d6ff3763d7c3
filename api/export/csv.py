"""CSV (RFC 4180) that is safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re

from .grid import Cell, Grid, text_of

MEDIA_TYPE = "text/csv"
BOM = "\ufeff"
"""What tells Excel that a file is UTF-8; programs read better without it."""

_ACTIVE = tuple("=+-@\t\r\n＝＋－＠")
"""First characters that make a spreadsheet take a text for a formula (OWASP, CSV injection), half and full width."""

_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


def guarded(cell: Cell) -> str:
    """The text of a cell, with a ``'`` before what a spreadsheet would calculate; numbers stay numbers."""
    text = text_of(cell)
    return "'" + text if text.startswith(_ACTIVE) and not _NUMBER.fullmatch(text) else text


def render(grid: Grid, *, bom: bool = False) -> str:
    """A grid as CSV.

    Args:
        grid: what to write.
        bom: whether to begin with a byte order mark: yes for a file that people open, no for a stream that programs read.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([guarded(column) for column in grid.columns])
    writer.writerows([guarded(cell) for cell in row] for row in grid.rows)
    return (BOM if bom else "") + out.getvalue()
