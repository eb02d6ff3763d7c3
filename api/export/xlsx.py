"""Comparisons as workbooks (Office Open XML, ISO/IEC 29500): a sheet for each aspect, and one of citations to which its cells point.

Every value is written as text: what a document says never becomes a formula (OWASP, CSV injection). Equal answers give equal bytes.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from ..language import Language
from .archive import same_stamps
from .citing import Numbered, remarks, standing, statement
from .comparison import ASPECTS, DELTAS, heading
from .table import wrap

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LONGEST = 32767  # characters that a cell can hold
_SOURCES = ("出处", "citations")
_LABEL, _PLACE, _NUMBER = 22, 36, 7  # widths of the columns of an aspect, in digits
_LINE, _HIGHEST = 14.5, 409  # points: of a line of text, and of the highest row that a workbook can have
_FILLS = {"stricter": PatternFill("solid", fgColor="FDE9D9"), "looser": PatternFill("solid", fgColor="E2EFDA")}
_LINKED = Font(color="0563C1", underline="single")


def render(result: Mapping[str, Any], language: Language = "zh") -> bytes:
    """The comparison as a workbook.

    Args:
        result: what ``queries.compare.compare`` returns.
        language: language of heads and notes; what documents say stays Chinese.
    """
    zh = language == "zh"
    book = Workbook()
    first = book.active
    assert isinstance(first, Worksheet)
    book.remove(first)
    book.properties.creator = "Hengce"
    book.properties.created = datetime.datetime.fromisoformat(result["as_of"])
    citations = Numbered()
    for aspect in dict.fromkeys(row["aspect"] for row in result["rows"]):
        rows = [row for row in result["rows"] if row["aspect"] == aspect]
        _aspect(book.create_sheet(ASPECTS.get(aspect, aspect) if zh else aspect), rows, result, citations, zh)
    _sources(book.create_sheet(_SOURCES[not zh]), citations, zh)
    _notes(book.create_sheet("说明" if zh else "notes"), result, language)
    content = io.BytesIO()
    book.save(content)
    return same_stamps(content.getvalue(), f"{result['as_of']}T00:00:00Z")


def _aspect(
    sheet: Worksheet,
    rows: Sequence[Mapping[str, Any]],
    result: Mapping[str, Any],
    citations: Numbered,
    zh: bool,
) -> None:
    """One aspect: each item has as many rows as the place with most to say of it, each place a column of statements and one of links.

    A link has a cell of its own: LibreOffice shows a linked cell as one line, without breaks.
    """
    places = result["jurisdictions"]
    _head(sheet, ["项目" if zh else "item", *(head for each in places for head in (f"{each['name']} {each['code']}", _SOURCES[not zh]))])
    number = 2
    for row in rows:
        height = max(1, *(len(row["cells"].get(place["code"], ())) for place in places))
        for line in range(number, number + height):
            _put(sheet, line, 1, row["label"]).font = Font(bold=row["differs"])
        for column, place in zip(range(2, 2 * len(places) + 2, 2), places, strict=True):
            said = row["cells"].get(place["code"], ())
            compared = _delta(row["delta"].get(place["code"]), zh)
            if not said:
                _put(sheet, number, column, "—" + compared)
            for line, each in enumerate(said, start=number):
                _put(sheet, line, column, statement(each, zh) + standing(each, zh) + (compared if line == number else ""))
                _cite(_put(sheet, line, column + 1, f"[{citations.number(each)}]"), citations.number(each), zh)
            if fill := _FILLS.get(row["delta"].get(place["code"])):
                sheet.cell(number, column).fill = fill
        number += height
    _layout(sheet, [_LABEL, *([_PLACE, _NUMBER] * len(places))])


def _cite(cell: Cell, number: int, zh: bool) -> None:
    """Lead from a cell to a clause on the sheet of citations, whose first row is the head."""
    cell.hyperlink = Hyperlink(cell.coordinate, location=f"'{_SOURCES[not zh]}'!A{number + 1}")
    cell.font = _LINKED


def _delta(delta: str | None, zh: bool) -> str:
    return "" if delta is None else f"〔{DELTAS[delta]}〕" if zh else f" ({delta})"


def _sources(sheet: Worksheet, citations: Numbered, zh: bool) -> None:
    heads = (
        ("编号", "文件", "标题", "条款", "原文", "起", "止", "网址")
        if zh
        else ("no", "document", "title", "clause", "quote", "start", "end", "url")
    )
    _head(sheet, heads)
    for number, cell in citations:
        source = cell["citation"]
        values = (number, source["document"], source["title"] or "—", source["path"], source["quote"], source["start"], source["end"])
        for column, value in enumerate(values, start=1):
            _put(sheet, number + 1, column, value)
        _link(_put(sheet, number + 1, len(heads), source["url"]), source["url"])
    _layout(sheet, [6, 24, 36, 24, 80, 8, 8, 40])


def _notes(sheet: Worksheet, result: Mapping[str, Any], language: Language) -> None:
    """What is compared, on which data, what is not collected, and what to beware of."""
    for number, line in enumerate((heading(result, language), *remarks(result, language)), start=1):
        _put(sheet, number, 1, line)
    sheet.column_dimensions["A"].width = 120


def _head(sheet: Worksheet, names: Sequence[str]) -> None:
    for column, name in enumerate(names, start=1):
        cell = _put(sheet, 1, column, name)
        cell.font, cell.fill = Font(bold=True, color="FFFFFF"), PatternFill("solid", fgColor="1F4E78")
    sheet.freeze_panes = "B2"


def _put(sheet: Worksheet, row: int, column: int, value: str | int) -> Cell:
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


def _link(cell: Cell, url: str) -> None:
    cell.hyperlink = quote(url, safe=":/#%~?&=")
    cell.font = _LINKED


def _layout(sheet: Worksheet, widths: Sequence[int]) -> None:
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
