"""晚于上级时限: a date later than the one it must serve, on the way from applicants to city, province and ministry."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....extract.facts import Deadline
from ....ontology.schemes import schemes
from ...wording import phrase
from ..against import Against
from ..draft import Draft
from ..finding import Finding
from ..handing import Handing, handing
from ..relevance import relevant
from ..rulings import Ruling
from ..tiers import is_own_tier

RULE = "deadline-after-superior"
# 从省级名单中择优，于…前推荐国家级…: what goes further up is no longer the place's own affair.
_PUT_FORWARD = re.compile(
    "^(?!.*备案).*(?:(?:推荐|申报|转报|上报)[^，。；]{0,8}(?:国家级?|省级|工业和信息化部|省[^，。；]{2,10}厅)"
    "|(?:向|报|至)[^，。；]{2,14}(?:部|厅|委员会)(?:推荐|申报|转报|上报))"
)


def find(draft: Draft, against: Against) -> Iterator[Finding]:
    """Deadlines after the day on which the same papers must already have gone further up."""
    if draft.place is None:
        return
    above = [(ruling, step) for ruling in relevant(draft, against) if (step := _superior_step(ruling)) is not None]
    for fact in draft.of(Deadline):
        words = draft.sentence(fact)
        own = is_own_tier(draft, words) and not (_PUT_FORWARD.search(fact.quote) and not is_own_tier(draft, fact.quote))
        step = None if own else handing(fact, draft.place, words)
        late = [pair for pair in above if step is not None and _is_late(step, pair[1])]
        if late:
            ruling, _ = min(late, key=lambda pair: (pair[1].giver, pair[1].day))
            yield _finding(fact, ruling)


def _superior_step(ruling: Ruling) -> Handing | None:
    place = schemes().regions.get(ruling.document.code or "")
    if not isinstance(ruling.fact, Deadline) or ruling.fact.date is not None or place is None:
        return None  # a day of one year, long past, binds no later year
    return handing(ruling.fact, place, ruling.fact.quote)


def _is_late(step: Handing, above: Handing) -> bool:
    """Whether a step comes after one that it must serve: of the same matter, by the same body or by one further up."""
    return step.matter == above.matter and step.giver <= above.giver and step.day > above.day


def _finding(fact: Deadline, ruling: Ruling) -> Finding:
    its = phrase(ruling.fact, ruling.fact.subject)
    return Finding(
        rule=RULE,
        start=fact.start,
        end=fact.end,
        zh=f"时限晚于上位文件：草案为“{phrase(fact, fact.subject)}”，{ruling.document.name_and_id}规定“{its}”，届时材料已应报出。",
        en=f"The deadline lies after the one that it must serve: “{its}” in {ruling.document.name}.",
        suggestion_zh=f"请提前到上位文件的时限（{ruling.citation['quote']}）之前，并为审核、转报留出时间。",
        suggestion_en="Set an earlier day that leaves time for review before the papers must go on.",
        related=(ruling.citation,),
    )
