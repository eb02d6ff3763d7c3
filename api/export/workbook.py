"""Workbooks (Office Open XML, ISO/IEC 29500): sheets that print well and look the same in Excel, WPS and LibreOffice.

Every text is written as text: what a document says never becomes a formula (OWASP, CSV injection). Equal content gives equal bytes.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from urllib.parse import quote

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from .archive import same_stamps
from .grid import Cell as GridCell
from .table import wrap

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LINKED = Font(color="0563C1", underline="single")
"""How a cell that leads somewhere looks."""
_LONGEST = 32767  # characters that a cell can hold
_LINE, _HIGHEST = 14.5, 409  # points: of a line of text, and of the highest row that a workbook can have


def empty(created: str) -> Workbook:
    """A workbook without sheets.

    Args:
        created: ISO date that it bears.
    """
    book = Workbook()
    first = book.active
    assert isinstance(first, Worksheet)
    book.remove(first)
    book.properties.creator = "Hengce"
    book.properties.created = datetime.datetime.fromisoformat(created)
    return book


def saved(book: Workbook, created: str) -> bytes:
    """The file of a workbook; equal content gives equal bytes.

    Args:
        book: with at least one sheet.
        created: ISO date, as of :func:`empty`.
    """
    content = io.BytesIO()
    book.save(content)
    return same_stamps(content.getvalue(), f"{created}T00:00:00Z")


def head(sheet: Worksheet, names: Sequence[str]) -> None:
    """The first row, which stays in sight."""
    for column, name in enumerate(names, start=1):
        cell = put(sheet, 1, column, name)
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor="1F4E78")
    sheet.freeze_panes = "B2"


def put(sheet: Worksheet, row: int, column: int, value: GridCell) -> Cell:
    """A cell with a text as text, whatever it begins with; what a workbook cannot hold is left out."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)[:_LONGEST]
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(("=", "+", "-", "@", "\t", "\r"))
    else:
        cell.value = value
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def link(cell: Cell, url: str) -> None:
    """Lead from a cell to an address."""
    cell.hyperlink = quote(url, safe=":/#%~?&=")
    cell.font = LINKED


def layout(sheet: Worksheet, widths: Sequence[int]) -> None:
    """Widths of columns, and heights in which wrapped texts are seen whole: LibreOffice does not find them by itself."""
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
        lines = max(len(wrap(str(value or ""), width - 2)) for value, width in zip(row, widths, strict=True))
        sheet.row_dimensions[number].height = min(_LINE * lines + 2, _HIGHEST)
    sheet.sheet_view.zoomScale = 90
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = Worksheet.PAPERSIZE_A3
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    sheet.print_options.gridLines = True
