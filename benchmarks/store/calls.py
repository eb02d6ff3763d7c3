"""Which call of each question is timed: one whose answer stays the same however many documents join the graph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from hengce.extract.facts import Fact, Reference
from tests.made import Made

Call = Mapping[str, str]

_KINDS = {
    "agencies": "agency", "criteria": "criterion", "cycles": "cycle", "deadlines": "deadline", "exemptions": "exemption",
    "facts": "threshold", "incentives": "incentive", "references": "reference", "sanctions": "sanction", "score-bands": "threshold",
    "sectors": "sector", "steps": "step", "target-totals": "target", "targets": "target", "thresholds": "threshold",
}  # fmt: skip
"""The kind of fact that each question is about; the others are about documents as such."""
_TYPED = {
    "criteria",
    "cycles",
    "exemptions",
    "facts",
    "incentives",
    "sanctions",
    "score-bands",
    "sectors",
    "target-totals",
    "targets",
    "thresholds",
}
GROWING = {"silent", "cited-by"}
"""Questions without such a call: the places that say nothing become more, and words may stand in any citation, so all are looked at."""


def calls(first: Sequence[Made], every: Sequence[Made]) -> dict[str, Call]:
    """A call by question.

    Args:
        first: the documents of the smallest graph, from which the values are taken.
        every: those of the largest, in which the values must not name more.
    """
    places = Counter(each.metadata.jurisdiction for each in every)
    typed = Counter((each.metadata.jurisdiction, subject) for each in every for subject in _subjects(each.facts))
    found: dict[str, Call] = {}
    for question, kind in _KINDS.items():
        speaking = [each for each in first if any(_speaks(question, fact, kind) for fact in each.facts)]
        if question in _TYPED:
            made = min(
                speaking,
                key=lambda each: (typed[each.metadata.jurisdiction, min(_subjects(each.facts))], places[each.metadata.jurisdiction]),
            )
            found[question] = {"jurisdiction": made.metadata.jurisdiction or "", "type": min(_subjects(made.facts))}
        else:
            made = min(speaking, key=lambda each: places[each.metadata.jurisdiction])
            found[question] = (
                {"document": made.id}
                if question in ("agencies", "references", "steps")
                else {"jurisdiction": made.metadata.jurisdiction or ""}
            )
    one = min(first, key=lambda each: places[each.metadata.jurisdiction])
    cited = Counter(name for each in every for name in _cited(each.facts))
    return found | {
        "cited-by": {"words": min((name for each in first for name in _cited(each.facts)), key=lambda name: cited[name])},
        "coverage": {"document": one.id},
        "documents": {"document": one.id, "as_of": "2026-06-30"},
        "silent": {"kind": "exemption", "type": min(_subjects(one.facts))},
        "types": {"jurisdiction": one.metadata.jurisdiction or ""},
    }


def _cited(facts: Sequence[Fact]) -> list[str]:
    """Numbers and titles of what a document cites."""
    return [name for fact in facts if isinstance(fact, Reference) and (name := fact.number or fact.title)]


def _subjects(facts: Sequence[Fact]) -> set[str]:
    """The type that a document is for; third parties that it names are none."""
    return {fact.subject for fact in facts if fact.kind == "incentive" and fact.subject} or {fact.subject for fact in facts if fact.subject}


def _speaks(question: str, fact: Fact, kind: str) -> bool:
    if question == "score-bands":
        return fact.kind == kind and getattr(fact, "grade", None) is not None
    if question == "target-totals":
        return fact.kind == kind and getattr(fact, "scope", None) is not None
    return fact.kind == kind
