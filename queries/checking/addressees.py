"""Whom a duty of a superior document is laid on (责任对象): named addressees are bound, others are not."""

from __future__ import annotations

import re

from rdflib import URIRef

from ...extract.definitions import defined_terms
from ...ontology.concepts import Concept, Regions
from ...ontology.identifiers import Identifiers
from ...ontology.schemes import schemes
from ...ontology.store import Reader
from ..resolver import look_up

# How documents call the places of a rank when they tell them to do something.
_OF_RANK = {
    1: r"省级|各省|自治区|直辖市",
    2: r"设区(?:的)?市|地级|地市|市州|州市|各市|各州|各盟|市级(?:人民)?(?:政府|主管|工业|经信|部门)|市（州|州（市",
    3: r"各区|各县|各旗|区县|县区|县（市|县（区|县级",
}
_ALL_BELOW = re.compile("各地|地方(?:各级|政府|主管)|各级")


class Addressees:
    """Tells whether a duty binds the place of a draft.

    Args:
        graph: the snapshot to read.
        place: the draft's place.
    """

    def __init__(self, graph: Reader, place: Concept) -> None:
        self._place = place
        region = URIRef(Identifiers(graph.info.base).region(place.key))
        self._groups = [str(row["name"]) for row in look_up(graph, "place-groups", place=[region])]

    def binds(self, words: str, text: str, issuing: Concept) -> bool:
        """Whether a duty laid on somebody binds the place.

        Args:
            words: the words that name who must act.
            text: the document, which may define them (以下统称省级主管部门).
            issuing: the place that the document is for.
        """
        named = words + "".join(term.full for term in defined_terms(text) if term.short and term.short in words)
        if any(group in named for group in self._groups) or any(name in named for name in self._place.names if len(name) > 1):
            return True
        rank, above = Regions.rank(self._place), Regions.rank(issuing)
        next_below = rank == above + 1 or (rank == 3 and above == 1 and schemes().regions.get(self._place.broader) == issuing)
        if re.search(_OF_RANK.get(rank, "(?!)"), named):
            return next_below
        return next_below and _ALL_BELOW.search(named) is not None
