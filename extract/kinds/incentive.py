"""Incentives (激励): money, credit, tax, priority and the like that a recognised subject, or the scheme, is promised.

A sentence is read part by part. A part that names types under 对…的 sets who is meant; money after a verb of paying is a sum, a
share or a ceiling; a share or an unnamed sum takes the ceiling that follows it, a named sum does not (a ceiling on its total
is a promise of its own).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from itertools import groupby
from typing import Any

import yaml

from ..beneficiaries import Beneficiaries, beneficiaries
from ..contexts import lead_in, passages
from ..discover import is_set_of_rules
from ..facts import Form, Incentive
from ..quantities import Quantity
from ..reading import Clause, Reading
from .bounds import number


@dataclass(frozen=True, slots=True)
class _Words:
    forms: tuple[tuple[Form, re.Pattern[str]], ...]
    paid_forms: tuple[tuple[Form, re.Pattern[str]], ...]
    paid_support: re.Pattern[str]
    priority: re.Pattern[str]
    verbs: re.Pattern[str]
    excluded: re.Pattern[str]
    fund: re.Pattern[str]
    plain_support: re.Pattern[str]
    charged: re.Pattern[str]
    lent: re.Pattern[str]
    relief: re.Pattern[str]
    announced: re.Pattern[str]
    detail: re.Pattern[str]
    title: re.Pattern[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    data = yaml.safe_load(files("hengce.extract").joinpath("patterns", "incentives.yaml").read_text(encoding="utf-8"))
    forms, paid = (tuple((name, re.compile(pattern)) for name, pattern in data[part].items()) for part in ("forms", "paid_forms"))
    return _Words(forms, paid, *(re.compile(data[name]) for name in ("paid_support", "priority", "verbs", "not", "fund", "plain_support", "charged", "lent", "relief", "announced", "detail", "title")))


_PAY = re.compile(r"(?:给予|予以|奖励|奖补|补助|补贴|补偿|资助|支持|扶持|配套|发放|拨付|兑付|返还|领取|最高|不超过|上限|限额|贴息|减免|标准为|安排)")
_EACH_MONTH = re.compile(r"每人每?([月年])")
_PER = re.compile(r"(?:每个?|每一|单个?)(家|户)?(企业|单位|园区|产品|项目|机构|平台|个|家|户|人|台|件|年|次)?(?:（园区）)?(当?年度?)?")
_STACKING = re.compile(r"(?:从[高优][^，。；]{0,6}不重复|就高(?:不就低|不重复)[^，。；]{0,8}|不(?:重复|叠加)(?:享受|奖励|支持|补助|资助)|补差|差额(?:奖励|补助|补足))")
_SCHEDULE = re.compile(r"(?:分[一二两三四五\d]{1,2}[年期批次][^，。；]{0,16}|按\d+[:：∶]\d+[^，。；]{0,10}(?:拨付|兑付|发放))")


@dataclass(slots=True)
class _Promise:
    """One promise under construction: where it stands, and the money said of it."""

    start: int
    end: int
    forms: list[Form]
    amount: float | None = None
    cap: bool = False
    rate: str | None = None
    per: str | None = None


def read(reading: Reading) -> Iterator[Incentive]:
    """Yields the incentives of a document."""
    for _, clauses in groupby((clause for clause in reading.clauses if _may_promise(clause)), key=lambda clause: clause.leaf.start):
        yield from _sentences(list(clauses))


def _may_promise(clause: Clause) -> bool:
    if clause.is_heading or clause.leaf.type in {"title", "heading", "note", "caption"}:
        return False
    return lead_in(clause) not in {"condition", "material", "exclusion", "sanction"} and passages(clause)[:1] not in (
        ["background"], ["goal"], ["sanction"], ["card"],
    )  # fmt: skip


# A sentence that begins so goes on about those of the sentence before it.
_GOES_ON = re.compile(r"(?:对其|上述|其|前款|以上|同时|并)")
_GIVES = re.compile(r"给予|予以|享受|颁发|发放")


def _sentences(clauses: Sequence[Clause]) -> Iterator[Incentive]:
    who = Beneficiaries()
    for clause, following in zip(clauses, (*clauses[1:], None), strict=True):
        if _is_title(clause, following):
            continue
        who = who if _GOES_ON.match(clause.text, clause.body) else Beneficiaries()
        promises, who = _promises(clause, who)
        if _only_announces(clause, following):
            promises = [(p, w) for p, w in promises if p.amount or p.rate]
        stacking, schedule = _STACKING.search(clause.text), _SCHEDULE.search(clause.text)
        for promise, beneficiaries_ in promises:
            yield from _facts(clause, promise, beneficiaries_, stacking[0] if stacking else None, schedule[0] if schedule else None)


def _is_title(clause: Clause, following: Clause | None) -> bool:
    """Whether a sentence is a heading run in before others: 租金补贴。…"""
    return clause.number == 0 and following is not None and bool(_words().title.fullmatch(clause.text[clause.body :].rstrip("。：")))


def _only_announces(clause: Clause, following: Clause | None) -> bool:
    """Whether a sentence leaves it to what follows to say what is promised (按以下标准给予奖励：; …给予支持。其中，对…)."""
    return bool(_words().announced.search(clause.text)) or (following is not None and following.text.startswith("其中", following.body))


def _promises(clause: Clause, who: Beneficiaries) -> tuple[list[tuple[_Promise, Beneficiaries]], Beneficiaries]:
    """The promises of a sentence with whom each is for, and whom the sentence was about in the end."""
    if who.known:
        who = replace(who, start=None)
    promises: list[tuple[_Promise, Beneficiaries]] = []
    earlier: list[tuple[_Promise, Beneficiaries]] = []
    for part in clause.parts:
        text = clause.text[slice(*part)]
        if part[0] and clause.text[part[0] - 1] in "；：" and promises:
            earlier, promises = [*earlier, *promises], []  # what a ceiling or a named sum completes stands in the same 分句
        before, who = who, beneficiaries(clause, part, who)
        money = [q for q in clause.quantities if q.kind in {"money", "percent", "ratio", "measure"} and part[0] <= q.start < part[1] and _is_pay(clause, q, part)]
        if money:
            if who is before or not before.known:  # the sum says what the words before it only announced
                promises = [(p, w) for p, w in promises if p.amount or p.rate or _GIVES.search(clause.text[p.start : p.end])]
            paid = _paid(clause, part, money, promises or earlier[-1:], who)
            promises += zip(paid, who.respectively(len(paid)) if "分别" in text else [who] * len(paid), strict=True)
        elif not _is_no_promise(clause, part) and (forms := _forms(text)):
            promises.append((_Promise(who.start if who.start is not None and who.start < part[0] else part[0], part[1], forms, per=_per(text)), who))
    # 鼓励…制定资金扶持办法，支持绿色制造体系建设: the end of the sentence says what for.
    late = who if clause.things else Beneficiaries()
    return [(p, w if w.known or p.amount or p.rate else replace(late, start=p.start)) for p, w in (*earlier, *promises)], who


def _is_no_promise(clause: Clause, part: tuple[int, int]) -> bool:
    """Whether a part is about something else, sizes a fund, or adds a detail to what is promised before it (贴息期限不超过3年)."""
    text = clause.text[slice(*part)]
    unpaid = passages(clause)[:1] in (["condition"], ["procedure"]) and not _GIVES.search(text)
    return unpaid or bool(_words().excluded.search(text) or _words().detail.match(text)) or _sizes_a_fund(clause, part)


def _sizes_a_fund(clause: Clause, part: tuple[int, int]) -> bool:
    """Whether a part only says how large a fund or budget is (设立每年5亿元智能制造专项资金)."""
    return any(
        q.kind == "money" and part[0] <= q.start < part[1] and _words().fund.search(clause.text[part[0] : q.start]) for q in clause.quantities
    )  # fmt: skip


def _forms(text: str, *, paid: bool = False) -> list[Form]:
    """Instruments that a part promises; a sum of money with a mere 支持 is a subsidy."""
    words = _words()
    if paid:
        named: list[tuple[int, Form]] = sorted((-max(m.start() for m in pattern.finditer(text)), form) for form, pattern in words.paid_forms if pattern.search(text))
        return [form for _, form in named[:1]] or (["subsidy"] if words.paid_support.search(text) else [])
    if not words.verbs.search(text):
        return []
    if words.relief.search(text):
        return ["tax"]
    given = _GIVES.split(text)[-1]  # 对…贷款的项目给予贴息: what stands behind the verb is given, what stands before it may describe who gets it
    found: list[Form] = [form for form, pattern in words.forms if pattern.search(f"给予{given}")] if given != text else []
    found = found or [form for form, pattern in words.forms if pattern.search(text)]
    if not found and words.priority.search(text):
        return ["priority"]
    if not found and words.plain_support.search(text):
        return ["subsidy"]
    if "项目申报" in text and words.priority.search(text):
        found.append("priority")
    return found


def _is_pay(clause: Clause, quantity: Quantity, part: tuple[int, int]) -> bool:
    """Whether a number is what is paid, not a condition (投资额5000万元以上的项目) nor the size of a fund."""
    text = clause.text
    before, after = text[part[0] : quantity.start], text[quantity.end : part[1]]
    if text.count("（", 0, quantity.start) > text.count("）", 0, quantity.start) or _words().charged.search(text[slice(*part)]) or _words().lent.match(after):
        return False
    if _words().fund.search(before) or re.match(r"(?:规模|的?基金|的?专项资金，)", after):
        return False
    if quantity.min is not None and quantity.max is None and quantity.kind != "percent" and not re.search(r"不少于|最低", text[quantity.start : quantity.end] + before):
        return False
    if re.match(r"(?:以上)?的(?!资金|奖励|补助|补贴|资助|支持|扶持|一次性|标准|比例|额度|财政|专项|配套)", after) and not _PAY.search(before):
        return False
    return bool(_PAY.search(before) or _PAY.search(text[quantity.start : quantity.end]) or _PAY.search(after))


def _paid(clause: Clause, part: tuple[int, int], money: list[Quantity], earlier: list[tuple[_Promise, Beneficiaries]], who: Beneficiaries) -> list[_Promise]:
    """The promises of a part with money; a ceiling completes the share or unnamed sum before it."""
    text = clause.text[slice(*part)]
    forms = _forms(text, paid=True) or next((p.forms for p, _ in reversed(earlier)), []) or _forms(clause.text, paid=True) or ["subsidy"]
    begin = who.start if who.start is not None else part[0]
    made: list[_Promise] = []
    cap = False
    for at, quantity in enumerate(money):
        listed = at > 0 and money[at - 1].kind == "money" and clause.text[money[at - 1].end : quantity.start] in {"、", "和", "及", "或", "与"}
        amount, cap = _amount(clause, quantity, part, listed=listed and cap)
        last = made[-1] if made else earlier[-1][0] if earlier else None
        if quantity.kind in {"percent", "ratio", "measure"} or _unit_rate(clause.text, quantity):
            rate = _rate(clause, quantity, part)
            if not made and last is not None and _awaits(last) and last.rate is None and earlier[-1][1] is who:
                last.rate, last.end = rate, part[1]
            else:
                made.append(_Promise(begin, part[1], list(forms), rate=rate, per=_per(text)))
        elif cap and last is not None and (_awaits(last) or last.rate is not None) and last.amount is None and not listed and not (not made and earlier[-1][1] is not who and who.start == part[0]):
            for promise in _side_by_side(made or [p for p, w in earlier if w is earlier[-1][1]]):
                promise.amount, promise.cap, promise.end = amount, True, part[1]
                promise.per = promise.per or _per(text)
        else:
            if quantity.min is not None and amount != (least := number(quantity.min)) and quantity.max is not None:  # 10万元—100万元: what is paid at least, and at most
                made.append(_Promise(begin, part[1], list(forms), amount=least, per=_per(text)))
            made.append(_Promise(begin, part[1], list(forms), amount=amount, cap=cap, per=_per(text)))
    return made


def _awaits(promise: _Promise) -> bool:
    """Whether a promise of money has not yet said how much."""
    return promise.amount is None and bool(set(promise.forms) & {"award", "subsidy", "discount"})


def _side_by_side(promises: Sequence[_Promise]) -> Sequence[_Promise]:
    """The last promise, and the shares beside it that the same ceiling holds for (前三年80%，后两年50%，每年最高…)."""
    count = 1
    while count < len(promises) and promises[-1].rate and promises[-count - 1].rate and promises[-count - 1].amount is None:
        count += 1
    return promises[-count:]


def _amount(clause: Clause, quantity: Quantity, part: tuple[int, int], *, listed: bool) -> tuple[float | None, bool]:
    """The yuan of a sum, and whether it is a ceiling; ``listed``: whether it goes on a list of ceilings (最高100万元、50万元)."""
    if quantity.kind != "money":
        return None, False
    if quantity.max is not None and quantity.min != quantity.max:
        return number(quantity.max), True
    lead = clause.text[part[0] : quantity.start]
    return number(quantity.min), listed or bool(re.search(r"(?:最高|不超过|上限|限额|封顶|最多)[^，。；、\d]{0,14}$", lead)) and "最低" not in lead[-6:]


# What is counted one by one (5万元/家 is a sum for each); anything else after the stroke is a measure (300元/吨标准煤 is a rate).
_COUNTED = re.compile(r"[家个项户人名台件次年月款种张]")


# A measure whose every unit is paid for: 3元/月·平方米, 每亩奖励200元.
_MEASURE = r"(?:平方米?|平米|㎡|m2|亩|吨|千瓦时?|兆瓦|公里|立方米?|千克|公斤|度|人次|小时|箱|标箱|TEU|航次|班列)"


def _unit_rate(text: str, quantity: Quantity) -> bool:
    """Whether money is said for each unit of a measure."""
    _, stroke, unit = (quantity.unit or "").partition("/")
    if stroke and not _COUNTED.match(unit):
        return True
    after = re.match(rf"[^，。；、的给]{{0,8}}{_MEASURE}", text[text.find("/", quantity.start, quantity.end + 1) + 1 :]) if "/" in text[quantity.start : quantity.end + 1] else None
    return after is not None or bool(re.search(rf"每{_MEASURE}[^，。；、\d]{{0,10}}$", text[: quantity.start]))


def _rate(clause: Clause, quantity: Quantity, part: tuple[int, int]) -> str:
    """The share or unit rate as written: 投资额的10%-30%."""
    text = clause.text
    match = re.search(r"(?:按照?|给予|予以|以)?([^，。；、的按给予\d（）]{2,20}?)(?:（[^）]*）)?(?:的|给予|予以|最高|不超过)*$", text[part[0] : quantity.start])
    base = match[1] if match else ""
    number = text[quantity.start : quantity.end]
    return f"{base}的{number}" if base else number


def _per(text: str) -> str | None:
    if each := _EACH_MONTH.search(text):
        return "人" + each[1]
    if stroke := re.search(r"元/([家个项户人名台件次年月款种张])", text):
        return {"家": "企业", "户": "企业"}.get(stroke[1], stroke[1])
    match = _PER.search(text)
    if match is None:
        return None
    return ((match[2] or {"家": "企业", "户": "企业"}.get(match[1] or "", "")) + (match[3] or "")) or None


def _facts(clause: Clause, promise: _Promise, who: Beneficiaries, stacking: str | None, schedule: str | None) -> Iterator[Incentive]:
    targets: Sequence[tuple[str | None, str | None]] = who.targets or (((None, None),) if who.known else [(label, None) for label in _governing(clause)])
    common: dict[str, Any] = {
        **clause.evidence(promise.start, promise.end), "rule": "incentive-paid" if promise.amount or promise.rate else "incentive-promised",
        "grade": who.grade, "amount": promise.amount, "cap": promise.cap and promise.amount is not None, "rate": promise.rate, "stacking": stacking, "schedule": schedule,
    }  # fmt: skip
    for label, level in targets:
        per = "园区" if promise.per == "企业" and label and label.endswith("园区") else promise.per
        for form in promise.forms:
            yield Incentive(**common, subject=label, level=level, form=form, per=per)


def _governing(clause: Clause) -> tuple[str | None, ...]:
    """The type that the heading names; in a set of rules, what the rules are about."""
    reading = clause.reading
    default = (reading.main_subject,) if reading.main_subject and is_set_of_rules(reading) else (None,)
    return clause.governing_types() or default
