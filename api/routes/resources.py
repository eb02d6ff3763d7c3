"""Every IRI of the graph dereferences: ``/id/…`` and ``/ontology``, under any host."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import unquote

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from ...ontology.errors import UnknownValue
from ...ontology.identifiers import Identifiers
from ...ontology.store import IRI, Reader
from .. import holdings, html
from ..answers import asked, forms
from ..negotiate import HTML, JSONLD, NTRIPLES, RDFXML, TURTLE, Offer
from ..service import Graph, known_parameters

router = APIRouter(tags=["标识"], dependencies=[Depends(known_parameters)])

GRAPHS = (TURTLE, Offer(JSONLD.name, JSONLD.media_type, (*JSONLD.aliases, "json"), ("application/json",)), NTRIPLES, RDFXML)
Format = Annotated[str | None, Query(description="turtle、jsonld、ntriples、rdfxml；/id 另有 html")]
_NAMES = ("http://www.w3.org/2004/02/skos/core#prefLabel", "http://purl.org/dc/terms/title", "http://www.w3.org/2000/01/rdf-schema#label")
_LONGEST = 2000
"""Characters of a literal that an HTML page shows; the other forms have all of it."""


@router.get("/ontology", responses=forms(*GRAPHS), response_class=Response, summary="本体与词表（ontology）")
def ontology(request: Request, graph: Graph, format: Format = None) -> Response:
    """The ontology with its schemes."""
    return _graph(graph, "named-graph", asked(request, GRAPHS), graph=Identifiers(graph.info.base).graph("ontology"))


@router.get("/id/{path:path}", responses=forms(*GRAPHS, HTML), response_class=Response, summary="一个标识的描述（description of an IRI)")
def resource(request: Request, graph: Graph, path: str, format: Format = None) -> Response:
    """What the graph says of the thing whose IRI ends in this path; of a named graph, its triples."""
    offer = asked(request, (*GRAPHS, HTML))
    # The decoded path cannot tell %2F from a slash: the address is read as it was sent.
    sent = request.scope["raw_path"].decode("ascii").partition("/id/")[2]
    iri = holdings.resolve(graph, [unquote(part) for part in sent.split("/")])
    name = Identifiers(graph.info.base).parse(iri)
    if name is not None and name.kind == "graph":
        found = _graph(graph, "named-graph", TURTLE if offer is HTML else offer, graph=iri)
        exists = bool(holdings.select(graph, "named-graph-size", graph=iri).rows[0]["triples"])
    elif offer is HTML:
        found, exists = _page(graph, iri)
    else:
        exists = bool(holdings.select(graph, "description", thing=iri).rows)
        found = _graph(graph, "graph", offer, thing=iri)
    if not exists:
        raise UnknownValue(f"图谱中没有 {iri[:300]}。", f"The graph does not know {iri[:300]}.", parameter="path")
    return found


def _graph(graph: Reader, view: str, offer: Offer, /, **iris: str) -> Response:
    """The triples of a view, in the form asked for."""
    answer = graph.execute(holdings.query(graph, view, **iris), offer.media_type)
    return Response(answer.body, media_type=answer.media_type)


def _page(graph: Reader, iri: str) -> tuple[Response, bool]:
    """A page with the properties of a thing, and whether it has any."""
    found = holdings.select(graph, "description", thing=iri).rows
    items = [(_property(graph, row["property"]), _value(graph, row)) for row in found]
    names = [row for row in found if str(row["property"]) in _NAMES]
    title = next((str(row["value"]) for row in names if row.get("language") in ("", "zh")), iri)
    alternatives = html.Markup("<p>" + "　".join(html.link(f"?format={offer.name}", offer.name) for offer in GRAPHS) + "</p>")
    return Response(html.page(title, html.rows([("IRI", iri)]), html.rows(items), alternatives), media_type=HTML.media_type), bool(found)


def _property(graph: Reader, value: Any) -> html.Markup:
    iri = str(value)
    return html.link(_local(graph, iri), iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1])


def _value(graph: Reader, row: dict[str, Any]) -> html.Markup:
    value = row["value"]
    if isinstance(value, IRI):
        return html.link(_local(graph, value), row.get("label", value))
    written = str(value)
    return html.text(written if len(written) <= _LONGEST else written[:_LONGEST] + "…")


def _local(graph: Reader, iri: str) -> str:
    """The address of an IRI of the graph at this service; IRIs of other places as they are."""
    return "/" + iri.removeprefix(graph.info.base) if iri.startswith(graph.info.base) else iri
