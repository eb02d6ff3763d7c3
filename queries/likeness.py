"""How alike two wordings are."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from ..ontology.concepts import plain


def likeness(one: str, two: str) -> float:
    """Share of the pairs of neighbouring characters that two texts have in common (Dice's coefficient): 0 none, 1 all."""
    mine, its = _pairs(plain(one)), _pairs(plain(two))
    total = mine.total() + its.total()
    return 2 * (mine & its).total() / total if total else float(plain(one) == plain(two))


@lru_cache(maxsize=4096)
def _pairs(text: str) -> Counter[str]:
    return Counter(text[i : i + 2] for i in range(len(text) - 1))
