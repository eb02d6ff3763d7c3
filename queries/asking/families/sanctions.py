"""What follows a breach, what loses a status, and whether something given would (停产一年半)."""

from __future__ import annotations

import re
from dataclasses import replace

from ....extract.facts import Sanction, Threshold
from ....extract.mentions import Quantity
from ..intents import Intent
from ..lexicon import lexicon
from ..ranking import Found, held, suiting, weighed
from ..reply import Reply, unique
from ..scene import Scene
from ..slots import Slots
from ..wording import joined, place_of, quoted, source, statement
from .facts import best_of, words_for
from .scope import Scope
from .telling import nothing, silent_places
from .values import given, in_unit_of, within
from .verdict import verdict_on

_HOW_LONG = re.compile(r"多久|几年|多少年|多长时间|多少个?月|禁报期|冷静期|禁期")
_AGAIN = re.compile(r"年(?:之|以)?后|(?:过|等|满|隔)(?:了|上)?[^，。？]{1,3}年|年(?:就|又|便|即)(?:能|可)")
_ALWAYS = frozenset({"停产", "造假", "弄虚作假", "事故", "失信", "变更", "污染"})
"""Breaches that are named by these words wherever they are ruled on."""
_LIST = re.compile(r"什么情况|哪些情况|什么情形|哪些情形|哪些行为|什么时候会|怎样会|怎么会")


def answer(scene: Scene, slots: Slots, intent: Intent, scope: Scope) -> Reply:
    """The consequences of what the question describes, or all of them."""
    found = suiting(scene, slots, ("sanction",), scope.ids)
    words = words_for(slots, intent) + _breaches(slots)
    long = [each for each in found if isinstance(each.fact, Sanction) and each.fact.duration]
    if _HOW_LONG.search(slots.text) and not (given(slots, "length") and "禁" not in slots.text):
        if not long:
            return replace(nothing(scene, intent.zh, scope, near=[each.said for each in weighed(found, words)[:2]]), final=True)
        found = long
    if not found:
        return nothing(scene, intent.zh, scope)
    ranked = weighed(found, words)
    wanted = _consequences(slots)
    fitting = [each for each in ranked if isinstance(each.fact, Sanction) and each.fact.consequence in wanted]
    ranked = fitting or ranked
    ranked = best_of(ranked, slots)
    if _AGAIN.search(slots.text) and "ban" in wanted and given(slots, "length") and not long:
        return replace(nothing(scene, "多久以后可以重新申报", scope, near=[each.said for each in ranked[:2]]), final=True)
    breaches = [word for word in _breaches(slots) if word in _ALWAYS]
    if breaches and not fitting and not any(held(word, each.text) for word in breaches for each in ranked):
        return nothing(scene, f"{'、'.join(breaches)}的后果", scope, near=[each.said for each in ranked[:2]])
    judged = _judged(scene, slots, scope)
    verdict = None if judged else _after(slots, ranked) or verdict_on(slots, replace(intent, asks="length"), ranked)
    lines = [verdict] if verdict else []
    lines += [
        _line(scene, doc, [each for each in ranked if each.fact.doc == doc]) for doc in dict.fromkeys(each.fact.doc for each in ranked)
    ]
    said = [each.said for each in ranked]
    lines, said = [*(verdict for verdict, _ in judged), *lines], [*(rule.said for _, rule in judged), *said]
    listed = _LIST.search(slots.text) or fitting or not words
    score = 1.0 if listed else max(each.score for each in ranked)
    return Reply("answered", [*lines, *silent_places(scene, scope, ranked)], unique(said), scope.notes, score=score)


def _after(slots: Slots, ranked: list[Found]) -> str | None:
    """Whether so long after a breach (三年后能重报吗) the ban is over; None where the question or the facts say no such thing."""
    if not _AGAIN.search(slots.text):
        return None
    stated = [each.fact for each in ranked if isinstance(each.fact, Sanction)]
    bans = {fact.duration for fact in stated if fact.consequence == "ban" and fact.duration}
    given_years = [each.min for each in slots.quantities if each.kind == "duration" and each.unit == "年" and each.min is not None]
    if len(bans) != 1 or len(given_years) != 1 or (years := re.fullmatch(r"P(\d+)Y", bans.pop())) is None:
        return None
    if given_years[0] < int(years[1]):
        return f"不对，还不能：{years[1]}年内不得申报或不予采信，与所说不符。"
    return f"所说的时间已满规定的{years[1]}年；原文只写明{years[1]}年内不得申报或不予采信。"


def _consequences(slots: Slots) -> set[str]:
    return {name for name, pattern in lexicon().consequences.items() if pattern.search(slots.text)}


def _breaches(slots: Slots) -> list[str]:
    """Words of the breach itself, which are cues too."""
    return list(dict.fromkeys(lexicon().breaches.findall(slots.text)))


def _line(scene: Scene, doc: str, own: list[Found]) -> str:
    document = scene.documents[doc]
    told = joined([statement(each.fact) for each in own][:10])
    quotes = [
        each.said
        for each in own
        if isinstance(each.fact, Sanction) and each.fact.trigger.strip("。；的") != each.fact.quote.strip("。；的")
    ]
    return f"{place_of(document)}{source(document)}：{told}。" + (f"原文：{quoted(quotes[:4], 110)}" if quotes else "")


def _judged(scene: Scene, slots: Slots, scope: Scope) -> list[tuple[str, Found]]:
    """Whether each value of the question is enough to lose the status."""
    told: list[tuple[str, Found]] = []
    values = [each for each in slots.quantities if each.kind in ("duration", "count")]
    rules = [
        each
        for each in suiting(scene, replace(slots, types=()), ("threshold",), scope.ids)
        if isinstance(each.fact, Threshold) and each.fact.effect == "keep"
    ]
    words = _breaches(slots)
    for value in values:
        for rule in rules:
            assert isinstance(rule.fact, Threshold)
            same = in_unit_of(value, rule.fact)
            if same is None or not any(word in rule.text for word in words):
                continue
            bound = statement(rule.fact)
            if within(same, rule.fact):
                told.append((f"{_shown(slots, value)}会触发：已符合“{bound}”这一情形，将取消资格（称号）。", rule))
            else:
                told.append((f"{_shown(slots, value)}按这一条还不会：规定的情形是{bound}，所给的数值没有达到。{quoted([rule.said])}", rule))
            break
    return told


def _shown(slots: Slots, value: Quantity) -> str:
    """A value as the question writes it, where it gives several."""
    return f"{slots.text[value.start : value.end]}：" if len(slots.quantities) > 1 else ""
