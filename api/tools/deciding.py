"""``check_eligibility``: whether an applicant may be recognised, and what to ask it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...queries.deciding.eligibility import eligibility
from ..decisions import Decisions, EligibilityRequest
from ..export import decided
from ..language import Language
from .paging import Part, Turning, part
from .telling import sources
from .tool import Call, Tool


class Applicant(EligibilityRequest, Turning):
    """What is known of an applicant."""


class DecisionsPart(Decisions, Part):
    """A part of the decisions."""


def _run(call: Call, given: Applicant) -> Mapping[str, Any]:
    found = eligibility(call.graph, given.type, given.jurisdiction, given.as_of, given.facts, call.language)
    decisions = found["decisions"]
    return {**found, **part(decisions[given.first :], len(decisions), given, "decisions")}


def _told(answer: Mapping[str, Any], given: Applicant, language: Language) -> str:
    stated = [each for decision in answer["decisions"] for each in (*decision["requirements"], *decision["incentives"])]
    cited = {(each["citation"]["url"], each["citation"]["start"]): each["citation"] for each in stated}
    return "\n".join([decided.as_lines(answer, language), *sources(cited.values(), language)])


ELIGIBILITY = Tool("check_eligibility", Applicant, DecisionsPart, _run, _told)
