"""jieba as a tagger (分词和词性): its dictionary with the ontology's words. Who only needs words loads no spaCy for them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from math import log

import jieba

from .lexicon import words


class Tagger:
    """jieba with a dictionary of its own, the ontology's words added: nothing is cached on disk, nothing global is touched.

    The words and tags are those of ``jieba.posseg.cut(text, HMM=False)`` (tests compare them), but the tags are looked up in the
    dictionary: importing ``jieba.posseg`` loads the tables of its hidden Markov model, which takes a second, only guesses at unknown
    words, and changes no fact.
    """

    def __init__(self) -> None:
        self._jieba = _Tokenizer()
        with self._jieba.get_dict_file() as lines:
            entries = lines.read().decode("utf-8").split()  # word, frequency, tag; word, frequency, tag; …
        names, frequencies = entries[::3], list(map(int, entries[1::3]))
        # What Tokenizer.initialize() does, in half the time, and less its cache file in a folder shared with other users.
        self._jieba.FREQ = {**dict.fromkeys(_beginnings(names), 0), **dict(zip(names, frequencies, strict=True))}
        self._jieba.total = sum(frequencies)
        self._jieba.initialized = True
        self._tags: dict[str, str] = dict(zip(names, entries[2::3], strict=True))
        for word, tag in words():
            self._jieba.add_word(word)
            self._tags[word] = tag

    def knows(self, word: str) -> bool:
        """Whether a word stands in the dictionary."""
        return word in self._tags

    def cut(self, text: str) -> list[tuple[str, str]]:
        """The words of a text with their tags (``x`` for signs, ``m`` for numbers, ``eng`` for other Latin words without one)."""
        return [(word, self._tags.get(word) or _foreign(word)) for word in self._jieba.cut(text, HMM=False)]


class _Tokenizer(jieba.Tokenizer):
    """jieba's tokenizer with its two passes over a sentence made one: the same paths in half the time."""

    def get_DAG(self, sentence: str) -> dict[int, list[int]]:  # noqa: N802  # jieba's name
        """Nothing: :meth:`calc` looks the words up itself."""
        return {}

    def calc(self, sentence: str, DAG: dict[int, list[int]], route: dict[int, tuple[float, int]]) -> None:  # noqa: N803
        """For each place the last character of the word that begins there on the likeliest path; of equals the longest."""
        length, frequency, less = len(sentence), self.FREQ.get, log(self.total)
        route[length] = (0, 0)
        for start in range(length - 1, -1, -1):
            best: tuple[float, int] | None = None
            for end in range(start, length):
                times = frequency(sentence[start : end + 1])
                if times is None:
                    break
                if times:
                    weight = log(times) - less + route[end + 1][0]
                    if best is None or weight >= best[0]:
                        best = (weight, end)
            route[start] = best or (-less + route[start + 1][0], start)


def _beginnings(names: Iterable[str]) -> set[str]:
    """Everything that one of the words begins with."""
    found: set[str] = set()
    length, longer = 1, [name for name in names if len(name) > 1]
    while longer:
        found.update([name[:length] for name in longer])
        length += 1
        longer = [name for name in longer if len(name) > length]
    return found


def _foreign(word: str) -> str:
    if word.isascii() and word.isalnum():
        return "m" if word.isdigit() else "eng"
    return "m" if _NUMBER.fullmatch(word) else "x"


_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")


@lru_cache(maxsize=1)
def tagger() -> Tagger:
    """The shared tagger; the first call loads jieba's dictionary (about a third of a second)."""
    return Tagger()
