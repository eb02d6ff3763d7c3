"""Which statements of a place decide, and how they stand to those of its baseline.

A place may have several documents. On one row those in force decide, failing these the expired ones, failing these drafts; what is said
of the very type goes before what is said of all types above it; of two documents in force the later decides, and a warning names the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from .alignment import Row, alignment
from .deltas import Delta, delta, said
from .documents import PolicyDocument
from .matrix import Statement
from .notices import Notice

RowKey = tuple[str, Row]
"""An aspect and a row of it."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The statements that decide on one row in one place, and the documents in force that yield to a later one.

    Attributes:
        statements: those that decide.
        later: the documents that decide.
        yielding: the documents of equal standing that do not.
        undated: whether which is later cannot be said, so that all decide together.
    """

    statements: tuple[Statement, ...] = ()
    later: tuple[PolicyDocument, ...] = ()
    yielding: tuple[PolicyDocument, ...] = ()
    undated: bool = False


class Judgement:
    """Judges the statements of a comparison.

    Args:
        statements: all of them.
        baselines: for each place the codes of the places that it is compared with, the nearest first; of several the first
            that has a statement on the row counts.
        drafts: whether a draft can be a baseline at all.
        nearest: whether what is said of the very type goes before what is said of wider ones; else both count.
    """

    def __init__(
        self, statements: Iterable[Statement], baselines: Mapping[str, Sequence[str]], drafts: bool = True, nearest: bool = True
    ) -> None:
        self._baselines = baselines
        self._nearest = nearest
        self._found: dict[RowKey, dict[str, list[Statement]]] = {}
        self._scoring: dict[str, bool] = {}
        for each in statements:
            self._found.setdefault((each.fact.kind, each.row), {}).setdefault(each.place, []).append(each)
            official = each.document.status != "draft"
            if alignment().is_score(each.fact):
                self._scoring[each.place] = self._scoring.get(each.place, False) or official
        self._drafts = drafts
        self._choices: dict[tuple[RowKey, str, bool], Choice] = {}

    @property
    def rows(self) -> list[RowKey]:
        """The rows that anything is said on."""
        return list(self._found)

    def said_by(self, row: RowKey, place: str) -> list[Statement]:
        """All statements of a place on a row."""
        return self._found[row].get(place, [])

    def choice(self, row: RowKey, place: str, drafts: bool = True) -> Choice:
        """What decides in a place; without ``drafts`` only issued documents count."""
        key = (row, place, drafts)
        if key not in self._choices:
            self._choices[key] = choose(
                [each for each in self.said_by(row, place) if drafts or each.document.status != "draft"], self._nearest
            )
        return self._choices[key]

    def differs(self, row: RowKey, places: Iterable[str]) -> bool:
        """Whether the places say different things; one that is silent differs from one that is not."""
        return len({_meaning(self.choice(row, place).statements) for place in places}) > 1

    def delta(self, row: RowKey, place: str) -> Delta | None:
        """How a place stands to its baseline, None where there is none or both are silent."""
        baselines = self._baselines.get(place, ())
        ours = self.choice(row, place).statements
        theirs = next((found for base in baselines if (found := self.choice(row, base, self._drafts).statements)), ())
        if not baselines or not (ours or theirs):
            return None
        if not (ours and theirs) and self._is_score(row) and self._scores_otherwise((place,) if theirs else baselines):
            return "not_comparable"  # it does set a score, but of another kind or on another scale
        return delta([each.fact for each in ours], [each.fact for each in theirs])

    def _is_score(self, row: RowKey) -> bool:
        return any(alignment().is_score(each.fact) for found in self._found[row].values() for each in found)

    def _scores_otherwise(self, places: Iterable[str]) -> bool:
        """Whether any of some places, which are silent on a row of scores, sets scores on another row."""
        return any(place in self._scoring and (self._drafts or self._scoring[place]) for place in places)

    @property
    def notices(self) -> list[Notice]:
        """Warnings that name the documents that yield to later ones, as far as anything was judged."""
        rows: dict[tuple[str, str, bool], list[Row]] = {}
        for ((_, row), _, _), choice in self._choices.items():
            for older in choice.yielding:
                for newer in choice.later:
                    rows.setdefault((older.name_and_id, newer.name_and_id, choice.undated), []).append(row)
        return [_two_in_force(*pair, rows=list(dict.fromkeys(rows[pair]))) for pair in sorted(rows)]


def choose(statements: Sequence[Statement], nearest: bool = True) -> Choice:
    """What decides among the statements of one place on one row.

    Args:
        statements: all of them.
        nearest: whether what is said of the very type goes before what is said of wider ones; else both count.
    """
    if not statements:
        return Choice()
    standing = min(_standing(each.document) for each in statements)
    decisive = [each for each in statements if _standing(each.document) == standing]
    if nearest:
        decisive = [each for each in decisive if each.exact] or decisive
    documents = list({each.document.id: each.document for each in decisive}.values())
    if len(documents) == 1:
        return Choice(tuple(decisive), tuple(documents))
    days = [document.begins for document in documents]
    latest = max((day for day in days if day is not None), default=None)
    if None in days or days.count(latest) > 1:
        return Choice(tuple(decisive), tuple(documents[:1]), tuple(documents[1:]) if standing == 0 else (), undated=True)
    later = next(document for document in documents if document.begins == latest)
    yielding = tuple(document for document in documents if document != later) if standing == 0 else ()
    return Choice(tuple(each for each in decisive if each.document == later), (later,), yielding)


def _standing(document: PolicyDocument) -> int:
    """0 in force, 1 no longer, 2 not yet, 3 a draft."""
    if document.status == "in_force":
        return 0 if document.has_begun else 2
    return 3 if document.status == "draft" else 1


def _meaning(statements: Iterable[Statement]) -> frozenset[object]:
    return frozenset((getattr(each.fact, "level", None), getattr(each.fact, "grade", None), said(each.fact)) for each in statements)


def _two_in_force(older: str, newer: str, undated: bool, rows: Sequence[Row]) -> Notice:
    both_zh = f"{older}与{newer}同时有效，都规定了{'、'.join(f'“{row.zh}”' for row in rows)}，"
    both_en = f"{older} and {newer} are both in force and rule on {', '.join(row.en for row in rows)}; "
    if undated:
        return Notice(
            "two-in-force",
            both_zh + "日期不足以判断先后，比较时一并计入。",
            both_en + "their dates do not say which is later, so both count.",
        )
    return Notice("two-in-force", both_zh + "比较时以较晚的后者为准。", both_en + "the latter is later and decides.")
