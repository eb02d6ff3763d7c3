"""Breaches (违规情形): where a sentence names them, and where one ends and the next begins.

A breach is a part that ends in 的, a clause behind 若 or 当, or one of a list of misdeeds (存在甲、乙等行为). It has a predicate of its
own, from the list in ``patterns/sanctions.yaml``, unless what follows takes something away.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from ..reading import Clause
from ..units import load_yaml
from .addressee import after_name

Span = tuple[int, int]


class Trigger(NamedTuple):
    """Where a breach stands in the sentence."""

    start: int
    end: int


_BEARER = (
    r"(?:单位|企业|机构|园区|项目|个人|主体|人员|产品|工厂|车间|供应链|平台|基地|公司|组织|家庭|专家|学校|医院|合作社|当事人|场所|商户|[农林牧渔]场"
    r"|对象|部门|政府|城市|[市州县区]|乡镇|街道|村|者|人(?!民))"
)
# Words around a trigger that are not part of it.
_LEAD = re.compile(
    r"(?:第[一二三四五六七八九十百零\d]{1,6}条|对于?|凡|如|若|或者?|经(?:查实|核实|查证|调查)[，]?|一经查实[，]?|如有|发现|违反本[^，]{1,6}规定，|在)+"
)
_TAIL = re.compile(
    rf"(?:的|的[^，。；的]{{0,20}}?{_BEARER}[^，。；的]{{0,24}}|等(?:违规|违法|违法违规|失信)?(?:行为|情形|情况)的?|(?<=[^违法规])行为的?|(?<!实)情形的?|(?<=[等规法述列为])情况的?)$"
)
# 若甲违约，将…; 一旦发现…；当不良率超出上限时，…: the breach stands between the conjunction and what follows.
_IF = re.compile(r"(?:若(?!干)|如果|如(?=[^，。；何下实期上数]{2})|一旦|倘若|当(?=[^，。；]{4,60}时))")
_THEN = re.compile(r"，?(?:时，?)?(?:将|则|应当?|须|予以|由|按|一律|立即|依法|取消|撤销|追回|收回|暂停)")
# 存在甲、乙、丙等行为的: a list of misdeeds, each a trigger, whatever its verb.
_MISDEEDS = re.compile(
    r"(?:存在|发生|出现|有|实施|因)(?P<list>[^，。；（）]{4,80}?)等(?:严重|违规|违法|失信|不良|不当|情节)*(?:行为|情形|情况|问题)"
)
# What the law says before it names the breach itself.
_BY_LAW = re.compile(r"[^，。；]{0,40}违反[^，。；]{2,40}")
# 建立失信惩戒机制，对…: what the government does is no breach.
_MEASURE = re.compile(
    r"(?:可以?|应当?|依法|并|同时)*(?:没收|并?处(?![理置于所分])|给予|责令|警告)|由[^，。；]{2,40}?(?:责令|给予|予以|处以?(?![理置]))|(?:全面|全力|大力|切实|持续|进一步|坚决|依法|积极|严厉|集中|专项)*(?:清理|整治|打击|处置|查处|防范|防止|解决|盘活|建立|健全|完善|加强|强化|实行|推行|落实|加大|严格|规范|推进)(?!不)"
)
# What no breach is: a merit, a consent, a matter of course.
_NO_BREACH = re.compile(
    r"之一|下列|以下|上述|符合|达到|合格|优秀|批准|同意|自愿|申请|申报|完成|结余|剩余|节余|给予|予以|奖励|获得|属于|另有规定|期满|到期|[日月年]起"
)
_SHORTEST = 6
# 对考核靠后的机构，: somebody and what is wrong with him.
_TOLD_OF = re.compile(rf"对于?[^，。；]{{4,40}}的[^，。；的]{{0,12}}{_BEARER}")
_BY_MEANS = re.compile(r"以[^，。；]{2,60}(?:手段|方式|方法|形式|名义|途径)")
# Those who have been given something, in front of what they do.
_HOLDER = re.compile(
    r"(?:已|已经)?(?:获得?|享受|取得|领取|承担|受)[^，。；]{2,20}?的[^，。；、的（）]{0,8}?(?:个人|家庭|企业|单位|人员|机构|项目|者)(?:[或和及与](?:个人|家庭|企业|单位|机构))?(?:（[^（）]*）)?"
)
_NEGATED = re.compile(r"(?:^|企业|单位|机构|部门|[人者])[不未][^，。；、不未]{1,3}$")  # 不报告或者不如实报告: its object comes later
_MANNER = ("情节", "后果", "性质", "数额", "金额", "结果")
_SPLIT = re.compile(r"(?:，(?:或者?|以及)?|、|或者?|和|以及)")


def by_law(clause: Clause, trigger: Trigger) -> bool:
    """Whether a trigger is only what the law says before it names the breach itself (违反本条例第十条规定)."""
    return clause.text.startswith("，", trigger.end) and _BY_LAW.fullmatch(clause.text, trigger.start, trigger.end) is not None


def conditions(clause: Clause, part: Span, *, goes_on: bool = False, told: bool = False) -> list[Trigger]:
    """A part that is a condition by its 的 alone, as breaches where somebody loses something by it (五年内转让股权的，追回…).

    Args:
        goes_on: whether the part before it is such a condition; then 或 joins another one to it, whatever its verb.
        told: whether it must say whom it tells of (对考核靠后的机构，予以通报), as what follows may befall anybody.
    """
    text = clause.text
    if _TOLD_OF.fullmatch(text, *part) and (whole := _trim(text, *part)) and not _NO_BREACH.search(text, *whole):
        return [Trigger(*whole)]
    if told:
        return []
    joined = goes_on and text.startswith("或", part[0])
    if (
        part[1] - part[0] < _SHORTEST
        or not text.startswith("的，", part[1] - 1)
        or (not joined and _NO_BREACH.search(text, *_told(text, part)))
    ):
        return []
    start, end = _told(text, part)
    cuts = [*_SPLIT.finditer(text, start + joined, end - 1), None]
    begin, pieces = start, []
    for cut in cuts:
        pieces.append((begin, cut.start() if cut else end))
        begin = cut.end() if cut else end
    if not all(stop - first >= _SHORTEST - 2 and _acts(clause, first, stop) for first, stop in pieces):
        pieces = [(start, end)]  # 股权、资产: things that one verb takes
    found: list[Trigger] = []
    for piece in pieces:
        trimmed = _trim(text, *piece)
        if trimmed:  # 慈善信托的受托人谋取利益的: what is left has a verb, or nothing is cut off
            found.append(Trigger(*(trimmed if _acts(clause, *trimmed) else piece)))
    return found


def _told(text: str, part: Span) -> Span:
    """A part without those at its head who are told of as they stand (获得资助的个人或家庭（含配偶）购买房产的)."""
    bearer = _HOLDER.match(text, *part)
    return (bearer.end() if bearer else part[0]), part[1]


def _acts(clause: Clause, start: int, end: int) -> bool:
    return any(start <= t.idx < end and t.tag_.startswith("v") for t in clause.doc)


@lru_cache(maxsize=1)
def _breach() -> re.Pattern[str]:
    return re.compile(load_yaml("sanctions.yaml")["breach"])


def goes_on(clause: Clause, part: Span, before: Trigger) -> bool:
    """Whether a part only ends the breach that the part before it began (未经审查，擅自开工的): it has 的, that one has not, nor 或."""
    text = clause.text
    if text.startswith(("且", "并且", "并在", "同时"), part[0]):
        return True
    ended = text[part[0] - 2 : part[0] - 1] == "的" or by_law(clause, before)
    if ended or "的" not in text[slice(*part)] or text.startswith(("或", "对"), part[0]):
        return False
    # 未履行承诺，管理制度不完备的: a part that has a subject of its own is another breach, but 情节严重的 only tells of the first.
    first = next((t for t in clause.doc if t.idx >= part[0]), None)
    return first is None or not first.tag_.startswith(("n", "an", "vn")) or text.startswith(_MANNER, part[0])


def joined(clause: Clause, before: Span | None, part: Span) -> list[Trigger]:
    """The part before a breach that 或者 joins to it: a breach as well, whatever its verb (甲向高楼供气，或者未…的，责令改正)."""
    if before is None or before[1] + 1 != part[0] or not clause.text.startswith("或", part[0]) or _MEASURE.match(clause.text, *before):
        return []
    trimmed = _trim(clause.text, *before)
    return [Trigger(*trimmed)] if trimmed and trimmed[1] - trimmed[0] >= _SHORTEST else []


def triggers(clause: Clause, part: Span, end: int, *, closed: bool) -> list[Trigger]:
    """The breaches that a part names before ``end``; alternatives with predicates of their own are apart.

    Args:
        closed: whether the part holds no consequence: then all of it may be a breach, else only a clause that ends in 的.
    """
    text = clause.text
    if _MEASURE.match(text, *part):
        return []
    if (misdeeds := _MISDEEDS.search(text, part[0], end)) and (listed := _misdeeds(clause, *misdeeds.span("list"))):
        return listed
    start = part[0]
    if lead := _IF.match(text, *part):
        then = None if closed else _THEN.search(text, lead.end() + 2, end)
        start, end = lead.end(), then.start() if then else end
        end -= text[end - 1] == "时"
    elif not closed:
        inside = re.match(r".*的[^，。；的]{0,16}", text[part[0] : end])
        if inside is None:
            return []
        end = part[0] + inside.end()
    pieces: list[Trigger] = []
    for cut in [*_SPLIT.finditer(text, start, end), None]:
        stop = cut.start() if cut else end
        if not cut or (
            _is_breach(clause, start, stop) and _is_breach(clause, cut.end(), end) and not _one(text, start, cut.start(), part[0])
        ):
            trimmed = _trim(text, start, stop)
            if trimmed and _is_breach(clause, *trimmed):
                pieces.append(Trigger(*trimmed))
            start = cut.end() if cut else stop
    return pieces


def _misdeeds(clause: Clause, start: int, end: int) -> list[Trigger]:
    """The members of a list of misdeeds; none where they are things (安全、质量、环保等问题), which one predicate holds together."""
    found: list[Trigger] = []
    for piece in re.finditer(r"[^、]+", clause.text[start:end]):
        span = start + piece.start(), start + piece.end()
        acts = _acts(clause, *span)
        if len(piece[0]) < 4 or not (acts or _breach().search(clause.text, *span)):
            return []
        found.append(Trigger(*span))
    return found if len(found) > 1 else []


def _trim(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start] in "，、；：":
        start += 1
    while end > start and text[end - 1] in "，、；：":
        end -= 1
    lead = _LEAD.match(text, start, end)
    if lead and not text.startswith("在", start):
        start = lead.end()
    tail = _TAIL.search(text[start:end])
    if tail and tail.start() >= 2 and not (_breach().search(tail[0]) and not _breach().search(text, start, start + tail.start())):
        end = start + tail.start()
    start = after_name(text, start, end)
    return (start, end) if end - start >= 2 else None


def _is_breach(clause: Clause, start: int, end: int) -> bool:
    """Whether a stretch has the predicate of a breach, or a bound that is missed (得分低于85分)."""
    if _breach().search(clause.text, start, end):
        return True
    return any(start <= q.start < end and q.max is not None and q.min is None and q.kind != "duration" for q in clause.quantities)


def _one(text: str, start: int, at: int, opening: int) -> bool:
    """Whether a cut would part what belongs together.

    Things in brackets do, means of one act, objects of one verb (涉嫌违纪或职务犯罪), and verbs with one object (不报告或者不如实报告结果).
    """
    in_brackets = text.count("（", opening, at) > text.count("）", opening, at)
    if at - start < 3 or any(match.start() < at < match.end() for match in _BY_MEANS.finditer(text, start)):
        return True  # 以提供假材料或者其他不正当手段; 伪造、倒卖证书
    return in_brackets or text.startswith("涉嫌", start) or (_NEGATED.search(text[start:at]) is not None and text.startswith("或", at))
