"""What the graph says of the thing behind an address, and in which form it is written."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import unquote

from starlette.responses import Response

from ..ontology.errors import UnknownValue
from ..ontology.identifiers import Identifiers, Name, segment
from ..ontology.store import Reader
from . import holdings
from .export import rdf
from .negotiate import JSONLD, RDFXML, TURTLE, Offer

_NTRIPLES = "application/n-triples"


def resolve(graph: Reader, path: str) -> str:
    """The IRI that a path, as it was sent, is the address of.

    Args:
        graph: whose base it is under.
        path: without the first slash, percent-encoded: a decoded one could not tell ``%2F`` from a slash.

    Raises:
        UnknownValue: if a segment is empty: nothing has such an address.
    """
    segments = [unquote(part) for part in path.split("/")]
    if not all(segments):
        raise UnknownValue("地址中有空的一段，不是标识。", "An empty segment: no IRI has such an address.", parameter="path")
    return graph.info.base + "/".join(segment(part) for part in segments)


def address(graph: Reader, iri: str) -> str:
    """Where an IRI is found: of the graph its path at this service, of other places the IRI itself."""
    return "/" + iri.removeprefix(graph.info.base) if iri.startswith(graph.info.base) else iri


def name(graph: Reader, iri: str) -> Name:
    """What an IRI names; of kind ``""`` if it is of no known shape."""
    return Identifiers(graph.info.base).parse(iri) or Name("", iri)


def statements(graph: Reader, iri: str) -> list[bytes]:
    """What the graph says of a thing, as sorted N-Triples: of a named graph all that it holds; of a thing of which nothing is said,
    what points to it.

    Raises:
        UnknownValue: if the graph does not know the thing at all.
    """
    if name(graph, iri).kind == "graph":
        found = _triples(graph, "named-graph", graph=iri)
    else:
        found = _triples(graph, "statements", thing=iri) or _triples(graph, "mentions", thing=iri)
    if not found:
        raise unknown(iri)
    return found


def ontology(graph: Reader) -> list[bytes]:
    """The ontology without its schemes, as sorted N-Triples."""
    return _triples(graph, "ontology", ontology=Identifiers(graph.info.base).graph("ontology"))


def _triples(graph: Reader, view: str, /, **iris: str) -> list[bytes]:
    # An endpoint may repeat a triple of a CONSTRUCT.
    return sorted(set(graph.execute(holdings.query(graph, view, **iris), _NTRIPLES).body.splitlines(keepends=True)))


def unknown(iri: str) -> UnknownValue:
    """The error for an IRI that the graph does not know."""
    return UnknownValue(f"图谱中没有 {iri[:300]}。", f"The graph does not know {iri[:300]}.", parameter="path")


def written(lines: Sequence[bytes], offer: Offer, base: str) -> Response:
    """Sorted N-Triples in the form that was asked for.

    Args:
        lines: what to write.
        offer: one of :data:`.conneg.GRAPHS`.
        base: of the graph.
    """
    match offer.name:
        case TURTLE.name:
            chunks = rdf.turtle(lines, base, rdf.in_use(lines, base))
        case JSONLD.name:
            chunks = rdf.jsonld(lines, base)
        case RDFXML.name:
            chunks = rdf.rdfxml(lines)
        case _:
            chunks = rdf.ntriples(lines)
    return Response(b"".join(chunks), media_type=offer.media_type)
