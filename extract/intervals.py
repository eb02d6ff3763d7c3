"""Two bounds written as one (区间): 10-20项, 80分（含）-90分, 85>X≥75, ［70，80）.

Each reader looks at one amount and says whether it opens an interval.
"""

from __future__ import annotations

import re
from dataclasses import replace

from .comparisons import Bracket, after_at, before_at, bracket_at
from .measures import NUMBER, Amount, amount_at
from .mentions import Quantity
from .units import unit_at

JOINT = re.compile(r"[-—~]{1,2}|[至到]")
"""Between the ends of a range; views write all dashes and waves with these."""
_UPWARD = re.compile(r"(?:及|或)?以上(?=[-—~至到])")  # 1000万元及以上至2000万元
_AFTER_RANGE = re.compile(r"之间|不等")
_OPERATOR = re.compile(r">=|<=|[><≥≤]")
_VARIABLE = re.compile(r"[A-Za-zα-ω\u4e00-\u9fff]{1,16}")
_INCLUDES = {">": False, "<": False, "≥": True, ">=": True, "≤": True, "<=": True}


def range_at(text: str, low: Amount, floor: int) -> Quantity | None:
    """10-20项, 3至5家, 10%—30%, 1—14万元不等, 80分（含）-90分.

    Without a mark both ends are included. A mark that stands at one end only sets it off against the other:
    80分（含）-90分 goes up to, not into, 90; but a mark that names its number, （含500亩）, speaks of that number alone.

    Args:
        text: a view text.
        low: the amount that may open the range.
        floor: where the number before it ended.
    """
    first = low.bracket or mark_of(text, low.end, low)
    upward = _UPWARD.match(text, low.end)
    joint = JOINT.match(text, upward.end() if upward else max(low.end, first.end) if first else low.end)
    second = NUMBER.match(text, joint.end()) if joint else None
    high = amount_at(text, second) if second else None
    if joint is None or high is None:
        return None
    low, high = low.together(high)
    if low.unit != high.unit or not low.value < high.value or high.is_year:
        return None
    if joint.group() in "至到" and low.start > floor and text[low.start - 1] in "从由":
        return None  # 从10家到20家 is a change, not a range
    last = high.bracket or mark_of(text, high.end, low, high)
    end = max(high.end, last.end) if last else high.end
    word = after_at(text, end, high.kind)
    end = word.end if word else end
    if tail := _AFTER_RANGE.match(text, end):
        end = tail.end()
    if high.unit is None and not (first or last or word or tail):
        return None
    before = before_at(text, low.start, floor, high.kind)
    about = before is not None and before.bound == "about" and not before.distant
    low_in, high_in = _ends(first, last, low)
    mark = first or last
    return Quantity(
        before.start if before and about else low.start, end, low.value, low_in, high.value, high_in, high.unit, high.kind,
        mark.word if mark else word.text if word else joint.group(), number_start=low.start, number_end=high.number_end,
        approximate=about or (word is not None and word.bound == "about"),
    )  # fmt: skip


def mark_of(text: str, at: int, *amounts: Amount) -> Bracket | None:
    """The mark （含） at ``at``; one that names a number must name one of ``amounts``: 50家（含10家） marks nothing.

    Args:
        text: a view text.
        at: where the bracket would begin.
        amounts: what it may speak of.
    """
    bracket = bracket_at(text, at)
    if bracket is None or not bracket.named:
        return bracket
    again = _named(bracket)
    if again is None:
        return None
    figures = [again.value, *(again.value * amount.times for amount in amounts if again.unit is None)]
    return bracket if any(amount.value in figures for amount in amounts) else None


def _named(bracket: Bracket) -> Amount | None:
    number = NUMBER.match(bracket.named)
    return amount_at(bracket.named, number) if number else None


def _ends(first: Bracket | None, last: Bracket | None, low: Amount) -> tuple[bool, bool]:
    """Whether the lower and the upper end of a range are included, by the marks behind either."""
    if last is not None and last.named:
        again = _named(last)
        if again is not None and again.value == low.value:  # 2-10亿元（含2亿元）
            return last.includes, True
        return first.includes if first else True, last.includes
    low_in = first.includes if first else not last.includes if last else True
    high_in = last.includes if last else not first.includes if first and not first.named else True
    return low_in, high_in


def chain_at(text: str, first: Amount) -> Quantity | None:
    """85>X≥75, 75≤X<85, 60≤总分: inequalities about a letter or a word."""
    sign = _OPERATOR.match(text, first.end)
    variable = _VARIABLE.match(text, sign.end()) if sign else None
    if sign is None or variable is None:
        return None
    bounds = {_side(sign.group(), flipped=True): (first.value, _INCLUDES[sign.group()])}
    end, decided, unit, kind, number_end = variable.end(), sign.group(), first.unit, first.kind, first.number_end
    second_sign = _OPERATOR.match(text, end)
    number = NUMBER.match(text, second_sign.end()) if second_sign else None
    second = amount_at(text, number) if number else None
    if second_sign is not None and second is not None:
        bounds[_side(second_sign.group(), flipped=False)] = (second.value, _INCLUDES[second_sign.group()])
        end, decided, number_end = second.end, f"{decided}…{second_sign.group()}", second.number_end
        if unit is None:
            unit, kind = second.unit, second.kind
    elif not variable.group().isascii():
        end = sign.end()  # 60≤总分的企业: how far the word goes is not known
    low, low_in = bounds.get("min", (None, None))
    high, high_in = bounds.get("max", (None, None))
    if low is not None and high is not None and low > high:
        return None
    return Quantity(first.start, end, low, low_in, high, high_in, unit, kind, decided, number_start=first.start, number_end=number_end)


def _side(sign: str, *, flipped: bool) -> str:
    """Which bound of X is set by ``X sign value``, or (flipped) by ``value sign X``."""
    return "max" if (sign[0] in ">≥") == flipped else "min"


def notation_at(text: str, first: Amount) -> Quantity | None:
    """［70，80）: the notation of mathematics; at least one bracket must be square."""
    at = first.start - 1
    if at < 0 or text[at] not in "［（" or first.end >= len(text) or text[first.end] not in ",，":
        return None
    number = NUMBER.match(text, first.end + 1)
    second = amount_at(text, number) if number else None
    if second is None or second.end >= len(text) or text[second.end] not in "］）":
        return None
    opening, closing, end = text[at], text[second.end], second.end + 1
    if second.unit is None and (unit := unit_at(text, end)):  # ［70，80）分
        second = replace(second, unit=unit.label, kind=unit.kind)
        end += len(unit.word)
    low, high = first.together(second)
    if opening + closing == "（）" or not low.value < high.value:
        return None
    return Quantity(
        at, end, low.value, opening == "［", high.value, closing == "］", high.unit, high.kind, opening + closing,
        number_start=first.start, number_end=second.number_end,
    )  # fmt: skip
