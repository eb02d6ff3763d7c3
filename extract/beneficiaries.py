"""Who a promise is for (受益对象): the types that a part of a sentence names, or bodies that it names in its own words."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from .honours import Span, Target, honours, level_and_name, modifies
from .levels import grade_in
from .nouns import is_generic, name_ending_at, noun_words, without_level
from .reading import Clause


@dataclass(frozen=True, slots=True)
class Beneficiaries:
    """Who a sentence is about from one part on.

    Attributes:
        targets: label and level of each; empty where nobody particular is meant.
        grade: the grade that the part names, or None.
        start: where the part that names them begins, or None.
        known: whether the sentence has said whom it means, even if only 企业.
    """

    targets: tuple[Target, ...] = ()
    grade: str | None = None
    start: int | None = None
    known: bool = False

    def respectively(self, count: int) -> list[Beneficiaries]:
        """Whose each of ``count`` sums is under 分别: one target each, or one level each, where the numbers agree; else everybody's."""
        if len(self.targets) == count > 1:
            return [replace(self, targets=(target,)) for target in self.targets]
        levels = list(dict.fromkeys(level for _, level in self.targets))
        if len(levels) == count > 1:
            return [replace(self, targets=tuple(target for target in self.targets if target[1] == level)) for level in levels]
        return [self] * count


# A part that begins so may name somebody else than the part before it.
_OPENS = re.compile(
    r"(?:其中，?)?(?:对(?![其接应])|对于|凡|将|给|首次|支持|鼓励|引导|扶持|帮助|优先|完善|重点支持|推动|推进|深入推进|市级|省级|区级|县级|探索|发行|发展|发挥)"
)
_PAY = r"(?:给予|予以|享受|领取|奖励|奖补|补助|补贴|资助|发放|兑现|返还)"
_PAID_TO = re.compile(rf"(?:一次性|在职期间|分别|每[家户人个]|可|另外?|再|均)*(?:按照?[^，。；]{{2,60}}?)?{_PAY}")
_OTHERS = re.compile(r"(?:其中，?)?(?:对(?![其接应])|对于|凡)")
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
# The words of a sentence that name bodies; the last 的 before a name ends what describes it.
_END = (
    r"(?:，|$|给予|予以|优先|按|提供|实施|开展|进行|分别|一次性|发放|整体|首次|在|每家|每个|可|由|其|（"
    r"|测算|采购|购买|引进|兼并|并购|参加|投资|建设|实际|发生|取得|获得|新增)"
)
_TOWARDS = re.compile(rf"(?<![面针相应配核反绝])对(?:于)?(?![其接应照])(?:[^，。；]{{0,90}}的)?(?P<names>[^，。；的对]{{3,60}}?){_END}")
_NAMED = (
    re.compile(r"(?<!对)为(?P<names>[^，。；的]{3,30}?)(?:贷款|融资|建设)?(?:提供|争取)"),
    _TOWARDS,
    re.compile(r"(?:将|把)(?P<names>[^，。；的]{3,40}?)(?:优先)?(?:纳入|列入|作为)"),
    re.compile(r"(?:深入推进|推进|组织开展|加快|加强)(?P<names>[^，。；的]{3,40}?)(?:建设|创建工作|创建|培育)"),
    re.compile(r"面向(?P<names>[^，。；的]{3,30}?)(?:开发|推出|提供|发放|创新)"),
    re.compile(
        r"(?:重点支持|优先支持|支持|鼓励|扶持|引导|发展)(?:[^，。；]{0,60}的)?(?P<names>[^，。；的]{3,60}?)(?:（[^）]{1,30}）)?"
        r"(?:建设|开展|发行|设立|培育|发展|突破|项目|参与|申报|创建|购买|提供|为|，|$|对|实施|做大|上市|参照|给予|按|面向|联合|与|加强)"
    ),
    re.compile(r"用于(?:支持)?(?:[^，。；]{0,20}、)?(?P<names>[^，。；的、]{3,20}?)(?:建设|的)"),
    re.compile(r"(?:^|在[^，]{2,8})设立(?P<names>[^，。；的]{3,40}?)$"),
)  # fmt: skip
# Where a part goes on to say how much is paid.
_BASIS = re.compile(
    r"(?:按照?|以)(?!规定|要求)[^，。；]{2,40}?(?:比例|标准|\d)|给予(?!的)|予以(?!的)|(?:最高|每家|每个|单个)[^，。；]{0,8}\d"
)
# Who does something: 云服务商年度服务…达500家以上, …的第三方服务机构每成功推荐1个…
_DOER = re.compile(
    r"(?:[^，。；]*的)?(?P<names>[^，。；：的对（）]{3,30}?)(?:（[^）]*）)?"
    r"(?:每成功|每引进|每新增|年度|首次|当年|累计|实现|达到?\d|在|可|分别|一次性|省级|市级|区级|给予|予以|获|被|投产|建成|完成|通过"
    r"|开展|购买|使用|租赁|投资|实施|引进|参加|举办|每[家个]|$)"
)
# What describes a body in front of its name.
_QUALITY = re.compile(
    r"^(?:在[^，。；]{2,20}(?:内|新建|建设|设立的?)|收入持续稳定|信用等级较高|符合条件|有条件|新建|新认定|新设立|新引进|新发展|首次|各级|各类|开展|本地"
    r"|我[省市区县](?:的)?|本[省市区县](?:的)?|落户|已?创建成功|[^，。；]{0,4}地区|[^，。；]{0,12}行政区域(?:内|范围内))+的?"
)
# No name begins so: it is a phrase with a verb or preposition, or says again who is meant; nor is a mere description a name (上市企业).
_NO_NAME = re.compile(
    r"[在对以从按为将被由经]|.*[在于]|（|）|.*或|其|该|每|各|同一|单个|上述|以上|中小|规模|投资额|包括|金融机构|银行机构"
    r"|实现|建设|改造|申报|引进|成立|推动|支持|鼓励|引导|扶持|加大|加强|开展|企业(?!技术|研发|研究|设计|孵化|总部|院士|重点|标准)"
    r"|.*(?:上市|挂牌|参展|承租|入驻|入孵|投保|上云|施工|中标|获奖|申报|并购|引进|纳统|入库|上规|升规|境内外)(?:企业|单位|公司|项目)$"
)
_INNER_LEVEL = re.compile(r"(?:国家|省|市|区|县)级(?:及?以上)?(?=[^、]{2})")
_NO_BENEFICIARY = frozenset({"资金", "基金", "标准", "贷款", "技术", "成果", "网络"})
_SHARED_TAIL = re.compile(r"(?P<verb>改造|建设|提升|升级|更新|运营|培育|推广|示范|研发)?(?P<head>项目|平台|工程|设施)$")


@lru_cache(maxsize=1)
def _heads() -> tuple[str, ...]:
    return (*(head for head in noun_words().heads if head not in _NO_BENEFICIARY), "试点示范", "示范试点")


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
    if held := honours(clause, part):
        return Beneficiaries(held, grade_in(clause.text, *part), part[0], known=True)
    if known.known and words.startswith("对其"):
        return known
    if _SUPPORTS.match(words) and (match := _SET_UP.search(words)) and (targets := _targets(clause, match["names"])):
        return Beneficiaries(targets, None, part[0], known=True)
    if (named := _types(clause, part, known)) is not None:
        return named
    if known.known and not _OPENS.match(words):
        anew = not known.targets and part[0] > 0 and clause.text[part[0] - 1] in "；。"
        return (_doer(clause, part) if anew else None) or known
    targets, somebody = _bodies(clause, words)
    if targets or (somebody and not clause.governing_types()):
        return Beneficiaries(targets, None, part[0], known=True)
    if known.targets and _GENERIC_ONE.match(words):
        return known  # 支持工业互联网平台建设，对建设单位…: who it is depends on what is supported
    if _OTHERS.match(words) or _POLICY_OBJECT.search(words):
        return Beneficiaries((), None, part[0], known=True)
    if not known.known:
        return _doer(clause, part) or _before(clause, part) or known
    return known


# 重点实验室、检测平台、设计中心等: the bodies after the type that a list begins with; they share its level.
_LISTED = re.compile(r"、(?P<names>[^，。；的]{3,80}?)等?(?:，|$|给予|按)")


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
        and not re.search(r"\d个$", text[: m.start])
        and not (known.known and _SAME.search(text, part[0], m.start))
        and not (_PLACE.match(text, m.end) and re.search(r"(?:^|[，对])在[^，。；]{0,12}$", text[: m.start]))
    ]  # fmt: skip
    if not mentions:
        return None
    mention = mentions[0]
    labels = mention.labels or clause.governing_types() or ((clause.reading.main_subject,) if clause.reading.main_subject else ())
    grade = grade_in(text, max(part[0], mention.start - 8), min(part[1], mention.end + 12))
    targets: list[Target] = [(label, level) for label in labels for level in clause.level_at(mention.start)]
    if not mention.anaphor and (others := _LISTED.match(text, mention.end, part[1])):
        targets += [(name, level) for name, _ in _targets(clause, others["names"]) for level in clause.level_at(mention.start)]
    if not mention.anaphor:  # further types of a list that the first one does not join: 甲、乙和“丙”
        for other in mentions[1:]:
            if re.fullmatch(r"[^，。；]{0,6}[、和及与][^，。；的]{0,6}", text[mention.end : other.start]) and not other.counted:
                targets += [(label, level) for label in other.labels for level in clause.level_at(other.start)]
                mention = other
    return Beneficiaries(tuple(dict.fromkeys(targets)), grade, part[0], known=True)


def _doer(clause: Clause, part: Span) -> Beneficiaries | None:
    """Who does what is paid for: 云服务商年度服务企业达500家以上的."""
    match = _DOER.match(clause.text[slice(*part)]) if any(q.kind in {"money", "percent"} for q in clause.quantities) else None
    if match is None or not (targets := _targets(clause, match["names"])):
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
    return Beneficiaries(_targets(clause, name), None, before[0], known=True)


def _bodies(clause: Clause, words: str) -> tuple[tuple[Target, ...], bool]:
    """Bodies that no scheme knows (园区平台公司), each with the level in front of it; and whether anybody is named at all."""
    somebody = False
    basis = _BASIS.search(words)
    lead = words[: basis.start()] if basis else words
    towards = bool(_OTHERS.match(words))
    for pattern in (_TOWARDS,) if towards else _NAMED:
        for match in pattern.finditer(lead if pattern is _TOWARDS else words):
            if targets := _targets(clause, match["names"], addressed=towards):
                return targets, True
            somebody = somebody or is_generic(_bare(match["names"]))
    return (), somebody


def _targets(clause: Clause, names: str, *, addressed: bool = False) -> tuple[Target, ...]:
    """The bodies of a list with their levels; a noun that only the last one carries is everybody's (低效楼宇和老旧厂房改造项目).

    Args:
        clause: the sentence.
        names: words of the sentence that may name bodies.
        addressed: whether they stand behind 对, so that any thing will do (对氢能货车免收通行费), not only what is a body by its last word.
    """
    if whole := re.fullmatch(r"(?P<list>.+)等(?P<tail>.+)", names):
        if is_generic(whole["tail"]) or whole["tail"].endswith(("产业", "领域", "行业", "方面")):
            return ()
        if _is_name(_bare(whole["tail"])):
            names = whole["tail"]  # 技术创新、工业互联网等公共服务平台
    own, places = clause.reading.types.discovered, clause.reading.profile.place_names
    if term := max((term for term in own if names.endswith(term)), key=len, default=None):
        names = term  # 高校在读港澳青年: what the document defines keeps its name
    pieces = re.split(r"(?<![级家省市])(?:以及|或者|[、和及与或])", names.partition("等")[0])
    tail = _SHARED_TAIL.search(pieces[-1])
    targets: list[Target] = []
    for piece in pieces:
        inner = _INNER_LEVEL.search(piece)  # 举办智能制造领域市级以上论坛
        levels, name = level_and_name(clause, piece[inner.start() :] if inner else _QUALITY.sub("", piece), places=False)
        name = _bare(name)
        name = next((name[len(place) :] for place in places if name.startswith(place) and len(name) > len(place) + 3), name)
        if tail and name and not name.endswith(_heads()) and _is_name(_bare(pieces[-1])):
            verb = tail["verb"] or ""
            name += tail["head"] if name.endswith(verb) else verb + tail["head"]
        label = clause.reading.types.canonical(name) or name
        ranked = bool(levels) and len(name) >= 4 and name.endswith(_heads()) and name not in noun_words().generic  # 省级制造业创新中心
        if not ranked and (not name or is_generic(name)):
            return ()  # 企业、社会组织、专业机构: anybody is meant
        if ranked or _is_name(name) or name in own or (addressed and _is_thing(clause, name)):
            targets += [(label, level) for level in levels or (None,)]
    return tuple(dict.fromkeys(targets))


def _bare(name: str) -> str:
    return without_level(_QUALITY.sub("", name))


def _is_name(name: str) -> bool:
    return len(name) >= 3 and name.endswith(_heads()) and not is_generic(name) and not _NO_NAME.match(name)


# The last word of what is no thing that anybody is paid for: what is done, measured or only situated; kinds of body are told by their qualities.
_NO_THING = re.compile(
    r".*(?:企业|项目|产业|行业|单位|公司|领域|地区|部分|费用|利息|收入|投资|贡献|增长|负担|损失|金额|总额|比例|标准额|方面|情况|工作|行为|人|者|问题|资金|贷款"
    r"|合同|融资|保险|税|开发|发展|淘汰|改造|生产|建设|应用|创新|研发|培训|合作|服务|管理|招商|环节|重点|政策|措施|水平|能力|业务|权|过户)$"
)


def _is_thing(clause: Clause, name: str) -> bool:
    """Whether a name is that of some thing, by its last word's part of speech."""
    if len(name) < 3 or _NO_NAME.match(name) or _NO_THING.match(name) or is_generic(name):
        return False
    end = clause.text.find(name) + len(name)
    last = next((token for token in clause.doc if token.idx < end <= token.idx + len(token)), None)
    return last is not None and (last.tag_.startswith("n") or last.text in {"活动", "组织", "论坛", "挂车"})
