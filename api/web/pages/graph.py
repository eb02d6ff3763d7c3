"""The graph around a type, an agency, a document or anything else of it."""

from __future__ import annotations

import datetime
from typing import Any

from fastapi import APIRouter
from starlette.responses import HTMLResponse

from ....ontology.errors import UnknownValue
from ....ontology.store import Reader
from ....queries.documents import documents
from ... import holdings, things
from ...service import Graph
from ..asking import Text, TheDay, TheView
from ..neighbours import MOST, WIDTH, around, drawn
from ..page import page
from ..remembered import remembered
from ..things.thing import named

router = APIRouter(include_in_schema=False)

_OFFERED = 40
"""Types, agencies and documents that are offered to begin with."""


@router.get("/web/graph", response_class=HTMLResponse)
def neighbourhood(graph: Graph, view: TheView, day: TheDay, iri: Text = None) -> str:
    """What stands around a thing; without one, things to begin with."""
    if iri is None:
        crumbs: list[tuple[str, str | None]] = [(view.say("section.graph"), None)]
        title = view.say("graph.title")
        return page(view, "graph.html", title=title, section="graph", crumbs=crumbs, iri=None, offered=_offered(graph, day))
    centre = _known(graph, iri)
    label = named(graph, centre)
    groups = around(graph, centre)
    return page(
        view,
        "graph.html",
        title=view.say("graph.around", label=label),
        section="graph",
        crumbs=[(view.say("section.graph"), "/web/graph"), (label, None)],
        iri=centre,
        name=things.name(graph, centre),
        label=label,
        groups=groups,
        drawing=drawn(groups),
        width=WIDTH,
        most=MOST,
        address=things.address(graph, centre),
    )


def _known(graph: Reader, iri: str) -> str:
    """An IRI of the graph, written as the graph writes it.

    Raises:
        UnknownValue: if it is of elsewhere.
    """
    base = graph.info.base
    if not iri.startswith(base):
        raise UnknownValue(f"图谱中没有 {iri[:300]}。", f"The graph does not know {iri[:300]}.", parameter="iri")
    return things.resolve(graph, iri.removeprefix(base))


def _offered(graph: Reader, day: datetime.date) -> list[tuple[str, list[dict[str, Any]]]]:
    """Groups of things to begin with, those of which most is said first."""
    types = sorted(remembered(graph, holdings.types), key=lambda each: -each["facts"])
    agencies = sorted(remembered(graph, holdings.agencies), key=lambda each: -len(each["roles"]))
    return [
        ("types", [{"iri": each["iri"], "label": each["label"]} for each in types[:_OFFERED]]),
        ("documents", [{"iri": each.iri, "label": each.name} for each in remembered(graph, documents, day)[:_OFFERED]]),
        ("agencies", [{"iri": each["iri"], "label": each["name"]} for each in agencies[:_OFFERED]]),
    ]
