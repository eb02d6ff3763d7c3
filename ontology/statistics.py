"""How much of what a dataset holds, in its own description: the statistics and partitions of VoID (W3C Note of 3 March 2011, section 4).

The description counts itself too: what is written here is what a query over the whole graph counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, Quad

from .context import prefixed
from .dataset import VOID
from .identifiers import Identifiers, segment
from .terms import RDF, XSD, policy


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers of a graph.

    Attributes:
        subjects: how many different things it says something of.
        classes: by IRI of the class, how many things are of it.
        properties: by IRI of the property, how many triples have it.
    """

    subjects: int = 0
    classes: Counter[str] = field(default_factory=Counter)
    properties: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, quads: Iterable[Quad]) -> Counts:
        """The numbers of some statements, none of them twice."""
        quads = list(quads)
        classes = Counter(str(quad.object.value) for quad in quads if quad.predicate == RDF.type and isinstance(quad.object, NamedNode))
        return cls(len({quad.subject for quad in quads}), classes, Counter(quad.predicate.value for quad in quads))

    def __add__(self, other: Counts) -> Counts:
        """The numbers of two graphs that describe different things."""
        return Counts(self.subjects + other.subjects, self.classes + other.classes, self.properties + other.properties)


def statistics(base: str, counted: Counts, own: Sequence[Quad]) -> list[Quad]:
    """The statistics of a dataset, as quads of its description.

    Args:
        base: of the graph.
        counted: the numbers of everything but the description.
        own: the rest of the description.
    """
    rest = counted + Counts.of(own)
    # What is made here does not depend on the numbers, only on the names of classes and properties, its own among them: it is made
    # once to be counted, and once to be kept.
    names = rest + Counts(0, Counter([VOID.Dataset.value]), Counter(VOID[name].value for name in _OWN))
    shape = Counts.of(_statistics(base, names))
    # One of the subjects, the dataset, is in the rest of the description already.
    return list(_statistics(base, rest + Counts(shape.subjects - 1, shape.classes, shape.properties)))


_OWN = (
    "classPartition",
    "class",
    "entities",
    "propertyPartition",
    "property",
    "triples",
    "classes",
    "properties",
    "distinctSubjects",
    "vocabulary",
)


def _statistics(base: str, counts: Counts) -> Iterator[Quad]:
    graph, dataset = NamedNode(Identifiers(base).graph("build")), NamedNode(f"{base}id/dataset")
    yield Quad(dataset, VOID.classes, _number(len(counts.classes)), graph)
    yield Quad(dataset, VOID.properties, _number(len(counts.properties)), graph)
    yield Quad(dataset, VOID.distinctSubjects, _number(counts.subjects), graph)
    for vocabulary in sorted({_namespace(iri) for iri in (*counts.classes, *counts.properties)}):
        yield Quad(dataset, VOID.vocabulary, NamedNode(vocabulary), graph)
    stated = {policy(base).PolicyDocument.value, policy(base).Fact.value}  # by .dataset, which is read back
    for iri in sorted(set(counts.classes) - stated):
        part = _part(base, "class", iri)
        yield Quad(dataset, VOID.classPartition, part, graph)
        yield Quad(part, RDF.type, VOID.Dataset, graph)
        yield Quad(part, VOID["class"], NamedNode(iri), graph)
        yield Quad(part, VOID.entities, _number(counts.classes[iri]), graph)
    for iri in sorted(counts.properties):
        part = _part(base, "property", iri)
        yield Quad(dataset, VOID.propertyPartition, part, graph)
        yield Quad(part, RDF.type, VOID.Dataset, graph)
        yield Quad(part, VOID.property, NamedNode(iri), graph)
        yield Quad(part, VOID.triples, _number(counts.properties[iri]), graph)


def _part(base: str, kind: str, iri: str) -> NamedNode:
    return NamedNode(f"{base}id/dataset/{kind}/{segment(prefixed(iri, base))}")


def _namespace(iri: str) -> str:
    """The vocabulary that a term is of."""
    start, separator, _ = iri.rpartition("#") if "#" in iri else iri.rpartition("/")
    return start + separator


def _number(number: int) -> Literal:
    return Literal(str(number), datatype=XSD.integer)
