"""The promises of one sentence (承诺): what each part pays or gives, to whom, how much and up to what ceiling.

A part that names somebody sets who is meant; money after a verb of paying is a sum, a share or a ceiling; a share or an unnamed sum
takes the ceiling that follows it, a named sum does not (a ceiling on its total is a promise of its own).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..beneficiaries import Beneficiaries, beneficiaries
from ..contexts import passages
from ..facts import Form
from ..instruments import GIVES, incentive_words, paid_forms, promised_forms
from ..payments import amount, is_rate, paid_for, payments, proportion, rate_base, sizes_a_fund
from ..quantities import Quantity
from ..reading import Clause
from .bounds import number

Span = tuple[int, int]

IN_MONEY = frozenset({"award", "subsidy", "discount"})
"""Forms that are paid in money."""

_WHAT_FOR = re.compile(r"支持[^，。；、的]{2,20}建设(?=[，。；]|$)|用于")
# 贷款贴息：按… is a matter of its own; 即：前两年… goes on.
_OPENS_ANEW = re.compile(r"(?<!即)(?<!其中)(?<!具体为)(?<!如下)：\Z")
_OUT_OF = re.compile(r"(?:(?:统筹|整合|安排|利用|筹集|设立)[^，。；]{0,20}|专项|发展|引导)(?:资金|经费|基金)(?:由[^，。；]{2,20})?(?=，|$)")
_GIVEN = re.compile(r"(?:一次性|分别|择优|分档|依法|按规定)*(?:给予|予以|发放|支付|享受)")
_MEANS = re.compile(r"[^，。；]{0,24}?(?:综合运用|运用|采取|采用|通过|利用)[^，。；]{2,60}(?:方式|政策|措施|形式|手段|等)(?=，)")
_FINANCED = re.compile(r"(?:重点|优先|积极|大力)?(?:支持|鼓励|引导)[^，。；]{0,30}?(?:企业|单位|项目|主体)")
_SUPPORTS = re.compile(r"(?:重点|优先)?(?:支持|扶持|用于)")
_LIST_MARKS = frozenset({"、", "和", "及", "或", "与"})


@dataclass(slots=True)
class Promise:
    """One promise under construction: where it stands, whom it is for, and the money said of it."""

    start: int
    end: int
    forms: list[Form]
    who: Beneficiaries
    amount: float | None = None
    cap: bool = False
    rate: str | None = None
    per: str | None = None

    @property
    def has_money(self) -> bool:
        """Whether a sum or a share is said."""
        return bool(self.amount or self.rate)

    @property
    def awaits_sum(self) -> bool:
        """Whether money is promised, but not yet how much."""
        return self.amount is None and not IN_MONEY.isdisjoint(self.forms)


def promises_of(clause: Clause, who: Beneficiaries) -> tuple[list[Promise], Beneficiaries]:
    """The promises of a sentence, and whom the sentence was about in the end."""
    if who.known:
        who = replace(who, start=None)
    done: list[Promise] = []
    promises: list[Promise] = []  # of the 分句 between semicolons: what a ceiling or a named sum completes stands in the same one
    share: str | None = None  # 1：1, until a promise takes it
    named: list[Beneficiaries] = []
    for part in clause.parts:
        text = clause.text[slice(*part)]
        share = proportion(text) or share
        if part[0] and (clause.text[part[0] - 1] == "；" or _OPENS_ANEW.search(clause.text, 0, part[0])) and promises:
            done, promises = [*done, *_one_share(promises)], []
        before, who = who, beneficiaries(clause, part, who)
        named += [who] if who is not before else []
        if money := payments(clause, part):
            if who is before or not before.known:  # the sum says what the words before it only announced
                promises = [p for p in promises if p.has_money or _says_its_own(clause, p, who)]
            promises += _paid(clause, part, money, promises or done[-1:], who)
        elif not _is_no_promise(clause, part) and (forms := promised_forms(text) or _funded(clause, part)):
            if promises and _hands_over(clause, part, promises[-1]) and not IN_MONEY.isdisjoint(forms):
                said = paid_forms(clause.text[promises[-1].start : promises[-1].end])
                promises[-1].forms, promises[-1].end = said or forms, part[1]  # 按投资额的10%，给予补助
                promises[-1].who = who if who is not before and who.targets else promises[-1].who
                continue
            begin = part[0] if who.start is None else min(who.start, part[0])
            lent: list[Form] = ["credit"] if who.lent and "subsidy" in forms else []  # 引导银行加大对…的资金支持
            named_last = paid_forms(text) if proportion(text) else []  # 给予补助资金1：1的配套奖励
            promises.append(Promise(begin, part[1], named_last or lent or forms, who, per=paid_for(text)))
        if share is not None and promises and promises[-1].rate is None and not IN_MONEY.isdisjoint(promises[-1].forms):
            promises[-1].rate, share = share, None
    promises = _one_share(promises)
    # 鼓励…制定资金扶持办法，支持绿色制造体系建设: the end of the sentence says what for.
    late = who if clause.things or (who.start is not None and _WHAT_FOR.match(clause.text, who.start)) else Beneficiaries()
    for promise in (*done, *promises):
        if not promise.who.known and not promise.has_money:
            means = _MEANS.match(clause.text, promise.start)
            whose = next((w for w in named if means and w.known and (w.start or 0) >= promise.end), late)
            promise.who = replace(whose, start=promise.start, lent=False)
    return [p for p in (*done, *promises) if not _is_occasion(clause, p, promises)], who


def _is_occasion(clause: Clause, promise: Promise, promises: Sequence[Promise]) -> bool:
    """Whether finance is only what somebody is paid for (支持企业申请专利质押贷款，给予贴息)."""
    text = clause.text[promise.start : promise.end]
    if promise.forms != ["credit"] or promise.has_money or promise.who.targets or promise.who.lent or not _FINANCED.match(text):
        return False
    return any(p.end > promise.end and not IN_MONEY.isdisjoint(p.forms) and not p.who.targets for p in promises)


def _hands_over(clause: Clause, part: Span, before: Promise) -> bool:
    """Whether a part only gives what the part before it measured (按投资额的10%，给予补助)."""
    text = clause.text[part[0] - 1 : part[0]]
    return text == "，" and before.has_money and before.end == part[0] - 1 and _GIVEN.match(clause.text, *part) is not None


def _one_share(promises: list[Promise]) -> list[Promise]:
    """Promises of which the first says a share for all the others, each with a ceiling (按投资额的50%，甲最高50万元，乙最高30万元)."""
    if len(promises) < 2 or not (share := promises[0]).rate or share.amount is not None or share.who.targets:
        return promises
    others = [p for p in promises[1:] if p.cap and p.amount is not None and p.rate is None and p.who.targets]
    for promise in others:
        promise.rate, promise.start = share.rate, min(share.start, promise.start)
    return promises[1:] if others else promises


def _funded(clause: Clause, part: Span) -> list[Form]:
    """A subsidy where the part before says out of which money the part supports somebody (统筹相关资金，支持…)."""
    index = clause.parts.index(part)
    before = clause.text[clause.body : clause.parts[index - 1][1]] if index else ""
    sized = any(q.kind == "money" for q in clause.quantities if q.end <= part[0])
    return ["subsidy"] if not sized and _OUT_OF.search(before) and _SUPPORTS.match(clause.text, part[0]) else []


def _says_its_own(clause: Clause, promise: Promise, who: Beneficiaries) -> bool:
    """Whether a promise without a sum is more than the announcement of one: it is for others, or gives something."""
    return (promise.who.known and promise.who is not who) or GIVES.search(clause.text[promise.start : promise.end]) is not None


def _is_no_promise(clause: Clause, part: Span) -> bool:
    """Whether a part is about something else, sizes a fund, or adds a detail to what is promised before it (贴息期限不超过3年)."""
    text, words = clause.text[slice(*part)], incentive_words()
    if passages(clause)[:1] in (["condition"], ["procedure"]) and not GIVES.search(text):
        return True
    return words.excluded.search(text) is not None or words.detail.match(text) is not None or sizes_a_fund(clause, part)


_FORM_SAID = re.compile("奖|补[助贴足差]|资助|津贴|贴息|支持|扶持|配套|返还|安排|兑付|资金|经费|费")


def _around(clause: Clause) -> str:
    """A sentence, with the one that a semicolon joins it to where it names no instrument itself."""
    before = clause.reading.leaf_clauses(clause)[: clause.number][-1:]
    joined = before[0].text if before and before[0].text.endswith("；") else ""
    return clause.text if _FORM_SAID.search(clause.text) else joined + clause.text


def _paid(clause: Clause, part: Span, money: Sequence[Quantity], earlier: Sequence[Promise], who: Beneficiaries) -> list[Promise]:
    """The promises of a part with money; what completes an earlier promise is written there."""
    text = clause.text[slice(*part)]
    said = paid_forms(text)
    if said == ["subsidy"] and not _FORM_SAID.search(text):  # 通过二级评估的给予30万元: in the form that the sentence names elsewhere
        around = paid_forms(_around(clause))
        said = around if around == ["award"] else said
    forms = said or (earlier[-1].forms if earlier else None) or paid_forms(clause.text) or ["subsidy"]
    begin = part[0] if who.start is None else who.start
    same = bool(earlier) and (earlier[-1].who is who or who.start != part[0])
    made: list[Promise] = []

    def add(**said: Any) -> None:
        made.append(Promise(begin, part[1], list(forms), who, per=paid_for(text), **said))

    cap, base = False, ""
    for at, quantity in enumerate(money):
        listed = at > 0 and clause.text[money[at - 1].end : quantity.start] in _LIST_MARKS
        last = made[-1] if made else earlier[-1] if earlier else None
        if is_rate(clause, quantity):
            base = base if listed else rate_base(clause, quantity, part)
            share = clause.text[quantity.start : quantity.end]
            rate = f"{base}的{share}" if base else share
            same_one = last is not None and (last.who is who or not (last.who.targets or who.targets))
            if last is not None and same_one and not made and last.awaits_sum and last.rate is None:
                last.rate, last.end = rate, part[1]
            else:
                add(rate=rate)
            continue
        yuan, cap = amount(clause, quantity, part, listed=listed and cap)
        goes_on = listed and not is_rate(clause, money[at - 1])
        if cap and last is not None and last.amount is None and (last.awaits_sum or last.rate) and not goes_on and (made or same):
            for promise in _side_by_side(made or [p for p in earlier if p.who is earlier[-1].who]):
                promise.amount, promise.cap, promise.end = number(yuan), True, part[1]
                promise.per = promise.per or paid_for(text)
            continue
        if quantity.min is not None and quantity.max is not None and quantity.min != quantity.max:  # 10万元—100万元: at least, at most
            add(amount=number(quantity.min))
        add(amount=number(yuan), cap=cap)
    if "分别" in text:
        for promise, one in zip(made, who.respectively(len(made)), strict=True):
            promise.who = one
    return made


def _side_by_side(promises: Sequence[Promise]) -> Sequence[Promise]:
    """The last promise, and the shares beside it that the same ceiling holds for (前三年80%，后两年50%，每年最高…)."""
    count = 1
    while count < len(promises) and promises[-1].rate and promises[-count - 1].rate and promises[-count - 1].amount is None:
        count += 1
    return promises[-count:]
