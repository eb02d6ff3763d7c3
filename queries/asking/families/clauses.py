"""Questions that no kind of fact answers: the sentences that speak of it, word for word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ....extract.tagger import tagger
from ..heads import heads
from ..intents import Intent
from ..lexicon import lexicon
from ..passages import passages
from ..ranking import held
from ..reply import Reply, Said, unique
from ..scene import Scene
from ..sentences import Sentence, beneath, listed, sentences
from ..slots import ASKING, Slots
from ..sorts import ITEMS, named_in, valued
from ..wording import place_of, quoted, source
from .scope import Scope
from .telling import nothing

_NAMING = 6
"""So many characters of a heading name it."""
_NAMES = frozenset({"标题", "稿别"})
"""Addresses of what a document is called, which says nothing of what it rules."""
_IN_QUOTES = re.compile(r"[“\"](?![一二三四五六七八九十])([^“”\"]{2,12})[”\"]")
SURE, NEAR = 0.52, 0.45
"""A sentence with so great a share of a question's words answers it; with the second where the question names a place or document."""
_MOST, _TRIED = 3, 40
_POINTS = re.compile(r"[一二三四五六]是([^。，；：]{2,30})")


def quoting(scene: Scene, slots: Slots, intent: Intent, scope: Scope) -> Reply:
    """The sentences that speak of an intent that has words of its own."""
    return answer(scene, replace(slots, words=tuple(dict.fromkeys((*slots.words, *intent.words)))), scope)


def answer(scene: Scene, slots: Slots, scope: Scope) -> Reply:
    """The sentences that hold most of the question's words and the sort of value that it asks for."""
    telling = [*slots.words, *slots.figures, *slots.scoped, *_within(scene, slots)]
    little = [*slots.types, *slots.grades, *slots.common]
    if (not telling and len(little) + len(slots.rest.split()) < 2) or not scope.ids:
        return nothing(scene, "这一点", scope)
    pool = [each for doc in scope.ids for each in sentences(scene, doc) if each.path not in _NAMES]
    wanted = heads(slots)
    found = [replace(each, score=valued(each, slots, wanted)) for each in passages(slots, telling, pool, scene.knows)[:_TRIED]]
    scored = sorted(found, key=lambda each: -round(each.score, 6))[:_MOST]
    best = scored[0].score if scored else 0.0
    kept = [each.sentence for each in scored if each.score >= max(0.85 * best, 0.3)]
    if kept and kept[0].leads and listed(scene, kept[0]):  # what it leads to is the answer, and other headings of the document are not
        kept = [each for each in kept if each is kept[0] or each.doc != kept[0].doc]
    said = _cited(scene, kept)
    off = any(lexicon().measures.search(word) and not any(held(word, each.text) for each in kept[:1]) for word in slots.focus)
    off = off or any(not any(held(name, each.text) for each in pool) for name in _IN_QUOTES.findall(slots.text))
    off = off or any(not any(named_in(head, each) for each in pool) for head in wanted)
    focus = [word for word in slots.focus if not ASKING.search(word)]
    things = any(tagger().cut(word)[0][1][0] == "n" for word in focus)
    off = off or (things and not any(_touches(word, each) for word in focus for each in kept))
    off = off or any(not scene.knows(word) for word in re.findall(r"[A-Za-z]{3,}", slots.text))
    if not said or off or best < (NEAR if scope.named else SURE):
        near = said[:2] if best >= 0.25 else []
        told_near = [_quoting(scene, near, "相近的原文：")] if near else []
        return Reply("unknown", [*nothing(scene, "这一点", scope).lines, *told_near], near, scope.notes, score=min(best, 1.0))
    lines = []
    for doc in dict.fromkeys(each.doc for each in kept):
        here = _cited(scene, [part for each in kept if each.doc == doc for part in _whole(scene, each, slots)])
        said += here
        lines.append(f"{place_of(scene.documents[doc])}{source(scene.documents[doc])}（{here[0].citation['path']}）：{quoted(here, 320)}")
    if ITEMS.search(slots.text) and kept[0].leads and (items := listed(scene, kept[0])):
        lines.insert(0, f"共列 {len(items)} 条。")
    points, whole = next((pair for each in kept if (pair := _points(scene, each))[0]), ([], None))
    if points:
        lines.insert(1, f"分别是：{'、'.join(points)}。")
        said = [*said, whole] if whole else said
    return Reply("answered", lines, unique(said), scope.notes, score=min(best, 1.0))


def _touches(word: str, sentence: Sentence) -> bool:
    """Whether a sentence or a heading above it holds a word of the clause that asks, or of a long one a half."""
    words = sentence.text + sentence.heading
    return held(word, words) or (len(word) > 3 and any(half in words for half in (word[:2], word[-2:])))


def headed(scene: Scene, slots: Slots, scope: Scope) -> Reply | None:
    """What stands beneath the headings that a question names in full, where it asks for nothing more special; None where it names none."""
    found: list[Sentence] = []
    for doc in scope.ids:
        named = {each: bare for each in sentences(scene, doc) if each.leads and _is_named((bare := _bare(each)), slots)}
        longest = [each for each, bare in named.items() if len(bare) == max(map(len, named.values()))]
        found += [each for each in longest if len(listed(scene, each)) > 1][:1]
    if not found:
        return None
    lines, said = [], []
    for each in found:
        items = listed(scene, each)
        here = _cited(scene, [each, *items])
        said += here
        document = scene.documents[each.doc]
        lines.append(f"{place_of(document)}{source(document)}（{each.path}），共列 {len(items)} 条：{quoted(here[1:], 220)}")
    return Reply("answered", lines, unique(said), scope.notes)


def _is_named(bare: str, slots: Slots) -> bool:
    """Whether a question names a heading in full, and nothing else."""
    return len(bare) >= _NAMING and bare in slots.text and all(word in bare for word in slots.words)


def _bare(heading: Sentence) -> str:
    """A heading without its number and stops."""
    return re.sub(r"^[（(]?[\d一二三四五六七八九十]+[）)、.．]\s*", "", heading.text).rstrip("。：")


def _within(scene: Scene, slots: Slots) -> list[str]:
    """Names of places without documents of their own, which those of the place above may speak of (平潭)."""
    places = [place for code in slots.places if code not in scene.held and (place := scene.place(code)) is not None]
    return [max((name for name in place.names if name in slots.text), key=len, default=place.label) for place in places]


def _cited(scene: Scene, found: Iterable[Sentence]) -> list[Said]:
    return [Said(citation) for each in found if (citation := scene.cite_span(each.doc, each.path, each.start, each.end)) is not None]


def _quoting(scene: Scene, said: Sequence[Said], lead: str) -> str:
    return lead + "".join(f"{place_of(scene.documents[each.citation['document']])}{quoted([each])}" for each in said)


_WHO = re.compile(r"谁|(?:哪个|什么|哪些)(?:部门|机构|单位)")


def _whole(scene: Scene, sentence: Sentence, slots: Slots) -> list[Sentence]:
    """A sentence with what it cannot be understood without: what stands beneath a heading, the stem of a list, who acts."""
    if sentence.leads:
        return [sentence, *beneath(scene, sentence)]
    every = sentences(scene, sentence.doc)
    at = every.index(sentence)
    stem = next((each for each in reversed(every[:at]) if each.text.endswith("：") and sentence.path.startswith(f"{each.path}/")), None)
    if stem is not None and "/" in sentence.path:
        return [stem, sentence]
    if _WHO.search(slots.text) and at and every[at - 1].path == sentence.path:
        return [every[at - 1], sentence]
    return [sentence]


def _points(scene: Scene, sentence: Sentence) -> tuple[list[str], Said | None]:
    """The points (一是……二是……) that a sentence announces or begins, and where they stand."""
    same = [each for each in sentences(scene, sentence.doc) if each.path == sentence.path and each.start >= sentence.start]
    points = [(each, point) for each in same for point in _POINTS.findall(each.text)]
    if len(points) < 2 or not re.search(r"[一二三四五六]是|方向|方面|包括|分为|以下", sentence.text):
        return [], None
    citation = scene.cite_span(sentence.doc, sentence.path, sentence.start, points[-1][0].end)
    return [point for _, point in points], Said(citation) if citation else None
