"""What a question asks for: the intents of ``intents.yaml`` whose cues it holds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from ...ontology.yamlfiles import load_yaml
from .lexicon import FOLDER

_EXCEPT = re.compile(r"除了?[^，？。]{2,14}?(?:以外|之外|外|，|(?=还|也|另))")
"""What a question sets aside (除了重点领域还要写什么)."""


@dataclass(frozen=True, slots=True)
class Intent:
    """A kind of question.

    Attributes:
        name: its name.
        zh: what it asks for, in words.
        family: the module of ``families`` that answers it.
        kinds: kinds of fact that can answer.
        asks: what a value must be to answer: score, money, count, time, length, body, text.
        words: words of texts that are looked for besides those of the question.
        following: what could be asked next.
        cues: patterns with their weights, the heaviest first.
    """

    name: str
    zh: str
    family: str
    kinds: tuple[str, ...]
    asks: str
    words: tuple[str, ...]
    following: str
    cues: tuple[tuple[int, re.Pattern[str]], ...]

    def weight(self, text: str) -> int:
        """How much in a text speaks for this intent: its heaviest cue, and one for each further one."""
        found = [weight for weight, cue in self.cues if cue.search(text)]
        return max(found) + len(found) - 1 if found else 0

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where its cues stand."""
        return [match.span() for _, cue in self.cues for match in cue.finditer(text)]


@cache
def intents() -> Mapping[str, Intent]:
    """The packaged intents by name, in the order of the file."""
    data: Mapping[str, Any] = load_yaml(FOLDER / "intents.yaml")
    return {name: _intent(name, entry) for name, entry in data.items()}


def _intent(name: str, entry: Mapping[str, Any]) -> Intent:
    cues = ((weight, re.compile(cue)) for weight, each in sorted(entry["cues"].items(), reverse=True) for cue in each)
    return Intent(
        name,
        entry.get("zh", "这一点"),
        entry.get("family", "facts"),
        tuple(entry.get("kinds", ())),
        entry.get("asks", "text"),
        tuple(entry.get("words", ())),
        entry.get("following", ""),
        tuple(cues),
    )


def found_in(text: str) -> list[tuple[Intent, int]]:
    """The intents of a question with their weights, the likeliest first."""
    text = _EXCEPT.sub("", text)
    weighed = [(intent, intent.weight(text)) for intent in intents().values()]
    return sorted((pair for pair in weighed if pair[1]), key=lambda pair: -pair[1])
