"""What something is, in the words of the texts."""

from __future__ import annotations

import re
from dataclasses import replace

from ....ontology.schemes import schemes
from ..intents import Intent
from ..ranking import suiting
from ..reply import Reply, Said, unique
from ..scene import Scene
from ..sentences import Sentence, sentences
from ..slots import Slots
from ..wording import place_of, quoted, source
from .scope import Scope
from .telling import by_document, nothing

_ASKED = re.compile(
    r"(?:什么是|什么叫|何为|何谓|定义|含义|概念|意思|是指|指的是|是什么|怎么理解|如何理解|的|请问|吗|呢|是|指|什么|[？?，。])"
)

_SYMBOL = re.compile(r"(?<![A-Za-z])([A-Za-z])(?![A-Za-z])")
"""A letter that a table or formula writes for something (X—第三方评价得分)."""
_MADE_UP = re.compile(r"(?:主要)?(?:包括|包含|分为?|分成|涵盖|含|由|是指|指|有)")
"""Stands behind the thing whose parts are asked for."""
_PARTED = re.compile(r"(?:分|有|含|包括)[^，。；]{0,6}(?:方向|方面|部分|类|块|内容)[^，。；]{0,4}：")
"""Announces the parts of what stands before it."""


def answer(scene: Scene, slots: Slots, intent: Intent, scope: Scope) -> Reply:
    """Definitions that were read; else sentences that begin with the thing and say what it is."""
    found = suiting(scene, slots, ("definition",), scope.ids) if slots.types else []
    if found:
        return Reply("answered", by_document(scene, found, intent), unique(each.said for each in found), scope.notes)
    names = list(slots.types) or [word for word in [_ASKED.sub("", slots.text)] if len(word) > 1]
    says = _lists if intent.name == "makeup" else _says
    if intent.name == "makeup":
        types = schemes().types
        names = names if slots.types else [_MADE_UP.split(slots.text)[0]]
        names = [name for each in slots.types if each in types for name in sorted(types[each].names) if name in slots.text] or names
    symbol = _SYMBOL.search(slots.text) if intent.name == "definition" else None
    said: list[Said] = []
    lines: list[str] = []
    for doc in scope.ids:
        own = (
            _noted(scene, doc, symbol[1]) if symbol else [each for each in sentences(scene, doc) for name in names if says(each, name)][:2]
        )
        if not own and intent.name == "makeup":
            own = [part for name in names for part in _parts(scene, doc, name)]
        if not own and intent.name == "definition" and not slots.words:
            own = [each for each in sentences(scene, doc) for name in slots.types if _headed(each, name)][:2]
        cited = [citation for each in own if (citation := scene.cite_span(doc, each.path, each.start, each.end)) is not None]
        if cited:
            said += [Said(each) for each in cited]
            lines.append(f"{place_of(scene.documents[doc])}{source(scene.documents[doc])}：{quoted([Said(each) for each in cited], 260)}")
    if not said:
        return replace(
            nothing(scene, intent.zh, scope), final=bool(symbol) or (bool(slots.types) and not slots.words and intent.name == "definition")
        )
    return Reply("answered", lines, said, scope.notes)


def _lists(sentence: Sentence, name: str) -> bool:
    """Whether a sentence says what a thing is made up of (含绿色工厂、……，以下简称“绿色示范项目”)."""
    own = re.escape(name)
    said = rf"(?:含|包括)[^（）]+以下(?:统)?简称[“\"]?{own}|{own}[^，。]{{0,6}}(?:包括|分为|主要分|包含)"
    return re.search(f"{said}|以[^，。]+、[^，。]+为{own}[^，。]{{0,6}}内容", sentence.text) is not None


def _noted(scene: Scene, doc: str, letter: str) -> list[Sentence]:
    """The sentences that say what a letter stands for (注：X—第三方评价得分)."""
    said = re.compile(rf"(?<![A-Za-z]){letter}\s*(?:[—–\-:：=＝]+|为|是|指|表示|代表)\s*[\u4e00-\u9fff]", re.IGNORECASE)
    return [each for each in sentences(scene, doc) if said.search(each.text)]


def _parts(scene: Scene, doc: str, name: str) -> list[Sentence]:
    """The points (一是……二是……) under a heading that is the name of the thing, which a sentence announces."""
    every = sentences(scene, doc)
    headings = [each for each in every if _bare(each).rstrip("。：") == name]
    for heading in headings:
        under = [each for each in every if each.path == heading.path and each.start > heading.start]
        points = [each for each in under if re.search(r"(?:^|：)[一二三四五六七八九]是", each.text)]
        if points and _PARTED.search(under[0].text):
            return points
    return []


def _headed(sentence: Sentence, name: str) -> bool:
    """Whether a sentence stands right behind a heading that is the name of the thing (5、绿色企业。在汽车……打造一批……的企业集团)."""
    heading = re.sub(r"^[（(]?[\d一二三四五六七八九十]+[）)、.．]\s*", "", sentence.heading.rpartition("|")[2])
    return re.match(rf"{re.escape(name)}(?:管理企业)?。{re.escape(sentence.text[:4])}", heading) is not None


def _says(sentence: Sentence, name: str) -> bool:
    """Whether a sentence begins with a thing and says what it is (绿色工厂是……, 绿色工厂是指……, 5、绿色企业。……)."""
    return re.match(rf"(?:本(?:办法|方案|通知)所称的?)?{re.escape(name)}(?:，)?(?:是指|是|指|为)(?!否)", _bare(sentence)) is not None


def _bare(sentence: Sentence) -> str:
    """A sentence without the number it begins with."""
    return re.sub(r"^[（(]?[\d一二三四五六七八九十]+[）)、.．]\s*", "", sentence.text)
