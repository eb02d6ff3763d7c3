"""Who a promise is for (受益对象): the types that a part of a sentence names, or bodies that it names in its own words."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from .addressed import BY, agent, bodies
from .financing import provides
from .honours import LEVELS, Span, Target, honour_levels, honours, modifies
from .instruments import GIVES
from .levels import grade_in
from .nouns import is_generic, name_ending_at
from .reading import Clause
from .recipients import is_matter, named_targets, without_acts


@dataclass(frozen=True, slots=True)
class Beneficiaries:
    """Who a sentence is about from one part on.

    Attributes:
        targets: label and level of each; empty where nobody particular is meant.
        grade: the grade that the part names, or None.
        start: where the part that names them begins, or None.
        known: whether the sentence has said whom it means, even if only 企业.
        grades: several grades that share the sums behind 分别 (评为五星级、四星级、三星级的).
        lent: whether lenders or insurers are to serve them, so that what supports them is credit.
    """

    targets: tuple[Target, ...] = ()
    grade: str | None = None
    start: int | None = None
    known: bool = False
    lent: bool = False
    grades: tuple[str, ...] = ()

    def respectively(self, count: int) -> list[Beneficiaries]:
        """Whose each of ``count`` sums is under 分别: one target each, or one level each, where the numbers agree; else everybody's."""
        if len(self.grades) == count > 1:
            return [replace(self, grade=grade) for grade in self.grades]
        if len(self.targets) == count > 1:
            return [replace(self, targets=(target,)) for target in self.targets]
        levels = list(dict.fromkeys(level for _, level in self.targets))
        if len(levels) == count > 1:
            return [replace(self, targets=tuple(target for target in self.targets if target[1] == level)) for level in levels]
        return [self] * count


# 对所购置的设备, 对并购过程中发生的费用: what is paid for, not who is paid.
_COSTS = re.compile(
    r"(?:其中，?)?对于?(?:所|购置|购买|投入|实际|因|[^，。；]{0,60}(?:费用?|支出|利息|租金|成本|投资额?|投入|贡献|增量|部分)(?=的|，|给予|予以|按|$))"
)
# 试点单位给予不超过50万元支持: a sum with its own bearer directly before the verb.
_OWN_SUM = re.compile(
    r"(?:其中，?)?(?:单个|单家)?(?P<names>(?!分别|一次性|另|再)[^，。；的对按给每由从]{4,40}?)(?:每[家个项年]|一次性|分别|各|均|全年|年度|最高|可)*(?:给予|予以|(?:奖励|补助|资助|补贴)(?:金额|总额|资金)?)(?=[^，。；]{0,12}\d)"
)
# 每年遴选不超过5家示范工厂，每家奖励…
_CHOSEN = re.compile(r"(?:遴选|评选|选取|选树|认定)[^，。；\d]{0,10}\d+[条个家名项种件](?:以内|左右)?的?(?P<names>[^，。；的\d]{3,24})$")
# 一次性给予合作公司30万元: whoever is named between the verb and the sum.
_GIVEN = re.compile(r"(?:给予|奖励|补助|补贴|资助)(?P<names>[^，。；的\d]{3,40}?)(?:一次性|最高|不超过|每年|年度|各)*\d[\d.]*[万亿]?元")
# 链主企业带动供应商创建绿色工厂的: who helps is paid, not who is helped.
_HELPS = re.compile(
    r"(?:对于?|凡)?(?P<names>[^，。；的对]{3,30}?)(?:每)?(?:成功)?(?:带动|帮助|推荐|引荐|(?<![为向])服务(?![型业商]|平台|机构|中心|贸易)|孵化(?!器|基地|平台)|辅导)"
)
# 对单家企业年度补贴不超过50万元: those who were meant before.
_SAME_AGAIN = re.compile(r"对(?:其|该|单[个家]|每[个家]|同一)")
# 对获得省级认定的: of the same title, at another level.
_LEVEL_AGAIN = re.compile(
    rf"(?:其中，?)?对?(?:首次|新)?(?:获得?|获评|评为|认定为|列入|入选|达到)(?P<levels>{LEVELS.pattern})(?:认定|称号|荣誉|名单)?的(?:企业|单位|园区)?"
)
# 对列入培育名单的企业: those whom the document is about.
_ON_THE_LIST = re.compile(
    r"(?:其中，?)?(?:鼓励[^，。；]{1,8})?对?(?:已|首次|新)?(?:列入|纳入|入选)[^，。；的]{0,6}(?:名单|库|目录)的(?:企业|单位|园区|项目)?"
)
# 对评定为五星级、四星级的企业: grades of what the document grades.
_ONE_GRADE = r"(?:[一二三四五1-5]星级?|[1-5]?A{1,5}级|[A-D]级|[一二三]级)"
_GRADED = re.compile(
    rf"(?:其中，?)?对?(?:首次|新|年度)?(?:获得?|获评|(?:被)?评定?为|认定为|达到|评价为)(?P<grades>{_ONE_GRADE}(?:[、和及]{_ONE_GRADE})*)(?:称号|标准)?的?"
    r"(?:企业|单位|组织|园区|工厂|机构|的)*"
)
_AND = re.compile("[、和及]")
# 对主导制定国际标准、国家标准的企业: whoever drafts one; 获批国际标准 is a title.
_DRAFTS = re.compile(
    r"(?:其中，?)?对?(?:首次)?(?:主导|牵头|参与|主持|或|、)+(?:制定|制订|起草|制修订|修订|编制)[^，。；的]{2,30}标准的(?:企业|单位|机构|组织|、)+"
)
# 应当设立养老服务专项资金: for what the document is about.
_FUND_OF = re.compile(
    r"(?:设立|安排|建立)[^，。；、的]{0,6}?(?P<of>[^，。；、的]{2,10}?)(?:发展|工作|保护|促进|事业)?(?:专项|引导|扶持|补助)+(?:资金|经费)"
)
# A part that begins so may name somebody else than the part before it.
_OPENS = re.compile(
    rf"(?:其中，?|大力|积极|进一步|全力|继续)?(?:{BY}对(?![其接应])|对于|凡|将|给|首次|支持|鼓励|引导|扶持|帮助|优先|完善|重点支持|推动|推进|深入推进|市级|省级|区级|县级|探索|发行|发展|发挥)"
)
_PAY = r"(?:给予|予以|享受|领取|优先|获得|奖励|奖补|补助|补贴|资助|发放|兑现|返还)"
_PAID_TO = re.compile(rf"(?:一次性|在职期间|分别|每[家户人个]|可|另外?|再|均)*(?:按照?[^，。；]{{2,60}}?)?{_PAY}")
_A_BODY = re.compile(
    r"(?:企业|单位|机构|公司|个人|人员|人才|项目|园区|主体|组织|平台|[者户县区])(?:的|，|$|给予|按|，|每|最高|年|实|开|在)"
)
_OTHERS = re.compile(rf"(?:其中，?)?{BY}(?:对(?![其接应照])|对于|凡)")
# 对降低担保费率，提高首贷比重的|担保机构给予奖励: what describes them goes on behind a comma.
_BEHIND = re.compile(
    r"对(?:于)?[^，。；的、]{2,30}(?:、[^，。；的]{2,30})?，(?:并|且|以及)?(?!给予|予以|按|由|可|每|一次)[^，。；对]{2,40}的(?P<names>[^，。；的]{2,24}?)(?:，|给予|予以|进行|按|可|享受|优先)"
)
# 获得国家级、省级的标准化示范区: the level of what follows.
_OF_LEVEL = re.compile(rf"(?:获得|获评|评为|认定为|列入|达到)(?P<levels>{LEVELS.pattern})的(?=[^，。；的]{{3}})")
_GENERIC_ONE = re.compile(
    r"(?:对|对于)(?:符合条件|入选|获批|建成|通过[^，。；的]{2,8}|验收合格|成功创建|创建成功|并购[^，。；的]{2,10}|平台建设单位|建设单位|实施单位|运营单位)的?"
    r"(?:企业|项目|单位|县|机构|主体|，|给予|按|$)?"
)
_POLICY_OBJECT = re.compile(r"(?:鼓励|支持)[^，]{2,}的(?:税收|政策|优惠)")
# What is set up with a level of its own (鼓励…组建省级制造业创新中心) is what is supported.
_SET_UP = re.compile(
    r"(?:成立|组建|创建|争创|牵头建设|建设|建立|设立|申报|申建)(?:一批)?"
    r"(?P<names>(?:国家|省|市|自治区|区|县)级[^，。；的]{3,40}?)(?:建设|，|$|给予|的)"
)
_SUPPORTS = re.compile(r"(?:重点|优先|大力|积极)?(?:支持|鼓励|扶持)")
# The same one again (该企业, 同一机构), one of those meant (单个企业), or a place (在示范园区内): nobody new is named.
_SAME = re.compile(r"(?:[该其]|同一|单个|单家|每个?|每家|每[户成引]\w{0,6}|对应每家|按上述)$")
_PLACE = re.compile(r"(?:范围|区域|规划|辖区)?(?:内|中|里)(?:的|，|$|实施|新建|建设|注册)")
# Who does something: 云服务商年度服务…达500家以上, …的第三方服务机构每成功推荐1个…
_DOER = re.compile(
    r"(?:[^，。；]*的)?(?P<names>[^，。；：的对（）]{3,30}?)(?:（[^）]*）)?"
    r"(?:每成功|每引进|每新增|年度|首次|当年|累计|实现|达到?\d|在|可|分别|一次性|省级|市级|区级|给予|予以|获|被|投产|建成|完成|通过"
    r"|开展|购买|使用|租赁|投资|实施|引进|参加|举办|每[家个]|$)"
)


def beneficiaries(clause: Clause, part: Span, known: Beneficiaries) -> Beneficiaries:
    """Who the promises from a part on are for.

    Args:
        clause: the sentence.
        part: span of the part.
        known: who the part before it was about.

    Returns:
        whom the part names; ``known`` where it names nobody else.
    """
    words = clause.text[slice(*part)]
    if (served := provides(clause, part)) is not None:
        return Beneficiaries(served, None, part[0], known=True, lent=True)
    if not known.known and (fund := _FUND_OF.search(words)) and is_matter(clause, fund["of"]):
        return Beneficiaries(((fund["of"], None),), None, part[0], known=True)
    if _ON_THE_LIST.fullmatch(words) and not any(m.labels and part[0] <= m.start < part[1] for m in clause.things):
        mains = known.targets or tuple((main, None) for main in clause.reading.main_subjects)
        return Beneficiaries(mains, None, part[0], known=True)
    if graded := _GRADED.fullmatch(words):
        grades = tuple(grade for each in _AND.split(graded["grades"]) if (grade := grade_in(each)))
        labels = clause.governing_types() or clause.reading.main_subjects
        targets = known.targets or tuple((label, None) for label in labels)
        return Beneficiaries(targets, grades[0] if grades else None, part[0], known=True, grades=grades)
    if _DRAFTS.fullmatch(words):
        return Beneficiaries((), None, part[0], known=True)
    if (given := _GIVEN.search(words)) and (targets := named_targets(clause, given["names"])):
        levels = {level for _, level in known.targets}  # 每引进一家国家级高新技术企业，给予引进单位…: the level is that of what is brought
        level = levels.pop() if len(levels) == 1 else None
        return Beneficiaries(tuple((name, own or level) for name, own in targets), None, part[0], known=True)
    if (own := _OWN_SUM.match(words)) and (targets := named_targets(clause, own["names"])):
        first = targets[0][1]  # 国家级甲基地、乙平台各给予…: one level in front of a list is everybody's
        targets = tuple((name, level or first) for name, level in targets)
        return Beneficiaries(targets, grade_in(clause.text, *part), part[0], known=True)
    if (chosen := _CHOSEN.search(words)) and (targets := named_targets(clause, chosen["names"])):
        return Beneficiaries(targets, None, part[0], known=True)
    if (helper := _HELPS.match(words)) and (targets := named_targets(clause, helper["names"])):
        return Beneficiaries(targets, None, part[0], known=True)
    if held := honours(clause, part):
        return Beneficiaries(held, grade_in(clause.text, *part), part[0], known=True)
    if _SAME_AGAIN.match(words):
        return known
    if known.targets and (again := _LEVEL_AGAIN.fullmatch(words)) and (levels := honour_levels(clause, again["levels"])):
        names = dict.fromkeys(name for name, _ in known.targets)
        return replace(known, targets=tuple((name, level) for name in names for level in levels), start=part[0])
    if known.known and _COSTS.match(words):
        bearer = () if _GENERIC_ONE.match(words) else agent(clause, part)  # 对转让方在转让过程中产生的费用
        return Beneficiaries(bearer, None, part[0], known=True) if bearer else known
    if _SUPPORTS.match(words) and (match := _SET_UP.search(words)) and (targets := named_targets(clause, match["names"])):
        return Beneficiaries(targets, None, part[0], known=True)
    if (named := _types(clause, part, known)) is not None:
        return named
    if known.known and not _OPENS.match(words):
        anew = not known.targets and part[0] > 0 and clause.text[part[0] - 1] in "；。"
        return (_doer(clause, part) if anew else None) or known
    if known.targets and _GENERIC_ONE.match(words):
        return known  # 支持工业互联网平台建设，对建设单位…: who it is depends on what is supported
    # 退役军人、返乡人员等创办企业的，给予补贴; 运营机构为老人提供服务的，给予补贴.
    if words.endswith("的") and not _OTHERS.match(words) and GIVES.search(clause.text, part[1]) and (who := agent(clause, part)):
        return Beneficiaries(who, None, part[0], known=True)
    if behind := _BEHIND.match(clause.text, part[0]):
        named = named_targets(clause, behind["names"], addressed=True)
        if named or is_generic(behind["names"]):
            return Beneficiaries(named, None, part[0], known=True)
    targets, somebody = bodies(clause, part, addressed=_OTHERS.match(words) is not None)
    if targets and (by := _OF_LEVEL.search(words)) and all(level is None for _, level in targets):
        levels = honour_levels(clause, by["levels"])
        targets = tuple((name, level) for name, _ in targets for level in levels or (None,))
    if targets or (somebody and not clause.governing_types()):
        return Beneficiaries(targets, None, part[0], known=True)
    if known.targets and _OTHERS.match(words) and not _A_BODY.search(words):
        return known  # 对工业技改项目，…，对所购置的设备给予…: what is paid for, not somebody else
    if _OTHERS.match(words) or _POLICY_OBJECT.search(words):
        return Beneficiaries((), None, part[0], known=True)
    if not known.known:
        return _doer(clause, part) or _before(clause, part) or known
    return known


# 重点实验室、检测平台、设计中心等: the bodies after the type that a list begins with; they share its level.
_LISTED = re.compile(r"、(?P<names>[^，。；的]{3,80}?)等?(?:，|$|给予|分别|各|按|提供|享受|发放)")

# …and those that stand before it: 对创业孵化基地、科技|孵化器.
_BEFORE_IT = re.compile(r"(?:^|[的对，持励]|对于)(?P<names>(?:[^，。；：、的对]{4,20}、){1,6})[^，。；：、的对]{0,6}$")


def _types(clause: Clause, part: Span, known: Beneficiaries) -> Beneficiaries | None:
    """Types of the part; a thing that is only counted must not be one topic among others (清洁生产、循环经济等)."""
    text = clause.text
    mentions = [
        m for m in clause.things
        if part[0] <= m.start < part[1]
        and not (m.counted and "、" in (text[m.start - 1 : m.start], text[m.end : m.end + 1]))
        and not text.startswith("对为", m.start - 2)  # 对为智能制造企业提供担保的担保机构: those who do so are meant
        and not modifies(clause, m)
        and text.count("（", part[0], m.start) == text.count("）", part[0], m.start)
        and not re.search(r"(?:\d个|每(?:新增|引进|培育|建成|成功[^，。；]{0,4})?[一\d]+[家个项])$", text[: m.start])
        and not (known.known and _SAME.search(text, part[0], m.start))
        and not (_PLACE.match(text, m.end) and re.search(r"(?:^|[，对])在[^，。；]{0,12}$", text[: m.start]))
    ]  # fmt: skip
    if not mentions:
        return None
    mention = mentions[0]
    labels = mention.labels or clause.governing_types() or clause.reading.main_subjects
    grade = grade_in(text, max(part[0], mention.start - 8), min(part[1], mention.end + 12))
    targets: list[Target] = [(label, level) for label in labels for level in clause.level_at(mention.start)]
    if not mention.anaphor and (others := _LISTED.match(text, mention.end, part[1])):
        targets += [(name, level) for name, _ in named_targets(clause, others["names"]) for level in clause.level_at(mention.start)]
    if not mention.anaphor and (first := _BEFORE_IT.search(text, part[0], mention.start)):
        others = named_targets(clause, first["names"], addressed=True)
        targets = [*others, *targets] if len(others) == len(first["names"].rstrip("、").split("、")) else targets
    if not mention.anaphor:  # further types of a list that the first one does not join: 甲、乙和“丙”
        for other in mentions[1:]:
            if re.fullmatch(r"[^，。；]{0,6}[、和及与][^，。；的]{0,6}", text[mention.end : other.start]) and not other.counted:
                targets += [(label, level) for label in other.labels for level in clause.level_at(other.start)]
                mention = other
    return Beneficiaries(tuple(dict.fromkeys(targets)), grade, part[0], known=True)


def _doer(clause: Clause, part: Span) -> Beneficiaries | None:
    """Who does what is paid for: 云服务商年度服务企业达500家以上的."""
    words = without_acts(clause.text[slice(*part)])
    match = _DOER.match(words) if any(q.kind in {"money", "percent"} for q in clause.quantities) else None
    if match is None or not (targets := named_targets(clause, match["names"])):
        return None
    return Beneficiaries(targets, None, part[0], known=True)


def _before(clause: Clause, part: Span) -> Beneficiaries | None:
    """Who the part before one that pays ends with: 基地入驻企业实习的高校在读港澳青年，给予…"""
    index = clause.parts.index(part)
    if not index or not _PAID_TO.match(clause.text[slice(*part)]):
        return None
    before = clause.parts[index - 1]
    token = next((t.i for t in reversed(clause.doc) if t.idx < before[1]), None)
    name = clause.text[slice(*name_ending_at(clause.doc, token))] if token is not None else ""
    _, described, noun = clause.text[slice(*before)].rpartition("的")
    name = noun if described and noun.endswith(name) else name  # …方式实施的节能改造项目
    return Beneficiaries(named_targets(clause, name), None, before[0], known=True)
