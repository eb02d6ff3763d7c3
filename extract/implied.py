"""Units that a text leaves out (承前省略): 分别给予100、50、20万元, 奖励100万."""

from __future__ import annotations

import re
from dataclasses import replace

from .measures import NUMBER, Amount, amount_at, plainly
from .units import money_nouns

_REACH = 40  # characters that 分别 governs
_NOUN_REACH = 14  # characters that a noun of money may stand before its number
_CLAUSE = re.compile(r"[^，。；：]{0,8}")
_MONEY_ENDS = re.compile(r"[^\u4e00-\u9fff0-9A-Za-z]|$|[的以及或和至到奖补资支]")


def implied_money(text: str, amount: Amount) -> Amount | None:
    """奖励100万, 营业收入不低于300万: a number in 万 or 亿 is money where its clause has a noun of money close by.

    Args:
        text: a view text.
        amount: a plain number.
    """
    if amount.times < 10**4 or not _MONEY_ENDS.match(text, amount.end):
        return None
    before = text[max(0, amount.start - _NOUN_REACH) : amount.start]
    after = _CLAUSE.match(text, amount.end)
    clause = before[max(before.rfind(mark) for mark in "，。；：") + 1 :] + " " + (after.group() if after else "")
    return replace(amount, unit="元", kind="money") if any(noun in clause for noun in money_nouns()) else None


def shared_unit(text: str, amount: Amount) -> Amount | None:
    """100、50、20万元 after 分别, 5000万、1亿、10亿元: a number of a list takes the unit, and the multiplier too, of the list's last.

    Args:
        text: a view text.
        amount: a plain number.
    """
    if amount.times == 1 and "分别" not in text[max(0, amount.start - _REACH) : amount.start]:
        return None
    at = amount.end
    for _ in range(6):
        if at >= len(text) or text[at] not in "、和及/":
            return None
        match = NUMBER.match(text, at + 1)
        other = amount_at(text, match) if match else None
        if other is None:
            return None
        if other.unit is not None:
            times = other.times if amount.times == 1 else 1
            return replace(amount, value=plainly(amount.value * times), unit=other.unit, kind=other.kind)
        at = other.end
    return None
