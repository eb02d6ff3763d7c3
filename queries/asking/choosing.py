"""Which reply is given: that of the likeliest intent that fits, else the sentences of the texts, else that they do not say it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ...extract.tagger import tagger
from .families import annexes, bodies, clauses, deadlines, definition, facts, holdings, mentions, papers, sanctions, scores, standing, telling
from .families.scope import Scope
from .heads import heads
from .intents import Intent, intents
from .lexicon import lexicon
from .ranking import held
from .reply import Reply
from .scene import Scene
from .slots import Slots

_FAMILIES: Mapping[str, Callable[[Scene, Slots, Intent, Scope], Reply]] = {
    "annexes": annexes.answer, "bodies": bodies.answer, "clauses": clauses.quoting, "deadlines": deadlines.answer,
    "definition": definition.answer, "facts": facts.answer, "holdings": holdings.answer, "mentions": mentions.answer, "papers": papers.answer,
    "sanctions": sanctions.answer, "scores": scores.answer, "standing": standing.answer,
}  # fmt: skip
_MOST = 3
"""So many intents of a question are tried."""
_FITTING, _LEAST, _CLEARER = 0.45, 0.2, 0.3
"""Shares of the question's words: with the first a reply is taken without looking further; with less than the second it may answer
another question; sentences must hold so many more to be preferred to facts."""
_SOFTER = frozenset({"support", "criterion", "standing", "cycle", "whether"})
"""Intents that speak of the same as an amount or score, without one."""
_NAMING = frozenset({"reference", "title", "number", "definition", "issuer"})
"""Intents of questions that ask what a number or title stands for."""
_SURE = 0.7
"""What a sentence must score to state a count that no fact does."""
_COUNTED = r"[0-9一二三四五六七八九十百千万]+[余多]?(?:-[0-9]+)?[个家项种类条名人位]"
_STATED = frozenset({"validity", "fee"})
"""Intents that only a sentence on the very thing answers."""
_LISTED = frozenset({"criterion", "definition", "makeup", "whether", "duties"})
"""Intents of questions that a list under a heading of the very words answers."""
_SUM = r"[0-9一二三四五六七八九十百千万亿]元"
_NAMES = frozenset({"ns", "nt", "nr", "nrt"})  # jieba's tags of places, bodies and people
_VALUES = frozenset({"score", "money"})


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
    if likely and likely[0].name == "target":
        likely = [each for each in likely if each.asks != "score"]
    tried: list[Choice] = []
    for intent in likely[:_MOST]:
        if intent.name in _SOFTER and any(_refused(each) for each in tried):
            continue  # what is given without a sum is no answer to how much
        tried.append(Choice(_FAMILIES[intent.family](scene, slots, intent, scope), intent))
        reply = tried[-1].reply
        beside = reply.status == "answered" and _beside_it(scene, slots, intent, reply)
        if beside or (reply.status == "unknown" and intent.name in _STATED):
            return Choice(telling.nothing(scene, intent.zh, scope), intent)
        if reply.status == "answered" and reply.score >= _FITTING and intent.name != "whether":
            return tried[-1]
        others = [each for each in rivals if each is not intent and each.name not in _SOFTER]
        if reply.status == "unknown" and intent.name == "count" and all(each.name == "target" for each in others):
            return _settled(scene, slots, scope, tried[-1:])
        if reply.status == "unknown" and (reply.final or (intent.asks in _VALUES and not others)):
            return tried[-1]
    return _settled(scene, slots, scope, tried)


def _refused(choice: Choice) -> bool:
    """Whether a score or sum was asked for and is not stated."""
    return choice.intent is not None and choice.intent.asks in _VALUES and choice.reply.status == "unknown"


def _beside_it(scene: Scene, slots: Slots, intent: Intent, reply: Reply) -> bool:
    """Whether a reply cannot be to the question: this names a thing that stands in no text (营业额), or a unit that the reply does not."""
    if intent.family == "clauses":
        return not may_quote(intent, reply)
    if not intent.kinds:
        return False
    unit = clauses.unit_of(slots.text)
    stated = unit is None or any(clauses.states(unit, each.citation["quote"]) for each in reply.said)
    return not stated or any(not _heard(scene, head) for head in heads(slots))


def _heard(scene: Scene, word: str) -> bool:
    ways = lexicon().ways(word)
    return any(scene.knows(way) for way in ways) or (len(word) >= 4 and any(scene.knows(half) for half in (word[:2], word[-2:])))


def _settled(scene: Scene, slots: Slots, scope: Scope, tried: Sequence[Choice]) -> Choice:
    """The best where no reply fits at once."""
    sentences = clauses.answer(scene, slots, scope)
    if not tried:
        return Choice(sentences, None)
    first = tried[0]
    assert first.intent is not None
    if sentences.status != "answered" and _beside(scene, first, slots):
        near = [] if first.intent.asks in (*_VALUES, "count") else first.reply.said[:2]
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
    if sentences.said and not first.reply.said and first.intent.asks not in _VALUES:
        return Choice(sentences, first.intent) if sentences.status != "answered" else first  # it shows what stands nearby
    return first


def _beside(scene: Scene, choice: Choice, slots: Slots) -> bool:
    """Whether facts were found, but of something else than the clause that asks names (注册资本要多少万)."""
    if choice.intent is None or choice.reply.status != "answered" or choice.reply.score >= _LEAST:
        return False
    loose = slots.types or slots.places or slots.documents
    strict = choice.intent.asks in ("time", "length", "truth") or (choice.intent.asks in (*_VALUES, "count") and not loose)
    strict = strict or (choice.intent.name == "count" and not slots.types)
    if "incentive" in choice.intent.kinds and any(_is_another(scene, word, choice.reply) for word in slots.focus):
        return True
    counts = choice.intent.asks == "count" or choice.intent.name == "criterion"
    return strict or any(lexicon().measures.search(word) or _is_name(word) or (counts and _is_alien(scene, word)) for word in slots.focus)


def _is_another(scene: Scene, word: str, reply: Reply) -> bool:
    """Whether a thing that the texts speak of (清洁生产审核) stands in nothing of what a reply rests on."""
    thing = len(word) > 2 and scene.knows(word) and tagger().cut(word)[0][1][0] == "n"
    return thing and not any(held(word, each.citation["quote"]) for each in reply.said)


def _is_alien(scene: Scene, word: str) -> bool:
    """Whether a word says in plain Chinese what no text speaks of (入驻): a name or deed of two characters that none holds."""
    return len(word) == 2 and tagger().knows(word) and tagger().cut(word)[0][1][0] in "nv" and not _heard(scene, word)


def _is_name(word: str) -> bool:
    """Whether a word names a body or place: what is set for another is no answer."""
    return word.endswith(("集团", "公司")) or any(tag in _NAMES for _, tag in tagger().cut(word))


def may_quote(intent: Intent, sentences: Reply) -> bool:
    """Whether a sentence may answer where facts did not: one with a score or a sum only where it states one."""
    words = "".join(each.citation["quote"] for each in sentences.said)
    if intent.asks == "score":
        return "星" in words or ("分" in words and any(char.isdigit() for char in words))
    if intent.name == "count":
        return sentences.score >= _SURE and re.search(_COUNTED, words) is not None
    if intent.name == "validity":
        return "有效" in words
    if intent.name == "fee":
        return "元" in words and "费" in words
    if intent.name == "support":
        return lexicon().supporting.search(words) is not None
    return intent.asks != "money" or re.search(_SUM, words) is not None or intent.family == "clauses"
