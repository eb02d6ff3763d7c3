"""One document: its outline, its text with the facts in it, and what came before and after it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import HTMLResponse

from ....extract.facts import KINDS
from ....queries.documents import PolicyDocument
from ....queries.documents import documents as find
from ... import holdings
from ...export.gbt7714 import reference
from ...routes.documents import Id, known, summary
from ...service import Graph
from ..asking import Many, Number, TheDay, TheView
from ..facts import in_order
from ..page import page
from ..reading import Reading
from ..remembered import remembered

router = APIRouter(include_in_schema=False)


@router.get("/web/documents/{id}", response_class=HTMLResponse)
def document(
    graph: Graph,
    view: TheView,
    day: TheDay,
    id: Id,
    kind: Many = None,
    start: Annotated[Number, Query(alias="from")] = None,
    end: Annotated[Number, Query(alias="to")] = None,
) -> str:
    """The document, with facts of all kinds or of some, and with the span marked that a reader came for."""
    iri = known(graph, id)
    every = {each.id: each for each in remembered(graph, find, day)}
    described = summary(every[id], view.language)
    text = holdings.text(graph, iri)["text"]
    facts = in_order(graph, iri)
    clauses = holdings.outline(graph, iri)
    shown = [fact for fact in facts if kind is None or fact["kind"] in kind]
    marked = (max(0, start), min(end, len(text))) if start is not None and end is not None and start < end else None
    counted = Counter(fact["kind"] for fact in facts)
    return page(
        view,
        "document.html",
        title=every[id].name,
        section="documents",
        crumbs=[(view.say("section.documents"), "/web/documents"), (every[id].name, None)],
        document=described,
        reading=Reading(text, clauses, shown, marked),
        clauses=clauses,
        kinds=[(name, counted[name]) for name in KINDS if counted[name]],
        chosen=kind,
        total=len(facts),
        later=[(each.relation, every[each.id]) for each in every[id].successors if each.id in every],
        earlier=list(_earlier(every.values(), id)),
        citation=reference(described, day, described["iri"]),
    )


def _earlier(every: Iterable[PolicyDocument], id: str) -> Sequence[tuple[str, PolicyDocument]]:
    """The documents to which this one did something, each with what it did."""
    return [(each.relation, document) for document in every for each in document.successors if each.id == id]
