"""One question, its slots read: who answers it, and whether it can be answered at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from ...extract.tagger import tagger
from ...ontology.schemes import schemes
from .choosing import choose
from .families import clauses, mentions, telling
from .families.comparing import COMPARES
from .families.scope import Scope, looked_at, scope_of
from .fitting import may_quote
from .intents import Intent, found_in, intents
from .lexicon import lexicon
from .ranking import held
from .reply import Reply, unique
from .scene import Scene
from .slots import ASKING, Slots

_CLEAR = 3
"""The weight from which an intent counts."""
_NEEDS_TYPE = frozenset({"score", "award", "support", "criterion", "step", "target", "count"})

_NEEDS_TIER = frozenset({"score", "award", "target", "count"})
"""Intents whose values differ so much by type that a level alone (省级) does not say what is asked."""
_NEEDS_WORDS = frozenset({"cycle", "deadline", "definition", "makeup"})
"""Intents of questions that ask nothing without a word that tells (要多久, 标准是什么)."""
_CHOICES = "请说明问的是哪一类（如绿色工厂、绿色园区、绿色供应链）、哪个地区，以及想知道什么（分数、奖励、条件、时限……）。"
_EXISTS = re.compile(r"有没有|有无|是否有|有[^，？]{0,14}(?:吗|么)[？?]?$")
_POINTING = re.compile(r"^(?:那|请问)?(?:它|他|她)们?(?!人)")
"""Speaks of what was not named before."""
_GRADES = re.compile(r"[一二三四五]星级?")


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
    if any(each.kind == "score" for each in slots.quantities):
        likely.sort(key=lambda intent: not (intent.name == "score" and intent in rivals))
    if slots.scopes and slots.types and not likely:
        likely = [intents()["target"]]
    if slots.scopes:  # a region or industry that targets are set for is named
        likely.sort(key=lambda intent: not (intent.name == "target" and intent in rivals))
    if before and (not likely or _names_only(slots)):
        likely = [intents()[name] for name in before]
    asked = tuple(intent.name for intent in likely)
    if (refusal := _no_question(scene, slots, likely)) is not None:
        return Asked(slots, asked, refusal)
    scope = scope_of(scene, slots)
    if scope.missing and not scope.ids:
        return Asked(slots, asked, telling.nothing(scene, "", scope))
    if slots.types and not set(slots.types) & set(scene.types):
        named = tuple(
            name for label in slots.types if label in schemes().types for name in schemes().types[label].names if name in slots.text
        )
        if (
            named
            and (quoted := clauses.answer(scene, replace(slots, words=(*named, *slots.words)), scope)).status == "answered"
            and any(name in each.citation["quote"] for each in quoted.said for name in named)
            and (not likely or may_quote(likely[0], quoted))
        ):
            return Asked(slots, asked, quoted)
        if not likely and (found := mentions.holding(scene, named, scope)) is not None:
            return Asked(slots, asked, found)
        if named and any(name in scene.text(doc) for name in named for doc in scope.ids):  # spoken of, though not ruled on as a type
            slots = replace(slots, types=(), words=(*named, *slots.words), focus=(*named, *slots.focus))
            return Asked(slots, asked, choose(scene, slots, likely, rivals, scope).reply)
        return Asked(slots, asked, Reply("unknown", [f"已查阅{looked_at(scene, scope.ids)}，其中没有关于{'、'.join(slots.types)}的规定。"]))
    if scope.named and slots.types and not likely and _EXISTS.search(slots.text) and _absent(scene, slots, scope):
        return Asked(slots, asked, telling.nothing(scene, f"关于{'、'.join(slots.types)}的规定", scope))
    if not likely and len(slots.places) > 1 and slots.types and COMPARES.search(slots.text):
        return _compared(scene, slots, scope)
    if (unclear := _unclear(slots, likely)) is not None:
        return Asked(slots, asked, unclear)
    choice = choose(scene, slots, likely, rivals, scope)
    if choice.reply.status != "answered" and not likely and weak and slots.types:
        choice = choose(scene, slots, weak[:1], rivals, scope)
    reply = choice.reply
    if (
        not likely
        and (reply.status != "answered" or _only_named(slots))
        and not (slots.types or slots.places or slots.documents or slots.references)
    ):
        return Asked(slots, asked, Reply("out_of_scope", []))
    if reply.status != "answered" and foreign(scene, slots):
        return Asked(slots, asked, Reply("out_of_scope", []))
    names = tuple(dict.fromkeys(([choice.intent.name] if choice.intent else []) + list(asked)))
    return Asked(slots, names, reply)


def _absent(scene: Scene, slots: Slots, scope: Scope) -> bool:
    """Whether the documents that are asked about name none of the types of a question, nor close ones."""
    types = schemes().types
    asked = [types[label] for label in slots.types if label in types]
    names = {name for one in asked for each in (one, *(types[label] for label in one.close if label in types)) for name in each.names}
    return len(asked) == len(slots.types) and not any(name in scene.text(doc) for name in names for doc in scope.ids)


def _compared(scene: Scene, slots: Slots, scope: Scope) -> Asked:
    """Places set side by side in what differs most, where a question does not say in what."""
    names = ("score", "award", "target")
    told = [choose(scene, slots, [intents()[name]], (), scope).reply for name in names]
    answering = [reply for reply in told if reply.status == "answered"]
    if not answering:
        return Asked(slots, names, telling.nothing(scene, "这一点", scope))
    lines = [line for reply in answering for line in reply.lines]
    return Asked(slots, names, Reply("answered", lines, unique(each for reply in answering for each in reply.said), scope.notes))


def _names_only(slots: Slots) -> bool:
    """Whether a question that follows one up has cues in names of grades only (那三星呢)."""
    return bool(lexicon().follow_up.search(slots.text)) and not found_in(_GRADES.sub("", slots.text))


def _no_question(scene: Scene, slots: Slots, likely: Sequence[Intent]) -> Reply | None:
    named = slots.types or slots.documents
    if named and likely:
        return None
    found = [match.group() for match in lexicon().elsewhere.finditer(slots.text) if _is_word(match, slots.text)]
    left = _left_in_latin(scene, slots)
    if (left and not likely) or (len(left) > 1 and not (named or slots.places)):
        return Reply("out_of_scope", [])
    if found and not any(word in scene.text(doc) for word in found for doc in scene.likeliest(slots.text)):
        return Reply("out_of_scope", [])
    return None


def _left_in_latin(scene: Scene, slots: Slots) -> list[str]:
    """Foreign words of a question that stand in no text (weather)."""
    return [word for word in re.findall(r"[A-Za-z]{3,}", slots.text) if not scene.knows(word)]


def _is_word(match: re.Match[str], text: str) -> bool:
    """Whether a short match is a word, and no end of one with the beginning of the next (占比分别)."""
    if len(match.group()) > 3 or not re.fullmatch(r"[\u4e00-\u9fff]+", match.group()):
        return True
    edges = [0, *accumulate(len(word) for word, _ in tagger().cut(text))]
    inside = any(start <= match.start() and match.end() <= end for start, end in pairwise(edges))
    return inside or set(match.span()) <= set(edges)


def _only_named(slots: Slots) -> bool:
    """Whether a question has no other word that tells than names of countries and people (中国有多少个省)."""
    return bool(slots.words) and all(tag[:2] in ("ns", "nr", "nt") for word in slots.words for _, tag in tagger().cut(word))


def foreign(scene: Scene, slots: Slots) -> bool:
    """Whether a question names no type or document and speaks of nothing that any text does (异地医保报销)."""
    if slots.types or slots.documents or slots.references or slots.scopes or slots.quantities or lexicon().measures.search(slots.text):
        return False
    cues = [slots.text[start:end] for intent, _ in found_in(slots.text) for start, end in intent.spans(slots.text)]
    several = not slots.places and len(slots.words) > 1
    words = [word for word in (*slots.words, *slots.common) if len(word) > 1 and not any(word in cue for cue in cues)]
    if lexicon().papers.search(slots.text) or not (several or any(_is_noun(word) or not cues for word in words)):
        return False
    texts = [scene.text(doc) for doc in scene.likeliest(slots.text)]
    parts = [part for word in words for part in ((word, word[:2], word[-2:]) if len(word) == 3 else (word,))]  # 工业用, of 工业用了多少煤
    return not any(held(part, text) for part in parts for text in texts)


def _is_noun(word: str) -> bool:
    return any(tag[0] == "n" for _, tag in tagger().cut(word))


def _unclear(slots: Slots, likely: Sequence[Intent]) -> Reply | None:
    """That a question leaves out what no answer can do without, with the choices."""
    anything = slots.types or slots.places or slots.documents or slots.everywhere or slots.references or slots.scopes
    if slots.levels and likely and likely[0].name not in _NEEDS_TIER:
        return None
    cues = [slots.text[start:end] for intent in likely for start, end in intent.spans(slots.text)]
    telling = [word for word in slots.words if not any(word in cue for cue in cues)]
    if not anything and len("".join(telling)) < 2 and (not likely or likely[0].name in _NEEDS_TYPE):
        return Reply("clarify", [_CHOICES])
    if not anything and _POINTING.search(slots.text):
        return Reply("clarify", [_CHOICES])
    if not anything and not telling and not slots.quantities and not slots.times and likely and likely[0].name in _NEEDS_WORDS:
        return Reply("clarify", [_CHOICES])
    if not likely and not telling and anything and not ASKING.search(lexicon().open_ended.sub("", slots.text)) and not slots.quantities:
        return Reply("clarify", ["想了解它的哪一方面？可以问：要多少分、有什么奖励、要什么条件、怎么申报、目标是多少。"])
    return None
