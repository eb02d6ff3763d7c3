"""Types that a document itself makes (认定为…, 授予…称号, …管理办法, 《关于开展…工作的通知》), and what it is about as a whole."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from ..corpus.cards import cards
from .nouns import is_generic, name_ending_at, noun_words
from .ownnames import kinds, short_names, without_place
from .reading import Clause, Reading

_IN_TITLE = (
    re.compile(r"关于(?:印发|发布|公布|实施|修订)?.*?(?:组织)?(?:开展|申报|做好)[^《》]{0,12}?(?P<name>[^《》，。]{3,24}?)(?:认定|申报|评选|遴选|推荐|评价|复核|培育|建设|创建|管理)[^《》]{0,10}(?:工作)?的?通知"),
    re.compile(r"(?P<name>[^《》，。]{3,24}?)(?:认定|申报|评选|遴选|评价|复核|培育|创建|项目)?(?:和支持|与支持|及支持|支持)?(?:管理|实施|扶持|奖励|资助|补助)?(?:暂行)?(?:办法|细则|规定|指南|条例)(?:（[^（）]{1,12}）)?$"),
    re.compile(r"(?:支持|促进|推动|扶持|鼓励|加快|培育)(?P<name>[^《》，。]{3,24}?)(?:高质量|创新|健康|快速|融合|加快)*(?:发展|建设|成长|集聚)的?[^《》，。]{0,6}(?:政策|措施|意见|办法|方案|计划|规定)"),
)  # fmt: skip
# A policy card is called after what is done for somebody: 某某企业认定, 促进某某集群发展.
_OF_CARD = re.compile(
    r"(?:(?:关于)?(?:促进|支持|推动|推进|加快|鼓励|扶持))?(?P<name>[^《》，。]{3,24}?)(?:高质量)?"
    r"(?:认定|申报|评选|遴选|评价|复核|培育|创建|建设|发展|奖励|资助|补助|补贴|支持|扶持|管理|评定|及|和|与)+(?:暂行)?(?:办法|细则|规定|措施|政策|指南)?"
)
# What the document defines: 本办法所称港澳青年企业，是指…; 港澳青年企业是指…
_DEFINED = re.compile(r"(?:^|，|；|其中，|所称的?)“?(?P<name>(?!本(?:办法|细则|规定|条例|政策|措施|意见))[^，。；：“”的]{3,20}?)”?，?是指")
# Persons may be what a set of rules is about; they are types only where it defines them.
_PERSONS = ("青年", "人员", "人才", "学生", "创业者", "居民", "农户", "商户", "组织", "主体")
# An honour may be called anything: the title of the rules says that it is one.
_HONOUR_IN_TITLE = re.compile(r"(?P<name>[^《》，。（）]{3,16}?)(?:荣誉)?称号(?:的)?(?:授予|评选|评定|评审|命名|认定|表彰|管理)")
_SAID = re.compile(r"(?:称号|资格|名单|认定)")
_SAID_AFTER = ("称号", "资格认定", "认定条件", "是指")


def discover(reading: Reading) -> dict[str, str]:
    """Names of the document's own types with their canonical labels.

    A name counts when the title is about its recognition, when a definition or a verb of recognition takes it, or when
    a title (称号) follows it. Level and place words in front and 示范单位 and the like behind are taken off where the shorter
    name is used as well.
    """
    found = {without_place(name, reading) for name in _names(reading)}
    defined = {
        without_place(match["name"], reading) for clause in reading.clauses for match in _DEFINED.finditer(clause.text[clause.body :])
    }
    defined |= {without_place(name, reading) for name in _titled(reading)}
    whole = reading.document.view().text
    names: dict[str, str] = {}
    for name in sorted(found, key=lambda n: (len(n), n)):
        if not _may_be_type(name, reading, persons=name in defined):
            continue
        label = next((short for short in names if name.startswith(short) and name[len(short) :] in noun_words().suffixes), None)
        if label is None:
            label = next((name[: -len(s)] for s in noun_words().suffixes if name.endswith(s) and _used_alone(whole, name, s)), name)
        names[name] = label
        names.setdefault(label, label)
    if honour := _HONOUR_IN_TITLE.search(reading.profile.title or ""):
        name = without_place(honour["name"], reading)
        if len(name) >= 3 and not is_generic(name) and not reading.types.find_all(name):
            names.setdefault(name, name)
    for full, short in short_names(reading, names).items():
        names |= {full: short, short: short}
        names |= {name: short for name, label in names.items() if label == full}
    return names | {name: name for name in kinds(reading, names)}


def _may_be_type(name: str, reading: Reading, *, persons: bool = False) -> bool:
    """A name of some length that ends like one, is not generic, and holds no type that is known already.

    Args:
        name: the name.
        reading: the document.
        persons: whether it may name persons, too.
    """
    words = noun_words()
    return (
        4 <= len(name) <= 24
        and name.endswith((*words.type_heads, *_PERSONS) if persons else words.type_heads)
        and name not in words.anaphors
        and not any(bare in name for bare in "，。；：（）“”的×")
        and "XX" not in name
        and not is_generic(name)
        and not reading.types.find_all(name)
    )


# How often a document must name a kind to treat of it.
_TREATED = 3
# A set of rules (办法, 细则 …) has one subject; a plan or a package of policies may have many.
_RULES = re.compile(r"(?:办法|细则|规定|规程|指南|条例|规范|通知|公告)(?:（[^（）]*）)?$")


def main_subject(reading: Reading) -> str | None:
    """Label of what the document as a whole is about: the type in its title, else the family of the types it names most."""
    counts: Counter[str] = Counter(label for clause in reading.clauses for m in clause.types for label in m.labels)
    title = reading.profile.title or ""
    in_title = [label for m in reading.types.find(title) for label in m.labels]
    if in_title:
        return _family_meant(in_title, counts, reading) or reading.types.collapse(in_title)[0]
    families = {family for label in counts if (family := reading.types.broader(label))}
    for family in sorted(families, key=lambda f: (-sum(n for label, n in counts.items() if reading.types.broader(label) == f), f)):
        kinds = [label for label in counts if reading.types.broader(label) == family]
        if len(kinds) >= 3 and 2 * sum(counts[label] for label in kinds) >= counts.total():
            return family
    if not title:
        return _applied_for(reading)
    if not is_set_of_rules(reading):
        return None
    scheme = _scheme_of(title, reading)
    counts += _named_often(reading)
    if counts and max(counts.values()) >= 5:
        most = min(counts, key=lambda label: (-counts[label], label))
        if scheme is None or scheme[-2:] == most[-2:]:  # another word for what the title names, not one of those it is for
            return most
    return reading.types.canonical(scheme) or scheme if scheme else None


def main_subjects(reading: Reading, main: str | None) -> tuple[str, ...]:
    """Labels of what the document as a whole is about: the two types in the title of rules for just these, else its main subject.

    Args:
        reading: the document.
        main: its :func:`main_subject`.
    """
    in_title = [m.labels for m in reading.types.find(reading.profile.title or "") if m.labels and not m.anaphor]
    if len(in_title) == 1 and len(in_title[0]) == 2 and is_set_of_rules(reading):
        family = reading.types.broader(in_title[0][0])
        kin = {label for clause in reading.clauses for m in clause.types for label in m.labels if reading.types.broader(label) == family}
        if kin <= set(in_title[0]):
            return in_title[0]
    return (main,) if main else ()


def _family_meant(in_title: list[str], counts: Counter[str], reading: Reading) -> str | None:
    """The family whose kinds the document treats side by side, though its title names only one or two of them.

    Where rules speak of 名单内单位 or 获评单位 they then mean all of these kinds.
    """
    families = {reading.types.broader(label) for label in in_title}
    family = families.pop() if len(families) == 1 else None
    if family is None:
        return None
    kinds = [label for label, n in counts.items() if n >= _TREATED and reading.types.broader(label) == family]
    return family if len(set(in_title)) >= 2 or len(kinds) >= 3 else None


def _scheme_of(title: str, reading: Reading) -> str | None:
    """The scheme that a title names: …《深圳市坪山区经济发展专项资金管理办法》… → 经济发展专项资金."""
    inner = title.rpartition("《")[2].partition("》")[0] if "《" in title else re.sub(r"^.*?关于(?:印发|发布)", "", title)
    match = _IN_TITLE[1].search(re.sub(r"的通知$", "", inner))
    name = without_place(match["name"], reading) if match else ""
    return name if len(name) >= 4 and name.endswith(noun_words().heads) and not is_generic(name) else None


_FORM = re.compile(
    r"《(?P<name>[^《》]{4,30}?)(?:资格|认定|评定|项目|资金)*(?:申请|申报|备案|登记)(?:审批)?(?:表|书)(?:（[^（）]{1,12}）)?》"
)


def _applied_for(reading: Reading) -> str | None:
    """What the form of a document whose title is lost is called after: 《某市人才租房补贴申请表》 → 人才租房补贴."""
    found = (without_place(match["name"], reading) for match in _FORM.finditer(reading.document.view().text))
    names = Counter(re.sub(r"^[\u4e00-\u9fff]{2,4}(?:地区|[新片园城]区|[区县])(?=.{4})", "", name) for name in found)
    name = max(names, key=lambda each: (names[each], -len(each)), default="")
    return name if len(name) >= 4 and not is_generic(name) else None


def is_set_of_rules(reading: Reading) -> bool:
    """Whether the document is a set of rules (办法, 细则, 指南 …) with one subject, by its title (of a notice, by what it carries)."""
    return bool(_RULES.search(re.sub(r"^.*关于(?:印发|发布|公布)(.{4,})的(?:通知|公告)$", r"\1", reading.profile.title or "").rstrip("》")))


def _named_often(reading: Reading) -> Counter[str]:
    """Names that might be the subject of a set of rules, with how often they occur."""
    heads = noun_words().heads
    found: Counter[str] = Counter()
    for clause in reading.clauses:
        for i, token in enumerate(clause.doc):
            if not token.ent_type_ and token.text.endswith(heads):
                start, end = name_ending_at(clause.doc, i)
                name = without_place(clause.text[start:end], reading)
                if (
                    len(name) >= 5
                    and _may_be_type(name, reading)
                    and not name.endswith(("机构", "单位", "资金", "标准", "技术", "中心", "部门"))
                ):
                    found[name] += 1
    return found


def _titled(reading: Reading) -> Iterator[str]:
    """Names that the title says the document is about."""
    for pattern in _IN_TITLE:
        match = pattern.search(reading.profile.title or "")
        if match:
            yield match["name"]


def _names(reading: Reading) -> Iterator[str]:
    yield from _titled(reading)
    for card in cards(reading.document):  # each is about a type of its own
        title = without_place(reading.document.heading(card), reading)
        if match := _OF_CARD.fullmatch(title) or _IN_TITLE[1].search(title):
            yield match["name"]
    for clause in reading.clauses:
        yield from _recognised(clause)
        yield from _defined(clause)


def _defined(clause: Clause) -> list[str]:
    """Names that the sentence defines."""
    return [match["name"] for match in _DEFINED.finditer(clause.text[clause.body :])]


@cache
def _recognising() -> re.Pattern[str]:
    """The words without one of which a sentence recognises nothing."""
    return re.compile("|".join(map(re.escape, (*noun_words().recognising, *_SAID_AFTER))))


def _recognised(clause: Clause) -> Iterator[str]:
    """Names that a verb of recognition takes, or that a word like 称号 follows."""
    if not _recognising().search(clause.text):  # most sentences need no tokens here
        return
    verbs = noun_words().recognising
    heads = noun_words().heads
    words = clause.doc
    for i, token in enumerate(words):
        if token.ent_type_ or not token.text.endswith(heads):
            continue
        start, end = name_ending_at(words, i)
        before, after = clause.text[:start], clause.text[end:]
        before = re.sub(r"(?:“|首批|首次|国家|省|市|级|、|或|和|及|区|县)+$", "", before)
        if (before.endswith(verbs) and (_SAID.match(after) or before.endswith(("为", "授予", "评选", "入选", "申报")))) or after.startswith(
            _SAID_AFTER
        ):
            yield clause.text[start:end]


def _used_alone(whole: str, name: str, suffix: str) -> bool:
    """Whether the text also uses the name without its suffix."""
    short = name[: -len(suffix)]  # 知识产权 is no type, however often it stands without 试点单位
    return len(short) >= 4 and short.endswith(noun_words().type_heads) and not is_generic(short) and whole.count(short) > whole.count(name)
