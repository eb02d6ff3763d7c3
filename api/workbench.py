"""The SPARQL endpoint as a page: a form for a query, and its answer as people read it.

An answer for people is cut at :data:`ROWS`; links lead to the whole of it in the forms of the standard. The page is made of the first
lines only, so that it costs no more for a large answer than for a small one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from urllib.parse import urlencode

from ..ontology.results import JSON, Answer, boolean_from_json
from . import html
from .negotiate import Offer
from .web.page import parts as framed
from .web.view import View

ROWS = 500
"""Rows of a table that a page shows."""
CHARACTERS = 200_000
"""Characters of a graph that a page shows."""
TSV = "text/tab-separated-values"
TURTLE = "text/turtle"

EXAMPLE = """PREFIX h: <https://w3id.org/hengce/ontology#>

# 绿色工厂在各文件中的分数门槛及原文
SELECT ?doc ?min ?unit ?quote
WHERE {
  ?fact a h:Threshold ; h:subjectLabel "绿色工厂" ; h:document/h:id ?doc ;
        h:min ?min ; h:unit ?unit ; h:quote ?quote .
}
ORDER BY ?doc ?min
"""
_TERM = re.compile(r'<(?P<iri>[^>]*)>|"(?P<text>(?:[^"\\]|\\.)*)"(?:@[A-Za-z0-9-]+|\^\^<[^>]*>)?', re.DOTALL)
_ESCAPES = {"t": "\t", "n": "\n", "r": "\r"}


def media_type_for(form: str) -> str:
    """The form of an answer from which a page is made."""
    return {"SELECT": TSV, "ASK": JSON}.get(form, TURTLE)


def page(view: View, query: str, *parts: object, base: str, forms: Sequence[Offer] = ()) -> str:
    """The page: what is said about a query, above the form that holds it.

    Args:
        view: for whom.
        query: the query that was asked; empty: an example is offered.
        *parts: its answer, or what is wrong with it.
        base: what the IRIs of the graph begin with; they become links into this service.
        forms: the other forms in which the answer can be had.
    """
    asked = [html.link("?" + urlencode({"query": query, "format": form.name}), form.name) for form in forms]
    links = html.Markup(f"<p>下载 Download: {'　'.join(asked)}</p>") if asked else ""
    return framed(
        view,
        "SPARQL 查询",
        "在政策知识图谱上执行一条 SPARQL 1.1 查询（只读）；现成的问题见 /queries。 Run a SPARQL 1.1 query on the graph (read only).",
        *parts,
        links,
        _form(query or EXAMPLE.replace("https://w3id.org/hengce/", base)),
        html.Markup(
            f"<p>{html.link('/queries', '现成的问题 Catalogue')}　{html.link('?format=turtle', '服务说明 Service description')}</p>"
        ),
        crumbs=[("SPARQL", None)],
    )


def _form(query: str) -> html.Markup:
    return html.Markup(
        '<form method="get"><p><label for="query">查询 Query</label></p>'
        # HTML drops the first line break of a text area.
        f'<p><textarea id="query" name="query" rows="14" cols="100" spellcheck="false">\n{escape(query)}</textarea></p>'
        '<p><button type="submit">执行 Run</button></p></form>'
    )


def answered(answer: Answer, base: str) -> list[html.Markup]:
    """An answer as parts of a page.

    Args:
        answer: of the type that :func:`media_type_for` names.
        base: what the IRIs of the graph begin with.
    """
    if answer.form == "ASK":
        return [html.Markup(f"<p><strong>{'是 true' if boolean_from_json(answer.body) else '否 false'}</strong></p>")]
    if answer.form != "SELECT":
        shown = answer.body[: 4 * CHARACTERS].decode("utf-8", "ignore")
        parts = [_note("只显示开头部分。 Only its beginning is shown.")] if len(answer.body) > len(shown.encode()) else []
        return [*parts, html.Markup(f"<pre>{escape(shown)}</pre>")]
    head, *lines = answer.body.split(b"\n", ROWS + 1)
    rows = answer.body.count(b"\n") - 1
    shown_rows = [[_cell(term, base) for term in line.decode().split("\t")] for line in lines[: min(rows, ROWS)]]
    count = f"共 {rows} 行。 {rows} rows." if rows <= ROWS else f"共 {rows} 行，只显示前 {ROWS} 行。 The first {ROWS} of {rows} rows."
    return [_note(count), html.grid(head.decode().split("\t"), shown_rows)]


def refused(message: str) -> html.Markup:
    """What is wrong with a query, as a part of a page."""
    return html.Markup(f'<p role="alert"><strong>{html.text(message)}</strong></p>')


def _note(text: str) -> html.Markup:
    return html.Markup(f"<p>{html.text(text)}</p>")


def _cell(term: str, base: str) -> html.Markup:
    """A term of a row (SPARQL 1.1 Query Results TSV Format, section 4), without datatype and language."""
    match = _TERM.fullmatch(term)
    if match is None:
        return html.text(term)  # a number, true, false, a blank node, or nothing
    if (iri := match["iri"]) is not None:
        return html.link("/" + iri.removeprefix(base) if iri.startswith(base) else iri, iri)
    return html.text(re.sub(r"\\(.)", lambda escaped: _ESCAPES.get(escaped[1], escaped[1]), match["text"]))
