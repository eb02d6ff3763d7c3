"""Reasons to lose a status (取消资格的情形) that a draft makes milder: 停产超过两年 for one year, 三次 for two, 重大事故 for 较大."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ...extract.facts import Sanction
from ...extract.quantities import find as quantities
from .draft import Draft
from .rulings import Ruling
from .weaker import held_by, in_base, shares_subject, unit_of

_LOST = frozenset({"revoke", "ban"})
_SAME = 0.5  # the share of a reason's words that the superior's must have
_SAME_MORE = 0.7  # the same where only a number of times is added
_PARTS = re.compile("[，；、]|或者?")
_NUMBERS = re.compile(r"[\d一二两三四五六七八九十]+(?:个?[年月次日天家])?|超过|以上|连续|累计")
_WHO = re.compile("^(?:绿色制造)?(?:示范|申报|试点)?(?:单位|企业|园区|工厂|主体)")
_SHORT = range(2, 4)  # characters of a reason that tells by one word
_ACCIDENTS = ("一般", "较大", "重大", "特别重大")
"""Grades of accidents, the lightest first: 生产安全事故报告和调查处理条例 (国令第493号), 第三条."""
_ACCIDENT = re.compile("特别重大|重大|较大|一般(?=及|以上|[^，。；]{0,10}事[故件])")
_EVENTS = {"IV": 4, "Ⅳ": 4, "四": 4, "III": 3, "Ⅲ": 3, "三": 3, "II": 2, "Ⅱ": 2, "二": 2, "I": 1, "Ⅰ": 1, "一": 1}
"""Levels of emergencies, the gravest 1: 国家突发公共事件总体应急预案, 1.3."""
_EVENT = re.compile("(?P<level>IV|III|II|I|[ⅠⅡⅢⅣ]|[一二三四])级")
_TIMES = re.compile("[两二三四五六2-6]次")


@dataclass(frozen=True, slots=True)
class Breach:
    """A milder reason: where it stands in the draft, and the superior ruling."""

    start: int
    end: int
    ruling: Ruling


def milder_breaches(draft: Draft, rulings: Sequence[Ruling]) -> Iterator[Breach]:
    """The reasons of a draft that let more pass than those of the superior documents.

    Args:
        draft: the draft.
        rulings: the superior rulings on its matter, the nearest place first.
    """
    reasons = [
        (ruling, part)
        for ruling in rulings
        if isinstance(ruling.fact, Sanction) and ruling.fact.consequence in _LOST
        for part in _parts(ruling.fact.trigger)
    ]
    for fact in draft.of(Sanction):
        if fact.consequence not in _LOST:
            continue
        for part in _parts(fact.trigger):
            same = [(_likeness(part, other), ruling, other) for ruling, other in reasons if shares_subject(fact, ruling.fact)]
            if not same:
                continue
            alike, ruling, other = max(same, key=lambda each: each[0])
            if alike >= _SAME and _is_milder(part, other, alike):
                start = draft.text.find(part, fact.start, fact.end)
                yield Breach(*((start, start + len(part)) if start >= 0 else (fact.start, fact.end)), ruling)


def _parts(trigger: str) -> Iterable[str]:
    return [part for part in _PARTS.split(trigger) if len(part) > 3]


def _likeness(part: str, other: str) -> float:
    """The share of the pairs of characters of a reason that another has, numbers aside."""
    mine, its = (_WHO.sub("", _NUMBERS.sub("", each)) for each in (part, other))
    if len(mine.removesuffix("的")) in _SHORT:  # 停产
        return float(mine.removesuffix("的") in its)
    return held_by(mine, its)


def _is_milder(part: str, other: str, alike: float) -> bool:
    for mine in quantities(part):
        for its in quantities(other):
            if (
                unit_of(mine.unit) == unit_of(its.unit)
                and (low := mine.min or mine.max) is not None
                and (bar := its.min or its.max) is not None
            ):
                return in_base(float(low), mine.unit) > in_base(float(bar), its.unit)
    if _TIMES.search(part) and not _TIMES.search(other):
        return alike >= _SAME_MORE
    accidents = [_ACCIDENTS.index(found[0]) if (found := _ACCIDENT.search(each)) else None for each in (part, other)]
    events = [_EVENTS[found["level"]] if (found := _EVENT.search(each)) else None for each in (part, other)]
    graver = accidents[0] is not None and accidents[1] is not None and accidents[0] > accidents[1]
    return graver or (events[0] is not None and events[1] is not None and events[0] < events[1])
