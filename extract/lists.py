"""Lists of conditions (条件列举): what the lead-in or heading of a list opens, how its items belong together, and how much they weigh.

All of it shows in the outline alone. A list whose own lead-in or heading says nothing of the kind (（一）基本情况 1.…) is what the list is
that it stands in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from ..corpus.clean import sentences
from ..corpus.document import Document, Node
from . import numerals
from .contexts import announced, opened
from .nouns import noun_words
from .placing import MARKER

Kind = Literal["condition", "exclusion", "material", "sanction"]
Logic = str  # ``all``, ``any`` (之一), a number (至少满足三项 → ``3``), ``unless`` for cases that exclude
Force = Literal["gate", "bonus", "discretionary"]

# A heading that is itself a list of conditions; 总体要求, 工作要求 and 奖励标准 are none.
_HEADING = re.compile(
    r"(?:要求|条件|情形|资格|(?:认定|评定|评价|评选|评审|遴选|入选|入库|准入|申报|创建|审核|审查|推荐|培育|建设|达标|退出|和|及|与|[企业园区厂位目])标准)(?:如下|包括)?[：:]?$"
)
_SURE_HEADING = re.compile(r"(?:条件|资格|情形)(?:要求)?[：:]?$")
_OTHER_HEADING = re.compile(
    r"(?:总体|工作|有关|相关|其他|组织|保障|具体|时间|材料|纪律|报送|绩效|实施|任务|目标)要求[：:]?$"
    r"|(?:奖励|补助|补贴|资助|扶持|支持|激励|收费|兑现|拨付|奖补|资金|评分|计分)(?:对象[和及与])?(?:条件和)?标准[：:]?$"
)
_MATERIALS = re.compile(
    r"(?:申[报请领]|报送|提交|所需|受理|办理|备案|推荐|兑现)[^，。；]{0,8}(?:材料|资料|要件)(?:清单|目录|要求)?(?:如下|包括)?[：:]?$"
)
# What somebody hands in; of an agreement or a report a lead-in says what it contains (协议应载明下列内容：).
_PAPERS = re.compile(
    r"(?:提交|提供|报送|递交|出具|准备|附|携带|申报|申请|报名|办理|备齐)[^：]{0,40}(?:材料|资料|文件|证件|要件|证明|表格)[^：]{0,8}："
)
_GIVEN = re.compile(r"条件|资格|资质|许可|申[请报领]|认定|评定|评选|命名|奖励|补助|补贴|资助|扶持|优惠|免[征收除]|减[征免]|入选|推荐")
_EXCLUSION = re.compile(r"一票否决|负面清单")
# 不得对某某设置不平等条件：(一)招标投标；: what is forbidden to the offices, not what an applicant must meet.
_FORBIDS = re.compile(
    r"(?:不得|禁止|严禁|不应|不准|不能)[^：；。]{0,60}(?:设[置定立]|增[设加]|附加|规定|提出|制定|限定|作为|变相)[^：；。]{0,20}(?:条件|要求|资格|标准|门槛)[^：，]{0,4}："
)
# 符合下列条件之一的，可以申请：… where one is enough; 符合甲之一，且符合下列…: then all of the parts are needed.
_ONE = re.compile(r"之一|任[意何]?一[项条种个]|任一|其一")
_BOTH = re.compile(r"(?:以下|下列|上述)[^：]{2,20}[，、]?(?:且|并|同时|以及|和)[^：]{0,8}(?:以下|下列)")
_SOME = re.compile(r"(?:至少|任意|任一|其中|满足|符合|具备)[^，：]{0,8}?(?P<n>[一二两三四五六七八九十\d]{1,2})(?:项|条|个)(?:及?以上)?")
_ALTERNATIVES = re.compile(r"(?:对象|范围|情形|类型|类别)[：:]?$")
_PERSONS = ("人才", "人员", "专家", "带头人", "负责人", "毕业生", "者")
_BONUS = re.compile(r"优先|加分")
_LOOKED_AT = 20  # items
_DEEPEST = 12  # lists inside each other
_DISCRETIONARY = re.compile(r"酌情|择优")


@dataclass(frozen=True, slots=True)
class Listing:
    """A list of conditions.

    Attributes:
        kind: what it lists.
        address: of the clause whose list it is.
        parent: address of the nearest list that this one is a part of, or None.
        force: what its items are: gates, a bonus (优先, 加分), or at somebody's discretion (酌情, 择优).
        lead: the sentence that leads it in, without number; empty where only a heading does.
        heading: the heading of its clause, or empty.
    """

    kind: Kind
    address: str
    parent: str | None
    force: Force
    lead: str
    heading: str


def list_of(document: Document, item: Node, depth: int = 0) -> Listing | None:
    """The list of conditions that an item stands in; None where it is a list of something else.

    Args:
        document: the document.
        item: the item.
        depth: how many lists further in one has come from; no more than a few are looked at.
    """
    above = document.parent(item)
    if above is None or item.type != "item" or depth > _DEEPEST:
        return None
    lead, heading = _lead(document, above, item), document.heading(above)
    kind = _kind(lead, heading)
    outer = list_of(document, above, depth + 1)
    if kind == "other" and not lead and _names_a_part(heading) and outer is not None and _SURE_HEADING.search(outer.heading):
        kind = None  # 条件要求 → 1.支持建设某某园 → （1）…: the heading in between only says whose conditions they are
    if kind == "other":
        return None
    if kind is None and outer is not None and (outer.lead or _SURE_HEADING.search(outer.heading)):
        kind = outer.kind
    if kind is None:
        return None
    force = force_of(lead or heading)
    if force == "gate" and outer is not None:
        force = outer.force
    return Listing(kind, above.path, outer.address if outer else None, force, lead, heading)


def is_duty(found: Listing) -> bool:
    """Whether a list says what must be done, not what must be met to be given something; asked of statutes, which bind everybody."""
    return found.kind == "condition" and not _GIVEN.search(found.lead or found.heading)


def logic_of(document: Document, item: Node, found: Listing) -> Logic:
    """How the items of the list ``found``, which ``item`` is one of, belong together."""
    if found.kind == "exclusion":
        return "unless"
    lead = found.lead
    if lead and not _BOTH.search(lead):
        if match := _SOME.search(lead):
            return "any" if (n := numerals.parse(match["n"])) == 1 else str(n)
        if _ONE.search(lead):
            return "any"
    if found.kind == "sanction" or (not lead and _ALTERNATIVES.search(found.heading)):
        return "any"
    if found.kind == "condition" and (not lead or opened(lead) is None):
        # 两院院士；…专家: things, of which the applicant is one.
        above = document.parent(item)
        items = [child for child in (above.children if above else ()) if child.type == "item"][:_LOOKED_AT]
        named = (*noun_words().heads, *_PERSONS)
        things = sum(document.view(each.start, each.end).text.rstrip("；。，").endswith(named) for each in items)
        return "any" if 2 * things > len(items) else "all"
    return "all"


def item_of(document: Document, leaf: Node) -> tuple[Node, Listing] | None:
    """The item that a leaf belongs to in a list of conditions, the outermost that is no mere stem; and its list."""
    chain = [node for node in islice(document.ancestors(leaf), _DEEPEST) if node.type == "item"]
    for item in reversed(chain):
        if (found := list_of(document, item)) is not None and not is_stem(document, item):
            return item, found
    return None


def nearest(document: Document, leaf: Node) -> tuple[Node, Listing] | None:
    """The innermost item that a leaf belongs to in a list of conditions, and its list."""
    item = next((node for node in document.ancestors(leaf) if node.type == "item"), None)
    found = list_of(document, item) if item else None
    return (item, found) if item and found else None


def first_list(document: Document, node: Node) -> tuple[Node, Listing] | None:
    """The first list of conditions among the items right below a node, by its first item; None where there is none."""
    before = None
    for child in node.children:
        if child.type == "item" and before != "item" and (found := list_of(document, child)) is not None:
            return child, found
        before = child.type
    return None


def is_stem(document: Document, item: Node) -> bool:
    """Whether an item only introduces its numbered sub-items: its words before them end in a colon, or are a mere heading."""
    first = next((child.start for child in item.children if child.type == "item"), None)
    if first is None:
        return False
    words = "".join(
        document.view(child.start, child.end).text for child in item.children if child.end <= first and child.type in {"text", "heading"}
    )
    return words.endswith("：") or len(words) < 20


def force_of(words: str) -> Force:
    """How much a condition weighs by the words that introduce or follow it."""
    return "bonus" if _BONUS.search(words) else "discretionary" if _DISCRETIONARY.search(words) else "gate"


def _lead(document: Document, above: Node, item: Node) -> str:
    """The sentence that leads in an item, without its number; empty where only a heading stands above it."""
    before = [child for child in above.children if child.end <= item.start and child.type in {"text", "heading"}]
    if not before:
        return ""
    view = document.view(before[-1].start, before[-1].end)
    last = view.text[list(sentences(view))[-1][0] :] if view.text else ""
    return MARKER.sub("", last, count=1) if last.rstrip("”").endswith(("：", "的")) else ""


def kind_of(lead: str) -> Kind | Literal["other"] | None:
    """What a lead-in opens by its own words; None where they say nothing."""
    return _kind(lead, "")


def _names_a_part(heading: str) -> bool:
    """Whether a heading inside a list of conditions only tells the kinds of support apart (支持建设某某园, 某某奖励)."""
    return announced(heading) in {"support", "task", "goal"} and not _OTHER_HEADING.search(heading) and not _MATERIALS.search(heading)


def _kind(lead: str, heading: str) -> Kind | Literal["other"] | None:
    """What a list's own words open; None where they say nothing."""
    if _FORBIDS.search(lead):
        return "other"
    if _EXCLUSION.search(lead):
        return "exclusion"
    said = opened(lead) if lead else None
    if said in {"condition", "exclusion", "sanction"}:
        return said  # type: ignore[return-value]
    if (said == "material" and _PAPERS.search(lead)) or (said is None and _MATERIALS.search(heading)):
        return "material"
    if said is not None:
        return "other"
    if _HEADING.search(heading) and not _OTHER_HEADING.search(heading):
        return "exclusion" if _EXCLUSION.search(heading) else "condition"
    return "other" if announced(heading) not in {None, "condition"} else None
