"""Which reply is given: that of the likeliest intent that fits, else the sentences of the texts, else that they do not say it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from .families import (
    annexes,
    bodies,
    clauses,
    deadlines,
    definition,
    facts,
    holdings,
    mentions,
    papers,
    sanctions,
    scores,
    standing,
    telling,
)
from .families.scope import Scope
from .fitting import VALUES, beside, may_quote, misses
from .intents import Intent, intents
from .reply import Reply
from .scene import Scene
from .slots import Slots

_FAMILIES: Mapping[str, Callable[[Scene, Slots, Intent, Scope], Reply]] = {
    "annexes": annexes.answer, "bodies": bodies.answer, "clauses": clauses.quoting, "deadlines": deadlines.answer,
    "definition": definition.answer, "facts": facts.answer, "holdings": holdings.answer, "mentions": mentions.answer,
    "papers": papers.answer, "sanctions": sanctions.answer, "scores": scores.answer, "standing": standing.answer,
}  # fmt: skip
_MOST = 3
"""So many intents of a question are tried."""
_FITTING, _CLEARER = 0.45, 0.3
"""Shares of the question's words: with the first a reply is taken without looking further; sentences must hold so many more as the
second to be preferred to facts."""
_SOFTER = frozenset({"support", "criterion", "standing", "cycle", "whether"})
"""Intents that speak of the same as an amount or score, without one."""
_NAMING = frozenset({"reference", "title", "number", "definition", "issuer"})
"""Intents of questions that ask what a number or title stands for."""
_STATED = frozenset({"validity", "fee"})
"""Intents that only a sentence on the very thing answers."""
_LISTED = frozenset({"criterion", "definition", "makeup", "whether", "duties"})
"""Intents of questions that a list under a heading of the very words answers."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A reply and the intent that it is to; None where sentences answer a question of no known intent."""

    reply: Reply
    intent: Intent | None


def choose(scene: Scene, slots: Slots, likely: Sequence[Intent], rivals: Sequence[Intent], scope: Scope) -> Choice:
    """The reply to a question.

    Args:
        scene: what it is asked of.
        slots: what it names.
        likely: its intents, the likeliest first.
        rivals: those of them that are about as likely as the first.
        scope: the documents to look in.
    """
    if slots.references and (not likely or likely[0].name in _NAMING) and (named := papers.referred(scene, slots, scope)) is not None:
        return Choice(named, intents()["reference"])
    if likely and likely[0].name == "reference" and slots.documents and slots.places:
        return Choice(papers.citing(scene, slots, scope), likely[0])
    if (silent := annexes.beyond(scene, slots, scope)) is not None:
        return Choice(silent, intents()["annex"])
    if (not likely or likely[0].name in _LISTED) and (list_of := clauses.headed(scene, slots, scope)) is not None:
        return Choice(list_of, likely[0] if likely else None)
    if likely and likely[0].asks == "body":  # a time or a number is no answer to who
        likely = [each for each in likely if each.asks in ("body", "text")]
    if likely and likely[0].name == "whether":  # whether there must be one, not how many
        likely = [each for each in likely if each.asks != "count"]
    if likely and likely[0].name == "target":
        likely = [each for each in likely if each.asks != "score"]
    tried: list[Choice] = []
    for intent in likely[:_MOST]:
        if intent.name in _SOFTER and any(_refused(each) for each in tried):
            continue  # what is given without a sum is no answer to how much
        tried.append(Choice(_FAMILIES[intent.family](scene, slots, intent, scope), intent))
        reply = tried[-1].reply
        missed = reply.status == "answered" and misses(scene, slots, intent, reply)
        if missed or (reply.status == "unknown" and intent.name in _STATED):
            return Choice(telling.nothing(scene, intent.zh, scope), intent)
        if reply.status == "answered" and reply.score >= _FITTING and intent.name != "whether":
            return tried[-1]
        others = [each for each in rivals if each is not intent and each.name not in _SOFTER]
        if reply.status == "unknown" and intent.name == "count" and all(each.name == "target" for each in others):
            return _settled(scene, slots, scope, tried[-1:])
        if reply.status == "unknown" and (reply.final or (intent.asks in VALUES and not others)):
            return tried[-1]
    return _settled(scene, slots, scope, tried)


def _refused(choice: Choice) -> bool:
    """Whether a score or sum was asked for and is not stated."""
    return choice.intent is not None and choice.intent.asks in VALUES and choice.reply.status == "unknown"


def _settled(scene: Scene, slots: Slots, scope: Scope, tried: Sequence[Choice]) -> Choice:
    """The best where no reply fits at once."""
    sentences = clauses.answer(scene, slots, scope)
    if not tried:
        return Choice(sentences, None)
    first = tried[0]
    assert first.intent is not None
    if sentences.status != "answered" and beside(scene, slots, first.intent, first.reply):
        near = [] if first.intent.asks in (*VALUES, "count") else first.reply.said[:2]
        return Choice(telling.nothing(scene, "这一点", scope, near), first.intent)
    best = max((each for each in tried if each.reply.status == "answered"), key=lambda each: each.reply.score, default=None)
    if (
        sentences.status == "answered"
        and (best is None or sentences.score > best.reply.score + (0 if first.intent.name == "whether" else _CLEARER))
        and may_quote(first.intent, sentences)
    ):
        return Choice(sentences, first.intent)
    if best is not None:
        return best
    if sentences.said and not first.reply.said and first.intent.asks not in VALUES:
        return Choice(sentences, first.intent) if sentences.status != "answered" else first  # it shows what stands nearby
    return first
