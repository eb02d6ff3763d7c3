"""Whose a target is (范围): the region, industry or body that the sentence gives it to, as written."""

from __future__ import annotations

import re

from ..places import find_places
from ..quantities import Quantity
from ..reading import Clause
from .named import BARE_MEASURES, Span, patterns

_ZONE = r"(?:[\u4e00-\u9fff]{2,6}(?:新片区|高新区|开发区|经开区|新区))"
# In an industry: 在…领域创建10家, 推进…产业绿色发展，打造10家.
_IN_INDUSTRY = re.compile(
    r"(?:(?P<focus>重点在|围绕|聚焦)|在|推进)(?P<of>[^，。；]{2,60}?(?:领域|行业|产业|地区|区域))"
    r"(?=[，的]|重点|积极|绿色|发展|建设|建成|打造|培育|培养|创建|开展|推[进动广]|遴选|形成|新增|改造|布局|实施|选|$)"
)
_DIRECT = re.compile(r"(?:^|在|于|打造|创建|建成|推进)(?P<of>[^，。；在]{2,40}?(?:行业|产业|领域))的?$")
_SERVED = re.compile(r"[为向](?P<of>[^，。；]{2,12}(?:企业|项目|园区|个人|农户))(?:提供|发放|新增)$")
_NO_SCOPE = re.compile(r"^等|具有|影响|的|设立|引进")
_FIELD = re.compile(r"(?:领域|行业|产业)$")
_OF_ALL = re.compile("每年|全[省市区县]")
# 规模以上工业|单位增加值能耗; 规模以上工业增加值 is a measure by its whole name.
_ABOVE_SIZE = re.compile("(?:规模以上|规上)(?:工业|制造业)?(?:企业)?(?=单位|万元|用水|用能|能耗|能效|亩均)")
# What is dealt with one by one has nothing of its own: 每个项目安排2名专家.
_NOBODY = ("项目", "课题", "案件", "产品", "申请")
_SIGNS = re.compile(r"[\s“”\"+＋]")
_LEAD = re.compile(r"^(?:到?\d{4}年底?[，]?|力争|确保|推动|推进|支持|使|在|以)+")


def specific(scope: str | None) -> str | None:
    """A scope without the whole of the jurisdiction in front of it; None where nothing in particular is left."""
    if not scope:
        return None
    left = patterns()["whole"].sub("", scope)
    return left if len(left) >= 2 and not patterns()["nobody"].match(left) else None


def scope_of(clause: Clause, quantity: Quantity, span: Span, part: Span) -> str | None:
    """Region, industry or body of the same sentence, as written.

    Args:
        clause: the sentence.
        quantity: the number.
        span: where the thing that it counts is named.
        part: the part of the sentence that holds both.
    """
    text = clause.text
    lead = text[quantity.end : span[0]] if span[0] >= quantity.end else text[part[0] : span[0]]
    if (direct := _DIRECT.search(lead)) and not _NO_SCOPE.search(direct["of"]):
        return specific(direct["of"])
    if quantity.kind == "money" and (served := _SERVED.search(text[part[0] : quantity.start])):
        return served["of"]
    if who := actor(text[part[0] : min(span[0], quantity.start)]):
        return who
    # Industries named before are those of the first number after them, not of all that the sentence goes on to.
    since = max((q.end for q in clause.quantities if q.end <= quantity.start), default=clause.body)
    listed = _IN_INDUSTRY.search(text, since, quantity.start)
    if listed and listed["focus"] and _OF_ALL.search(text, part[0], quantity.start):
        return None  # 聚焦…等领域，…，全省每年遴选10家左右: the focus comes before, the number is everybody's
    return specific(listed["of"]) if listed and not _NO_SCOPE.search(listed["of"]) and not _is_topic(clause, listed["of"]) else None


def _is_topic(clause: Clause, scope: str) -> bool:
    """Whether an industry is what the whole document is about by its title: like the whole jurisdiction, it sets no part apart."""
    name = _SIGNS.sub("", _FIELD.sub("", scope))
    return len(name) >= 4 and name in _SIGNS.sub("", clause.reading.profile.title or "")


def actor(lead: str) -> str | None:
    """Who is to have what is counted, where the words in front of the verb say so: 每个区县重点培育…, 有条件的区县至少建设….

    Args:
        lead: the words of a part in front of its number.
    """
    skip = _LEAD.match(lead)
    lead = re.sub(r"（[^（）]{5,}）", "", lead[skip.end() :] if skip else lead)
    match = patterns()["actor"].match(lead)
    return specific(match["who"]) if match and not match["who"].endswith(_NOBODY) else None


def places(clause: Clause, part: Span, start: int) -> tuple[str, ...]:
    """Places directly before a type that have as many each (诸城市、寿光市零碳园区各不少于2家), or the one that has it."""
    text = clause.text
    lead = text[part[0] : start]
    own = clause.reading.profile.place_names
    found = [lead[p.start : p.end] for p in find_places(lead)] or re.findall(_ZONE, lead)
    if not found or any(name in own for name in found) or not re.fullmatch("[、和及与]".join(map(re.escape, found)), lead):
        return ()
    return tuple(found) if len(found) == 1 or re.search("各|均|分别", text[start : part[1]]) else (lead,)


def holder(clause: Clause, start: int, end: int) -> tuple[str | None, int]:
    """Whose a measure or facility is, and where its own name begins: 高速公路服务区|充电车位, 规上工业企业|研发投入强度.

    Args:
        clause: the sentence.
        start, end: where the whole name stands.
    """
    text = clause.text
    if (sized := _ABOVE_SIZE.match(text, start, end)) and end - sized.end() >= 2:
        return sized[0], sized.end()
    ends, everywhere = patterns()["holders"], text.endswith("各级", 0, start)
    for token in reversed(clause.doc):
        stop = token.idx + len(token)
        if token.idx < start:
            break
        if stop > end - 2 or not ends.search(token.text) or (stop - start < 3 and not everywhere):
            continue
        if bracket := re.match(r"（[^（）]{1,12}）", text[stop:end]):
            stop += bracket.end()
        if text[stop:end] not in BARE_MEASURES:
            return text[start - 2 * everywhere : stop], stop
    return None, start
