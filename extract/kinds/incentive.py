"""Incentives (激励): money, credit, tax, priority and the like that a recognised subject, or the scheme, is promised.

A sentence is read part by part. A part that names somebody sets who is meant; money after a verb of paying is a sum, a share or a
ceiling; a share or an unnamed sum takes the ceiling that follows it, a named sum does not (a ceiling on its total is a promise of
its own).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from ...corpus.document import Node
from ..beneficiaries import Beneficiaries, beneficiaries
from ..certainty import certainty
from ..contexts import lead_in, passages
from ..facts import Form, Incentive
from ..instruments import GIVES, incentive_words, paid_forms, promised_forms
from ..payments import amount, is_rate, paid_for, payments, proportion, rate_base, sizes_a_fund
from ..placing import MARKER
from ..quantities import Quantity
from ..reading import Clause, Reading
from ..recipients import named_targets
from .awardcells import read_cell
from .bounds import number
from .promisees import promisees

Span = tuple[int, int]

_STACKING = re.compile(
    r"(?:从[高优][^，。；]{0,6}不重复|就高(?:不就低|不重复)[^，。；]{0,8}"
    r"|不(?:重复|叠加)(?:享受|奖励|支持|补助|资助)|补差|差额(?:奖励|补助|补足))"
)
_SCHEDULE = re.compile(r"(?:分[一二两三四五\d]{1,2}[年期批次][^，。；]{0,16}|按\d+[:：∶]\d+[^，。；]{0,10}(?:拨付|兑付|发放))")
# A sentence that begins so goes on about those of the sentence before it.
_GOES_ON = re.compile(r"(?:采取|采用|按照?(?=[^，。；]{2,30}[\d%])|对其|上述|其|前款|以上|同时|并|单个|单家|单项|每[家个户]|同一|年度)")
# A paragraph that begins so goes on about those of the paragraph before it in the same item.
_GOES_ON_BELOW = re.compile(r"(?:采取|采用|按照?(?=[^，。；]{2,30}[\d％%])|其中)")
_WHAT_FOR = re.compile(r"支持[^，。；、的]{2,20}建设(?=[，。；]|$)|用于")
# 贷款贴息：按… is a matter of its own; 即：前两年… goes on.
_OPENS_ANEW = re.compile(r"(?<!即)(?<!其中)(?<!具体为)(?<!如下)：\Z")
_PAYING_STEM = re.compile(r"(?<!不)(?:给予|予以|享受|发放)[^：，。]{0,16}(?:奖励|补助|补贴|资助|支持|扶持|奖补|资金)[^：，。]{0,6}：$")
_OUT_OF = re.compile(r"(?:(?:统筹|整合|安排|利用|筹集|设立)[^，。；]{0,20}|专项|发展|引导)(?:资金|经费|基金)(?:由[^，。；]{2,20})?(?=，|$)")
_SUPPORTS = re.compile(r"(?:重点|优先)?(?:支持|扶持|用于)")
_LIST_MARKS = frozenset({"、", "和", "及", "或", "与"})
_IN_MONEY = frozenset({"award", "subsidy", "discount"})


@dataclass(slots=True)
class _Promise:
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
        return bool(self.amount or self.rate)

    @property
    def awaits_sum(self) -> bool:
        """Whether money is promised, but not yet how much."""
        return self.amount is None and not _IN_MONEY.isdisjoint(self.forms)


def read(reading: Reading) -> Iterator[Incentive]:
    """Yields the incentives of a document."""
    for clause in reading.clauses:
        if clause.cell is not None:
            yield from read_cell(clause)
    last: tuple[Node | None, Beneficiaries] = (None, Beneficiaries())
    opened: dict[str, Beneficiaries] = {}  # whom a lead-in (对甲按以下标准给予奖励：) is about, for the items below it
    for _, group in groupby((clause for clause in reading.clauses if _may_promise(clause)), key=lambda clause: clause.leaf.start):
        clauses = list(group)
        above = reading.document.parent(clauses[0].leaf)
        before = last[1] if above is last[0] and _GOES_ON_BELOW.match(clauses[0].text, clauses[0].body) else Beneficiaries()
        facts, who = _sentences(clauses, opened.get(next(iter(clauses[0].stems), ""), before))
        last = above, who
        if clauses[-1].text.endswith("："):
            opened[MARKER.sub("", clauses[-1].text, count=1)] = who if who.known else _introduced(clauses[-1])
        yield from facts


def _may_promise(clause: Clause) -> bool:
    if clause.is_heading or clause.leaf.type in {"title", "heading", "note", "caption"}:
        return False
    if _PAYING_STEM.search(next(iter(clause.stems), "")):
        return True  # …符合以下要求的，按下列标准给予奖励： promises, though it names conditions as well
    return lead_in(clause) not in {"condition", "material", "exclusion", "sanction"} and passages(clause)[:1] not in (
        ["background"], ["goal"], ["sanction"], ["card"],
    )  # fmt: skip


def _sentences(clauses: Sequence[Clause], who: Beneficiaries) -> tuple[list[Incentive], Beneficiaries]:
    """The incentives of a paragraph that a lead-in says whom it is for, and whom it is about in the end."""
    facts: list[Incentive] = []
    opening, joined = replace(who, start=None) if who.known else who, False
    for clause, following in zip(clauses, (*clauses[1:], None), strict=True):
        if _is_title(clause, following):
            continue
        if not _GOES_ON.match(clause.text, clause.body):
            goes_on = joined and who.known and clause.text[slice(*clause.parts[0])].endswith("的")  # ；采用非公开招标方式的，按35%给予资助
            who = replace(who, start=None) if goes_on else opening
        joined = clause.text.endswith("；")
        promises, who = _promises(clause, who)
        announces = _only_announces(clause, following)
        for promise in promises:
            if promise.has_money or not announces:
                facts += _facts(clause, promise)
    return facts, who


def _introduced(clause: Clause) -> Beneficiaries:
    """Whom a lead-in only names: （三）乙类人才，其中："""
    name = re.sub(r"[，：].*$", "", clause.text[clause.body :])
    targets = named_targets(clause, name)
    return Beneficiaries(targets, None, clause.body, known=bool(targets))


def _is_title(clause: Clause, following: Clause | None) -> bool:
    """Whether a sentence is a heading run in before others: 租金补贴。…"""
    words = clause.text[clause.body :].rstrip("。：")
    return clause.number == 0 and following is not None and incentive_words().title.fullmatch(words) is not None


def _only_announces(clause: Clause, following: Clause | None) -> bool:
    """Whether a sentence leaves it to what follows to say what is promised (按以下标准给予奖励：; …给予支持。其中，对…)."""
    if following is not None and following.text.startswith("其中", following.body):
        return True
    # 有下列情形之一的，可以给予奖励： says all that is promised; the list says when.
    return "之一的" not in clause.text and incentive_words().announced.search(clause.text) is not None


def _promises(clause: Clause, who: Beneficiaries) -> tuple[list[_Promise], Beneficiaries]:
    """The promises of a sentence, and whom the sentence was about in the end."""
    if who.known:
        who = replace(who, start=None)
    done: list[_Promise] = []
    promises: list[_Promise] = []  # of the 分句 between semicolons: what a ceiling or a named sum completes stands in the same one
    share: str | None = None  # 1：1, until a promise takes it
    for part in clause.parts:
        text = clause.text[slice(*part)]
        share = proportion(text) or share
        if part[0] and (clause.text[part[0] - 1] == "；" or _OPENS_ANEW.search(clause.text, 0, part[0])) and promises:
            done, promises = [*done, *promises], []
        before, who = who, beneficiaries(clause, part, who)
        if money := payments(clause, part):
            if who is before or not before.known:  # the sum says what the words before it only announced
                promises = [p for p in promises if p.has_money or _says_its_own(clause, p, who)]
            promises += _paid(clause, part, money, promises or done[-1:], who)
        elif not _is_no_promise(clause, part) and (forms := promised_forms(text) or _funded(clause, part)):
            begin = part[0] if who.start is None else min(who.start, part[0])
            if who.lent and "subsidy" in forms:
                forms = ["credit"]  # 引导银行加大对…的资金支持
            promises.append(_Promise(begin, part[1], forms, who, per=paid_for(text)))
        if share is not None and promises and promises[-1].rate is None and not _IN_MONEY.isdisjoint(promises[-1].forms):
            promises[-1].rate, share = share, None
    # 鼓励…制定资金扶持办法，支持绿色制造体系建设: the end of the sentence says what for.
    late = who if clause.things or (who.start is not None and _WHAT_FOR.match(clause.text, who.start)) else Beneficiaries()
    for promise in (*done, *promises):
        if not promise.who.known and not promise.has_money:
            promise.who = replace(late, start=promise.start)
    return [*done, *promises], who


def _funded(clause: Clause, part: Span) -> list[Form]:
    """A subsidy where the part before says out of which money the part supports somebody (统筹相关资金，支持…)."""
    index = clause.parts.index(part)
    before = clause.text[clause.body : clause.parts[index - 1][1]] if index else ""
    sized = any(q.kind == "money" for q in clause.quantities if q.end <= part[0])
    return ["subsidy"] if not sized and _OUT_OF.search(before) and _SUPPORTS.match(clause.text, part[0]) else []


def _says_its_own(clause: Clause, promise: _Promise, who: Beneficiaries) -> bool:
    """Whether a promise without a sum is more than the announcement of one: it is for others, or gives something."""
    return (promise.who.known and promise.who is not who) or GIVES.search(clause.text[promise.start : promise.end]) is not None


def _is_no_promise(clause: Clause, part: Span) -> bool:
    """Whether a part is about something else, sizes a fund, or adds a detail to what is promised before it (贴息期限不超过3年)."""
    text, words = clause.text[slice(*part)], incentive_words()
    if passages(clause)[:1] in (["condition"], ["procedure"]) and not GIVES.search(text):
        return True
    return words.excluded.search(text) is not None or words.detail.match(text) is not None or sizes_a_fund(clause, part)


def _paid(clause: Clause, part: Span, money: Sequence[Quantity], earlier: Sequence[_Promise], who: Beneficiaries) -> list[_Promise]:
    """The promises of a part with money; what completes an earlier promise is written there."""
    text = clause.text[slice(*part)]
    forms = paid_forms(text) or (earlier[-1].forms if earlier else None) or paid_forms(clause.text) or ["subsidy"]
    begin = part[0] if who.start is None else who.start
    same = bool(earlier) and (earlier[-1].who is who or who.start != part[0])
    made: list[_Promise] = []

    def add(**said: Any) -> None:
        made.append(_Promise(begin, part[1], list(forms), who, per=paid_for(text), **said))

    cap, base = False, ""
    for at, quantity in enumerate(money):
        listed = at > 0 and clause.text[money[at - 1].end : quantity.start] in _LIST_MARKS
        last = made[-1] if made else earlier[-1] if earlier else None
        if is_rate(clause, quantity):
            base = base if listed else rate_base(clause, quantity, part)
            share = clause.text[quantity.start : quantity.end]
            rate = f"{base}的{share}" if base else share
            if last is not None and not made and last.awaits_sum and last.rate is None and (last.who is who or not (last.who.targets or who.targets)):
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


def _side_by_side(promises: Sequence[_Promise]) -> Sequence[_Promise]:
    """The last promise, and the shares beside it that the same ceiling holds for (前三年80%，后两年50%，每年最高…)."""
    count = 1
    while count < len(promises) and promises[-1].rate and promises[-count - 1].rate and promises[-count - 1].amount is None:
        count += 1
    return promises[-count:]


def _facts(clause: Clause, promise: _Promise) -> Iterator[Incentive]:
    """One fact for each subject, level and form of a promise."""
    stacking, schedule = _STACKING.search(clause.text), _SCHEDULE.search(clause.text)
    targets, doubts = promisees(clause, promise.who, paid=promise.has_money, in_money=not _IN_MONEY.isdisjoint(promise.forms))
    common: dict[str, Any] = {
        **clause.evidence(promise.start, promise.end),
        "rule": "incentive-paid" if promise.has_money else "incentive-promised",
        "grade": promise.who.grade,
        "amount": promise.amount,
        "cap": promise.cap and promise.amount is not None,
        "rate": promise.rate,
        "certainty": certainty(doubts),
        "stacking": stacking[0] if stacking else None,
        "schedule": schedule[0] if schedule else None,
    }
    for label, level in targets:
        per = "园区" if promise.per == "企业" and label and label.endswith("园区") else promise.per
        for form in promise.forms:
            yield Incentive(**common, subject=label, level=level, form=form, per=per)
