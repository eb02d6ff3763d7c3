"""Requirements in a sentence of their own (应、须): who must meet them, and how far they go.

Four forms name the bearer: the type itself (省级绿色工厂应当…), those who apply for it (申报绿色园区的，须…), those who are paid or listed
(获得资助的单位，应…), and a paper that only a qualified body may issue (核查报告应由具备资质的机构出具).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from ..discover import is_set_of_rules
from ..reading import Clause, Reading

_LEVEL = r"(?:国家级|省级|市级|区级|县级|区县级)"
_OUGHT = r"(?:(?<![对相适供响反效])应当?|须|必须)(?!用|对|届)"
_UNITS = r"(?:单位|企业|园区|机构|项目|对象|主体|个人|申请人|者)"
# After a type: its units, what they are listed or proposed for, and 应.
_TYPE_OUGHT = re.compile(rf"(?:的)?(?:示范|试点|创建|申报|入选|名单|推荐|培育)*{_UNITS}?(?:名单)?，?(?:原则上)?{_OUGHT}")
_NO_NAME = re.compile(rf"(?:{_LEVEL}(?:及以上)?|各|获得|获评|拟(?:申报|创建))*")
_APPLICANT = re.compile(rf"(?:申报|申请|推荐|创建)(?P<level>{_LEVEL})?[^，。；]{{2,24}}?的{_UNITS}?，?(?:原则上)?(?:还|均|也)?{_OUGHT}")
_BEARER = re.compile(
    rf"(?:(?:享受|获得|获|取得|承担|接受|受)[^，。；]{{0,14}}?(?:资助|补助|奖励|扶持|支持|办法|政策|称号|资金|项目)[^，。；]{{0,8}}?的?(?:[^，。；的]{{0,4}}){_UNITS}"
    rf"|(?:上述|以上(?!规模)|前述)[^，。；的]{{0,8}}(?:{_UNITS}|人[才员]|家庭)"
    rf"|(?P<all>本(?:办法|细则|规定|措施|政策)[^，。；]{{0,4}}适用对象))，?{_OUGHT}"
)
_ISSUED = re.compile(r"[^，。；]{0,12}(?:报告|证书|材料|证明)(?:应当?|须|必须)由[^，。；]{2,30}(?:出具|编制|提供)")
_WHOLE_RULES = re.compile(r"本(?:办法|细则|规定|措施|政策|意见)")
# A part that begins so says what follows, not what is required.
_FOLLOWS = re.compile(
    r"(?:若|如(?!实)|如果|否则|逾期|违反|不符合|不按|未按|拒不|对(?!照)|可(?!再生|行|靠|追溯)|方可|认定为|给予|予以|由[^，。；]{2,20}(?:认定|取消|给予))"
)
# What must be so, not what must be done: 申请人的用人单位须在本市注册.
_BE = (
    r"(?:同时)?(?:符合|满足|具备|具有|达到|属于|位于|是(?!指)|为|无|能够?(?!及时)"
    r"|在[^，。；]{2,20}(?:内|注册|登记|设立|缴纳)|与[^，。；]{2,20}(?:一致|相符|匹配))"
)
_APPLYING = re.compile(
    r"(?:(?:应届|[^，。；申应须需]){0,16}(?:申报|申请|办理)[^，。；的应须]{2,16}"
    r"|(?:申请|申报)(?:人|单位|企业|主体|机构|项目|者)(?:的[^，。；应须]{2,20})?)"
    rf"，?(?:还|均|也|都)*{_OUGHT}{_BE}"
)
# A kind of place or body that a set of rules defines (本办法所称社区食堂，是指…), and whoever runs it.
_DEFINED = re.compile(r"所称的?“?(?P<name>[^，。；：“”的及和、]{3,14}?)”?，?是指")
_OFFICE = re.compile(r"(?:部门|政府|局|委员会|办公室|机关|办事处|对象|人员|专家|资金|经费|补贴|补助|服务|管理|活动|行为)$")
_GOES_WRONG = re.compile(r"违反|违法|违规|骗取|套取|事故|不合格|不符合|拒不|逾期|弄虚作假|虚假|擅自")  # then what follows is a sanction
_OFFICERS = re.compile(r"(?:职能|主管|管理|有关|相关)部门|工作人员|机关")  # whose duties are how the rules are carried out
_RUN_BY = r"(?:的?(?P<unit>(?:运营|建设|管理|服务|承办|经营|承接|申报|依托|主办)(?:机构|单位|企业|主体|方|者)))?"
# 近三年发生较大事故的企业不得申报: what a look back finds shuts out, it is not punished.
_SHUTS_OUT = re.compile(
    r"(?:(?:近|最近|过去|(?:申报|申请|推荐)前)(?:[一二两三四五]|\d)个?(?:自然)?年度?内?|(?:[一二两三四五]|\d)年以?内|正?被(?:列入|纳入))[^。；]{2,80}?"
    r"(?:的|者)[^，。；的]{0,12}，?(?:一律|均|原则上)?(?:不得|不能|不予|不可)(?:参[与加])?(?:申报|申请|推荐|参评|受理)(?!其他)[^，。；]{0,20}(?=[，。；]|$)"
)
_STATUTE = re.compile(r"(?:条例|(?<!办)法)(?:（[^（）]*）)?$")


@dataclass(frozen=True, slots=True)
class Ought:
    """A requirement stated by 应 or 须.

    Attributes:
        start, end: its span in the sentence, numeric conditions and what follows from it left out.
        labels: who must meet it; empty where the whole document's subject is meant.
        level: the level said of them, or None.
        form: ``type``, ``applicant``, ``bearer`` or ``issued``.
    """

    start: int
    end: int
    labels: tuple[str | None, ...]
    level: str | None
    form: Literal["type", "applicant", "bearer", "issued"]


def shut_out(clause: Clause) -> re.Match[str] | None:
    """The stretch of a sentence that says who cannot apply for what lies behind him (不得申报的情形)."""
    return _SHUTS_OUT.search(clause.text, clause.body)


def is_statute(reading: Reading) -> bool:
    """Whether the document is a statute (条例, 法), whose duties bind everybody."""
    return _STATUTE.search(reading.profile.title or "") is not None


def is_condition(clause: Clause, part: tuple[int, int]) -> bool:
    """Whether a part of a sentence holds a number that may be a condition: one with an open side, or a range."""
    return any(
        part[0] <= q.start < part[1] and q.min != q.max and q.kind in {"score", "plain", "percent", "count", "money", "measure", "ratio"}
        for q in clause.quantities
    )


def ought(clause: Clause) -> Ought | None:
    """The requirement that a sentence states of a type, its applicants or its holders; None where it states none.

    Lead-ins of lists (应当具备下列条件：) and the general duties of a statute are none.
    """
    if clause.text.endswith("："):
        return None
    return _of_type(clause) or _of_others(clause) or _of_defined(clause)


def _of_defined(clause: Clause) -> Ought | None:
    """What a set of rules asks of a kind that it defines itself, or of those who run it, whatever stands between them and the modal."""
    if is_statute(clause.reading) or not is_set_of_rules(clause.reading):
        return None
    for name in defined_names(clause.reading):
        match = re.compile(rf"{re.escape(name)}{_RUN_BY}[^。；：]{{0,60}}?{_OUGHT}").match(clause.text, clause.body)
        if match and _GOES_WRONG.search(match[0]):
            return None
        if match and _OFFICERS.search(match[0]):
            return None
        if match and not re.search(
            r"(?:由|向)[^，。；]{2,16}(?:部门|政府|局)|(?:部门|政府|局|街道办事处）?)(?:原则上|均|都)*$", match[0][:-1]
        ):
            label = clause.reading.types.canonical(name) or name
            return Ought(clause.body, _end(clause, clause.body), (label + (match["unit"] or ""),), None, "type")
    return None


def defined_names(reading: Reading) -> tuple[str, ...]:
    """The kinds of places, bodies or things that a document defines (本办法所称…，是指…), the longest first."""
    return _defined(reading.document.view().text)


@lru_cache(maxsize=4)
def _defined(whole: str) -> tuple[str, ...]:
    """The kinds that a text defines, the longest first; no offices, persons or sums."""
    names = {match["name"] for match in _DEFINED.finditer(whole)}
    return tuple(sorted((name for name in names if not _OFFICE.search(name)), key=lambda name: (-len(name), name)))


def _of_type(clause: Clause) -> Ought | None:
    for mention in clause.types:
        if not _NO_NAME.fullmatch(clause.text, clause.body, mention.start):
            continue
        if _OFFICERS.match(clause.text, mention.end):
            return None
        if _TYPE_OUGHT.match(clause.text, mention.end) and (end := _end(clause, clause.body)) > mention.end:
            return Ought(clause.body, end, mention.labels, clause.level_at(mention.start)[0], "type")
    return None


def _of_others(clause: Clause) -> Ought | None:
    statute = is_statute(clause.reading)
    for part in clause.parts:
        if not statute and (match := _APPLYING.match(clause.text, part[0])):
            labels = tuple(label for m in clause.types if part[0] <= m.start < match.end() for label in m.labels)
            return Ought(part[0], max(_end(clause, part[0]), part[1]), labels, None, "applicant")
        if match := _APPLICANT.match(clause.text, part[0]):
            labels = tuple(label for m in clause.types if part[0] <= m.start < match.end() for label in m.labels)
            level = clause.reading.levels.normalise(match["level"]) if match["level"] else None
            return Ought(part[0], max(_end(clause, part[0]), part[1]), labels, level, "applicant")
        if not statute and (match := _BEARER.match(clause.text, part[0])):
            whole = match["all"] or _WHOLE_RULES.search(match[0])
            return Ought(part[0], max(_end(clause, part[0]), part[1]), (None,) if whole else (), None, "bearer")
        if not statute and (match := _ISSUED.match(clause.text, part[0])):
            return Ought(part[0], part[1], (), None, "issued")
    return None


def _end(clause: Clause, start: int) -> int:
    """Where the requirement ends: before the first part with a numeric condition or with what follows."""
    end = start
    for part in clause.parts:
        if part[1] <= start:
            continue
        if end > start and (is_condition(clause, part) or _FOLLOWS.match(clause.text, part[0])):
            break
        end = part[1]
    return end
