"""What the graph holds, for the service's lists and pages: one SELECT a view, kept as a file in ``views/``."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from rdflib import URIRef

from ..extract.facts import Fact
from ..extract.properties import from_rows
from ..ontology.errors import UnknownValue
from ..ontology.identifiers import Identifiers
from ..ontology.store import Reader, Table
from ..queries.binding import based, bound
from ..queries.corrections import corrected_by

VIEWS = Path(__file__).parent / "views"


@cache
def _view(name: str) -> str:
    return (VIEWS / f"{name}.rq").read_text(encoding="utf-8")


def query(graph: Reader, name: str, /, **iris: str) -> str:
    """The SPARQL of a view, for the base of a graph and with IRIs bound to its parameters."""
    return bound(based(_view(name), graph.info.base), {parameter: [URIRef(iri)] for parameter, iri in iris.items()})


def select(graph: Reader, name: str, /, **iris: str) -> Table:
    """The rows of a view."""
    return graph.select(query(graph, name, **iris))


def types(graph: Reader) -> list[dict[str, Any]]:
    """The types that facts are about, by label, with aliases and the number of facts."""
    found: dict[str, dict[str, Any]] = {}
    for row in select(graph, "types"):
        entry = found.setdefault(str(row["iri"]), {"label": row["label"], "aliases": [], "facts": 0, "documents": [], "iri": row["iri"]})
        if "alias" in row:
            entry["aliases"].append(row["alias"])
        else:
            entry["documents"].append(row["doc"])
            entry["facts"] += row["facts"]
    return list(found.values())


def agencies(graph: Reader) -> list[dict[str, Any]]:
    """The bodies that have a role, by name, with their roles (keys of the contract) and documents."""
    names = Identifiers(graph.info.base)
    found: dict[str, dict[str, Any]] = {}
    for row in select(graph, "agencies"):
        entry = found.setdefault(str(row["iri"]), {"name": row["label"], "roles": [], "documents": [], "iri": row["iri"]})
        role = names.parse(str(row["role"]))
        _add(entry["roles"], role.key if role else str(row["role"]))
        _add(entry["documents"], str(row["doc"]))
    return [{**entry, "documents": sorted(entry["documents"])} for entry in found.values()]


def jurisdictions(graph: Reader) -> list[dict[str, Any]]:
    """The places that documents are of, by code."""
    found: dict[str, dict[str, Any]] = {}
    for row in select(graph, "jurisdictions"):
        entry = found.setdefault(str(row["iri"]), {"code": row["code"], "name": row["label"], "documents": [], "iri": row["iri"]})
        _add(entry["documents"], str(row["doc"]))
    return list(found.values())


def _add(values: list[str], value: str) -> None:
    if value not in values:
        values.append(value)


def text(graph: Reader, document: str) -> dict[str, Any]:
    """The stored text of a document and its sha256.

    Args:
        graph: where to look.
        document: IRI of the document.

    Raises:
        UnknownValue: if it is not there.
    """
    rows = select(graph, "text", document=document).rows
    if not rows:
        raise UnknownValue("图谱中没有这份文件的原文。", "The graph does not hold the text of this document.", parameter="id")
    return dict(rows[0])


def outline(graph: Reader, document: str) -> list[dict[str, Any]]:
    """The clauses of a document as a tree, in text order.

    Args:
        graph: where to look.
        document: IRI of the document.
    """
    top: list[dict[str, Any]] = []
    children: dict[str, list[dict[str, Any]]] = {document: top}
    for row in select(graph, "clauses", document=document):
        below = children.setdefault(str(row["clause"]), [])
        clause = {
            "path": row["path"], "type": row["type"], "heading": row.get("heading"), "start": row["start"], "end": row["end"],
            "children": below,
        }  # fmt: skip
        children.setdefault(str(row["parent"]), []).append(clause)
    return top


def stated(graph: Reader, document: str) -> dict[str, Fact]:
    """The facts of a document by IRI, by kind in the order of the contract, then by place in the text; otherwise as :func:`facts`."""
    return from_rows(select(graph, "facts", document=document), Identifiers(graph.info.base))


def facts(graph: Reader, document: str) -> list[dict[str, Any]]:
    """The facts of a document as JSON objects, each with its IRI, by kind in the order of the contract, then by place in the text.

    ``corrected_by`` says who stated a fact in place of what was read, and is None for those that the program read.

    Args:
        graph: where to look.
        document: IRI of the document.

    Raises:
        EvidenceError: if the graph holds a fact that lacks what its kind needs.
    """
    found = stated(graph, document)
    people = corrected_by(graph, {fact.doc for fact in found.values()})
    return [{"iri": iri, **fact.to_json(), "corrected_by": people.get(iri)} for iri, fact in found.items()]
