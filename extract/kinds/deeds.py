"""Deeds (做什么): which words in front of a number say what a plan will make or do (打造3—5个…, 放映农村公益电影2000场)."""

from __future__ import annotations

import re

from ..quantities import Quantity
from ..reading import Clause
from .shares import Span

# What a plan sets out to make, directly before its number or its name: 打造3—5个…, 培育…企业30家.
MAKES = re.compile(
    r"(?:建成|建设|建立|创建|创成|培育|培养|打造|形成|开发|推广|普及|制定|制订|出台|遴选|选树|扶持|引进|新增|新建|梳理出|发展|组建|布局|集聚|改造|推出|建有|实现|覆盖|支持|开展|举办|招引|引育|壮大|配[置备]|安排|选派|储备|招募|供应|筹集|滚动实施|推广应用|应用|修建|扩建|拓展|完成|认定|转化|帮扶|吸纳|培训|部署|投放|开通|建)"
    r"(?P<what>[^，。；：]{0,30})$"
)
# What is only said, sent in or left out, and what the law or a contract requires.
_NO_DEED = re.compile(
    r"[应须需可能]|提交|提供|报送|填[写报]|上传|携带|包括|包含|涵盖|分为|设有|属于|具[有备]|符合|满足|有|是|为|共|占|聚焦|围绕|突出"
    r"|坚持|处理|处以|扣|加|减|获|取得|担任|从事|参加|经过|超过|延长|缩短|提前|连续|选择"
)
_PLAN = re.compile(r"计划|方案|规划|意见|要点|行动|纲要|部署")


def sets_out(before: str) -> bool:
    """Whether a plan without a year says what it will make; conditions count things, too, but make none."""
    return MAKES.search(before) is not None and not re.search(r"应|须|需|的，|可(?![复推持办及达再支靠视追])", before)


def does(clause: Clause, quantity: Quantity, part: Span, *, plans: bool = False) -> bool:
    """Whether a part begins with what is done and goes on with the number (放映2000场, 组织发布100部): a plan's verbs are no closed list.

    Args:
        clause, quantity, part: the sentence, the number, and the part of the sentence that holds it.
        plans: whether the document has to call itself a plan.
    """
    if quantity.kind != "count" or (plans and not _PLAN.search(clause.reading.profile.title or "")):
        return False
    if quantity.end >= part[1] or clause.text[quantity.end] in "、和及":  # 放映农村公益电影2000场: the name stands between
        first = next((t for t in clause.doc if t.idx >= part[0]), None)
        said = clause.text[part[0] : quantity.start]
        return first is not None and first.tag_ == "v" and len(first) > 1 and len(said) - len(first) >= 2 and not _NO_DEED.search(said)
    if clause.text[quantity.end] in "的或以":
        return False
    ahead = [t for t in clause.doc if part[0] <= t.idx and t.idx + len(t) <= quantity.start]
    said = "".join(t.text for t in ahead)
    if not ahead or part[0] + len(said) != quantity.start or _NO_DEED.search(said):
        return False
    return all(t.tag_ in {"v", "vd", "vn", "d", "ad"} for t in ahead) and any(t.tag_ == "v" and len(t) > 1 for t in ahead)
