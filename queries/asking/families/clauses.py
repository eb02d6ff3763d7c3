"""Questions that no kind of fact answers: the sentences that speak of it, word for word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ..intents import Intent
from ..ranking import coverage, held, weights_of
from ..reply import Reply, Said
from ..scene import Scene
from ..sentences import Sentence, sentences
from ..slots import Slots
from ..wording import place_of, quoted, source
from .facts import nothing
from .scope import Scope

_NUMERAL = r"[0-9一二两三四五六七八九十百千万]"
_ASKED = [
    (re.compile(r"(?:多少|几)(?:个|家|项|种|类|名|大|条|年|月|次|分)?"), re.compile(_NUMERAL)),
    (re.compile(r"什么时候|何时|几月|哪年|哪天"), re.compile(rf"{_NUMERAL}+(?:年|月|日|天)|年底|[每]年")),
    (re.compile(r"谁|(?:哪个|什么|哪些)(?:部门|机构|单位)"), re.compile(r"委|局|厅|部|机构|企业|园区|中心|政府|单位|专家|集团|区")),
]
"""What is asked for, and what a sentence that answers it must hold."""
_COUNTED = re.compile(r"(?:多少|几)(?:个|家|项|种|类|名|大|条)?([\u4e00-\u9fff]{2,4})?")
SURE = 0.62
"""A sentence with so great a share of a question's words answers it."""
_LITTLE = 0.4  # what a name or common word counts
_FIGURE = re.compile(r"[0-9]{2,}(?:\.[0-9]+)?")
_MOST = 3


def quoting(scene: Scene, slots: Slots, intent: Intent, scope: Scope) -> Reply:
    """The sentences that speak of an intent that has words of its own."""
    return answer(scene, replace(slots, words=tuple(dict.fromkeys((*slots.words, *intent.words)))), scope)


def answer(scene: Scene, slots: Slots, scope: Scope) -> Reply:
    """The sentences that hold most of the question's words and the sort of value that it asks for."""
    figures = [figure for figure in _FIGURE.findall(slots.text) if not any(str(year) == figure for year in slots.years)]
    words = [*slots.words, *slots.types, *slots.grades, *slots.common, *figures]
    if not slots.words and not figures and len(slots.common) < 2 or not scope.ids:
        return nothing(scene, "这一点", scope)
    pool = list(_candidates(scene, words, scope.ids))
    weights = weights_of(words, [each.text for each in pool])
    told = {word: weight * (_LITTLE if word in slots.types or word in slots.common else 1.0) for word, weight in weights.items()}
    scored = sorted(((_score(each, told, slots), -at, each) for at, each in enumerate(pool)), reverse=True)[:_MOST]
    best = scored[0][0] if scored else 0.0
    kept = [each for score, _, each in scored if score >= max(0.85 * best, 0.3)]
    said = [Said(citation) for each in kept if (citation := scene.cite_span(each.doc, each.path, each.start, each.end)) is not None]
    if not said or best < SURE:
        reply = nothing(scene, "这一点", scope)
        lines = [*reply.lines]
        if said and best >= 0.3:
            lines.append("相近的原文：" + "".join(f"{place_of(scene.documents[s.citation['document']])}{quoted([s])}" for s in said[:2]))
        return Reply("unknown", lines, said[:2] if best >= 0.3 else (), scope.notes, score=best)
    lines = []
    for doc in dict.fromkeys(each.citation["document"] for each in said):
        own = [each for each in said if each.citation["document"] == doc]
        lines.append(f"{place_of(scene.documents[doc])}{source(scene.documents[doc])}（{own[0].citation['path']}）：{quoted(own, 320)}")
    return Reply("answered", lines, said, scope.notes, score=best)


def _candidates(scene: Scene, words: Sequence[str], ids: Iterable[str]) -> Iterable[Sentence]:
    for doc in ids:
        for each in sentences(scene, doc):
            if any(held(word, each.text) or (len(word) >= 4 and word[:2] in each.text) for word in words):
                yield each


def _score(sentence: Sentence, weights: dict[str, float], slots: Slots) -> float:
    score = coverage(sentence.text + sentence.heading, weights)
    if slots.years and not any(str(year) in sentence.text for year in slots.years if str(year) in slots.text):
        score *= 0.6
    for asked, wanted in _ASKED:
        if asked.search(slots.text):
            if not wanted.search(sentence.text):
                return score * 0.5
            break
    counted = _COUNTED.search(slots.text)
    if (
        counted
        and slots.types
        and not any(
            re.search(rf"{_NUMERAL}[余多]?[个家项种类名条]?.{{0,4}}{type}|{type}.{{0,4}}{_NUMERAL}", sentence.text) for type in slots.types
        )
    ):
        return score * 0.5
    if counted and counted[1] and re.search(rf"{_NUMERAL}+[个家项种类名大条余多]{{0,2}}{re.escape(counted[1][:2])}", sentence.text):
        score = min(1.0, score + 0.15)
    return score
