"""Which ruling of a superior document a fact of a draft answers, and whether it is weaker (放宽)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ...extract import facts as f
from ...extract.facts import Fact
from ...extract.quantities import find as quantities
from ...ontology.concepts import Concept
from ...ontology.schemes import schemes
from ..alignment import alignment
from ..deltas import delta
from ..likeness import likeness, pairs
from .rulings import Ruling

_CHECKS = frozenset({"review", "inspect", "evaluate", "report", "valid"})
"""The classes of what is done again and again that keep watch over a status."""
_CHECK = re.compile("抽查|检查|核查")
_FAILED = re.compile("不符合|不合格|不达标|未达|达不到|(?:发现|存在)[^，。；]{0,6}问题")
_VERBS = ("复核", "复审", "抽查", "评估", "考核", "上报", "报送", "有效")
_SAME_METRIC = 0.5  # how alike the names of two metrics must be
_TELLING = 4  # characters of a metric's name (停产时间) that tell it by themselves; 人员 does not
_ALIKE = 0.44  # how alike they must be where the names of the metrics are less so
_SAME_TRIGGER = 0.38  # the same of the breaches that two sanctions are for
_NAMED = 0.6  # the share of a metric's name that a quote must hold to speak of it
_FULL_MARK = 100
_UNITS = {"家": ("个", 1.0), "名": ("人", 1.0), "年": ("月", 12.0), "个月": ("月", 1.0), "日": ("月", 1 / 30), "天": ("月", 1 / 30)}
_SAME_RULE = 0.34  # how alike the wordings of two rules must be where nothing else tells that they are one
_ENDLESS = re.compile("长期|永久|始终|今后(?:一律)?|不再")
_JOINED = re.compile("^(?:或者?|以及|和|及)|的$")
_HELD = 0.5  # the share of a breach's words that the superior's must have to be the same
_MILD = frozenset({"notice", "rectify"})
_GRAVE = frozenset({"revoke", "ban"})


def weaker(fact: Fact, rulings: Sequence[Ruling], place: Concept | None) -> Ruling | None:
    """The ruling that a fact falls short of, or None.

    Of the places above the draft's the nearest that rules on the same thing decides; of several rulings the one worded most alike.

    Args:
        fact: a threshold, cycle, sanction or exemption of the draft.
        rulings: the superior rulings, the nearest place first.
        place: the draft's place.
    """
    answered = [ruling for ruling in rulings if shares_subject(fact, ruling.fact) and _is_answer(fact, ruling.fact, place)]
    nearest = [ruling for ruling in answered if ruling.document.code == answered[0].document.code]
    if not nearest:
        return None
    ruling = max(nearest, key=lambda each: likeness(each.fact.quote, fact.quote))
    return ruling if _is_weaker(fact, ruling.fact, is_breach(rulings, ruling)) else None


def milder(fact: Fact, around: Iterable[Fact], rulings: Sequence[Ruling]) -> Ruling | None:
    """The ruling by which a status is lost for what the draft only admonishes, or None.

    Args:
        fact: a sanction of the draft.
        around: what the draft says in the same paragraph: 限期整改；逾期不改的，除名 is as strict.
        rulings: the superior rulings.
    """
    if not isinstance(fact, f.Sanction) or fact.consequence not in _MILD:
        return None
    if any(isinstance(each, f.Sanction) and each.consequence in _GRAVE for each in around):
        return None
    revoking = [
        (_same_trigger(other.trigger, fact.trigger), ruling)
        for ruling in rulings
        if isinstance(other := ruling.fact, f.Sanction) and other.consequence == "revoke" and shares_subject(fact, other)
    ]
    alike, ruling = max(revoking, key=lambda pair: pair[0], default=(0, None))
    return ruling if alike >= _SAME_TRIGGER else None


def _same_trigger(one: str, two: str) -> float:
    """How alike two breaches are; of one check, to fail it in whatever words is the same."""
    failed = all(_CHECK.search(each) and _FAILED.search(each) for each in (one, two)) or held_by(two, one) >= _HELD
    return max(likeness(one, two), _SAME_TRIGGER if failed else 0.0)


def held_by(words: str, other: str) -> float:
    """The share of the pairs of characters of some words that another wording has."""
    mine = pairs(_JOINED.sub("", words))
    return (mine & pairs(other)).total() / mine.total() if mine.total() > 1 else 0.0


def shares_subject(fact: Fact, other: Fact) -> bool:
    """Whether two facts of one kind are about one type; what is ruled of a wider type binds the narrower, what names none binds all."""
    if type(fact) is not type(other):
        return False
    types = schemes().types
    unnamed = any(each.subject is None or types.resolve(each.subject.split("/")[0]) is None for each in (fact, other))
    if fact.subject is None or other.subject is None or (unnamed and not isinstance(fact, f.Threshold)):
        return not isinstance(fact, f.Threshold)  # 连续两次抽查无问题的单位 is a description, no type
    wider: set[str] = set()
    for label in fact.subject.split("/"):
        concept = types.resolve(label)
        wider |= {label} if concept is None else {concept.label, *(above.label for above in types.ancestors(concept))}
    return bool(wider & set(other.subject.split("/")))


def is_breach(rulings: Iterable[Ruling], ruling: Ruling) -> bool:
    """Whether a ruling's number is one that costs the status: the clause is also a reason to revoke it."""
    at = ruling.citation
    return any(
        isinstance(each.fact, f.Sanction)
        and each.citation["document"] == at["document"]
        and each.citation["start"] < at["end"]
        and at["start"] < each.citation["end"]
        for each in rulings
    )


def _is_answer(fact: Fact, other: Fact, place: Concept | None) -> bool:
    """Whether a fact of the draft rules on the same thing as a superior fact of its kind."""
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
    one, two = fact.metric or "", other.metric or ""
    short, long = sorted((one, two), key=len)
    if alignment().is_score(fact) or alignment().is_score(other):
        nation = schemes().regions["000000"]
        mine, its = (alignment().row(each, place or nation).key for each in (fact, other))
        scales = {each.scale or _FULL_MARK for each in (fact, other)}
        return mine == its or (len(scales) == 1 and (short in long or scales != {_FULL_MARK}))  # 绿色指数, 园区绿色指数
    alike = likeness(fact.quote, other.quote)
    if unit_of(fact.unit) != unit_of(other.unit):
        return False
    if (len(short) >= _TELLING and short in long) or _names(fact.quote, two) or _names(other.quote, one):
        return True
    named_alike = likeness(one, two) >= _SAME_METRIC or (len(short) > 1 and short in long)
    return (named_alike and alike >= _SAME_RULE) or (alike >= _ALIKE and likeness(one, two) >= _SAME_RULE)


def _names(quote: str, metric: str) -> bool:
    """Whether a quote speaks of a metric, whose words a number may part: 控股两家以上独立法人生产企业."""
    asked = pairs(metric)
    return asked.total() >= _TELLING - 1 and (asked & pairs(quote)).total() >= _NAMED * asked.total()


def _done(fact: f.Cycle) -> set[str]:
    """Classes of what a cycle says is done again and again; of all that its clause says where it names one period only."""
    words = [fact.action or ""]
    if len(re.findall("每|年一|年度", fact.quote)) == 1:
        words += [verb for verb in _VERBS if verb in fact.quote]
    return {alignment().action(each) for each in words} - {""}


def _is_weaker(fact: Fact, other: Fact, breach: bool) -> bool:
    match fact, other:
        case f.Threshold(), f.Threshold() if breach or "keep" in (fact.effect, other.effect):
            mine, its = ((each.min if each.min is not None else each.max, each.unit) for each in (fact, other))
            if mine[0] is None or its[0] is None:
                return False
            more = in_base(mine[0], mine[1]) - in_base(its[0], its[1])
            return more > 0 if breach else more < 0
        case f.Threshold(), f.Threshold() if fact.unit != other.unit:
            return delta([_in_base(fact)], [_in_base(other)]) == "looser"
        case f.Exemption(), f.Exemption():
            endless = other.duration is not None and fact.duration is None and _ENDLESS.search(fact.quote) is not None
            return endless or _times(fact) < _times(other) or delta([fact.but(condition=None)], [other.but(condition=None)]) == "looser"
        case _:
            return delta([fact], [other]) == "looser"


def unit_of(unit: str | None) -> str | None:
    """What a unit counts: 家 and 个 are one, 名 and 人, and all lengths of time."""
    return _UNITS.get(unit or "", (unit, 1.0))[0]


def in_base(value: float, unit: str | None) -> float:
    """A number in the unit that :func:`unit_of` stands for: 18 个月 and 1.5 年 are equal."""
    return value * _UNITS.get(unit or "", (unit, 1.0))[1]


def _in_base(fact: f.Threshold) -> f.Threshold:
    low, high = (None if each is None else in_base(each, fact.unit) for each in (fact.min, fact.max))
    return fact.but(min=low, max=high, unit=unit_of(fact.unit))


def _times(fact: f.Exemption) -> float:
    """How often in a row a check must have been passed before it is suspended; 0 where nothing is asked."""
    counted = [each.min for each in quantities(fact.condition or "") if each.unit == "次" and each.min is not None]
    return float(counted[0]) if counted else 0
