"""前后矛盾: one quantity stated twice, for the same year, with different values."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....corpus.numbering import integer
from ..against import Against
from ..amounts import Amount, amounts
from ..draft import Draft
from ..figures import figures_of
from ..finding import Finding, Span
from ..sums import yearly_plans

RULE = "target-conflict"
_PIECES = frozenset({"家", "个", "户", "所", "座"})  # counters that one thing is counted in alike
_AIM = re.compile("(?:全市|全省|全区|全县|力争|确保|三年内?|五年内?|累计)*(?:建成|建设|创建|培育|打造|开发|形成|新增|新建)")
_WITHIN = re.compile("(?P<n>[两二三四五六七八九十])年(?:之?内|期?间)?，?(?:全[市省区县])?(?:力争|确保|累计)?$")
_AMONG = re.compile("其中[，：]?$")
_LEVEL = re.compile("达到?|总[数量]|累计|保有|拥有")
_ACT = re.compile("改造|转型|诊断|审核|认证|评价|贯标|上云|培训|升级|核算|验收|监测")
_LINK = re.compile("的|完成|实现|实施|开展|进行|通过|启动|任务|工作")
_PART = re.compile("首批|首年|第一年|[前后][两二三四]年|[上下]半年|每年|年均|当年|现有|已|其中|试点|率先|先行|平均|各|阶段|中期|年度|每个")


def find(draft: Draft, against: Against) -> Iterator[Finding]:
    """Compare the amounts of one noun, unit and year, in the text and in tables."""
    found = list(amounts(draft))
    planned = {amount.place for plan in yearly_plans(found) for amount in plan}
    stated: dict[tuple[object, ...], list[Amount]] = {}
    for amount in found:
        yearly = amount.place in planned and not amount.more  # 2027年12家 may be of that year only
        if not (amount.each or amount.promise or amount.quantity.min is None or yearly or amount.quantity.kind == "score"):
            stated.setdefault((_thing(amount.noun), _counted(amount.unit), amount.more), []).append(amount)
    for group in stated.values():
        pairs = ((first, other) for first in group if first.by is not None for other in group)
        pair = next(((first, other) for first, other in pairs if _conflicts(draft, first, other)), None)
        if pair is not None:
            one, two = sorted(pair, key=lambda amount: amount.place)
            yield _conflict(draft, one.place, two.place, pair[0].by)
    yield from _tabled(draft, [amount for amount in found if amount.by is not None and not (amount.each or amount.promise)])


def _conflicts(draft: Draft, first: Amount, other: Amount) -> bool:
    return (
        other.clause is not first.clause
        and other.value != first.value
        and _is_same(draft, first, other)
        and not any(_AMONG.search(_lead(draft, amount)) for amount in (first, other))
    )


def _is_same(draft: Draft, first: Amount, other: Amount) -> bool:
    """Whether two amounts are for one year: the same, or the last of the draft's period where a task names none (建成绿色工厂45家)."""
    if other.by is not None:
        return other.by == first.by and _of_year(draft, first) == _of_year(draft, other)
    said = draft.clean(*other.place)
    last = draft.ends.year if draft.ends is not None else None
    whole = first.by == last and not _of_year(draft, first) and _is_whole(draft, other)
    return whole and _AIM.match(said) is not None and _PART.search(other.clause.text) is None


def _of_year(draft: Draft, amount: Amount) -> bool:
    """Whether an amount is what one year brings (2029年新增绿色工厂5家), not what there is in it or by it."""
    said = draft.clean(*amount.place)
    return amount.alone and amount.quantity.kind in ("count", "money") and _LEVEL.search(said) is None


def _is_whole(draft: Draft, amount: Amount) -> bool:
    """Whether an amount without a year is for the draft's whole period: 三年内 where that has three; what is added must say so."""
    within = _WITHIN.search(_lead(draft, amount))
    if within is None or draft.begins is None or draft.ends is None:
        return within is None and not amount.more
    return integer(within["n"].replace("两", "二")) == draft.ends.year - draft.begins.year + 1


def _lead(draft: Draft, amount: Amount) -> str:
    """The words of its paragraph before an amount."""
    return draft.clean(amount.clause.leaf.start, amount.place[0])


def _thing(noun: str) -> str:
    """What is done to whom, in any order: 数字化改造的中小企业, 中小企业的数字化改造, 中小企业完成数字化改造."""
    return "".join(sorted(_LINK.sub("", noun))) if _ACT.search(noun) else noun


def _tabled(draft: Draft, found: list[Amount]) -> Iterator[Finding]:
    """Figures of tables that the text states otherwise; what is added year by year may make the text's figure together."""
    figures = list(figures_of(draft))
    for figure in figures:
        same = [
            a
            for a in found
            if a.noun == figure.noun and a.by == figure.year and _counted(a.unit) == _counted(figure.unit) and a.more <= figure.more
        ]
        if not same or any(a.value in (figure.value, figure.so_far) for a in same):
            continue
        one, two = sorted((same[0].place, figure.place))
        yield _conflict(draft, one, two, same[0].by)


def _counted(unit: str | None) -> str | None:
    return "个" if unit in _PIECES else unit


def _conflict(draft: Draft, first: Span, other: Span, year: int | None) -> Finding:
    one, two = draft.clean(*first), draft.clean(*other)
    return Finding(
        rule=RULE, start=other[0], end=other[1], places=(first, other),
        zh=f"同一指标前后不一致：前文为“{one}”，此处为“{two}”（均指{year}年）。",
        en=f"One quantity has two values for {year}: “{one}” before, “{two}” here.",
        suggestion_zh="请核实数据，使目标、任务和附件中的同一指标保持一致；口径不同的，应写明各自的范围。",
        suggestion_en="Check the figures and state one value; where different things are counted, say so.",
    )  # fmt: skip
