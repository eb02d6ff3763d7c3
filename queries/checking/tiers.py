"""Whose recognition a sentence is about (层级): a city's own tier (市级) may be run more loosely than the tier above."""

from __future__ import annotations

import re

from ...ontology.concepts import Concept, Regions
from ...ontology.schemes import schemes
from .draft import Draft

_TYPE = "(?:以上)?(?:的)?(?:示范|试点|绿色|培育|名单|名录|认定|评定|重点)"
_WORDS = {1: "省级|自治区级|市级", 2: "市级|州级|盟级", 3: "县级|区级|区县级|市级"}


def is_own_tier(draft: Draft, words: str) -> bool:
    """Whether words speak of what the draft's own place recognises: 市级绿色工厂, of a city that is no municipality.

    Args:
        draft: the draft, whose place decides.
        words: the words of a sentence.
    """
    if draft.place is None or (rank := Regions.rank(draft.place)) == 0:
        return False
    return re.search(f"(?:{_own(draft.place, rank)}){_TYPE}", words) is not None


def has_own_tier(draft: Draft) -> bool:
    """Whether the draft's place recognises anything itself."""
    return is_own_tier(draft, draft.clean(0, len(draft.text)))


def _own(place: Concept, rank: int) -> str:
    above = next(iter(schemes().regions.ancestors(place)), None)
    words = _WORDS[rank].split("|")
    if rank == 3 and (not place.label.endswith("市") or (above is not None and Regions.rank(above) == 1)):
        words = [word for word in words if "市" not in word]  # what a district calls 市级 is its city's
    if rank == 1 and not place.label.endswith("市"):
        words = [word for word in words if "市" not in word]
    return "|".join(words)
