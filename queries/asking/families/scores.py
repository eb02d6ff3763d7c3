"""Scores: what is needed for a level or grade, and what a score is enough for."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from ....extract.facts import Threshold
from ....extract.mentions import Quantity
from ...alignment import alignment
from ..intents import Intent
from ..ranking import Found, suiting, weighed
from ..reply import Reply, Said, unique
from ..scene import Scene
from ..slots import Slots
from ..wording import joined, place_of, quoted, source, statement
from .comparing import verdicts
from .facts import best_of, by_document, fit, nothing, silent_places, words_for
from .scope import Scope
from .values import given, in_unit_of, within


def answer(scene: Scene, slots: Slots, intent: Intent, scope: Scope) -> Reply:
    """The scores that are needed, or what the scores of the question are enough for."""
    found = [each for each in suiting(scene, slots, ("threshold",), scope.ids) if alignment().is_score(each.fact)]
    if not found:
        return nothing(scene, intent.zh, scope, near=_near(scene, slots, scope, intent))
    values = given(slots, "score") or _bare(slots)
    if values:
        whole = [each for each in suiting(scene, _any_tier(slots), ("threshold",), scope.ids) if alignment().is_score(each.fact)]
        lines = [line for value in values for line in _judged(scene, slots, value, found, whole)]
        return Reply("answered", [*lines, *silent_places(scene, scope, found)], unique(each.said for each in found), scope.notes)
    words = words_for(slots, intent)
    ranked = best_of(weighed(found, words))
    return Reply("answered", [*verdicts(scene, slots, ranked), *by_document(scene, ranked, intent), *silent_places(scene, scope, ranked)],
                 unique(each.said for each in ranked), scope.notes, score=fit(slots, words, ranked))  # fmt: skip


def _near(scene: Scene, slots: Slots, scope: Scope, intent: Intent) -> list[Said]:
    near = [each for each in suiting(scene, slots, ("criterion",), scope.ids) if each.match >= 2] if slots.types else []
    return [each.said for each in weighed(near, words_for(slots, intent))[:2]]


def _any_tier(slots: Slots) -> Slots:
    return replace(slots, levels=(), grades=())


def _bare(slots: Slots) -> list[Quantity]:
    return [each for each in slots.quantities if each.kind == "plain" and each.min is not None and 0 < each.min <= 100]


def _judged(scene: Scene, slots: Slots, value: Quantity, found: list[Found], whole: list[Found]) -> list[str]:
    """What a score is enough for in each document, and whether for what was asked."""
    lines = []
    for doc in dict.fromkeys(each.fact.doc for each in found):
        asked = [each for each in found if each.fact.doc == doc]
        every = [each for each in whole if each.fact.doc == doc]
        document = scene.documents[doc]
        parts = [_of_type(subject, slots, value, asked, every) for subject in dict.fromkeys(each.fact.subject for each in asked)]
        lines.append(
            f"{place_of(document)}{source(document)}："
            + joined([part for part in parts if part])
            + "。原文："
            + quoted(each.said for each in asked)
        )
    return lines


def _of_type(subject: str | None, slots: Slots, value: Quantity, asked: list[Found], every: list[Found]) -> str:
    own = [each.fact for each in every if each.fact.subject == subject]
    wanted = [each.fact for each in asked if each.fact.subject == subject]
    number = value.min if value.min is not None else value.max
    written = f"{format(number.normalize(), 'f')}分"
    parts = [
        fact
        for fact in own
        if isinstance(fact, Threshold) and fact.scale is not None and number is not None and number > Decimal(str(fact.scale))
    ]
    if parts:
        return f"{statement(parts[0])}，{written}超出这一满分，无法直接对应"
    met = [fact for fact in own if isinstance(fact, Threshold) and (same := in_unit_of(value, fact)) is not None and within(same, fact)]
    if slots.levels or slots.grades:
        reached = [fact for fact in wanted if fact in met]
        if reached:
            return f"够，{subject or ''}{written}达到{_tiers(reached)}（{joined([statement(f) for f in reached])}）"
        above = [fact for fact in met if fact not in wanted and _lowest(fact) >= max(map(_lowest, wanted), default=Decimal(0))]
        if above:
            return f"{subject or ''}{written}已高于所问的等级，属于{_tiers(above)}（{joined([statement(f) for f in above])}）"
        also = f"，对应{_tiers(met)}" if met else ""
        return f"不够，{subject or ''}{_tiers(wanted)}的要求是{joined([statement(f) for f in wanted])}，{written}没有达到{also}"
    if not met:
        return f"{subject or ''}{written}没有达到任何一档（{joined([statement(f) for f in own])}）"
    return f"{subject or ''}{written}达到{_tiers(met)}（{joined([statement(f) for f in met])}）"


def _tiers(facts: list[Threshold]) -> str:
    names = ["".join(filter(None, (fact.level, fact.grade))) or "要求" for fact in facts]
    return "、".join(dict.fromkeys(names))


def _lowest(fact: Threshold) -> Decimal:
    return Decimal(str(fact.min if fact.min is not None else 0))
