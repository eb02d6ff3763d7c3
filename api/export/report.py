"""A comparison as one HTML file, fit for a paper's appendix: the tables, every quote, the query, and the version of the data.

Nothing is loaded from elsewhere, and equal answers give equal files.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..html import Markup, grid, link, page, rows, text
from ..language import Language
from .citing import STATUS, Numbered, standing, statement
from .comparison import ASPECTS, DELTAS, heading


def render(result: Mapping[str, Any], language: Language = "zh") -> str:
    """The report.

    Args:
        result: what ``queries.compare.compare`` returns.
        language: language of headings and notes; what documents say stays Chinese.
    """
    zh = language == "zh"
    sources = Numbered()
    return page(
        heading(result, language),
        *(("注意：" if zh else "Warning: ") + warning for warning in result["warnings"]),
        _collected(result, zh),
        *_aspects(result, sources, zh),
        _quotes(sources, zh),
        _how(result, zh),
        language="zh-CN" if zh else "en",
    )


def _title(words: str) -> Markup:
    return Markup(f"<h2>{text(words)}</h2>")


def _collected(result: Mapping[str, Any], zh: bool) -> Markup:
    """Which documents were compared, and which places have none."""
    lines = [
        (
            place["name"],
            place["code"],
            document["id"],
            document["title"] or "—",
            document["date"] or "—",
            STATUS[document["status"]] if zh else document["status"],
        )
        for place in result["jurisdictions"]
        for document in place["documents"]
    ]
    lines += [(place["name"], place["code"], "未收录文件" if zh else "no document", "—", "—", "—") for place in result["not_collected"]]
    heads = ("地区", "代码", "文件", "标题", "日期", "状态") if zh else ("place", "code", "document", "title", "date", "status")
    return Markup(_title("比较的文件" if zh else "Documents compared") + grid(heads, lines))


def _aspects(result: Mapping[str, Any], sources: Numbered, zh: bool) -> Iterator[Markup]:
    places = result["jurisdictions"]
    for aspect in dict.fromkeys(row["aspect"] for row in result["rows"]):
        lines = [
            (
                Markup(f"<strong>{text(row['label'])}</strong>") if row["differs"] else row["label"],
                *(_cell(row, place["code"], sources, zh) for place in places),
            )
            for row in result["rows"]
            if row["aspect"] == aspect
        ]
        heads = ("项目" if zh else "item", *(f"{place['name']} {place['code']}" for place in places))
        yield Markup(_title(ASPECTS.get(aspect, str(aspect)) if zh else str(aspect)) + grid(heads, lines))


def _cell(row: Mapping[str, Any], code: str, sources: Numbered, zh: bool) -> Markup:
    """What a place says, each statement with the numbers of its citation, and how it stands to the baseline."""
    said = []
    for each in row["cells"].get(code, ()):
        number = sources.number(each)
        said.append(f"{text(statement(each, zh) + standing(each, zh))} {link(f'#c{number}', f'[{number}]')}")
    delta = row["delta"].get(code)
    if delta is not None:
        said.append(f"<small>{text(DELTAS[delta] if zh else delta)}</small>")
    return Markup("<br>".join(said) or "—")


def _quotes(sources: Numbered, zh: bool) -> Markup:
    """Every clause that is cited, word for word, with its place in the text."""
    lines = [
        (
            Markup(f'<span id="c{number}">[{number}]</span>'), cell["citation"]["quote"],
            f"{cell['citation']['document']} {cell['citation']['path']}", f"{cell['citation']['start']}–{cell['citation']['end']}",
            link(cell["citation"]["url"]),
        )
        for number, cell in sources
    ]  # fmt: skip
    heads = ("编号", "原文", "文件与条款", "位置（字）", "标识") if zh else ("no", "quote", "document and clause", "characters", "IRI")
    return Markup(_title("原文" if zh else "Quotes") + grid(heads, lines))


def _how(result: Mapping[str, Any], zh: bool) -> Markup:
    """What somebody needs who wants to repeat it."""
    names = ("类型", "截至", "数据版本", "基准") if zh else ("type", "as of", "data version", "baseline")
    said = rows(zip(names, (result["type"], result["as_of"], result["data_version"], result["baseline"]), strict=True))
    query = Markup(f"<pre>{text(result['sparql'])}</pre>") if result["sparql"] else Markup("")
    return Markup(_title("数据与查询" if zh else "Data and query") + said + query)
