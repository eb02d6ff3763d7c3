"""By when somebody must act, and how often."""

from __future__ import annotations

import re
from dataclasses import replace

from ....extract.facts import Deadline, Fact
from ..intents import Intent
from ..ranking import suiting, weighed
from ..reply import Reply, unique
from ..scene import Scene
from ..slots import Slots
from .facts import best_of, words_for
from .scope import Scope
from .telling import by_document, nothing, silent_places
from .verdict import DOUBT

_DEEDS = ("申报", "申请", "公示", "发放", "兑现", "验收", "到账", "拨付", "下达", "打款", "支付", "到手")
"""What is asked about is done by these times, or the answer is another's."""
_TARGETED = re.compile(r"建成|建好|目标|完成|达到|实现|建到|建立")
_WHEN = re.compile(r"什么时候|何时|哪(?:一)?年|几年")
_HANDED = re.compile(r"报|提交|推荐|制定|转|方案|计划|名单")


def answer(scene: Scene, slots: Slots, intent: Intent, scope: Scope) -> Reply:
    """The deadlines whose actor and action hold most of the question's words."""
    found = suiting(scene, slots, ("deadline",), scope.ids)
    words = [
        *words_for(slots, intent),
        *(word for word in ("方案", "计划", "名单", "总结报告", "数据", "材料", "推荐") if word in slots.text),
    ]
    words = list(dict.fromkeys(words))
    months = {each.value[2:4] for each in slots.times if each.value and re.match(r"--\d\d", each.value)}
    years = set(map(str, slots.years))
    dated = [each for each in found if isinstance(each.fact, Deadline) and (each.fact.date or "")[:4] in years]
    found = dated or found
    doubted = bool(months) and DOUBT.search(slots.text) is not None
    if months and not doubted:
        fitting = [each for each in found if isinstance(each.fact, Deadline) and (each.fact.recurrence or "")[2:4] in months]
        found = fitting or found
    deeds = [word for word in _DEEDS if word in slots.text]
    if deeds and not any(deed in each.text for deed in deeds for each in found):
        return replace(nothing(scene, intent.zh, scope, [each.said for each in found[:2]]), final=True)
    ranked = best_of(weighed(found, words), slots)
    if not ranked:
        cycles = best_of(weighed(suiting(scene, slots, ("cycle",), scope.ids), words), slots)
        if cycles and words and max(each.score for each in cycles) > 0.4:
            ranked = cycles
    if _WHEN.search(slots.text) and _TARGETED.search(slots.text) and not _HANDED.search(slots.text):
        aims = best_of(
            weighed([each for each in suiting(scene, slots, ("target",), scope.ids) if getattr(each.fact, "by", None)], words), slots
        )
        ranked = aims or ranked
    if not ranked:
        return nothing(scene, intent.zh, scope)
    score = max(each.score for each in ranked) if words and not (months and any(_month(each.fact) in months for each in ranked)) else 1.0
    wrong = doubted and not any(_month(each.fact) in months for each in ranked)
    lines = [*(["与所说不符，原文的规定如下。"] if wrong else []), *by_document(scene, ranked, intent)]
    return Reply("answered", [*lines, *silent_places(scene, scope, ranked)],
                 unique(each.said for each in ranked), scope.notes, score=score)  # fmt: skip


def _month(fact: Fact) -> str | None:
    """The month, of two digits, by whose end a deadline falls; None where it has none."""
    if not isinstance(fact, Deadline):
        return None
    return (fact.date or "")[5:7] or (fact.recurrence or "")[2:4] or None
