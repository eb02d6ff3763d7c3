"""Comparisons as workbooks (Office Open XML, ISO/IEC 29500): a sheet for each aspect, and one of citations to which its cells point.

Every value is written as text: what a document says never becomes a formula (OWASP, CSV injection). Equal answers give equal bytes.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator, Mapping, Sequence
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
from .comparison import ASPECTS, DELTAS, STATUS, heading

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LONGEST = 32767  # characters that a cell can hold
_FIELDS = ("document", "title", "path", "quote", "start", "end", "url")
_HEADS = (("编号", "文件", "标题", "条款", "原文", "起", "止", "网址"), ("no", *_FIELDS))
_SOURCES = ("出处", "citations")
_WIDTHS = {"label": 22, "place": 42}


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
    citations: dict[tuple[str, int, int], tuple[int, Mapping[str, Any]]] = {}
    for aspect in dict.fromkeys(row["aspect"] for row in result["rows"]):
        rows = [row for row in result["rows"] if row["aspect"] == aspect]
        _aspect(book.create_sheet(ASPECTS.get(aspect, aspect) if zh else aspect), rows, result, citations, zh)
    _sources(book.create_sheet(_SOURCES[0 if zh else 1]), citations, zh)
    _notes(book.create_sheet("说明" if zh else "notes"), result, language)
    content = io.BytesIO()
    book.save(content)
    return same_stamps(content.getvalue(), f"{result['as_of']}T00:00:00Z")


def _aspect(
    sheet: Worksheet,
    rows: Sequence[Mapping[str, Any]],
    result: Mapping[str, Any],
    citations: dict[tuple[str, int, int], tuple[int, Mapping[str, Any]]],
    zh: bool,
) -> None:
    """One aspect: a row for each item, a column for each place; a cell leads to the clause of its first statement."""
    places = result["jurisdictions"]
    _head(sheet, ["项目" if zh else "item", *(f"{place['name']} {place['code']}" for place in places)])
    for number, row in enumerate(rows, start=2):
        _put(sheet, number, 1, row["label"]).font = Font(bold=row["differs"])
        for column, place in enumerate(places, start=2):
            said = row["cells"].get(place["code"], [])
            lines = []
            for each in said:
                source = each["citation"]
                index, _ = citations.setdefault((source["document"], source["start"], source["end"]), (len(citations) + 1, each))
                lines.append(f"{each['text']}{_standing(each['document_status'], zh)} [{index}]")
            delta = row["delta"].get(place["code"])
            if delta is not None:
                lines.append(f"〔{DELTAS[delta]}〕" if zh else f"({delta})")
            cell = _put(sheet, number, column, "\n".join(lines) or "—")
            if said:
                source = said[0]["citation"]
                index, _ = citations[source["document"], source["start"], source["end"]]
                cell.hyperlink = Hyperlink(cell.coordinate, location=f"'{_SOURCES[0 if zh else 1]}'!A{index + 1}")
            if delta in ("stricter", "looser"):
                cell.fill = PatternFill("solid", fgColor="FDE9D9" if delta == "stricter" else "E2EFDA")
    _layout(sheet, [_WIDTHS["label"], *([_WIDTHS["place"]] * len(places))])


def _sources(sheet: Worksheet, citations: Mapping[tuple[str, int, int], tuple[int, Mapping[str, Any]]], zh: bool) -> None:
    heads = (
        ("编号", "文件", "标题", "条款", "原文", "起", "止", "网址")
        if zh
        else ("no", "document", "title", "clause", "quote", "start", "end", "url")
    )
    _head(sheet, heads)
    for number, (index, cell) in enumerate(citations.values(), start=2):
        source = cell["citation"]
        values = (
            index,
            source["document"],
            source["title"] or "—",
            source["path"],
            source["quote"],
            source["start"],
            source["end"],
            source["url"],
        )
        for column, value in enumerate(values, start=1):
            written = _put(sheet, number, column, value)
            if column == len(values):
                _link(written, source["url"])
    _layout(sheet, [6, 24, 36, 24, 80, 8, 8, 40])


def _notes(sheet: Worksheet, result: Mapping[str, Any], language: Language) -> None:
    """What is compared, on which data, what is not collected, and what to beware of."""
    for number, line in enumerate(_said(result, language), start=1):
        _put(sheet, number, 1, line)
    sheet.column_dimensions["A"].width = 120


def _said(result: Mapping[str, Any], language: Language) -> Iterator[str]:
    zh = language == "zh"
    yield heading(result, language)
    if result["not_collected"]:
        names = "、".join(place["name"] for place in result["not_collected"])
        yield f"未收集文件的地区：{names}" if zh else f"Places without a document: {names}"
    for warning in result.get("warnings", ()):
        yield ("注意：" if zh else "Warning: ") + warning


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
    cell.font = Font(color="0563C1", underline="single")


def _layout(sheet: Worksheet, widths: Sequence[int]) -> None:
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.sheet_view.zoomScale = 90
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"


def _standing(status: str, zh: bool) -> str:
    return "" if status == "in_force" else f"（{STATUS[status]}）" if zh else f" ({status})"
