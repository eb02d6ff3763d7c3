"""What a draft is judged against: the superior documents of its place, or those that are named."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from ...ontology.concepts import Concept
from ...ontology.schemes import schemes
from ...ontology.store import Reader
from ..citations import Evidence
from ..documents import PolicyDocument, by_place, documents
from ..parameters import several
from ..resolver import Resolver
from .rulings import Ruling, rulings
from .works import Works


@dataclass(frozen=True)
class Against:
    """The documents of the graph, as a draft meets them.

    Attributes:
        graph: the snapshot that they are read from.
        collected: all documents of the graph, with their standing on the day on which the draft is judged.
        documents: those whose rules bind the draft: named ones, else the superior ones, the nearest place first
            (drafts are superior to nothing).
    """

    graph: Reader
    collected: Sequence[PolicyDocument]
    documents: Sequence[PolicyDocument]

    @cached_property
    def evidence(self) -> Evidence:
        """What cites the documents that bind, each quote checked."""
        return Evidence(self.graph, (each.id for each in self.documents))

    @cached_property
    def works(self) -> Works:
        """All documents that the graph knows by name."""
        return Works(self.graph, self.collected)

    @cached_property
    def rulings(self) -> Sequence[Ruling]:
        """What the documents rule that bind, in their order."""
        return rulings(self.graph, self.documents, self.evidence)


def against(graph: Reader, place: Concept | None, day: datetime.date, named: Iterable[str] | str | None = None) -> Against:
    """The documents that a draft is judged against.

    Args:
        graph: the snapshot to read.
        place: the place that the draft is for; without one nothing is superior to it.
        day: the day on which standings count.
        named: identifiers of documents to judge by, in place of the superior ones.

    Raises:
        UnknownValue: if a document is not known.
    """
    collected = documents(graph, day)
    if chosen := several(named):
        resolver = Resolver(graph)
        iris = {resolver.document(each, "against") for each in chosen}
        return Against(graph, collected, [each for each in collected if each.iri in iris])
    held = by_place(each for each in collected if each.status == "in_force" and each.has_begun)
    above = schemes().regions.ancestors(place) if place is not None else ()
    return Against(graph, collected, [each for area in above for each in held.get(area.key, ())])
