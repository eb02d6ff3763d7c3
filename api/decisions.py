"""The shapes of eligibility: what is sent and what is answered, as the OpenAPI document describes them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from .models import Citation
from .shape import Framed, Record, Shape, flat


class EligibilityRequest(BaseModel):
    """What is known of an applicant."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"type": "绿色工厂", "jurisdiction": "福建", "as_of": "2026-06-30", "facts": {"score": 86}}]},
    )

    type: str = Field(description="示范类型：标准名或别名（a type by label or alias）", examples=["绿色工厂"])
    jurisdiction: str | list[str] | None = Field(
        None, description="地区：代码或名称；默认全部（places; all if not given）", examples=["福建"]
    )
    as_of: str | None = Field(None, description="ISO 日期；默认今天（ISO date; today if not given）", json_schema_extra={"format": "date"})
    facts: dict[str, bool | int | float | str | None] = Field(
        default_factory=dict,
        description="已知情况，名称见 /eligibility/questions；score 总是可用（values by the questions' names; `score` always counts）",
        examples=[{"score": 86}],
    )


class EligibilityQuestion(Shape):
    """A question that decides."""

    name: str
    text: str
    type: Literal["number", "boolean"]
    unit: str | None
    scale: float | int | None = Field(description="The full mark of a score")
    citation: Citation


class Gap(Shape):
    """By how much a number misses what is needed."""

    by: float | int
    unit: str | None
    side: Literal["below", "above"]
    text: str


class DecidedRequirement(Shape):
    """A requirement with what is known of it; a group has `options`, of which `options_needed` must be met."""

    model_config = ConfigDict(extra="allow")

    name: str
    text: str
    status: Literal["met", "unmet", "unknown"]
    given: bool | float | int | None
    needed: dict[str, Any] = Field(description="`{min, min_inclusive, max, max_inclusive}` or `{equals}`")
    gap: Gap | None
    phase: Literal["enter", "keep"]
    citation: Citation


class DecidedIncentive(Shape):
    """What recognition brings."""

    form: str
    amount: float | int | None = Field(description="Yuan")
    cap: bool
    per: str | None
    rate: str | None
    level: str | None
    grade: str | None
    stacking: str | None
    schedule: str | None
    text: str
    citation: Citation


class DecidedStep(Shape):
    """A step of the procedure."""

    order: int
    name: str | None
    actor: str | None
    action: str | None
    citation: Citation


class DecidedDeadline(Shape):
    """A time by which somebody must act."""

    actor: str | None
    text: str
    citation: Citation


class Decision(Shape):
    """The decision for one place, level and grade."""

    model_config = ConfigDict(extra="allow")

    jurisdiction: str
    type: str
    level: str | None
    grade: str | None
    verdict: Literal["eligible", "not_eligible", "undetermined", "not_offered", "no_document"]
    effect: str | None
    discretionary: bool
    requirements: list[DecidedRequirement]
    incentives: list[DecidedIncentive]
    next_questions: list[str]
    steps: list[DecidedStep]
    deadlines: list[DecidedDeadline]
    warnings: list[str]


class Decisions(Framed):
    """The decisions on an applicant."""

    type: str
    as_of: str
    data_version: str
    decisions: list[Decision]
    warnings: list[str]

    def _records(self) -> Iterator[Record]:
        """One line a requirement; a decision that rests on none has a line of its own."""
        for decision in self.model_dump()["decisions"]:
            verdict = {name: decision[name] for name in ("jurisdiction", "type", "level", "grade", "verdict", "effect", "discretionary")}
            for requirement in decision["requirements"] or [{}]:
                yield verdict | flat(requirement)
