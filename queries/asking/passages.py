"""Which sentences of the texts speak of what a question asks: ranked by its words, by its runs of characters, and by their headings.

Words are cut by jieba and may have synonyms (``lexicon.yaml``); runs of two characters tell what the cut of a spoken question loses
(工业用/掉 for 工业/用掉). Both are weighed by how rarely the documents hold them. A word that stands in no text cannot tell sentences
apart: a spoken verb counts little, a noun its full weight, since the question is then about something that the texts do not speak of.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import log

from ...extract.tagger import tagger
from ...ontology.schemes import schemes
from .lexicon import lexicon
from .ranking import held
from .sentences import Sentence
from .slots import Slots
from .taken import Taken, names_of

_LITTLE, _DEED, _SPOKEN = 0.4, 0.55, 0.15
"""What a name or common word counts, a verb, and a verb that no text holds."""
_WITHIN, _ABOVE = 0.9, 0.7
"""What a word counts that stands in a sentence only, and in the headings above it only; in both it counts in full."""
_TOLD = 0.4
"""The share of the words that tell which a sentence must hold to be about the question."""
_SELDOM = 3
"""So few sentences hold a name that it tells something."""
_GRAMS = 0.35
"""The share that runs of characters have in the score."""
_SAID = re.compile(r"(?:出来|上去|下来|起来|上来|过来|出去|下去|完|掉|好)$")
"""Ends of spoken verbs (评出来)."""
_PAPER = r"(?:的|那|这|版|出台|印发|发布)*(?:个|份)?[^，？]{0,10}(?:文件|方案|通知|政策|办法)"
"""What follows the year of a document (2018年那个方案)."""
_HAN = re.compile(r"[\u4e00-\u9fff]{2,}")


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence that may answer.

    Attributes:
        sentence: the sentence.
        score: the share of what the question tells that it holds, from 0 to 1.
    """

    sentence: Sentence
    score: float


class Wanted:
    """What a question tells of the sentences that answer it.

    Args:
        words: its words.
        names: names in it, and words that nearly every text holds, which tell little.
        rest: its text without the names.
        pool: the sentences to tell apart.
        known: whether any text at all holds a word.
    """

    def __init__(
        self, words: Sequence[str], names: Sequence[str], rest: str, pool: Sequence[Sentence], known: Callable[[str], bool]
    ) -> None:
        texts = [each.text for each in pool]
        rare = _Rarity(texts)
        parts = [part for word in words for part in _parts(word, known)]
        own = {word: rare.of(word) * _worth(word, known) for word in parts}
        little = {name: rare.of(name) * _LITTLE for name in names if name not in own}
        grams = {gram: rare.weight(count) for gram in _grams(rest) if (count := sum(gram in text for text in texts))}
        self.own, self.all, self._grams = _telling(own), _telling(own | little), _telling(grams)

    def score(self, sentence: Sentence) -> float:
        """The share that a sentence holds, from 0 to 1."""
        score = _share(self.all, sentence)
        if self._grams:
            held_by = sum(weight for gram, weight in self._grams.items() if gram in sentence.text)
            held_above = sum(weight for gram, weight in self._grams.items() if gram not in sentence.text and gram in sentence.heading)
            score = (1 - _GRAMS) * score + _GRAMS * (held_by + _ABOVE * held_above) / sum(self._grams.values())
        if self.own and _share(self.own, sentence) < _TOLD:
            score *= 0.5  # it shares names and common words only
        return score


class _Rarity:
    """How much it tells that a sentence holds a word: the rarer among some texts the more."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts

    def of(self, word: str) -> float:
        """The weight of a word; longer ones a little more."""
        return self.weight(self.count(word)) * min(len(word), 4) ** 0.5

    def count(self, word: str) -> int:
        """How many texts hold a word or one that means the same."""
        return sum(held(word, text) for text in self._texts)

    def weight(self, count: int) -> float:
        """The weight of what so many texts hold."""
        return 1.0 + log((1 + len(self._texts)) / (1 + count))


def passages(slots: Slots, words: Sequence[str], pool: Sequence[Sentence], known: Callable[[str], bool]) -> list[Passage]:
    """The sentences of some documents by how well they answer a question, the best first.

    Args:
        slots: what the question names.
        words: its words that tell.
        pool: the sentences.
        known: whether any text at all holds a word.
    """
    wanted = Wanted(words, [*slots.types, *_written(slots, pool), *slots.grades, *slots.common], slots.rest, pool, known)
    scored = [Passage(each, score * _suits(each, slots)) for each in pool if (score := wanted.score(each)) > 0]
    return sorted(scored, key=lambda each: -round(each.score, 6))


def _written(slots: Slots, pool: Sequence[Sentence]) -> list[str]:
    """Names of types as the question writes them, where these are not the labels and few sentences hold them (卓越绿色供应链管理企业)."""
    types = schemes().types
    written = ([name for name in types[label].names if name in slots.text] for label in slots.types if label in types)
    longest = [name for names in written for name in sorted(names, key=len)[-1:]]
    return [name for name in longest if name not in slots.types and sum(name in each.text for each in pool) <= _SELDOM]


def _telling(weights: Mapping[str, float]) -> Mapping[str, float]:
    """Weights without those of nouns that say of what class the answer is, unless there are no others."""
    return {word: weight for word, weight in weights.items() if word not in lexicon().general} or weights


def _parts(word: str, known: Callable[[str], bool]) -> Sequence[str]:
    """A word, or its halves where only these stand in any text (引进人才: 人才引进政策)."""
    halves = (word[:2], word[2:])
    return halves if len(word) == 4 and not known(word) and all(map(known, halves)) else (word,)


def _worth(word: str, known: Callable[[str], bool]) -> float:
    """What a word counts: names of things more than of deeds, and hardly anything a deed that no text tells of."""
    if _SAID.search(word) and not known(word):
        return _SPOKEN
    tags = [tag for _, tag in tagger().cut(word)]
    if not tags or tags[0][0] == "n" or tags[0] == "vn":
        return 1.0
    return _DEED if known(word) or (len(word) == 2 and tags[0] == "v" and tagger().knows(word)) else _SPOKEN


def _grams(rest: str) -> set[str]:
    stops = lexicon().stops
    return {a + b for run in _HAN.findall(rest) for a, b in pairwise(run) if a + b not in stops}


def _share(weights: Mapping[str, float], sentence: Sentence) -> float:
    total = sum(weights.values())
    if not total:
        return 0.0
    return sum(weight * _part(word, sentence) for word, weight in weights.items()) / total


def _part(word: str, sentence: Sentence) -> float:
    """How far a sentence holds a word: in its words, in the headings above it, or of a long one a half."""
    above = held(word, sentence.heading)
    if held(word, sentence.text):
        return 1.0 if above or sentence.text[:12] in sentence.heading else _WITHIN
    if above:
        return _ABOVE
    if len(word) < 4:
        return 0.0
    return sum(half in sentence.text + sentence.heading for half in (word[:2], word[-2:])) * 0.4


def _suits(sentence: Sentence, slots: Slots) -> float:
    """What is left of a score where a sentence speaks of another level, type or year."""
    words, suits = sentence.text + sentence.heading, 1.0
    years = [str(year) for year in slots.years if not re.search(rf"{year}年?{_PAPER}", slots.text)]
    if years and not any(year in sentence.text for year in years):
        suits *= 0.4
    levels = [level.label for level in schemes().levels.values()]
    if slots.levels and any(level in words for level in levels) and not any(level in words for level in slots.levels):
        suits *= 0.6
    if slots.types and _of_another(sentence, slots):
        suits *= 0.7
    return suits


def _of_another(sentence: Sentence, slots: Slots) -> bool:
    """Whether the headings above a sentence name types, and neither they nor the sentence one that is asked about or near to it."""
    types = schemes().types
    above = _types_in(sentence.heading)
    asked = [types[label] for label in slots.types if label in types]
    near = {label for each in asked for label in (each.key, *each.close, *(wider.key for wider in types.ancestors(each)))}
    return bool(asked) and bool(above) and not above & near and not _types_in(sentence.text) & near


@lru_cache(maxsize=4096)
def _types_in(text: str) -> frozenset[str]:
    return frozenset(Taken(text).all(names_of("type")))
