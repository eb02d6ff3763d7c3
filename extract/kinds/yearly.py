"""What 年度, 季度 and 月度 say of how often something is done (年度): 开展年度评估, 根据年度考核结果, 报送年度报告和月度信息."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..contexts import lead_in
from ..dates import DateMention
from ..reading import Clause

# Before 年度评估: somebody is to carry it out.
_ANNUAL = re.compile(r"(?:开展|进行|组织|实施|实行|接受|建立)[^，。；]{0,8}$")
_ANNUAL_ACT = re.compile(
    r"(?:开展|进行|组织|实施|接受)(?P<annual>年度)[^，。；、的年度]{2,10}?(?:评估|评价|考核|复核|审核|检查|监测)"
    r"|的(?P<whose>年度)[^，。；、年度]{2,14}进行(?:全面|综合)?(?:评估|评价|考核|复核|审核|检查|监测|审计)"
)
# 根据年度考核结果: the check is yearly.
_BY_ANNUAL = re.compile(
    r"(?:根据|依据|结合|按照?|参考)[^，。；]{0,8}(?P<annual>年度)[^，。；、的年度]{0,8}(?:评估|评价|考核|复核|审核|检查|监测|验收)(?:结果|情况|结论|等次|得分)"
)
# What is sent in or made public for each year or month: 报送年度…报告和…月度信息.
_REPORTS = re.compile(
    r"(?:报送|报告|上报|提交|填报|公布|发布|公开|披露)(?!的)(?![^，。；]{0,8}(?:上一?|近|[一二两三\d]个)年度)(?P<what>[^，。；：（）]{0,50}(?:报告|信息|(?<!申)报表|情况|数据|总结))"
)
_FAILS = re.compile("未|不按|违反|逾期|拒不|每[年季月半]|近|连续|[前底内日]前?$")
_EACH = {"年度": "P1Y", "季度": "P3M", "月度": "P1M", "半年度": "P6M"}
_EACH_WORD_SIGN = re.compile("[年月季]度")
_EACH_WORD = re.compile(
    "(?<![上下本当近个各该毕会])(?<!一)(?:半年度|年度|季度|月度)(?=[^，。；、年度计划]{0,16}(?:报告|信息|(?<!申)报表|情况|数据|总结))"
)


def annual_acts(clause: Clause) -> Iterator[DateMention]:
    """年度 in front of the name of a check that somebody carries out (开展年度环境绩效评估) or of what is sent in (报送年度报告)."""
    if not _EACH_WORD_SIGN.search(clause.text):
        return
    found = [(match.span("annual" if match["annual"] else "whose"), "P1Y") for match in _ANNUAL_ACT.finditer(clause.text, clause.body)]
    found += [(match.span("annual"), "P1Y") for match in _BY_ANNUAL.finditer(clause.text, clause.body)]
    if lead_in(clause) not in {"sanction", "exclusion", "condition"}:
        for match in _REPORTS.finditer(clause.text, clause.body):
            if not _FAILS.search(clause.text, clause.body, match.start()):
                found += [(word.span(), _EACH[word[0]]) for word in _EACH_WORD.finditer(clause.text, *match.span("what"))]
    for (start, end), period in found:
        if not any(m.start < start < m.end for m in clause.dates):
            yield DateMention(start, end, "period", period)


def done_yearly(clause: Clause, mention: DateMention) -> bool:
    """Whether 年度 says that something is done each year; 经年度考核为优秀的 and 年度报告 are only annual things."""
    text = clause.text
    return text[mention.start : mention.end] != "年度" or _ANNUAL.search(text[clause.part_at(mention.start)[0] : mention.start]) is not None
