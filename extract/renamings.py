"""How the local bodies that a document names got or lost their names (机构改革): changes of organisations (``org:ChangeEvent``).

A document of 2016 names 福建省经济和信息化委员会, one of 2020 福建省工业和信息化厅: the change of 2018 joins them. Changes of national
bodies are data (``schemes/agency-changes.ttl``); those of a local one follow from its name's pattern (``schemes/pattern-changes.ttl``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from ..ontology.changes import Change
from ..ontology.identifiers import Identifiers
from ..ontology.schemes import schemes
from ..ontology.terms import ORG, RDF, SKOS, policy
from .properties import literal

_Triple = tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode | ox.Literal]


def renaming_quads(names: Iterable[str], document: str, identifiers: Identifiers) -> Iterator[ox.Quad]:
    """The renamings of some local bodies, each with the body before and the one after, as quads of a document's graph.

    Args:
        names: full names of bodies; those of national ones are passed over.
        document: identifier of the document that names them.
        identifiers: how IRIs are minted.
    """
    graph = ox.NamedNode(identifiers.graph(document))
    for name in names:
        for change, former, later in schemes().agencies.renamings(name):
            yield from (ox.Quad(*triple, graph) for triple in _renaming(change, former, later, identifiers))


def _renaming(change: Change, former: str, later: str, ids: Identifiers) -> Iterator[_Triple]:
    own = policy(ids.base)
    event = ox.NamedNode(ids.concept("agency-change", f"{change.year}-{former}-{later}"))
    for kind in (own.AgencyChange, ORG.ChangeEvent, SKOS.Concept):
        yield event, RDF.type, kind
    yield event, SKOS.inScheme, ox.NamedNode(f"{ids.base}id/agency-change")
    yield event, SKOS.prefLabel, ox.Literal(f"{change.year}年{former}改为{later}", language="zh")
    yield event, own.year, literal(change.year)
    yield event, SKOS.broadMatch, ox.NamedNode(ids.concept(change.source.scheme, change.source.key))
    for name, does, done in ((former, ORG.originalOrganization, ORG.changedBy), (later, ORG.resultingOrganization, ORG.resultedFrom)):
        body = ox.NamedNode(ids.agency(name))
        yield event, does, body
        yield body, done, event
        for kind in (own.Agency, ORG.Organization, SKOS.Concept):
            yield body, RDF.type, kind
        yield body, SKOS.inScheme, ox.NamedNode(f"{ids.base}id/agency")
        yield body, SKOS.prefLabel, ox.Literal(name, language="zh")
