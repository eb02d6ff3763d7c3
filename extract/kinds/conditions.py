"""Numbers as conditions (数值条件): which quantities of a sentence may be one, and what follows from them."""

from __future__ import annotations

import re
from dataclasses import replace

from ..payments import PAID_NEXT
from ..quantities import Quantity
from ..reading import Clause

Span = tuple[int, int]

_CONSEQUENCE = re.compile(
    r"(?:为(?:“?[^，。；]{1,4}”?)(?:级|等|档)|为“?(?:优秀|良好|合格|不合格|基本合格|达标)|进入(?:专家|现场|下一|综合|后续|答辩)|推荐|申报|申请|认定|评定|评为|授予|确定为|命名为|列为|列入|纳入|入选|给予|予以|享受|奖励|补助|补贴|资助|支持|发放|领取|取消|撤销|除名|移出|降级|责令|通报|追回|收回|无偿收回|解除|终止|免除|预留|保障|减免|返还|实行|免收|免缴|贴息|贷款贴息)"
)
# What may stand before it, in any number: 可按规定优先给予…; some of it with words of its own (由…, 按…, 经…), so many at most.
_ADVERBS = ("方可", "择优", "优先", "应", "应当", "将", "依法", "分别", "一次性", "每年", "每家", "每个", "再", "另", "就近", "在职期间")
_LED_IN = {"由": 20, "按": 30, "经": 12, "单": 6, "每": 6}
_ADVERBS_REACH = 100  # characters of adverbs before what follows: more than people write
# A part that ends so is a condition: …的，…的企业，…的项目
_CONDITIONAL_END = re.compile(r"的(?:[^，。；的]{1,12})?$|(?:时|后|者|前提下)$")
_LOOK_BACK = re.compile(r"(?:近|最近|过去|前|上|连续|满)$")
_PAYS = re.compile(
    r"(?:给予|予以|奖励|补助|补贴|资助|支持|扶持|最高|累计|总额|按|每[家个户人年]|限额|上限|标准为|发放|贴息|额度(?!的))[^，；。]*$"
)
# In a list of conditions only these say that the sum is one that is paid.
_PAYS_LISTED = re.compile(r"(?:给予|予以|奖励|最高|限额|上限|发放)[^，；。]*$")
_UPWARDS = frozenset({"至", "到", "-", "—", "~"})  # what joins the ends of a rung that includes both
_BOUND_WORD = re.compile(r"(?:达到?|(?<!不)超过?|不低于|低于|不足|少于|高于|大于|以上的)$")
_GRADED_NEXT = re.compile(r"(?:评价|评定|考核|认定|确定)?(?:结果)?为“?(?:优秀|良好|合格|不合格|基本合格|达标|[一二三四五]星级|[A-D]级)")
# Quotas and the size or length of a grant are no conditions.
_QUOTA = re.compile(
    r"(?:期限|名额|数量(?:最多|不)|限额|(?:资金|基金)?(?:总)?规模(?!以上|化|企业|工业|种植|养殖)|每年获|不得重复|年限|补贴|补助|租金|贴息|公示|"
    r"最多(?:申报|支持|享受|推荐)|遴选|推荐(?:数量|名额)|每[个家]单位|限报)"
)
# …不超过100万元的标准，给予: what is paid; 运营满6个月后3个阶段，分别: when it is paid.
_OF_PAYMENT = re.compile(r"的?(?:标准|比例|额度|限额|幅度)(?:，|$|给予|予以|内)|[^，；。]{0,30}\d个阶段")
# 支持周期一般不超过3年: how long one is paid; 给予单个项目不低于1000万元的奖励: what.
_PAID_FOR = re.compile(r"(?:支持|扶持|资助|补助|补贴|奖励|享受|执行|实施|建设|培育|服务)(?:周期|时间|时长|期)(?:一般|原则上|最[长多])*$")
_PERIOD = re.compile(r"的?(?:培育|过渡|建设|保护|支持|扶持|观察|整改|试点|服务|缓冲|实施)期")  # 给予1—2年的培育期
_PAID_SUM = re.compile(r"(?:左右|以上|以内)?的?[^，。；的]{0,10}(?:奖励|补助|补贴|资助|奖金|资金支持|支持|扶持)(?=[，。；（]|$)")
_GIVES = re.compile(r"(?:给予|予以|发放|拨付|安排|提供|奖励|补助|补贴|资助)[^，。；的]{0,16}$")
_OF_LOAN = re.compile(r"(?:的)?(?:[^，。；的]{0,14})?贷款")  # 3年期以上贷款: which loans, not whose
# 符合两项以上扶持条款的: how awards stack, or how many of the conditions must be met, not a measure of the applicant.
_OF_CLAUSES = re.compile(r"[^，。；]{0,6}(?:条款|政策|条件|情形|奖项|项目资助)")
# No conditions: who applies (两个及以上主体联合申报), what an office shares out (安排不少于5%的指标), a time said twice (（含三个月）).
_WITHIN = re.compile(r"内(?:（[^（）]*）)?$")
_OF_APPLYING = re.compile(r"(?:主体|单位|企业|机构|个人|人员)?(?:共同|联合)")
_COUNTED_IN = re.compile("（含(?:成立|注册|设立|运营)?$")  # 近三年（含成立不足三年）: said of the time before
_SEVERAL_AWARDS = re.compile(r"(?:及?以上)?(?:的)?(?:称号|荣誉|奖项|扶持政策|奖励)")
_FINE = re.compile(r"(?:的)?(?:罚款|罚金|滞纳金|违约金|赔偿)")
_SHARES = re.compile(r"(?:安排|预留|划出|提取|计提|拿出|切块)[^，。；]{0,4}$")
_PRORATED = re.compile(r"[^，。；]{0,6}的?，按(?:照)?(?:实际|比例|月|日|天|季)")
# 累计24个月在本市缴纳…: at least so long.
_DONE_SO_LONG = re.compile(r"(?:及?以上)?[^，。；、]{0,12}(?:缴|参保|社保|居住|工作|就业|服务|任职|从业)")
_PAYS_HERE = re.compile(
    r"(?:给予|予以|发放|拨付|享受|给企业|按[^，。；]{2,30}(?:奖励|补助|补贴|资助|扶持|支持)|(?:奖励|补助|补贴|资助|奖补)(?=[^，。；的（\d]{0,12}\d))"
)
# What somebody loses in the end: then the years before are a condition of keeping it (连续两年未使用的，…收回).
_LOSES = re.compile(r"(?:取消|撤销|收回|追回|解除|终止|除名|移出)(?!奖励)")
# What a length of time may be a condition of; elsewhere in a list of exclusions it is how far one looks back.
_STANDING = re.compile(r"(?:注册|成立|设立|经营|运营|投产|生产|入驻|从业|停产|停业|运行|存续)[^，。；处违刑罚治]{0,6}$")


def may_be_condition(clause: Clause, quantity: Quantity, context: str | None) -> bool:
    """Whether a quantity can be a condition at all: it has an open side, is no look-back window and no sum that is paid.

    Args:
        clause: the sentence.
        quantity: one of its quantities.
        context: what the lead-in opens (:func:`..contexts.lead_in`).
    """
    text = clause.text
    before, after = text[clause.body : quantity.start], text[quantity.end : quantity.end + 30]
    start, _ = part = clause.part_at(quantity.start)
    listed, keep = context in {"condition", "exclusion", "sanction"}, context == "sanction"
    if (not listed and _OF_PAYMENT.match(text, quantity.end)) or before.endswith("由") or _OF_LOAN.match(text, quantity.end):
        return False  # 由至少2名工作人员: how the office goes about it
    if (not listed and _QUOTA.search(text, start, quantity.end)) or (
        _OF_CLAUSES.match(after) and re.search(r"(?:符合|满足|享受|同时|具备|属于)[^，。；]{0,8}$", before)
    ):
        return False
    if quantity.kind == "money" and _FINE.match(after):
        return False
    if quantity.kind in {"money", "percent"} and _PAID_SUM.match(after) and _GIVES.search(text[start : quantity.start]):
        return False
    if quantity.kind == "duration" and (_PAID_FOR.search(text[start : quantity.start]) or _PERIOD.match(text, quantity.end)):
        return False
    if quantity.min is None and (quantity.decided_by or "").startswith("最高") and not listed:
        return False  # 单个项目最高不超过200万元: how much is paid
    if _OF_APPLYING.match(after) or _SHARES.search(before) or before.endswith("（含") or _COUNTED_IN.search(before):
        return False
    if quantity.kind == "count" and _SEVERAL_AWARDS.match(after):
        return False  # 同时获得两个及以上称号的，按最高标准奖励
    if quantity.kind == "duration" and quantity.min is None and _PRORATED.match(after):
        return False  # 实际租期不满一年的，按实际期限给予: how much, not whether
    if quantity.kind == "full" or re.search(r"免(?:于|予|除)", after) or (quantity.unit or "").endswith("年度"):
        return False
    if quantity.exact is not None:
        if context == "condition" and quantity.kind == "duration" and before.endswith(("累计", "连续")) and _DONE_SO_LONG.match(after):
            return True
        keep = keep or _LOSES.search(text, part[1]) is not None
        return (
            keep
            and (before.endswith("连续") or text.startswith("连续", quantity.start))
            and (quantity.kind != "duration" or _alone(clause, quantity, part))
        )
    if (before.endswith("前") or text.startswith("前", quantity.start)) and quantity.unit in {"个", "家", "批", "台（套）", "台套"}:
        return False  # 前三个: an order
    if quantity.kind == "duration":
        if _WITHIN.search(text[quantity.start : quantity.end]) or text.startswith("内", quantity.end):
            return False
        if _LOOK_BACK.search(before) or text.startswith(("近", "连续", "最近", "过去"), quantity.start):
            return keep and (
                quantity.unit == "次" or ("连续" in text[quantity.start - 2 : quantity.end] and _alone(clause, quantity, part))
            )
        if context == "exclusion" and not _STANDING.search(text[start : quantity.start]):
            return False
    pays = _PAYS_LISTED if listed else _PAYS
    paid = quantity.kind in {"money", "percent"} and pays.search(text, start, quantity.start)
    return not (paid and not _BOUND_WORD.search(text[start : quantity.number_start]) and not PAID_NEXT.match(text, quantity.end))


def _alone(clause: Clause, quantity: Quantity, part: Span) -> bool:
    """Whether a part has no other number: 连续两年未填报, but not 占比连续两年低于25%."""
    return all(q is quantity or not part[0] <= q.start < part[1] for q in clause.quantities)


def ladder(clause: Clause) -> list[Quantity]:
    """The quantities of a sentence; rungs of a ladder (达1万元、5万元、20万元以上的，分别…) share the word that bounds one of them."""
    found = list(clause.quantities)
    for i in range(len(found) - 2, -1, -1):  # the word stands behind the last
        later = found[i + 1]
        if _rungs(clause, found[i], later) and found[i].exact is not None and later.min is not None and later.max is None:
            found[i] = replace(found[i], min_inclusive=later.min_inclusive, max=None, max_inclusive=None, decided_by=later.decided_by)
    for i in range(1, len(found)):  # the word stands before the first
        first = found[i - 1]
        if _rungs(clause, first, found[i]) and found[i].exact is not None and first.min is not None and first.max is None:
            found[i] = replace(found[i], min_inclusive=first.min_inclusive, max=None, max_inclusive=None, decided_by=first.decided_by)
    for i in range(1, len(found)):  # 5000万元至1亿元、1亿元以上的: where one rung includes its end, the next begins above it
        first, then = found[i - 1], found[i]
        joined = clause.text[first.end : then.start] in {"、", "，", "和", "及"}
        if joined and first.unit == then.unit and first.decided_by in _UPWARDS and first.max == then.min and then.exact is None:
            found[i] = replace(then, min_inclusive=False)
    for i in range(1, len(found)):  # 5亿元至10亿元（含）的，给予…；10亿元以上的，给予…: the next rung begins above the end of the last
        then = found[i]
        below = any(q.unit == then.unit and q.max == then.min and q.max_inclusive and q.min is not None for q in found[:i])
        if (
            below
            and then.max is None
            and then.min_inclusive
            and then.min is not None
            and "含" not in clause.text[then.start : then.end + 3]
        ):
            found[i] = replace(then, min_inclusive=False)
    return found


def _rungs(clause: Clause, left: Quantity, right: Quantity) -> bool:
    """Whether two quantities are neighbours in a list of the same measure from which something follows."""
    joined = clause.text[left.end : right.start] in {"、", "和", "及", "或"}
    return (
        joined
        and left.unit == right.unit
        and left.kind in {"money", "count", "percent", "measure"}
        and bool(_PAYS_HERE.search(clause.text, right.end))
    )


def chain(clause: Clause, quantities: list[Quantity], quantity: Quantity) -> tuple[Quantity, Quantity]:
    """The first and the last rung of the ladder that a quantity stands in; itself twice where there is none."""
    at = next(i for i, q in enumerate(quantities) if q.start == quantity.start)
    low = high = at
    while low and _rungs(clause, quantities[low - 1], quantities[low]):
        low -= 1
    while high + 1 < len(quantities) and _rungs(clause, quantities[high], quantities[high + 1]):
        high += 1
    return quantities[low], quantities[high]


def _says_what_follows(text: str, start: int) -> bool:
    """Whether the words from ``start`` on say what follows from a condition, whatever adverbs come first.

    Each place that adverbs lead to is looked at once: one regular expression for all of it tries every way of taking them, which no
    time suffices for where 由, 按 and 经 come again and again.
    """
    reached, waiting = {start}, [start]
    while waiting:
        at = waiting.pop()
        if _CONSEQUENCE.match(text, at):
            return True
        ends = {at + len(word) for word in _ADVERBS if text.startswith(word, at)}
        if most := _LED_IN.get(text[at : at + 1]):
            ends.update(range(at + 2, min(at + 1 + most, len(text)) + 1))
        if text.startswith("在", at):
            ends.update(i + 1 for i in range(at + 2, min(at + 18, len(text))) if text[i] == "内")
        for i in range(at, min(at + 7, len(text))):
            if text[i] == "将":  # 县政府将收回…
                ends.add(i + 1)
            if text[i] == "可":
                ends.update((i + 1, i + 2) if text.startswith("以", i + 1) else (i + 1,))
            if text[i] in "，。；":
                break
        ends = {end for end in ends if end - start <= _ADVERBS_REACH}
        waiting += ends - reached
        reached |= ends
    return False


def consequence(clause: Clause, last: Quantity, part: Span) -> tuple[Span, bool] | None:
    """The part that says what follows from a condition in the same sentence, and whether its wording ties it; None if there is none.

    Args:
        clause: the sentence.
        last: the quantity, of a ladder its last rung.
        part: the part of the sentence that holds it.
    """
    text = clause.text
    inside = re.compile(r"的(?:[^，。；的]{0,12}?)(?:，)?").match(text, last.end)
    later = [p for p in clause.parts if p[0] >= part[1]]
    if _CONDITIONAL_END.search(text[part[0] : part[1]]) or inside:
        for candidate in later[:4]:
            if _says_what_follows(text, candidate[0]):
                return candidate, True
            if not _CONDITIONAL_END.search(text[candidate[0] : candidate[1]]) and not clause.types:
                break
        if inside and _says_what_follows(text[: part[1]], inside.end()):
            return (inside.end(), part[1]), True
    if PAID_NEXT.match(text, last.end):
        return (last.end, part[1]), False
    if _GRADED_NEXT.match(text, last.end):  # 90分及以上为优秀
        return (last.end, part[1]), True
    # 年纳税额达到30万元以上，一次性给予10万元奖励: what is paid follows from a bound that stands before it.
    if not _PAYS_HERE.search(text, *part):
        paid = next((p for p in later[:4] if _PAYS_HERE.search(text, *p)), None)
        return (paid, False) if paid else None
    return None
