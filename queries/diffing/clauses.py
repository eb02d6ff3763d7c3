"""Which clause of the new text answers which of the old (条款对照): equal words first, then the likest in order, then what has moved."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Literal

from ...corpus.document import Document, Node
from ...corpus.numbering import marker
from ...ontology.concepts import plain
from ..likeness import pairs, shared

Change = Literal["same", "renumbered", "changed", "moved", "added", "removed"]

_LIKE = 0.4  # how alike two clauses must be to be one that was changed
_MOVED = 0.75  # the same where they do not stand in the same order
_TOKEN = re.compile(r"\d+(?:\.\d+)?%?|[A-Za-z]+|.", re.DOTALL)  # numbers and Latin words change as a whole
_STAYED = "\0"
_CELLS = 60_000  # pairs that are compared at most; larger gaps are paired by address


@dataclass(frozen=True, slots=True)
class Clause:
    """A paragraph, heading, or row of a table: its address, offsets, normalised words, those without its number, and their pairs."""

    path: str
    start: int
    end: int
    text: str
    body: str
    pairs: Counter[str] = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Pair:
    """A clause and what became of it; one side is None where there is nothing to answer it."""

    change: Change
    old: Clause | None
    new: Clause | None


def clauses(document: Document) -> list[Clause]:
    """The clauses of a text, in order; a row of a table is one."""
    return [_clause(document, node) for node in _units(document.root) if document.view(node.start, node.end).text.strip()]


def aligned(old: Sequence[Clause], new: Sequence[Clause]) -> list[Pair]:
    """The clauses of both texts in the order of the new one; what was removed stands where it stood.

    Args:
        old, new: the clauses of the two texts.
    """
    matcher = SequenceMatcher(None, [plain(each.body) for each in old], [plain(each.body) for each in new], autojunk=False)
    pairs: list[Pair] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            pairs += [_pair(one, two) for one, two in zip(old[a:b], new[c:d], strict=True)]
        else:
            pairs += _gap(old[a:b], new[c:d])
    return _with_moves(pairs)


def _units(node: Node) -> Iterator[Node]:
    if node.type == "row" or not node.children:
        if node.type != "blank":
            yield node
        return
    for child in node.children:
        yield from _units(child)


def _clause(document: Document, node: Node) -> Clause:
    text = document.view(node.start, node.end).text
    number = marker(text, 0, len(text))
    words = document.text[node.start : node.end]
    start = node.start + len(words) - len(words.lstrip())
    body = text[number.end :] if number is not None else text
    return Clause(node.path, start, start + len(words.strip()), text, body, pairs(body))


def _pair(old: Clause, new: Clause) -> Pair:
    if plain(old.body) != plain(new.body):
        return Pair("changed", old, new)
    return Pair("same" if plain(old.text) == plain(new.text) else "renumbered", old, new)


def _gap(old: Sequence[Clause], new: Sequence[Clause]) -> list[Pair]:
    """The pairs of a stretch without equal clauses, in order, so that they are as alike as can be."""
    if not old or not new or len(old) * len(new) > _CELLS:
        return _by_address(old, new)
    like = [[_score(one, two) for two in new] for one in old]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], like[i][j] + best[i + 1][j + 1] if like[i][j] else 0)
    found: list[Pair] = []
    i = j = 0
    while i < len(old) or j < len(new):
        if i < len(old) and j < len(new) and like[i][j] and best[i][j] == like[i][j] + best[i + 1][j + 1]:
            found.append(_pair(old[i], new[j]))
            i, j = i + 1, j + 1
        elif i < len(old) and (j == len(new) or best[i][j] == best[i + 1][j]):
            found.append(Pair("removed", old[i], None))
            i += 1
        else:
            found.append(Pair("added", None, new[j]))
            j += 1
    return found


def _score(old: Clause, new: Clause) -> float:
    """How well two clauses answer each other; 0 where they do not. The same address counts a little."""
    like = shared(old.pairs, new.pairs)
    return like + 0.05 * (old.path == new.path) if like >= _LIKE else 0.0


def _by_address(old: Sequence[Clause], new: Sequence[Clause]) -> list[Pair]:
    """The same for a long stretch: a clause answers the one of its address, if that comes later than the last answer and is like it."""
    at = {each.path: i for i, each in enumerate(new)}
    pairs: list[Pair] = []
    told = 0
    for each in old:
        i = at.get(each.path, -1)
        if i >= told and _score(each, new[i]):
            pairs += [Pair("added", None, other) for other in new[told:i]]
            pairs.append(_pair(each, new[i]))
            told = i + 1
        else:
            pairs.append(Pair("removed", each, None))
    return pairs + [Pair("added", None, each) for each in new[told:]]


def _with_moves(pairs: Sequence[Pair]) -> list[Pair]:
    """What was removed in one place and added in another has moved; it is told where it now stands."""
    removed = [pair.old for pair in pairs if pair.change == "removed" and pair.old is not None]
    added = [pair.new for pair in pairs if pair.change == "added" and pair.new is not None]
    moved: dict[Clause, Clause] = {}
    for clause in added if len(removed) * len(added) <= _CELLS else ():
        likest = max(removed, key=lambda each, clause=clause: shared(each.pairs, clause.pairs), default=None)
        if likest is not None and shared(likest.pairs, clause.pairs) >= _MOVED:
            moved[clause] = likest
            removed.remove(likest)
    gone = set(moved.values())
    kept = (pair for pair in pairs if pair.old not in gone or pair.new is not None)
    return [Pair("moved", moved[pair.new], pair.new) if pair.new in moved else pair for pair in kept]


def words_changed(old: str, new: str) -> tuple[tuple[Literal["equal", "delete", "insert"], str], ...]:
    """The words of a changed clause: what stayed, what went and what came, in order; single characters between changes go with them."""
    before, after = (_TOKEN.findall(text) for text in (old, new))
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    steps: list[tuple[str, str]] = []  # what went and what came
    for tag, a, b, c, d in matcher.get_opcodes():
        keep = tag == "equal" and (b - a > 1 or a == 0 or b == len(before))
        steps.append(("".join(before[a:b]), _STAYED if keep else "".join(after[c:d])))
    told: list[tuple[Literal["equal", "delete", "insert"], str]] = []
    went = came = ""
    for gone, come in [*steps, ("", _STAYED)]:
        if come != _STAYED:
            went, came = went + gone, came + come
            continue
        told += [(kind, words) for kind, words in (("delete", went), ("insert", came)) if words]  # type: ignore[misc]
        went = came = ""
        if gone:
            told.append(("equal", gone))
    return tuple(told)
