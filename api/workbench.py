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
from .web.charts import Chart
from .web.page import page as framed
from .web.plots import bars, net
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
    return framed(
        view,
        "answer.html",
        title=view.say("sparql.title"),
        section="sparql",
        crumbs=[(view.say("section.sparql"), "/web/sparql")] if query else [(view.say("section.sparql"), None)],
        asked=query,
        query=query or example(base),
        answer=parts,
        downloads=[(form.name, "/sparql?" + urlencode({"query": query, "format": form.name})) for form in forms],
    )


def example(base: str) -> str:
    """The query that is offered to whoever brings none.

    Args:
        base: what the IRIs of the graph begin with.
    """
    return EXAMPLE.replace("https://w3id.org/hengce/", base)


def answered(answer: Answer, base: str, view: View) -> list[html.Markup]:
    """An answer as parts of a page, a small one also as a picture.

    Args:
        answer: of the type that :func:`media_type_for` names.
        base: what the IRIs of the graph begin with.
        view: for whom.
    """
    if answer.form == "ASK":
        return [html.Markup(f"<p><strong>{'是 true' if boolean_from_json(answer.body) else '否 false'}</strong></p>")]
    if answer.form != "SELECT":
        shown = answer.body[: 4 * CHARACTERS].decode("utf-8", "ignore")
        parts = [_note("只显示开头部分。 Only its beginning is shown.")] if len(answer.body) > len(shown.encode()) else []
        return [*parts, *_pictured(net(view, answer.body)), html.Markup(f"<pre tabindex='0'>{escape(shown)}</pre>")]
    head, *lines = answer.body.split(b"\n", ROWS + 1)
    rows = answer.body.count(b"\n") - 1
    shown_rows = [[_cell(term, base) for term in line.decode().split("\t")] for line in lines[: min(rows, ROWS)]]
    count = f"共 {rows} 行。 {rows} rows." if rows <= ROWS else f"共 {rows} 行，只显示前 {ROWS} 行。 The first {ROWS} of {rows} rows."
    names = head.decode().split("\t")
    plain = [[_plain(term) for term in line.decode().split("\t")] for line in lines[: min(rows, ROWS)]]
    table = html.Markup(f'<div class="scroll" role="region" aria-label="{count}" tabindex="0">{html.grid(names, shown_rows)}</div>')
    return [_note(count), *_pictured(bars(view, [name.removeprefix("?") for name in names], plain)), table]


def _pictured(chart: Chart | None) -> list[html.Markup]:
    if chart is None:
        return []
    title = escape(chart.title)
    box = f'<div class="scroll" role="region" aria-label="{title}" tabindex="0">{chart.svg}</div>'
    return [html.Markup(f'<figure class="chart">{box}<figcaption>{title}</figcaption></figure>')]


def refused(message: str) -> html.Markup:
    """What is wrong with a query, as a part of a page."""
    return html.Markup(f'<p role="alert"><strong>{html.text(message)}</strong></p>')


def _note(text: str) -> html.Markup:
    return html.Markup(f"<p>{html.text(text)}</p>")


def _plain(term: str) -> str:
    """A term as a text: of an IRI its last segment."""
    match = _TERM.fullmatch(term)
    if match is None:
        return term
    if match["iri"] is not None:
        return match["iri"].rpartition("/")[2].rpartition("#")[2]
    return re.sub(r"\\(.)", lambda escaped: _ESCAPES.get(escaped[1], escaped[1]), match["text"])


def _cell(term: str, base: str) -> html.Markup:
    """A term of a row (SPARQL 1.1 Query Results TSV Format, section 4), without datatype and language."""
    match = _TERM.fullmatch(term)
    if match is None:
        return html.text(term)  # a number, true, false, a blank node, or nothing
    if (iri := match["iri"]) is not None:
        return html.link("/" + iri.removeprefix(base) if iri.startswith(base) else iri, iri)
    return html.text(_plain(term))
