"""Amounts (数量陈述): what a sentence counts or measures, how much, and by when: 到2029年，全市建成绿色工厂45家."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from ...extract.mentions import Quantity
from ...extract.reading import Clause
from .draft import Draft
from .finding import Span
from .words import either

_KINDS = frozenset({"count", "money", "percent", "measure", "score"})
_YEAR = re.compile(
    r"(?P<to>到|至|截至|截止到?)?(?P<y>20\d{2})年(?P<last>[-—~至到]{1,2}(?P<y2>20\d{2})年)?(?!\d{1,2}月\d{1,2}日|以[来后]|度|起|\d{1,2}月\d{0,2}日?[起以])"
)
_PROMISE = re.compile("奖|补助|补贴|资助|扶持|给予|资金支持|罚|贴息|额度")
_BREAK = re.compile("[，。；：、（）！？]|其中|以及|并且?")
_GLOSS = re.compile(r"(?<=[\u4e00-\u9fff])（[\u4e00-\u9fff]{1,3}）(?=[\u4e00-\u9fff\d])")  # 起降场（点）240个: part of a name
_EVERY = re.compile("每年|年均|每个?|各|平均|人均|逐年|分别")
TOGETHER = re.compile("共计|合计|总计|总共|一共")
"""What a number that adds up others is called."""
MORE = re.compile("新增|新建|新培育|新认定|增加|净增|再")
"""Words for what is added."""
_VERB = re.compile("建成|建设|创建|培育|打造|开发|形成|完成|实现|达到?|累计|总[数量]|拥有|保有|认定|占|率")
_LISTED = re.compile("以及|[、和及与]")


@dataclass(frozen=True, slots=True)
class Amount:
    """One amount.

    Attributes:
        noun: what is counted or measured, verbs and words for one's own place left out.
        value: the number, in the unit.
        unit: its unit, without multiplier.
        by: the year by which it holds, as the sentence or the paragraph says; None where neither does.
        more: whether it counts what is added (新增), not what there is; said once for a list (新增绿色工厂8家、绿色园区2家).
        alone: whether the year is named for itself (2029年创建…), not as a time to have reached something by (到2029年, 2029年底).
        each: whether it holds for each year, place or thing.
        promise: whether it is promised, not aimed at.
        quantity: as read.
        place: where noun, verb and number stand.
        clause: the sentence.
    """

    noun: str
    value: Decimal
    unit: str | None
    by: int | None
    more: bool
    alone: bool
    each: bool
    promise: bool
    quantity: Quantity
    place: Span
    clause: Clause

    @property
    def number_at(self) -> int:
        """Where the number begins."""
        return self.clause.view.offsets[self.quantity.start]


def amounts(draft: Draft) -> Iterator[Amount]:
    """The amounts in the running text, in order."""
    leaf, year, last = None, None, None
    for clause in draft.clauses:
        if clause.leaf is not leaf:
            leaf, year, last = clause.leaf, None, None
        if clause.cell is not None or clause.leaf.type == "title":
            continue
        for amount in in_sentence(clause, year, last):
            last = amount
            yield amount
        years = list(_YEAR.finditer(clause.text))
        year = _due(clause.text, years[-1], len(clause.text)) if years else year


def in_sentence(clause: Clause, year: int | None = None, last: Amount | None = None) -> Iterator[Amount]:
    """The amounts of a sentence; the year and the last amount before it complete what it leaves out."""
    text, floor, listed, more = clause.text, clause.body, 0, False
    years = list(_YEAR.finditer(text))
    for quantity in clause.quantities:
        value = quantity.min if quantity.min is not None else quantity.max
        if quantity.kind not in _KINDS or value is None or (quantity.min is not None and quantity.max not in (None, quantity.min)):
            floor = quantity.end
            continue
        before = [match for match in years if match.end() <= quantity.start]
        by = _due(text, before[-1], quantity.start) if before else year
        alone = _is_alone(text, before[-1]) if before else last is not None and last.by == year and last.alone
        floor = max(floor, before[-1].end() if before else floor)
        glossed = [match.span() for match in _GLOSS.finditer(text)]
        breaks = (match for match in _BREAK.finditer(text, floor, quantity.start))
        start = max([floor, *(match.end() for match in breaks if not any(a <= match.start() < b for a, b in glossed))])
        said, end = text[start : quantity.start], quantity.end
        noun = noun_of(said)
        if len(noun) < 2:  # 培育30家绿色工厂: the noun stands behind
            follows = _BREAK.search(text, quantity.end)
            end = min(follows.start() if follows else len(text), quantity.end + 24)
            noun = noun_of(text[quantity.end : end])
        if len(noun) < 2 and TOGETHER.search(said):
            noun, end = said, quantity.end
        if len(noun) < 2 and last is not None and quantity.unit == last.unit and by != last.by:
            noun, end = last.noun, quantity.end  # 2027年创建绿色工厂8家，2028年10家
        if len(noun) >= 2:
            context = text[floor : quantity.end] if _EVERY.search(said) else said
            joined = _LISTED.match(text, listed) if more else None
            goes_on = joined is not None and start <= joined.end() and not _VERB.search(said)
            more = goes_on or MORE.search(said) is not None
            last = Amount(
                noun, value, quantity.unit, by, more, alone, _EVERY.search(context) is not None,
                _PROMISE.search(text, start, end) is not None,
                quantity, clause.view.span(start, end), clause,
            )  # fmt: skip
            yield last
            listed = end
        floor = quantity.end


def _due(text: str, year: re.Match[str], until: int) -> int | None:
    """The year as a time to have reached something by: 到2029年, 2029年底, or 2029年创建…家 at once behind it."""
    opens = (year.start() == 0 or text[year.start() - 1] in "。；：") and text.startswith("，", year.end())  # 2027年，创建…，开发…
    behind = re.match("[底末]|1?\\d月底", text[year.end() :])
    aim = year["to"] or year["y2"] or opens or behind or not re.search("[，。；]", text[year.end() : until])
    return int(year["y2"] or year["y"]) if aim else None


def _is_alone(text: str, year: re.Match[str]) -> bool:
    """Whether what is said may be of one year only: 2029年新增…, not 到2029年 or 2029年前."""
    ranged = text[: year.start()].endswith(tuple("—-~至到"))
    return not (ranged or year["to"] or year["y2"] or re.match("[底末]|之?前|以前|1?\\d月底", text[year.end() :]))


def noun_of(words: str) -> str:
    """The noun alone: 全市建成绿色工厂 → 绿色工厂, 研发投入强度达到 → 研发投入强度.

    Args:
        words: what stands around a number.
    """
    words = re.sub(r"[“”《》\s\d]", "", words)
    while (shorter := _tail().sub("", _head().sub("", words))) != words:
        words = shorter
    return words


@cache
def _head() -> re.Pattern[str]:
    return re.compile(rf"^(?:{either('amount_heads')})")


@cache
def _tail() -> re.Pattern[str]:
    return re.compile(rf"(?:{either('amount_tails')})$")
