"""Where the graph comes from (PROV-O): the build that made it, and corrections: who said what against which reading, when and why.

A fact that a person states is ``prov:wasGeneratedBy`` its correction and ``prov:wasAttributedTo`` the person. What was read
wrongly is no fact of the graph any more, so that no question counts it; it stays as an entity with what was read.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from ..ontology.identifiers import Identifiers
from ..ontology.results import BuildInfo
from ..ontology.terms import PROV, RDF, RDFS, XSD, policy
from .corrections import Applied, Numbered


def correction_quads(document: str, applied: Iterable[Applied], identifiers: Identifiers) -> Iterator[ox.Quad]:
    """What was corrected in a document, as quads of its graph, without repetitions.

    Args:
        document: identifier of the document.
        applied: the corrections that were applied.
        identifiers: how IRIs are minted.
    """
    graph = ox.NamedNode(identifiers.graph(document))
    triples = (triple for each in applied for triple in _correction(each, identifiers))
    yield from (ox.Quad(*triple, graph) for triple in dict.fromkeys(triples))


def build_quads(info: BuildInfo, documents: Iterable[str]) -> Iterator[ox.Quad]:
    """The build as an activity: what it used, by which program, and what it made. It has no time, so that equal input gives equal bytes.

    Args:
        info: what the build made.
        documents: identifiers of the documents that it read.
    """
    ids = Identifiers(info.base)
    graph, node = ox.NamedNode(ids.graph("build")), ox.NamedNode(ids.build(info.data_version))
    dataset = ox.NamedNode(f"{ids.base}id/dataset")
    yield ox.Quad(node, RDF.type, policy(info.base).Build, graph)
    yield ox.Quad(node, RDF.type, PROV.Activity, graph)
    yield ox.Quad(node, RDFS.label, ox.Literal(f"构建 {info.data_version}", language="zh"), graph)
    yield ox.Quad(node, PROV.wasAssociatedWith, ox.NamedNode(f"{ids.base}id/software"), graph)
    yield ox.Quad(dataset, RDF.type, PROV.Entity, graph)
    yield ox.Quad(dataset, PROV.wasGeneratedBy, node, graph)
    yield from (ox.Quad(node, PROV.used, ox.NamedNode(ids.document(document)), graph) for document in documents)


_Triple = tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]


def _correction(applied: Applied, identifiers: Identifiers) -> Iterator[_Triple]:
    own, said = policy(identifiers.base), applied.correction
    node = ox.NamedNode(identifiers.correction(said.document, said.key))
    person = ox.NamedNode(identifiers.person(said.who))
    yield node, RDF.type, own.Correction
    yield node, RDF.type, PROV.Activity
    yield node, own.correctionAction, ox.Literal(said.action)
    yield node, own.correctionReason, ox.Literal(said.reason)
    yield node, own.correctedOn, ox.Literal(said.when.isoformat(), datatype=XSD.date)
    yield node, PROV.used, ox.NamedNode(identifiers.document(said.document))
    yield node, PROV.wasAssociatedWith, person
    yield person, RDF.type, PROV.Person
    yield person, RDFS.label, ox.Literal(said.who)
    wrong = None if applied.wrong is None else _iri(applied.wrong, identifiers)
    if wrong is not None and applied.wrong is not None:
        yield wrong, RDF.type, PROV.Entity
        yield wrong, PROV.value, ox.Literal(json.dumps(applied.wrong.fact.to_json(), ensure_ascii=False))
        yield wrong, PROV.wasInvalidatedBy, node
    if applied.stated is not None:
        stated = _iri(applied.stated, identifiers)
        yield stated, PROV.wasGeneratedBy, node
        yield stated, PROV.wasAttributedTo, person
        if wrong is not None:
            yield stated, PROV.wasRevisionOf, wrong


def _iri(numbered: Numbered, identifiers: Identifiers) -> ox.NamedNode:
    fact = numbered.fact
    return ox.NamedNode(identifiers.fact(fact.doc, fact.kind, fact.start, fact.end, numbered.number))
