"""Which statements are a person's: whoever is given an answer must see what was not read by the program but corrected."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypedDict

from rdflib import URIRef

from ..ontology.identifiers import Identifiers
from ..ontology.store import Reader
from .resolver import look_up


class CorrectedBy(TypedDict):
    """By whom a fact was stated in place of what was read.

    ``when`` is an ISO date; ``replaces`` is the IRI of the fact that was read wrongly, None where a fact was added.
    """

    who: str
    when: str
    reason: str
    replaces: str | None


def corrected_by(graph: Reader, documents: Iterable[str]) -> dict[str, CorrectedBy]:
    """The facts of some documents that people stated, by the facts' IRIs.

    Args:
        graph: the store or snapshot that the answer is made from.
        documents: identifiers of the documents.
    """
    identifiers = Identifiers(graph.info.base)
    iris = [URIRef(identifiers.document(each)) for each in sorted(set(documents))]
    if not iris:
        return {}
    table = look_up(graph, "corrections", document=iris)
    found: dict[str, CorrectedBy] = {}
    for row in table:
        replaces = str(row["replaces"]) if "replaces" in row else None
        found[str(row["fact"])] = CorrectedBy(who=str(row["who"]), when=str(row["when"]), reason=str(row["reason"]), replaces=replaces)
    return found
