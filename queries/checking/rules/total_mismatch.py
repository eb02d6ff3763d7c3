"""合计不符: parts that do not add up to the total that is stated for them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..against import Against
from ..amounts import amounts
from ..draft import Draft
from ..finding import Finding
from ..shares import marked, multiplied, shared
from ..sums import Sum, listed, planned, respectively, scored
from ..totals import tabled

RULE = "total-mismatch"
_TEN_THOUSAND = Decimal(10_000)


def find(draft: Draft, against: Against) -> Iterator[Finding]:
    """Add up what is listed in sentences, planned by years, marked, shared out, and tabled."""
    found = list(amounts(draft))
    stated = *listed(draft, found), *scored(draft), *respectively(draft, found), *planned(found)
    for each in (*stated, *shared(draft), *multiplied(draft), *marked(draft), *tabled(draft)):
        if not each.adds_up:
            yield _finding(each)


def _finding(found: Sum) -> Finding:
    parts, total, added = (
        "＋".join(_shown(found, part) for part in found.parts),
        _shown(found, found.total),
        _shown(found, sum(found.parts, Decimal(0))),
    )
    unit = "万元" if _in_ten_thousands(found) else found.unit
    return Finding(
        rule=RULE, start=found.place[0], end=found.place[1], places=found.places,
        zh=f"分项相加与总数不符：{parts}＝{added}{unit}，而文中总数为{total}{unit}。",
        en=f"The parts do not add up: {parts} = {added}, but the total is {total}.",
        suggestion_zh="请核对总数与各分项；分项未列全的，应补列或写明“等”。",
        suggestion_en="Check the total and its parts; complete the list, or say that it is not complete.",
    )  # fmt: skip


def _shown(found: Sum, value: Decimal) -> str:
    value = value / _TEN_THOUSAND if _in_ten_thousands(found) else value
    return f"{value.normalize():f}"


def _in_ten_thousands(found: Sum) -> bool:
    return found.unit == "元" and found.total >= _TEN_THOUSAND
