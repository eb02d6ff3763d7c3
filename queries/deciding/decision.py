"""The decisions of one place (一地的判定), one for each level and grade, as JSON objects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from ...extract.facts import Deadline, Incentive, Step
from ...ontology.errors import InvalidParameter
from ..matrix import Statement
from ..notices import Language, Notice
from ..wording import number, phrase
from .applicant import SCORE, Applicant
from .place import Rules, Tier
from .questions import next_names
from .requirements import FULL_MARK, Judged, Requirement, judge
from .truth import every

Verdict = Literal["eligible", "undetermined", "not_eligible", "not_offered", "no_document"]
_RANK: tuple[Verdict, ...] = ("eligible", "undetermined", "not_eligible", "not_offered", "no_document")
_EFFECTS = ("recognise", "grade", "recommend", "keep", "fund")


@dataclass(frozen=True, slots=True)
class Case:
    """What is decided on.

    Attributes:
        label: the type.
        applicant: what is known.
        alone: whether one place is asked about, whose scale the score is then on.
        language: of warnings.
        trace: whether to tell the steps.
    """

    label: str
    applicant: Applicant
    alone: bool
    language: Language = "zh"
    trace: bool = False


def decide(case: Case, rules: Rules) -> Iterator[dict[str, Any]]:
    """The decisions of a place.

    Raises:
        InvalidParameter: if a value cannot be read, or a score lies outside its scale.
    """
    if not rules.documents or not rules.offered:
        yield _decision(case, rules, (None, None), [], "not_offered" if rules.documents else "no_document")
        return
    score, notices = _score(case, rules, [each for found in rules.tiers.values() for each in found])
    for tier, found in rules.tiers.items():
        judged = sorted((judge(each, case.applicant, score) for each in found), key=lambda each: each.requirement.phase == "keep")
        yield _decision(case, rules, tier, judged, _verdict(judged), notices)


def ranked(decisions: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Decisions of several places: the best verdict first, then the fewest requirements that are unmet or unknown."""

    def missing(decision: dict[str, Any], status: str) -> int:
        return sum(each["status"] == status for each in decision["requirements"] if each["phase"] == "enter")

    return sorted(decisions, key=lambda d: (_RANK.index(d["verdict"]), missing(d, "unmet"), missing(d, "unknown"), d["jurisdiction"]))


def _verdict(judged: Sequence[Judged]) -> Verdict:
    """Any requirement unmet decides; then any unknown one that is asked to enter, or that there is none at all."""
    if any(each.status == "unmet" for each in judged):
        return "not_eligible"
    enter = [each for each in judged if each.requirement.phase == "enter"]
    return "eligible" if enter and every(each.status for each in enter) == "met" else "undetermined"


def _score(case: Case, rules: Rules, requirements: Sequence[Requirement]) -> tuple[Decimal | None, list[Notice]]:
    """The score as it counts in a place, and a warning where it does not.

    Asked about one place it is the score of its documents; among several it is out of 100, and counts for nothing where they score
    in parts or on another scale.
    """
    score = case.applicant.number(SCORE, "分")
    leaves = [leaf for each in requirements for leaf in each.leaves()]
    overall = [leaf for leaf in leaves if leaf.overall]
    parts = {(leaf.metric, leaf.scale) for leaf in leaves if leaf.part_score}
    if score is None or not (overall or parts):
        return score if overall else None, []
    scales = {leaf.scale or FULL_MARK for leaf in overall} or {scale for _, scale in parts}
    if case.alone and (overall or len(parts) == 1):
        full = max((scale for scale in scales if scale is not None), default=None)
        if score < 0 or (full is not None and score > full):
            raise _outside(score, full)
        return score, []
    if score < 0 or score > FULL_MARK:
        raise InvalidParameter(
            f"score 应在 0 到 100 之间，而不是 {number(score)}。",
            f"score must lie between 0 and 100, not {number(score)}.",
            parameter=SCORE,
        )
    if overall and scales == {FULL_MARK}:
        return score, []
    names = "、".join(sorted(f"“{metric or '得分'}”" + (f"（满分{number(scale)}分）" if scale else "") for metric, scale in parts))
    zh = f"{rules.place.label}按{names}打分，总分不适用，请另行填写。"
    return None, [Notice("score-in-parts", zh, f"{rules.place.label} scores {names}; the overall score does not count there.")]


def _outside(score: Decimal, full: Decimal | None) -> InvalidParameter:
    zh, en = ("满分", "the full mark") if full is None else (str(number(full)),) * 2
    return InvalidParameter(
        f"score 应在 0 到 {zh} 之间，而不是 {number(score)}。", f"score must lie between 0 and {en}, not {number(score)}.", parameter=SCORE
    )


def _decision(
    case: Case, rules: Rules, tier: Tier, judged: Sequence[Judged], verdict: Verdict, notices: Iterable[Notice] = ()
) -> dict[str, Any]:
    level, grade = tier
    enter = [each.requirement for each in judged if each.requirement.phase == "enter"]
    effects = {each.effect for each in enter if each.effect}
    offered = verdict not in ("not_offered", "no_document")
    decision = {
        "jurisdiction": rules.place.key,
        "type": case.label,
        "level": level,
        "grade": grade,
        "verdict": verdict,
        "effect": next((effect for effect in _EFFECTS if effect in effects), "recognise" if enter else None),
        "discretionary": any(each.discretionary for each in enter),
        "requirements": [_requirement(each) for each in judged],
        "incentives": [_incentive(each, case.label) for each in rules.of_kind("incentive", tier) if each.fact.subject] if offered else [],
        "next_questions": next_names(judged) if verdict != "not_eligible" else [],
        "steps": [_step(each) for each in _by_order(rules.of_kind("step"))] if offered else [],
        "deadlines": [_deadline(each) for each in rules.of_kind("deadline")] if offered else [],
        "warnings": [notice.message(case.language) for notice in dict.fromkeys((*rules.notices, *notices))] if offered else [],
    }
    return decision | ({"trace": list(_trace(rules, judged, verdict))} if case.trace else {})


def _requirement(judged: Judged) -> dict[str, Any]:
    requirement = judged.requirement
    found: dict[str, Any] = {
        "name": requirement.name, "text": requirement.text, "status": judged.status, "given": number(judged.given),
        "needed": requirement.needs(), "gap": _gap(judged), "phase": requirement.phase, "citation": dict(requirement.citation),
    }  # fmt: skip
    if judged.options:
        found |= {"options": [_requirement(each) for each in judged.options], "options_needed": requirement.needed}
    return found


def _gap(judged: Judged) -> dict[str, Any] | None:
    """By how much, on which side, and in words (差2.5分)."""
    if judged.gap is None:
        return None
    unit = judged.requirement.unit or ""
    size = number(abs(judged.gap))
    below = judged.gap < 0 or (judged.gap == 0 and judged.requirement.bounds is not None and judged.requirement.bounds.max is None)
    words = ("须多于此数" if below else "须少于此数") if judged.gap == 0 else f"{'差' if below else '超出'}{size}{unit}"
    return {"by": size, "unit": judged.requirement.unit, "side": "below" if below else "above", "text": words}


def _incentive(statement: Statement, about: str) -> dict[str, Any]:
    fact = statement.fact
    assert isinstance(fact, Incentive)
    return {
        "form": fact.form, "amount": number(fact.amount), "cap": fact.cap, "per": fact.per, "rate": fact.rate, "level": fact.level,
        "grade": fact.grade, "stacking": fact.stacking, "schedule": fact.schedule, "text": phrase(fact, about),
        "citation": dict(statement.citation),
    }  # fmt: skip


def _by_order(steps: Iterable[Statement]) -> list[Statement]:
    return sorted(steps, key=lambda each: (each.document.id, each.fact.order if isinstance(each.fact, Step) else 0))


def _step(statement: Statement) -> dict[str, Any]:
    fact = statement.fact
    assert isinstance(fact, Step)
    return {"order": fact.order, "name": fact.name, "actor": fact.actor, "action": fact.action, "citation": dict(statement.citation)}


def _deadline(statement: Statement) -> dict[str, Any]:
    fact = statement.fact
    assert isinstance(fact, Deadline)
    return {"actor": fact.actor, "text": phrase(fact), "citation": dict(statement.citation)}


def _trace(rules: Rules, judged: Sequence[Judged], verdict: Verdict) -> Iterator[dict[str, Any]]:
    """The steps of a decision: which documents there are, which decide, each requirement, and what follows."""
    deciding = {each.document.id for each in rules.statements}
    for document in rules.documents:
        yield {"step": "document", "document": document.id, "status": document.status, "decides": document.id in deciding}
    for each in judged:
        yield {
            "step": "requirement", "name": each.requirement.name, "phase": each.requirement.phase, "status": each.status,
            "given": number(each.given), "needed": each.requirement.needs(),
        }  # fmt: skip
    yield {"step": "verdict", "verdict": verdict}
