"""Deadlines (时限) and cycles (周期): by when someone must act, and how often something is done again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypedDict

from ..contexts import lead_in, passage
from ..dates import DateMention
from ..facts import Cycle, Deadline
from ..reading import Clause, Reading

_ACTS = re.compile(
    r"(?:报送?|上报|转报|报备|备案|提交|推荐|申报|申请|制定|制订|出台|编制|完成|发布|公布|公示|公开|披露|印发|启动|组织|开展|审核|评审|审查|办理|答复|反馈|拨付|兑付|下达|验收|整改|告知|通知|报告|汇总|提出|缴|退|受理|核查|出具|签订|填报|登记|注册|迁入|投产|开工|竣工|建成|补正|申诉|复核|评估|评价|认定)"
)
_CYCLE_ACTS = re.compile(
    r"(复核|复审|复评|评估|评价|抽查|检查|考核|核查|报送|上报|报告|填报|公布|发布|公示|申报|申请|推荐|认定|遴选|评选|评审|审核|更新|调整|通报|复查|修订|提出|开展一[次轮]|举办|监测|有效|纳入|组织)"
)
# Before 年度评估: somebody is to carry it out.
_ANNUAL = re.compile(r"(?:开展|进行|组织|实施|实行|接受|建立)[^，。；]{0,8}$")
_ANNUAL_ACT = re.compile(r"(?:开展|进行|组织|实施|接受)(?P<annual>年度)[^，。；、的年度]{2,10}?(?:评估|评价|考核|复核|审核|检查|监测)")
_STATUS = re.compile(r"称号|认定|名单|资格|证书|公布|授予|入库|示范|命名")
_RULES = re.compile(r"本(?:办法|细则|规定|政策|措施|意见|通知|方案|指南|条例)|施行|实施之日|印发之日")
_RECIPIENT = re.compile(
    r"(?:报送?|上报|转报|报备|推荐|提交|提供|抄送|报告)(?:至|给|到)?([^，。；、]{2,24}?(?:部门|委|厅|局|部(?:（[^）]*）)?|政府|办公室|平台|中心|机构|单位|处|科))|向([^，。；]{2,40}?)(?:推荐|报送|报告|提交|申报|申请|上报|备案|提出|办理|填报)|(?:在|通过)([^，。；]{2,16}?(?:平台|系统))"
)
_ACTOR_END = re.compile(r"(?:应当?|须|要|必须|需|可以?|将|于|在|每年|自|根据|结合|按|最迟|负责|原则上)")


class _Times(TypedDict, total=False):
    """When something must be done, by the one of the contract's forms that the words give."""

    date: str | None
    recurrence: str | None
    within: str | None
    working_days: bool | None
    after: str | None


def read(reading: Reading) -> Iterator[Deadline | Cycle]:
    """Yields the deadlines and cycles of a document."""
    for clause in reading.clauses:
        if clause.is_heading or clause.leaf.type not in {"text", "cell"} or passage(clause) == "background":
            continue
        timed: list[tuple[int, int]] = []
        for mention in clause.dates:
            if (deadline := _deadline(clause, mention)) is not None:
                timed.append(clause.part_at(mention.start))
                yield from deadline
        for mention in [*clause.dates, *_annual_acts(clause)]:
            period = _period(clause, mention)
            if period and clause.part_at(mention.start) not in timed:
                yield from _cycle(clause, mention, period)


def _annual_acts(clause: Clause) -> Iterator[DateMention]:
    """年度 in front of the name of a check that somebody is to carry out (开展年度环境绩效评估)."""
    known = {mention.start for mention in clause.dates}
    for match in _ANNUAL_ACT.finditer(clause.text, clause.body):
        if match.start("annual") not in known and not any(m.start <= match.start("annual") < m.end for m in clause.dates):
            yield DateMention(match.start("annual"), match.end("annual"), "period", "P1Y")


def _deadline(clause: Clause, mention: DateMention) -> list[Deadline] | None:
    text = clause.text
    part = clause.part_at(mention.start)
    if mention.kind == "recurrence" and not _whole_season(clause, mention):
        times = _Times(recurrence=mention.value)
    elif mention.kind in {"date", "month"} and mention.bound == "by":
        times = _Times(date=mention.value)
    elif mention.kind == "within" and mention.value and lead_in(clause) not in {"sanction", "exclusion", "condition"}:
        if re.match(r"[^，。；]{0,6}(?:不得|不予|不再|免|禁止|暂停|取消|实现|达到|就近)", text[mention.end :]) or not (
            mention.after or re.search(r"工作日|日内|天内|个月内", text[mention.start : mention.end])
        ):
            return None
        times = _Times(within=mention.value, working_days=mention.working_days, after=mention.after)
    else:
        return None
    if not _ACTS.search(text, mention.start, min(len(text), part[1] + 60)):
        return None
    if re.search(r"施行|实施$|有效期|起执行", text[slice(*part)]):
        return None
    end = _action_end(clause, mention, part)
    recipient = next((next(filter(None, m.groups())) for m in [_RECIPIENT.search(text, part[0], end)] if m), None)
    actor = _actor(clause, part)
    start = part[0]
    action = re.sub(r"^(?:前|底前|内|，|和)+", "", text[mention.end : end]).strip("，。；")
    subjects = clause.subjects(start, end, default=False)
    subject = subjects[0] if len(subjects) == 1 else clause.reading.main_subject if subjects else None
    return [
        Deadline(
            **clause.evidence(start, end),
            rule="deadline",
            subject=subject,
            actor=actor,
            action=action or None,
            recipient=recipient,
            **times,
        )
    ]


def _period(clause: Clause, mention: DateMention) -> str | None:
    """How often something is done, or how long a status lasts (名单有效期三年); the term of the rules themselves is neither."""
    if mention.kind == "period":
        return mention.value
    if mention.kind == "recurrence" and _whole_season(clause, mention):
        return mention.period
    lasts = (
        mention.kind == "expiry"
        and (mention.value or "").startswith("P")
        and _STATUS.search(clause.text)
        and not _RULES.search(clause.text)
    )
    return mention.value if lasts else None


def _whole_season(clause: Clause, mention: DateMention) -> bool:
    """Whether a recurring time is only a season of the year (每年第二季度发布), which bounds nothing: what is done then is a cycle."""
    return mention.bound is None and re.search(r"季度$|半年$", clause.text[mention.start : mention.end]) is not None


def _action_end(clause: Clause, mention: DateMention, part: tuple[int, int]) -> int:
    """The end of what is to be done: the part with the first act after the date, and parts that go on with 并."""
    text, end = clause.text, part[1]
    later = [p for p in clause.parts if p[0] >= part[1]]
    if not _ACTS.search(text, mention.end, part[1]) and later:
        end = later.pop(0)[1]
    for following in later:
        if not text.startswith(("并", "同时"), following[0]):
            break
        end = following[1]
    return end


def _actor(clause: Clause, part: tuple[int, int]) -> str | None:
    """Who must act, as written: the words before 应/于/每年 where they name a body or type, else the sentence's first body."""
    text = clause.text
    lead = re.split(_ACTOR_END, text[part[0] : part[1]], maxsplit=1)[0].strip("，")
    names = {(m.start, m.end) for m in clause.agencies} | {(m.start, m.end) for m in clause.types}
    if lead and any(part[0] <= s and e <= part[0] + len(lead) for s, e in names):
        return re.sub(r"(?:审核|评估|汇总|初审)?后?$", "", lead) or None
    before = [m for m in clause.agencies if m.end <= part[1]]
    return before[0].name if before else None


def _cycle(clause: Clause, mention: DateMention, period: str) -> Iterator[Cycle]:
    text = clause.text
    part = clause.part_at(mention.start)
    if text[mention.start : mention.end] == "年度" and not _ANNUAL.search(text[part[0] : mention.start]):
        return  # 经年度考核为优秀的, 年度报告: an annual thing, not that it is done
    if any(mention.end <= q.start < part[1] and not _CYCLE_ACTS.search(text, mention.end, q.start) for q in clause.quantities):
        return  # 每年新增200家企业通过评估: how many a year, not how often
    if re.match(r"[^，。；]{0,12}(?:万|亿|元|不得超过|不超过)|[^，。；]*(?:不得超过|不超过)\d", text[mention.end :]) or re.search(
        r"近$|连续$|最近$|过去$|上$", text[part[0] : mention.start]
    ):
        return
    stretch = text[mention.start : part[1]]
    acts = list(_CYCLE_ACTS.finditer(stretch))
    if not acts:
        following = next((p for p in clause.parts if p[0] >= part[1]), None)
        if following is None or ("一" not in stretch and "原则" not in stretch):
            return
        acts = list(_CYCLE_ACTS.finditer(text[slice(*following)]))
        if not acts:
            return
        part = (part[0], following[1])
    subjects = clause.subjects(part[0], part[1])
    subject = subjects[0] if subjects else None
    act = next((m[1] for m in acts if m[1] != "组织"), acts[0][1])
    yield Cycle(**clause.evidence(*part), rule="cycle", subject=subject, period=period, action=act)
    if re.search(r"并(?:对[^，。；]{0,12})?(?:进行)?(?:现场)?抽查", stretch) and act != "抽查":
        yield Cycle(**clause.evidence(*part), rule="cycle", subject=subject, period=period, action="抽查")
