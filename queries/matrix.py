"""What the documents of some places say about a type: the material of a comparison, each statement with its citation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rdflib import URIRef

from ..extract.facts import Fact
from ..extract.properties import CLASSES, from_rows
from ..ontology.concepts import Concept
from ..ontology.identifiers import Identifiers
from ..ontology.schemes import schemes
from ..ontology.store import Reader
from .alignment import Row, alignment
from .binding import based, bound
from .citations import Citation, Evidence
from .documents import PolicyDocument
from .notices import Notice
from .resolver import look_up, lookup

_EXACT_ONLY = frozenset({"target"})
"""Kinds in which a wider type is another thing: a target for all demonstrations is none for factories."""
_NAMED_ONLY = frozenset({"threshold", "criterion", "target"})
"""Kinds whose facts say nothing about a type unless they name it or a wider one."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What to read.

    Attributes:
        label: canonical label of the type.
        wider: labels of the types above it, whose rules hold for it too.
        aspects: kinds of fact.
        documents: the documents that may be cited, by identifier; each has a place.
        places: the places by code.
        close: labels of the types that other places have in its stead, whose rules stand beside its own.
    """

    label: str
    wider: tuple[str, ...]
    aspects: Sequence[str]
    documents: Mapping[str, PolicyDocument]
    places: Mapping[str, Concept]
    close: tuple[str, ...] = ()

    @property
    def labels(self) -> tuple[str, ...]:
        """Of the type and of all types whose rules are read with it."""
        return (self.label, *self.close, *self.wider)


@dataclass(frozen=True, slots=True)
class Statement:
    """A fact in its place.

    Attributes:
        fact: the fact.
        iri: its IRI.
        row: where it belongs in a comparison.
        place: code of the place that its document is for.
        document: the document, with its status.
        exact: whether it names the very type, not only a wider one, one that means about the same, or none.
        citation: where it stands.
    """

    fact: Fact
    iri: str
    row: Row
    place: str
    document: PolicyDocument
    exact: bool
    citation: Citation


def read_statements(graph: Reader, scope: Scope) -> tuple[list[Statement], list[Notice]]:
    """The statements within a scope, in the order of their documents and texts, and a warning if some had to be left out.

    Args:
        graph: the snapshot to read from.
        scope: what to read.

    Raises:
        StoreError: if the store failed, or holds facts that cannot be read.
    """
    if not scope.places:
        return [], []  # no place is no restriction to a query
    found = {iri: fact for iri, fact in _facts(graph, scope).items() if _speaks_of(fact, scope)}
    evidence = Evidence(graph, {fact.doc for fact in found.values()})
    statements: list[Statement] = []
    for iri, fact in found.items():
        citation = evidence.cite(fact.doc, fact.path, fact.start, fact.end, fact.quote, iri)
        document = scope.documents[fact.doc]
        if citation is not None and document.code is not None:
            row = alignment().row(fact, scope.places[document.code])
            statements.append(Statement(fact, iri, row, document.code, document, scope.label in labels_of(fact), citation))
    return statements, _left_out(len(found) - len(statements))


def documents_about(graph: Reader, labels: Iterable[str], among: Iterable[PolicyDocument]) -> list[PolicyDocument]:
    """Those documents that say anything about any type of these labels."""
    among = list(among)
    if not among:
        return []
    types = _types(Identifiers(graph.info.base), labels)
    about = {str(row["id"]) for row in look_up(graph, "speaking", document=[URIRef(each.iri) for each in among], subject=types)}
    return [each for each in among if each.id in about]


def _types(identifiers: Identifiers, labels: Iterable[str]) -> list[URIRef]:
    return [URIRef(identifiers.type(label)) for label in labels]


def _facts(graph: Reader, scope: Scope) -> dict[str, Fact]:
    """The facts of the query ``matrix.rq`` by IRI, in the order of their documents and texts."""
    identifiers = Identifiers(graph.info.base)
    return from_rows(graph.select(query_of(identifiers, scope)), identifiers)


def query_of(identifiers: Identifiers, scope: Scope) -> str:
    """The SPARQL query that reads the facts of a scope: what somebody who repeats a comparison runs."""
    return bound(based(lookup("matrix"), identifiers.base), {
        "kind": [URIRef(identifiers.vocabulary + CLASSES[aspect]) for aspect in scope.aspects],
        "jurisdiction": [URIRef(identifiers.region(code)) for code in scope.places],
        "subject": _types(identifiers, scope.labels),
    })  # fmt: skip


def labels_of(fact: Fact) -> list[str]:
    """The types that a fact is about, by canonical label; a joint subject has several."""
    return [schemes().types.key_of(label) for label in (fact.subject or "").split("/")]


def _speaks_of(fact: Fact, scope: Scope) -> bool:
    if fact.subject is None:
        return fact.kind not in _NAMED_ONLY
    return fact.kind not in _EXACT_ONLY or not {scope.label, *scope.close}.isdisjoint(labels_of(fact))


def _left_out(count: int) -> list[Notice]:
    if not count:
        return []
    return [Notice("no-evidence", f"有 {count} 条内容的引文与原文不符，未予列出；请重新构建图谱。",
                   f"{count} statements were left out because their quotes do not stand in the texts; build the graph again.")]  # fmt: skip
