"""Grades as OWL classes: a class of evaluations for each grade that a score can earn, with the bounds that the documents set.

    Grade ⊒ Band ≡ Scale ⊓ ∃score.decimal[≥ 80, < 90]

A scale is what one document scores one type on: an evaluation is stated to be a member of it, and has a score; which bands and grades it
belongs to follows. Bounds keep whether they include the number itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from .axioms import Axioms
from .identifiers import Identifiers, based, segment
from .store import Reader, Value
from .terms import RDF, XSD, Vocabulary, policy

_QUERY = (Path(__file__).parent / "lookups" / "bands.rq").read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Band:
    """The bounds within which a score earns a grade.

    Attributes:
        fact: IRI of the threshold that says so.
        document, subject, grade: IRIs of its document, type and grade.
        scale: IRI of the class of evaluations on its scale.
        min, max: the bounds as xsd:decimal literals, None where it is open.
        min_inclusive, max_inclusive: whether the bounds belong to it.
    """

    fact: str
    document: str
    subject: str
    grade: str
    scale: str
    min: ox.Literal | None
    min_inclusive: bool
    max: ox.Literal | None
    max_inclusive: bool

    @property
    def earned(self) -> str:
        """IRI of the class of evaluations that earn the grade on this scale."""
        return f"{self.scale}/{self.grade.rpartition('/')[2]}"


def bands(graph: Reader) -> list[Band]:
    """The score bands of a graph, in the order of their thresholds.

    Args:
        graph: where to look.
    """
    return [_band(row) for row in graph.select(based(_QUERY, graph.info.base))]


def _band(row: Mapping[str, Value]) -> Band:
    parts = (str(row[name]).rpartition("/")[2] for name in ("subject", "level") if name in row)
    said = (str(row[name]) for name in ("metric", "unit", "scale") if name in row)
    scale = "/".join((f"{row['document']}#score", *parts, *map(segment, said)))
    lowest, highest = (ox.Literal(str(row[name]), datatype=XSD.decimal) if name in row else None for name in ("min", "max"))
    return Band(
        str(row["fact"]), str(row["document"]), str(row["subject"]), str(row["grade"]), scale,
        lowest, bool(row.get("minInclusive")), highest, bool(row.get("maxInclusive")),
    )  # fmt: skip


def grade_axioms(found: list[Band], identifiers: Identifiers) -> Iterator[ox.Triple]:
    """The classes of scales, bands and grades.

    Args:
        found: the bands.
        identifiers: how the graph's IRIs are minted.
    """
    own, axioms = policy(identifiers.base), Axioms()
    for each in found:
        scale = axioms.named(each.scale, own.Evaluation)
        grade = axioms.named(each.earned, scale)
        within = axioms.some_in(own.score, XSD.decimal, _facets(each))
        band = axioms.named(f"{each.fact}#band/{each.subject.rpartition('/')[2]}", grade)
        axioms.equivalent(band, axioms.both(scale, within))
    yield from axioms


def _facets(band: Band) -> Iterator[tuple[ox.NamedNode, ox.Literal]]:
    """The bounds as constraining facets (XML Schema 1.1 Part 2, section 4.3)."""
    if band.min is not None:
        yield XSD.minInclusive if band.min_inclusive else XSD.minExclusive, band.min
    if band.max is not None:
        yield XSD.maxInclusive if band.max_inclusive else XSD.maxExclusive, band.max


def evaluation(iri: str, scale: str, score: str, own: Vocabulary) -> Iterator[ox.Triple]:
    """An evaluation to be graded.

    Args:
        iri: of the evaluation.
        scale: IRI of its scale (:attr:`Band.scale`).
        score: the points, as a decimal number.
        own: the vocabulary of the graph.
    """
    node = ox.NamedNode(iri)
    yield ox.Triple(node, RDF.type, ox.NamedNode(scale))
    yield ox.Triple(node, own.score, ox.Literal(score, datatype=XSD.decimal))
