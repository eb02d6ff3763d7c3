"""Comparisons as workbooks: a sheet for each aspect, and one of citations to which its cells point. Equal answers give equal bytes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl.cell import Cell
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from ..language import Language
from .citing import Numbered, remarks, standing, statement
from .comparison import ASPECTS, DELTAS, heading
from .workbook import LINKED, MEDIA_TYPE, empty, head, layout, link, put, saved

__all__ = ["MEDIA_TYPE", "render"]

_SOURCES = ("出处", "citations")
_LABEL, _PLACE, _NUMBER = 22, 36, 7  # widths of the columns of an aspect, in digits
_FILLS = {"stricter": PatternFill("solid", fgColor="FDE9D9"), "looser": PatternFill("solid", fgColor="E2EFDA")}


def render(result: Mapping[str, Any], language: Language = "zh") -> bytes:
    """The comparison as a workbook.

    Args:
        result: what ``queries.compare.compare`` returns.
        language: language of heads and notes; what documents say stays Chinese.
    """
    zh = language == "zh"
    book = empty(result["as_of"])
    citations = Numbered()
    for aspect in dict.fromkeys(row["aspect"] for row in result["rows"]):
        rows = [row for row in result["rows"] if row["aspect"] == aspect]
        _aspect(book.create_sheet(ASPECTS.get(aspect, aspect) if zh else aspect), rows, result, citations, zh)
    _sources(book.create_sheet(_SOURCES[not zh]), citations, zh)
    _notes(book.create_sheet("说明" if zh else "notes"), result, language)
    return saved(book, result["as_of"])


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
    head(sheet, ["项目" if zh else "item", *(head for each in places for head in (f"{each['name']} {each['code']}", _SOURCES[not zh]))])
    number = 2
    for row in rows:
        height = max(1, *(len(row["cells"].get(place["code"], ())) for place in places))
        for line in range(number, number + height):
            put(sheet, line, 1, row["label"]).font = Font(bold=row["differs"])
        for column, place in zip(range(2, 2 * len(places) + 2, 2), places, strict=True):
            said = row["cells"].get(place["code"], ())
            compared = _delta(row["delta"].get(place["code"]), zh)
            if not said:
                put(sheet, number, column, "—" + compared)
            for line, each in enumerate(said, start=number):
                put(sheet, line, column, statement(each, zh) + standing(each, zh) + (compared if line == number else ""))
                _cite(put(sheet, line, column + 1, f"[{citations.number(each)}]"), citations.number(each), zh)
            if fill := _FILLS.get(row["delta"].get(place["code"])):
                sheet.cell(number, column).fill = fill
        number += height
    layout(sheet, [_LABEL, *([_PLACE, _NUMBER] * len(places))])


def _cite(cell: Cell, number: int, zh: bool) -> None:
    """Lead from a cell to a clause on the sheet of citations, whose first row is the head."""
    cell.hyperlink = Hyperlink(cell.coordinate, location=f"'{_SOURCES[not zh]}'!A{number + 1}")
    cell.font = LINKED


def _delta(delta: str | None, zh: bool) -> str:
    return "" if delta is None else f"〔{DELTAS[delta]}〕" if zh else f" ({delta})"


def _sources(sheet: Worksheet, citations: Numbered, zh: bool) -> None:
    heads = (
        ("编号", "文件", "标题", "条款", "原文", "起", "止", "网址")
        if zh
        else ("no", "document", "title", "clause", "quote", "start", "end", "url")
    )
    head(sheet, heads)
    for number, cell in citations:
        source = cell["citation"]
        values = (number, source["document"], source["title"] or "—", source["path"], source["quote"], source["start"], source["end"])
        for column, value in enumerate(values, start=1):
            put(sheet, number + 1, column, value)
        link(put(sheet, number + 1, len(heads), source["url"]), source["url"])
    layout(sheet, [6, 24, 36, 24, 80, 8, 8, 40])


def _notes(sheet: Worksheet, result: Mapping[str, Any], language: Language) -> None:
    """What is compared, on which data, what is not collected, and what to beware of."""
    for number, line in enumerate((heading(result, language), *remarks(result, language)), start=1):
        put(sheet, number, 1, line)
    sheet.column_dimensions["A"].width = 120
