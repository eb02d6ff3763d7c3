"""Targets (目标): quantities that a government sets itself to reach, in sentences and in tables of tasks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..contexts import lead_in, passages
from ..dates import DateMention
from ..dates import find as find_dates
from ..facts import Target
from ..levels import grade_in
from ..nouns import is_generic, name_ending_at, name_starting_at, noun_words, without_level
from ..quantities import Quantity
from ..reading import Clause, Reading
from ..respectively import names_before
from .bounds import bounds

_AIMS = re.compile(
    r"(?:建成|建设|建立|创建|创成|培育|培养|打造|形成|开发|推广|普及|发布|制定|制订|出台|遴选|选树|扶持|引进|新增|新建|新认定|认定|达到?|超过|突破|提高|提升|增长|下降|降低|减少|实现|力争|争取|"
    r"确保|累计|保持|完成|推进|推动|开展|集聚|布局|组建|支持|实施|建有|拥有|稳定在|控制在|不低于|不少于|翻|倍增|改造|覆盖)"
)
_PAST = re.compile(r"(?:已经?|现有|目前|截至|截止|去年|上年|同比|较上年|累计已|分别占|约占|近几年|“十[一二三]五”(?:期间|时期)?[，,以])")
_NOT_TARGET = re.compile(r"(?:不得|不超过|限额|上限|至多|最多|每[家个年人户]|单个|单家|给予|奖励|补助|补贴|资助|处以|罚款|享受|贴息|按)")
# 集成电路产业占比, 重点用能企业绿色创建占比: a share of what comes first.
_SHARE = re.compile(r"(?:占)?(?:全[省市区县])?(?P<of>.*?(?:产业|行业|企业|领域|产值|单位))(?:绿色)?(?:创建|示范|应用|普及)?的?(?:占比|比重|比例)")
# 规上工业企业研发投入强度: a measure, and whose.
_MEASURED = re.compile(r"(?P<scope>.{2,16}企业)(?P<measure>[^，。；]{2,14}(?:强度|能耗|水耗|率|总量|产值|收入|利润|增加值|排放量?|投入|数|面积|指数|水平))")
_PERSON = re.compile(r"(?:人才|人员|专家|工程师|技师|人次|经理|骨干|工人|师傅|带头人|企业家)$")
_PERSONS = re.compile(r"\d[名人]([^，。；\d]{2,12}?(?:人才|人员|专家|工程师|技师))")
# What a plan or a system consists of is no aim: 由七个部分构成, 分8个章节.
_CONTENT = re.compile(r"(?:分为|共分|包括|包含|分别为|下设|聚焦|围绕|涵盖|精准定位)[^，。；]{0,6}$")
_CARRIES = re.compile(r"^(?:累计|同期|其中|力争)")
_RUNNING = re.compile(r"序号|编号|No\.?|备注")
_GOAL_TABLE = re.compile(r"(?:目标|任务|计划|指标|分解)")


def read(reading: Reading) -> Iterator[Target]:
    """Yields the targets of a document."""
    for clause in reading.clauses:
        if clause.is_heading or clause.leaf.type in {"title", "note", "caption", "remark", "heading"}:
            continue
        if clause.cell is not None and clause.cell.row >= 0 and _number_only(clause.text):
            yield from _task_cell(clause)
        elif _may_aim(clause):
            yield from _stated(clause)


def _number_only(text: str) -> bool:
    return re.fullmatch(r"[约近]?\d+(?:\.\d+)?%?(?:（\d+(?:\.\d+)?%?）)?[家个项种户人名条]?(?:以上|左右)?", text) is not None


def _task_cell(clause: Clause) -> Iterator[Target]:
    """A cell of a table of tasks: the row is the body or region, the column the type: 松江区 × 绿色工厂 → 20."""
    assert clause.cell is not None
    table, reading = clause.cell.table, clause.reading
    title = table.caption or next(iter(clause.headings), "")
    head = clause.cell.column_head
    if not _GOAL_TABLE.search(title) or _RUNNING.fullmatch(head):
        return
    labels = [label for m in reading.types.find(head) for label in m.labels]
    subject = labels[0] if labels else (re.sub(r"（[^）]*）", "", head) or None)
    unit = next(iter(re.findall(r"（(?:单位：)?([家个项种户人名条%])）|单位：([家个项种户人名条%])", head + title + table.remark)), ("", ""))
    row = clause.cell.row_head
    outer, inner = re.fullmatch(r"(.+?)(?:（([^）（]{2,12})）)?", row).groups() if row else ("", None)  # type: ignore[union-attr]
    total = bool(re.fullmatch(r"合\s?计|总\s?计|共计|小计|总\s?数|全[省市区县]", row))
    level = next(iter(reading.levels.before(head, labels and reading.types.find(head)[0].start or 0)), None)
    numbers = re.findall(r"\d+(?:\.\d+)?", clause.text)
    # 45（15） under 浦东新区（临港）: the second figure is the part in brackets; 上海电气（集团）总公司 is one name.
    split = inner and row.endswith("）") and any(re.search(r"\d[（(]\d", cell.text) for cell in table.rows[clause.cell.row])
    scopes = [outer, inner] if split else [row] * len(numbers)
    for number, scope in zip(numbers, scopes, strict=False):
        value = float(number) if "." in number else int(number)
        yield Target(
            **clause.evidence(0, len(clause.text)), rule="target-table", subject=subject, level=level, min=value, min_inclusive=True, max=value,
            max_inclusive=True, unit=("%" if "%" in clause.text else unit[0] or unit[1] or None), by=_horizon(clause, 0),
            scope=None if total else scope or None, total=True if total else None, part_of=outer if scope == inner and inner else None,
        )  # fmt: skip


def _may_aim(clause: Clause) -> bool:
    """Whether the passage is one that sets goals, not conditions, money, sanctions or the past."""
    if lead_in(clause) in {"condition", "exclusion", "sanction", "material", "duty"}:
        return False
    around = passages(clause)
    if clause.cell is not None:
        return bool(_GOAL_TABLE.search(clause.cell.table.caption + "".join(clause.headings[:1])))
    return not around or around[0] not in {"background", "condition", "sanction"}


def _stated(clause: Clause) -> Iterator[Target]:
    text = clause.text
    for quantity in clause.quantities:
        part = clause.part_at(quantity.start)
        before = text[part[0] : quantity.start]
        if quantity.kind in {"duration", "money"} and not re.search(r"(?:产值|收入|投资|规模|营收|增加值|利润|贷款|融资|交易额|销售|产业|总量|经费)", before):
            continue
        if quantity.kind == "full":
            if "覆盖" in text[quantity.start : quantity.end]:
                yield from _full_coverage(clause, quantity, part)
            continue
        if text[quantity.number_start : quantity.number_end] == "一" or _in_brackets(text, quantity.start):
            continue
        if _NOT_TARGET.search(before) or _PAST.search(text[max(0, part[0] - 12) : quantity.start]):
            continue
        if _CONTENT.search(before) or _ordered(clause, quantity) or _describes(clause, quantity, before):
            continue
        horizon = _horizon(clause, quantity.start)
        goal = "goal" in passages(clause)[:2] or clause.cell is not None
        if not _AIMS.search(text, clause.body, quantity.end) and not goal:
            continue
        if horizon is None and not goal and not _counts_a_type(clause, quantity):
            continue
        yield from _target(clause, quantity, part, horizon)


def _in_brackets(text: str, position: int) -> bool:
    return text.count("（", 0, position) > text.count("）", 0, position)


def _describes(clause: Clause, quantity: Quantity, before: str) -> bool:
    """Whether the number only describes: whom a promise is for (超过1000万元的企业，给予…), or the size of a named project (年产120万吨…)."""
    if quantity.kind not in {"money", "percent", "measure", "ratio"}:
        return False
    if clause.text.startswith("的", quantity.end) or re.match(r"(?:其中，?)?对", before):
        return True
    return quantity.kind == "measure" and not re.search(r"(?:达到?|超过|突破|新增|形成|建成|完成|实现|控制在|下降|减少|累计)[^，。；、]{0,14}$", before)


def _ordered(clause: Clause, quantity: Quantity) -> bool:
    """Whether the number is what a body must put into a plan or report by a date, not an aim (提出5-8个重点领域)."""
    return bool(re.search(r"(?:提出|明确|确定|包含|推荐|报送|上报|遴选)[^，。；]{0,24}$", clause.text[: quantity.start])) and any(
        d.bound == "by" and d.kind in {"date", "month", "recurrence"} for d in clause.dates
    )


def _counts_a_type(clause: Clause, quantity: Quantity) -> bool:
    """Whether the number counts a known type (遴选扶持5家以上第三方评价机构)."""
    return any(m.labels and 0 <= m.start - quantity.end <= 6 for m in clause.types)


def _target(clause: Clause, quantity: Quantity, part: tuple[int, int], horizon: str | None) -> Iterator[Target]:
    text, reading = clause.text, clause.reading
    span, name = _thing(clause, quantity, part)
    shared = [q for q in clause.quantities if part[0] <= q.start < part[1] and q.start > text.find("分别", part[0]) >= 0]
    if quantity in shared and (names := names_before(text, part[0], len(shared))):
        span, name = (part[0], quantity.end), names[shared.index(quantity)]
    if name is None or not any(char.isalnum() for char in name):
        return
    mentions = [m for m in clause.things if m.labels and m.start < span[1] and m.end > span[0]]
    level = next((lv for m in mentions for lv in clause.level_at(m.start) if lv), None)
    if level is None and not mentions:
        level = next(iter(reading.levels.before(text, span[0])), None) or _leading_level(clause, text[span[0] : span[1]])
    scope = _scope(clause, quantity, span, part)
    share = _SHARE.fullmatch(name)
    if quantity.unit in {"人", "名"} and not _PERSON.search(name) and (person := _counted_person(clause)):
        subject, scope = person, name
    elif mentions and mentions[-1].end >= span[1] - 4 and not share:
        labels = reading.types.collapse([label for m in mentions for label in m.labels])
        subject = "/".join(labels)
    else:
        subject = without_level(name)
        governing = _share_of(clause, name) if share else ()
        if share and governing:
            subject, scope = "/".join(governing), share["of"] or scope
        elif share:
            subject = share["of"] or subject
        elif of := _MEASURED.fullmatch(subject):
            scope, subject = of["scope"], of["measure"]
        elif _bare_grade(subject) or is_generic(subject):
            before = [label for m in clause.types if m.end <= span[0] for label in m.labels][-1:]
            subject = next(iter(before or clause.governing_types()), None) or reading.main_subject or subject
    yield Target(
        **clause.evidence(*_quote(clause, quantity, span, part)), rule="target-stated", subject=subject, level=level, grade=grade_in(text, min(span[0], quantity.start), max(span[1], quantity.end)),
        **bounds(quantity.as_reached()), unit=quantity.unit, by=horizon, scope=scope,
    )  # fmt: skip


def _share_of(clause: Clause, name: str) -> tuple[str, ...]:
    """The type whose share a clause speaks of, where the heading or row names one, or the words speak of 创建."""
    if labels := clause.governing_types():
        return labels
    main = clause.reading.main_subject
    if main and re.search(r"创建|示范|绿色占", name):
        return (main,)
    earlier = [label for other in clause.reading.leaf_clauses(clause)[: clause.number] for m in other.types for label in m.labels]
    return (main,) if main and clause.cell is not None and earlier else ()


def _bare_grade(name: str) -> bool:
    """Whether a name is only a grade with at most a generic head (五星级, 四星级机构)."""
    grade = grade_in(name)
    return grade is not None and len(name) <= len(grade) + 2


def _counted_person(clause: Clause) -> str | None:
    """The persons that the row or sentence counts as a whole (培养500名绿色专业人才)."""
    texts = [clause.cell.row_head] if clause.cell else []
    for text in (*texts, clause.text):
        if match := _PERSONS.search(text):
            return match[1]
    return None


def _leading_level(clause: Clause, name: str) -> str | None:
    match = re.match(r"国家级|国家|省级|市级|区级|县级", name)
    return clause.reading.levels.normalise(match[0]) if match else None


def _thing(clause: Clause, quantity: Quantity, part: tuple[int, int]) -> tuple[tuple[int, int], str | None]:
    """What is counted: the name after the number (建成50个智能工厂), else the one before it (绿色工厂100家, 占比提高到37%)."""
    text, doc = clause.text, clause.doc
    after = next((t.i for t in doc if t.idx >= quantity.end), None)
    if after is not None and doc[after].idx == quantity.end and quantity.kind != "percent" and quantity.end < part[1] and text[quantity.end] != "、":
        mention = next((m for m in clause.things if quantity.end <= m.start < part[1] and m.labels), None)
        if mention is not None and "、" not in text[quantity.end : mention.start]:
            return (mention.start, mention.end), text[mention.start : mention.end]
        start, end = name_starting_at(doc, after)
        name = text[start:end].lstrip("的")
        described = re.match(r"[^。；]{0,80}?的(?P<name>[^，。；、的]{2,16})", text[start:])
        if described and not name.endswith(noun_words().heads) and described["name"].endswith(noun_words().heads):
            return (start + described.start("name"), start + described.end("name")), described["name"]
        if len(name) >= 2:
            return (end - len(name), end), name
    before = re.sub(r"(?:(?:总体|整体|平均|综合)?水平)?(?:提高|提升|增加|达|到|至|为|超过|突破|约|近|在|分别|均|年均|增长|下降|降低|减少|保持|稳定|控制|总量|力争|实现|不低于|不少于)+$", "", text[part[0] : quantity.start])
    at = part[0] + len(before) - 1
    token = next((t.i for t in reversed(doc) if t.idx <= at < t.idx + len(t)), None) if before else None
    if token is None:
        return (quantity.start, quantity.end), None
    start, end = name_ending_at(doc, token)
    start = max(start, part[0])
    return (start, end), text[start:end] or None


def _quote(clause: Clause, quantity: Quantity, span: tuple[int, int], part: tuple[int, int]) -> tuple[int, int]:
    """The shortest stretch of the part, between list marks, that holds the number and the thing."""
    low, high = min(span[0], quantity.start), max(span[1], quantity.end)
    text = clause.text
    start = max(part[0], *(text.rfind(mark, part[0], low) + 1 for mark in "、和"))
    return start, high


def _scope(clause: Clause, quantity: Quantity, span: tuple[int, int], part: tuple[int, int]) -> str | None:
    """Region, industry or body of the same sentence, as written."""
    text = clause.text
    if (direct := re.search(r"(?:^|在|于|打造|创建|建成|推进)([^，。；在]{2,40}?(?:行业|产业|领域))的?$", text[part[0] : span[0]])) and not _WHOLE.search(direct[1]):
        return direct[1]
    listed = re.search(r"(?:重点在|在|围绕|推进|聚焦)([^，。；]{2,60}?(?:领域|行业|产业|地区|区域))", text[clause.body : quantity.start])
    if listed and not _WHOLE.search(listed[1]):
        return listed[1]
    return None


_WHOLE = re.compile(r"^(?:等)?(?:我[省市区县])?(?:各|重点|主要|相关)(?:行业|产业|领域)$|本[市省]|全[市省]")


def _full_coverage(clause: Clause, quantity: Quantity, part: tuple[int, int]) -> Iterator[Target]:
    """全覆盖: 100 % of what the words before it name."""
    text = clause.text
    start = part[0]
    mentions = [m for m in clause.types if m.labels and start <= m.start < quantity.end]
    covered = re.search(r"对(?:全[省市区县])?(?P<scope>[^，。；]{2,14}?)(?P<subject>[^，。；的企业]{2,8})的?$", text[start : quantity.start])
    scopes: list[str | None] = [None]
    if mentions:
        subject: str | None = mentions[-1].labels[0]
        lead = re.sub(r"^(?:推动|推进|实现|促进|力争|全面|加快|在)+|(?:新建|现有|规上|重点|新增)*(?:企业|项目|工厂|园区)?$", "", text[start : mentions[-1].start])
        scopes = [*re.split(r"[、和及]", lead)] if lead and not _WHOLE.search(lead) else [None]
    elif covered:
        scopes, subject = [covered["scope"]], covered["subject"]
    else:
        lead = re.sub(r"(?:逐步|全部|基本|全面|力争|率先|实现|达到|推动|的)+$", "", text[start : quantity.start])
        token = next((t.i for t in reversed(clause.doc) if t.idx < start + len(lead)), None) if lead else None
        subject = text[slice(*name_ending_at(clause.doc, token))] if token is not None else None
        if subject and (of := re.fullmatch(r"(?P<scope>.{2,16}企业)(?P<subject>.{2,10})", subject)):
            scopes, subject = [of["scope"]], of["subject"]
    if subject:
        for scope in scopes:
            yield Target(
                **clause.evidence(start, quantity.end), rule="target-full", subject=subject, min=100, min_inclusive=True, max=100, max_inclusive=True,
                unit="%", by=_horizon(clause, quantity.start), scope=scope,
            )  # fmt: skip


def _horizon(clause: Clause, position: int) -> str | None:
    """By when: a date of the sentence, of the lead paragraph or heading above it, of the caption, or the title's period."""
    own = [d for d in clause.dates if not _in_brackets(clause.text, d.start) and not re.search(r"(?:较|比|相比|对比|以)“?$", clause.text[: d.start])]
    here = _last_year([d for d in own if d.start <= position]) or _last_year(own)
    if here:
        return here
    if _CARRIES.match(clause.text[clause.body :]) or passages(clause)[:1] == ["goal"]:
        for other in reversed(clause.reading.leaf_clauses(clause)[: clause.number]):
            if found := _last_year([d for d in other.dates if not _in_brackets(other.text, d.start)]):
                return found
    texts = [clause.cell.table.caption] if clause.cell else []
    for text in (*texts, *clause.stems, *clause.headings, *_lead_paragraphs(clause)):
        if found := _last_year(find_dates(text, clause.reading.profile.year)):
            return found
    return clause.reading.profile.valid_to[:4] if clause.reading.profile.valid_to and _plan_period(clause.reading) else None


def _plan_period(reading: Reading) -> bool:
    """Whether the period is the title's (a plan's), not a rule's term of validity."""
    return bool(re.search(r"\d{4}", reading.profile.title or ""))


def _lead_paragraphs(clause: Clause) -> Iterator[str]:
    """The paragraphs that stand before the first sub-item of the sections above (到2025年，…), the nearest section first."""
    document = clause.reading.document
    node = clause.leaf
    for above in document.ancestors(clause.leaf):
        if above.type in {"item", "chapter", "article"} and node.type == "item":
            for child in above.children:
                if child.type == "text" and child.end <= node.start:
                    yield document.view(child.start, child.end).text
        node = above


def _last_year(mentions: list[DateMention]) -> str | None:
    """Year or date that a target is to be reached by, from the last mention that gives one."""
    for mention in reversed(mentions):
        if mention.kind in {"by_year", "date", "month", "year"} and mention.bound != "past":
            return mention.value
        if mention.kind == "range":
            return mention.until
    return None
