"""Templates with slots, choices and marks: how one thing is said in several ways, and where in the words it stands.

    {slot}      what is put there
    (a|b|)      one of several wordings, chosen by the random generator; the last here says nothing
    [x:words]   a mark: the span of these words is known by the name ``x``

Brackets of texts are full-width （）〔〕, so that these three never stand for themselves.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from random import Random

_TOKEN = re.compile(r"\{\w+\}|\[\w+:|[](|)]|[^]\[{}(|)]+")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Said:
    """Words, and the spans of their marks in code points, ``end`` exclusive."""

    text: str
    marks: Mapping[str, Span] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Slot:
    name: str


@dataclass(frozen=True, slots=True)
class _Mark:
    name: str
    parts: tuple[_Part, ...]


@dataclass(frozen=True, slots=True)
class _Choice:
    wordings: tuple[tuple[_Part, ...], ...]


_Part = str | _Slot | _Mark | _Choice


def say(template: str, slots: Mapping[str, str | Said], random: Random) -> Said:
    """The words of a template.

    Args:
        template: as above.
        slots: what stands in each slot; the marks of a :class:`Said` are kept.
        random: decides each choice.

    Raises:
        KeyError: if the template has a slot that is not given.
        ValueError: if its brackets do not match.
    """
    words = _Words(slots, random)
    words.add(_parsed(template))
    return Said("".join(words.text), words.marks)


class _Words:
    def __init__(self, slots: Mapping[str, str | Said], random: Random) -> None:
        self.text: list[str] = []
        self.marks: dict[str, Span] = {}
        self._length = 0
        self._slots = slots
        self._random = random

    def _put(self, text: str) -> None:
        self.text.append(text)
        self._length += len(text)

    def add(self, parts: tuple[_Part, ...]) -> None:
        for part in parts:
            if isinstance(part, str):
                self._put(part)
            elif isinstance(part, _Choice):
                self.add(self._random.choice(part.wordings))
            elif isinstance(part, _Mark):
                start = self._length
                self.add(part.parts)
                self.marks[part.name] = start, self._length
            else:
                value = self._slots[part.name]
                if isinstance(value, Said):
                    self.marks.update({name: (start + self._length, end + self._length) for name, (start, end) in value.marks.items()})
                    value = value.text
                self._put(value)


@cache
def _parsed(template: str) -> tuple[_Part, ...]:
    tokens = _TOKEN.findall(template)
    if "".join(tokens) != template:
        raise ValueError(f"a bracket without its pair: {template}")
    parts, rest = _sequence(tokens, ())
    if rest:
        raise ValueError(f"a bracket without its pair: {template}")
    return parts


def _sequence(tokens: list[str], ends: tuple[str, ...]) -> tuple[tuple[_Part, ...], list[str]]:
    """The parts up to one of ``ends``, which is the first of the tokens that are left."""
    parts: list[_Part] = []
    while tokens and tokens[0] not in ends:
        token, tokens = tokens[0], tokens[1:]
        if token == "(":
            wordings = []
            while not wordings or tokens[0] == "|":
                wording, tokens = _sequence(tokens[1:] if wordings else tokens, ("|", ")"))
                wordings.append(wording)
                if not tokens:
                    raise ValueError("( without )")
            parts.append(_Choice(tuple(wordings)))
            tokens = tokens[1:]
        elif token.startswith("["):
            inner, tokens = _sequence(tokens, ("]",))
            if not tokens:
                raise ValueError("[ without ]")
            parts.append(_Mark(token[1:-1], inner))
            tokens = tokens[1:]
        elif token.startswith("{"):
            parts.append(_Slot(token[1:-1]))
        elif token in "|)]":
            raise ValueError(f"{token} without its pair")
        else:
            parts.append(token)
    return tuple(parts), tokens
