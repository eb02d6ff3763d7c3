"""前后矛盾: one quantity stated twice, for the same year, with different values."""

from __future__ import annotations

from collections.abc import Iterator

from ..against import Against
from ..amounts import Amount, amounts
from ..draft import Draft
from ..finding import Finding
from ..sums import yearly_plans

RULE = "target-conflict"


def find(draft: Draft, against: Against) -> Iterator[Finding]:
    """Compare the amounts of one noun, unit and year."""
    found = list(amounts(draft))
    planned = {amount.place for plan in yearly_plans(found) for amount in plan}
    stated: dict[tuple[object, ...], list[Amount]] = {}
    for amount in found:
        if (
            amount.by is None
            or amount.each
            or amount.promise
            or amount.quantity.min is None
            or amount.place in planned
            or amount.quantity.kind == "score"
        ):
            continue
        stated.setdefault((amount.noun, amount.unit, amount.by, amount.more), []).append(amount)
    for first, *others in stated.values():
        other = next((each for each in others if each.value != first.value and each.clause is not first.clause), None)
        if other is not None:
            yield _conflict(draft, first, other)


def _conflict(draft: Draft, first: Amount, other: Amount) -> Finding:
    one, two = (draft.clean(*amount.place) for amount in (first, other))
    return Finding(
        rule=RULE, start=other.place[0], end=other.place[1], places=(first.place, other.place),
        zh=f"同一指标前后不一致：前文为“{one}”，此处为“{two}”（均指{first.by}年）。",
        en=f"One quantity has two values for {first.by}: “{one}” before, “{two}” here.",
        suggestion_zh="请核实数据，使目标、任务和附件中的同一指标保持一致；口径不同的，应写明各自的范围。",
        suggestion_en="Check the figures and state one value; where different things are counted, say so.",
    )  # fmt: skip
