"""Which ruling of a superior document a fact of a draft answers, and whether it is weaker (放宽)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...extract import facts as f
from ...extract.facts import Fact
from ...extract.quantities import find as quantities
from ...ontology.concepts import Concept
from ...ontology.schemes import schemes
from ..alignment import alignment
from ..deltas import delta
from .likeness import likeness
from .rulings import Ruling

_CHECKS = frozenset({"review", "inspect", "evaluate", "report", "valid"})
"""The classes of what is done again and again that keep watch over a status."""
_ALIKE = 0.34  # how alike the wordings of two rules must be where nothing else tells that they are one


@dataclass(frozen=True, slots=True)
class Weaker:
    """A fact of a draft that is weaker than a superior ruling.

    Attributes:
        fact: what the draft says.
        ruling: what the superior document rules.
    """

    fact: Fact
    ruling: Ruling


def weaker(fact: Fact, rulings: Sequence[Ruling], place: Concept | None) -> Weaker | None:
    """The ruling that a fact falls short of, or None.

    Of the places above the draft's the nearest that rules on the same thing decides; of several rulings the one worded most alike.

    Args:
        fact: a threshold, cycle, sanction or exemption of the draft.
        rulings: the superior rulings, the nearest place first.
        place: the draft's place.
    """
    same = [ruling for ruling in rulings if type(ruling.fact) is type(fact) and _shares_subject(fact, ruling.fact)]
    answered = [ruling for ruling in same if _is_answer(fact, ruling, place)]
    nearest = [ruling for ruling in answered if ruling.document.code == answered[0].document.code]
    if not nearest:
        return None
    ruling = max(nearest, key=lambda each: likeness(each.fact.quote, fact.quote))
    return Weaker(fact, ruling) if _is_weaker(fact, ruling.fact, _breaches(rulings, ruling)) else None


def _shares_subject(fact: Fact, other: Fact) -> bool:
    """Whether two facts are about one type; what is ruled of a wider type binds the narrower, what names none binds all."""
    if fact.subject is None or other.subject is None:
        return not isinstance(fact, f.Threshold)
    types = schemes().types
    wider = set()
    for label in fact.subject.split("/"):
        concept = types.resolve(label)
        wider |= {label} if concept is None else {concept.label, *(above.label for above in types.ancestors(concept))}
    return bool(wider & set(other.subject.split("/")))


def _is_answer(fact: Fact, ruling: Ruling, place: Concept | None) -> bool:
    """Whether a fact of the draft rules on the same thing as a superior ruling."""
    other = ruling.fact
    match fact, other:
        case f.Threshold(), f.Threshold():
            return fact.level == other.level and fact.grade == other.grade and _is_same_metric(fact, other, place)
        case f.Cycle(), f.Cycle():
            return bool(_done(fact) & _done(other) & _CHECKS)
        case f.Sanction(), f.Sanction():
            return fact.consequence == other.consequence and bool(fact.duration and other.duration)
        case f.Exemption(), f.Exemption():
            return True
        case _:
            return False


def _is_same_metric(fact: f.Threshold, other: f.Threshold, place: Concept | None) -> bool:
    nation = schemes().regions["000000"]
    if alignment().is_score(fact) or alignment().is_score(other):
        mine, its = (alignment().row(each, place or nation).key for each in (fact, other))
        return mine == its or (fact.scale == other.scale is not None and fact.unit == other.unit)
    one, two = fact.metric or "", other.metric or ""
    named_alike = one == two or likeness(one, two) >= 0.5 or (len(one) > 1 < len(two) and (one in two or two in one))
    return fact.unit == other.unit and named_alike and likeness(fact.quote, other.quote) >= _ALIKE


def _done(fact: f.Cycle) -> set[str]:
    """Classes of all that a cycle's clause says is done again and again."""
    return {alignment().action(words) for words in (fact.action or "", *_verbs(fact.quote))} - {""}


def _verbs(quote: str) -> list[str]:
    return [verb for verb in ("复核", "复审", "抽查", "评估", "考核", "上报", "报送", "有效") if verb in quote]


def _is_weaker(fact: Fact, other: Fact, breach: bool) -> bool:
    match fact, other:
        case f.Threshold(), f.Threshold() if "keep" in (fact.effect, other.effect) or breach:
            more = _bound(fact) is not None and _bound(other) is not None and _bound(fact) > _bound(other)  # type: ignore[operator]
            less = _bound(fact) is not None and _bound(other) is not None and _bound(fact) < _bound(other)  # type: ignore[operator]
            return more if breach else less
        case f.Exemption(), f.Exemption():
            return _times(fact) < _times(other) or delta([fact.but(condition=None)], [other.but(condition=None)]) == "looser"
        case _:
            return delta([fact], [other]) == "looser"


def _bound(fact: f.Threshold) -> float | None:
    return fact.min if fact.min is not None else fact.max


def _times(fact: f.Exemption) -> float:
    """How often in a row a check must have been passed before it is suspended; 0 where nothing is asked."""
    counted = [each.min for each in quantities(fact.condition or "") if each.unit == "次" and each.min is not None]
    return float(counted[0]) if counted else 0


def _breaches(rulings: Sequence[Ruling], ruling: Ruling) -> bool:
    """Whether a ruling's number is one that costs the status: the clause is also a reason to revoke it."""
    at = ruling.citation
    return any(
        isinstance(each.fact, f.Sanction)
        and each.citation["document"] == at["document"]
        and each.citation["start"] < at["end"]
        and at["start"] < each.citation["end"]
        for each in rulings
    )
