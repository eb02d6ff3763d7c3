"""时限不明: steps of a procedure (受理, 审核, 公示, 公布) of which none has a time. One finding for the whole draft."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..against import Against
from ..draft import Draft
from ..finding import Finding
from ..words import either

RULE = "missing-deadline"
_TIME = re.compile(r"\d{1,2}月|[底末前]|工作日|日内|天内|每[年季月半]|年度|及时|月内|期限|同步")
_PLANS = re.compile("方案|办法|细则|指南|通知|计划|意见|措施|政策")  # statutes leave times to those who carry them out
_FEW = 2  # steps without a time from which on it is told


def find(draft: Draft, against: Against) -> Iterator[Finding]:
    """The steps that have no time, where the draft sets a procedure."""
    if not _PLANS.search(draft.clean(*draft.title_span)):
        return
    steps = [
        clause for clause in draft.clauses
        if any(re.search(either("procedure_headings"), heading) for heading in clause.headings)
        and re.search(either("procedure_verbs"), clause.text) and not clause.is_heading and not _TIME.search(clause.text)
    ]  # fmt: skip
    if len(steps) >= _FEW:
        places = tuple(clause.view.span(clause.body, len(clause.text)) for clause in steps)
        yield Finding(
            rule=RULE, start=places[0][0], end=places[0][1], places=places,
            zh=f"申报、审核等程序中有 {len(steps)} 处没有写明办理时限。", en=f"{len(steps)} steps of the procedure have no time limit.",
            suggestion_zh="请写明起止日期或工作日数，例如“自受理之日起20个工作日内”。",
            suggestion_en="Give dates, or numbers of working days.",
        )  # fmt: skip
