"""The page of a thing: what the graph says of it, and what points to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

import yaml

from ....ontology.context import prefixed
from ....ontology.identifiers import Name
from ....ontology.store import IRI, Reader
from ... import holdings, html, things
from ...conneg import Choice
from ..page import parts as framed
from ..view import View

_SHOWN = 100
"""How many things that point to one are listed; the view gives one more, which tells that there are others."""
_LONGEST = 2000
"""Characters of a literal that a page shows; the other forms have all of it."""
_NAMES = ("http://www.w3.org/2004/02/skos/core#prefLabel", "http://purl.org/dc/terms/title", "http://www.w3.org/2000/01/rdf-schema#label")
_QUOTE = "ontology#quote"


def page(view: View, graph: Reader, iri: str, offered: Iterable[Choice]) -> str:
    """The page.

    Args:
        view: for whom.
        graph: where to look.
        iri: of the thing.
        offered: the vocabularies that it is described in, for links.

    Raises:
        UnknownValue: if the graph does not know the thing.
    """
    found = holdings.select(graph, "description", thing=iri).rows
    pointing = holdings.select(graph, "pointing", thing=iri).rows
    if not found and not pointing:
        raise things.unknown(iri)
    title = _title(graph, iri, found)
    return framed(
        view,
        title,
        _pages(view, iri, things.name(graph, iri)),
        html.rows([("标识 IRI", html.Markup(f"<code>{html.text(iri)}</code>"))]),
        html.rows((_property(graph, rows[0]), _joined(_values(graph, rows))) for rows in _by(found, "property")),
        *_pointing(graph, pointing),
        forms(offered),
        section="graph",
        crumbs=[(view.say("section.graph"), "/web/graph"), (title, None)],
    )


def _pages(view: View, iri: str, named: Name) -> html.Markup:
    """Links to what is to be read of a thing, and to the graph around it."""
    found = [(view.address("/web/graph", iri=iri), view.say("fact.graph"))]
    if named.kind == "document":
        found.insert(0, (view.address(f"/web/documents/{named.key}"), view.say("graph.read")))
    if named.kind == "fact":
        found.insert(0, (view.address(f"/web/documents/{named.key}/facts/{named.path}"), view.say("graph.read")))
    return html.Markup(f'<p class="actions">{" ".join(html.link(address, words) for address, words in found)}</p>')


def named_graph(view: View, graph: Reader, iri: str, offered: Iterable[Choice]) -> str:
    """The page of a named graph: how much it holds, and of what.

    Raises:
        UnknownValue: if there is no such graph.
    """
    size = holdings.select(graph, "named-graph-size", graph=iri).rows[0]["triples"]
    if not size:
        raise things.unknown(iri)
    about = [str(row["about"]) for row in holdings.select(graph, "things", graph=iri)]
    more = html.text(f"……共 {len(about)} 个" if len(about) > _LONGEST else "")
    items = "".join(f"<li>{html.link(things.address(graph, each), _short(graph, each))}</li>" for each in about[:_LONGEST])
    return framed(
        view,
        f"命名图 {things.name(graph, iri).key}",
        html.rows(
            [("标识 IRI", html.Markup(f"<code>{html.text(iri)}</code>")), ("三元组 triples", size), ("所述之物 subjects", len(about))]
        ),
        html.Markup(f"<ul>{items}</ul>{more}"),
        forms(offered),
    )


def forms(offered: Iterable[Choice]) -> html.Markup:
    """Links to the other forms, and to views in other vocabularies."""
    parts = []
    for choice in offered:
        label = choice.view.title["zh"] if choice.view else "数据"
        parts.append(
            (label, _joined((html.link(f"?profile={choice.name}&format={offer.name}", offer.name) for offer in choice.offers), "　"))
        )
    return html.Markup(f"<h2>其他形式 Other forms</h2>{html.rows(parts)}")


def named(graph: Reader, iri: str) -> str:
    """What a thing is called.

    Raises:
        UnknownValue: if the graph says nothing of it.
    """
    found = holdings.select(graph, "description", thing=iri).rows
    if not found:
        raise things.unknown(iri)
    return _title(graph, iri, found)


def _title(graph: Reader, iri: str, found: list[dict[str, Any]]) -> str:
    named = (row for name in _NAMES for row in found if str(row["property"]) == name)
    chinese = [str(row["value"]) for row in named if row.get("language") in ("", "zh")]
    quotes = [str(row["value"]) for row in found if str(row["property"]) == graph.info.base + _QUOTE]
    return next(iter(chinese + [f"“{quote}”" for quote in quotes]), _short(graph, iri))


def _short(graph: Reader, iri: str) -> str:
    """An IRI as a person would say it: of the graph without base, of elsewhere its last part."""
    named = things.name(graph, iri)
    if named.kind in ("document", "clause"):
        return " ".join(part for part in (named.key, named.path) if part)
    local = iri.removeprefix(graph.info.base).removeprefix("id/")
    return local if iri.startswith(graph.info.base) else iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def _property(graph: Reader, row: dict[str, Any]) -> html.Markup:
    iri = str(row["property"])
    local = iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
    called = row.get("called") or _names().get(prefixed(iri))
    return html.Markup(f"{html.link(things.address(graph, iri), called or local)}{f' <small>{html.text(local)}</small>' if called else ''}")


@cache
def _names() -> dict[str, str]:
    """Chinese names of properties of other vocabularies, by prefixed name."""
    return yaml.safe_load((Path(__file__).parent / "properties.yaml").read_text(encoding="utf-8"))


def _values(graph: Reader, rows: list[dict[str, Any]]) -> Iterator[html.Markup]:
    for _, same in groupby(rows, key=lambda row: (row["value"], row.get("language"))):
        row = next(same)
        value, language = row["value"], str(row.get("language", ""))
        if isinstance(value, IRI):
            yield html.link(things.address(graph, value), row.get("label") or _short(graph, value))
            continue
        written = str(value).lower() if isinstance(value, bool) else str(value)
        yield html.spoken(written if len(written) <= _LONGEST else written[:_LONGEST] + "…", language)


def _pointing(graph: Reader, rows: list[dict[str, Any]]) -> Iterator[html.Markup]:
    if not rows:
        return
    yield html.Markup("<h2>指向它的 Pointing here</h2>")
    yield html.rows((_property(graph, some[0]), _joined(_subjects(graph, some))) for some in _by(rows[:_SHOWN], "property"))
    if len(rows) > _SHOWN:
        yield html.Markup(f"<p>只列出 {_SHOWN} 个；全部可用 {html.link('/sparql')} 查询。</p>")


def _subjects(graph: Reader, rows: list[dict[str, Any]]) -> Iterator[html.Markup]:
    for subject, same in groupby(rows, key=lambda row: row["subject"]):
        yield html.link(things.address(graph, str(subject)), next(same).get("label") or _short(graph, str(subject)))


def _by(rows: Iterable[dict[str, Any]], name: str) -> Iterator[list[dict[str, Any]]]:
    return (list(some) for _, some in groupby(rows, key=lambda row: row[name]))


def _joined(parts: Iterable[html.Markup], between: str = "<br>") -> html.Markup:
    return html.Markup(between.join(parts))
