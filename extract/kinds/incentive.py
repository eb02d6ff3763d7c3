"""Incentives (激励): money, credit, tax, priority and the like that a recognised subject, or the scheme, is promised.

A sentence is read part by part. A part that names types under 对…的 sets who is meant; money after a verb of paying is a sum, a
share or a ceiling; a share or an unnamed sum takes the ceiling that follows it, a named sum does not (a ceiling on its total
is a promise of its own).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from ..contexts import lead_in, passages
from ..discover import is_set_of_rules
from ..facts import Form, Incentive
from ..levels import grade_in
from ..nouns import is_generic, name_ending_at, noun_words, without_level
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


@lru_cache(maxsize=1)
def _words() -> _Words:
    data = yaml.safe_load(files("hengce.extract").joinpath("patterns", "incentives.yaml").read_text(encoding="utf-8"))
    forms, paid = (tuple((name, re.compile(pattern)) for name, pattern in data[part].items()) for part in ("forms", "paid_forms"))
    return _Words(forms, paid, *(re.compile(data[name]) for name in ("paid_support", "priority", "verbs", "not", "fund", "plain_support", "charged")))


_PAY = re.compile(r"(?:给予|予以|奖励|补助|补贴|资助|支持|扶持|配套|发放|拨付|兑付|返还|最高|不超过|上限|限额|贴息|减免|标准为|安排)")
_CEILING = re.compile(r"(?:最高|不超过|上限|限额|不高于|封顶|以内|累计)")
_FOR = re.compile(r"(?:对|对于|凡|将|给|为|支持|鼓励|引导|扶持|帮助|优先支持|完善|推动)")
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


@dataclass(slots=True)
class _Beneficiaries:
    """Who a sentence is about so far."""

    labels: tuple[str, ...] = ()
    levels: tuple[str | None, ...] = (None,)
    grade: str | None = None
    start: int | None = None
    known: bool = False


def read(reading: Reading) -> Iterator[Incentive]:
    """Yields the incentives of a document."""
    for clause in reading.clauses:
        if clause.is_heading or clause.leaf.type in {"title", "heading", "note", "caption"} or lead_in(clause) in {"condition", "material", "exclusion", "sanction"}:
            continue
        if passages(clause)[:1] in (["background"], ["goal"], ["sanction"]):
            continue
        yield from _sentence(clause)


def _sentence(clause: Clause) -> Iterator[Incentive]:
    who = _Beneficiaries()
    promises: list[tuple[_Promise, _Beneficiaries]] = []
    for part in clause.parts:
        text = clause.text[slice(*part)]
        who = _beneficiaries(clause, part, who)
        money = [q for q in clause.quantities if q.kind in {"money", "percent", "ratio", "measure"} and part[0] <= q.start < part[1] and _is_pay(clause, q, part)]
        if money:
            promises = [(p, w) for p, w in promises if p.amount or p.rate or re.search(r"给予|予以|享受|颁发|发放", clause.text[p.start : p.end])]
            paid = _paid(clause, part, money, promises, who)
            promises += zip(paid, _respectively(who, len(paid)) if "分别" in text else [who] * len(paid), strict=True)
        elif not _words().excluded.search(text) and (forms := _forms(text)):
            promises.append((_Promise(who.start if who.start is not None and who.start < part[0] else part[0], part[1], forms, per=_per(text)), who))
    stacking, schedule = _STACKING.search(clause.text), _SCHEDULE.search(clause.text)
    for promise, beneficiaries in promises:
        yield from _facts(clause, promise, beneficiaries, stacking[0] if stacking else None, schedule[0] if schedule else None)


def _respectively(who: _Beneficiaries, count: int) -> list[_Beneficiaries]:
    """Whose each of ``count`` sums is: one level or one type each, where their numbers agree; else everybody's."""
    if len(who.levels) == count > 1:
        return [replace(who, levels=(level,)) for level in who.levels]
    if len(who.labels) == count > 1:
        return [replace(who, labels=(label,)) for label in who.labels]
    return [who] * count


def _forms(text: str, *, paid: bool = False) -> list[Form]:
    """Instruments that a part promises; a sum of money with a mere 支持 is a subsidy."""
    words = _words()
    if paid:
        named: list[Form] = [form for form, pattern in words.paid_forms if pattern.search(text)]
        return named[:1] or (["subsidy"] if words.paid_support.search(text) else [])
    if not words.verbs.search(text):
        return []
    found: list[Form] = [form for form, pattern in words.forms if pattern.search(text)]
    if not found and words.priority.search(text):
        return ["priority"]
    if not found and words.plain_support.search(text):
        return ["subsidy"]
    if "项目申报" in text and words.priority.search(text):
        found.append("priority")
    return found


def _beneficiaries(clause: Clause, part: tuple[int, int], known: _Beneficiaries) -> _Beneficiaries:
    """Who the promises from this part on are for."""
    text = clause.text
    words = text[slice(*part)]
    # A thing that is only counted must not be one topic among others (清洁生产、循环经济等).
    mentions = [m for m in clause.things if part[0] <= m.start < part[1] and not (m.counted and "、" in (text[m.start - 1 : m.start], text[m.end : m.end + 1]))]
    if mentions:
        mention = mentions[0]
        labels = mention.labels or clause.governing_types() or ((clause.reading.main_subject,) if clause.reading.main_subject else ())
        return _Beneficiaries(labels, clause.level_at(mention.start), grade_in(text, max(part[0], mention.start - 8), min(part[1], mention.end + 12)), part[0], known=True)
    if re.match(r"(?:一次性|在职期间|分别|可|另外?|再|均)*(?:给予|领取|享受|奖励|补助|补贴)", words) and not known.known and (before := _part_before(clause, part)):
        return _described(clause, before)
    if known.known and not _OPENS.match(words):
        return known
    named, levels = _named_bodies(clause, part)
    if named:
        return _Beneficiaries(named, levels, None, part[0], known=True)
    if re.match(r"(?:其中，?)?(?:对|对于|凡)", words) or re.search(r"(?:鼓励|支持)[^，]{2,}的(?:税收|政策|优惠)", words):
        return _Beneficiaries((), (None,), None, part[0], known=True)
    return known


def _part_before(clause: Clause, part: tuple[int, int]) -> tuple[int, int] | None:
    index = clause.parts.index(part) if part in clause.parts else 0
    return clause.parts[index - 1] if index else None


def _described(clause: Clause, part: tuple[int, int]) -> _Beneficiaries:
    """Who a part ends with: 基地入驻企业实习的高校在读港澳青年，给予…"""
    token = next((t.i for t in reversed(clause.doc) if t.idx < part[1]), None)
    name = clause.text[slice(*name_ending_at(clause.doc, token))] if token is not None else ""
    label = clause.reading.types.canonical(name) or (name if len(name) >= 3 and name.endswith(_heads()) and not is_generic(name) else None)
    return _Beneficiaries((label,) if label else (), (None,), None, part[0], known=True)


# A part that begins so may name somebody else than the part before it.
_OPENS = re.compile(r"(?:其中，?)?(?:对|对于|凡|将|给|首次|支持|鼓励|引导|扶持|帮助|优先|完善|重点支持|推动|市级|省级|区级|县级|探索|发行)")
_NAMED = (
    re.compile(r"(?:对|对于|凡)(?:首次|新|初次|当年)?(?:获得|入选|列入|纳入|认定为|评为|获评|通过|被认定为|新认定的?)(?P<names>[^，。；的]{3,40}?)(?:支持|称号|认定|名单|立项|资格|奖)?(?:的|，|$)"),
    re.compile(r"对(?:[^，。；]{0,30}?的)?(?P<names>[^，。；的对]{3,60}?)(?:，|$|给予|予以|优先|按|提供|实施|开展|进行|一次性|发放|其)"),
    re.compile(r"(?:重点支持|优先支持|支持|鼓励|扶持|引导|发展)(?:[^，。；]{0,30}?的)?(?P<names>[^，。；的]{3,40}?)(?:建设|开展|发行|设立|培育|发展|突破|等项目|参与|申报|创建|购买|提供|为|，|$|对|实施|做大|上市|参照|给予|按|面向)"),
    re.compile(r"为(?P<names>[^，。；的]{3,20}?)(?:贷款|融资)?提供"),
    re.compile(r"用于(?:支持)?(?:[^，。；]{0,20}、)?(?P<names>[^，。；的、]{3,20}?)(?:建设|的)"),
)  # fmt: skip


def _named_bodies(clause: Clause, part: tuple[int, int]) -> tuple[tuple[str, ...], tuple[str | None, ...]]:
    """Beneficiaries that no scheme knows, named in the sentence's own words: 对智能制造功能平台…, 支持园区平台公司…"""
    text = clause.text[slice(*part)]
    for pattern in _NAMED:
        for match in pattern.finditer(text):
            names = []
            for piece in re.split(r"[、和及与]", match["names"]):
                name = without_level(_QUALITY.sub("", piece))
                if len(name) >= 3 and name.endswith(_heads()) and not is_generic(name) and not _NO_NAME.match(name):
                    names.append(name)
            if names:
                return tuple(dict.fromkeys(names)), clause.reading.levels.before(clause.text, part[0] + match.start("names") + _level_end(match["names"])) or (None,)
    return (), (None,)


_NO_NAME = re.compile(r"[在对以从按为将被由]|[^，]*[在于]|（|）|或")
_QUALITY = re.compile(r"^(?:在[^，。；]{2,14}(?:内|新建|建设)|收入持续稳定|信用等级较高|符合条件|有条件|新建|新认定|首次|国家级?|省级?|市级?|区级?|县级?|各级|各类|开展|本地|临港地区|“[^”]{1,8}”)+(?:的)?")


def _level_end(names: str) -> int:
    match = re.match(r"(?:国家级?|省级?|市级?|区级?|县级?|[、和及与])+", names)
    return match.end() if match else 0


@lru_cache(maxsize=1)
def _heads() -> tuple[str, ...]:
    return tuple(head for head in noun_words().heads if head not in {"资金", "基金", "标准", "贷款"})


def _is_pay(clause: Clause, quantity: Quantity, part: tuple[int, int]) -> bool:
    """Whether a number is what is paid, not a condition (投资额5000万元以上的项目) nor the size of a fund."""
    text = clause.text
    before, after = text[part[0] : quantity.start], text[quantity.end : part[1]]
    if text.count("（", 0, quantity.start) > text.count("）", 0, quantity.start) or _words().charged.search(text[slice(*part)]):
        return False
    if _words().fund.search(before) or re.match(r"(?:规模|的?基金|的?专项资金，)", after):
        return False
    if quantity.min is not None and quantity.max is None and quantity.kind != "percent" and not re.search(r"不少于|最低", text[quantity.start : quantity.end] + before):
        return False
    if re.match(r"(?:以上)?的(?!资金|奖励|补助|补贴|资助|支持|扶持|一次性|标准|比例|额度|财政|专项|配套)", after) and not _PAY.search(before):
        return False
    return bool(_PAY.search(before) or _PAY.search(text[quantity.start : quantity.end]) or _PAY.search(after))


def _paid(clause: Clause, part: tuple[int, int], money: list[Quantity], earlier: list[tuple[_Promise, _Beneficiaries]], who: _Beneficiaries) -> list[_Promise]:
    """The promises of a part with money; a ceiling completes the share or unnamed sum before it."""
    text = clause.text[slice(*part)]
    forms = _forms(text, paid=True) or next((p.forms for p, _ in reversed(earlier)), []) or _forms(clause.text, paid=True) or ["subsidy"]
    begin = who.start if who.start is not None else part[0]
    made: list[_Promise] = []
    for quantity in money:
        amount, cap = _amount(clause, quantity, part)
        unit = _unit_rate(quantity)
        last = made[-1] if made else earlier[-1][0] if earlier else None
        if quantity.kind in {"percent", "ratio", "measure"} or unit:
            made.append(_Promise(begin, part[1], list(forms), rate=_rate(clause, quantity, part), per=_per(text)))
        elif cap and last is not None and last.amount is None and (last.rate is not None or set(last.forms) & {"award", "subsidy", "discount"}) and not (earlier and last is earlier[-1][0] and earlier[-1][1] is not who and who.start == part[0]):
            last.amount, last.cap, last.end = amount, True, part[1]
            last.per = last.per or _per(text)
        else:
            made.append(_Promise(begin, part[1], list(forms), amount=amount, cap=cap, per=_per(text)))
    return made


def _amount(clause: Clause, quantity: Quantity, part: tuple[int, int]) -> tuple[float | None, bool]:
    if quantity.kind != "money":
        return None, False
    if quantity.max is not None and quantity.min != quantity.max:
        return number(quantity.max), True
    lead = clause.text[part[0] : quantity.start]
    return number(quantity.min), bool(re.search(r"(?:最高|不超过|上限|限额|封顶|最多)[^，。；、\d]{0,14}$", lead)) and "最低" not in lead[-6:]


# What is counted one by one (5万元/家 is a sum for each); anything else after the stroke is a measure (300元/吨标准煤 is a rate).
_COUNTED = re.compile(r"[家个项户人名台件次年月款种张]")


def _unit_rate(quantity: Quantity) -> bool:
    """Whether money is said for each unit of a measure."""
    _, stroke, unit = (quantity.unit or "").partition("/")
    return bool(stroke) and not _COUNTED.match(unit)


def _rate(clause: Clause, quantity: Quantity, part: tuple[int, int]) -> str:
    """The share or unit rate as written: 投资额的10%-30%."""
    text = clause.text
    match = re.search(r"(?:按照?|给予|以)?([^，。；、的按给予]{2,20}?)(?:的|给予|予以|最高|不超过)*$", text[part[0] : quantity.start])
    base = match[1] if match else ""
    number = text[quantity.start : quantity.end]
    return f"{base}的{number}" if base else number


def _per(text: str) -> str | None:
    if stroke := re.search(r"元/([家个项户人名台件次年月款种张])", text):
        return {"家": "企业", "户": "企业"}.get(stroke[1], stroke[1])
    match = _PER.search(text)
    if match is None:
        return None
    return ((match[2] or {"家": "企业", "户": "企业"}.get(match[1] or "", "")) + (match[3] or "")) or None


def _facts(clause: Clause, promise: _Promise, who: _Beneficiaries, stacking: str | None, schedule: str | None) -> Iterator[Incentive]:
    labels: tuple[str | None, ...] = who.labels or ((None,) if who.known else _scheme_or_none(clause))
    common: dict[str, Any] = {
        **clause.evidence(promise.start, promise.end), "rule": "incentive-paid" if promise.amount or promise.rate else "incentive-promised",
        "grade": who.grade, "amount": promise.amount, "cap": promise.cap and promise.amount is not None, "rate": promise.rate, "stacking": stacking, "schedule": schedule,
    }  # fmt: skip
    for label in labels:
        per = "园区" if promise.per == "企业" and label and label.endswith("园区") else promise.per
        for level in who.levels:
            for form in promise.forms:
                yield Incentive(**common, subject=label, level=level, form=form, per=per)


def _scheme_or_none(clause: Clause) -> tuple[str | None, ...]:
    reading = clause.reading
    default = (reading.main_subject,) if reading.main_subject and is_set_of_rules(reading) else (None,)
    return clause.governing_types() or default
