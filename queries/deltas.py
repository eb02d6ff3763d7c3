"""Whether one place's rules are stricter or looser than another's.

Strictness is seen from those whom a rule binds or favours: a higher bar, a longer ban, a shorter period and an earlier date are stricter,
a higher award and a longer exemption looser. Like is compared with like only: the same level and grade, unit, scale and metric.
Whatever else differs is not comparable, and never ranked.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Sequence
from typing import Any, Literal

from ..extract import facts as f
from ..extract.facts import Fact
from ..ontology.concepts import plain

Delta = Literal["stricter", "looser", "same", "added", "missing", "not_comparable"]


def delta(facts: Sequence[Fact], baseline: Sequence[Fact]) -> Delta:
    """How the facts of a place in one row stand to those of its baseline.

    Args:
        facts: what the place says; all of one kind.
        baseline: what the baseline says, of the same kind.

    Returns:
        ``added`` or ``missing`` where one side is silent; ``stricter``, ``looser`` or ``same`` where everything that both
        rule on agrees in it; else ``not_comparable``.
    """
    if not facts or not baseline:
        return "added" if facts else "missing"
    ours, theirs = _by_match(facts), _by_match(baseline)
    verdicts = {_verdict(ours[match], theirs[match]) for match in ours.keys() & theirs.keys()}
    if not verdicts or None in verdicts or {1, -1} <= verdicts:
        return "not_comparable"
    return "stricter" if 1 in verdicts else "looser" if -1 in verdicts else "same"


def said(fact: Fact) -> tuple[Hashable, ...]:
    """What a fact says, without its wording: facts of two places that say the same are equal in it."""
    match fact:
        case f.Threshold():
            return fact.min, fact.min_inclusive, fact.max, fact.max_inclusive, _unit(fact), _scale(fact)
        case f.Target():
            return fact.min, fact.min_inclusive, fact.max, fact.max_inclusive, fact.unit, fact.scope
        case f.Incentive():
            return fact.amount, fact.cap, fact.per, plain(fact.rate or "")
        case f.Deadline():
            return fact.date, fact.recurrence, fact.within, bool(fact.working_days)
        case f.Cycle():
            return (fact.period,)
        case f.Sanction():
            return (fact.duration,) if fact.duration else (plain(fact.trigger),)
        case f.Exemption():
            return plain(fact.condition or ""), fact.duration
        case f.Criterion():
            return (plain(fact.text),)
        case f.Agency():
            return (fact.canonical,)
        case f.Sector():
            return (plain(fact.sector),)
        case f.Reference():
            return (plain(fact.number or fact.title or ""),)
        case f.Step():
            return fact.order, plain(fact.name or "")
        case _:
            return (fact.quote,)


def _by_match(facts: Iterable[Fact]) -> dict[tuple[Hashable, ...], list[Fact]]:
    found: dict[tuple[Hashable, ...], list[Fact]] = {}
    for fact in facts:
        found.setdefault(_match(fact), []).append(fact)
    return found


def _match(fact: Fact) -> tuple[Hashable, ...]:
    """What must be equal before two facts of a row are compared at all."""
    match fact:
        case f.Threshold():
            return fact.level, fact.grade, fact.effect if fact.effect in ("keep", "fund") else None, fact.force == "bonus"
        case f.Target():
            return fact.level, fact.grade, fact.scope
        case f.Incentive():
            return fact.level, fact.grade, fact.per
        case f.Criterion():
            return fact.level, fact.grade
        case f.Deadline():
            return fact.date is not None, fact.recurrence is not None, fact.within is not None
        case _:
            return ()


def _verdict(ours: Sequence[Fact], theirs: Sequence[Fact]) -> int | None:
    """1 stricter, -1 looser, 0 the same, None not comparable."""
    mine, yours = {said(fact) for fact in ours}, {said(fact) for fact in theirs}
    if mine == yours:
        return 0
    if len(mine) > 1 or len(yours) > 1:
        return None  # several rules on a side: which of them answers which is not said
    return _harder(ours[0], theirs[0])


def _harder(one: Fact, two: Fact) -> int | None:
    """1 when the first fact is stricter than the second, -1 when looser, 0 when equally strict, None when not comparable."""
    match one, two:
        case f.Threshold(), f.Threshold():
            return _threshold(one, two)
        case f.Target(), f.Target() if one.unit == two.unit == "%":
            # Shares are compared; counts are not, since the places differ in size.
            return _agree(_compare(_lower(one), _lower(two)), _compare(_upper(two), _upper(one)))
        case f.Incentive(), f.Incentive() if one.amount and two.amount and one.cap == two.cap and not (one.rate or two.rate):
            return _compare(two.amount, one.amount)
        case f.Deadline(), f.Deadline():
            return _deadline(one, two)
        case f.Cycle(), f.Cycle():
            return _longer(two.period, one.period)
        case f.Sanction(), f.Sanction():
            return _longer(one.duration, two.duration)
        case f.Exemption(), f.Exemption() if plain(one.condition or "") == plain(two.condition or ""):
            return _longer(two.duration, one.duration)
        case _:
            return None


def _threshold(one: f.Threshold, two: f.Threshold) -> int | None:
    if _unit(one) != _unit(two) or _scale(one) != _scale(two) or "keep" in (one.effect, two.effect):
        return None  # a condition of keeping may be worded as what must be or as what must not be
    lower = _compare(_lower(one), _lower(two))
    if one.grade is not None and one.min is not None and two.min is not None:
        return lower  # the upper bound of a grade is only where the next begins
    return _agree(lower, _compare(_upper(one), _upper(two)))


def _deadline(one: f.Deadline, two: f.Deadline) -> int | None:
    if one.date and two.date and len(one.date) == len(two.date):
        return _compare(two.date, one.date)
    yearly = re.compile(r"--\d\d-\d\d")
    if one.recurrence and two.recurrence and yearly.fullmatch(one.recurrence) and yearly.fullmatch(two.recurrence):
        return _compare(two.recurrence, one.recurrence)
    return _longer(two.within, one.within) if bool(one.working_days) == bool(two.working_days) else None


def _unit(fact: f.Threshold) -> str | None:
    return None if fact.unit == "分" else fact.unit  # an index is counted in 分 or in nothing


def _scale(fact: f.Threshold) -> float:
    return 100 if fact.scale is None else fact.scale


def _lower(fact: f.Threshold | f.Target) -> tuple[float, bool]:
    return (float("-inf"), False) if fact.min is None else (fact.min, not fact.min_inclusive)


def _upper(fact: f.Threshold | f.Target) -> tuple[float, bool]:
    return (float("-inf"), False) if fact.max is None else (-fact.max, not fact.max_inclusive)


def _compare(one: Any, two: Any) -> int:
    return (one > two) - (one < two)


def _agree(one: int, two: int) -> int | None:
    """The common direction of two comparisons, None when they point apart."""
    return None if one * two < 0 else one or two


_PERIOD = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?")


def _longer(one: str | None, two: str | None) -> int | None:
    """Whether one period (ISO 8601) is longer than another; None where that hangs on how long a month is (P1M and P30D)."""
    if one is None or two is None or (first := _PERIOD.fullmatch(one)) is None or (second := _PERIOD.fullmatch(two)) is None:
        return None
    a, b = (_days(*(int(part or 0) for part in period.groups())) for period in (first, second))
    return None if 0 < abs(a - b) < 0.04 * max(a, b) else _compare(a, b)


def _days(years: int, months: int, weeks: int, days: int) -> float:
    return (years * 12 + months) * 30.4375 + weeks * 7 + days
