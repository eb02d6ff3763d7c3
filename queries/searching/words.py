"""The words of texts and of questions (分词): jieba with the ontology's dictionary, and the other names of what a question names.

A long word is also found by the words inside it (制造业企业 by 企业); a question asks for the words that tell most.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ...extract.tagger import tagger
from ...ontology.schemes import schemes

MOST_WORDS = 24
"""The most words of a question that are looked for."""

# Words that stand in nearly every clause, or that only ask.
_STOPS = frozenset([
    *"的了和与及或在是为对将由按等其该各以于并有也还吗呢能我",
    "什么", "多少", "怎么", "如何", "哪些", "哪个", "哪里", "是否", "可以", "能否", "请问", "一下", "关于", "我们",
])  # fmt: skip
_WORD = re.compile(r"[0-9A-Za-z\u3400-\u9fff]")


def words(text: str) -> Iterator[tuple[int, int]]:
    """Spans of the words of a text, long ones first, then the dictionary's words inside them."""
    at = 0
    for word, _ in tagger().cut(text):
        if _WORD.search(word):
            yield at, at + len(word)
            yield from ((at + start, at + end) for start, end in _inner(word))
        at += len(word)


def key(word: str) -> str:
    """A word as it is kept and looked for: letters small, full width made narrow."""
    return "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in word).lower()


@lru_cache(maxsize=65536)
def _inner(word: str) -> tuple[tuple[int, int], ...]:
    """The words of two and three characters inside a longer one (as jieba's ``cut_for_search``)."""
    known = tagger().knows
    return tuple(
        (start, start + size)
        for size in (2, 3)
        if len(word) > size
        for start in range(len(word) - size + 1)
        if known(word[start : start + size])
    )


def groups(question: str) -> list[tuple[tuple[str, ...], ...]]:
    """What a question looks for: for each of its names and words the ways to say it, each as the words that must all be there.

    Names of types and industries are taken whole, with what means the same; words that only ask (什么, 多少) are left out unless there are
    no others.

    Args:
        question: as a user writes it.
    """
    rest, named = _named(question)
    found = {tuple(_parts(name) for name in same): None for same in named}
    cut = [key(word) for word, _ in tagger().cut(rest) if _WORD.search(word)]
    telling = [word for word in cut if word not in _STOPS]
    for word in telling or ([] if named else cut):
        found.setdefault(((word,),))
    return list(found)[:MOST_WORDS]


def _parts(name: str) -> tuple[str, ...]:
    return tuple(key(word) for word, _ in tagger().cut(name) if _WORD.search(word))


def _named(question: str) -> tuple[str, list[tuple[str, ...]]]:
    """A question without the names of the schemes in it, and these names, each with the other names of the same thing."""
    names, found = _names(), []
    for size in sorted({len(name) for name in names if len(name) <= len(question)}, reverse=True):
        for start in range(len(question) - size + 1):
            if (name := question[start : start + size]) in names:
                found.append((name, *names[name]))
                question = question[:start] + " " * size + question[start + size :]
    return question, found


@lru_cache(maxsize=1)
def _names() -> dict[str, tuple[str, ...]]:
    """Every name of a type or industry with the others of the same thing (skos:altLabel) and of what is close to it (skos:closeMatch)."""
    names: dict[str, tuple[str, ...]] = {}
    for scheme in (schemes().types, schemes().sectors):
        for concept in scheme.values():
            near = (scheme[other].label for other in concept.close if other in scheme)
            same = tuple(dict.fromkeys(name for name in (*concept.names, *near) if len(name) > 1))
            for name in concept.names:
                if len(name) > 1:
                    names.setdefault(name, tuple(other for other in same if other != name))
    return names
