"""The SPARQL editor: a query of one's own, or one of the catalogue with its example values, run by the endpoint."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter
from starlette.responses import HTMLResponse

from ....ontology import terms
from ....ontology.context import prefixes
from ....ontology.store import Reader
from ....queries.catalogue import TOPICS, Catalogue
from ... import holdings, workbench
from ...service import Graph
from ..asking import Text, TheView
from ..page import page
from ..remembered import remembered

router = APIRouter(include_in_schema=False)


@router.get("/web/sparql", response_class=HTMLResponse)
def editor(graph: Graph, view: TheView, query: Text = None, question: Text = None) -> str:
    """The editor with a query, or with that of a named question and its example."""
    chosen = None if question is None else Catalogue.load().question(question)
    if query is None:
        bound = workbench.example(graph.info.base) if chosen is None else chosen.bind(graph, dict(chosen.example.call))
        query = "\n".join(line for line in bound.splitlines() if not line.startswith("#+")).strip() + "\n"
    return page(
        view,
        "sparql.html",
        title=view.say("sparql.title"),
        section="sparql",
        crumbs=[(view.say("section.sparql"), None)],
        query=query,
        chosen=chosen,
        topics=[(TOPICS[name][view.language], questions) for name, questions in Catalogue.load().by_topic().items()],
    )


@router.get("/web/sparql/terms")
def known_terms(graph: Graph) -> dict[str, Any]:
    """What the editor completes: prefixes with what they stand for, and the terms of the ontology with their labels."""
    return remembered(graph, _terms)


def _terms(graph: Reader) -> dict[str, Any]:
    base = graph.info.base
    own = terms.policy(base)
    labels = {str(row["term"]): str(row["label"]) for row in holdings.select(graph, "term-labels")}
    return {
        "prefixes": prefixes(base),
        "terms": sorted([f"h:{name}", labels.get(own.iri + name, "")] for name in own),
    }
