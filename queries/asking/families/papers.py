"""What documents are called, who issued them and when; what a number or title of another document stands for."""

from __future__ import annotations

from dataclasses import replace

from ....extract.facts import Reference
from ..intents import Intent
from ..ranking import Found, suiting
from ..reply import Reply, Said, unique
from ..scene import Scene
from ..slots import Slots
from ..wording import joined, place_of, quoted, source, statement
from .facts import nothing
from .scope import Scope

_FIELDS = {
    "issuer": ("发文机关", lambda d: d.issuer), "number": ("发文字号", lambda d: d.number),
    "date": ("成文日期", lambda d: d.date and d.date.isoformat()), "title": ("标题", lambda d: d.title),
}  # fmt: skip


def answer(scene: Scene, slots: Slots, intent: Intent, scope: Scope) -> Reply:
    """What the documents say of themselves; of a document that is only referred to, its number and title."""
    if referred := _referred(scene, slots, intent, scope):
        return referred
    what, field = _FIELDS[intent.name]
    ids = [doc for doc in scope.ids if field(scene.documents[doc])] if scope.named else []
    if not ids:
        return replace(nothing(scene, intent.zh, scope), final=True)
    lines = [f"{place_of(scene.documents[doc])}{source(scene.documents[doc])}的{what}：{field(scene.documents[doc])}。" for doc in ids]
    said = [own for doc in ids if (own := own_fact(scene, doc)) is not None]
    if not said:
        return nothing(scene, intent.zh, scope)
    return Reply("answered", [*lines, *(f"原文：{quoted([each])}" for each in said)], said, scope.notes)


def own_fact(scene: Scene, doc: str) -> Said | None:
    """What a document says of itself, as the fact that it was read as."""
    for iri, fact in scene.facts(("document",), (doc,)):
        if (citation := scene.cite(fact, iri)) is not None:
            return Said(citation, fact, iri)
    return None


def _referred(scene: Scene, slots: Slots, intent: Intent, scope: Scope) -> Reply | None:
    """The documents that a question names by number or title, or by who issued them, and that others refer to."""
    found: list[Found] = []
    if slots.references:
        found = [each for each in suiting(scene, slots, ("reference",), scope.ids) if isinstance(each.fact, Reference)
                 and any(ref in (each.fact.number, each.fact.title) for ref in slots.references)]  # fmt: skip
    elif intent.name == "number" and ("依据" in slots.text or "根据" in slots.text or "引用" in slots.text):
        found = [each for each in suiting(scene, slots, ("reference",), scope.ids) if isinstance(each.fact, Reference) and each.fact.number]
    if not found:
        return None
    lines = []
    for doc in dict.fromkeys(each.fact.doc for each in found):
        own = [each for each in found if each.fact.doc == doc]
        document = scene.documents[doc]
        lines.append(
            f"{place_of(document)}{source(document)}提到：{joined([statement(each.fact) for each in own])}。原文：{quoted(e.said for e in own)}"
        )
    return Reply("answered", lines, unique(each.said for each in found), scope.notes)
