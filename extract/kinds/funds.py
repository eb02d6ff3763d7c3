"""What a fund is for (资金用途): a list below 专项资金用于下列事项： promises its money to each thing that an item names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..beneficiaries import Beneficiaries
from ..facts import Form
from ..reading import Clause
from ..recipients import named_targets
from .promises import Promise

_STEM = re.compile(r"(?:资金|经费|基金)(?:[^，。；：]{0,12}，)?[^，。；：]{0,14}(?:用于|使用范围|支持范围|用途)[^。；：]{0,20}：$")
_FUND = re.compile(r"(?:^|[，、的])(?P<of>[^，。；：、的]{2,8}?)(?:发展|工作|事业)?专项(?:资金|经费)")
_AWARD = re.compile(r"(?:表彰|奖励)(?!机制|制度)")
# What is done with a thing, around its name: 支持公共平台|建设, 重点工程的|实施.
_DONE = re.compile(r"^(?:支持|扶持|开展|资助|补助|补贴|推动|加强|用于|鼓励|培育|壮大|促进|提升|发展|实施|完善|引进)+")
_ENDS = re.compile(r"(?:的)?(?:建设|实施|推广|示范|运营|维护|改造|培育|引进|购置|应用|开展|和|、|与|及)+(?:等.{0,6})?[；。]?$")


def is_fund_stem(words: str) -> bool:
    """Whether a lead-in says that the items below it are what a fund is for."""
    return _STEM.search(words) is not None


def spent_on(clause: Clause) -> Iterator[Promise]:
    """The promises of an item of such a list: a subsidy for each thing that it names, an award where it speaks of one.

    Args:
        clause: the item's sentence.

    Yields:
        at most one promise; none where the item names nothing (调查研究).
    """
    text = clause.text[clause.body :]
    form: Form = "award" if _AWARD.search(text) else "subsidy"
    targets = named_targets(clause, _ENDS.sub("", _DONE.sub("", text.rstrip("；。"))))
    if form == "award" and not targets and (fund := _FUND.search(clause.stems[0])):
        targets = ((fund["of"], None),)  # 节能奖励
    if targets:
        yield Promise(clause.body, len(text.rstrip("；。")) + clause.body, [form], Beneficiaries(targets, None, clause.body, known=True))
