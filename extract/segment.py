"""Words: protect what must stay whole, then cut the rest by jieba's dictionary and the ontology's names.

jieba splits ``GB/T 36132-2018`` and ``〔2016〕586号`` (jieba#659, #222). So 文号, standard numbers, 《titles》, quantities and dates are
found first and become one token each; the gaps are cut by :class:`Tagger`. ``docs.py`` makes a spaCy ``Doc`` of
the tokens.

The words and tags are those of ``jieba.posseg.cut(text, HMM=False)``: the likeliest path through the words that the dictionary
holds (tests compare them). jieba itself is not imported: that loads the tables of its hidden Markov model, which only guesses at unknown words,
takes 1.5 s, and is used for nothing here; and its own cut takes a logarithm for every word at every place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from importlib.util import find_spec
from math import inf, log
from pathlib import Path
from typing import NamedTuple

from .lexicon import words


class Piece(NamedTuple):
    """A protected piece of a view: its span and what it is (``QUANTITY``, ``DATE``, ``TITLE``, ``NUMBER``, ``TYPE`` …)."""

    start: int
    end: int
    kind: str


class Token(NamedTuple):
    """A word of a view.

    Attributes:
        i: its position among the tokens.
        start, end: span in the view.
        text: the word.
        tag: part of speech in jieba's (ICTCLAS) set; of a protected piece its kind.
        kind: what a protected piece is, empty for other words.
    """

    i: int
    start: int
    end: int
    text: str
    tag: str
    kind: str = ""


# What jieba.posseg cuts by the dictionary; anything else is a token by itself, character by character.
_WORDS = re.compile(r"([\u4E00-\u9FD5a-zA-Z0-9+#&._]+)")
_SIGNS = re.compile(r"\r\n|.", re.DOTALL)


class Tagger:
    """Cuts and tags by jieba's dictionary with the ontology's words added; nothing is cached on disk, nothing global is touched."""

    def __init__(self) -> None:
        entries = _dictionary().read_text(encoding="utf-8").split()  # word, frequency, tag; word, frequency, tag; …
        names, frequencies = entries[::3], list(map(int, entries[1::3]))
        self._tags = dict(zip(names, entries[2::3], strict=True))
        self._frequencies = dict(zip(names, frequencies, strict=True))
        self._total = sum(frequencies)
        # Logarithms of the frequencies; −∞ for what only begins a word, so that a search goes on there and stops elsewhere.
        self._logs = dict.fromkeys(_beginnings(names), -inf)
        self._logs.update(zip(names, map(log, frequencies), strict=True))
        for word, tag in words():
            self._add(word, tag)

    def _add(self, word: str, tag: str) -> None:
        """Add a word with a frequency just high enough for it to stay whole (as ``jieba.Tokenizer.suggest_freq`` finds it)."""
        likelihood = 1.0
        for part, _ in self.cut(word):
            likelihood *= self._frequencies.get(part, 1) / float(self._total)
        frequency = max(int(likelihood * self._total) + 1, self._frequencies.get(word, 1))
        self._frequencies[word], self._tags[word], self._logs[word] = frequency, tag, log(frequency)
        self._total += frequency
        for end in range(1, len(word)):
            self._logs.setdefault(word[:end], -inf)

    def cut(self, text: str) -> list[tuple[str, str]]:
        """The words of a text with their tags."""
        found: list[tuple[str, str]] = []
        for number, block in enumerate(_WORDS.split(text)):
            if number % 2:
                self._cut_block(block, found)
            else:
                found += [(sign, "x") for sign in _SIGNS.findall(block)]
        return found

    def _cut_block(self, block: str, found: list[tuple[str, str]]) -> None:
        """Add the words of the likeliest path; single letters and digits beside each other are one token (``eng``)."""
        ends, tags, latin, start = self._path(block), self._tags, 0, 0
        while start < len(block):
            end = ends[start]
            word = block[start:end]
            if end - start == 1 and word.isascii() and word.isalnum():
                latin += 1
            else:
                if latin:
                    found.append((block[start - latin : start], "eng"))
                    latin = 0
                found.append((word, tags.get(word, "x")))
            start = end
        if latin:
            found.append((block[start - latin : start], "eng"))

    def _path(self, block: str) -> list[int]:
        """For each place where the word ends that begins there on the likeliest path; of equals the longest."""
        length, get, less = len(block), self._logs.get, -log(self._total)
        best, ends = [0.0] * (length + 1), [0] * length
        for start in range(length - 1, -1, -1):
            most = -inf
            for end in range(start + 1, length + 1):
                weight = get(block[start:end])
                if weight is None:
                    break
                weight += less + best[end]  # not the same as jieba's in the last bit only if added up in another order
                if weight >= most:
                    most, ends[start] = weight, end
            if most == -inf:  # no word begins here
                most, ends[start] = less + best[start + 1], start + 1
            best[start] = most
        return ends


def _dictionary() -> Path:
    """Jieba's dictionary, found without importing jieba."""
    spec = find_spec("jieba")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).with_name("dict.txt")


def _beginnings(names: Iterable[str]) -> set[str]:
    """Everything that one of the words begins with."""
    found: set[str] = set()
    length, longer = 1, [name for name in names if len(name) > 1]
    while longer:
        found.update([name[:length] for name in longer])
        length += 1
        longer = [name for name in longer if len(name) > length]
    return found


@lru_cache(maxsize=1)
def tagger() -> Tagger:
    """The shared tagger; the first call loads jieba's dictionary (about a third of a second)."""
    return Tagger()


def tokens(text: str, pieces: Iterable[Piece] = ()) -> list[Token]:
    """The words of a view's text; ``pieces`` become single tokens, overlapping ones in favour of the longest, then the first."""
    found: list[tuple[str, str, str]] = []
    cut, at = tagger().cut, 0
    for piece in _longest(pieces):
        found += [(word, tag, "") for word, tag in cut(text[at : piece.start])]
        found.append((text[piece.start : piece.end], piece.kind, piece.kind))
        at = piece.end
    found += [(word, tag, "") for word, tag in cut(text[at:])]
    placed: list[Token] = []
    start = 0
    for index, (word, tag, kind) in enumerate(found):
        end = start + len(word)
        placed.append(Token(index, start, end, word, tag, kind))
        start = end
    return placed


def _longest(pieces: Iterable[Piece]) -> list[Piece]:
    kept: list[Piece] = []
    for piece in sorted(pieces, key=lambda p: (p.start - p.end, p.start)):
        if piece.end > piece.start and all(piece.end <= other.start or other.end <= piece.start for other in kept):
            kept.append(piece)
    return sorted(kept)
