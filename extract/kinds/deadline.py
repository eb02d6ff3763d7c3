"""Deadlines (时限) and cycles (周期): by when someone must act, and how often something is done again."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from typing import TypedDict

from ..contexts import lead_in, passage
from ..dates import DateMention
from ..facts import Cycle, Deadline
from ..reading import Clause, Reading
from .yearly import annual_acts, done_yearly

# What somebody does that can be late.
_ACTS = re.compile(
    r"报送?|上报|转报|报备|备案|提交|推荐|申报|申请|制定|制订|编制|修订|出台|印发|发布|公布|公示|公开|披露|启动|组织|开展|召开|建立|设立|成立|组建|搭建|完成|完善|落实"
    r"|审核|评审|审查|审批|审定|办理|办结|答复|回复|反馈|响应|处理|处置|救援|拨付|兑付|兑现|支付|发放|下达|到位|验收|整改|改正|告知|通知|通报|报告|汇总|提出|确认|确定|核实|核定"
    r"|缴|退还|归还|受理|核查|出具|签订|签署|填报|登记|注册|变更|迁入|投产|开工|竣工|建成|补正|补充|申诉|复核|评估|评价|认定|评定|移交|录入|上线|清算|结算|改造|结项|结题|完工|归档|取得|放行|送达|寄送|到达|到场|赶赴|救治|清退|结清|偿还|交付|解决|回应|转办|交办|签收|查处|转交|抄送"
)
# Words that make it somebody's duty, or a government's aim.
_MUST = re.compile(
    "应|须|必须|要(?!求)|需(?!求)|确保|力争|争取|务必|负责|予以(?:兑现|拨付|兑付|支付|发放|办理|答复|(?:资助|补助|补贴|奖励)$)"
)
_GRANTS = re.compile("^(?:即?可|给予|予以|享受|按|参照|一次性|奖励|补[助贴]|视为|优先)")
_BENEFIT = re.compile("给予|享受|奖励|补助|补贴|资助|减免|免征|免收|返还|扶持|贴息")
_IN_FORCE = re.compile(
    "起(?:正式|开始)?(?:施行|实施|执行|试行|生效)|有效期(?!限?[届期]?满|限?到期|限?终止|内)|(?:施行|实施|执行)(?:期(?!满|届|结束|终了|间)|至|到)"
)
# Before what months are counted back (首次调整前36个月内), not up to.
_BACK = re.compile("(?<![届期]满)(?<!到期|截止|终止|结束|开始|开工)前$")
# （12月取得明显成效，牵头单位：…）: a time in brackets behind a task.
_TASK_TIME = re.compile("(?:底|末|份)?(?:基本|全面|初步)?(?:完成|取得|建成|实现|启动|上线|出台|投用|印发|完工|开工)")
_CYCLE_ACTS = re.compile(
    r"(复核|复审|复评|评估|评价|评定|抽查|检查|考核|核查|报送|上报|报告|填报|公布|发布|公示|公开|申报|申请|推荐|认定|遴选|评选|评审|审核|考评|测评|更新|审验|年检|换证|巡[查检]|督[查导办]|调度|会商|排查|检[测验]|普查|统计|汇总|清查|回访|走访|研判|编制|制定|召开|演练|调整|通报|复查|修订|提出"
    r"|开展[一1]?[次轮]|举办|征集|推介|监测|有效|纳入|组织|清算|结算|预拨|审计|表彰|年审|年度审核|轮换|[一1]次(?!性)|(?<=[一1])[评审检考报换])"
)
# A sum or a quota for each year says nothing of how often; a yearly selection does, however many it selects.
_LIMITED = re.compile(r"[^，。；]{0,12}(?:万|亿|元|不得超过|不超过)|[^，。；]*(?:不得超过|不超过)\d")
_SELECTS = re.compile("度?(?:组织|开展|集中|统一|择优|公开)*(?:遴选|评选|认定|评定|征集|推选)")
# 支持周期一般不超过3年, 对同一机构补贴最长3年: how long support lasts.
_SPELL = re.compile(
    "(?:支持|扶持|孵化|培育|聘用?|入驻|管理|复核|复评|评估|评价|考核|示范|试点|创建|保护|监测)(?:周期|期限?|年限|时[间限])[^，。；\\d]{0,14}$"
    "|(?:称号|资格|认定|荣誉|证书|牌匾|标识)(?:有效|保留|保持|使用)[^，。；\\d]{0,6}$|(?:保留|保持|授予)[^，。；]{0,8}(?:称号|资格|荣誉)$"
    "|(?:资助|补[贴助]|扶持|支持)(?:一般|原则上|为|最[长高多]|累计|总计|均|连续|，)*(?:不超过|不得超过|为|至|到)?$"
)
# 1—2年的培育期, 三年内有效: what lasts so long stands behind it.
_SPELL_BEHIND = re.compile("的?(?:培育|孵化|扶持|支持|示范|试点|创建|聘|保护|管理)期(?!间|内|满)|有效(?!期|性)")
# 每周或每月更新: the longer one is meant.
_OR_LONGER = re.compile("(?:或者?|至|到|[-—~～、])每")
_STATUS = re.compile(
    "[^认验]证(?![明据实券])|许可|执照|"
    "称号|认定|名单|资格|资质|证书|公布|授予|授牌|挂牌|牌匾|入库|入选|示范|命名|备案|评定|荣誉|标识|目录|结果"
)
_RULES = re.compile(r"本(?:办法|细则|规定|政策|措施|意见|通知|方案|指南|条例)|施行|实施之日|印发之日")
_RECIPIENT = re.compile(
    r"(?:报送?|上报|转报|报备|推荐|提交|提供|抄送|报告)(?:至|给|到)?((?:(?!每年|前向)[^，。；、]){2,24}?(?:部门|委|厅|局|部(?:（[^）]*）)?|政府|办公室|平台|中心|机构|单位|处|科))|向([^，。；]{2,40}?)(?:推荐|报送|报告|提交|申报|申请|上报|备案|提出|办理|填报)|(?:在|通过)([^，。；]{2,16}?(?:平台|系统))"
)
_NOBODY = frozenset({"单位", "企业", "机构", "部门", "各部门", "公司", "组织"})
_ACTOR_END = re.compile(r"(?:应当?|须|要|必须|需|可以?|将|于|在|每年|自|根据|结合|按|最迟|负责|原则上)")


# 申请的截止日期为每年7月15日: until when one can apply.
_CLOSES = re.compile("(?:截止|申报|受理|报名|申请)(?:日期|时间|期限|日|期)(?:为|是|：)?(?:到|至)?$")


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
        yearly = list(annual_acts(clause))
        read_so = {mention.start for mention in yearly}
        for mention in [*(m for m in clause.dates if done_yearly(clause, m) and m.start not in read_so), *yearly]:
            period = _period(clause, mention)
            if period and clause.part_at(mention.start) not in timed:
                yield from _cycle(clause, mention, period)


def _times(clause: Clause, mention: DateMention, part: tuple[int, int]) -> _Times | None:
    """When something must be done, where a mention of time bounds it; None for other times."""
    text = clause.text
    if mention.kind == "recurrence" and not _whole_season(clause, mention):
        return (
            None
            if text.endswith("待", 0, mention.start)
            else _Times(recurrence=_last_day(mention.until) if mention.until else mention.value)
        )
    in_brackets = text.endswith("（", 0, mention.start) and _TASK_TIME.match(text, mention.end) is not None
    if mention.kind in {"date", "month"} and (mention.bound == "by" or in_brackets or _CLOSES.search(text, part[0], mention.start)):
        # 8月20日前, of a document that says no year: every year
        return _Times(recurrence=mention.value) if (mention.value or "").startswith("--") else _Times(date=mention.value)
    if mention.kind != "within" or not mention.value or lead_in(clause) in {"sanction", "exclusion", "condition"}:
        return None
    must = _MUST.search(text, *part) is not None
    short = "Y" not in mention.value
    if text.endswith("前", 0, mention.start):
        return None  # 调整前36个月内: how far one looks back
    if re.fullmatch(r"P\d+M", mention.value) and _BACK.search(mention.after or ""):
        return None
    if re.match(r"[^，。；]{0,6}(?:不得|不予|不再|不受理|不接受|免|禁止|暂停|取消|实现|达到|就近)", text[mention.end :]):
        return None
    days = short and re.search(r"^提前|工作日|日内|天内|个月内|小时内|分钟内", text[mention.start : mention.end])
    if not (mention.after or must or days):
        return None
    following = text[part[1] + 1 :]
    if not must and (text.endswith("的", 0, part[1]) or _GRANTS.match(following)) and mention.end < part[1]:
        return None  # 在12个月内建成投产（的），可一次性兑现: a condition
    if not (must or short) and _BENEFIT.search(text, mention.end):
        return None  # 自完成后的3年内，参照…给予奖励: how long a benefit lasts
    return _Times(within=mention.value, working_days=mention.working_days, after=mention.after)


def _last_day(until: str) -> str:
    """The last day of a yearly stretch of time: of 1—10月 --10-31."""
    if re.fullmatch(r"--\d\d", until):
        return f"{until}-{monthrange(2001, int(until[2:]))[1]}"
    return until


def _deadline(clause: Clause, mention: DateMention) -> list[Deadline] | None:
    text = clause.text
    part = clause.part_at(mention.start)
    times = _times(clause, mention, part)
    if times is None:
        return None
    closes = _CLOSES.search(text, part[0], mention.start) is not None
    if not (closes or _ACTS.search(text, mention.start, min(len(text), part[1] + 60)) or _MUST.search(text, *part)):
        return None
    if _IN_FORCE.search(text, *part):
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
    if mention.kind == "recurrence" and mention.bound is None and not clause.text.endswith("待", 0, mention.start):
        return mention.period
    begin, _ = clause.part_at(mention.start)
    if mention.kind == "duration" and "Y" in (mention.value or ""):
        behind = _SPELL_BEHIND.match(clause.text, mention.end) and not _RULES.search(clause.text)
        return mention.value if behind or _SPELL.search(clause.text, begin, mention.start) else None
    lasts = (
        mention.kind == "expiry"
        and (mention.value or "").startswith("P")
        and (_STATUS.search(clause.text) or _lasts(clause, mention))
        and not _RULES.search(clause.text)
    )
    return mention.value if lasts else None


def _lasts(clause: Clause, mention: DateMention) -> bool:
    """Whether a type itself is said to last: 市级绿色工厂有效期三年."""
    before = clause.text[clause.body : mention.start].removesuffix("的")
    return before == clause.reading.main_subject or any(
        each.labels and before.endswith(clause.text[each.start : each.end]) for each in clause.types
    )


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
    lead = re.split(_ACTOR_END, text[slice(*part)], maxsplit=1)[0].strip("，")
    lead = "" if lead.startswith(("（", "〔")) else lead  # （6月底完成，牵头单位：…）
    names = {(m.start, m.end) for m in clause.agencies} | {(m.start, m.end) for m in clause.types}
    if lead and any(part[0] <= s and e <= part[0] + len(lead) for s, e in names):
        return re.sub(r"(?:审核|评估|汇总|初审)?后?$", "", lead) or None
    before = [m for m in clause.agencies if m.end <= part[1] and m.group != "unnamed" and m.name not in _NOBODY]
    return before[0].name if before else None


def _cycle(clause: Clause, mention: DateMention, period: str) -> Iterator[Cycle]:
    text = clause.text
    part = clause.part_at(mention.start)
    if _OR_LONGER.match(text, mention.end):
        return
    counted = [q for q in clause.quantities if q.unit != "次"]
    if any(mention.end <= q.start < part[1] and not _CYCLE_ACTS.search(text, mention.end, q.start) for q in counted):
        return  # 每年新增200家企业通过评估: how many a year, not how often
    if any(mention.end <= q.start < part[1] and q.kind == "count" and q.min is not None and q.unit != "批" for q in counted):
        return  # 每年遴选200家以上: an aim
    limited = not _SELECTS.match(text, mention.end) and _LIMITED.match(text, mention.end)
    if limited or re.search(r"近$|连续$|过去$|(?<!原则)上$", text[part[0] : mention.start]):
        return
    stretch = text[mention.start : part[1]]
    acts = list(_CYCLE_ACTS.finditer(stretch)) or (list(_CYCLE_ACTS.finditer("有效")) if mention.kind in {"duration", "expiry"} else [])
    if not acts and stretch.startswith(("年度", "季度", "月度", "半年度")):  # 报送…和月度信息: the act stands before
        acts = list(_CYCLE_ACTS.finditer(text[slice(*part)]))
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
    act = next((m[1] for m in acts if m[1] not in {"组织", "一次", "1次"}), acts[0][1])
    yield Cycle(**clause.evidence(*part), rule="cycle", subject=subject, period=period, action=act)
    if re.search(r"并(?:对[^，。；]{0,12})?(?:进行)?(?:现场)?抽查", stretch) and act != "抽查":
        yield Cycle(**clause.evidence(*part), rule="cycle", subject=subject, period=period, action="抽查")
