"""What was seen but not understood: numbers with a unit and times that no fact claims (未读出的数量和时间).

A list for people. Nothing here is a fact: it shows where a text may say more than was read, so that silence is seen. What only
counts parts of the text, looks back, describes the background or says when the document itself applies is left out.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Any, Literal

from ..corpus.document import Document
from .contexts import lead_in, passages
from .facts import Fact
from .mentions import DateMention, Quantity
from .pipeline import facts_of, prepare
from .reading import Clause, Reading
from .units import load_yaml

Nature = Literal["money", "percent", "score", "count", "measure", "length", "cycle", "date"]

_QUANTITIES: Mapping[str, Nature] = {
    "money": "money", "percent": "percent", "ratio": "percent", "full": "percent", "score": "score", "count": "count",
    "measure": "measure", "duration": "length",
}  # fmt: skip
_TIMES: Mapping[str, Nature] = {
    "date": "date", "month": "date", "since": "date", "range": "date", "expiry": "date", "recurrence": "date", "period": "cycle",
    "within": "length", "duration": "length",
}  # fmt: skip
"""Kinds of time that may say something; a bare year, or a year as a limit (到2020年，建成…), does not without a number."""

_READ = frozenset({"text", "cell", "remark"})
_SILENT_ON_NUMBERS = frozenset({"document", "agency", "sector", "reference"})  # their quotes claim no number or time
_SMALL = 10
_AROUND = 3  # sentences of the paragraph, before and after, that may name whom a number is about


@dataclass(frozen=True, slots=True)
class Unread:
    """A number or time that no fact claims.

    Attributes:
        doc: identifier of the document.
        path: address of its clause.
        mention: it, as written.
        start, end: where it stands in the text, in Unicode code points, ``end`` exclusive.
        nature: what it measures.
        sentence: the sentence, normalised.
        type: label of the nearest type, or None where only applicants in general (企业, 项目) are near.
        passage: what the nearest heading or lead-in announces (support, condition …), or None.
    """

    doc: str
    path: str
    mention: str
    start: int
    end: int
    nature: Nature
    sentence: str
    type: str | None
    passage: str | None

    def why(self, language: str = "zh") -> str:
        """Why it may matter, in ``language`` (``"zh"`` or ``"en"``)."""
        reasons = _lists()["why"][self.nature]
        return reasons.get(self.passage or "", reasons[""])["en" if language == "en" else "zh"]

    def to_json(self, language: str = "zh") -> dict[str, Any]:
        """The row as a JSON object."""
        return {**asdict(self), "why": self.why(language)}


def unread(document: Document) -> list[Unread]:
    """What a document says in numbers and times that its facts do not claim, in the order of the text.

    Args:
        document: the text with its outline.
    """
    reading = prepare(document)
    return find(reading, facts_of(reading))


def find(reading: Reading, facts: Iterable[Fact]) -> list[Unread]:
    """As :func:`unread`, for a document that has been read.

    Args:
        reading: the document laid out for reading.
        facts: all facts that were read.
    """
    quotes = [(fact.start, fact.end) for fact in facts if fact.kind not in _SILENT_ON_NUMBERS]
    claimed = _Spans([*quotes, *reading.profile.spans.values()])
    rows = (row for clause in reading.clauses for row in _rows(clause, claimed))
    return sorted(rows, key=lambda row: (row.start, row.end))


class _Spans:
    """Spans of a text that something claims."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._starts, ends = map(list, zip(*sorted(spans), strict=True)) if (spans := list(spans)) else ([], [])
        self._reach = list(accumulate(ends, max))  # how far the spans up to each one reach

    def touch(self, start: int, end: int) -> bool:
        before = bisect_left(self._starts, end)
        return before > 0 and self._reach[before - 1] > start


@lru_cache(maxsize=1)
def _lists() -> dict[str, Any]:
    data = load_yaml("unread.yaml")
    return {name: re.compile(value) if isinstance(value, str) else value for name, value in data.items()}


def _rows(clause: Clause, claimed: _Spans) -> Iterator[Unread]:
    """The rows of one sentence."""
    if clause.leaf.type not in _READ or clause.is_heading:
        return
    mentions = [each for each in _mentions(clause) if not claimed.touch(*clause.view.span(*each[:2]))]
    if not mentions:
        return
    above = passages(clause)
    near, is_near = _nearest(clause)
    if "background" in above or not is_near:
        return
    context = lead_in(clause) or (above[0] if above else None)
    document = clause.reading.document
    for start, end, nature in mentions:
        if nature == "cycle" and any(each.unit for each in clause.quantities):
            continue  # 每年新增200家: the number counts
        if context == "card" and nature == "date":
            continue  # when a card was published
        first, last = clause.view.span(start, end)
        label = next((each.labels[0] for each in _by_distance(clause, start) if each.labels), near)
        yield Unread(document.id, clause.leaf.path, document.text[first:last], first, last, nature, clause.text, label, context)


def _by_distance(clause: Clause, position: int) -> list[Any]:
    return sorted(clause.types, key=lambda mention: (abs(mention.start - position), mention.start))


def _nearest(clause: Clause) -> tuple[str | None, bool]:
    """The type named around a sentence or governing it, and whether there is any type or applicant at all."""
    around = clause.reading.leaf_clauses(clause)[max(0, clause.number - _AROUND) : clause.number + _AROUND + 1]
    named = (mention.labels[0] for each in around for mention in each.types if mention.labels)
    label = next(named, None) or next(iter(clause.governing_types()), None)
    return label, label is not None or any(_lists()["applicant"].search(each.text) for each in around)


def _mentions(clause: Clause) -> Iterator[tuple[int, int, Nature]]:
    """The numbers and times of a sentence that may say something; of two on the same words the longer one."""
    found: list[tuple[int, int, Nature]] = [
        (each.start, each.end, _QUANTITIES[each.kind]) for each in clause.quantities if _counts(clause.text, each)
    ]
    times: list[tuple[int, int, Nature]] = [(each.start, each.end, _TIMES[each.kind]) for each in clause.dates if _times(clause.text, each)]
    held: list[tuple[int, int]] = []
    for start, end, nature in sorted(found + times, key=lambda each: (each[0] - each[1], each[0])):
        if not any(first < end and last > start for first, last in held):
            held.append((start, end))
            yield start, end, nature


def _counts(text: str, quantity: Quantity) -> bool:
    lists, after = _lists(), text[quantity.end : quantity.end + 20]
    if quantity.unit is None or quantity.kind not in _QUANTITIES or lists["past"].match(text[quantity.start : quantity.end]):
        return False
    if quantity.kind == "full":
        return bool(lists["whole"].search(text[quantity.start : quantity.end])) and not lists["named"].match(after)
    if quantity.kind == "money" and lists["fund"].search(_part(text, quantity.start)):
        return False
    if quantity.kind == "measure" and (lists["capacity"].search(text[: quantity.start]) or lists["projects"].search(text)):
        return False
    exact = quantity.exact if quantity.decided_by is None else None
    if quantity.kind == "count" and (lists["parts"].match(after) or lists["parts_before"].search(text[: quantity.start])):
        return False
    if quantity.kind == "duration" and lists["spent"].match(after):
        return False
    written = not text[quantity.number_start : quantity.number_end].isascii()
    return not (quantity.kind == "count" and exact is not None and exact < _SMALL and written and quantity.unit in lists["counters"])


def _times(text: str, mention: DateMention) -> bool:
    lists, written, after = _lists(), text[mention.start : mention.end], text[mention.end : mention.end + 20]
    if mention.kind not in _TIMES or mention.bound == "past" or lists["past"].match(written):
        return False
    if mention.kind == "duration" and lists["spent"].match(after):
        return False
    if mention.kind == "since" and (mention.value is None or lists["enacted"].match(after)):
        return False
    return mention.kind != "period" or not (lists["yearly"].match(written) or lists["some"].match(after))


def _part(text: str, position: int) -> str:
    """The words between commas around a position."""
    start = max(text.rfind(mark, 0, position) for mark in "，。；：") + 1
    ends: Sequence[int] = [at for mark in "，。；：" if (at := text.find(mark, position)) >= 0]
    return text[start : min(ends, default=len(text))]
