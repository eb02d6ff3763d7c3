"""Whether what a question states is so: a value against those that the texts set."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from ....extract.facts import Fact, Incentive, Threshold
from ....extract.mentions import Quantity
from ..intents import Intent
from ..ranking import Found
from ..slots import Slots
from ..wording import statement
from .values import counted_by, given, in_unit_of, shared, states, within

DOUBT = re.compile(
    r"能不能|可不可以|够不够|行不行|能否|是否|可否|对吗|对不对|是吗"
    r"|是不是|吧[？?]?$|听说|据说|真的|没错|准确吗|属实|说错|确定是|吗(?:[？?，]|$)"
)
_AT_MOST = re.compile(r"最高|最多|封顶|上限|不超过|至多|顶格|以内|以下")
"""Speaks of a highest sum itself."""


def verdict_on(slots: Slots, intent: Intent, ranked: Sequence[Found]) -> str | None:
    """Whether a value that the question states is what the texts say."""
    values = given(slots, intent.asks)
    if not values or not DOUBT.search(slots.text) or len(slots.places) > 1:
        return None
    if (over := _over(slots, values, ranked)) is not None:
        return over
    if (enough := _enough(slots, values, ranked)) is not None:
        return enough
    caps = [each.fact for each in ranked if isinstance(each.fact, Incentive) and each.fact.cap]
    if caps and not _AT_MOST.search(slots.text) and all(any(states(fact, value) for value in values) for fact in caps):
        return f"所说的数是上限：{statement(caps[0])}。"
    answers = [verdict for each in ranked for value in values if (verdict := states(each.fact, value)) is not None]
    if not answers:
        return None
    return "是的，原文与所说相符。" if any(answers) else "与所说不符，原文的规定如下。"


def _over(slots: Slots, values: Sequence[Quantity], ranked: Sequence[Found]) -> str | None:
    """That a sum is more than any that is given; None where it is not, or no highest sum is set."""
    caps = [each.fact for each in ranked if isinstance(each.fact, Incentive) and each.fact.cap and each.fact.amount is not None]
    most = max((Decimal(str(fact.amount)) for fact in caps), default=None)
    given = [value.min for value in values if value.kind == "money" and value.min is not None]
    if most is None or not given or not (min(given) > most or (min(given) == most and "超过" in slots.text and "不超过" not in slots.text)):
        return None
    return f"不能：{statement(next(fact for fact in caps if fact.amount == most))}。"


def _counted_alike(value: Quantity, fact: Fact, text: str) -> bool:
    """Whether the noun behind a count (30个评价项目) is what a fact counts."""
    counted = re.match(r"[\u4e00-\u9fff]{2,4}", text[value.end :])
    metric = getattr(fact, "metric", None) or ""
    return counted is not None and any(counted.group()[at : at + 2] in metric for at in range(len(counted.group()) - 1))


def _each_judged(slots: Slots, values: Sequence[Quantity], rules: Sequence[Found]) -> str | None:
    """Each value against the one rule whose words stand about it too; None where one of them cannot be told."""
    told: list[str] = []
    enough = True
    for value in values:
        alike = [shared(counted_by(slots, value), each.fact.quote) for each in rules]
        likely = [each.fact for each, count in zip(rules, alike, strict=True) if count and count == max(alike)]
        if len(likely) != 1 or not isinstance(fact := likely[0], Threshold) or (same := in_unit_of(value, fact)) is None:
            return None
        met = within(same, fact)
        enough = enough and met
        told.append(f"{slots.text[value.start : value.end]}{'达到' if met else '没有达到'}要求（{statement(fact)}）")
    return f"{'符合' if enough else '不符合'}：{'，'.join(told)}。"


def _enough(slots: Slots, values: Sequence[Quantity], ranked: Sequence[Found]) -> str | None:
    """Whether a value meets the conditions that hold most of the question's words."""
    rules = [
        each for each in ranked if isinstance(each.fact, Threshold) and any(in_unit_of(value, each.fact) is not None for value in values)
    ]
    if len(rules) > 1 and (each_told := _each_judged(slots, values, rules)) is not None:
        return each_told
    alike = [shared(counted_by(slots, value), each.fact.quote) for each in rules for value in values[:1]]
    rules = [each for each, count in zip(rules, alike, strict=True) if count and count == max(alike)] or rules
    rules = [each for each in rules if any(_counted_alike(value, each.fact, slots.text) for value in values)] or rules
    most = max((each.score for each in rules), default=0.0)
    for each in (each for each in rules if each.score >= most - 1e-9):
        assert isinstance(each.fact, Threshold)
        same = next(same for value in values if (same := in_unit_of(value, each.fact)) is not None)
        needed = statement(each.fact)
        return f"符合这一要求（{needed}）。" if within(same, each.fact) else f"不符合：要求是{needed}。"
    return None
