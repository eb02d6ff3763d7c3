"""Whom a bound describes (被限定者) where no type is named: the noun that the condition qualifies, else what the sentence is about.

A condition says it in one of four places: behind its bound (产值超过5亿元的投资项目), in front of what is measured (投资项目产值超过5亿元),
in a part of its own before it (对投资项目，产值超过5亿元的), or in the sentence that ； joins it to. A bare 企业 is nobody.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from ..nouns import noun_words
from ..quantities import Quantity
from ..reading import Clause

Span = tuple[int, int]

# Heads that say nothing of the thing they head.
_BARE = re.compile(
    r"(?:新|该|本|其|同一|单个|单家|每个|重大|重点|申报|申请|相关|有关|各类|本地|小微|中小|中小微|小型|中型|大型|民营|用人|参保)?(?:企业|项目|单位|产品|园区|机构|平台|个人|人员|基地|中心|公司|部分|技术|对象|主体)"
)
# The noun that a condition qualifies ends the part; brackets behind it only explain.
_HEADED = re.compile(r"(?:[^，。；]*的)?(?P<names>[^，。；的（\d%]{2,40})(?:（[^（）]*）)?$")
# …1亿元以上额度的技术改造和10亿元…: between two bounds, what the first one qualifies.
_BETWEEN = re.compile(r"[^，。；]{0,12}的(?P<names>[^，。；的（）\d]{2,24})[和及、或与]$")
# A body in front of what is measured: 重点产业新上项目（不含…）固定资产投资5000万元以上.
_ORGANS = r"(?:项目|企业|园区|基地|平台|机构|单位|中心|服务商|公司|实验室|孵化器|加速器|空间|站点?)"
_OPENING = re.compile(rf"[^，。；（]*{_ORGANS}(?=(?:（[^（）]*）)?[^，。；、的和及与或（]{{2}})")
_GETS = re.compile(r"(?:获得|取得|获|经|由|被|向|与|为|给)(?!批|评|准|奖|认)")
_DOES = re.compile(r"已|实施|开展|其|年度|申报|购买|完成|引进|申请|承担|单个|单家|同一|每|该")
# A part that only names somebody, whatever then happens to him: 对甲类项目，; 对甲类项目在县域内投产后，
_FOR = re.compile(r"(?:其中，?)?(?:对于?|凡|针对)(?![其接应照比])")
_HAPPENS = re.compile(r"(?:（[^（）]*）|(?:[在自从按]|建成|投产|落户|达产|竣工|完成)[^，。；]{0,40}(?:后|起|时)|的)$")
_MAKES = re.compile(
    r"(?:对|凡)?[^，。；]{0,8}?(?:新)?(?:开发|引进|新建|建设|投资|设立|研发|创办|举办|承办|购置|培育|实施)(?:(?:和|并|或)(?:引进|建设|开发|举办|承办))?[^，。；的]{3,30}$"
)
_JOINT = re.compile(r"以及|或者|[、和及与或]")
_MORE_VERBS = {"购买", "购置", "采购", "租赁", "参加", "举办", "承办", "研发", "投资", "入驻", "承担", "从事", "新上", "在建", "生产经营"}
_NUMBERED = re.compile(r"^第[一二三四五六七八九十百零\d]+条")  # of an article that no line break sets off
_NO_NAME = re.compile(r"[在对以从按为将被由经给向把]")
# 商业综合体等重大项目: the examples say more.
_VAGUE = re.compile(r"(?:重大|重点|各类|相关|有关|其他|新型)")
_BODY = re.compile(
    r"(?:企业|机构|公司|集团|单位|园区?|平台|基地|中心|协会|联盟|主体|项目|工厂|车间|合作社|农场|[”者户器库室校院所]|空间|[\u4e00-\u9fff]人)$"
)
_WORKS_IN = re.compile(r"(?:企业|机构)$")
_KIND_OF_BODY = re.compile(r"(?:总部|龙头|链主|骨干|领军|瞪羚|独角兽|上市|孵化|服务|检测|中介|金融)(?:企业|机构)$")
_SHORT = 8  # characters that may stand between 对 and a bound where only what is measured stands there (对新建面积在500亩以上的)
_NEAR = 8  # parts of one sentence
_FURTHEST = 12  # sentences that ； joins, back from the condition


def described(clause: Clause, quantity: Quantity, part: Span, stop: int) -> Sequence[str | None]:
    """Names of those whom a bound describes; ``(None,)`` where the words say nobody particular, empty where they do not say.

    Args:
        clause: the sentence.
        quantity: the bound.
        part: the part of the sentence that holds it.
        stop: where what follows from it begins; further conditions may stand before that (…，满足标准的智能制造项目，给予).
    """
    return _inside(clause, quantity, part, stop) or topic(clause, part[0], quantity.start)


def topic(clause: Clause, before: int, at: int | None = None) -> Sequence[str | None]:
    """Whom the parts of a sentence before a place name (对甲类项目，…), else the sentences that ； joins it to.

    Args:
        clause: the sentence.
        before: where the part begins that asks.
        at: the bound in that part that asks, if one does.
    """
    for part in reversed([p for p in clause.parts if p[1] <= before][-_NEAR:]):
        if found := _named_by(clause, part):
            return found
        if clause.text[part[0] - 1 : part[0]] == "；":
            break
    if clause.parts and clause.parts[0][1] <= before and (found := _opening(clause, clause.parts[0], clause.parts[0][1])):
        return found
    if (own := _FOR.match(clause.text, clause.body)) and (before if at is None else at) - own.end() > _SHORT:
        return ()
    for other in reversed(clause.reading.leaf_clauses(clause)[max(0, clause.number - _FURTHEST) : clause.number]):
        if not other.text.endswith("；"):
            break
        for part in reversed(other.parts[:_NEAR]):
            if found := _named_by(other, part) or _measured(other, part):
                return found
        if other.parts and (found := _opening(other, other.parts[0], other.parts[0][1])):
            return found
    return ()


def _inside(clause: Clause, quantity: Quantity, part: Span, stop: int) -> Sequence[str | None]:
    text = clause.text
    after = next((q for q in clause.quantities if quantity.end <= q.start < part[1]), None)
    if after and (match := _BETWEEN.match(text, quantity.end, after.start)):
        return _names(clause, match.end("names"), quantity.end) or (match["names"],)
    for begin, end in reversed([p for p in clause.parts if part[0] <= p[0] < stop and (p[1] <= stop or p == part)]):
        floor = max(begin, quantity.end)
        match = _HEADED.match(text, floor, end)
        if match and (match.start("names") > floor or _is_somebody(match["names"])):
            return _names(clause, match.end("names"), match.start("names")) or (None,)
    if types := [label for m in clause.types if part[0] <= m.start < quantity.start for label in m.labels]:
        return types[-1:]
    return _opening(clause, part, quantity.start)


def _measured(clause: Clause, part: Span) -> Sequence[str | None]:
    """Whom the first bound of a part describes."""
    first = next((q for q in clause.quantities if part[0] <= q.start < part[1] and q.exact is None), None)
    return _inside(clause, first, part, part[1]) if first else ()


def _opening(clause: Clause, part: Span, end: int) -> Sequence[str]:
    """A body that stands in front of what is measured or of what it does."""
    for_ = _FOR.match(clause.text, *part)
    start = for_.end() if for_ else part[0]
    match = _OPENING.match(clause.text, start, end)
    if match and _GETS.search(match[0]):
        return ()  # 获得投资机构投资2000万元: whoever got it, not the one it came from
    return [name for name in _names(clause, match.end(), start) if not _DOES.search(name)] if match else ()


def _named_by(clause: Clause, part: Span) -> Sequence[str | None]:
    """Whom a part names that does nothing else; ``(None,)`` where that is a bare 企业."""
    text = clause.text
    for_ = _FOR.match(text, *part)
    if types := [label for m in clause.types if part[0] <= m.start < part[1] for label in m.labels]:
        return types if for_ else ()
    end = part[1]
    while happens := _HAPPENS.search(text[part[0] : end]):
        if happens.start() < 3:
            return ()
        end = part[0] + happens.start()
    if not for_ and not _MAKES.match(text, part[0], end):
        return ()
    if any(part[0] <= q.start < end and q.exact is None for q in clause.quantities):
        return ()
    return _names(clause, end, for_.end() if for_ else part[0]) or ((None,) if for_ else ())


def _names(clause: Clause, end: int, floor: int) -> list[str]:
    """The names of a list that ends at ``end``; none where its last word is no noun or they are bare."""
    words = clause.text[floor:end].rpartition("的")[2]
    if whole := re.fullmatch(r"(?P<list>.+)等(?P<tail>.+)", words):
        tail, examples = listed_names(whole["tail"]), listed_names(whole["list"])
        return tail if tail and not (examples and _VAGUE.match(tail[0])) else examples
    return listed_names(words)


def listed_names(words: str) -> list[str]:
    """The names joined in a stretch; what is done to them stands before the first (投资新建甲基地和乙基地)."""
    for verb in reversed(list(_verbs().finditer(words))):
        if not verb.start() or not _BARE.fullmatch(words, verb.end()):  # in 技术改造项目 the verb is part of the name
            words = words[verb.end() :]
            break
    words = _NUMBERED.sub("", words)
    names = [
        re.sub(r"^(?:年度|所|各类?|上述|促使|且|并(?!购|网|行)|使(?!用)|新(?!药|材|能|型))(?=.{2})", "", name).strip("“”")
        for name in _JOINT.split(words)
    ]
    if not _is_somebody(names[-1]) or _NO_NAME.match(names[0]):
        return []
    if len(names) > 1 and _WORKS_IN.search(names[-1]) and not any(_BODY.search(name) for name in names[:-1]):
        # 高端装备和传感器总部企业: whoever works in these fields, a kind of body where the last words say one
        return [kind[0] for kind in [_KIND_OF_BODY.search(names[-1])] if kind]
    return [name for name in names if len(name) >= 3 and not _BARE.fullmatch(name)]


@lru_cache(maxsize=1)
def _verbs() -> re.Pattern[str]:
    """Verbs that take a thing; at least two characters, for one may be part of any word."""
    verbs = {word for word in noun_words().stops if len(word) > 1} - {"升级", "发展", "组织", "落户", "应用", "项目", "年度", "当年"}
    return re.compile("|".join(sorted(verbs | _MORE_VERBS, key=len, reverse=True)))


def _is_somebody(name: str) -> bool:
    return len(name) >= 3 and not _BARE.fullmatch(name) and name.endswith(noun_words().heads)
