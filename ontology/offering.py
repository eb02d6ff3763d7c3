"""Types as OWL classes of what is on offer: which offers count as which type, local names and national ones joined.

For each type T the class of offers that count as T: it holds every offer of the type T, lies within the classes of the types above T
(skos:broader, skos:broadMatch), and equals the classes of those that T matches exactly.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from .axioms import Axioms
from .identifiers import based
from .store import Reader
from .terms import RDFS, policy

_QUERY = (Path(__file__).parent / "lookups" / "types.rq").read_text(encoding="utf-8")


def class_of(type: str) -> str:
    """IRI of the class of offers that count as a type.

    Args:
        type: IRI of the type.
    """
    return f"{type}#offers"


def offer_axioms(graph: Reader) -> Iterator[ox.Triple]:
    """The classes of offers, for all types of a graph.

    Args:
        graph: where the types are.
    """
    own, axioms = policy(graph.info.base), Axioms()
    for row in graph.select(based(_QUERY, graph.info.base)):
        offers = axioms.named(class_of(str(row["type"])))
        axioms.add(axioms.has_value(ox.NamedNode(f"{own.iri}recognises"), ox.NamedNode(str(row["type"]))), RDFS.subClassOf, offers)
        if "above" in row:
            axioms.named(class_of(str(row["type"])), axioms.named(class_of(str(row["above"]))))
        if "same" in row:
            axioms.equivalent(offers, axioms.named(class_of(str(row["same"]))))
    yield from axioms
