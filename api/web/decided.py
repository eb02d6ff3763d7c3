"""Decisions as a page shows them: those of a place together, and what several levels and grades have in common once."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
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


@dataclass(frozen=True, slots=True)
class Place:
    """What was decided in a place.

    Attributes:
        code, name: of the place.
        decisions: with the name of the level and grade of each, which may be empty.
        requirements, incentives: what is asked for and what it brings.
        steps, deadlines, warnings: of the place.
    """

    code: str
    name: str
    decisions: list[tuple[str, Mapping[str, Any]]] = field(default_factory=list)

    @property
    def requirements(self) -> list[Shared]:
        found = _shared(self.decisions, "requirements", lambda each: [each["name"], each["phase"], each["needed"], _where(each)])
        return sorted(found, key=lambda each: each.record["phase"] == "keep")

    @property
    def incentives(self) -> list[Shared]:
        return _shared(self.decisions, "incentives", lambda each: [each["text"], _where(each)])

    @property
    def steps(self) -> Sequence[Mapping[str, Any]]:
        return [each.record for each in _shared(self.decisions, "steps", _where)]

    @property
    def deadlines(self) -> Sequence[Mapping[str, Any]]:
        return [each.record for each in _shared(self.decisions, "deadlines", lambda each: [each["text"], _where(each)])]

    @property
    def warnings(self) -> list[str]:
        return list(dict.fromkeys(text for _, decision in self.decisions for text in decision["warnings"]))


def by_place(decisions: Iterable[Mapping[str, Any]]) -> tuple[list[Place], dict[str, list[str]]]:
    """The places with a decision, the best first, and the names of the silent ones by their verdict.

    Args:
        decisions: of ``queries.deciding.eligibility.eligibility``, in its order.
    """
    places: dict[str, Place] = {}
    silent: dict[str, list[str]] = {}
    for decision in decisions:
        name = schemes().regions[decision["jurisdiction"]].label
        if decision["verdict"] in SILENT:
            silent.setdefault(decision["verdict"], []).append(name)
        else:
            tier = "".join(filter(None, (decision["level"], decision["grade"])))
            places.setdefault(name, Place(decision["jurisdiction"], name)).decisions.append((tier, decision))
    return list(places.values()), silent


def _shared(decisions: Sequence[tuple[str, Mapping[str, Any]]], part: str, same: Callable[[Mapping[str, Any]], Any]) -> list[Shared]:
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
