"""Words: protect what must stay whole, then let jieba cut the rest by its dictionary and the ontology's names.

jieba splits ``GB/T 36132-2018`` and ``〔2016〕586号`` (jieba#659, #222). So 文号, standard numbers, 《titles》, quantities and dates are
found first and become one token each; the gaps are cut by :class:`Tagger`. ``docs.py`` makes a spaCy ``Doc`` of the tokens.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

import jieba

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


class Tagger:
    """jieba with a dictionary of its own, the ontology's words added: nothing is cached on disk, nothing global is touched.

    The words and tags are those of ``jieba.posseg.cut(text, HMM=False)`` (tests compare them), but the tags are looked up in the
    dictionary: importing ``jieba.posseg`` loads the tables of its hidden Markov model, which takes a second, only guesses at unknown
    words, and changes no fact.
    """

    def __init__(self) -> None:
        self._jieba = jieba.Tokenizer()
        # What Tokenizer.initialize() does, less its cache file in a folder shared with other users.
        self._jieba.FREQ, self._jieba.total = self._jieba.gen_pfdict(self._jieba.get_dict_file())
        self._jieba.initialized = True
        with self._jieba.get_dict_file() as lines:
            entries = lines.read().decode("utf-8").split()  # word, frequency, tag; word, frequency, tag; …
        self._tags: dict[str, str] = dict(zip(entries[::3], entries[2::3], strict=True))
        for word, tag in words():
            self._jieba.add_word(word)
            self._tags[word] = tag

    def cut(self, text: str) -> list[tuple[str, str]]:
        """The words of a text with their tags (``x`` for signs, ``m`` for numbers, ``eng`` for other Latin words without one)."""
        return [(word, self._tags.get(word) or _foreign(word)) for word in self._jieba.cut(text, HMM=False)]


def _foreign(word: str) -> str:
    if word.isascii() and word.isalnum():
        return "m" if word.isdigit() else "eng"
    return "m" if _NUMBER.fullmatch(word) else "x"


_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")


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
