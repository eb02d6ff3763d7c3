"""前后矛盾: one quantity stated twice, for the same year, with different values."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..against import Against
from ..amounts import Amount, amounts
from ..draft import Draft
from ..finding import Finding
from ..sums import yearly_plans

RULE = "target-conflict"
_AIM = re.compile("(?:全市|全省|全区|全县|力争|确保|三年内?|五年内?|累计)*(?:建成|建设|创建|培育|打造|开发|形成)")
_PART = re.compile("首批|每年|年均|当年|现有|已|其中|试点|率先|先行|平均|各|阶段|中期|年度|每个")


def find(draft: Draft, against: Against) -> Iterator[Finding]:
    """Compare the amounts of one noun, unit and year."""
    found = list(amounts(draft))
    planned = {amount.place for plan in yearly_plans(found) for amount in plan}
    stated: dict[tuple[object, ...], list[Amount]] = {}
    for amount in found:
        if not (amount.each or amount.promise or amount.quantity.min is None or amount.place in planned or amount.quantity.kind == "score"):
            stated.setdefault((amount.noun, amount.unit, amount.more), []).append(amount)
    for group in stated.values():
        first = next((amount for amount in group if amount.by is not None), None)
        others = (amount for amount in group if first is not None and amount.clause is not first.clause and amount.value != first.value)
        other = next((amount for amount in others if first is not None and _is_same(draft, first, amount)), None)
        if first is not None and other is not None:
            yield _conflict(draft, *sorted((first, other), key=lambda amount: amount.place))


def _is_same(draft: Draft, first: Amount, other: Amount) -> bool:
    """Whether two amounts are for one year: the same, or the last of the draft's period where a task names none (建成绿色工厂45家)."""
    if other.by is not None:
        return other.by == first.by
    said = draft.clean(*other.place)
    last = draft.ends.year if draft.ends is not None else None
    return first.by == last and _AIM.match(said) is not None and _PART.search(other.clause.text) is None


def _conflict(draft: Draft, first: Amount, other: Amount) -> Finding:
    one, two = (draft.clean(*amount.place) for amount in (first, other))
    return Finding(
        rule=RULE, start=other.place[0], end=other.place[1], places=(first.place, other.place),
        zh=f"同一指标前后不一致：前文为“{one}”，此处为“{two}”（均指{first.by or other.by}年）。",
        en=f"One quantity has two values for {first.by or other.by}: “{one}” before, “{two}” here.",
        suggestion_zh="请核实数据，使目标、任务和附件中的同一指标保持一致；口径不同的，应写明各自的范围。",
        suggestion_en="Check the figures and state one value; where different things are counted, say so.",
    )  # fmt: skip
