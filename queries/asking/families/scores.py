"""Scores: what is needed for a level or grade, and what a score is enough for."""

from __future__ import annotations

import re
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
from .conditions import falling_short
from .facts import best_of, fit, words_for
from .scope import Scope
from .telling import by_document, nothing, silent_places
from .values import given, in_unit_of, within

_NOT_REACHED = re.compile(r"(?:不达|没到|没达到?|没有达到|未达到?|不到|不足|不满|低于|少于|没过|不够)$")
_LEAST = Decimal("0.01")
"""What is taken off a score that is said not to be reached."""
_GRADED = re.compile(r"[一二两三四五六七八九十0-9]星")


def answer(scene: Scene, slots: Slots, intent: Intent, scope: Scope) -> Reply:
    """The scores that are needed, or what the scores of the question are enough for."""
    if _GRADED.search(slots.text) and not slots.grades:  # a grade that no scheme has (六星级)
        return replace(nothing(scene, intent.zh, scope), final=True)
    found = [each for each in suiting(scene, slots, ("threshold",), scope.ids) if alignment().is_score(each.fact)]
    if "满分" in slots.text:
        found = [each for each in found if isinstance(each.fact, Threshold) and each.fact.scale is not None]
    if not found:
        return nothing(scene, intent.zh, scope, near=_near(scene, slots, scope, intent))
    values = given(slots, "score") or _bare(slots)
    if values:
        whole = [each for each in suiting(scene, _any_tier(slots), ("threshold",), scope.ids) if alignment().is_score(each.fact)]
        values = _without_scales(values, found)
        lines = [line for value in values for line in _judged(scene, slots, value, found, whole)]
        short = [
            falling_short(scene, slots, subject, doc)
            for doc, subject in dict.fromkeys((each.fact.doc, each.fact.subject) for each in found)
        ]
        missed = [line for told, _ in short for line in told]
        lines = [*missed, *(f"分数方面，{line}" for line in lines)] if missed else lines
        said = [*(each for _, whose in short for each in whose), *(each.said for each in found)]
        return Reply("answered", [*lines, *silent_places(scene, scope, found)], unique(said), scope.notes)
    words = words_for(slots, intent)
    ranked = best_of(weighed(found, words), slots)
    score = 0.0 if slots.scopes and not slots.types else fit(slots, words, ranked)  # no scores are set for regions
    return Reply("answered", [*verdicts(scene, slots, ranked), *by_document(scene, ranked, intent), *silent_places(scene, scope, ranked)],
                 unique(each.said for each in ranked), scope.notes, score=score)  # fmt: skip


def _near(scene: Scene, slots: Slots, scope: Scope, intent: Intent) -> list[Said]:
    near = [each for each in suiting(scene, slots, ("criterion",), scope.ids) if each.match >= 2] if slots.types else []
    return [each.said for each in weighed(near, words_for(slots, intent))[:2]]


def _any_tier(slots: Slots) -> Slots:
    return replace(slots, levels=(), grades=())


def _without_scales(values: list[Quantity], found: list[Found]) -> list[Quantity]:
    """The scores without that out of which they are given (50分只拿了19.5分), where others are left."""
    scales = {Decimal(str(each.fact.scale)) for each in found if isinstance(each.fact, Threshold) and each.fact.scale is not None}
    return [value for value in values if value.min not in scales] or values


def _bare(slots: Slots) -> list[Quantity]:
    return [each for each in slots.quantities if each.kind == "plain" and each.min is not None and 0 < each.min <= 100]


def _judged(scene: Scene, slots: Slots, value: Quantity, found: list[Found], whole: list[Found]) -> list[str]:
    """What a score is enough for in each document, and whether for what was asked."""
    lines = []
    for doc in dict.fromkeys(each.fact.doc for each in found):
        asked = [each for each in found if each.fact.doc == doc]
        every = [each for each in whole if each.fact.doc == doc]
        subjects = dict.fromkeys(each.fact.subject for each in asked)
        less = _NOT_REACHED.search(slots.text[: value.number_start]) is not None
        told = joined([_Judged(subject, value, _of(subject, asked), _of(subject, every), less=less).told(slots) for subject in subjects])
        document = scene.documents[doc]
        lines.append(f"{place_of(document)}{source(document)}：{told}。原文：{quoted(each.said for each in asked)}")
    return lines


def _of(subject: str | None, found: list[Found]) -> list[Threshold]:
    return [each.fact for each in found if isinstance(each.fact, Threshold) and each.fact.subject == subject]


class _Judged:
    """A score against what a document sets for one type.

    Args:
        subject: the type.
        value: the score.
        wanted: what is needed for the level or grade that is asked about.
        every: what is needed for each.
        less: whether it is said to be not reached (不到80分).
    """

    def __init__(self, subject: str | None, value: Quantity, wanted: list[Threshold], every: list[Threshold], *, less: bool) -> None:
        self._wanted, self._every, self._less = wanted, every, less
        self._number = next((bound for bound in (value.min, value.max) if bound is not None), Decimal(0))
        self._written = f"{subject or ''}{'不到' if less else ''}{format(self._number.normalize(), 'f')}分"
        self._number -= _LEAST if less else 0
        bare = value.unit is None  # X≥75
        self._met = [fact for fact in every if (bare or in_unit_of(value, fact) is not None) and within(self._number, fact)]

    def told(self, slots: Slots) -> str:
        """In words, whether it is enough for what a question asks about, or else for what."""
        parts = [fact for fact in self._every if fact.scale is not None and self._number > Decimal(str(fact.scale))]
        if parts:
            return f"{statement(parts[0])}，{self._written}超出这一满分，无法直接对应"
        if slots.levels or slots.grades:
            return self._enough()
        if not self._met:
            return f"{self._written}没有达到任何一档（{_needed(self._every)}）"
        return f"{self._written}达到{_tiers(self._met)}（{_needed(self._met)}）"

    def _enough(self) -> str:
        if reached := [fact for fact in self._wanted if fact in self._met]:
            return f"够，{self._written}达到{_tiers(reached)}（{_needed(reached)}）"
        asked = max(map(_lowest, self._wanted), default=Decimal(0))
        if above := [fact for fact in self._met if fact not in self._wanted and _lowest(fact) >= asked]:
            return f"{self._written}已高于所问的等级，属于{_tiers(above)}（{_needed(above)}）"
        also = "" if self._less else f"，对应{_tiers(self._met)}（{_needed(self._met)}）" if self._met else ""
        return f"不够，要求是{_needed(self._wanted)}，{self._written}没有达到{also}"


def _needed(facts: list[Threshold]) -> str:
    return joined([statement(fact) for fact in facts])


def _tiers(facts: list[Threshold]) -> str:
    names = ["".join(filter(None, (fact.level, fact.grade))) or "要求" for fact in facts]
    return "、".join(dict.fromkeys(names))


def _lowest(fact: Threshold) -> Decimal:
    return Decimal(str(fact.min if fact.min is not None else 0))
