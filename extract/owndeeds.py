"""What a predicate says of its own doer: its words less what others do, have done, or are yet to be set up to do.

A body is at □□ (see :mod:`.duties`).
"""

from __future__ import annotations

import re

# What has already happened to the things spoken of: 对通过形式审查的单位.
_PASSED = re.compile(r"(?:通过|经)[^，。；]{1,12}?的(?=[\u4e00-\u9fff])")
_UNOPPOSED = re.compile(r"(?:经)?公示(?:期满)?(?:后)?无异议(?:后|的)?")
# On what one acts: 根据项目受理情况开展评审 is no acceptance.
_GROUNDS = re.compile(
    r"(?:根据|按照|依据|依照|结合|参照|对照|综合(?!服务|管理|执法|治理|平台|经济|行政|性))[^，。；]{1,24}?(?:情况|结果|意见|要求|通知|原则|规定|标准|办法|需要|实际|程序|精神|得分)(?=[\u4e00-\u9fff，、]|$)"
)
# On what occasion one acts: 在监督管理中发现…, 在立项审批等工作中落实….
_OCCASION = re.compile("在[^，。；]{1,60}?(?:工作|过程|管理|环节|活动)中(?!心)|自?(?:受理|收到)[^，。；]{0,16}之日起")
# What another body did to the things spoken of: 作为管委会认定的机构.
_BY_OTHERS = re.compile("□□(?:联合|统一|公开)?[\u4e00-\u9fff]{2,6}的(?=[\u4e00-\u9fff])")
# What somebody else decides before: 经市政府批准后, 报区财政局审核同意.
_BEFOREHAND = re.compile("经(?:由|过)?□□[^，。；]{0,24}?(?:后(?!续)|同意|通过|合格|$)|经(?:认定|批准|审定|审批|同意)后")
# On what is sent up, whoever does something with it: 对各区推荐项目开展评审.
_SENT_UP = re.compile("(?:对|从|在)[^，。；]{0,10}?推荐的?(?:项目|企业|单位|园区|产品|名单|对象|材料|人选|案例)")
# What others do with what one passes on: 通过初审后上报市局进行复审.
_PASSED_UP = re.compile(
    "(?:上报|报送|报请|报|提交至?|提请|转报)(?:□□|[^，。；□]{2,10}(?:机构|专家组?))(?:统一)?(?:进行|组织|开展|予以)?(?:项目|材料|专家)?(?:复审|评审|审核|审定|审批|审查|审议|复核|核准)[^，。；]*"
)
_BRACKET = re.compile("（[^（）]{0,80}）")
_DEFINED = re.compile(r"（[^（）]*(?:简称|统称|合称|以下称)[^（）]*）")
# What is to be arranged, whoever then does it: 完善抵押物认定、评估等制度, 提供快速受理服务.
_ORDER = re.compile("(?:建立|健全|完善|优化|规范|改革|创新)[^，。；]{2,50}?(?:制度|机制|体系|体制|规则)|提供[^，。；]{2,50}服务")

_BREACH = re.compile(
    r"(?:(?:一般|原则上|均|都|也)?不(?!定期|断|仅|但|少于|低于|超过|再)(?=[\u4e00-\u9fff])|未(?:按|依|经|能|及时)|拒不|违反|擅自|已经?[^，。；]{2,20}的$)"
)
_ADVERBS = re.compile(r"^(?:[并还也]|同时|应当?|要|须|将|可以?|积极|进一步|切实|大力|予以|一是|二是|三是)+")
# 主管部门和其他有关部门及其工作人员玩忽职守的: those who are liable.
_LIABLE = re.compile(r"^[^，。；]{0,14}(?:及其|的)(?:工作|执法|主管|直接)[^，。；]{0,6}人员")


def own_words(text: str) -> str:
    """The words of a predicate without its asides, its grounds and what others did to the things spoken of."""
    for aside in (_DEFINED, _UNOPPOSED, _BEFOREHAND, _PASSED, _SENT_UP, _PASSED_UP, _OCCASION, _GROUNDS, _BY_OTHERS, _BRACKET):
        text = aside.sub("", text)
    return text


def without_arrangements(text: str) -> str:
    """Without what is to be set up: of 完善抵押物认定、评估等制度 nothing is left to be an act."""
    return _ORDER.sub("", text)


def without_passed(text: str) -> str:
    """Without what has already happened to the things spoken of."""
    return _PASSED.sub("", text)


def bare(text: str) -> str:
    """A predicate without the adverbs and auxiliaries that it begins with."""
    return _ADVERBS.sub("", text)


def fails(text: str) -> bool:
    """Whether a predicate says what its doer omits or is liable for, or what it has done already."""
    return _LIABLE.match(text) is not None or _BREACH.match(bare(text)) is not None
