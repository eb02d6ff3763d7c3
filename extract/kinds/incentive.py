"""Incentives (激励): money, credit, tax, priority and the like that a recognised subject, or the scheme, is promised.

A sentence is read part by part. A part that names somebody sets who is meant; money after a verb of paying is a sum, a share or a
ceiling; a share or an unnamed sum takes the ceiling that follows it, a named sum does not (a ceiling on its total is a promise of
its own).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from ...corpus.document import Node
from ..beneficiaries import Beneficiaries
from ..certainty import certainty
from ..contexts import lead_in, passages
from ..facts import Incentive
from ..instruments import GIVES, incentive_words
from ..placing import MARKER
from ..reading import Clause, Reading
from ..recipients import named_targets, run_in_topic
from .awardcells import read_cell
from .funds import is_fund_stem, spent_on
from .promisees import promisees
from .promises import IN_MONEY, Promise, promises_of

Span = tuple[int, int]

_STACKING = re.compile(
    r"(?:从[高优][^，。；]{0,6}不重复|就高(?:不就低|不重复)[^，。；]{0,8}"
    r"|不(?:重复|叠加)(?:享受|奖励|支持|补助|资助)|补差|差额(?:奖励|补助|补足))"
)
_SCHEDULE = re.compile(r"(?:分[一二两三四五\d]{1,2}[年期批次][^，。；]{0,16}|按\d+[:：∶]\d+[^，。；]{0,10}(?:拨付|兑付|发放))")
# A sentence that begins so goes on about those of the sentence before it.
_GOES_ON = re.compile(r"(?:采取|采用|按照?(?=[^，。；]{2,30}[\d%])|对其|上述|其|前款|以上|同时|并|单个|单家|单项|每[家个户]|同一|年度)")
# 支持企业上市。对…给予…: a heading run in, if the next sentence pays.
_RUN_IN = re.compile(r"(?:大力|积极|进一步|加快)*(?:支持|鼓励|引导|推动|推进|促进|加强|培育|扶持|做大|做强|提升|强化)[^，。；：的]{2,24}")
_CASE = re.compile(
    r"(?!对(?!其|该|上述|前述|符合|[^，。；]{0,12}\d[^，。；的]{0,8}以[上下]的))(?:.*的)|对(?:首次|新)?(?:获得?|获评|评为|认定为|列入|入选|达到)[国省市区县]家?级?(?:认定|称号|荣誉|名单|奖励)?的|[^，。；]{0,12}\d[^，。；的]{0,20}(?:以上|以下|以内|之间)"
)
_CARD_TITLE = re.compile(
    r"(?!.*(?:给予|予以|享受|落实|可以?申请))[^，。；：、]{6,40}(?:奖励|补贴|补助|支持|贴息|资助|扶持|奖补|优惠|指南)(?:政策|资金|项目)?"
)
_EACH = re.compile(r"(?:单个|单家|单项|每[家个户]|最高)(?![^，。；]{0,20}(?:总额|累计|每年|年度|当年|全年))[^，。；]{2,24}(?:[。；]|$)")
# A paragraph that begins so goes on about those of the paragraph before it in the same item.
_GOES_ON_BELOW = re.compile(r"(?:采取|采用|按照?(?=[^，。；]{2,30}[\d％%])|其中)")
_PAYING_STEM = re.compile(r"(?<!不)(?:给予|予以|享受|发放)[^：，。]{0,16}(?:奖励|补助|补贴|资助|支持|扶持|奖补|资金)[^：，。]{0,6}：$")


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
    if passages(clause)[:1] == ["duty"] and "职责" in clause.headings[0]:
        return False
    return lead_in(clause) not in {"condition", "material", "exclusion", "sanction", "duty"} and passages(clause)[:1] not in (
        ["background"], ["goal"], ["sanction"], ["card"],
    )  # fmt: skip


def _sentences(clauses: Sequence[Clause], who: Beneficiaries) -> tuple[list[Incentive], Beneficiaries]:
    """The incentives of a paragraph that a lead-in says whom it is for, and whom it is about in the end."""
    found: list[tuple[Clause, Promise]] = []
    opening, joined = replace(who, start=None) if who.known else who, False
    for clause, following in zip(clauses, (*clauses[1:], None), strict=True):
        if _is_title(clause, following):
            named = run_in_topic(clause)
            if named and not opening.known:
                who = opening = Beneficiaries(named, None, None, known=True)
            continue
        if not _GOES_ON.match(clause.text, clause.body):
            # ；采用非公开招标方式的，按35%给予资助; ；1000万元以上，奖励3万元
            goes_on = joined and who.known and _CASE.fullmatch(clause.text[slice(*clause.parts[0])]) is not None
            who = replace(who, start=None) if goes_on else opening
        joined = clause.text.endswith("；")
        promises, who = (list(spent_on(clause)), who) if is_fund_stem(next(iter(clause.stems), "")) else promises_of(clause, who)
        announces = _only_announces(clause, following)
        if promises and found and _caps(clause, promises[0], found[-1][1]):
            found[-1][1].amount, found[-1][1].cap = promises.pop(0).amount, True
        found += [(clause, promise) for promise in promises if promise.has_money or not announces]
    return [fact for clause, promise in found for fact in _facts(clause, promise)], who


def _caps(clause: Clause, promise: Promise, before: Promise) -> bool:
    """Whether a sentence only adds the ceiling of a share promised before it (按投资额的10%给予补助。单个项目不超过100万元。)."""
    bare = promise.cap and promise.rate is None and promise.amount is not None and not promise.who.start
    return bare and before.rate is not None and before.amount is None and _EACH.match(clause.text, clause.body) is not None


def _introduced(clause: Clause) -> Beneficiaries:
    """Whom a lead-in only names: （三）乙类人才，其中："""
    name = re.sub(r"[，：].*$", "", clause.text[clause.body :])
    targets = named_targets(clause, name)
    return Beneficiaries(targets, None, clause.body, known=bool(targets))


def _is_title(clause: Clause, following: Clause | None) -> bool:
    """Whether a sentence is a heading run in before others: 租金补贴。…"""
    words = clause.text[clause.body :].rstrip("。：")
    if words == clause.text[clause.body :] and _CARD_TITLE.fullmatch(words):
        return True
    if clause.number or following is None:
        return False
    paid = GIVES.search(following.text) is not None and any(q.kind in {"money", "percent"} for q in following.quantities)
    return incentive_words().title.fullmatch(words) is not None or (paid and _RUN_IN.fullmatch(words) is not None)


def _only_announces(clause: Clause, following: Clause | None) -> bool:
    """Whether a sentence leaves it to what follows to say what is promised (按以下标准给予奖励：; …给予支持。其中，对…)."""
    if following is not None and following.text.startswith("其中", following.body):
        return True
    # 有下列情形之一的，可以给予奖励： says all that is promised; the list says when.
    return "之一的" not in clause.text and incentive_words().announced.search(clause.text) is not None


def _facts(clause: Clause, promise: Promise) -> Iterator[Incentive]:
    """One fact for each subject, level and form of a promise."""
    stacking, schedule = _STACKING.search(clause.text), _SCHEDULE.search(clause.text)
    targets, doubts = promisees(clause, promise.who, paid=promise.has_money, in_money=not IN_MONEY.isdisjoint(promise.forms))
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
