"""Whom a sanction addresses (相对人): a type, or a body or person that the breach names in its own words."""

from __future__ import annotations

import re

from ..nouns import is_generic, noun_words
from ..reading import Clause
from .conditioned import topic
from .oughts import is_statute
from .roles import bearers_of, wholes

_HEADS = (
    r"(?:机构|单位|企业|人员|主体|对象|个人|(?<![或前])者|园区|项目|平台|基地|申请人|专家|学校|医院|公司|组织"
    r"|合作社|当事人|场所|经营者|商户|业主|委员会|[\u4e00-\u9fff]{2}人(?![员民工才力口数事们])|[^地]区(?![域别分块县]))"
)
_PREDICATE = (
    r"(?:违反|违规|违法|未|不(?!得|低于|少于|超过)|拒|出具|提供|存在|弄虚作假|骗取|套取|隐瞒|虚报|伪造|编造|发生|逾期"
    r"|擅自|泄露|滥用|玩忽|徇私|截留|挪用|出现|有(?:下列|以下|违法|违规|上述|弄虚)|因|在[^，。；]{2,16}(?:弄虚作假|违))"
)
_DOER = re.compile(
    rf"(?<![^，。；、：的（）条款项])(?P<name>[^，。；、的（）向将]{{0,20}}{_HEADS})"
    rf"(?:或者?[^，。；的]{{2,8}}{_HEADS})?{_PREDICATE}"
)
# 实施强制性审核的单位，经…; 实施强制性审核的企业不报告的: a description that stands for a name.
_DESCRIBED = re.compile(
    rf"(?:^|或者|，)(?P<name>(?!有|对|凡|经|由|未|不|或)[^，。；、的]{{4,20}}的(?:单位|企业|机构|个人|人员))(?=，(?!由|责令)|{_PREDICATE})"
)
# …等行为的检测机构，由…: those whom the breach describes.
_BEHIND = re.compile(rf"的(?P<name>[^，。；、的（）]{{1,16}}{_HEADS})(?=$|[，。；将由应予])")
# A statute's own opening: 被检查单位妨碍检查的, 工业企业超过限额用能的.
_OPENS = re.compile(
    rf"(?:^|[，；])(?:违反[^，。；]{{2,40}}，)?(?:[^，。；]{{2,30}}等)?(?P<name>[^，。；、的对（）向将]{{2,16}}?{_HEADS})(?![^，。；]{{0,1}}$)(?![的、和及与或等内者])[^，。；]{{3,60}}的(?=，)"
)
_CALLED_IN = re.compile(r"约谈(?P<name>[^，。；]{2,20}?)(?:的?(?:主要|有关|相关|直接)?(?:负责人|责任人|领导))")
# 某主管部门和其他有关部门及其工作人员…: officials.
_OFFICE = re.compile(
    r"(?P<name>各级(?:人民)?政府|(?<![各相有])(?!有关|相关|其他|各)[^，。；、的对（）]{2,16}?(?:部门|机关|政府|委员会|管理机构))(?:[和及、或与][^，。；]{0,16}?|（[^（）]{1,30}）)?(?:及其|的)(?:有关|相关|直接)?工作人员"
)
# Those who have a part of their own beside the one who applies.
_ROLE = re.compile(
    r"(?:用人|用工|承办|承接|受托|受委托|培训|监理|审计|评估|检测|评审|推荐|牵头|主办|管理|监管|主管)(?:单位|企业|机构|部门)|工作人员|评审专家"
)
# In a statute every kind of bearer counts; elsewhere one that only its part in the procedure names is what the document is about.
_ANYBODY = re.compile(
    r"(?:有关|相关|该|其|申报|申请|建设|责任)?(?:单位|企业|机构|个人|人员|主体|对象|当事人|项目|违法者"
    r"|(?:行为|违法|任何|责任|负责|他)人|申请人)"
)
# Outside statutes a 单位 or 企业 is whom the whole document is about; these are somebody particular.
_INSTITUTIONS = ("机构", "平台", "基地", "场所", "医院", "学校", "专家", "合作社", "经营者", "商户")
_LEADS = re.compile(r"^(?:若|如|凡|对于?|经[^，]{0,8}，|或者?|且|其中|一旦|发现|查实|认为|第[一二三四五六七八九十百零\d]{1,6}条)+")
# 向某机构提供虚假材料的, 在某场所饲养…: not who does it.
_NOT_WHO = re.compile(r"[向在于由将为给从与以把对]|超过|违反|未|需要?由|通过|利用|根据|按照")
_WHOLE_RULES = re.compile(r"本(?:办法|细则|规定|措施|政策|意见)[^，。；]{0,4}(?:的|适用)?[^，。；]{0,4}对象")


def addressed(clause: Clause, start: int, end: int) -> tuple[str | None, ...] | None:
    """Whom the breaches of a stretch are told of.

    Args:
        clause: the sentence.
        start, end: the stretch that holds the breaches.

    Returns:
        labels; ``(None,)`` for everybody under the rules; None where the stretch names nobody.
    """
    text = clause.text
    if _WHOLE_RULES.search(text, clause.body, end):
        return (None,)
    if match := _DESCRIBED.search(text[clause.body if start == clause.parts[0][0] else start : end]):
        return (_usual(clause, match["name"]),)
    mentions = [m for m in clause.types if start <= m.start < end]
    labels = [label for m in mentions if not m.counted for label in m.labels]
    statute = is_statute(clause.reading)
    if not labels and (office := _OFFICE.search(text, start, end)):
        return (office["name"],)
    if not labels:
        behind = _BEHIND.search(text[start:end])
        if behind and (label := bearers_of(clause.reading).get(behind["name"])):
            return (label,)
        if behind and not _nobody(behind["name"], statute=statute):
            return (clause.reading.types.canonical(behind["name"]) or behind["name"],)
        opens = _OPENS.search(text[start:end] + "，") if statute else None
        if opens and not _NOT_WHO.match(opens["name"]) and not _nobody(_LEADS.sub("", opens["name"]), statute=True):
            return (_LEADS.sub("", opens["name"]),)
        if doer := next((each for each in _DOER.finditer(text, start, end) if not _NOT_WHO.match(_LEADS.sub("", each["name"]))), None):
            name = _LEADS.sub("", doer["name"])
            if name.endswith(("场所", "区")) and re.search("[在于][^，。；]{0,20}$", text[start : doer.start()]):
                return None  # 在公共楼道、电梯及其他拥挤场所未…: where, not who
            if label := bearers_of(clause.reading).get(name):
                return (label,)
            if _nobody(name, statute=statute):
                return () if statute else _governing(clause) or tuple(topic(clause, start))
            return (clause.reading.types.canonical(name) or name,)
        if called := _CALLED_IN.search(text, start):
            return (called["name"],)
    if labels and not any(m.anaphor for m in mentions[:1]):
        return clause.reading.types.collapse(labels[:4])
    return _governing(clause) if mentions else None


def listed(clause: Clause, stem: str) -> tuple[str, ...]:
    """Whom the lead-in of a list of breaches names (使用管理单位有下列行为之一的，…：); empty for nobody particular."""
    doer, statute = _DOER.search(stem), is_statute(clause.reading)
    name = _LEADS.sub("", doer["name"]) if doer else ""
    if not statute and not name.endswith(_INSTITUTIONS):
        return ()
    return () if not name or _nobody(name, statute=statute) else (clause.reading.types.canonical(name) or name,)


def _nobody(name: str, *, statute: bool) -> bool:
    """Whether a name says nothing of whom it names."""
    if _ROLE.fullmatch(name):
        return False
    if len(name) < 3 or name.startswith("及其") or name in noun_words().anaphors or _ANYBODY.fullmatch(name):
        return True
    return is_generic(name) and not statute and not (name.endswith("机构") and len(name) > 3)  # 中介机构出具虚假报告的


def after_name(text: str, start: int, end: int) -> int:
    """Where a breach begins behind the plain name of whoever commits it (评价机构出具虚假报告 → 出具…), else ``start``."""
    if office := _OFFICE.match(text, start, end):
        return office.end()
    match = _DOER.match(text[start:end])
    return start + match.end("name") if match and match.end("name") <= 12 and not match[0].startswith(("被", "在", "向")) else start


def governing(clause: Clause, start: int) -> tuple[str | None, ...]:
    """Whom a sentence that names nobody goes on about: the addressee of the clause that ``；`` joins it to, else what governs it.

    Args:
        clause: the sentence.
        start: where the breach begins; what stands before it may say whom it is about.
    """
    for other in reversed(clause.reading.leaf_clauses(clause)[max(0, clause.number - 12) : clause.number]):
        if not other.text.endswith("；"):
            break
        if other.parts and (found := addressed(other, other.body, len(other.text))) is not None:
            return found
    if clause.reading.leaf_clauses(clause)[0] is not clause and (opening := _opening_topic(clause)):
        return opening
    return _governing(clause) or tuple(topic(clause, start)) or (None,)


def _opening_topic(clause: Clause) -> tuple[str | None, ...]:
    """Types that the sentence just before names at its head as those checked (复核得分低于…的绿色工厂，…)."""
    before = clause.reading.leaf_clauses(clause)[clause.number - 1]
    return tuple(label for m in before.types if before.text.endswith("；") for label in m.labels)


def _governing(clause: Clause) -> tuple[str, ...]:
    if is_statute(clause.reading):  # which binds everybody: its headings and its title name no one
        return tuple(label for stem in clause.stems[:1] for m in clause.reading.types.find(stem) for label in m.labels)
    return clause.governing_types() or tuple(each for each in wholes(clause) if each)


def _usual(clause: Clause, name: str) -> str:
    """The wording that the document uses most for such a body: …的企业 is …的单位 where that is how it is called elsewhere."""
    whole = clause.reading.document.view().text
    stem = name[: name.rindex("的") + 1]
    return max((name, *(stem + head for head in ("单位", "企业", "机构"))), key=whole.count)
