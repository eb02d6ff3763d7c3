"""What a target counts (目标对象): the thing a number belongs to, its canonical label, and whose it is (region, industry or body)."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..levels import grade_in
from ..nouns import name_ending_at, name_starting_at, noun_words, without_level
from ..places import find_places
from ..quantities import Quantity
from ..reading import Clause

Span = tuple[int, int]

# 集成电路产业占比, 重点用能企业绿色创建占比: a share of what comes first.
_SHARE = re.compile(
    r"(?:占)?(?:全[省市区县])?(?P<of>.*?(?:产业|行业|企业|领域|产值|单位))(?:绿色)?(?:创建|示范|应用|普及)?的?(?:占比|比重|比例)"
)
# 绿色工厂产值占规模以上制造业产值的比重: of the first in the second.
_SHARE_IN = re.compile(r"(?P<of>[^，。；、占]{2,30})占(?!比)[^，。；]{2,30}?的?(?:比重|比例|份额|百分比)$")
_MEASURE = r"(?:强度|能耗|水耗|率|总量|产值|收入|利润|增加值|排放量?|投入|数|面积|指数|水平|占比|比重|比例|监测)"
# 规上工业企业研发投入强度: a measure, and whose.
_MEASURED = re.compile(rf"(?P<scope>.{{2,16}}企业)(?P<measure>[^，。；]{{2,14}}{_MEASURE})")
_PERSON = re.compile(r"(?:人才|人员|专家|工程师|技师|人次|经理|骨干|工人|师傅|带头人|企业家)$")
_PERSONS = re.compile(r"\d[名人]([^，。；\d]{2,12}?(?:人才|人员|专家|工程师|技师))")
_REACHED = re.compile(
    r"(?:(?:总体|整体|平均|综合)?水平)?(?:(?:较|比)“?[^，。；]{2,8}(?:年底?|末|期)”?末?|提高|提升|增加|达|到|至|为|超过|突破|约|近|在|分别|均|年均|增长|下降|降低|减少|保持|稳定|控制|力争|实现|不低于|不少于|各)*$"
)
# A body counted in front of what it does: 推动100家企业建设工业互联网平台.
_BODIES = re.compile(r"[^，。；的、]{0,12}?(?:企业|单位|机构|园区|人员|项目)(?!级|型|端|内|间|的|类)")
_BARE = frozenset({"企业", "项目", "单位", "园区", "机构", "平台", "产品", "基地", "中心", "试点", "示范", "试点示范"})
_BARE_MEASURES = frozenset({"占比", "比重", "比例", "指数", "水平", "强度", "总量", "数量", "规模", "覆盖率", "普及率", "增速", "达标率"})
# Adjectives in front of a type: 行业型、专业型工业互联网平台.
_KINDS = re.compile(r"^(?:[^，。；、的]{1,6}[型类级]、)+(?=[^，。；、的]{1,6}[型类级]$)")
_LEADS = re.compile(r"(?:力争|确保|推动|推进|促进|实现|使|其中|到\d{4}年底?|全[省市区县])+")
# Verbs that lead in to a name, and the count of a group of industries (三大主导产业).
_VERBS = re.compile(r"^(?:带动|启动|集聚|引育|招引|吸引|滚动实施|推出|壮大|大(?=主导|支柱|重点|新兴|特色|优势|传统|产业))+(?=.{2})")
_LEVEL = re.compile(r"^(?P<level>国家级|国家|省级|市级|区级|县级)(?:及以上|以上)?")
_ZONE = r"(?:[\u4e00-\u9fff]{2,6}(?:新片区|高新区|开发区|经开区|新区))"
_WHOLE = re.compile(r"^(?:等)?(?:我[省市区县])?(?:各|重点|主要|相关)(?:行业|产业|领域)$|本[市省]|全[市省]|具有|影响|[的]")


class Counted(NamedTuple):
    """What a number counts.

    Attributes:
        span: where its name stands.
        subject: its canonical label, or its name.
        level: the level said of it, or None.
        scopes: whose it is, as written; one for each of several that have as many each; ``(None,)`` where nothing is said.
        sure: False where its name had to be guessed.
    """

    span: Span
    subject: str
    level: str | None
    scopes: tuple[str | None, ...] = (None,)
    sure: bool = True


def counted(clause: Clause, quantity: Quantity, part: Span, name: str | None = None) -> Counted | None:
    """What a quantity counts, or None where no thing is named.

    Args:
        clause: the sentence.
        quantity: the quantity.
        part: the part of the sentence that holds it.
        name: the name, where 分别 has settled it.
    """
    text, reading = clause.text, clause.reading
    span = (part[0], quantity.end)
    if name is None:
        span, name = _thing(clause, quantity, part)
    if name is None or not any(char.isalnum() for char in name):
        return None
    mentions = [m for m in clause.things if m.labels and m.start < span[1] and m.end > span[0]]
    level = next((lv for m in mentions for lv in clause.level_at(m.start) if lv), None)
    if level is None and not mentions:
        level = next(iter(reading.levels.before(text, span[0])), None)
    if level is None and (said := _LEVEL.match(text[span[0] : span[1]])):
        level = reading.levels.normalise(said["level"])
    named = mentions[0].start if mentions and part[0] <= mentions[0].start else span[0]
    scopes: tuple[str | None, ...] = (_scope(clause, quantity, (named, span[1]), part),)
    share = _SHARE.fullmatch(name)
    if quantity.unit in {"人", "名"} and not _PERSON.search(name) and (person := _counted_person(clause)):
        return Counted(span, person, level, (name,))
    if mentions and mentions[-1].end >= span[1] - 4 and not share:
        places = _places(clause, part, mentions[0].start)
        return Counted(span, "/".join(reading.types.collapse([label for m in mentions for label in m.labels])), level, places or scopes)
    if share_in := _SHARE_IN.search(_REACHED.sub("", text[part[0] : quantity.start])):
        of = _MEASURED.fullmatch(share_in["of"])
        return Counted(
            (part[0], quantity.end), _without_level(of["measure"] if of else share_in["of"]), level, (of["scope"],) if of else scopes
        )
    if mentions and mentions[0].start == span[0] and re.fullmatch(rf".{{1,14}}{_MEASURE}", rest := name[mentions[0].end - span[0] :]):
        return Counted(span, rest, level, (text[span[0] : mentions[0].end],))
    return _plain(clause, quantity, span, name, level, scopes, share)


def _plain(
    clause: Clause,
    quantity: Quantity,
    span: Span,
    name: str,
    level: str | None,
    scopes: tuple[str | None, ...],
    share: re.Match[str] | None,
) -> Counted:
    """A thing without a type's name."""
    subject = _without_level(_VERBS.sub("", name))
    if share and (governing := _share_of(clause, name)):
        return Counted(span, "/".join(governing), level, (share["of"],) if share["of"] else scopes)
    if share:
        return Counted(span, share["of"] or subject, level, scopes)
    if of := _MEASURED.fullmatch(subject):
        return Counted(span, of["measure"], level, (of["scope"],))
    if _bare_grade(subject) or subject in _BARE:
        before = [label for m in clause.types if m.end <= span[0] for label in m.labels][-1:]
        subject = next(iter(before or clause.governing_types()), None) or clause.reading.main_subject or subject
        return Counted(span, subject, level, scopes, sure=False)
    return Counted(span, subject, level, scopes)


def _without_level(name: str) -> str:
    return without_level(_LEVEL.sub("", name) if _LEVEL.match(name) and len(name) > 5 else name)


def _share_of(clause: Clause, name: str) -> tuple[str, ...]:
    """The type whose share a clause speaks of, where the heading or row names one, or the words speak of 创建."""
    if labels := clause.governing_types():
        return labels
    main = clause.reading.main_subject
    if main and re.search(r"创建|示范|绿色占", name):
        return (main,)
    earlier = [label for other in clause.reading.leaf_clauses(clause)[: clause.number] for m in other.types for label in m.labels]
    earlier += [label for m in clause.types for label in m.labels]
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


def _thing(clause: Clause, quantity: Quantity, part: Span) -> tuple[Span, str | None]:
    """What is counted: the name after the number (建成50个智能工厂), else the one before it (绿色工厂100家, 占比提高到37%)."""
    text, words, heads = clause.text, clause.doc, noun_words().heads
    after = next((t.i for t in words if t.idx >= quantity.end), None)
    if (
        after is not None
        and words[after].idx == quantity.end
        and quantity.kind != "percent"
        and quantity.end < part[1]
        and text[quantity.end] != "、"
    ):
        start, end = name_starting_at(words, after)
        name = text[start:end].lstrip("的")
        mention = next((m for m in clause.things if quantity.end <= m.start < part[1] and m.labels), None)
        body = _BODIES.match(text, quantity.end, mention.start) if mention else None
        between = _KINDS.sub("", text[quantity.end : mention.start]) if mention else ""
        if mention is not None and "、" not in between and not (body and "的" not in text[body.end() : mention.start]):
            return (mention.start, mention.end), text[mention.start : mention.end]
        stop = min([q.start for q in clause.quantities if q.start >= quantity.end] + [part[1]])
        described = re.match(r"[^。；，]{0,80}的(?P<name>[^，。；的]{2,24})$", text[start:stop].rstrip("，、。；和及"))
        if described and not name.endswith(heads) and described["name"].endswith(heads):
            return (start + described.start("name"), start + described.end("name")), described["name"]
        if len(name) >= 2 and not name.startswith(("在", "由", "以", "对")):
            return (end - len(name), end), name
    before = _REACHED.sub("", text[part[0] : quantity.start])
    at = part[0] + len(before) - 1
    token = next((t.i for t in reversed(words) if t.idx <= at < t.idx + len(t)), None) if before else None
    if token is None:
        return (quantity.start, quantity.end), None
    start, end = name_ending_at(words, token)
    start = max(start, part[0])
    end = min(end, part[0] + len(before))
    if text[start:end] in _BARE_MEASURES:  # 重点用能企业绿色创建占比: what comes before is not cut at a verb
        start = part[0] + (lead.end() if (lead := _LEADS.match(before)) else 0)
    return (start, end), text[start:end] or None


def _places(clause: Clause, part: Span, start: int) -> tuple[str, ...]:
    """Places directly before a type that have as many each (诸城市、寿光市零碳园区各不少于2家), or the one that has it."""
    text = clause.text
    lead = text[part[0] : start]
    own = clause.reading.profile.place_names
    found = [lead[p.start : p.end] for p in find_places(lead)] or re.findall(_ZONE, lead)
    if not found or any(name in own for name in found) or not re.fullmatch("[、和及与]".join(map(re.escape, found)), lead):
        return ()
    return tuple(found) if len(found) == 1 or re.search("各|均|分别", text[start : part[1]]) else (lead,)


def _scope(clause: Clause, quantity: Quantity, span: Span, part: Span) -> str | None:
    """Region, industry or body of the same sentence, as written."""
    text = clause.text
    if (
        direct := re.search(r"(?:^|在|于|打造|创建|建成|推进)([^，。；在]{2,40}?(?:行业|产业|领域))的?$", text[part[0] : span[0]])
    ) and not _WHOLE.search(direct[1]):
        return direct[1]
    if quantity.kind == "money" and (
        served := re.search(r"[为向]([^，。；]{2,12}(?:企业|项目|园区|个人|农户))(?:提供|发放|新增)$", text[part[0] : quantity.start])
    ):
        return served[1]
    listed = re.search(r"(?:重点在|在|围绕|推进|聚焦)([^，。；]{2,60}?(?:领域|行业|产业|地区|区域))", text[clause.body : quantity.start])
    if listed and not _WHOLE.search(listed[1]):
        return listed[1]
    return None
