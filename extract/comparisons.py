"""Comparison words (比较词语) around a number: which bound they set and whether the number is included.

The words, their defaults and their source are data (``patterns/comparisons.yaml``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, NamedTuple

from ..ontology.errors import DefinitionError
from .numerals import CHINESE
from .units import Kind, load_yaml

Bound = Literal["min", "max", "about"]
_KEYS = frozenset(["word", "bound", "inclusive", "negatable", "weak", "gap", "not_before", "not_after", "only"])
_OPPOSITE: dict[Bound, Bound] = {"min": "max", "max": "min", "about": "about"}
_SPLITS = re.compile("[，。；：）\\d]")
_GAP = 40  # characters that a comparison word reaches across at most
_CLAUSE_MARKS = "，。；：！？（）《》“”"


@dataclass(frozen=True, slots=True)
class Word:
    """An entry of the table; see the head of ``comparisons.yaml`` for the meaning of its fields."""

    word: str
    bound: Bound
    inclusive: bool = True
    negatable: bool = False
    weak: bool = False
    gap: Literal["", "all", "share"] = ""
    not_before: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()
    only: tuple[str, ...] = ()

    def fits(self, text: str, start: int, end: int, kind: Kind) -> bool:
        """Whether the word at ``start``-``end`` compares a quantity of this kind."""
        if self.only and kind not in self.only:
            return False
        if self.not_before and text.startswith(self.not_before, end):
            return False
        return not self.not_after or start == 0 or text[start - 1] not in self.not_after


class Comparison(NamedTuple):
    """A comparison found in a text.

    Attributes:
        start, end: its span.
        text: the word as written, the negation with it (不得超过).
        key: the word's plain form (不超过), by which a document's own rules name it.
        bound, inclusive: what it says; meaningless inclusiveness of ``about`` is True.
        distant: it stands at a distance from its number.
    """

    start: int
    end: int
    text: str
    key: str
    bound: Bound
    inclusive: bool
    distant: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """The compiled word lists."""

    before: Mapping[str, tuple[Word, ...]]  # by last character, longest first
    after: Mapping[str, tuple[Word, ...]]  # by first character, longest first
    gaps: re.Pattern[str]
    words: Mapping[str, Word]
    negators: tuple[str, ...]
    fillers: tuple[str, ...]
    bracket: re.Pattern[str]
    gap_stops: re.Pattern[str]
    any_gap_stops: re.Pattern[str]
    joints: frozenset[str]


def _word(entry: Mapping[str, Any]) -> Word:
    if not entry.keys() <= _KEYS or entry.get("bound") not in ("min", "max", "about"):
        raise DefinitionError(f"comparisons.yaml 中的词条写错：{entry}", f"Malformed word in comparisons.yaml: {entry}")
    gap = entry.get("gap", "")
    return Word(
        str(entry["word"]), entry["bound"], bool(entry.get("inclusive", True)), bool(entry.get("negatable", False)),
        bool(entry.get("weak", False)),
        "all" if gap is True else gap, *(tuple(map(str, entry.get(key, ()))) for key in ("not_before", "not_after", "only")),
    )  # fmt: skip


def _alternatives(words: list[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


@cache
def table() -> Table:
    """The word lists, read once.

    Raises:
        DefinitionError: if the data file is malformed.
    """
    data = load_yaml("comparisons.yaml")
    before, after = [_word(entry) for entry in data["before"]], [_word(entry) for entry in data["after"]]
    by_last: dict[str, list[Word]] = {}
    by_first: dict[str, list[Word]] = {}
    for word in before:
        by_last.setdefault(word.word[-1], []).append(word)
    for word in after:
        by_first.setdefault(word.word[0], []).append(word)
    include, exclude = (_alternatives(data["brackets"][side]) for side in ("include", "exclude"))
    return Table(
        {key: tuple(sorted(group, key=lambda word: -len(word.word))) for key, group in by_last.items()},
        {key: tuple(sorted(group, key=lambda word: -len(word.word))) for key, group in by_first.items()},
        re.compile(_alternatives([word.word for word in before if word.gap])),
        {word.word: word for word in [*after, *before]},
        tuple(sorted(data["negators"], key=len, reverse=True)),
        tuple(sorted(data["fillers"], key=len, reverse=True)),
        re.compile(
            rf"[（〔［](?:(?P<include>{include})|(?P<exclude>{exclude}))(?:本数|(?P<again>[\d{CHINESE}][^（）〔〕［］，。]{{0,8}}))?[）〕］]"
        ),
        re.compile(_alternatives(data["gap_stops"])),
        re.compile(_alternatives(data["any_gap_stops"])),
        frozenset(data["joints"]),
    )


class Bracket(NamedTuple):
    """A bracket （含） or （不含）.

    Attributes:
        start, end: its span.
        includes: what it says.
        named: the number that it names again (（含500亩）) as written, so that it says nothing of any other; else empty.
    """

    start: int
    end: int
    includes: bool
    named: str = ""

    @property
    def word(self) -> str:
        """How a fact names it as the word that decided."""
        return "（含）" if self.includes else "（不含）"


def bracket_at(text: str, at: int) -> Bracket | None:
    """The bracket that begins at ``at``."""
    if at >= len(text) or text[at] not in "（〔［":
        return None
    match = table().bracket.match(text, at)
    return None if match is None else Bracket(at, match.end(), match["include"] is not None, match["again"] or "")


def bracket_before(text: str, at: int, floor: int) -> Bracket | None:
    """The bracket that ends at ``at``: 不少于（含）10人."""
    if at <= floor or text[at - 1] not in "）〕］":
        return None
    start = max(text.rfind(mark, max(floor, at - 8), at) for mark in "（〔［")
    found = bracket_at(text, start) if start >= 0 else None
    return found if found and found.end == at else None


def after_at(text: str, at: int, kind: Kind) -> Comparison | None:
    """The comparison word that follows a number at once (以上, 以内, 左右)."""
    if at >= len(text):
        return None
    for word in table().after.get(text[at], ()):
        end = at + len(word.word)
        if text.startswith(word.word, at) and word.fits(text, at, end, kind):
            return Comparison(at, end, word.word, word.word, word.bound, word.inclusive)
    return None


def before_at(text: str, at: int, floor: int, kind: Kind) -> Comparison | None:
    """The comparison word that governs the number beginning at ``at``: next to it, behind fillers, or at a distance.

    Args:
        text: a view text.
        at: where the number begins.
        floor: nothing before this offset is looked at (where the number before ended).
        kind: what the number measures; words at a distance depend on it.
    """
    lists, end = table(), at
    for _ in range(4):
        if found := _ending_at(text, end, floor, kind):
            word = lists.words.get(found.key)
            if word is not None and word.weak and (stronger := _distant(text, found.start, floor, kind)):
                return stronger
            return _stacked(text, found, floor, kind)
        filler = next((word for word in lists.fillers if text.endswith(word, floor, end)), None)
        if filler is None:
            break
        end -= len(filler)
    return _distant(text, at, floor, kind)


def _ending_at(text: str, end: int, floor: int, kind: Kind) -> Comparison | None:
    if end <= floor:
        return None
    for word in table().before.get(text[end - 1], ()):
        start = end - len(word.word)
        if start >= floor and text.startswith(word.word, start) and word.fits(text, start, end, kind):
            return _comparison(text, word, start, end, floor)
    return None


def _comparison(text: str, word: Word, start: int, end: int, floor: int, *, distant: bool = False) -> Comparison:
    negator = next((negator for negator in table().negators if text.endswith(negator, floor, start)), "") if word.negatable else ""
    if not negator:
        return Comparison(start, end, word.word, word.word, word.bound, word.inclusive, distant)
    begin = start - len(negator)
    return Comparison(begin, end, text[begin:end], f"不{word.word}", _OPPOSITE[word.bound], not word.inclusive, distant)


def _stacked(text: str, found: Comparison, floor: int, kind: Kind) -> Comparison:
    """最高不超过 is one word: take in a word of the same bound that stands right before."""
    other = _ending_at(text, found.start, floor, kind)
    if other is None or other.bound != found.bound:
        return found
    return found._replace(start=other.start, text=text[other.start : found.end])


def _distant(text: str, at: int, floor: int, kind: Kind) -> Comparison | None:
    low, i = max(floor, at - _GAP), at - 1
    while i >= low:
        opening = text.rfind("（", low, i) if text[i] == "）" else -1
        if opening >= 0 and not _SPLITS.search(text, opening, i):
            i = opening  # an explanation in brackets ends no clause: 不得超过市场报价利率（LPR）的40%
        elif text[i] in _CLAUSE_MARKS:
            low = i + 1
        i -= 1
    lists, found = table(), None
    for match in lists.gaps.finditer(text, low, at):
        word = lists.words[match.group()]
        if word.gap == "share" and (kind not in ("percent", "ratio") or lists.gap_stops.search(text, match.end(), at)):
            continue
        if word.fits(text, match.start(), match.end(), kind) and not lists.any_gap_stops.search(text, match.end(), at):
            found = _comparison(text, word, match.start(), match.end(), low, distant=True)
    return found
