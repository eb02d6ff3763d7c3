"""Bodies and things that a sentence names in words of its own (受益对象): behind 对, as who acts or what is acted on, or behind 支持."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from .alternation import any_of
from .honours import Span, Target
from .nouns import is_generic
from .reading import Clause
from .recipients import bare_name, heads, named_targets
from .units import load_yaml

# The words of a sentence that name bodies; the last 的 before a name ends what describes it.
_END = (
    r"(?:，|$|给予|予以|优先|按|提供|实施|开展|进行|分别|一次性|发放|整体|首次|在|每家|每个|可|由|其|（|免收|免征|减半|实行|享受|牵头"
    r"|测算|采购|购买|引进|兼并|并购|参加|投资|建设|实际|发生|取得|获得|新增)"
)
_TOWARDS = re.compile(rf"(?<![面针相应配核反绝])对(?:于)?(?![其接应照])(?:[^，。；]{{0,90}}的)?(?P<names>[^，。；的对]{{3,60}}?){_END}")
_NAMED = (
    re.compile(r"(?<!对)为(?:符合条件的)?(?P<names>[^，。；的]{3,50}?)(?:贷款|融资|建设)?(?:提供|争取)"),
    _TOWARDS,
    re.compile(r"(?:将|把)(?P<names>[^，。；的]{3,40}?)(?:优先)?(?:纳入|列入|作为)"),
    re.compile(r"(?:深入推进|推进|组织开展|加快|加强)(?P<names>[^，。；的]{3,40}?)(?:建设|创建工作|创建|培育)"),
    re.compile(r"(?<!面)向(?P<names>[^，。；的]{3,40}?)(?:发放|投放|提供|开放|推出|倾斜)"),
    re.compile(r"保障(?P<names>[^，。；的]{3,30}?)(?:土地利用|用地|用水|用电|建设)*(?:需求|指标|需要)"),
    re.compile(r"面向(?P<names>[^，。；的]{3,30}?)(?:开发|推出|提供|发放|创新)"),
    re.compile(r"(?:^|资金|经费|基金|财政|安排|主要|优先|重点|专项|收入)用于(?:支持|扶持|奖励|补助|资助)?(?P<names>[^，。；]{3,80}?)(?:的?(?:建设|补助|奖励|补贴|和|运营)+)?(?:等(?:工作|方面|事项)?)?$"),
    re.compile(r"(?:^|在[^，]{2,8})设立(?P<names>[^，。；的]{3,40}?)$"),
)  # fmt: skip
# 加强对电子商务发展的信贷支持, 优先采购再生产品: any thing will do.
_THINGS = (
    re.compile(r"(?:加强|强化|加大|增加)[^，。；]{0,4}对(?P<names>[^，。；的]{3,40}?)(?:发展|建设|创新创业)?的"),
    re.compile(
        r"(?:建立|健全|完善|实行|落实|执行)(?:和|健全|完善|好)*(?P<names>(?![^，。；]{0,30}机制)[^，。；的]{3,20}?)(?:(?:扶持|资助|奖励|补贴|补助|津贴|奖补)(?:、|和|与|及)?){1,4}(?:制度|政策)"
    ),
    re.compile(r"优先(?:采购|购买|选用)(?:[^，。；]{0,30}的)?(?P<names>[^，。；的]{3,40})$"),
)
_GETS = re.compile(r"(?:享受|领取|获得|申请)[^，。；]{0,16}(?:补贴|补助|奖励|资助|津贴|支持|扶持|优惠|政策)")
# Where a part goes on to say how much is paid.
_BASIS = re.compile(
    r"(?:按照?|以(?![上下内外]))(?!规定|要求)[^，。；]{2,40}?(?:比例|标准|\d)|给予(?!的)|予以(?!的)|(?:最高|每家|每个|单个)[^，。；]{0,8}\d"
)


@dataclass(frozen=True, slots=True)
class AddressWords:
    """The patterns of ``patterns/beneficiaries.yaml`` that this module needs; each is explained there."""

    made: re.Pattern[str]
    opening: frozenset[str]
    supported: re.Pattern[str]


@lru_cache(maxsize=1)
def _words() -> AddressWords:
    data = load_yaml("beneficiaries.yaml")
    return AddressWords(
        re.compile(
            rf".*{any_of(data['made'])}(?:了|和|的|或|、)?(?P<names>[^，。；]{{3,40}}?)(?:$|面积|规模|数量|投资额|达到?\d|超过\d|在\d)"
        ),
        frozenset(data["opening"]),
        re.compile(
            r"(?<!作为)(?:重点支持|优先支持|支持|鼓励|扶持|引导|发展)(?:[^，。；]{0,60}的)?(?:(?:企业|园区|单位|机构|高校)(?:建设|开展|实施|创建|举办|引进)(?=[^，。；的]{4}))?"
            r"(?P<names>[^，。；的]{3,60}?)(?:（[^）]{1,30}）)?"
            rf"(?:{any_of(data['supported_to'])}|$)"
        ),
    )


def bodies(clause: Clause, part: Span, *, addressed: bool) -> tuple[tuple[Target, ...], bool]:
    """Bodies that no scheme knows (园区平台公司), each with the level in front of it; and whether anybody is named at all.

    Args:
        clause: the sentence.
        part: span of the part that may name them.
        addressed: whether the part begins with 对, so that what follows says who or what is meant.
    """
    somebody = False
    words = clause.text[slice(*part)]
    basis = _BASIS.search(words)
    lead = words[: basis.start()] if basis else words
    # 运营机构按实际人次享受补贴: who gets it opens the part.
    if (
        not addressed
        and _GETS.search(words)
        and (end := _agent(clause, *part))
        and (own := named_targets(clause, clause.text[part[0] : end]))
    ):
        return own, True
    patterns = (*_NAMED, _words().supported)
    named = [(match["names"], True) for pattern in _THINGS for match in pattern.finditer(words)]
    named += [(match["names"], False) for pattern in patterns for match in pattern.finditer(words)]
    for names, anything in _phrases(clause, part, lead) if addressed else named:
        if targets := named_targets(clause, names, addressed=anything):
            return targets, True
        somebody = somebody or is_generic(bare_name(names))
    # 支持园区建设公共技术平台: whoever it is, what they make is what is paid for.
    if somebody and not addressed and (made := _words().made.search(lead)):
        return named_targets(clause, made["names"]), True
    return (), somebody


def agent(clause: Clause, part: Span) -> tuple[Target, ...]:
    """Who acts in a part that may begin with 对, where a body is named (对行业协会在…举办…的); empty otherwise."""
    opening = _TO.match(clause.text, *part)
    begin = opening.end() if opening else part[0]
    end = _agent(clause, begin, part[1])
    return named_targets(clause, clause.text[begin:end]) if end is not None else ()


def _agent(clause: Clause, start: int, end: int) -> int | None:
    """Where the names of who acts end: at the first body or thing that a verb, an adverb or a preposition follows, or None.

    对甲、乙在…举办…的; but not 对在…, nor where the verb only modifies a noun (种植基地建设项目).
    """
    ends, opening = heads(), _words().opening
    words = [token for token in clause.doc if start <= token.idx < end]
    first = words[0].tag_ if words else ""
    if first == "p" or (first == "v" and not (len(words) > 1 and words[1].text.endswith(ends))):  # 返乡|人员 is a name
        return None
    for i, (word, after) in enumerate(pairwise(words)):
        if word.text == "的":
            return None
        if not word.text.endswith(ends):
            continue
        if after.text == "等" and i + 2 < len(words):
            after = words[i + 2]
        then = words[i + 2].text if i + 2 < len(words) else ""
        acts = after.tag_[:1] in "vdpr" or after.tag_ == "ad" or after.text in opening
        if acts and after.text not in {"等", "的"} and not then.endswith(ends):
            return word.idx + len(word)
    return None


def _phrases(clause: Clause, part: Span, lead: str) -> Iterator[tuple[str, bool]]:
    """The names that words behind 对 may hold, the likeliest first, and whether any thing will do, not only a body.

    Who acts comes first, then the noun behind the last 的, then what is acted on: 对行业协会在…举办研讨会的; 对在…的公共服务平台;
    对企业建设环保设施; 对开设无人门店的企业 (what it is paid for, as 企业 says nothing).
    """
    opening = _TO.match(lead)
    lead = (opening[0] if opening else "") + _PAYING.split(lead[opening.end() if opening else 0 :])[0]
    begin = part[0] + (opening.end() if opening else 0)
    end = _agent(clause, begin, part[0] + len(lead))
    phrase = re.sub(r"（[^（）]{4,}）", "", lead[begin - part[0] :]).rstrip("，")
    verbal = phrase.endswith("的")
    described, _, noun = phrase.rstrip("的").rpartition("的")
    if end is not None:
        agent = clause.text[begin:end]
        yield agent, False
        if is_generic(bare_name(agent)) and _AT.match(clause.text, end):
            return  # 对企业参加展会: what it takes part in is not paid for
        if not described and is_generic(bare_name(agent)):
            noun = noun.removeprefix(agent)  # 企业建设环保设施
    if not verbal and noun:
        yield noun, True
        if not is_generic(bare_name(noun)):
            return
    if done := _words().made.search(noun if verbal else described or noun):
        yield done["names"], True


# 由市财政对, 市人民政府应当对: who gives may stand first.
BY = r"(?:[^，。；：对]{1,40}?(?:政府|部门|财政|机关|[局厅委省市区县])(?:应当?|可以?|按照?(?:有关)?规定|依法|要|将)*)?"
_TO = re.compile(rf"(?:其中，?)?{BY}(?:对于?|凡)")
_AT = re.compile(r"(?:首次|每年|成功)?(?:参加|参与|参展|使用|利用|租用|租赁|缴纳|承租|入驻|通过)(?!.*(?:打造|建成|研发|开发))")
# What is paid begins here.
_PAYING = re.compile(
    r"给予|予以|负有|进行(?=[^，。；的]{0,6}(?:奖|补|表彰|支持|资助|扶持|考[评核]|评[估价]))|优先|一次性|分别|(?:整体|首次)?(?:免收|免征|减半|减免)|实行|享受|发放|可(?!持续|视|见|再)|按照?(?=[^，。；]{2,30}\d)"
)
