"""How well facts were read: precision, recall and F1 against reference facts (gold).

The measures are those of information retrieval: precision is the share of found facts that are right, recall the share of
gold facts that were found, F1 their harmonic mean. *Micro* figures add up the counts of all kinds before dividing.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

from ..ontology.errors import UnreadableText
from .matching import COMPARED, Record, once, plain, same

CERTAINTIES = ("sure", "likely", "doubtful")


@dataclass(frozen=True, slots=True)
class Score:
    """Counts, and the measures that follow from them.

    Attributes:
        hits: gold facts that were found.
        gold: gold facts in all.
        found: found facts in all.
    """

    hits: int = 0
    gold: int = 0
    found: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(self.hits + other.hits, self.gold + other.gold, self.found + other.found)

    @property
    def precision(self) -> float:
        """Share of the found facts that are right, 0 to 1; 0 where nothing was found."""
        return self.hits / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold facts that were found, 0 to 1; 0 where there are none."""
        return self.hits / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, 0 to 1."""
        return 2 * self.hits / (self.gold + self.found) if self.gold + self.found else 0.0

    def to_json(self) -> dict[str, float | int]:
        """The measures to four decimals, with the counts."""
        measures = {name: round(getattr(self, name), 4) for name in ("precision", "recall", "f1")}
        return {**measures, "hits": self.hits, "gold": self.gold, "found": self.found}


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of a comparison.

    Attributes:
        cells: score of each document and kind that has facts on either side.
        missed: gold facts that were not found; of a document's fields ``{doc, kind, field, gold, found}``.
        wrong: found facts that are not gold, likewise.
        certainties: of each certainty that found facts have, how many are right and how many there are (a document's fields have none).
    """

    cells: Mapping[tuple[str, str], Score] = field(default_factory=dict)
    missed: Sequence[Record] = ()
    wrong: Sequence[Record] = ()
    certainties: Mapping[str, Score] = field(default_factory=dict)

    @property
    def kinds(self) -> dict[str, Score]:
        """The score of each kind over all documents, in the order of the contract."""
        present = {kind for _, kind in self.cells}
        return {kind: self.select(kinds=[kind]) for kind in COMPARED if kind in present}

    @property
    def documents(self) -> dict[str, Score]:
        """The score of each document over all kinds, by identifier."""
        return {doc: self.select(documents=[doc]) for doc in sorted({doc for doc, _ in self.cells})}

    @property
    def micro(self) -> Score:
        """The score over all kinds and documents."""
        return self.select()

    def select(self, kinds: Iterable[str] | None = None, documents: Iterable[str] | None = None) -> Score:
        """The micro score over some kinds and some documents (all of them where not given)."""
        wanted, among = (None if names is None else set(names) for names in (kinds, documents))
        chosen = (
            score for (doc, kind), score in self.cells.items() if (wanted is None or kind in wanted) and (among is None or doc in among)
        )
        return sum(chosen, Score())

    def to_json(self) -> dict[str, Any]:
        """The report as JSON: ``{"kinds", "documents", "micro", "certainties", "missed", "wrong"}``."""
        return {
            "kinds": {kind: score.to_json() for kind, score in self.kinds.items()},
            "documents": {doc: score.to_json() for doc, score in self.documents.items()},
            "micro": self.micro.to_json(),
            "certainties": {name: score.to_json() for name, score in self.certainties.items()},
            "missed": [dict(record) for record in self.missed],
            "wrong": [dict(record) for record in self.wrong],
        }


def evaluate(gold: Iterable[Record], found: Iterable[Record]) -> Report:
    """Compare facts that were read with reference facts.

    Args:
        gold: the reference, as JSON objects (:meth:`~.facts.Fact.to_json`); it says which documents are judged.
        found: what was read; facts of other documents, and kinds that are not scored, are left out.

    Returns:
        The report; its lists stand in the order of document, kind and text.
    """
    want, have = _grouped(gold), _grouped(found)
    judged = {doc for doc, _ in want}
    place = {kind: i for i, kind in enumerate(COMPARED)}
    cells: dict[tuple[str, str], Score] = {}
    missed: list[Record] = []
    wrong: list[Record] = []
    for doc, kind in sorted((group for group in {*want, *have} if group[0] in judged), key=lambda group: (group[0], place[group[1]])):
        compare = _compare_fields if kind == "document" else _compare_facts
        cells[doc, kind], lost, extra = compare(want.get((doc, kind), []), have.get((doc, kind), []))
        missed += lost
        wrong += extra
    return Report(cells, tuple(missed), tuple(wrong), _certainties([fact for group in have.values() for fact in group], wrong, judged))


def _certainties(found: Iterable[Record], wrong: Iterable[Record], judged: set[str]) -> dict[str, Score]:
    """Of each certainty how many facts are right; as the facts are compared, a repeated key counts once."""
    groups = _grouped(fact for fact in found if fact["doc"] in judged and fact["kind"] != "document")
    counted = Counter(
        fact.get("certainty", "sure")
        for (_, kind), facts in groups.items()
        for fact in (once(facts) if COMPARED[kind].evidence == "anywhere" else facts)
    )
    failed = Counter(fact.get("certainty", "sure") for fact in wrong if fact["kind"] != "document")
    return {name: Score(counted[name] - failed[name], 0, counted[name]) for name in CERTAINTIES if counted[name]}


def _grouped(facts: Iterable[Record]) -> dict[tuple[str, str], list[Record]]:
    def group(fact: Record) -> tuple[str, str]:
        return fact["doc"], fact["kind"]

    scored = sorted((fact for fact in facts if fact["kind"] in COMPARED), key=lambda fact: (*group(fact), fact["start"], fact["end"]))
    return {name: list(members) for name, members in groupby(scored, key=group)}


def _compare_fields(gold: Sequence[Record], found: Sequence[Record]) -> tuple[Score, list[Record], list[Record]]:
    """A document's own fields, one by one; what is null on both sides does not count."""
    want, have = (facts[0] if facts else {} for facts in (gold, found))
    of = {"doc": (want or have)["doc"], "kind": "document"}
    score, missed, wrong = Score(), [], []
    for name in COMPARED["document"].fields:
        right, read = plain(want.get(name)), plain(have.get(name))
        score += Score(int(right is not None and right == read), int(right is not None), int(read is not None))
        if right != read:
            (missed if read is None else wrong).append({**of, "field": name, "gold": want.get(name), "found": have.get(name)})
    return score, missed, wrong


def _compare_facts(gold: Sequence[Record], found: Sequence[Record]) -> tuple[Score, list[Record], list[Record]]:
    """Pair facts one to one, as many as can be."""
    if COMPARED[(*gold, *found)[0]["kind"]].evidence == "anywhere":
        gold, found = once(gold), once(found)
    pairs = _pairs([[j for j, two in enumerate(found) if same(one, two)] for one in gold])
    missed = [fact for i, fact in enumerate(gold) if i not in pairs.values()]
    wrong = [fact for j, fact in enumerate(found) if j not in pairs]
    return Score(len(pairs), len(gold), len(found)), missed, wrong


def _pairs(choices: Sequence[Sequence[int]]) -> dict[int, int]:
    """A largest one-to-one pairing (Kuhn's augmenting paths).

    Args:
        choices: for each fact on the left the facts on the right that it may be paired with.

    Returns:
        The fact on the left for each paired fact on the right. Its size does not depend on the order of the facts.
    """
    taken: dict[int, int] = {}

    def settle(left: int, refused: set[int]) -> bool:
        for right in choices[left]:
            if right not in refused:
                refused.add(right)
                if right not in taken or settle(taken[right], refused):
                    taken[right] = left
                    return True
        return False

    for left in range(len(choices)):
        settle(left, set())
    return taken


def read_records(path: Path) -> Iterator[dict[str, Any]]:
    """The facts of a JSON Lines file, or of all ``*.jsonl`` files of a folder in the order of their names.

    Raises:
        UnreadableText: if there is no such file, or a line of it is not a fact.
    """
    for file in sorted(path.glob("*.jsonl")) if path.is_dir() else [path]:
        try:
            lines = file.read_text(encoding="utf-8").split("\n")
        except FileNotFoundError as error:
            raise UnreadableText(f"找不到 {file}，请检查路径。", f"There is no {file}; check the path.") from error
        except (OSError, UnicodeDecodeError) as error:
            raise UnreadableText(f"无法读取 {file}：{error}", f"Cannot read {file}: {error}") from error
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield _record(line, f"{file}:{number}")


def _record(line: str, place: str) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except ValueError as error:
        raise UnreadableText(f"{place} 不是有效的 JSON：{error}", f"{place} is not valid JSON: {error}") from error
    needed: dict[str, type] = {"doc": str, "kind": str, "quote": str, "start": int, "end": int}
    wrong = [name for name, kind in needed.items() if not isinstance(record, dict) or not isinstance(record.get(name), kind)]
    if wrong:
        zh = f"{place} 不是一条事实：字段 {'、'.join(wrong)} 缺少或类型不对。"
        raise UnreadableText(zh, f"{place} is not a fact: {', '.join(wrong)} missing or of the wrong type.")
    return record
