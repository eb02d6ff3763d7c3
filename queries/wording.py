"""A fact in one short Chinese phrase, for the cells of a table.

The phrase is made from the fact's fields only; the words of the text stand in its citation.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from ..extract import facts as f
from ..extract.facts import Fact
from ..ontology.schemes import schemes


def number(value: Any) -> Any:
    """A number as JSON shows it: integral ones as ``int``, others as ``float``; anything else as it is."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return value
    return int(value) if value == int(value) else float(value)


def phrase(fact: Fact, about: str | None = None) -> str:
    """What a fact says.

    Args:
        fact: the fact.
        about: the type that is being spoken of; another subject is named.
    """
    lead = [fact.subject] if fact.subject and fact.subject != about else []
    lead += ["".join(filter(None, (getattr(fact, "level", None), getattr(fact, "grade", None))))]
    return "".join(f"{part}：" for part in lead if part) + _phrase(fact)


def _phrase(fact: Fact) -> str:
    match fact:
        case f.Threshold():
            scale = f"（满分{number(fact.scale)}{fact.unit or ''}）" if fact.scale is not None else ""
            return f"{fact.metric or ''}{_bounds(fact)}{scale}"
        case f.Target():
            limits = "，".join(part for part in (f"到{day_in_words(fact.by)}" if fact.by else "", fact.scope or "") if part)
            return _bounds(fact) + (f"（{limits}）" if limits else "")
        case f.Incentive():
            return "：".join(filter(None, (schemes().forms[fact.form].label, "，".join(filter(None, (fact.rate, _amount(fact)))))))
        case f.Deadline():
            recipient = f"（报{fact.recipient}）" if fact.recipient and fact.recipient not in (fact.action or "") else ""
            return f"{fact.actor or ''}{_when(fact)}{fact.action or ''}{recipient}"
        case f.Cycle():
            if fact.action and "有效" in fact.action:
                return f"有效期{duration(fact.period)}"
            return f"每{re.sub('^1(?=[年日周])', '', duration(fact.period))}{fact.action or ''}"
        case f.Sanction():
            return f"{schemes().consequences[fact.consequence].label}{_for(fact.duration)}：{fact.trigger}"
        case f.Exemption():
            return f"免检{_for(fact.duration)}" + (f"：{fact.condition}" if fact.condition else "")
        case f.Criterion():
            return fact.text
        case f.Agency():
            return fact.canonical + (f"（{fact.name}）" if fact.name != fact.canonical else "")
        case f.Sector():
            return fact.sector
        case f.Reference():
            title = f"《{fact.title}》" if fact.title else ""
            return title + (f"（{fact.number}）" if fact.number and title else fact.number or "")
        case f.Step():
            return f"{fact.order}. " + "：".join(part for part in (fact.name, fact.actor) if part)
        case _:
            return fact.quote


def _amount(fact: f.Incentive) -> str:
    if fact.amount is None:
        return ""
    return ("最高" if fact.cap else "") + money(fact.amount) + (f"/{fact.per}" if fact.per else "")


def _bounds(fact: f.Threshold | f.Target) -> str:
    unit = fact.unit or ""
    if fact.min is not None and fact.min == fact.max and fact.min_inclusive and fact.max_inclusive:
        return f" {number(fact.min)}{unit}".removeprefix(" " if isinstance(fact, f.Target) else "")
    lower = None if fact.min is None else f"{'≥' if fact.min_inclusive else '>'}{number(fact.min)}{unit}"
    upper = None if fact.max is None else f"{'≤' if fact.max_inclusive else '<'}{number(fact.max)}{unit}"
    return "且".join(part for part in (lower, upper) if part)


def money(yuan: float) -> str:
    """An amount in 元, 万元 or 亿元, whichever is round."""
    for size, name in ((100_000_000, "亿元"), (10_000, "万元")):
        if yuan >= size and yuan * 100 % size == 0:
            return f"{number(round(yuan / size, 2))}{name}"
    return f"{number(yuan)}元"


_UNITS = {"Y": "年", "M": "个月", "W": "周", "D": "日"}


def duration(period: str) -> str:
    """A period of ISO 8601 in words; what is none stays as it is."""
    if not re.fullmatch(r"P(\d+[YMWD])+", period):
        return period
    return "".join(f"{count}{_UNITS[unit]}" for count, unit in re.findall(r"(\d+)([YMWD])", period))


def _for(period: str | None) -> str:
    return duration(period) if period else ""


def _when(fact: f.Deadline) -> str:
    if fact.recurrence:
        fixed = {"quarterly": "每季度末前", "monthly": "每月"}
        month_day = re.fullmatch(r"--(\d\d)-(\d\d)", fact.recurrence)
        return f"每年{int(month_day[1])}月{int(month_day[2])}日前" if month_day else fixed.get(fact.recurrence, fact.recurrence)
    if fact.within:
        days = re.sub(r"日$", "个工作日", duration(fact.within)) if fact.working_days else duration(fact.within)
        return f"{fact.after or ''}{days}内"
    return f"{day_in_words(fact.date)}前" if fact.date else ""


def day_in_words(when: str) -> str:
    """A year, month or day of ISO 8601 in Chinese: 2018-12-31 → 2018年12月31日; what is none stays as it is."""
    if not re.fullmatch(r"\d{4}(-\d\d){0,2}", when):
        return when
    return "".join(f"{int(part)}{unit}" for part, unit in zip(when.split("-"), "年月日", strict=False))
