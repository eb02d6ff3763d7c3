"""Finance that others provide (融资供给): banks, insurers, guarantors and funds that are told to lend, and whom they are to lend to.

鼓励银行为节能改造项目提供贷款 promises nothing to banks: who is meant stands behind 为, 向 or 对, or is nobody in particular.
"""

from __future__ import annotations

import re

from .honours import Span, Target
from .reading import Clause
from .recipients import named_targets

_TOLD = r"(?:鼓励|支持|引导|推动|指导|督促|协调|组织|扶持|吸引|撬动|带动|推进)"
_GIVER = (
    r"(?:银行业?(?:金融)?(?:机构)?|金融(?:业)?(?:机构|组织|企业)|保险(?:业|机构|公司)(?:金融机构)?|担保(?:机构|公司)|小额贷款公司|融资租赁公司"
    r"|(?:创业|风险|股权)?投资(?:机构|基金|企业)|(?:产业|引导|母|发展|担保)基金|(?:社会|民间)(?:资本|资金)|金融资本)"
)
_GIVERS = re.compile(
    rf"(?:{_TOLD}(?P<between>[^，。；：对给]{{0,24}}?)|(?:^|，)[^，。；：、对给的符经获列]{{0,8}}?)(?P<giver>{_GIVER})(?![者人方类]|[^，。；]{{0,6}}(?:发行|上市|挂牌|增资|补充资本))(?=[^，。；：]{{2}})"
)
# Who gives something to the givers themselves says so: 给予风险补偿.
_GETS = re.compile(r"给予|予以|享受|获得[^，。；]{0,6}(?:支持|补)|补偿|补贴|补助|奖励|奖补|贴息")
_OTHERS = re.compile(r"；|，(?=对)")
# What they are to do for somebody: 为…提供, 加大对…的支持力度, 投向….
_FOR = re.compile(
    r"(?:为|向|面向|(?<!面)对)(?P<whom>[^，。；]{2,60}?)"
    r"(?:，?(?:按规定|优先|积极|依法)?(?:提供|发放|开展|投放|实行|推出|实施|增加|加大|进行|投资|设定|设计|开发|量身)(?![、和等及或项])"
    r"|的(?:[^，。；的进]{0,10})(?:支持|投入|力度|服务|供给|投放|扶持|信贷|融资|投资))"
    r"|投向(?P<where>[^，。；的]{2,20}?)(?:领域|产业|行业)?(?:$|，|。|；)"
)


def provides(clause: Clause, part: Span) -> tuple[Target, ...] | None:
    """Whom the lenders and insurers of a part are to serve; empty for nobody in particular, None where a part names no such giver.

    Args:
        clause: the sentence.
        part: span of the part that may name them.
    """
    text = clause.text
    giver = _GIVERS.search(text, *part)
    if giver is None:
        return None
    other = _OTHERS.search(text, giver.end())
    if other and giver["giver"] in text[other.end() :]:
        other = None  # 支持投资机构…，对投资机构给予补贴
    if _GETS.search(text, part[0], other.start() if other else len(text)) or any(part[0] <= m.start < part[1] for m in clause.things):
        return None
    for match in _FOR.finditer(text, giver.start()):
        if match.start() > part[1] and match[0][0] == "对":
            continue  # 对…给予: another promise
        names = (match["whom"] or match["where"]).rpartition("的")[2]
        if targets := named_targets(clause, names, addressed=True):
            return targets
    return ()
