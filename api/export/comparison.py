"""A comparison for people: one table whose cells cite their clauses, and one line a cell for spreadsheets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..language import Language
from . import markdown, table
from .citing import Numbered, remarks, standing, statement
from .grid import Grid, visible

ASPECTS = {
    "threshold": "门槛", "criterion": "条件", "incentive": "激励", "target": "目标", "deadline": "时限", "cycle": "周期",
    "sanction": "罚则", "exemption": "免检", "agency": "机构", "sector": "重点行业", "reference": "引用文件", "step": "程序",
}  # fmt: skip
DELTAS = {"stricter": "更严", "looser": "更宽", "same": "一致", "added": "上级未规定", "missing": "缺", "not_comparable": "不可比"}

COLUMNS = ("type", "as_of", "aspect", "key", "label", "jurisdiction", "place", "level", "grade", "text", "certainty",
           "corrected_by", "document", "title", "document_status", "path", "quote", "start", "end", "url", "fact")  # fmt: skip
"""The first columns of :func:`records`."""


def matrix(result: Mapping[str, Any], language: Language = "zh") -> tuple[Grid, list[str]]:
    """The comparison as one table, and the notes that belong below it.

    Args:
        result: what ``queries.compare.compare`` returns.
        language: language of heads and notes.

    Returns:
        A grid with a row for each aspect and a column for each place, whose cells end in ``[n]``; and the citations ``[n] …`` with
        the exact quotes, then what is not collected and what to beware of.
    """
    zh = language == "zh"
    citations = Numbered()

    def cite(cell: Mapping[str, Any]) -> str:
        return f"{statement(cell, zh)} [{citations.number(cell)}]"

    places = result["jurisdictions"]
    rows = []
    for row in result["rows"]:
        aspect = ASPECTS.get(row["aspect"], row["aspect"]) if zh else row["aspect"]
        cells = ["\n".join(cite(cell) for cell in row["cells"].get(place["code"], ())) or "—" for place in places]
        rows.append((aspect, row["label"], *cells))
    heads = ("方面", "项目") if zh else ("aspect", "item")
    grid = Grid((*heads, *(f"{place['name']} {place['code']}" for place in places)), tuple(rows))
    return grid, [*(_quoted(number, cell, zh) for number, cell in citations), *remarks(result, language)]


def _quoted(number: int, cell: Mapping[str, Any], zh: bool) -> str:
    source = cell["citation"]
    span = f"，位置 {source['start']}–{source['end']}" if zh else f", characters {source['start']}-{source['end']}"
    title = f"{source['document']}《{source['title'] or '—'}》{standing(cell, zh)}"
    return f"[{number}] {title} {source['path']}{span}：“{source['quote']}”"


def heading(result: Mapping[str, Any], language: Language = "zh") -> str:
    """What is compared, as of when, on which data."""
    if language == "zh":
        return f"{result['type']}：各地比较（截至 {result['as_of']}，数据版本 {result['data_version']}）"
    return f"{result['type']} compared (as of {result['as_of']}, data version {result['data_version']})"


def records(result: Mapping[str, Any]) -> Grid:
    """The comparison as one line for each fact of each cell, with its citation; the fields of its kind are the last columns."""
    names = {place["code"]: place["name"] for place in result["jurisdictions"]}
    rows = []
    for row in result["rows"]:
        for code, cells in row["cells"].items():
            for cell in cells:
                rows.append(
                    {
                        **{name: result[name] for name in ("type", "as_of")},
                        **{name: row[name] for name in ("aspect", "key", "label")},
                        "jurisdiction": code,
                        "place": names.get(code),
                        **{name: cell[name] for name in ("level", "grade", "text", "certainty", "corrected_by", "document_status")},
                        **{name: cell["citation"][name] for name in ("document", "title", "path", "quote", "start", "end", "url")},
                        "fact": cell["fact"],
                        **{f"value.{name}": value for name, value in cell["value"].items() if value is not None},
                    }
                )
    fields = dict.fromkeys(name for row in rows for name in row if name.startswith("value."))
    return Grid.of(rows, (*COLUMNS, *fields))


def as_markdown(result: Mapping[str, Any], language: Language = "zh") -> str:
    """The comparison as a Markdown document: the table, then its citations."""
    grid, notes = matrix(result, language)
    listed = "".join(f"- {markdown.escaped(line)}\n" for line in notes)
    return f"# {markdown.escaped(heading(result, language))}\n\n{markdown.render(grid)}\n{listed}"


def as_table(result: Mapping[str, Any], language: Language = "zh", total: int | None = None) -> str:
    """The comparison as aligned text for a terminal of ``total`` places: the table, then its citations."""
    grid, notes = matrix(result, language)
    listed = "".join(f"{visible(line)}\n" for line in notes)
    return f"{heading(result, language)}\n\n{table.render(grid, widest=36, total=total)}\n{listed}"
