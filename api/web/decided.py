"""Decisions as a page shows them: those of a place together, and what several levels and grades have in common once."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ...ontology.schemes import schemes

SILENT = ("not_offered", "no_document")
"""Verdicts about a place that say nothing about the applicant."""


@dataclass(frozen=True, slots=True)
class Shared:
    """Something that holds for some levels and grades.

    Attributes:
        record: as the API gives it.
        tiers: for which; empty: for all that the place has.
    """

    record: Mapping[str, Any]
    tiers: tuple[str, ...]


Decisions = Sequence[tuple[str, Mapping[str, Any]]]
"""Decisions, each with the name of its level and grade, which may be empty."""


@dataclass(frozen=True, slots=True)
class Place:
    """What was decided in a place.

    Attributes:
        code, name: of the place.
        decisions: for its levels and grades.
        requirements: what is asked for; what only keeps a status comes last.
        incentives: what it brings.
        steps, deadlines: of the procedure.
        warnings: about its documents.
    """

    code: str
    name: str
    decisions: Decisions
    requirements: list[Shared]
    incentives: list[Shared]
    steps: list[Shared]
    deadlines: list[Shared]
    warnings: list[str]


def by_place(decisions: Iterable[Mapping[str, Any]]) -> tuple[list[Place], dict[str, list[str]]]:
    """The places with a decision, the best first, and the names of the silent ones by their verdict.

    Args:
        decisions: of ``queries.deciding.eligibility.eligibility``, in its order.
    """
    found: dict[str, list[tuple[str, Mapping[str, Any]]]] = {}
    silent: dict[str, list[str]] = {}
    for decision in decisions:
        if decision["verdict"] in SILENT:
            silent.setdefault(decision["verdict"], []).append(_name(decision["jurisdiction"]))
        else:
            tier = "".join(filter(None, (decision["level"], decision["grade"])))
            found.setdefault(decision["jurisdiction"], []).append((tier, decision))
    return [_place(code, each) for code, each in found.items()], silent


def _name(code: str) -> str:
    return schemes().regions[code].label


def _place(code: str, decisions: Decisions) -> Place:
    requirements = _shared(decisions, "requirements", lambda each: [each["name"], each["phase"], each["needed"], _where(each)])
    return Place(
        code,
        _name(code),
        decisions,
        requirements=sorted(requirements, key=lambda each: each.record["phase"] == "keep"),
        incentives=_shared(decisions, "incentives", lambda each: [each["text"], _where(each)]),
        steps=_shared(decisions, "steps", _where),
        deadlines=_shared(decisions, "deadlines", lambda each: [each["text"], _where(each)]),
        warnings=list(dict.fromkeys(text for _, decision in decisions for text in decision["warnings"])),
    )


def _shared(decisions: Decisions, part: str, same: Callable[[Mapping[str, Any]], Any]) -> list[Shared]:
    """The records of a part of all decisions, each once, with the levels and grades that it is for."""
    found: dict[str, tuple[Mapping[str, Any], list[str]]] = {}
    for tier, decision in decisions:
        for record in decision[part]:
            tiers = found.setdefault(json.dumps(same(record), ensure_ascii=False), (record, []))[1]
            if tier not in tiers:
                tiers.append(tier)
    return [Shared(record, () if len(tiers) == len(decisions) else tuple(tiers)) for record, tiers in found.values()]


def _where(record: Mapping[str, Any]) -> list[Any]:
    return [record["citation"][name] for name in ("document", "start", "end")]
