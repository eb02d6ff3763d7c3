"""What the documents that bind a draft rule (上位规定): their facts, each with the clause that says it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rdflib import URIRef

from ...extract.facts import Fact
from ...extract.properties import CLASSES, from_rows
from ...ontology.identifiers import Identifiers
from ...ontology.store import Reader
from ..citations import Citation, Evidence
from ..documents import PolicyDocument
from ..resolver import look_up

KINDS = ("threshold", "incentive", "target", "deadline", "cycle", "sanction", "exemption")
"""The kinds of fact by which a draft is judged."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """A fact of a document that binds a draft.

    Attributes:
        fact: what it rules.
        document: the document.
        citation: the clause, its quote checked.
    """

    fact: Fact
    document: PolicyDocument
    citation: Citation


def rulings(graph: Reader, documents: Sequence[PolicyDocument], evidence: Evidence) -> list[Ruling]:
    """The rulings of some documents, in the order of the documents and of their texts; what cannot be cited is left out.

    Args:
        graph: the snapshot to read.
        documents: the documents that bind.
        evidence: their texts.
    """
    if not documents:
        return []  # no document is no restriction to a query
    identifiers = Identifiers(graph.info.base)
    rows = look_up(
        graph,
        "rulings",
        document=[URIRef(each.iri) for each in documents],
        kind=[URIRef(identifiers.vocabulary + CLASSES[kind]) for kind in KINDS],
    )
    order = {each.id: (i, each) for i, each in enumerate(documents)}
    found: list[tuple[int, Ruling]] = []
    for iri, fact in from_rows(rows, identifiers).items():
        citation = evidence.cite(fact.doc, fact.path, fact.start, fact.end, fact.quote, iri)
        if citation is not None:
            place, document = order[fact.doc]
            found.append((place, Ruling(fact, document, citation)))
    return [ruling for _, ruling in sorted(found, key=lambda pair: (pair[0], pair[1].fact.start))]
