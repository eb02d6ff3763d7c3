"""What neighbouring quantities mean together (并列与合成): lists that share a word, two bounds of one interval, full marks."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from dataclasses import replace

from .comparisons import table
from .mentions import Quantity
from .scales import Scale

_OPEN = frozenset("余多来几数上")  # words of an open number say nothing of its neighbours
_REACH = 40  # characters that 分别 governs
_SENTENCE = 300  # characters across which a full mark is looked for


def shared(text: str, found: list[Quantity]) -> list[Quantity]:
    """A comparison word at one end of a list is meant for all of it.

    不超过5000元、8000元 goes on; 分别提高到55%、70%以上 goes back, but only where 分别 says that the list is one.
    """
    source: Quantity | None = None
    for i, quantity in enumerate(found):
        if source is not None and quantity.decided_by is None and _listed(text, found[i - 1], quantity):
            found[i] = _like(quantity, source)
        else:
            source = quantity if _one_sided(quantity) and not _ends_with_word(text, quantity) else None
    for i in range(len(found) - 1, 0, -1):
        left, right = found[i - 1], found[i]
        backward = left.decided_by is None and _one_sided(right) and _ends_with_word(text, right) and _listed(text, left, right)
        if backward and "分别" in text[max(0, left.start - _REACH) : left.start]:
            found[i - 1] = _like(left, right)
    return found


def _one_sided(quantity: Quantity) -> bool:
    return (quantity.min is None) != (quantity.max is None) and quantity.decided_by not in _OPEN


def _ends_with_word(text: str, quantity: Quantity) -> bool:
    return quantity.decided_by is not None and quantity.decided_by in text[quantity.number_end : quantity.end]


def _listed(text: str, left: Quantity, right: Quantity) -> bool:
    return left.unit == right.unit and text[left.end : right.start] in ("、", "和", "及", "与", "或")


def _like(quantity: Quantity, source: Quantity) -> Quantity:
    value = quantity.exact
    return replace(
        quantity, min=None if source.min is None else value, min_inclusive=source.min_inclusive,
        max=None if source.max is None else value, max_inclusive=source.max_inclusive, decided_by=source.decided_by,
    )  # fmt: skip


def joined(text: str, found: Sequence[Quantity]) -> list[Quantity]:
    """不低于60分且不超过80分: two bounds of one thing are one interval."""
    joints = table().joints
    kept: list[Quantity] = []
    for quantity in found:
        last = kept[-1] if kept else None
        if last is not None and _repeated(text, last, quantity):
            kept[-1] = replace(quantity, start=last.start)
            continue
        between = text[last.end : quantity.start] if last is not None else ""
        # 最低不少于20万元，最高不超过300万元 makes two statements.
        apart = between == "，" and (quantity.kind == "money" or (quantity.decided_by or "").startswith("最"))
        if last is None or apart or between not in joints or not _two_bounds(last, quantity):
            kept.append(quantity)
            continue
        low, high = (last, quantity) if last.min is not None else (quantity, last)
        kept[-1] = replace(
            quantity, start=last.start, min=low.min, min_inclusive=low.min_inclusive, max=high.max, max_inclusive=high.max_inclusive,
            decided_by=f"{last.decided_by}…{quantity.decided_by}", number_start=last.number_start,
            approximate=last.approximate or quantity.approximate,
        )  # fmt: skip
    return kept


def _repeated(text: str, left: Quantity, right: Quantity) -> bool:
    """两项或两项以上 is one bound said twice."""
    same = left.exact is not None and left.unit == right.unit and left.exact in (right.min, right.max) and right.exact is None
    return same and text[left.end : right.start] in ("或", "或者", "及", "和")


def _two_bounds(left: Quantity, right: Quantity) -> bool:
    if left.unit not in (right.unit, None) or left.decided_by is None or right.decided_by is None:
        return False
    if left.min is not None and left.max is None and right.max is not None and right.min is None:
        return left.min < right.max
    return left.max is not None and left.min is None and right.min is not None and right.max is None and right.min < left.max


def scaled(text: str, found: list[Quantity], marks: Sequence[Scale]) -> list[Quantity]:
    """Give each score the full mark that its sentence names: the one before it, else the one after."""
    if not marks:
        return found
    starts = [mark.start for mark in marks]
    out = []
    for quantity in found:
        if quantity.kind in ("score", "plain"):
            at = bisect(starts, quantity.start)
            for mark in marks[max(0, at - 1) : at + 1]:
                low, high = sorted((mark.start, quantity.start))
                if high - low <= _SENTENCE and not any(text.find(sign, low, high) >= 0 for sign in "。；"):
                    quantity = replace(quantity, scale=mark.value)
                    break
        out.append(quantity)
    return out
