"""Whether a built graph contradicts the ontology: its schema, its grades as classes, and a sample of what it says.

HermiT takes a minute for some thousand individuals, so it never gets the whole graph, but some members of every class, the first by IRI.
What a sample cannot show (a fact of two kinds, two values where one is allowed) the shapes check on the whole (``validate.py``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from .grading import bands, grade_axioms
from .identifiers import Identifiers
from .reason import reason
from .store import Reader

EACH = 8
"""Individuals of every class in the sample."""
BANDS = 100
"""Score bands that become classes: HermiT compares every one with every other."""

_TERMS = (Path(__file__).parent / "lookups" / "terms.rq").read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Consistency:
    """What the reasoner found.

    Attributes:
        consistent: whether nothing contradicts.
        unsatisfiable: IRIs of classes that can have no member, sorted: of bands too within which no score can lie.
        classes, individuals: how many the reasoner was given.
    """

    consistent: bool
    unsatisfiable: tuple[str, ...]
    classes: int
    individuals: int


def consistency(graph: Reader, timeout: float = 120) -> Consistency:
    """Reason over the schema and a sample of a graph.

    Args:
        graph: one version of the data.
        timeout: seconds (> 0) that it may take.

    Raises:
        ReasonerMissing: if there is no Java.
        ReasonerError: if it took too long, or what the graph says is no OWL 2 DL.
    """
    schema = list(_constructed(graph, _TERMS))
    classes = sorted({triple.subject.value for triple in schema if triple.object == _CLASS and isinstance(triple.subject, ox.NamedNode)})
    individuals = sorted({each for cls in classes for each in _members(graph, cls)})
    said = list(_constructed(graph, _about(individuals))) if individuals else []
    grades = grade_axioms(bands(graph)[:BANDS], Identifiers(graph.info.base))
    verdict = reason([*schema, *grades, *said], timeout=timeout)
    return Consistency(verdict.consistent, verdict.unsatisfiable, len(classes), len(individuals))


_CLASS = ox.NamedNode("http://www.w3.org/2002/07/owl#Class")


def _members(graph: Reader, cls: str) -> Iterator[str]:
    rows = graph.select(f"SELECT DISTINCT ?each WHERE {{ ?each a <{cls}> . FILTER(ISIRI(?each)) }} ORDER BY ?each LIMIT {EACH}")
    yield from (str(row["each"]) for row in rows)


def _about(iris: list[str]) -> str:
    return f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ VALUES ?s {{ {' '.join(f'<{iri}>' for iri in iris)} }} ?s ?p ?o }}"


def _constructed(graph: Reader, query: str) -> Iterator[ox.Triple]:
    answer = graph.execute(query, "application/n-triples").body
    yield from (quad.triple for quad in ox.parse(answer, format=ox.RdfFormat.N_TRIPLES))
