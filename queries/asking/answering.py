"""One question, its slots read: who answers it, and whether it can be answered at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from .families import annexes, bodies, clauses, deadlines, definition, facts, holdings, papers, sanctions, scores, standing
from .families.scope import Scope, looked_at, scope_of
from .intents import Intent, found_in, intents
from .lexicon import lexicon
from .reply import Reply
from .scene import Scene
from .slots import ASKING, Slots

_FAMILIES: Mapping[str, Callable[[Scene, Slots, Intent, Scope], Reply]] = {
    "facts": facts.answer, "scores": scores.answer, "sanctions": sanctions.answer, "deadlines": deadlines.answer, "bodies": bodies.answer,
    "annexes": annexes.answer, "clauses": clauses.quoting, "standing": standing.answer, "papers": papers.answer, "holdings": holdings.answer, "definition": definition.answer,
}  # fmt: skip
_CLEAR = 3
"""The weight from which an intent counts."""
_FITTING = 0.45
"""A reply that holds so great a share of the question's words is taken without looking further."""
_LEAST = 0.2
"""With less of them a value answers another question."""
_SOFTER = frozenset({"support", "criterion", "standing"})
"""Intents that speak of the same as an amount or score, without one."""
_NAMING = frozenset({"reference", "title", "number", "definition", "issuer"})
"""Intents of questions that ask what a number or title stands for."""
_NEEDS_TYPE = frozenset({"score", "award", "support", "criterion", "step", "target", "count"})


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its reply.

    Attributes:
        slots: what it named.
        asked: names of its intents, the likeliest first.
        reply: what is said to it.
    """

    slots: Slots
    asked: tuple[str, ...]
    reply: Reply


def answered(scene: Scene, slots: Slots, before: Sequence[str] = ()) -> Asked:
    """The reply to one question.

    Args:
        scene: what it is asked of.
        slots: what it names.
        before: intents of the question before, for one that names none.
    """
    weighed = found_in(slots.text)
    likely = [intent for intent, weight in weighed if weight >= _CLEAR]
    weak = [intent for intent, weight in weighed if weight < _CLEAR]
    rivals = [intent for intent, weight in weighed if weight >= _CLEAR and weight >= weighed[0][1] - 2]
    if not likely and before:
        likely = [intents()[name] for name in before]
    asked = tuple(intent.name for intent in likely)
    if (refusal := _no_question(slots, likely)) is not None:
        return Asked(slots, asked, refusal)
    scope = scope_of(scene, slots)
    if scope.missing and not scope.ids:
        return Asked(slots, asked, facts.nothing(scene, "", scope))
    if slots.types and not set(slots.types) & set(scene.types):
        return Asked(slots, asked, Reply("unknown", [f"已查阅{looked_at(scene, scope.ids)}，其中没有关于{'、'.join(slots.types)}的规定。"]))
    if (unclear := _unclear(slots, likely)) is not None:
        return Asked(slots, asked, unclear)
    reply, by = _best(scene, slots, likely, rivals, scope)
    if reply.status != "answered" and not likely and weak and slots.types:
        reply, by = _best(scene, slots, weak[:1], rivals, scope)
    if not likely and reply.status != "answered" and not (slots.types or slots.places or slots.documents or slots.references):
        return Asked(slots, asked, Reply("out_of_scope", []))
    names = tuple(dict.fromkeys(([by.name] if by else []) + list(asked)))
    return Asked(slots, names, reply)


def _best(scene: Scene, slots: Slots, likely: Sequence[Intent], rivals: Sequence[Intent], scope: Scope) -> tuple[Reply, Intent | None]:
    """The first reply that fits, in the order of the intents; failing these the sentences of the texts; failing these that nothing is said."""
    if slots.references and (not likely or likely[0].name in _NAMING) and (named := papers.referred(scene, slots, scope)) is not None:
        return named, intents()["reference"]
    tried: list[tuple[Reply, Intent | None]] = []
    for intent in likely[:3]:
        reply = _FAMILIES[intent.family](scene, slots, intent, scope)
        if reply.status == "answered" and reply.score >= _FITTING:
            return reply, intent
        tried.append((reply, intent))
        others = [each for each in rivals if each is not intent and each.name not in _SOFTER]
        if reply.status == "unknown" and (reply.final or (intent.asks in ("score", "money") and not others)):
            return reply, intent
    sentences = clauses.answer(scene, slots, scope)
    replies = [each for each in tried if each[0].status == "answered"]
    if tried and _off(tried[0], slots) and sentences.status != "answered":
        near = [] if tried[0][1].asks in ("score", "money", "count") else tried[0][0].said[:2]
        return facts.nothing(scene, "这一点", scope, near), tried[0][1]
    best = max(replies, key=lambda each: each[0].score, default=None)
    if sentences.status == "answered" and (best is None or sentences.score > best[0].score + 0.3) and _may_quote(tried, sentences):
        return sentences, likely[0] if likely else None
    if best is not None:
        return best
    refused = next((each for each in tried if each[0].final), tried[0] if tried else None)
    if (
        refused is not None
        and refused[1] is not None
        and sentences.said
        and not refused[0].said
        and refused[1].asks not in ("score", "money")
    ):
        return sentences, refused[1]  # it shows what stands nearby
    return refused or (sentences, None)


def _off(tried: tuple[Reply, Intent | None], slots: Slots) -> bool:
    """Whether facts were found, but of something else than the clause that asks names (注册资本要多少万)."""
    reply, intent = tried
    if intent is None or reply.status != "answered" or reply.score >= _LEAST:
        return False
    strict = intent.asks in ("time", "length") or (intent.asks in ("money", "score", "count") and not slots.types)
    return strict or any(map(lexicon().measures.search, slots.focus))


def _may_quote(tried: Sequence[tuple[Reply, Intent | None]], sentences: Reply) -> bool:
    """Whether a sentence may answer where facts did not: one with a score or a sum only where it states one."""
    asks = tried[0][1].asks if tried and tried[0][1] else "text"
    words = "".join(each.citation["quote"] for each in sentences.said)
    if asks == "score":
        return "星" in words or ("分" in words and any(char.isdigit() for char in words))
    return asks != "money" or "元" in words


def _no_question(slots: Slots, likely: Sequence[Intent]) -> Reply | None:
    named = slots.types or slots.documents
    if lexicon().elsewhere.search(slots.text) and not (named and likely):
        return Reply("out_of_scope", [])
    return None


def _unclear(slots: Slots, likely: Sequence[Intent]) -> Reply | None:
    """That a question leaves out what no answer can do without, with the choices."""
    anything = slots.types or slots.places or slots.documents or slots.everywhere or slots.references or slots.scopes
    telling = slots.words
    if not anything and len("".join(telling)) < 2 and (not likely or likely[0].name in _NEEDS_TYPE):
        return Reply(
            "clarify", ["请说明问的是哪一类（如绿色工厂、绿色园区、绿色供应链）、哪个地区，以及想知道什么（分数、奖励、条件、时限……）。"]
        )
    if not likely and not telling and anything and not ASKING.search(slots.text) and not slots.quantities:
        return Reply("clarify", ["想了解它的哪一方面？可以问：要多少分、有什么奖励、要什么条件、怎么申报、目标是多少。"])
    return None
