"""Which place asks or gives more: only where the values are of one kind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from ....extract.facts import Cycle, Deadline, Exemption, Fact, Incentive, Sanction, Target, Threshold
from ...alignment import ASPECTS, alignment
from ...wording import day_in_words, duration, money, number
from ..ranking import Found
from ..scene import Scene
from ..slots import Slots
from ..wording import place_of

COMPARES = re.compile(
    r"哪个(?:更|高|低|多|少|严|松|早|晚|大|短|长)|更(?:高|低|多|少|严|松|早|晚|宽|长|短|大)|谁(?:更)?(?:高|低|多|少|严|松|早|晚)|差异|不同|区别|一样|相同|相差|差多少|比(?!较好)|对比|严不严|一致"
)
_MOST = re.compile(r"最(高|多|大|严|重|低|少|小|早|晚|长|短|松)")
_RANK = re.compile(r"第([二三四五])位最")
"""Asks for one behind the first, as ``lexicon.yaml`` spells it out."""
_WHICH = re.compile(r"(?:哪个|哪家|谁)[^，？]{0,8}?(高|多|大|严|低|少|小)")
_LEAST = frozenset("低少小早短松")
_DAYS = {"Y": 365, "M": 30, "W": 7, "D": 1}


@dataclass(frozen=True, slots=True)
class _Value:
    place: str
    key: tuple[str, ...]
    size: Decimal
    shown: str


def verdicts(scene: Scene, slots: Slots, ranked: Sequence[Found]) -> list[str]:
    """A sentence that compares, where the question compares places."""
    extreme, compares = _MOST.search(slots.text), COMPARES.search(slots.text)
    scoped = [each for each in ranked if isinstance(each.fact, Target) and each.fact.scope]
    word = extreme or _WHICH.search(slots.text)
    if word and len({each.fact.doc for each in ranked}) == 1 and len(scoped) > 1:
        rows = [value for each in scoped if (value := _of_scope(each.fact)) is not None]
        return _extreme(rows, word[1], provinces=False, rank=_RANK.search(slots.text))
    across = slots.everywhere or len(slots.places) + len(slots.documents) != 1
    if not across or not (extreme or compares):
        return []
    values = [value for each in ranked if (value := _value(scene, each.fact)) is not None]
    if extreme and not (compares and len(slots.places) == 2 and not slots.everywhere):
        provinces = bool(re.search(r"哪个?(?:些|几个)?(?:省|市|地方|城市)", slots.text))
        return _extreme(values, extreme[1], provinces=provinces, rank=_RANK.search(slots.text))
    return _compared(values)


def _extreme(values: Sequence[_Value], word: str, *, provinces: bool, rank: re.Match[str] | None) -> list[str]:
    """Which have the most or least, or come so many places behind."""
    local = [each for each in values if each.place != "国家"] if provinces else list(values)
    groups: dict[tuple[str, ...], list[_Value]] = {}
    for each in local:
        groups.setdefault(each.key[:2], []).append(each)
    lines = []
    for group in groups.values():
        if len(groups) > 1 and len(group) < max(map(len, groups.values())):
            continue
        sizes = sorted({each.size for each in group}, reverse=word not in _LEAST)
        at = "一二三四五".index(rank[1]) if rank else 0
        first = [each for each in group if at < len(sizes) and each.size == sizes[at]]
        if 0 < len(first) <= 8:
            lines.append(
                f"其中{f'第{rank[1]}' if rank else '最'}{word}的是"
                + "、".join(dict.fromkeys(f"{each.place}（{each.shown}）" for each in first))
                + "。"
            )
    return lines[:2]


def _compared(values: Sequence[_Value]) -> list[str]:
    places = list(dict.fromkeys(each.place for each in values))
    if len(places) < 2:
        return []
    lines = []
    for key in dict.fromkeys(each.key for each in values):
        group = [each for each in values if each.key == key]
        if len(group) != len({each.place for each in group}) or len(group) < 2:
            continue
        ordered = sorted(group, key=lambda each: -each.size)
        what = "".join(part for part in key[2:] if part)
        if ordered[0].size == ordered[-1].size:
            lines.append(f"{what}：{'、'.join(each.place for each in group)}相同，都是 {ordered[0].shown}。")
        else:
            lines.append(
                f"{what}：" + "，".join(f"{each.place} {each.shown}" for each in ordered) + f"，{ordered[0].place}的数值较大（较高）。"
            )
    return lines[:6] or ["各地的等级、满分或计分口径不同，不能直接比较高低，分别列出如下。"]


def _value(scene: Scene, fact: Fact) -> _Value | None:
    document = scene.documents[fact.doc]
    place = scene.place(document.code)
    if place is None or fact.kind not in ASPECTS:
        return None
    row = alignment().row(fact, place).key
    tier = (fact.subject or "", getattr(fact, "level", None) or "", getattr(fact, "grade", None) or "")
    match fact:
        case Threshold() if (bound := fact.min if fact.min is not None else fact.max) is not None:
            return _Value(place_of(document), (fact.kind, row, *tier), Decimal(str(bound)), f"{number(bound)}{fact.unit or ''}")
        case Target() if fact.min is not None and fact.scope is None:
            key = (fact.kind, "%" if fact.unit == "%" else "count", *tier)
            return _Value(place_of(document), key, Decimal(str(fact.min)), f"{number(fact.min)}{fact.unit or ''}")
        case Incentive() if fact.amount is not None:
            shown = ("最高" if fact.cap else "") + money(fact.amount) + (f"/{fact.per}" if fact.per else "")
            return _Value(place_of(document), (fact.kind, "money", *tier), Decimal(str(fact.amount)), shown)
        case Cycle():
            return _Value(place_of(document), (fact.kind, row), _days(fact.period), duration(fact.period))
        case Exemption() | Sanction() if fact.duration:
            return _Value(place_of(document), (fact.kind, row), _days(fact.duration), duration(fact.duration))
        case Deadline() if fact.date:
            return _Value(
                place_of(document), (fact.kind, "date"), Decimal(fact.date.replace("-", "").ljust(8, "0")), day_in_words(fact.date)
            )
        case _:
            return None


def _of_scope(fact: Fact) -> _Value | None:
    """The target of one region or body, to be compared with those of others."""
    if not isinstance(fact, Target) or fact.scope is None or fact.min is None:
        return None
    key = (fact.kind, "%" if fact.unit == "%" else "count", fact.subject or "")
    return _Value(fact.scope, key, Decimal(str(fact.min)), f"{number(fact.min)}{fact.unit or ''}")


def _days(period: str) -> Decimal:
    return Decimal(sum(int(count) * _DAYS[unit] for count, unit in re.findall(r"(\d+)([YMWD])", period)))
