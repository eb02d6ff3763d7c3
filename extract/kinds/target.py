"""Targets (目标): quantities that a government sets itself to reach, in sentences and in tables of tasks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..contexts import lead_in, passages
from ..discover import is_set_of_rules
from ..facts import Target
from ..levels import grade_in
from ..nouns import name_ending_at
from ..quantities import Quantity
from ..reading import Clause, Reading
from ..respectively import names_before
from .bounds import bounds
from .counted import Counted, Span, counted
from .horizon import horizon, in_brackets
from .taskcells import is_goal_table, is_number, read_cell

_AIMS = re.compile(
    r"(?:建成|建设|建立|创建|创成|培育|培养|打造|形成|开发|推广|普及|发布|制定|制订|出台|遴选|选树|扶持|引进|新增|新建|新认定|认定|达到?|超过|突破|提高|提升|增长|下降|降低|减少|实现|力争|争取|"
    r"确保|累计|保持|完成|推进|推动|开展|启动|带动|集聚|布局|组建|支持|实施|建有|拥有|稳定在|控制在|不低于|不少于|翻|倍增|改造|覆盖)"
)
_PAST = re.compile(r"(?:已经?|现有|目前|截至|截止|去年|上年|同比|较上年|累计已|分别占|约占|近几年|“十[一二三]五”(?:期间|时期)?[，,以])")
_NOT_TARGET = re.compile(r"(?:不得|不超过|限额|上限|至多|最多|每[家个年人户]|单个|单家|给予|奖励|补助|补贴|资助|处以|罚款|享受|贴息|按)")
# What a plan or a system consists of is no aim: 由七个部分构成, 分8个章节.
_CONTENT = re.compile(r"(?:分为|共分|包括|包含|分别为|下设|聚焦|围绕|涵盖|精准定位)[^，。；]{0,6}$")
_SUMS = re.compile(r"(?:产值|收入|投资|规模|营收|增加值|利润|贷款|融资|交易额|销售|产业|总量|经费|资金|保费)")
# In a sentence that pays, numbers are conditions and sums, unless it names the year by which they are to be reached.
_PAYS = re.compile(r"(?:给予|予以|按[^，。；]{2,40})[^，。；]{0,30}(?:奖励|补助|补贴|资助|贴息|支持|扶持)|一次性奖励|奖励\d|补助\d|补贴\d")
_EVERYWHERE = re.compile(r"^(?:等)?(?:我[省市区县])?(?:各|重点|主要|相关)(?:行业|产业|领域)$|本[市省]|全[市省]")
# Nothing but how it is reached, or a class of what was counted before: ，突破2万亿元; 其中超500亿元5家.
_BARE_REACH = re.compile(
    r"(?:力争)?(?:达到?|突破|超过?)?"
    r"|(?:其中)?[，：]?(?:营[业收]\w{0,3}|产值|年?销售\w{0,3})?(?:超过?|突破|达)?[\d千百十]+[万亿]*元(?:以上)?(?:的)?(?:企业)?(?:达到?)?"
)
# Without a year these still say that something is to be reached.
_SETS = re.compile(r"(?:力争|确保|用[^，。；]{1,3}年(?:左右)?时间|(?:^|，)使)")
# What a plan sets out to make, directly before its number or its name: 打造3—5个…, 培育…企业30家.
_MAKES = re.compile(
    r"(?:建成|建设|建立|创建|创成|培育|培养|打造|形成|开发|推广|普及|制定|制订|出台|遴选|选树|扶持|引进|新增|新建|梳理出|发展|组建|布局|集聚|改造|推出|建有|实现|覆盖|支持|开展|举办|招引|引育|壮大)"
    r"(?P<what>[^，。；：]{0,30})$"
)


def read(reading: Reading) -> Iterator[Target]:
    """Yields the targets of a document."""
    for clause in reading.clauses:
        if clause.is_heading or clause.leaf.type in {"title", "note", "caption", "remark", "heading"}:
            continue
        if clause.cell is not None and clause.cell.row >= 0 and is_number(clause.text):
            yield from read_cell(clause)
        elif _may_aim(clause):
            yield from _stated(clause)


def _may_aim(clause: Clause) -> bool:
    """Whether the passage is one that sets goals, not conditions, money, sanctions or the past."""
    if lead_in(clause) in {"condition", "exclusion", "sanction", "material", "duty"}:
        return False
    if clause.cell is not None:
        return is_goal_table(clause)
    around = passages(clause)
    if _PAYS.search(clause.text) and not any(d.kind == "by_year" for d in clause.dates):
        return False
    return not around or around[0] not in {"background", "condition", "sanction"}


def _stated(clause: Clause) -> Iterator[Target]:
    text = clause.text
    whose: str | None = None  # the body that the last measure of the sentence was of
    last: Counted | None = None
    for quantity in clause.quantities:
        part = clause.part_at(quantity.start)
        before = text[part[0] : quantity.start]
        goes_on = last is not None and _goes_on(clause, quantity, part)
        if quantity.kind in {"duration", "money"} and not _is_sum(quantity, before) and not (goes_on and not before):
            continue
        if quantity.kind == "full":
            if "覆盖" in text[quantity.start : quantity.end] and (quantity.end >= part[1] or text[quantity.end] in "、和的"):
                yield from _full_coverage(clause, quantity, part, whose)
            continue
        if text[quantity.number_start : quantity.number_end] == "一" or in_brackets(text, quantity.start):
            continue
        if _NOT_TARGET.search(before) or _PAST.search(text[max(0, part[0] - 12) : quantity.start]):
            continue
        if _CONTENT.search(before) or _ordered(clause, quantity) or _describes(clause, quantity, before):
            continue
        by = horizon(clause, quantity.start)
        goal = "goal" in passages(clause)[:2] or clause.cell is not None
        if not _AIMS.search(text, clause.body, quantity.end) and not goal:
            continue
        if not (by or goal or _counts_a_type(clause, quantity) or _SETS.search(text[clause.body : quantity.start]) or _sets_out(clause, before)):
            continue
        years = _years(clause, quantity, part)
        name = None if years else _shared_name(clause, quantity, part)
        thing = (
            last._replace(span=(quantity.start, quantity.end))
            if goes_on and last and name is None
            else counted(clause, quantity, part, name)
        )
        if thing is not None:
            whose = thing.scopes[0] if quantity.kind == "percent" else None
            last = thing
            yield from _target(clause, quantity, part, thing, years or by)


def _sets_out(clause: Clause, before: str) -> bool:
    """Whether a plan without a year says what it will make; rules and conditions count things, too, but make none."""
    return not is_set_of_rules(clause.reading) and _MAKES.search(before) is not None and not re.search(r"应|须|需|的，|可", before)


def _is_sum(quantity: Quantity, before: str) -> bool:
    """Whether a sum of money is one that an economy reaches, not one that is paid."""
    return bool(_SUMS.search(before)) or (
        quantity.kind == "money" and re.search(r"[为向][^，。；]{2,12}(?:提供|发放)$", before) is not None
    )


def _goes_on(clause: Clause, quantity: Quantity, part: Span) -> bool:
    """Whether a number is of what the one before it counted: 其中超500亿元5家, ，突破2万亿元, 8家、10家."""
    text = clause.text
    if _BARE_REACH.fullmatch(text, part[0], quantity.start):
        return True
    previous = next((q for q in reversed(clause.quantities) if q.end <= quantity.start), None)
    if previous is None or previous.unit != quantity.unit or text[previous.end : quantity.start] not in {"、", "和"}:
        return False
    return text.find("分别", part[0], previous.start) >= 0


def _years(clause: Clause, quantity: Quantity, part: Span) -> str | None:
    """The year that is a figure's under 分别 (2024年、2025年分别新增8家、10家), or None."""
    at = clause.text.find("分别", part[0], quantity.start)
    years = [d.value for d in clause.dates if part[0] <= d.start < at and d.kind in {"year", "by_year"}]
    shared = [q for q in clause.quantities if at < q.start < part[1]]
    return years[shared.index(quantity)] if at >= 0 and len(years) == len(shared) > 1 and quantity in shared else None


def _describes(clause: Clause, quantity: Quantity, before: str) -> bool:
    """Whether the number only describes: whom a promise is for (超过1000万元的企业，给予…), or how large a project is (年产120万吨…)."""
    if quantity.kind not in {"money", "percent", "measure", "ratio"}:
        return False
    if (clause.text.startswith("的", quantity.end) and not before.endswith(("提供", "发放"))) or re.match(r"(?:其中，?)?对", before):
        return True
    return quantity.kind == "measure" and not re.search(
        r"(?:达到?|超过|突破|新增|形成|建成|完成|实现|控制在|下降|减少|累计)[^，。；、]{0,14}$", before
    )


def _ordered(clause: Clause, quantity: Quantity) -> bool:
    """Whether the number is what a body must put into a plan or report by a date, not an aim (提出5-8个重点领域)."""
    return bool(re.search(r"(?:提出|明确|确定|包含|推荐|报送|上报|遴选)[^，。；]{0,24}$", clause.text[: quantity.start])) and any(
        d.bound == "by" and d.kind in {"date", "month", "recurrence"} for d in clause.dates
    )


def _counts_a_type(clause: Clause, quantity: Quantity) -> bool:
    """Whether the number counts a known type (遴选扶持5家以上第三方评价机构)."""
    return any(m.labels and 0 <= m.start - quantity.end <= 6 for m in clause.types)


def _shared_name(clause: Clause, quantity: Quantity, part: Span) -> str | None:
    """The name that is a figure's under 分别; a short one takes the beginning of the first (单位增加值能耗、水耗 → 单位增加值水耗)."""
    text = clause.text
    shared = [q for q in clause.quantities if part[0] <= q.start < part[1] and q.start > text.find("分别", part[0]) >= 0]
    names = names_before(text, part[0], len(shared)) if quantity in shared else None
    if not names:
        return None
    first, name = names[0], names[shared.index(quantity)]
    return first[:-2] + name if len(name) == 2 and name is not first and len(first) > 4 and first[-1] == name[-1] else name


def _target(clause: Clause, quantity: Quantity, part: Span, thing: Counted, by: str | None) -> Iterator[Target]:
    low, high = min(thing.span[0], quantity.start), max(thing.span[1], quantity.end)
    for scope in thing.scopes:
        yield Target(
            **clause.evidence(*_quote(clause, part, low, high)), rule="target-stated", subject=thing.subject, level=thing.level,
            grade=grade_in(clause.text, low, high), **bounds(quantity.as_reached()), unit=quantity.unit, by=by, scope=scope,
            certainty="sure" if thing.sure and by else "likely",
        )  # fmt: skip


def _quote(clause: Clause, part: Span, low: int, high: int) -> Span:
    """The shortest stretch of the part, between list marks, that holds the number and the thing."""
    return max(part[0], *(clause.text.rfind(mark, part[0], low) + 1 for mark in "、和")), high


def _full_coverage(clause: Clause, quantity: Quantity, part: Span, whose: str | None) -> Iterator[Target]:
    """全覆盖: 100 % of what the words before it name, of the body that the sentence has spoken of where they name none."""
    text = clause.text
    start = part[0]
    mentions = [m for m in clause.types if m.labels and start <= m.start < quantity.end]
    covered = re.search(
        r"对(?:全[省市区县])?(?P<scope>[^，。；]{2,14}?)(?P<subject>[^，。；的企业]{2,8})的?$", text[start : quantity.start]
    )
    scopes: list[str | None] = [None]
    if mentions:
        subject: str | None = mentions[-1].labels[0]
        lead = re.sub(
            r"^(?:推动|推进|实现|促进|力争|全面|加快|在)+|(?:新建|现有|规上|重点|新增)*(?:企业|项目|工厂|园区)?$",
            "",
            text[start : mentions[-1].start],
        )
        scopes = [*re.split(r"[、和及]", lead)] if lead and not _EVERYWHERE.search(lead) else [None]
    elif covered:
        scopes, subject = [covered["scope"]], covered["subject"]
    else:
        lead = re.sub(r"(?:逐步|全部|基本|全面|力争|率先|实现|达到|推动|的)+$", "", text[start : quantity.start])
        token = next((t.i for t in reversed(clause.doc) if t.idx < start + len(lead)), None) if lead else None
        subject = text[slice(*name_ending_at(clause.doc, token))] if token is not None else None
        if subject and (of := re.fullmatch(r"(?P<scope>.{2,16}企业)(?P<subject>.{2,10})", subject)):
            scopes, subject = [of["scope"]], of["subject"]
    if scopes == [None] and not mentions and part[0] > clause.body:
        scopes = [whose]
    if subject:
        for scope in scopes:
            yield Target(
                **clause.evidence(start, quantity.end), rule="target-full", subject=subject,
                min=100, min_inclusive=True, max=100, max_inclusive=True,
                unit="%", by=horizon(clause, quantity.start), scope=scope,
            )  # fmt: skip
