"""The name at a number (数量所指): the thing after it (建成50个智能工厂), else the one before it (绿色工厂100家, 占比提高到37%)."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from ..nouns import is_generic, name_ending_at, name_starting_at, noun_words
from ..quantities import Quantity
from ..reading import Clause
from ..units import load_yaml
from .shares import Span, outgrowing, shared_out


class Named(NamedTuple):
    """Where the name of what is counted stands, and the name: several, for a joint number over a list of things."""

    span: Span
    names: tuple[str, ...]


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    """The patterns of ``patterns/targets.yaml``."""
    return {name: re.compile(text) for name, text in load_yaml("targets.yaml").items()}


@cache
def _reached() -> re.Pattern[str]:
    return re.compile(load_yaml("targets.yaml")["reached"] + "$")


# Adjectives in front of a type: 行业型、专业型工业互联网平台.
_KINDS = re.compile(r"^(?:[^，。；、的]{1,6}[型类级]、)+(?=[^，。；、的]{1,6}[型类级]$)")
_LEADS = re.compile(r"(?:力争|确保|推动|推进|促进|实现|使|其中|到\d{4}年底?|全[省市区县])+")
# A body counted in front of what it does: 推动100家企业建设工业互联网平台.
_BODIES = re.compile(r"[^，。；的、]{0,12}?(?:企业|单位|机构|园区|人员|项目)(?!级|型|端|内|间|的|类)")
BARE_MEASURES = frozenset(
    {"占比", "比重", "比例", "指数", "水平", "强度", "总量", "数量", "规模", "覆盖率", "普及率", "增速", "达标率", "结算", "产量", "面积"}
)
_NO_THING = ("在", "由", "以", "对", "赶上", "突破", "统筹", "协调", "衔接", "达到", "符合", "具有", "具备")
# 联通50个部门的政务数据: the number tells how many have the thing.
_BODY_OF = re.compile(r"(?:部门|单位|企业|区县|市县|城市|省份|国家)的")
# 1000项亿元以上技术改造项目: the sum only tells how big each is.
_SIZED = re.compile(r"(?:投资)?[\d百千]*[万亿]元(?:及?以上)?的?")
_DESCRIBED = re.compile(r"[^。；，]{0,80}的(?P<name>[^，。；的]{2,24})$")


def before_number(clause: Clause, quantity: Quantity, part: Span) -> str:
    """The words of a part in front of its number, without how it is reached (占比提高到37% → 占比)."""
    lead = _reached().sub("", clause.text[part[0] : quantity.start])
    lead = re.sub(r"[由从][^，。；]{1,12}$", "", lead)  # 由2.6:1下降至…
    return re.sub(r"(?:[等共各]|合计|总数|总量(?=等))+$", "", lead) or lead


def named(clause: Clause, quantity: Quantity, part: Span) -> Named | None:
    """What stands at a number; None where nothing does."""
    if quantity.kind == "count" and _BODY_OF.match(clause.text, quantity.end):
        return None
    if span := outgrowing(clause, quantity, part) or shared_out(clause, quantity, part):
        return Named(span, (clause.text[slice(*span)],))
    found = _after(clause, quantity, part) if quantity.kind != "percent" else None
    if found is None and quantity.kind == "count" and clause.text.startswith(_NO_THING, quantity.end):
        return None  # 培训约1000名达到…标准: what is counted is not said
    found = found or _before(clause, quantity, part)
    return found if found and all(len(name) >= 2 and name[-1] not in "的和与及" for name in found.names) else None


def stop_of(clause: Clause, quantity: Quantity, part: Span) -> int:
    """Where what a number counts must end: with the part, or where another number counts something of its own.

    A number that describes goes by: 2—3个年交易额100亿元以上的专业市场.
    """
    for other in clause.quantities:
        if quantity.end <= other.start < part[1] and not (clause.text.startswith("的", other.end) and other.kind != "count"):
            return other.start
    return part[1]


def _after(clause: Clause, quantity: Quantity, part: Span) -> Named | None:
    """The name after the number, or the list of names that it counts together."""
    text, words, heads = clause.text, clause.doc, noun_words().heads
    at = quantity.end
    at = sized.end() if (sized := _SIZED.match(text, at, part[1])) else at
    token = next((t.i for t in words if t.idx >= at), None)
    if token is None or words[token].idx != at or at >= part[1] or text[at] == "、":
        return None
    start, end = name_starting_at(words, token)
    name = text[start:end].lstrip("的")
    mention = next((m for m in clause.things if at <= m.start < part[1] and m.labels), None)
    body = _BODIES.match(text, at, mention.start) if mention else None
    between = _KINDS.sub("", text[at : mention.start]) if mention else ""
    if mention is not None and "、" not in between and not (body and "的" not in text[body.end() : mention.start]):
        return Named((mention.start, mention.end), (text[mention.start : mention.end],))
    stop = stop_of(clause, quantity, part)
    region = text[start:stop].rstrip("，、。；和及")
    if re.match(r"[^，。；]{0,30}(?:基础上|之一)", region):
        return None
    described = _DESCRIBED.match(region)
    if described and not name.endswith(heads):
        first = start + described.start("name")
        span = _head(clause, first, stop)
        if described["name"].endswith(heads) and not text[span[0] : span[1]].endswith(heads):
            span = (first, start + len(region))
        if text[span[0] : span[1]].endswith(heads) or span[1] == start + len(region):
            return Named(span, (text[span[0] : span[1]],))
    if len(name) < 2 or name.startswith(_NO_THING):
        return None
    span = _head(clause, end - len(name), stop)
    names = [text[span[0] : span[1]]]
    last = span[1]
    while last + 1 < stop and (text[last] in "和及与" or (text[last] == "、" and names[-1].endswith(heads))):
        member = _member(clause, last + 1, stop)
        if member is None:
            break
        names.append(text[last + 1 : member])
        last = member
    return Named((span[0], last), tuple(names)) if len(names) > 1 and not any(map(is_generic, names)) else Named(span, (names[0],))


def _head(clause: Clause, start: int, stop: int) -> Span:
    """The name that begins at a position: over a 和 inside it (数据分析和应用企业), not into what the thing does (金融机构来渝…)."""
    text, words, heads = clause.text, clause.doc, noun_words().heads
    token = next((t.i for t in words if t.idx <= start < t.idx + len(t)), None)
    if token is None:
        return start, start
    end = min(name_starting_at(words, token)[1], stop)
    for t in words[token + 1 :]:
        if t.idx >= end:
            break
        if patterns()["predicates"].fullmatch(t.text) and text.endswith(heads, start, t.idx):
            return start, t.idx
    if end < stop and text[end] in "和与" and not text.endswith(heads, start, end):
        after = next((t.i for t in words if t.idx > end), None)
        further = min(name_starting_at(words, after)[1], stop) if after is not None else end
        if text.endswith(heads, start, further) and not any(q.start == end + 1 for q in clause.quantities):
            end = further
    return start, end


def _member(clause: Clause, start: int, stop: int) -> int | None:
    """The end of one more thing of a list, or None: it may come with a description (具备境外牌照的金融机构)."""
    text, heads = clause.text, noun_words().heads
    at = start
    if patterns()["described"].match(text, start):
        of = text.find("的", start, stop)
        at = of + 1 if of >= 0 else start
    end = _head(clause, at, stop)[1]
    return end if end > at and text.endswith(heads, at, end) and text[start] not in "一若各" else None


def _before(clause: Clause, quantity: Quantity, part: Span) -> Named | None:
    """The name in front of the number, or the list of names that share it (区域中心、物流中心等10家)."""
    text, words, heads = clause.text, clause.doc, noun_words().heads
    before = before_number(clause, quantity, part)
    end = part[0] + len(before)
    at = end - 1
    if before.endswith("）") and 0 < (opened := before.rfind("（")) >= len(before) - 12:
        at = part[0] + opened - 1  # 示范基地（园区）: the name is what the bracket adds to
    token = next((t.i for t in reversed(words) if t.idx <= at < t.idx + len(t)), None) if before else None
    if token is None or words[token].ent_type_ in {"DATE", "QUANTITY"}:
        return None
    start = max(name_ending_at(words, token)[0], part[0])
    if "”" in text[start:end] and "“" not in text[start:end]:
        start = max(start if (opened := text.rfind("“", part[0], start)) < 0 else opened, part[0])
    if text[start:end] not in BARE_MEASURES:
        start = _over_verb(clause, start, end, part)
    since = max((q.end + 1 for q in clause.quantities if part[0] <= q.end < start), default=part[0])
    if text[start:end] in BARE_MEASURES and since == part[0]:  # 重点用能企业绿色创建占比: what comes before is not cut at a verb
        start = part[0] + (lead.end() if (lead := _LEADS.match(before)) else 0)
    elif text[start:end] in BARE_MEASURES and end - since <= 12:
        start = since
    elif text[start - 1 : start] == "年" and start - 2 > part[0] and not text[start - 2].isdigit():  # 粮食年播种面积
        token = next(t.i for t in reversed(words) if t.idx < start - 1)
        start = max(name_ending_at(words, token)[0], since) if not words[token].ent_type_ and words[token].text[-1].isalpha() else start - 1
    elif text[end - 1] == "比" and start - 1 > since and text[start - 1] in "与和":  # 加工产值与总产值比
        token = next(t.i for t in reversed(words) if t.idx < start - 1)
        start = max(name_ending_at(words, token)[0], since)
    elif text.startswith("的", start - 1) and start > part[0] and end - start <= 3:
        start = _description(clause, start, part)
    whole = patterns()["whole"].match(text[part[0] : end])
    if whole and start < part[0] + whole.end() < end - 1:  # 各市、州公交车电动化率
        start = part[0] + whole.end()
    names = [text[start:end]]
    first = start
    while names[-1].endswith(heads) and first - 2 > part[0] and text[first - 1] in "、和及与":
        token = next((t.i for t in reversed(words) if t.idx < first - 1), None)
        if token is None or words[token].ent_type_:
            break
        previous = max(name_ending_at(words, token)[0], part[0])
        name = text[previous : first - 1]
        if len(name) < 3 or not name.endswith(heads) or is_generic(name):
            break
        names.append(name)
        first = previous
    names.reverse()
    return Named((first, end), tuple(names)) if names[0] else None


def _over_verb(clause: Clause, start: int, end: int, part: Span) -> int:
    """Where a measure begins whose name has a verb in it: 废纸利用量, 网上可办率, 城镇新增就业."""
    words = clause.doc
    for _ in range(2):
        before = next((t for t in reversed(words) if t.idx < start), None)
        if (
            before is None
            or end - start > 2 + (clause.text[end - 1] == "率")
            or before.idx < part[0]
            or before.ent_type_
            or not before.text[-1].isalnum()
        ):
            break
        inner = before.i and words[before.i - 1].idx >= part[0] and words[before.i - 1].tag_ in {"n", "vn", "nz", "v"}
        nominal = inner and before.text in noun_words().stops and before.tag_.startswith("v")  # 消费促进活动
        if clause.text[end - 1] not in "率量额度值" and before.text != "新增" and not nominal:
            break
        start = max(min(before.idx, name_ending_at(words, before.i)[0]), part[0])
    return start


def _description(clause: Clause, start: int, part: Span) -> int:
    """Where the description of a bare name begins: 营业收入超百亿元的企业, not 企业 alone."""
    lead = clause.text[part[0] : start]
    skip = re.match(r"(?:其中|力争|确保|推动|推进|促进|实现|使|全[省市区县]|到?\d{4}年底?|[，：])+", lead)
    return part[0] + (skip.end() if skip else 0)
