"""Bounds that say by themselves whom they are about (界定): one that defines a type, one in brackets, one behind a verb of paying."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..nouns import noun_words
from ..quantities import Quantity
from ..reading import Clause
from .bearers import bearers
from .conditions import Span

# 销售额（50万元以上）的20%: in brackets behind what it measures; 资助45周岁以下…的青年人才: it says whom the money is for.
_OPENS_ASIDE = re.compile(r"（(?!不?含|最高|即|其中|包括|不超过)[^（），；]{0,16}$")
_PAID_OR_OPEN = re.compile(r"）[^。；]{0,60}(?:\d%|给予|予以|奖励|补助|补贴|资助|可以?(?:申请|申报)|按)")
_PAYS_WHOM = re.compile(r"(?:^|[，。；、])(?:重点|择优|优先)?(?:资助|补助|补贴|奖励|扶持)(?:年龄)?(?:在|为)?$")
# 80周岁以上的高龄老人可以领取津贴: an age says who is given something.
_OF_AGE = re.compile(
    r"(?:（含）)?的(?:[^，。；的、]{0,10}的)?(?P<whom>[^，。；的、\d]{0,8}?(?:老年人|老人|儿童|未成年人|残疾人|居民|青年|劳动者|农民|妇女|职工|人员|人才))"
    r"(?:，|[^，。；]{0,20}?)(?:可以?|均可|每[人月年]|按月)?(?:享受|申请|申领|领取|给予|予以|发放|免费)"
)
_WHOM = re.compile(r"的(?P<whom>[^，。；、的]{3,14})(?=[，。；]|$)")


def aside_of(clause: Clause, quantity: Quantity, part: Span) -> Sequence[str | None]:
    """Whom a bound describes that stands in brackets or right behind a verb of paying; empty for other bounds."""
    text, before = clause.text, clause.text[part[0] : quantity.start]
    if quantity.exact is not None or quantity.min is quantity.max:
        return ()
    if quantity.kind not in {"full", "score"} and _OPENS_ASIDE.search(before) and _PAID_OR_OPEN.match(text, quantity.end):
        return clause.subjects(*part, default=False) or bearers(clause)
    if quantity.unit in {"周岁", "岁"} and (of_age := _OF_AGE.match(text, quantity.end)):
        return (of_age["whom"],)
    if _PAYS_WHOM.search(before) and (whom := _WHOM.search(text, quantity.end)):
        return (whom["whom"],)
    return ()


# What the words before a number define (…企业是指…), what those behind it do (…5亿元以上的项目为重大项目; …，是成为供应商的必要条件).
_IS_MEANT = re.compile(r"(?:^|[，；、。：]|所称的?)“?(?P<name>[^，。；：、“”的]{3,20}?)”?，?是?指(?![导定标引南数派挥示])")
_GRADED = re.compile(
    r"的(?P<name>(?:[金银铜]牌|[一二三四五]星级?|[A-Z]{1,3}级|[甲乙丙]级)(?:项目|企业|单位|园区|基地|机构|平台|工厂|门店))"
)
_IS_CALLED = re.compile(
    r"[^，。；]{0,30}的[^，。；]{1,30}(?:企业|项目|单位|园区|机构|平台|产品|基地)(?:界定|视|称|即|定义)?为(?P<name>[^，。；的]{3,16})$"
)
_IS_NEEDED = re.compile(
    r"[^，。；]{0,12}，(?:这)?是[^，。；]{0,8}(?:作为|成为|申报|申请|认定为?|入选|参评)(?P<name>[^，。；]{3,24})的(?:必要|前提|基本|先决|准入|必备)?条件"
)


def defined_by(clause: Clause, quantity: Quantity, part: Span) -> str | None:
    """The type that a number defines: 港澳青年企业是指…持股比例达25%以上…; 固定资产投资5亿元以上的项目为重大项目."""
    text = clause.text
    if graded := _GRADED.match(text, quantity.end):
        return graded["name"]
    meant = list(_IS_MEANT.finditer(text[clause.body : quantity.start]))
    match = meant[-1] if meant else _IS_CALLED.match(text, quantity.end, part[1]) or _IS_NEEDED.match(text, quantity.end)
    name = (
        re.sub(r"^(?:第[一二三四五六七八九十百零\d]+条)?(?:本[^，。；：]{1,4}(?:中|所称|所指)的?)?", "", match["name"]) if match else None
    )
    return (clause.reading.types.canonical(name) or name) if name and name.endswith((*noun_words().heads, "青年", "人", "商")) else None
