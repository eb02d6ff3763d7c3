"""Aims (是否目标): which numbers of a text a government sets itself to reach, and which describe, pay, limit or look back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from ..contexts import lead_in, passages
from ..discover import is_set_of_rules
from ..quantities import Quantity
from ..reading import Clause
from .deeds import MAKES, does, sets_out
from .horizon import in_brackets, in_quotes
from .named import patterns
from .shares import Span, outgrowing, shared_out
from .taskcells import is_goal_table
from .whose import actor

_AIMS = re.compile(
    r"(?:建成|建设|建立|创建|创成|培育|培养|打造|形成|开发|推广|普及|发布|制定|制订|出台|遴选|选树|扶持|引进|新增|新建|新认定|认定|达到?|超过|突破|提高|提升|增长|下降|降低|减少|缩小|压缩|实现|力争|争取|"
    r"确保|累计|保持|完成|推进|推动|开展|启动|带动|集聚|布局|组建|支持|实施|转化|帮扶|吸纳|接待|培训|部署|投放|开通|建有|拥有|配[置备]|稳定在|控制在|不得?[低少]于|安排|选派|储备|招募|供应|筹集|高于|快于|翻|倍增|改造|覆盖)"
)
_PAST = re.compile(r"(?:已经?|现有|目前|截至|截止|去年|上年|同比|较上年|累计已|分别占|约占|近几年|“十[一二三]五”(?:期间|时期)?[，,以])")
# Sentences that look back say what has been achieved.
_ACHIEVED = re.compile(
    r"如期|圆满|收官|历史性|总体完成|全部(?:出列|摘帽)|再创|跃居|位居|[居列排][^，。；]{0,4}全[国省市]|荣获|入选|近年来|“十[一二三]五”以来"
)
_NOT_TARGET = re.compile(
    r"(?:不得|不超过|限额|上限|至多|最多|允许|(?P<each>每[家个人户处套所座间名条])|单[个家套人]|给予|奖励|补助|补贴|资助|处以|罚款|享受|贴息|按)"
)
# What a plan or a system consists of is no aim: 由七个部分构成, 分8个章节. Nor is what is said of 一批 things.
_CONTENT = re.compile(
    r"(?:下设|分为|设有)[^。；]{2,120}等$|(?:分为|共分|包括|包含|分别为|下设|聚焦|围绕|涵盖|精准定位)[^，。；]{0,6}$|(?:一批|若干|一[个家座处])[^，。；、]{0,20}$|面向$|(?<![应相绝])对$"
)
_SUMS = re.compile(r"(?:产值|收入|投资|规模|营收|增加值|利润|贷款|融资|交易额|销售|产业|总量|经费|资金|保费)")
# How a number is reached, directly before it.
_REACHES = re.compile(
    r"(?:达到?|突破|超过?|实现|完成|新增|形成|建成|累计|(?:稳定|保持|控制)在|(?:提高|提升|增加|增长|下降|降低|减少|缩小|压缩)[到至]?|不得?[低少]于)[^，。；、]{0,14}$"
)
# In a sentence that pays, numbers are conditions and sums, unless it names the year by which they are to be reached.
_PAYS = re.compile(r"(?:给予|予以|按[^，。；]{2,40})[^，。；]{0,30}(?:奖励|补助|补贴|资助|贴息|支持|扶持)|一次性奖励|奖励\d|补助\d|补贴\d")
# 每年遴选5个左右…，给予…奖励: how many a year is an aim all the same.
_EACH_YEAR = re.compile(r"每年度?[^，。；]{0,6}(?:遴选|培育|选树|打造|新增|认定|组织|推荐|创建|培训)[^，。；]{0,8}?\d+[家个户场]")
_PAID = re.compile(r"奖励(?!机制|制度|办法)|补助|补贴(?!政策|性)|资助|贴息|奖补|给予")
# Nothing but how it is reached, or a class of what was counted before: ，突破2万亿元; 其中超500亿元5家.
_BARE_REACH = re.compile(
    r"(?:力争|并)?(?:到?20\d\d年(?:底|末)?)?(?:力争)?(?:达到?|突破|超过?)?"
    r"|(?:其中)?[，：]?(?:营[业收]\w{0,3}|产值|年?销售\w{0,3})?(?:超过?|突破|达)?[\d千百十]+[万亿]*元(?:以上)?(?:的)?(?:企业)?(?:达到?)?"
)
# Without a year these still say that something is to be reached.
_SETS = re.compile(
    r"力争|确保|用[^，。；]{1,3}年(?:左右)?时间|(?:^|，)使|将[^，。；]{2,24}(?:降低|提高|压缩|缩短|控制)"
    r"|(?:较|比)[^，。；]{2,8}(?:提高|提升|增长|下降|降低|压缩|减少|缩短)$|(?:降|升|提高|稳定|保持|达|控制)(?:低)?(?:到|至|在)$"
)
# 缩小到1.5:1: the ratio to one.
_RATIO = re.compile(r"(?:达到?|[到至为])(?P<n>\d{1,3}(?:\.\d{1,3})?)[∶:：]1(?!\d)(?:左右)?")
_QUOTED = re.compile(r"“[^“”]*”")
# What is done so often each year is a duty, not an aim.
_BY_THE_YEAR = ("次", "个学时", "学时", "课时", "小时", "天", "个工作日")
# What is said of a person, and how something is divided, is none either.
_NO_UNIT = frozenset({"岁", "周岁", "类", "大类", "章", "级"})
_AT_LEAST = re.compile(r"至少|不[少低]于|一[^，。；、次]{0,2}(?:及|或)?以上")
_SMALL = frozenset("二两三四五六七八九")


def may_aim(clause: Clause) -> bool:
    """Whether the passage is one that sets goals, not conditions, money, sanctions or the past."""
    if lead_in(clause) in {"condition", "exclusion", "sanction", "material", "duty"}:
        return False
    if clause.cell is not None:
        return is_goal_table(clause)
    around = passages(clause)
    if not _has_year(clause) and not _EACH_YEAR.search(clause.text) and (_PAYS.search(clause.text) or _ACHIEVED.search(clause.text)):
        return False
    return not around or around[0] not in {"background", "condition", "sanction"}


def is_barred(clause: Clause, quantity: Quantity, part: Span, *, continued: bool) -> bool:
    """Whether a number of a passage that may set goals cannot be one that is to be reached.

    Args:
        clause: the sentence.
        quantity: the number.
        part: the part of the sentence that holds it.
        continued: whether it is of what the number before it was of, as nothing but how it is reached stands before it.
    """
    text = clause.text
    before = text[part[0] : quantity.start]
    if quantity.min is None and quantity.kind in {"money", "count"}:
        return True  # upper limits of what is paid or shared out
    if "每年" in before and text.startswith(_BY_THE_YEAR, quantity.number_end):
        return True  # a cycle
    if (
        quantity.kind in {"duration", "score"}
        or quantity.unit in _NO_UNIT
        or _rhetorical(clause, quantity)
        or in_brackets(text, quantity.start)
    ):
        return True
    if (barred := _NOT_TARGET.search(_QUOTED.sub("", before))) and not (barred["each"] and actor(before)):
        return True
    past = _PAST.search(text, max(0, part[0] - 12), quantity.start)
    if (past and not (past[0].endswith("占") and _has_year(clause))) or (
        _last_paid(text) >= part[0] and not _has_year(clause) and not _EACH_YEAR.search(text, *part)
    ):
        return True
    if text.find("是指", 0, quantity.start) >= 0 or _CONTENT.search(before) or _ordered(clause, quantity):
        return True
    return not continued and _describes(clause, quantity, part)


def is_aim(clause: Clause, quantity: Quantity, part: Span, by: str | None, *, continued: bool, earlier: bool) -> bool:
    """Whether a number that nothing bars is one that is to be reached: a year, a goal or a verb says so.

    Args:
        clause, quantity, part, continued: as for :func:`is_barred`.
        by: the year or date by which, as far as the text gives it.
        earlier: whether the sentence has already set a number to reach.
    """
    text = clause.text
    before = text[part[0] : quantity.start]
    year = clause.reading.profile.year
    if by and year and int(by[:4]) < year:
        return False
    goal = "goal" in passages(clause)[:2] or clause.cell is not None
    if quantity.kind == "money" and not continued and not _is_sum(clause, quantity, before, aimed=bool(by or goal or earlier)):
        return False
    if goal:
        return True
    if not _AIMS.search(text, clause.body, quantity.end) and not sets_out(before) and not does(clause, quantity, part):
        return False
    if outgrowing(clause, quantity, part):
        return True
    if by is not None or _counts_a_type(clause, quantity):
        return True
    if earlier and (before.startswith("其中") or _AIMS.search(text, part[0], quantity.number_start)):
        return True
    if is_set_of_rules(clause.reading):
        return False
    return (
        _SETS.search(text[clause.body : quantity.number_start]) is not None or sets_out(before) or does(clause, quantity, part, plans=True)
    )


def only_verbs(words: str) -> bool:
    """Whether words in front of a number say only what is done (，累计建成5000万亩), so that the thing is the one before."""
    return re.fullmatch(rf"(?:{_AIMS.pattern}|其中|全[省市区县])+", words) is not None


def is_no_thing(name: str) -> bool:
    """Whether what seems to be the name of a thing is only what is done (推动), or what a system consists of (建立2项制度)."""
    return (
        only_verbs(name)
        or patterns()["verbs"].fullmatch(name) is not None
        or name.endswith(("制度", "机制", "原则", "环节", "方面", "阶段", "层次", "条件", "情形"))
    )


@lru_cache(maxsize=64)
def _last_paid(text: str) -> int:
    """Where a sentence last speaks of paying; -1 where it does not."""
    return max((match.start() for match in _PAID.finditer(text)), default=-1)


def _has_year(clause: Clause) -> bool:
    return any(d.kind == "by_year" for d in clause.dates)


def ratios(text: str) -> Iterator[Quantity]:
    """Ratios to one that are to be reached (进出比缩小到1.5:1), as plain numbers."""
    for match in _RATIO.finditer(text):
        n = Decimal(match["n"])
        yield Quantity(
            match.start("n"), match.end(), n, True, n, True, None, "ratio", number_start=match.start("n"), number_end=match.end("n")
        )


def _rhetorical(clause: Clause, quantity: Quantity) -> bool:
    """Whether a number only groups what is named (三张清单, 五大行动, “千人百家”): below ten, in characters, no body counted."""
    text = clause.text
    number = text[quantity.number_start : quantity.number_end]
    if number == "一" and _AT_LEAST.search(text[clause.part_at(quantity.start)[0] : quantity.end]):
        return False  # 至少建成一所: the least that is to be
    if number == "一" or in_quotes(text, quantity.start):
        return True
    if quantity.kind == "percent":
        return False
    listed = text[clause.part_at(quantity.start)[0] : quantity.number_start]
    if listed.count("、") and quantity.min == quantity.max == listed.count("、") + 1 and not _AIMS.search(listed, listed.rfind("、")):
        return True  # 医药、纺织、食品三个产业: it only counts what stands before it
    return number in _SMALL and (quantity.unit not in {"个", "家", "座", "所", "项", "名", "人"} or text.startswith("大", quantity.end))


def _is_sum(clause: Clause, quantity: Quantity, before: str, *, aimed: bool) -> bool:
    """Whether a sum of money is one that an economy reaches, not one that is paid: it is said to, or what is reached is a sum."""
    if _SUMS.search(before) or (aimed and len(before) >= 2 and _REACHES.search(clause.text[: quantity.number_start])):
        return True
    return re.search(r"[为向][^，。；]{2,12}(?:提供|发放)$", before) is not None


def goes_on(clause: Clause, quantity: Quantity, part: Span) -> bool:
    """Whether a number is of what the one before it counted: 其中超500亿元5家, ，突破2万亿元, 8家、10家."""
    text = clause.text
    if _BARE_REACH.fullmatch(text, part[0], quantity.start):
        return True
    alike = max((q.end for q in clause.quantities if part[0] <= q.start < quantity.start and q.unit == quantity.unit), default=part[0])
    if text[alike] in "、和" and quantity.start - alike > 2 and _BARE_REACH.fullmatch(text, alike + 1, quantity.start):
        return True  # 超100亿元的企业10家、超50亿元的20家
    previous = next((q for q in reversed(clause.quantities) if q.end <= quantity.start), None)
    if previous is None or previous.unit != quantity.unit or text[previous.end : quantity.start] not in {"、", "和"}:
        return False
    return text.find("分别", part[0], previous.start) >= 0


def _describes(clause: Clause, quantity: Quantity, part: Span) -> bool:
    """Whether the number only describes: whom a promise is for (超过1000万元的企业，给予…), how large a thing is (年产120万吨…项目)."""
    text = clause.text
    before = text[part[0] : quantity.start]
    ends = quantity.end >= part[1] or text[quantity.end] in "、和及与以）"
    if quantity.kind in {"count", "measure", "money"} and not ends:
        # 建设年养蚕10万张以上桑种场2个: the number at the end counts, the one inside describes.
        later = next((q for q in clause.quantities if quantity.end <= q.start < part[1]), None)
        counts = later is not None and later.kind == "count" and (later.end >= part[1] or text[later.end] in "、和及与")
        if later is not None and counts and not re.search(r"[、和及与]|的", text[quantity.end : later.start]):
            return True
    if quantity.kind == "count" and text[quantity.end : quantity.end + 1] in ("的", "或"):
        return MAKES.search(before[-4:]) is None  # 实现常住人口200户或500人以上的聚居点…全覆盖, but 培育10家以上的…
    if quantity.kind not in {"money", "percent", "measure", "ratio"}:
        return False
    reached = _REACHES.search(text[part[0] : quantity.number_start]) is not None
    if shared_out(clause, quantity, part):
        return False
    if (text.startswith("的", quantity.end) and not before.endswith(("提供", "发放"))) or (
        re.match(r"(?:其中，?)?对", before) and not reached
    ):
        return True
    if quantity.kind == "money" and not ends and text[quantity.end] >= "\u4e00" and not _SUMS.match(text, quantity.end):
        return not before.endswith(("提供", "发放"))  # 引进年销售额5000万元以上大品种
    if quantity.kind != "measure" or reached:
        return False
    return not (ends and MAKES.search(before))


def _ordered(clause: Clause, quantity: Quantity) -> bool:
    """Whether the number is what a body must put into a plan or report by a date, not an aim (提出5-8个重点领域)."""
    return bool(re.search(r"(?:提出|明确|确定|包含|推荐|报送|上报|遴选)[^，。；]{0,24}$", clause.text[: quantity.start])) and any(
        d.bound == "by" and d.kind in {"date", "month", "recurrence"} for d in clause.dates
    )


def _counts_a_type(clause: Clause, quantity: Quantity) -> bool:
    """Whether the number counts a known type (遴选扶持5家以上第三方评价机构)."""
    return any(m.labels and 0 <= m.start - quantity.end <= 6 for m in clause.types)
