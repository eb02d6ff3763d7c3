"""Documents and facts as RDF; ``properties.from_rows`` gives the facts back.

A document, its clauses and its facts make one named graph. A fact is one node with plain properties, so that a question takes
two or three hops; which property holds which field says ``properties.py``. No blank nodes, no time stamps, one fixed order:
the same document and facts give the same quads.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

import pyoxigraph as ox

from ..corpus.document import Document, Node
from ..ontology.errors import EvidenceError
from ..ontology.identifiers import Identifiers
from ..ontology.schemes import schemes
from ..ontology.terms import DCTERMS, ELI, ORG, RDF, RDFS, SKOS, XSD, Vocabulary, policy
from .description import Description, date_of, describe, first_day, last_day
from .facts import Fact, Reference, Sector
from .lists import first_list, logic_of
from .offers import offer_quads
from .properties import CLASSES, literal, properties
from .renamings import renaming_quads
from .works import work_name

# How a citation binds the two documents (ELI ontology, relations between legal resources).
_LINKS = {"basis": ELI.based_on, "cites": ELI.cites, "repeals": ELI.repeals, "amends": ELI.amends}


def numbers(facts: Iterable[Fact]) -> list[int]:
    """The number of each fact among those of its kind and span, from 1: what tells their addresses apart."""
    seen: Counter[tuple[str, int, int]] = Counter()
    found = []
    for fact in facts:
        seen[span := (fact.kind, fact.start, fact.end)] += 1
        found.append(seen[span])
    return found


def to_quads(
    document: Document,
    facts: Sequence[Fact],
    identifiers: Identifiers,
    known: Mapping[str, str | None] | None = None,
    numbered: Sequence[int] | None = None,
) -> Iterator[ox.Quad]:
    """The named graph of one document.

    Args:
        document: the text with its outline.
        facts: its facts in the order of the contract; each is checked against the text once more.
        identifiers: how IRIs are minted.
        known: what is known of the document besides its text (see :func:`describe`), such as ``sha256`` and ``source``.
        numbered: the number of each fact among those of its kind and span, if they are not just counted (:func:`numbers`).

    Yields:
        quads, without repetitions.

    Raises:
        EvidenceError: if a fact is of another document, or its quote does not stand in the text.
    """
    graph, about = _Graph(identifiers, document.id), describe(facts, known)
    graph.document(document, about)
    graph.clauses(document)
    stated: dict[str, Fact] = {}
    for order, (fact, number) in enumerate(zip(facts, numbered or numbers(facts), strict=True)):
        if fact.doc != document.id:
            raise EvidenceError(f"事实属于 {fact.doc}，不属于 {document.id}。", f"A fact of {fact.doc} was given for {document.id}.")
        fact.check(document.text)
        stated[graph.fact(fact, order, number)] = fact
    offered = offer_quads(document, stated, about, identifiers)
    renamed = renaming_quads(graph.bodies, document.id, identifiers)
    yield from dict.fromkeys((*graph.quads, *offered, *renamed))


def class_of(kind: str, identifiers: Identifiers) -> str:
    """IRI of the class of a kind of fact, one of :data:`~.facts.KINDS`."""
    return policy(identifiers.base)[CLASSES[kind]].value


class _Graph:
    """Collects the quads of one document, and the bodies that it names."""

    def __init__(self, identifiers: Identifiers, id: str) -> None:
        self.quads: list[ox.Quad] = []
        self.bodies: dict[str, None] = {}
        self._identifiers = identifiers
        self._own: Vocabulary = policy(identifiers.base)
        self._name = ox.NamedNode(identifiers.graph(id))
        self._document = ox.NamedNode(identifiers.document(id))

    def _add(self, subject: ox.NamedNode, predicate: ox.NamedNode, *objects: ox.NamedNode | ox.Literal | None) -> None:
        self.quads += (ox.Quad(subject, predicate, obj, self._name) for obj in objects if obj is not None)

    def _text(self, subject: ox.NamedNode, predicate: ox.NamedNode, value: str | None, *, language: str | None = None) -> None:
        if value:
            self._add(subject, predicate, ox.Literal(value, language=language))

    def _concept(self, scheme: str, key: str, *classes: ox.NamedNode) -> ox.NamedNode:
        """A concept's node; one that no scheme has is described here, so that it has a name in the graph."""
        node = ox.NamedNode(self._identifiers.concept(scheme, key))
        if scheme == "agency":
            self.bodies[key] = None
            classes = (self._own.Agency, ORG.Organization)
        if key not in schemes()[scheme]:
            self._add(node, RDF.type, SKOS.Concept, *classes)
            self._add(node, SKOS.inScheme, ox.NamedNode(f"{self._identifiers.base}id/{scheme}"))
            self._text(node, SKOS.prefLabel, key, language="zh")
        return node

    def document(self, document: Document, about: Description) -> None:
        """The document itself."""
        own, node = self._own, self._document
        self._add(node, RDF.type, own.PolicyDocument, ELI.LegalResource)
        said = {
            "id": document.id, "text": document.text, "sha256": about.sha256, "source": about.source,
            "issuanceStatus": about.status, "validFromText": about.valid_from, "validToText": about.valid_to,
        }  # fmt: skip
        for name, value in said.items():
            self._text(node, own[name], value)
        self._text(node, DCTERMS.title, about.title, language="zh")
        self._text(node, RDFS.label, about.title or about.number or document.id, language="zh" if about.title or about.number else None)
        self._text(node, ELI.id_local, about.number)
        for body in (about.issuer or "").split("、"):
            if body:
                self._add(node, ELI.passed_by, self._concept("agency", body))
        if about.jurisdiction:
            self._add(node, ELI.jurisdiction, self._concept("region", about.jurisdiction, self._own.Region))
        self._day(node, ELI.date_document, date_of(about.date))
        self._day(node, own.validFrom, first_day(about.valid_from))
        self._day(node, own.validTo, last_day(about.valid_to))

    def _day(self, node: ox.NamedNode, predicate: ox.NamedNode, day: date | None) -> None:
        if day:
            self._add(node, predicate, ox.Literal(day.isoformat(), datatype=XSD.date))

    def clauses(self, document: Document) -> None:
        """Every node of the outline that has an address of its own."""
        order = 0

        def walk(node: Node, above: str) -> None:
            nonlocal order
            if node.path != above and node.type != "blank":
                order += 1
                self._clause(document, node, above, order)
                above = node.path
            for child in node.children:
                walk(child, above)

        walk(document.root, "")

    def _clause(self, document: Document, node: Node, above: str, order: int) -> None:
        own, id = self._own, document.id
        clause = ox.NamedNode(self._identifiers.clause(id, node.path))
        self._add(clause, RDF.type, own.Clause, ELI.LegalResourceSubdivision)
        self._add(clause, ELI.is_part_of, ox.NamedNode(self._identifiers.clause(id, above)))
        self._text(clause, own.path, node.path)
        self._text(clause, own.heading, document.heading(node))
        self._text(clause, own.nodeType, node.type)
        for predicate, number in ((own.start, node.start), (own.end, node.end), (own.order, order)):
            self._add(clause, predicate, literal(number))
        if (found := first_list(document, node)) is not None:  # how its items belong together, also where all of them are mere stems
            self._text(clause, own.groupLogic, logic_of(document, *found))
            self._text(clause, own.parent, found[1].parent)

    def fact(self, fact: Fact, order: int, number: int) -> str:
        """A fact, and the concepts and works that it names; returns its IRI."""
        ids, own = self._identifiers, self._own
        node = ox.NamedNode(ids.fact(fact.doc, fact.kind, fact.start, fact.end, number))
        self._add(node, RDF.type, own.Fact, own[CLASSES[fact.kind]])
        self._add(node, own.document, self._document)
        self._add(node, own.clause, ox.NamedNode(ids.clause(fact.doc, fact.path)))
        self._add(node, own.order, literal(order))
        for each in properties(fact.kind):
            value = getattr(fact, each.field)
            if value is not None:
                self._add(node, own[each.name], each.term(value, ids))
                if each.scheme:
                    self._concept(each.scheme, value)
        for label in (fact.subject or "").split("/"):
            if label:  # subjectLabel says what the document calls it; the concept is that of all its names
                self._add(node, own.subject, self._concept("type", schemes().types.key_of(label)))
        if isinstance(fact, Sector):
            self._known_sector(fact.sector)
        if isinstance(fact, Reference):
            self._citation(node, fact)
        return node.value

    def _known_sector(self, name: str) -> None:
        """Joins an industry named by another word to the one that the scheme has."""
        known = schemes().sectors.resolve(name)
        if known is not None and known.key != name:
            ids = self._identifiers
            self._add(ox.NamedNode(ids.sector(name)), SKOS.exactMatch, ox.NamedNode(ids.sector(known.key)))

    def _citation(self, node: ox.NamedNode, fact: Reference) -> None:
        name = work_name(fact)
        if name is None:
            return
        work = ox.NamedNode(self._identifiers.work(name))
        self._add(node, self._own.cited, work)
        self._add(work, RDF.type, ELI.LegalResource)
        self._text(work, RDFS.label, fact.title or name, language="zh")
        self._text(work, DCTERMS.title, fact.title, language="zh")
        self._text(work, ELI.id_local, fact.number)
        self._add(self._document, _LINKS[fact.role], work)
