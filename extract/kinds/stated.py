"""Requirements in sentences (单句条件): what a type or its holders ought to do, and conditions with what follows from them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..certainty import Reason, certainty
from ..contexts import lead_in, passage
from ..facts import Criterion
from ..lists import force_of
from ..reading import Clause
from .bearers import bearers, own
from .oughts import is_statute, ought, shut_out
from .roles import duties

_MEETS = re.compile(
    r"(?:满足|符合|达到|具备|通过|经)[^，。；]{0,24}?(?:要求|条件|标准|规定|评价|合格|审核|导向|方向|定位)(?:的前提下|的基础上|的)?"
)
_UNSAID = re.compile(
    r"(?:对)?符合(?:相关|有关|规定|申报)?条件的(?:企业|单位|项目|个人|人员)?"
)  # 符合条件的优先推荐: which condition is not said
_OUTSTANDING = re.compile(r"(?:显著|突出|优秀|明显|先进|良好|优异|领先|鲜明)的$")
# Two bodies at most (由…由…): any number of them, each with words of its own, would be tried in every combination.
_RECOGNISES = re.compile(
    r"(?:[^，。；由]{2,30}?将其(?=列入|纳入|列为|认定|评定|确定|命名))?(?:可以?|方可|择优|优先)*(?:由[^，。；]{1,40}?(?:可以?|方可|择优|优先)*){0,2}(?:(?:推荐申报|推荐|申报)(?!单位|企业|主体|对象|人|材料|条件|书|表|时|者|的|工作)|认定为|评定为|确定为|列为|授予|(?:列入|纳入)(?![^，。；]{0,12}的[^，。；]|[^，。；]{0,16}(?:系统|平台|考核|预算|统计|规划))|命名为"
    r"|(?:取得|获得|颁发|发给|核发)[^，。；]{2,20}(?:证书|称号|牌匾)(?=[，。；]|$))"
)
_PAPER = re.compile(
    r"(?:取得|获得|颁发|发给|核发)(?P<name>[^，。；的]{2,16}?(?:产品|企业|机构|工厂|园区|单位|基地))(?:认证|认定|评价|资格|标识)*(?:证书|称号|牌匾)"
)
_MAY_APPLY = re.compile(r"(?<=的)，?(?:也|均|方|才)?可以?(?:申报|申请)$|后?方可(?:申报|申请|享受|参评|申领)[^，。；]{0,16}$")
# An item that names a bearer of its own: 开展产品认证的机构，应…
_OWN_BEARER = re.compile(r"(?:开展|从事|承担)(?P<name>[^，。；的]{4,16}机构)，应")
_APPLIES_FOR = re.compile(r"(?:申请|申报|创建)[^，。；]{3,24}(?=，|的)")
_PAPERS = re.compile(r"申[报请](?:材料|书|表|资料)")
_COMMISSION = re.compile(r"委托[^，。；]{2,40}(?:评价|评估|审核|审计|检测|认证)")
_ASKS = re.compile(r"(?:应当?|须|需|必须)(?:符合|满足|具备|达到|是|为|在)")
_LEADS_ON = re.compile(r"(?:并|且|同时|还)(?:应当?|须|需|要)?(?:同时)?(?:符合|满足|具备|达到)[^，。；]{0,6}(?:下列|以下|如下)")
_APPLIES = re.compile(r"(?:提出|提交|递交)[^，。；]{0,8}申请|接受[^，。；]{0,6}(?:评估|审查|审核|鉴定)|办理[^，。；]{2,12}(?:手续|登记)")


def bearers_of_item(clause: Clause) -> tuple[str | None, ...]:
    """Whom an item is about: what its list is about; under a mere heading the type that the item begins with."""
    own = next((m for m in clause.types if m.start == clause.body and m.labels), None)
    if own and lead_in(clause) is None:
        return own.labels
    if labels := _applied_for(clause):
        return labels
    if bearer := _OWN_BEARER.match(clause.text, clause.body):
        return (clause.reading.types.canonical(bearer["name"]) or bearer["name"],)
    return bearers(clause)


def _applied_for(clause: Clause) -> tuple[str, ...]:
    """The types that an item or a paragraph of it is for (申请试点单位，近三年…)."""
    match = _APPLIES_FOR.match(clause.text, clause.body)
    return tuple(label for m in clause.types if match and m.start < match.end() for label in m.labels)


def _before_list(clause: Clause) -> Iterator[Criterion]:
    """What a lead-in asks for before it comes to its list: 项目应符合产业政策，并符合下列条件之一：."""
    first, last = clause.parts[0], clause.parts[-1]
    if first != last and _LEADS_ON.match(clause.text, last[0]) and (asked := _ASKS.search(clause.text, *first)):
        name = clause.text[clause.body : asked.start()]
        for subject in own(clause) or clause.subjects(*first, default=False) or bearers_of_item(clause):
            if name:
                end = clause.parts[-2][1]
                yield Criterion(
                    **clause.evidence(clause.body, end), rule="criterion-lead", subject=subject, text=clause.text[clause.body : end],
                    force="gate",
                )  # fmt: skip


def stated(clause: Clause) -> Iterator[Criterion]:
    """Sentences: a condition with what follows from it, else what a type, its applicants or its holders ought to do."""
    if clause.text.endswith("：") and clause.parts:
        yield from _before_list(clause)
        return
    if shut := shut_out(clause):
        for subject in clause.subjects(*shut.span(), default=False) or bearers(clause):
            yield Criterion(
                **clause.evidence(*shut.span()), rule="criterion-exclusion", subject=subject, group="exclusion", text=shut[0], force="gate"
            )
        return
    tied = list(_tied_conditions(clause))
    required = ought(clause)
    if required is None:
        yield from tied or _duties(clause)
        return
    if required.form != "issued" and _timed(clause, required.start, required.end):
        return
    words = clause.text[required.start : required.end].rstrip("。；，")
    papers = required.form == "issued" or _COMMISSION.search(words) or _PAPERS.search(words)
    group = "procedure" if papers else "basic"
    for subject in required.labels or bearers_of_item(clause):
        yield Criterion(
            **clause.evidence(required.start, required.end), rule=f"criterion-{required.form}", subject=subject, level=required.level,
            group=group, text=words, force="gate", certainty=certainty([Reason.IMPLIED] if required.form == "bearer" else []),
        )  # fmt: skip


def _duties(clause: Clause) -> Iterator[Criterion]:
    """What rules ask of those whom they give duties (运营单位应建立…制度)."""
    if is_statute(clause.reading) or passage(clause) == "background":
        return
    for (start, end), who in duties(clause):
        words = clause.text[start:end]
        if _timed(clause, start, end):
            continue
        yield Criterion(
            **clause.evidence(start, end), rule="criterion-duty", subject=who, group="procedure" if _APPLIES.search(words) else "basic",
            text=words.rstrip("。；，"), force="gate", certainty=certainty([Reason.IMPLIED]),
        )  # fmt: skip


def _timed(clause: Clause, start: int, end: int) -> bool:
    """A duty with a date or a rhythm is a deadline or a cycle, not a criterion; 年度 in front of a noun is neither."""
    return any(
        start <= d.start < end and d.kind in {"date", "recurrence", "within", "period"} and clause.text[d.start : d.end] != "年度"
        for d in clause.dates
    )


def _tied_conditions(clause: Clause) -> Iterator[Criterion]:
    text = clause.text
    if (last := clause.parts[-1:]) and _MAY_APPLY.search(text, *last[0]):
        for subject in own(clause) or clause.governing_types() or (None,):
            yield Criterion(
                **clause.evidence(clause.body, last[0][1]),
                rule="criterion-tied",
                subject=subject,
                text=text[clause.body : last[0][1]],
                force=force_of(text),
                certainty=certainty([Reason.IMPLIED]),
            )
        return
    outcome = next((p for p in clause.parts if _RECOGNISES.match(text, p[0])), None)
    if outcome is None:
        return
    numeric = [
        q
        for q in clause.quantities
        if q.start < outcome[0] and q.kind in {"score", "plain", "percent", "count", "money"} and q.min != q.max
    ]
    mention = next((m for m in clause.types if outcome[0] <= m.start < outcome[1] and m.labels), None) or next(
        (m for m in clause.types if m.labels), None
    )
    paper = _PAPER.search(text, *outcome)
    labels = mention.labels if mention else (paper["name"],) if paper else clause.governing_types()
    level = clause.level_at(mention.start)[0] if mention and outcome[0] <= mention.start else None
    for part in clause.parts:
        if part[0] >= outcome[0]:
            break
        words = text[slice(*part)]
        outstanding = part[1] + 1 == outcome[0] and labels and _OUTSTANDING.search(words)
        if not (_MEETS.search(words) or outstanding) or _UNSAID.match(words) or any(part[0] <= q.start < part[1] for q in numeric):
            continue
        ought = bool(re.search(r"应当?|须|必须", words))
        end = part[1] if numeric or ought else outcome[1]
        for subject in labels or (None,):
            yield Criterion(
                **clause.evidence(part[0], end),
                rule="criterion-tied",
                subject=subject,
                level=None if ought else level,
                text=text[part[0] : end],
                force=force_of(text[part[0] : outcome[1]]),
            )
        if end > part[1]:
            return
