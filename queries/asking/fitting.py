"""Whether a reply can be to the question at all: it may rest on facts of another thing, or on a sentence without the value asked for."""

from __future__ import annotations

import re

from ...extract.tagger import tagger
from .heads import heads
from .intents import Intent
from .lexicon import lexicon
from .ranking import held
from .reply import Reply
from .scene import Scene
from .slots import Slots
from .sorts import states, unit_of

_SURE = 0.7
"""What a sentence must score to state a count that no fact does."""
_COUNTED = r"[0-9一二三四五六七八九十百千万]+[余多]?(?:-[0-9]+)?[个家项种类条名人位]"
_SUM = r"[0-9一二三四五六七八九十百千万亿]元"
_NAMES = frozenset({"ns", "nt", "nr", "nrt"})  # jieba's tags of places, bodies and people
_LEAST = 0.2
"""With a less share of the question's words facts may answer another question."""
VALUES = frozenset({"score", "money"})


def misses(scene: Scene, slots: Slots, intent: Intent, reply: Reply) -> bool:
    """Whether a reply cannot be to the question: this names a thing that stands in no text (营业额), or a unit that the reply does not."""
    if intent.family == "clauses":
        return not may_quote(intent, reply)
    if not intent.kinds:
        return False
    unit = unit_of(slots.text)
    stated = unit is None or any(states(unit, each.citation["quote"]) for each in reply.said)
    return not stated or any(not _heard(scene, head) for head in heads(slots))


def _heard(scene: Scene, word: str) -> bool:
    ways = lexicon().ways(word)
    return any(scene.knows(way) for way in ways) or (len(word) >= 4 and any(scene.knows(half) for half in (word[:2], word[-2:])))


def beside(scene: Scene, slots: Slots, intent: Intent, reply: Reply) -> bool:
    """Whether facts were found, but of something else than the clause that asks names (注册资本要多少万)."""
    if reply.status != "answered" or reply.score >= _LEAST:
        return False
    loose = slots.types or slots.places or slots.documents
    strict = intent.asks in ("time", "length", "truth") or (intent.asks in (*VALUES, "count") and not loose)
    strict = strict or (intent.name == "count" and not slots.types)
    if "incentive" in intent.kinds and any(_is_another(scene, word, reply) for word in slots.focus):
        return True
    counts = intent.asks == "count" or intent.name == "criterion"
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
