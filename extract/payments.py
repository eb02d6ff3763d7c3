"""Money that is paid (兑付): which numbers of a sentence are sums, shares and ceilings, and what one sum is paid for."""

from __future__ import annotations

import re
from decimal import Decimal

from .instruments import incentive_words
from .quantities import Quantity
from .reading import Clause

Span = tuple[int, int]

_KINDS = frozenset({"money", "percent", "ratio", "measure"})
_PAY = re.compile(
    r"(?:给予|予以|奖励|奖金|奖补|补助|补贴|补偿|资助|支持|扶持|配套|发放|拨付|兑付|返还|领取|最高|不超过|上限|限额|贴息|减免|标准为|安排|(?:信用|授信|贷款|担保)(?:额度|额)[^，。；]{0,6}[至到达为])"
)
# What may follow 的 behind a sum that is paid (10万元的一次性奖励); anything else makes the sum a description (1亿元的项目).
_PAID_AS = re.compile(
    r"(?:以上)?的(?!(?:(?!给予|予以|企业|项目)[^，。；的]){0,5}"
    r"(?:资金|费率(?!上限)|利率|贴息|奖励|奖金|补助|补贴|津贴|资助|支持|扶持|一次性|标准|比例|额度|财政|专项|配套))"
)
# 每年安排100万元活动经费，支持…: a budget; 每年安排最高100万元经费，予以支持: what somebody gets.
_SET_ASIDE = re.compile(r"安排|列支|统筹|筹集|设立|投入")
_BUDGET = re.compile(r"[^，。；]{0,8}(?:经费|资金)$")
_BUDGETED = re.compile(r"(?:安排|列支|统筹|筹集|设立|投入)[^，。；\d]{0,16}(?:资金|经费)(?:不少于|不低于|总额|共|约)?$|列支$")
_PAID_BACK = re.compile(r"给予|予以|返还|奖励")  # 按缴纳税收的40%给予奖励
_PAID_ON = re.compile(r"，(?:给予|予以|用于补助|用于奖励)")
# How a sum is handed out (首次拨付补助资金总额的50%) is no share of its own; 超过8%的 is a condition.
_DELIVERY = re.compile(
    r"(?:奖补|补助|奖励|补贴|资助|扶持)资金的?\d+%[^，。；]{0,2}(?:待|于|在)"
    r"|应(?:奖励|补贴|补助|资助|奖补)(?:资金)?[总金]?额|拨付[^，。；]{0,20}\d%|\d%[^，。；]{0,12}拨付"
)
_STANDARD = re.compile(r"(?:补贴|补助|奖励|资助|支持|扶持|津贴|奖补)(?:金额|资金)?标准")
# 按固定资产投资额的50%，给予最高20万元资助: the share stands in a part of its own.
_BY_SHARE = re.compile(r"(?:[^，。；]{0,12}，)?(?:按照?|参照|依照|以)")
_THEN_PAID = re.compile(r"，[^，。；]{0,16}(?:给予|予以|奖励|补助|补贴|资助|支付|拨付|一次性|最高|兑现)")
_REACHED = frozenset({"超过", "超", "以上", "高于", "大于", "达到", "达", "突破"})
_CEILING = re.compile(r"(?:(?:提高|放宽|增加)[至到]|最高|不超过|上限|限额|封顶|最多)[^，。；、\d]{0,14}$")
# 最高400万元贷款 is what one borrower may get; a larger figure is what a bank sets aside for all of them.
_ONE_LOAN = 100_000_000
# What is counted one by one (5万元/家 is a sum for each); anything else after the stroke is a measure (300元/吨标准煤 is a rate).
_COUNTED = "[家个项户人名台件次年月款种张]"
# A measure whose every unit is paid for: 3元/月·平方米, 每亩奖励200元.
_MEASURE = r"(?:平方米?|平米|㎡|m2|亩|吨|千瓦时?|兆瓦|公里|立方米?|千克|公斤|度|人次|小时|箱|标箱|TEU|航次|班列)"
_PER_MEASURE = re.compile(rf"/[^，。；、的给]{{0,8}}{_MEASURE}")
_EACH_MEASURE = re.compile(rf"每{_MEASURE}[^，。；、\d]{{0,10}}$")
_BASE = re.compile(r"(?:按照?|给予|予以|以)?([^，。；、的按给予\d（）%]{2,20}?)(?:（[^）]*）)?(?:的|给予|予以|最高|不超过)*$")
_EACH_MONTH = re.compile(r"每人每?([月年])")
_STROKE = re.compile(rf"元/({_COUNTED})")
_PER = re.compile(r"(?:每个?|每一|单个?)(家|户)?(企业|单位|园区|产品|项目|机构|平台|个|家|户|人|台|件|年|次)?(?:（园区）)?(当?年度?)?")
_HOUSES = {"家": "企业", "户": "企业"}


PAID_NEXT = re.compile(r"(?:分别|一次性|再|另)*(?:给予|奖励|补助|补贴|资助|奖补)(?=[^，。；的（\d]{0,12}\d)")
"""What is paid follows at once, so that the number before it is a condition: 投资额50万-100万美元奖励10万元."""


def payments(clause: Clause, part: Span) -> list[Quantity]:
    """The numbers of a part of a sentence that say what is paid.

    Conditions (投资额5000万元以上的项目), fees (征收…元), loans (300万元贷款, but for a ceiling on one) and the size of a fund are none.
    """
    return [q for q in clause.quantities if q.kind in _KINDS and part[0] <= q.start < part[1] and _is_paid(clause, q, part)]


def _is_paid(clause: Clause, quantity: Quantity, part: Span) -> bool:
    words, text = incentive_words(), clause.text
    whole, own = text[slice(*part)], text[quantity.start : quantity.end]
    before, after = text[part[0] : quantity.start], text[quantity.end : part[1]]
    if text.count("（", 0, quantity.start) > text.count("）", 0, quantity.start):
        return False
    for_one = _CEILING.search(text[part[0] : quantity.number_start]) is not None and (quantity.max or quantity.min or 0) < _ONE_LOAN
    if quantity.kind != "percent" and PAID_NEXT.match(after):
        return False
    if words.lent.match(after):
        return for_one
    charged = words.charged.search(whole) is not None and not _PAID_BACK.search(after)
    if charged or words.fund.search(before) or re.match(r"规模|的?基金", after):
        return False
    if _BUDGET.match(after) and _SET_ASIDE.search(before) and not _PAID_ON.match(text, part[1]):
        return False
    if _BUDGETED.search(before):
        return False
    open_above = quantity.min is not None and quantity.max is None
    if re.search(r"股[权份](?!合作|有限)", before[-12:]):
        return False  # 政府持有股权不超过10%
    if quantity.kind == "percent":
        if _DELIVERY.search(whole) or (open_above and quantity.decided_by in _REACHED):
            return False
    elif open_above and not re.search(r"不少于|最低|(?:给予|奖励|补助|补贴|资助)[^，。；\d]{0,12}不低于", before + own):
        return False
    if _PAID_AS.match(after) and not _PAY.search(before):
        return False
    if _BY_SHARE.match(whole) and (quantity.kind == "percent" or whole.endswith("标准")) and _THEN_PAID.match(text, part[1]):
        return True
    if whole.endswith("的") and not re.search(r"给予|予以|发放", whole) and (quantity.kind == "percent" or "支付" in whole):
        return False  # 每月按不低于最低工资80%的标准支付工资的
    if quantity.kind == "money" and _STANDARD.search(" ".join((*clause.headings[:1], *clause.stems[:1]))):
        return True  # 三、补贴标准：（一）甲类人才，每人每月1500元
    return any(_PAY.search(words_) for words_ in (before, own, after))


# 按市级资助额度1：1比例, 按缴费额的2/3: shares that are no per cent.
_IN_PROPORTION = re.compile(r"(?:按照?|以|给予)(?P<rate>[^，。；：]{0,24}?(?:\d+(?:\.\d+)?[：∶:]\d+(?:\.\d+)?|的\d/\d))(?!\d)")


def proportion(text: str) -> str | None:
    """The share of a part of a sentence that is said as a proportion (1：1), or None."""
    match = _IN_PROPORTION.search(text)
    return match["rate"] if match and not re.search(r"拨付|兑付|发放|支付|分[两二三四]年", text) else None


def sizes_a_fund(clause: Clause, part: Span) -> bool:
    """Whether a part only says how large a fund or budget is (设立每年5亿元智能制造专项资金)."""
    sums = (q for q in clause.quantities if q.kind == "money" and part[0] <= q.start < part[1])
    return any(incentive_words().fund.search(clause.text[part[0] : q.start]) for q in sums)


def amount(clause: Clause, quantity: Quantity, part: Span, *, listed: bool) -> tuple[Decimal | None, bool]:
    """The yuan of a sum, and whether it is a ceiling; the end of a range is one.

    Args:
        clause: the sentence.
        quantity: the number.
        part: span of the part it stands in.
        listed: whether it goes on a list of ceilings (最高100万元、50万元).
    """
    if quantity.kind != "money":
        return None, False
    if quantity.max is not None and quantity.min != quantity.max:
        return quantity.max, True
    lead = clause.text[part[0] : quantity.start]
    return quantity.min, listed or (_CEILING.search(lead) is not None and "最低" not in lead[-6:])


def is_rate(clause: Clause, quantity: Quantity) -> bool:
    """Whether a number is a share, or money said for each unit of a measure."""
    if quantity.kind != "money":
        return True
    _, stroke, unit = (quantity.unit or "").partition("/")
    if stroke and not re.match(_COUNTED, unit):
        return True
    stroke_at = clause.text.find("/", quantity.start, quantity.end + 1)
    if stroke_at >= 0 and _PER_MEASURE.match(clause.text, stroke_at):
        return True
    return _EACH_MEASURE.search(clause.text[: quantity.start]) is not None


def rate_base(clause: Clause, quantity: Quantity, part: Span) -> str:
    """What a share is taken of, as written (投资额 of 投资额的10%-30%); empty where the part does not say."""
    match = _BASE.search(clause.text[part[0] : quantity.start])
    return re.sub(r"^(?:分别|一次性|给予|奖励|补助)*(?:参照|依照|按照?)?(?:其|该|企业(?=.{2}|$))*", "", match[1]) if match else ""


def paid_for(text: str) -> str | None:
    """What one sum is paid for: 每家 → 企业, 每人每月 → 人月, 5000元/件 → 件; None where the words do not say."""
    if each := _EACH_MONTH.search(text):
        return "人" + each[1]
    if stroke := _STROKE.search(text):
        return _HOUSES.get(stroke[1], stroke[1])
    if (match := _PER.search(text)) is None:
        return None
    return ((match[2] or _HOUSES.get(match[1] or "", "")) + (match[3] or "")) or None
