"""How alike two wordings are. Nothing is kept: one of them may be a confidential draft's."""

from __future__ import annotations

from collections import Counter

from ..ontology.concepts import plain


def likeness(one: str, two: str) -> float:
    """Share of the pairs of neighbouring characters that two texts have in common (Dice's coefficient): 0 none, 1 all."""
    return shared(pairs(one), pairs(two)) if plain(one) != plain(two) else 1.0


def pairs(text: str) -> Counter[str]:
    """The pairs of neighbouring characters of a text, each with how often it comes; width, quotation marks and blanks do not count."""
    folded = plain(text)
    return Counter(folded[i : i + 2] for i in range(len(folded) - 1))


def shared(one: Counter[str], two: Counter[str]) -> float:
    """The same coefficient of two texts whose pairs are known."""
    total = one.total() + two.total()
    return 2 * (one & two).total() / total if total else 0.0
