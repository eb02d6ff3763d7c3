"""Names of bodies and things that no scheme knows (园区平台公司, 低效楼宇改造项目), and the level in front of each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from .alternation import any_of
from .honours import GRADES, STANDARDS, Target, level_and_name
from .nouns import is_generic, noun_words, without_level
from .reading import Clause
from .segment import read_words
from .units import load_yaml

_NUMBERED = re.compile(r"^第[一二三四五六七八九十百零\d]{1,5}[条章节款]")  # a text whose lines are lost has its articles in its sentences
_ASIDE = re.compile(r"(?<=[场社户区园业])（[^（）]{1,12}）$")  # 标准化养殖场（小区）
_LISTED_AT = re.compile(r"^在[^，。；的]{2,40}?(?:上市|挂牌|入驻|投产)的?")
_ENDS_IN_ACT = re.compile(r"(?:开发|研发|研究|生产|建设|改造|培育|推广|提升|应用|运营|示范|创建|升级|利用|治理)$")
_INNER_LEVEL = re.compile(r"(?:国家|省|市|区|县)级(?:及?以上)?(?=[^、]{2})")
_NO_BENEFICIARY = frozenset({"资金", "基金", "标准", "贷款", "技术", "成果", "网络"})
_OF_FIELD = re.compile(
    r"(?!.*(?:企业|机构|单位)[、和及以与]).{2,40}(?:领域|产业|行业)(?:的)?(?P<kind>[^领域产业行]{0,12}(?:企业|机构|单位|项目|主体))"
)
_BODY = re.compile(r"(?:企业|机构|公司|集团|单位|园区?|平台|基地|中心|协会|商会|学会|联盟|主体|合作社|农场|[”者户库器室校院所]|空间)$")
# No names of types, but who is meant where they are promised something themselves.
_LENDERS = frozenset({"金融机构", "保险机构", "担保机构", "地方金融组织", "小额贷款公司", "融资租赁公司"})
_RANKS = frozenset({"龙头", "重点", "骨干"})  # with a level these are titles: 省级龙头企业
_PERSONS = frozenset({"院士", "博士", "硕士", "教授", "博士后", "学者"})
_SHARED = frozenset({"项目", "平台", "工程", "设施", "机构"})
_SHARED_TAIL = re.compile(r"(?P<verb>改造|建设|提升|升级|更新|运营|培育|推广|示范|研发)?(?P<head>项目|平台|工程|设施|机构|人才)$")


@lru_cache(maxsize=1)
def heads() -> tuple[str, ...]:
    """What the names of those who are promised something end in."""
    return (*(head for head in noun_words().heads if head not in _NO_BENEFICIARY), *load_yaml("beneficiaries.yaml")["heads"])


@dataclass(frozen=True, slots=True)
class RecipientWords:
    """The patterns of ``patterns/beneficiaries.yaml``; each is explained there."""

    acting: re.Pattern[str]
    qualities: re.Pattern[str]
    no_name: re.Pattern[str]
    no_thing: re.Pattern[str]
    never_inside: re.Pattern[str]


@lru_cache(maxsize=1)
def _words() -> RecipientWords:
    data = load_yaml("beneficiaries.yaml")
    return RecipientWords(
        re.compile(rf"^(?:新(?![型能材药产一兴区品城技时媒建设增办认])|培育(?!库|基地|中心)|并(?!购)|{any_of(data['acting'])})+(?=.{{3}})"),
        re.compile(rf"^(?>{'|'.join(data['qualities'])})+的?"),
        re.compile("|".join(data["no_name"])),
        re.compile(rf".*{any_of(data['no_thing'])}$"),
        re.compile(rf".*(?:{'|'.join(data['never_inside'])})的?"),
    )


def without_acts(words: str) -> str:
    """Words without what is done to a thing in front of its name: 新开发和引进…, 报废并更新…."""
    return _words().acting.sub("", words)


def named_targets(clause: Clause, names: str, *, addressed: bool = False) -> tuple[Target, ...]:
    """The bodies of a list with their levels; a noun that only the last one carries is everybody's (低效楼宇和老旧厂房改造项目).

    Args:
        clause: the sentence.
        names: words of the sentence that may name bodies.
        addressed: whether they stand behind 对, so that any thing will do (对氢能货车免收通行费), not only what is a body by its last word.
    """
    names = GRADES.sub("", _LISTED_AT.sub("", _NUMBERED.sub("", _ASIDE.sub("", names))))
    if whole := re.fullmatch(r"(?P<list>.+)等(?P<tail>.+)", names):
        if whole["tail"].endswith(("产业", "领域", "行业", "方面")):
            return ()
        listed = re.split("[、和及与或]", whole["list"])
        if is_generic(whole["tail"]) and whole["tail"] not in _SHARED and not any(piece.endswith(heads()) for piece in listed):
            return ()  # 从事基础教育、医疗卫生等人员
        if whole["tail"] in _SHARED:
            names = whole["list"] + whole["tail"]  # 节能改造、节能产品生产等项目
        elif _is_name(bare_name(whole["tail"])):
            names = whole["tail"]  # 技术创新、工业互联网等公共服务平台; of 商业综合体等重大项目 the examples say more
    if (of := _OF_FIELD.fullmatch(names)) and is_generic(of["kind"]):
        return ()  # 仪器装备和传感器领域重点企业
    own, places = clause.reading.types.discovered, clause.reading.profile.place_names
    if term := max((term for term in own if names.endswith(term)), key=len, default=None):
        names = term  # 高校在读港澳青年: what the document defines keeps its name
    pieces = re.split(r"(?<![级家省市])(?:以及|或者|[、和及与或])", names.partition("等")[0])
    if len(pieces) > 1 and pieces[-1].endswith("企业") and not any(_BODY.search(piece) for piece in pieces[:-1]):
        return ()  # 仪器装备和传感器企业: whoever works in these fields
    tail = _SHARED_TAIL.search(pieces[-1])
    targets: list[Target] = []
    shared: tuple[str, ...] = ()
    for piece in pieces:
        piece = _without_clause(piece)
        words = _words().qualities.sub("", without_acts(piece) if addressed else piece)
        inner = _INNER_LEVEL.search(words)  # 举办智能制造领域市级以上论坛
        if inner and not level_and_name(clause, words, places=False)[0]:
            words = words[inner.start() :]
        levels, name = level_and_name(clause, words, places=not words.startswith(places))
        levels, name = ((), words) if words in STANDARDS else (levels, bare_name(name))
        name = next((name[len(place) :] for place in places if name.startswith(place) and len(name) > len(place) + 3), name)
        if name and addressed and is_matter(clause, name):
            targets += [(name, level) for level in levels or (None,)]  # 加大对养老服务的支持: what the whole document is about
            continue
        if name in _PERSONS or (name == "人才" and levels):
            targets += [(name, level) for level in levels or (None,)]  # 院士、国家级人才
            continue
        if tail and name and not is_generic(piece) and not name.endswith(heads()) and _is_name(bare_name(pieces[-1])):
            verb = "" if _ENDS_IN_ACT.search(name) else tail["verb"] or ""
            name += verb + tail["head"]
        label = clause.reading.types.canonical(name) or name
        # 省级制造业创新中心: what has a level is more than a kind of body.
        ranked = bool(levels) and len(name) >= 4 and name.endswith(heads()) and (name not in noun_words().generic or name[:2] in _RANKS)
        if lender := next((lender for lender in _LENDERS if name.startswith(lender)), "银行" if name == "银行" else None):
            targets.append((lender, None))
            continue
        if not ranked and name not in STANDARDS and (not name or is_generic(name)):
            if not targets and not _LENDERS.isdisjoint(pieces):
                targets.append((None, None))  # 支持企业和金融机构发行债券
            elif not targets and (name in noun_words().generic or all(p.endswith(name[-2:]) for p in pieces)):
                return ()  # 企业、社会组织、专业机构: anybody is meant
            continue
        if ranked or _is_name(name) or name in STANDARDS or name in own or (addressed and _is_thing(clause, name)):
            if re.search(r"级及?以上", words):
                shared = levels  # 市级以上重大活动、重大论坛: everybody's
            targets += [(label, level) for level in levels or shared or (None,)]
    return tuple(dict.fromkeys(targets))


_TOPIC = re.compile(
    r"(?:大力|积极|加快|重点|进一步)*(?:支持|鼓励|推动|推进|促进|扶持|引进|打造|加强|培育|建设)+(?:企业|园区|机构)?(?:开展|建设|开发|使用|承担|实施|参与|申报|创建|运用|推广)?"
    r"(?P<name>[^，。；]{3,24}?)(?:建设|应用|推广|实施|培育|创建|认定|落地|运营)*"
    r"|(?:对|给予|关于)?(?P<bare>[^，。；]{3,24}?)(?:认定|建设|评定|创建|给予|予以|进行|的)*"
    r"(?:奖励|补助|补贴|资助|支持|扶持|奖补)+(?:政策|办法|标准|措施|方案)?"
)
# 资助标准, 支持内容: what for, the heading above says.
_OF_PROMISE = re.compile(
    r"(?:奖励|补助|补贴|资助|支持|扶持|奖补|政策|具体)*(?:标准|方式|政策|内容|措施|条件|对象|范围|额度|办法|比例|计算|要求)"
)


def topic(clause: Clause) -> tuple[Target, ...]:
    """What the nearest heading is about (支持首版次软件应用), where it names something; empty for 支持企业开拓市场."""
    heading = next((words for words in clause.headings if not _OF_PROMISE.fullmatch(words)), "")
    return _topic_of(clause, heading)


def run_in_topic(clause: Clause) -> tuple[Target, ...]:
    """What a sentence that is a heading is about."""
    return _topic_of(clause, re.sub(r"^第[一二三四五六七八九十百\d]+条", "", clause.text[clause.body :]).rstrip("。："))


def _topic_of(clause: Clause, heading: str) -> tuple[Target, ...]:
    match = _TOPIC.fullmatch(heading)
    return named_targets(clause, match["name"] or match["bare"], addressed=match["bare"] is not None) if match else ()


_RULES = r"(?:促进|发展|保护|管理|工作|事业|创新|传承|保障|推广|利用|建设)*(?:若干)?(?:条例|办法|规定|决定|细则)"


def is_matter(clause: Clause, name: str) -> bool:
    """Whether a set of rules is about what a name says, by its title: 养老服务 in 某省养老服务条例."""
    title = clause.reading.profile.title or ""
    return name in title and not is_generic(name) and re.search(f"{re.escape(name)}{_RULES}", title) is not None


_BEFORE = re.compile(r"(?P<name>.{3,}?)(?:为|向|用于)(?=.{2})")


def _without_clause(words: str) -> str:
    """A name without the rest of a clause around it: 应当统筹考虑|创业基地, 运营机构|为老年人."""
    words = _words().never_inside.sub("", words)
    before = _BEFORE.match(words)
    return before["name"] if before and before["name"].endswith(heads()) else words


def bare_name(name: str) -> str:
    """A name without what describes it in front (符合条件的, 在本市设立的) and without its level."""
    return without_level(_words().qualities.sub("", name))


def _is_name(name: str) -> bool:
    return len(name) >= 3 and name.endswith(heads()) and not is_generic(name) and not _words().no_name.match(name)


def _is_thing(clause: Clause, name: str) -> bool:
    """Whether a name is that of some thing, by its last word's part of speech."""
    if len(name) < 3 or _words().no_name.match(name) or _words().no_thing.match(name) or is_generic(name):
        return False
    at = clause.text.find(name)
    end, doc = (at + len(name), clause.doc) if at >= 0 else (len(name), read_words(name))
    last = next((token for token in doc if token.idx < end <= token.idx + len(token)), None)
    return last is not None and (last.tag_.startswith("n") or last.text in {"活动", "组织", "论坛", "挂车"})
