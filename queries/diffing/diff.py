"""What changed from one text to the next: the flow. Clauses are aligned, facts are paired, and each change is told in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ...extract.facts import Fact
from ...ontology.store import Reader
from ..notices import Language
from ..snapshots import snapshot_of
from .clauses import Clause, Pair, aligned, clauses, words_changed
from .facts import FactChange, fact_changes
from .side import Side, collected, read_now
from .wording import in_words


@dataclass(frozen=True, slots=True)
class Text:
    """A text that is not in the graph: a draft, held in memory only.

    Attributes:
        text: its characters.
        name: what to call it where it has no title.
    """

    text: str
    name: str


def diff(store: Reader, old: str | Text, new: str | Text, language: Language = "zh") -> dict[str, Any]:
    """What changed.

    Args:
        store: the graph, or a snapshot of it.
        old, new: each the identifier of a document of the graph, or a text.
        language: of the words around what the documents say.

    Returns:
        ``{"old", "new", "data_version", "clauses": {"counts", "changes"}, "facts"}``. A clause's change is ``renumbered``, ``changed``
        (with ``words``: what stayed, went and came), ``moved``, ``added`` or ``removed``; clauses that stayed are only counted. A fact's
        change is ``changed``, ``added`` or ``removed``, with ``text`` and ``delta`` as in a comparison: ``stricter``, ``looser`` …

    Raises:
        UnknownValue: if the graph has no such document.
    """
    with snapshot_of(store) as graph:
        before, after = _side(graph, old, "old"), _side(graph, new, "new")
        pairs = aligned(clauses(before.document), clauses(after.document))
        changed = fact_changes(before.facts, after.facts, after.place or before.place)
        return {
            "old": _name(before),
            "new": _name(after),
            "data_version": graph.info.data_version,
            "clauses": {
                "counts": dict(sorted(Counter(pair.change for pair in pairs).items())),
                "changes": [_clause_change(pair, before, after) for pair in pairs if pair.change != "same"],
            },
            "facts": [_fact_change(change, before, after, language) for change in changed],
        }


def _side(graph: Reader, given: str | Text, parameter: str) -> Side:
    return read_now(given.text, given.name) if isinstance(given, Text) else collected(graph, given, parameter)


def _name(side: Side) -> dict[str, Any]:
    return {"document": side.id, "title": side.name, "place": side.place.key if side.place is not None else None}


def _clause_change(pair: Pair, old: Side, new: Side) -> dict[str, Any]:
    record: dict[str, Any] = {"change": pair.change, "old": _clause(pair.old, old), "new": _clause(pair.new, new)}
    if pair.change in ("changed", "moved") and pair.old is not None and pair.new is not None:
        record["words"] = [{"op": op, "text": text} for op, text in words_changed(pair.old.text, pair.new.text)]
    return record


def _clause(clause: Clause | None, side: Side) -> dict[str, Any] | None:
    return None if clause is None else side.place_of(clause.start, clause.end)


def _fact_change(change: FactChange, old: Side, new: Side, language: Language) -> dict[str, Any]:
    kind = "changed" if change.old and change.new else "added" if change.new else "removed"
    return {
        "kind": change.fact.kind,
        "change": kind,
        "subject": change.fact.subject,
        "text": in_words(change, language),
        "delta": change.delta if kind == "changed" else None,
        "old": _cited(change.old, old),
        "new": _cited(change.new, new),
    }


def _cited(fact: Fact | None, side: Side) -> dict[str, Any] | None:
    return None if fact is None else side.place_of(fact.start, fact.end)


__all__: Sequence[str] = ("Text", "diff")
