"""What a target counts (目标对象): the thing a number belongs to, its canonical label, and whose it is (region, industry or body)."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..levels import grade_in
from ..nouns import is_generic, without_level
from ..quantities import Quantity
from ..reading import Clause
from .named import Named, Span, before_number, named, patterns
from .whose import holder, places, scope_of, specific

# 集成电路产业占比, 重点用能企业绿色创建占比: a share of what comes first.
_SHARE = re.compile(
    r"(?:占)?(?:全[省市区县])?(?P<of>.*?(?:产业|行业|企业|领域|产值|单位))(?:绿色)?(?:创建|示范|应用|普及)?的?(?:占比|比重|比例)"
)
# 绿色工厂产值占规模以上制造业产值的比重: of the first in the second.
_SHARE_IN = re.compile(r"(?P<of>[^，。；、占]{2,30})占(?!比)[^，。；]{2,30}?的?(?:比重|比例|份额|百分比)$")
# The cells of a table that has lost its lines: 约束性2肉类总产量万吨158.
_FLATTENED = re.compile(r"约束性|预期性|\d{2,}[^\d]{1,12}\d{2,}")
_MEASURE = r"(?:强度|能耗|水耗|率|总量|产值|收入|利润|增加值|排放量?|投入|数|面积|指数|水平|占比|比重|比例|监测|效率|规模)"
_PERSON = re.compile(r"(?:人才|人员|专家|工程师|技师|人次|经理|骨干|工人|师傅|带头人|企业家)$")
_PERSONS = re.compile(r"\d[名人]([^，。；\d]{2,12}?(?:人才|人员|专家|工程师|技师))")
_BARE = frozenset({"企业", "项目", "单位", "园区", "机构", "平台", "产品", "基地", "中心", "试点", "示范", "试点示范"})
# The count of a group of industries (三大主导产业).
_GROUP = re.compile(r"^大(?=主导|支柱|重点|新兴|特色|优势|传统|产业)")
_NO_LEVEL = re.compile(r"区域|区块|市场|市政|市民|县域|省际|国家(?=储备|公园|地质)")
_LEVEL = re.compile(r"^(?P<level>国家级|国家|省级|市级|区级|县级)(?:及以上|以上)?")


_LEVEL_ABOVE = re.compile(rf"(?:{_LEVEL.pattern[1:]})(?:及以上|以上)的?$")


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
    shared = name is not None
    found = Named((part[0], quantity.end), (name,)) if name else named(clause, quantity, part)
    if found is None:
        return None
    span, names = found
    name = name or text[slice(*span)]
    if not any(char.isalnum() for char in name) or _FLATTENED.search(name):
        return None
    mentions = [m for m in clause.things if m.labels and m.start < span[1] and m.end > span[0]]
    level = next((lv for m in mentions for lv in clause.level_at(m.start) if lv), None)
    if level is None and not mentions:
        level = next(iter(reading.levels.before(text, span[0])), None)
    if level is None and (above := _LEVEL_ABOVE.search(text[part[0] : span[0]])):
        level = reading.levels.normalise(above["level"])
    if level is None and (said := _LEVEL.match(patterns()["whole"].sub("", name if shared else text[span[0] : span[1]]))):
        level = reading.levels.normalise(said["level"])
    start = mentions[0].start if mentions and part[0] <= mentions[0].start else span[0]
    scopes: tuple[str | None, ...] = (scope_of(clause, quantity, (start, span[1]), part),)
    share = _SHARE.fullmatch(name)
    if quantity.unit in {"人", "名"} and not _PERSON.search(name) and (person := _counted_person(clause)):
        return Counted(span, person, level, (name,))
    if mentions and mentions[-1].end >= span[1] - 4 and not share:
        labels = "/".join(reading.types.collapse([label for m in mentions for label in m.labels]))
        return Counted(span, labels, level, places(clause, part, mentions[0].start) or scopes)
    if share_in := _SHARE_IN.search(before_number(clause, quantity, part)):
        lead = re.match(r"(?:力争|确保|使|实现|推动|其中)+", share_in["of"])
        begin = part[0] + share_in.start("of") + (lead.end() if lead else 0)
        scope, subject = _measured(clause, begin, part[0] + share_in.end("of"))
        return Counted((part[0], quantity.end), _without_level(subject), level, (scope,) if scope else scopes)
    if mentions and mentions[0].start == span[0] and re.fullmatch(rf".{{1,14}}{_MEASURE}", rest := name[mentions[0].end - span[0] :]):
        return Counted(span, rest, level, (text[span[0] : mentions[0].end],))
    if len(names) > 1:
        return Counted(span, "/".join(_without_level(each) for each in names), level, scopes)
    return _plain(clause, span, next(iter(names)), level, scopes, share)


def _measured(clause: Clause, start: int, end: int) -> tuple[str | None, str]:
    """Whose a measure is, and its own name: 规上工业企业研发投入强度; the whole name where it is nobody's in particular."""
    text = clause.text
    whole = patterns()["whole"].match(text[start:end])
    start += whole.end() if whole and whole.end() < end - start - 1 else 0
    scope, begin = holder(clause, start, end)
    return (specific(scope), text[begin:end]) if specific(scope) else (None, text[start:end])


def _plain(
    clause: Clause, span: Span, name: str, level: str | None, scopes: tuple[str | None, ...], share: re.Match[str] | None
) -> Counted:
    """A thing without a type's name."""
    whole = patterns()["whole"].match(name)
    name = name[whole.end() :] if whole and len(name) - whole.end() >= 2 else name
    verbs = re.match(rf"(?:{patterns()['verbs'].pattern})+(?=.{{2}})", name)
    bare = name[verbs.end() :] if verbs else name
    subject = _without_level(_GROUP.sub("", name if is_generic(bare) and len(bare) < 4 else bare))
    subject = re.sub(r"^级(?=[^，。；]{3})", "", subject)  # 100亿级|农产品加工园区
    if share and (governing := _share_of(clause, name)):
        return Counted(span, "/".join(governing), level, (share["of"],) if share["of"] else scopes)
    if share:
        return Counted(span, share["of"] or subject, level, scopes)
    if re.search(rf"{_MEASURE}$", subject):
        if clause.text.endswith(subject, 0, span[1]):
            scope, measure = _measured(clause, span[1] - len(subject), span[1])
        else:  # a name that 分别 has settled stands nowhere as a whole
            of = re.fullmatch(r"(?P<scope>.{2,20}(?:企业|园区|机构|地区|小区))(?P<measure>.{2,14})", subject)
            scope, measure = (specific(of["scope"]), of["measure"]) if of else (None, subject)
        return Counted(span, measure, level, (scope,) if scope else scopes)
    if _bare_grade(subject) or subject in _BARE:
        before = [label for m in clause.types if m.end <= span[0] for label in m.labels][-1:]
        subject = next(iter(before or clause.governing_types()), None) or clause.reading.main_subject or subject
        return Counted(span, subject, level, scopes, sure=False)
    return Counted(span, subject, level, scopes)


def _without_level(name: str) -> str:
    if _NO_LEVEL.match(name):
        return name
    if (level := _LEVEL.match(name)) and name[level.end() :] in _BARE:
        return name[level.end() :]
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
