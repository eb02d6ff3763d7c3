"""What must be true of an applicant (申报条件): facts as requirements, each a question with an answer that meets it.

A number has bounds, a sentence a truth; a list of which some suffice (下列条件之一) is a group of these. Reasons for losing a status
(停产超过一年的，取消称号) are requirements of phase ``keep``, cases that exclude (不得申报的情形) ones that must not be true.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from ...extract.facts import Criterion, Fact, Sanction, Threshold
from ..alignment import OVERALL
from ..citations import Citation
from ..matrix import Statement
from ..wording import number
from .applicant import SCORE, Applicant
from .truth import Status, at_least, negated

Phase = Literal["enter", "keep"]
FULL_MARK = Decimal(100)
"""The full mark of overall scores where a text names none."""

_LONGEST_NAME = 24  # characters; a longer sentence is cut, and told from others by four digits of its hash
_COVERS = 0.7  # of a sentence: what a number says of so much of it needs no question of its own


@dataclass(frozen=True, slots=True)
class Bounds:
    """An interval; ``outside`` where a value within it is what must not be."""

    min: Decimal | None
    min_inclusive: bool
    max: Decimal | None
    max_inclusive: bool
    outside: bool = False

    def hold(self, value: Decimal) -> bool:
        """Whether a value is as it must be."""
        low = self.min is None or value > self.min or (self.min_inclusive and value == self.min)
        high = self.max is None or value < self.max or (self.max_inclusive and value == self.max)
        return (low and high) != self.outside

    def gap(self, value: Decimal) -> Decimal | None:
        """By how much a value lies below (negative) or above (positive) what must be; None if it does not, or must lie outside."""
        if self.outside or self.hold(value):
            return None
        if self.min is not None and value <= self.min:
            return value - self.min
        return value - self.max if self.max is not None else None


@dataclass(frozen=True, slots=True)
class Requirement:
    """A requirement.

    Attributes:
        name: under which its value is given; the same words have the same name in every document.
        text: the words of the text.
        phase: ``enter`` to be recognised, ``keep`` to stay so.
        citation: where it stands.
        wanted: of a sentence: whether it must be true or not be true.
        bounds, unit, scale, metric: of a number.
        options, needed: of a group: its alternatives and how many must be met.
        overall: whether it bounds the overall score.
        part_score: whether it bounds a part score, or a score on a scale of its own.
        avoided: whether it is a case that must not be the applicant's: what is then said of several of them is turned round.
        effect, discretionary: what meeting it brings, and whether somebody still chooses (择优, 酌情).
    """

    name: str
    text: str
    phase: Phase
    citation: Citation
    wanted: bool = True
    bounds: Bounds | None = None
    unit: str | None = None
    scale: Decimal | None = None
    metric: str | None = None
    options: tuple[Requirement, ...] = ()
    needed: int = 0
    overall: bool = False
    part_score: bool = False
    avoided: bool = False
    effect: str | None = None
    discretionary: bool = False

    def leaves(self) -> Iterator[Requirement]:
        """What is asked for it: itself, or the alternatives of a group."""
        if not self.options:
            yield self
        for option in self.options:
            yield from option.leaves()

    def needs(self) -> dict[str, Any]:
        """What would meet it, as JSON."""
        if self.bounds is None:
            return {"equals": self.wanted}
        b = self.bounds
        interval = {
            "min": number(b.min), "min_inclusive": b.min_inclusive if b.min is not None else None,
            "max": number(b.max), "max_inclusive": b.max_inclusive if b.max is not None else None,
        }  # fmt: skip
        return interval | ({"outside": True} if b.outside else {})


@dataclass(frozen=True, slots=True)
class Judged:
    """A requirement with what is known of it: ``given`` is a number or a boolean, ``gap`` as :meth:`Bounds.gap`."""

    requirement: Requirement
    status: Status
    given: Decimal | bool | None = None
    gap: Decimal | None = None
    options: tuple[Judged, ...] = ()


def judge(requirement: Requirement, applicant: Applicant, score: Decimal | None = None) -> Judged:
    """Whether an applicant meets a requirement.

    Args:
        requirement: a sentence, a number or a group.
        applicant: what is known.
        score: the score, where one is given that counts here.

    Raises:
        InvalidParameter: if a value cannot be read, or lies outside the scale of a score.
    """
    if requirement.options:
        options = tuple(judge(option, applicant, score) for option in requirement.options)
        whole = applicant.boolean(requirement.name)
        if whole is not None:
            return Judged(requirement, "met" if whole else "unmet", whole, options=options)
        return Judged(requirement, at_least(requirement.needed, (each.status for each in options)), options=options)
    if requirement.bounds is not None:
        value = applicant.number(requirement.name, requirement.unit) if requirement.name != SCORE else None
        value = score if value is None and (requirement.overall or requirement.part_score) else value
        if value is None:
            return Judged(requirement, "unknown")
        return Judged(requirement, "met" if requirement.bounds.hold(value) else "unmet", value, requirement.bounds.gap(value))
    truth = applicant.boolean(requirement.name)
    if truth is None:
        return Judged(requirement, "unknown")
    said: Status = "met" if truth else "unmet"
    return Judged(requirement, said if requirement.wanted else negated(said), truth)


def requirement_of(statement: Statement, breaches: list[tuple[str, int, int]]) -> Requirement | None:
    """The requirement that a fact states, or None if it states none (a bonus, a notice, a clawback).

    Args:
        statement: a threshold, criterion or sanction.
        breaches: document, start and end of the texts that say how a status is lost.
    """
    fact = statement.fact
    match fact:
        case Threshold() if fact.force != "bonus" and (fact.min is not None or fact.max is not None):
            return _number(statement, fact, breaches)
        case Criterion() if fact.force != "bonus":
            wanted = fact.group != "exclusion" and fact.group_logic != "unless"
            return _sentence(statement, fact.text, wanted, "enter", discretionary=fact.force == "discretionary")
        case Sanction() if fact.consequence in {"revoke", "ban"}:
            return _sentence(statement, fact.trigger, False, "keep")
        case _:
            return None


def _number(statement: Statement, fact: Threshold, breaches: list[tuple[str, int, int]]) -> Requirement:
    # A threshold to keep a status is the number of the case in which it is lost.
    lost = fact.effect == "keep" or any(doc == fact.doc and start < fact.end and fact.start < end for doc, start, end in breaches)
    refused = lost or fact.group_logic == "unless"
    overall = statement.row.key == OVERALL
    return Requirement(
        name=SCORE if overall else _name(fact.metric or fact.quote), text=_clean(fact.quote),
        phase="keep" if lost else "enter",
        citation=statement.citation, bounds=_bounds(fact, refused), unit=fact.unit, scale=_decimal(fact.scale), metric=fact.metric,
        overall=overall, part_score=not overall and statement.row.key.startswith(OVERALL), avoided=refused, effect=fact.effect,
        discretionary=fact.force == "discretionary",
    )  # fmt: skip


def _bounds(fact: Threshold, refused: bool) -> Bounds:
    """The interval of a threshold, or what is left of the line beside one that must not be."""
    low, high = _decimal(fact.min), _decimal(fact.max)
    with_low, with_high = bool(fact.min_inclusive), bool(fact.max_inclusive)
    if not refused:
        return Bounds(low, with_low, high, with_high)
    if low is not None and high is not None:
        return Bounds(low, with_low, high, with_high, outside=True)
    return Bounds(high, not with_high, low, not with_low)


def _decimal(value: float | Decimal | None) -> Decimal | None:
    return None if value is None else Decimal(str(value))


def _sentence(statement: Statement, words: str, wanted: bool, phase: Phase, *, discretionary: bool = False) -> Requirement:
    text = _clean(words)
    return Requirement(_name(text), text, phase, statement.citation, wanted=wanted, avoided=not wanted, discretionary=discretionary)


def said_by_number(sentence: Fact, thresholds: list[Threshold]) -> bool:
    """Whether numbers say all that a sentence says (具有专职人员10人以上)."""
    words = len(_clean(getattr(sentence, "text", None) or sentence.quote))
    inside = (t for t in thresholds if t.doc == sentence.doc and sentence.start <= t.start and t.end <= sentence.end)
    return words > 0 and sum(len(_clean(each.quote)) for each in inside) >= _COVERS * words


def _clean(words: str) -> str:
    """The words without white space, their number and end mark."""
    return re.sub(r"^(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．])", "", re.sub(r"\s+", "", words)).strip("；;。，,：:")


def _name(words: str) -> str:
    words = _clean(words)
    if len(words) <= _LONGEST_NAME:
        return words
    return f"{words[:_LONGEST_NAME]}…{hashlib.sha256(words.encode()).hexdigest()[:4]}"
