"""What a question wants to be told: the noun that its question word belongs to (公示期 in 公示期是几天, 司局 in 哪个司局)."""

from __future__ import annotations

import re

from ...extract.tagger import tagger
from .intents import found_in
from .lexicon import lexicon
from .slots import Slots

_ASKS = re.compile(r"(?:多少|哪几|几|哪些|哪个|哪种|哪类|哪家|什么样|什么|谁|何)(?:[个项种类家条名大块样])?(?:的)?")
_JOINS = re.compile(
    r"(?:是|为|有|要|需要?|须|达到?|得|到|分别|各|占|共|都|会|能|应当?|在|由|靠|指|叫|算|的|定|设|写|包括|包含|含|里|中|方面|上)+$"
)


def heads(slots: Slots) -> tuple[str, ...]:
    """The nouns that the question word belongs to, the one behind it or else the one before it; without one the last noun there is.

    Names of types and places, and words that say nothing by themselves, are left out.
    """
    asked = _ASKS.search(slots.text)
    if asked is None:
        return _last(slots, slots.text.rstrip("？?。吗呢"))
    return _first(slots, slots.text[asked.end() :]) or _last(slots, _JOINS.sub("", slots.text[: asked.start()]))


def _first(slots: Slots, text: str) -> tuple[str, ...]:
    """The nouns that a text begins with."""
    found: list[str] = []
    for word, tag in tagger().cut(text):
        if tag[0] not in "nbja":
            break
        found.append(word)
    return tuple(word for word in found[-1:] if _tells(slots, word))


def _last(slots: Slots, text: str) -> tuple[str, ...]:
    """The noun that a text ends in."""
    cut = tagger().cut(text)
    return (cut[-1][0],) if cut and cut[-1][1][0] == "n" and _tells(slots, cut[-1][0]) else ()


def _tells(slots: Slots, word: str) -> bool:
    if any(word in slots.text[start:end] for intent, _ in found_in(slots.text) for start, end in intent.spans(slots.text)):
        return False
    return len(word) > 1 and word in (*slots.words, *slots.common) and word not in lexicon().stops | lexicon().general
