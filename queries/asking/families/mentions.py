"""Which texts speak of something, word for word."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..intents import Intent
from ..reply import Reply, Said
from ..scene import Scene
from ..sentences import Sentence, sentences
from ..slots import Slots
from ..wording import place_of, quoted, source
from .scope import Scope, looked_at
from .telling import nothing

_VERB = r"(?:提到|提及|提了|提过|谈到|谈及|讲到|说到|写到|写了|涉及|(?<!试)点名|出现)"
_WORDS = r"[“\"《]?([^，。？?！；”\"》]{2,24}?)[”\"》]?(?:这个?词|这件?事|这一说法|的)?"
_BEHIND = re.compile(rf"{_VERB}(?:了|过|的)?(?:有)?(?:关于|什么)?{_WORDS}(?:了|过)?(?:吗|么|没有?|不|呢)*[？?。]?$")
_BEFORE = re.compile(rf"^(?:请问)?{_WORDS}，?(?:是|都)?(?:在|被)?哪.{{0,8}}{_VERB}")
_MOST = 2
"""So many sentences of a document are quoted."""


def answer(scene: Scene, slots: Slots, intent: Intent, scope: Scope) -> Reply:
    """The documents that hold the very words asked about, with a sentence of each, and those that do not."""
    words = next((match[1] for pattern in (_BEHIND, _BEFORE) if (match := pattern.search(slots.text))), None)
    if words is None:
        return nothing(scene, "这一点", scope)
    return holding(scene, (words,), scope) or nothing(scene, f"“{words}”", scope)


def holding(scene: Scene, names: Sequence[str], scope: Scope) -> Reply | None:
    """The documents that hold one of some names, with a sentence of each, and those that do not; None where none does."""
    speaking = {doc: found for doc in scope.ids if (found := _holding(scene, doc, names))}
    lines: list[str] = []
    said: list[Said] = []
    for doc, found in speaking.items():
        cited = [Said(each) for one in found if (each := scene.cite_span(doc, one.path, one.start, one.end)) is not None]
        said += cited
        lines.append(f"{place_of(scene.documents[doc])}{source(scene.documents[doc])}（{found[0].path}）提到：{quoted(cited, 200)}")
    silent = tuple(doc for doc in scope.ids if doc not in speaking)
    if said and silent:
        lines.append(f"{looked_at(scene, silent)}没有提到“{names[0]}”。")
    return Reply("answered", lines, said, scope.notes) if said else None


def _holding(scene: Scene, doc: str, names: Sequence[str]) -> list[Sentence]:
    """The first sentences that hold one of the names, those that only name what follows last."""
    found = [each for each in sentences(scene, doc) if any(name in each.text for name in names)]
    return sorted(found, key=lambda each: each.is_heading)[:_MOST]
