"""What annexes a document has, and what they are called."""

from __future__ import annotations

import re
from dataclasses import replace

from ..intents import Intent
from ..reply import Reply, Said
from ..scene import Scene
from ..sentences import sentences
from ..slots import Slots
from ..wording import place_of, source
from .scope import Scope
from .telling import nothing

_NUMBERED = re.compile(r"附件([0-9一二三四五六七八九])")
_DIGITS = {digit: str(at) for at, digit in enumerate("零一二三四五六七八九")}
_LISTED = re.compile(r"^附件说明/")
_HEAD = re.compile(r"^[-—\s]*(?:附件[:：]?)?\s*([0-9一二三四五六七八九]+)[.、．:：]?\s*(.+)$")

_CONTENT = re.compile(
    r"(?:多少|几)(?:[项条个类分]|大类)?(?!号|个附件|附件)|(?:具体|主要|详细)?(?:内容|条款|指标|条件|权重|分值)|哪些|(?:里|中)(?:面)?(?:怎么|写|规定|要求)"
)
"""Asks for what an annex says, not what it is called."""
_INTO = re.compile(
    r"附件([0-9一二三四五六])(?!是|叫|到|至|和|、)[^，？]{0,14}?(?:要求|第.{1,2}条|条件|指标|标准|分|项|规定)(?!.{0,4}(?:叫|名称|名字))"
)
"""Asks for what stands in an annex."""
_SEVERAL = re.compile(r"附件[0-9一二三四五六](?:到|至|-|—|、|和)附?件?[0-9一二三四五六]")
_INSIDE = re.compile(r"附件[0-9一二三四五六](?:里|中|上)")


def answer(scene: Scene, slots: Slots, intent: Intent, scope: Scope) -> Reply:
    """The annexes that the documents list, or the one that is asked about."""
    asked = None if _SEVERAL.search(slots.text) else _NUMBERED.search(slots.text)
    wanted = _DIGITS.get(asked[1], asked[1]) if asked else None
    lines: list[str] = []
    said: list[Said] = []
    listing = False
    if wanted is not None and _CONTENT.search(slots.text) and (silent := _not_held(scene, wanted, scope)):
        return replace(nothing(scene, f"：附件{wanted}只列有名称，正文没有收录", scope, silent), final=True)
    if wanted is not None and (_CONTENT.search(slots.text) or _INSIDE.search(slots.text)):  # what a held annex says is for others to answer
        return nothing(scene, intent.zh, scope)
    for doc in scope.ids:
        listed = [(match, each) for each in sentences(scene, doc) if _LISTED.match(each.path) and (match := _HEAD.match(each.text))]
        listing = listing or bool(listed)
        own = [(match, each) for match, each in listed if wanted is None or match[1] == wanted]
        cited = [citation for _, each in own if (citation := scene.cite_span(doc, each.path, each.start, each.end)) is not None]
        if cited:
            said += [Said(each) for each in cited]
            count = f"共列 {len(own)} 个附件：" if wanted is None else ""
            names = "；".join(f"附件{match[1]}《{match[2]}》" for match, _ in own)
            lines.append(f"{place_of(scene.documents[doc])}{source(scene.documents[doc])}{count or '：'}{names}。")
    if not said:
        return replace(nothing(scene, intent.zh, scope), final=listing and wanted is not None)
    return Reply("answered", lines, said, scope.notes)


def beyond(scene: Scene, slots: Slots, scope: Scope) -> Reply | None:
    """That an annex which a question asks the content of is only listed; None where the question asks for none, or its text is held."""
    asked = _INTO.search(slots.text)
    if asked is None or not (silent := _not_held(scene, _DIGITS.get(asked[1], asked[1]), scope)):
        return None
    return replace(nothing(scene, f"：附件{asked[1]}只列有名称，正文没有收录", scope, silent), final=True)


def _not_held(scene: Scene, number: str, scope: Scope) -> list[Said]:
    """The entries of an annex in the lists of documents, none of which holds its text; empty where one does or none lists it."""
    entries: list[Said] = []
    for doc in scope.ids:
        for each in sentences(scene, doc):
            if re.match(rf"附件{number}(?:/|$)", each.path):
                return []
            if _LISTED.match(each.path) and (match := _HEAD.match(each.text)) and match[1] == number:
                citation = scene.cite_span(doc, each.path, each.start, each.end)
                entries += [Said(citation)] if citation is not None else []
    return entries
