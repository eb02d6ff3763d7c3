"""Names of bodies and things that no scheme knows (园区平台公司, 低效楼宇改造项目), and the level in front of each."""

from __future__ import annotations

import re
from functools import lru_cache

from .honours import Target, level_and_name
from .nouns import is_generic, noun_words, without_level
from .reading import Clause

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


def named_targets(clause: Clause, names: str, *, addressed: bool = False) -> tuple[Target, ...]:
    """The bodies of a list with their levels; a noun that only the last one carries is everybody's (低效楼宇和老旧厂房改造项目).

    Args:
        clause: the sentence.
        names: words of the sentence that may name bodies.
        addressed: whether they stand behind 对, so that any thing will do (对氢能货车免收通行费), not only what is a body by its last word.
    """
    if whole := re.fullmatch(r"(?P<list>.+)等(?P<tail>.+)", names):
        if is_generic(whole["tail"]) or whole["tail"].endswith(("产业", "领域", "行业", "方面")):
            return ()
        if _is_name(bare_name(whole["tail"])):
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
        name = bare_name(name)
        name = next((name[len(place) :] for place in places if name.startswith(place) and len(name) > len(place) + 3), name)
        if tail and name and not name.endswith(_heads()) and _is_name(bare_name(pieces[-1])):
            verb = tail["verb"] or ""
            name += tail["head"] if name.endswith(verb) else verb + tail["head"]
        label = clause.reading.types.canonical(name) or name
        # 省级制造业创新中心: what has a level is more than a kind of body.
        ranked = bool(levels) and len(name) >= 4 and name.endswith(_heads()) and name not in noun_words().generic
        if not ranked and (not name or is_generic(name)):
            return ()  # 企业、社会组织、专业机构: anybody is meant
        if ranked or _is_name(name) or name in own or (addressed and _is_thing(clause, name)):
            targets += [(label, level) for level in levels or (None,)]
    return tuple(dict.fromkeys(targets))


def bare_name(name: str) -> str:
    """A name without what describes it in front (符合条件的, 在本市设立的) and without its level."""
    return without_level(_QUALITY.sub("", name))


def _is_name(name: str) -> bool:
    return len(name) >= 3 and name.endswith(_heads()) and not is_generic(name) and not _NO_NAME.match(name)


# No thing that anybody is paid for ends so: what is done, measured or only situated. Kinds of body are told by their qualities.
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
