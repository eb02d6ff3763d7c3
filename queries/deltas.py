"""Whether one place's rules are stricter or looser than another's.

Strictness is seen from those whom a rule binds or favours: a higher bar, a longer ban, a shorter period and an earlier date are stricter,
a higher award and a longer exemption looser. Like is compared with like only: the same level and grade, unit, scale and metric.
Whatever else differs is not comparable, and never ranked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, Literal

from ..extract.facts import Agency, Criterion, Cycle, Deadline, Exemption, Fact, Incentive, Reference, Sanction, Sector, Step, Target, Threshold
from ..ontology.concepts import plain

Delta = Literal["stricter", "looser", "same", "added", "missing", "not_comparable"]

Said = tuple[Hashable, ...]
Key = tuple[Hashable, ...]


def said(fact: Fact) -> Said:
    """What a fact says, without its wording: facts of two places that say the same are equal in it."""
    match fact:
        case Threshold():
            return fact.min, fact.min_inclusive, fact.max, fact.max_inclusive, _unit(fact), _scale(fact)
        case Target():
            return fact.min, fact.min_inclusive, fact.max, fact.max_inclusive, fact.unit, fact.scope
        case Incentive():
            return fact.amount, fact.cap, fact.per, plain(fact.rate or "")
        case Deadline():
            return fact.date, fact.recurrence, fact.within, bool(fact.working_days)
        case Cycle():
            return (fact.period,)
        case Sanction():
            return (fact.duration,) if fact.duration else (plain(fact.trigger),)
        case Exemption():
            return plain(fact.condition or ""), fact.duration
        case Criterion():
            return (plain(fact.text),)
        case Agency():
            return (fact.canonical,)
        case Sector():
            return (plain(fact.sector),)
        case Reference():
            return (plain(fact.number or fact.title or ""),)
        case Step():
            return fact.order, plain(fact.name or "")
        case _:
            return (fact.quote,)


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
    ours, theirs = _by_key(facts), _by_key(baseline)
    verdicts = {_verdict(ours[key], theirs[key]) for key in ours.keys() & theirs.keys()}
    if not verdicts or "not_comparable" in verdicts or {"stricter", "looser"} <= verdicts:
        return "not_comparable"
    return next(iter(verdicts - {"same"}), "same")


def _by_key(facts: Iterable[Fact]) -> dict[Key, list[Fact]]:
    found: dict[Key, list[Fact]] = {}
    for fact in facts:
        found.setdefault(_key(fact), []).append(fact)
    return found


def _key(fact: Fact) -> Key:
    """What must be equal before two facts of a row are compared at all."""
    match fact:
        case Threshold():
            return fact.level, fact.grade, fact.effect if fact.effect in ("keep", "fund") else None, fact.force == "bonus"
        case Target():
            return fact.level, fact.grade, fact.scope
        case Incentive():
            return fact.level, fact.grade, fact.per
        case Criterion():
            return fact.level, fact.grade
        case _:
            return ()


def _verdict(ours: Sequence[Fact], theirs: Sequence[Fact]) -> Delta:
    if {said(fact) for fact in ours} == {said(fact) for fact in theirs}:
        return "same"
    if len({said(fact) for fact in ours}) > 1 or len({said(fact) for fact in theirs}) > 1:
        return "not_comparable"  # several rules on either side: which answers which is not said
    harder = _HARDER.get(ours[0].kind, lambda one, two: None)(ours[0], theirs[0])
    return "not_comparable" if harder is None else "same" if harder == 0 else "stricter" if harder > 0 else "looser"


def _threshold(one: Fact, two: Fact) -> int | None:
    assert isinstance(one, Threshold) and isinstance(two, Threshold)
    if _unit(one) != _unit(two) or _scale(one) != _scale(two) or "keep" in (one.effect, two.effect):
        return None  # a condition of keeping may be worded as what must be or as what must not be
    lower = _compare(_lower(one), _lower(two))
    if one.grade is not None and one.min is not None and two.min is not None:
        return lower  # the upper bound of a grade is only where the next begins
    return _agree(lower, _compare(_upper(one), _upper(two)))


def _target(one: Fact, two: Fact) -> int | None:
    """Shares are compared; counts of different places are not, since the places differ in size."""
    assert isinstance(one, Target) and isinstance(two, Target)
    if one.unit != "%" or two.unit != "%":
        return None
    return _agree(_compare(_lower(one), _lower(two)), _compare(_upper(two), _upper(one)))


def _incentive(one: Fact, two: Fact) -> int | None:
    assert isinstance(one, Incentive) and isinstance(two, Incentive)
    if one.amount is None or two.amount is None or one.rate or two.rate or one.cap != two.cap:
        return None
    return _compare(two.amount, one.amount)


def _deadline(one: Fact, two: Fact) -> int | None:
    assert isinstance(one, Deadline) and isinstance(two, Deadline)
    if one.date and two.date and len(one.date) == len(two.date):
        return _compare(two.date, one.date)
    yearly = re.compile(r"--\d\d-\d\d")
    if one.recurrence and two.recurrence and yearly.fullmatch(one.recurrence) and yearly.fullmatch(two.recurrence):
        return _compare(two.recurrence, one.recurrence)
    if one.within and two.within and bool(one.working_days) == bool(two.working_days):
        return _longer(two.within, one.within)
    return None


def _cycle(one: Fact, two: Fact) -> int | None:
    assert isinstance(one, Cycle) and isinstance(two, Cycle)
    return _longer(two.period, one.period)


def _sanction(one: Fact, two: Fact) -> int | None:
    assert isinstance(one, Sanction) and isinstance(two, Sanction)
    return _longer(one.duration, two.duration)


def _exemption(one: Fact, two: Fact) -> int | None:
    assert isinstance(one, Exemption) and isinstance(two, Exemption)
    return _longer(two.duration, one.duration) if plain(one.condition or "") == plain(two.condition or "") else None


_HARDER: dict[str, Callable[[Fact, Fact], int | None]] = {
    "threshold": _threshold, "target": _target, "incentive": _incentive, "deadline": _deadline, "cycle": _cycle, "sanction": _sanction,
    "exemption": _exemption,
}  # fmt: skip
"""By kind: 1 when the first fact is stricter than the second, -1 when looser, 0 when equally strict, None when not comparable."""


def _unit(fact: Threshold) -> str | None:
    return None if fact.unit == "分" else fact.unit  # an index is counted in 分 or in nothing


def _scale(fact: Threshold) -> float:
    return 100 if fact.scale is None else fact.scale


def _lower(fact: Threshold | Target) -> tuple[float, bool]:
    return (float("-inf"), False) if fact.min is None else (fact.min, not fact.min_inclusive)


def _upper(fact: Threshold | Target) -> tuple[float, bool]:
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
    a, b = (_days(*(int(part or 0) for part in match.groups())) for match in (first, second))
    return None if 0 < abs(a - b) < 0.04 * max(a, b) else _compare(a, b)


def _days(years: int, months: int, weeks: int, days: int) -> float:
    return (years * 12 + months) * 30.4375 + weeks * 7 + days
