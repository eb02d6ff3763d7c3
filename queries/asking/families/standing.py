"""Whether a document is in force, and until when."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace

from ...documents import PolicyDocument
from ..intents import Intent
from ..reply import Reply, Said
from ..scene import Scene
from ..slots import Slots
from ..wording import place_of, source
from .papers import own_fact
from .scope import Scope
from .telling import nothing

_WORDS = {
    "in_force": "在 {day} 没有失效",
    "expired": "在 {day} 已经过期",
    "superseded": "在 {day} 已被取代",
    "draft": "是征求意见稿（草案），不是正式文件",
}
_UNTIL = re.compile(r"有效期|到期|到哪|何时失效|什么时候失效|截止")
_WHETHER = re.compile(r"吗|是否|是不是|有没有|(?:了|过)(?:没|不)")


def answer(scene: Scene, slots: Slots, intent: Intent, scope: Scope) -> Reply:
    """The standing of the documents asked about on the day asked for."""
    if not scope.ids:
        return nothing(scene, intent.zh, scope)
    on = scene.on(datetime.date(slots.years[0], 12, 31)) if slots.years and 1990 < slots.years[0] < 2100 else scene
    lines: list[str] = []
    said: list[Said] = []
    for doc in scope.ids:
        document = on.documents[doc]
        lines.append(_line(document))
        if (own := own_fact(scene, doc)) is not None:
            said.append(own)
    silent = all(on.documents[doc].valid_to is None and on.documents[doc].status == "in_force" for doc in scope.ids)
    status = "unknown" if silent and _UNTIL.search(slots.text) and not _WHETHER.search(slots.text) else "answered"
    return Reply(status, lines, said, scope.notes, final=True)


def _line(document: PolicyDocument) -> str:
    name = f"{place_of(document)}{source(replace(document, status='in_force'))}"
    state = _WORDS[document.status].format(day=document.as_of.isoformat())
    if document.valid_to is not None:
        start = f"{document.valid_from_text or document.valid_from} 至 " if document.valid_from else "到 "
        over = "" if document.status == "expired" else "，仍在有效期内" if document.has_begun and document.status == "in_force" else ""
        return f"{name}自身写明的期限是 {start}{document.valid_to_text or document.valid_to}（{document.valid_to} 届满），{state}{over}。"
    if document.status == "in_force" and not document.has_begun:
        return f"{name}自 {document.begins} 起才有，在 {document.as_of} 尚未施行。"
    target = f"其目标最晚定到 {document.last_target} 年" if document.last_target and len(document.last_target) == 4 else ""
    unsaid = "文中没有写明有效期" + (f"，{target}" if target else "")
    return f"{name}{state}；{unsaid}" + ("，也没有收录废止它的文件。" if document.status == "in_force" else "。")
