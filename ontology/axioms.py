"""OWL 2 class expressions as triples (OWL 2 Mapping to RDF Graphs, table 1): what the generated classes are made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

import pyoxigraph as ox

from .terms import OWL, RDF, RDFS

Node = ox.NamedNode | ox.BlankNode
DATATYPE = ox.NamedNode(RDFS.iri + "Datatype")


class Axioms:
    """Collects axioms; iterate for its triples.

    Class expressions need blank nodes, so these axioms are for a reasoner and for export, and no part of the graph.
    """

    def __init__(self) -> None:
        self._triples: dict[ox.Triple, None] = {}
        self._made = 0

    def __iter__(self) -> Iterator[ox.Triple]:
        return iter(self._triples)

    def add(self, subject: Node, predicate: ox.NamedNode, obj: Node | ox.Literal) -> None:
        """State a triple."""
        self._triples[ox.Triple(subject, predicate, obj)] = None

    def named(self, iri: str, *above: ox.NamedNode) -> ox.NamedNode:
        """Declare a class with its superclasses."""
        node = ox.NamedNode(iri)
        self.add(node, RDF.type, OWL.Class)
        for each in above:
            self.add(node, RDFS.subClassOf, each)
        return node

    def equivalent(self, cls: ox.NamedNode, other: Node) -> None:
        """EquivalentClasses of two."""
        self.add(cls, OWL.equivalentClass, other)

    def has_value(self, prop: ox.NamedNode, value: ox.NamedNode) -> ox.BlankNode:
        """ObjectHasValue: the things of which ``prop`` has this value."""
        return self._restriction(prop, OWL.hasValue, value)

    def some_in(self, prop: ox.NamedNode, datatype: ox.NamedNode, facets: Iterable[tuple[ox.NamedNode, ox.Literal]]) -> ox.BlankNode:
        """DataSomeValuesFrom over a DatatypeRestriction: the things of which ``prop`` has a value within the facets.

        Args:
            prop: a data property.
            datatype: what is restricted.
            facets: constraining facets (``xsd:minInclusive`` …) with their values; at least one.
        """
        within = self._blank(DATATYPE)
        self.add(within, OWL.onDatatype, datatype)
        bounds = []
        for facet, value in facets:
            bounds.append(bound := self._blank())
            self.add(bound, facet, value)
        self.add(within, OWL.withRestrictions, self._list(bounds))
        return self._restriction(prop, OWL.someValuesFrom, within)

    def both(self, *parts: Node) -> ox.BlankNode:
        """ObjectIntersectionOf."""
        whole = self._blank(OWL.Class)
        self.add(whole, OWL.intersectionOf, self._list(parts))
        return whole

    def _restriction(self, prop: ox.NamedNode, kind: ox.NamedNode, value: Node) -> ox.BlankNode:
        node = self._blank(OWL.Restriction)
        self.add(node, OWL.onProperty, prop)
        self.add(node, kind, value)
        return node

    def _list(self, members: Iterable[Node]) -> Node:
        cells = [(self._blank(), member) for member in members]
        for cell, member in cells:
            self.add(cell, RDF.first, member)
        for (cell, _), (following, _) in pairwise(cells):
            self.add(cell, RDF.rest, following)
        if cells:
            self.add(cells[-1][0], RDF.rest, RDF.nil)
        return cells[0][0] if cells else RDF.nil

    def _blank(self, *classes: ox.NamedNode) -> ox.BlankNode:
        self._made += 1
        node = ox.BlankNode(f"x{self._made}")
        for each in classes:
            self.add(node, RDF.type, each)
        return node
