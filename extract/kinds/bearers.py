"""Whom a list or sentence of conditions is about (条件的主体): what its lead-in says must meet them, or what they bring."""

from __future__ import annotations

import re

from ..nouns import is_generic, noun_words
from ..reading import Clause
from .conditioned import listed_names
from .oughts import defined_names
from .roles import wholes

# 申报A试点、B示范单位应同时具备…: what stands before the modal; 可享受某补贴: what the conditions bring.
_MUST = re.compile(
    r"^(?P<who>[^，。；：]{3,60}?)，?(?:原则上|一般|还|均|也|都)*(?:应当?|须|需要?|必须|要)(?:同时|分别|均|至少|依法|按照?[^，。；：]{2,10}?|根据[^，。；：]{2,10}?)?(?:同时|分别|均|至少)?(?:具备|符合|满足|达到|是|为|属于|有|提供|提交)"
)
_BRINGS = re.compile(
    r"(?:享受|申请|申报|申领|领取|认定为|评定为|确定为|列为|推荐为)(?P<what>[^，。；：、]{2,24}?(?:补贴|补助|资助|奖励|扶持|称号|单位|企业|项目|园区|基地|机构|平台))(?=的|，|：|$)"
)
_MUST_DO = re.compile(r"(?P<who>[^，。；：应须需]{4,40}?)(?:应当?|须|需)(?!求|要)(?=[^，。；]{2})")
# 甲机构有下列情形之一的; 对乙项目进行审查时，有下列情形之一的
_HAS = re.compile(
    r"(?:[^，。；：对]{2,24}?对(?P<whom>[^，。；：、的]{4,16}?)(?:进行|开展|实施)[^，。；：]{2,12}时，|(?P<who>[^，。；：、的对]{4,16}?))(?:有|存在|具有|出现|发生)(?:下列|以下)"
)
_MAKES = re.compile(
    r"(?:引进|培育|新建|建设|举办|创建|打造|设立)(?P<what>[^，。；：的]{2,20}?(?:企业|项目|园区|基地|机构|平台|中心))(?=，|的|$)"
)
_ALL_OF_THEM = ("上述", "以上", "前述")
# 试点、示范单位: two kinds that share both ends of their name.
_SHARED = re.compile(
    r"(?P<one>试点|示范|创建|培育|建设|中心|重点|骨干)[、和及与或](?P<two>试点|示范|创建|培育|建设|中心|重点|骨干)(?P<head>示范)?(?P<unit>单位|企业|项目|园区|基地|机构|平台|工厂)"
)
# A class of those who are graded: 第一层次人才（A类） is called A类人才.
_CLASS = re.compile(r"(?P<grade>[A-Z一二三四甲乙丙][类级档])[\u4e00-\u9fff]{2,6}")
_CLASS_BEHIND = re.compile(r"(?P<head>[\u4e00-\u9fff]{2,6})（(?P<grade>[A-Z一二三四甲乙丙][类级档])）$")


_WHOEVER = re.compile("(?:的|称号的|认定的|评定的)(?:组织|企业|单位|机构|个人|主体|项目|园区)")


def bearers(clause: Clause) -> tuple[str | None, ...]:
    """Whom the conditions that a clause stands among are about: by their lead-ins, headings, card or document."""
    if clause.text.startswith(_ALL_OF_THEM, clause.body):
        return wholes(clause)
    return stated(clause) or clause.governing_types() or described(clause) or headed(clause) or _topics(clause)


# Headings that say whom a part of a card or of a package of policies is for: 引导某某机构开展…, 支持建设某某园.
_FOR_WHOM = re.compile(
    r"(?:支持|鼓励|引导|推动|促进|激励|扶持|对)(?P<who>[^，。；：的、]{3,16}?)(?:开展|参与|建设|实施|申报|投资|举办|创办|引进|设立|购买|使用|入驻|参加|加大|给予|予以)"
)
_FOR_WHAT = re.compile(
    r"(?:支持|鼓励|引导|推动|促进|扶持|加快|积极)*(?:建设|新建|打造|创建|培育|引进|发展|设立|组建|认定)(?P<who>[^，。；：的、]{4,20})$"
)
# A card called after what an office does for somebody: 某区对某某机构开展…
_DONE_FOR = re.compile(r"[\u4e00-\u9fff]{0,8}?对于?(?P<who>[^，。；：的、]{3,16}?)(?:开展|参与|从事|实施|购买|投资|给予|予以|提供)")


def headed(clause: Clause) -> tuple[str, ...]:
    """The body or thing that the nearest lead-in or heading says is supported; empty where it names none."""
    for words in (*clause.stems, *clause.headings[:2]):
        for pattern in (_FOR_WHAT, _FOR_WHOM):
            match = pattern.match(words)
            if match and _counts(match["who"]) and match["who"].endswith(_WHO):
                return (match["who"],)
    return ()


_WHO = (
    "机构",
    "企业",
    "单位",
    "园",
    "园区",
    "基地",
    "平台",
    "中心",
    "项目",
    "孵化器",
    "实验室",
    "工厂",
    "车间",
    "载体",
    "空间",
    "人才",
    "团队",
    "合作社",
    "农场",
    "院校",
    "医院",
    "学校",
    "社区",
)


def _topics(clause: Clause) -> tuple[str | None, ...]:
    matches = ((topic, _DONE_FOR.match(topic) if topic else None) for topic in wholes(clause))
    return tuple(match["who"] if match and match["who"].endswith(_WHO) else topic for topic, match in matches)


def stated(clause: Clause) -> tuple[str, ...]:
    """The class of people or bodies, or the kinds that share a name, which headings and lead-ins name; empty where none does."""
    if (found := _class_of(clause)) is not None:
        return (found[0],)
    return next((names for stem in clause.stems if (names := _both(clause, stem))), ())


def described(clause: Clause) -> tuple[str, ...]:
    """Names that no type is: what stands before the 应 of a lead-in, or what the conditions bring (可享受某某补贴：)."""
    return next((names for stem in clause.stems if (names := _required(clause, stem))), ())


def graded(clause: Clause, heading: str) -> tuple[str, str] | None:
    """The class of people or bodies that a heading names, as the document calls it elsewhere, and its grade."""
    if match := _CLASS.fullmatch(heading):
        return match[0], match["grade"]
    match = _CLASS_BEHIND.search(heading)
    if match is None:
        return None
    whole = clause.reading.document.view().text
    names = (match["grade"] + match["head"][at:] for at in range(len(match["head"]) - 1))
    return next(((name, match["grade"]) for name in names if name in whole), None)


def grade_of(clause: Clause) -> str | None:
    """The grade of the class that a heading names, or None."""
    found = _class_of(clause)
    return found[1] if found else None


def _class_of(clause: Clause) -> tuple[str, str] | None:
    if clause.text.startswith(_ALL_OF_THEM, clause.body):
        return None
    return next((found for heading in clause.headings if (found := graded(clause, heading))), None)


def own(clause: Clause) -> tuple[str, ...]:
    """The bodies that a sentence itself begins with (某公司、某企业需…，方可申请奖励); empty where it names none of its own."""
    must = _MUST_DO.match(clause.text, clause.body)
    return tuple(name for name in listed_names(must["who"]) if _counts(name)) if must else ()


def brought(clause: Clause) -> tuple[str, ...]:
    """What a lead-in says is brought or made (对引进某某企业的，按以下标准给予奖励：), whose size its items tell apart."""
    found = (match for stem in clause.stems if (match := _MAKES.search(stem)))
    return next(((match["what"],) for match in found if _counts(match["what"])), ())


# Whoever applies or is listed is nobody in particular.
_APPLICANT = re.compile(
    r".*名单.*|(?:上述|以上|已|获).*"
    r"|(?:项目|奖励|补助|资助|补贴|政策)*(?:申报|申请|受理|参评)(?:单位|企业|主体|机构|人|者|对象|项目)?"
)


def _counts(name: str) -> bool:
    return len(name) >= 4 and not is_generic(name) and name not in noun_words().anaphors and not _APPLICANT.fullmatch(name)


def _required(clause: Clause, stem: str) -> tuple[str, ...]:
    places = clause.reading.profile.place_names
    if must := _MUST.match(stem):
        who = re.sub(r"^(?:对于?|凡)", "", must["who"])
        who = re.sub(r"的(?=[\u4e00-\u9fff]{2}(?:机构|单位|主体)$)", "", who) if who.count("的") == 1 else who
        if defined := next((name for name in defined_names(clause.reading) if who == name or re.match(rf"{re.escape(name)}的", who)), None):
            return (defined,)
        if names := tuple(_placeless(name, places) for name in listed_names(who) if _counts(name)):
            return tuple(_held(clause, name) for name in names)
    if (has := _HAS.match(stem)) and _counts(who := has["who"] or has["whom"]) and who.endswith((*noun_words().heads, *_WHO)):
        return (clause.reading.types.canonical(who) or who,)
    if brings := list(_BRINGS.finditer(stem)):
        name = brings[-1]["what"].rpartition("的")[2]
        return (_placeless(name, places),) if _counts(name) else ()
    return ()


def _held(clause: Clause, name: str) -> str:
    """The type that those apply for whom a name only describes by it (申报市政府质量奖的组织), else the name."""
    held = next((m for m in clause.reading.types.find(name) if m.labels and _WHOEVER.fullmatch(name, m.end)), None)
    name = name.removeprefix("本办法所称").removeprefix("本细则所称")
    return held.labels[0] if held else name


def _both(clause: Clause, stem: str) -> tuple[str, ...]:
    """知识产权试点、示范单位 → 知识产权试点单位 and 知识产权示范单位, where the text calls them so."""
    match = _SHARED.search(stem)
    if match is None:
        return ()
    whole = clause.reading.document.view().text
    for back in range(min(match.start(), 16), 1, -1):
        base = re.sub(r"^(?:申[报请]|创建|认定)", "", stem[match.start() - back : match.start()])
        names = tuple(base + match[kind] + match["unit"] for kind in ("one", "two"))
        if re.fullmatch(r"[\u4e00-\u9fff]+", base) and all(name in whole for name in names):
            return tuple(known(clause, name) for name in names)
    return ()


def known(clause: Clause, name: str) -> str:
    """The name of a type of the document that ends so (运营试点单位 → 知识产权运营试点单位), else the name itself."""
    types = clause.reading.types
    longer = [label for own, label in types.discovered.items() if own.endswith(name)]
    return types.canonical(name) or (min(longer, key=len) if longer else name)


def _placeless(name: str, places: tuple[str, ...]) -> str:
    for place in sorted(places, key=len, reverse=True):
        name = name.removeprefix(place)
    return re.sub(r"^(?:的|申[报请])(?=.{4})", "", name)
