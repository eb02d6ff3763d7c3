"""What documents are called, who issued them and when; what a number or title of another document stands for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ....extract.facts import Reference
from ..intents import Intent
from ..ranking import Found, suiting
from ..reply import Reply, Said, unique
from ..scene import Scene
from ..sentences import clause_of
from ..slots import Slots
from ..wording import joined, place_of, quoted, source, statement
from .scope import Scope
from .telling import nothing

_FIELDS = {
    "issuer": ("发文机关", lambda d: d.issuer), "number": ("发文字号", lambda d: d.number),
    "date": ("成文日期", lambda d: d.date and d.date.isoformat()), "title": ("标题", lambda d: d.title),
}  # fmt: skip


def answer(scene: Scene, slots: Slots, intent: Intent, scope: Scope) -> Reply:
    """What the documents say of themselves; of a document that is only referred to, its number and title."""
    if intent.name == "cited_by":
        return citing(scene, slots, scope)
    if (numbers := _numbers(scene, slots, intent, scope)) is not None:
        return numbers
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


def referred(scene: Scene, slots: Slots, scope: Scope) -> Reply | None:
    """The documents and standards that a question names by number or title and that the texts refer to."""
    found = [each for each in suiting(scene, slots, ("reference",), scope.ids) if _is_one_of(each, slots.references)]
    if not found and scope.ids != tuple(scene.documents):
        found = [each for each in suiting(scene, slots, ("reference",), scene.documents) if _is_one_of(each, slots.references)]
    return _told(scene, found, scope) if found else None


def _is_one_of(found: Found, names: Sequence[str]) -> bool:
    return isinstance(found.fact, Reference) and any(name in (found.fact.number, found.fact.title) for name in names)


def _numbers(scene: Scene, slots: Slots, intent: Intent, scope: Scope) -> Reply | None:
    """The numbers of the documents that one rests on, where these are asked for."""
    if intent.name != "number":
        return None
    if slots.references:  # 文件里提到的《…指南》，文号是什么
        return referred(scene, slots, scope)
    if not re.search(r"依据|根据|引用", slots.text):
        return None
    every = suiting(scene, slots, ("reference",), scope.ids)
    found = [each for each in every if isinstance(each.fact, Reference) and each.fact.number and not each.fact.number.startswith("GB")]
    return _told(scene, found, scope) if found else None


def citing(scene: Scene, slots: Slots, scope: Scope) -> Reply:
    """The documents that refer to those that a question names."""
    own = [scene.documents[doc] for doc in slots.documents]
    names = {name for each in own for name in (each.number, each.title) if name} | set(slots.references)
    within = [doc for doc in scope.ids if doc not in slots.documents] if slots.places else scene.documents
    every = suiting(scene, replace(slots, documents=()), ("reference",), within)
    found = [each for each in every if isinstance(each.fact, Reference) and names & {each.fact.number, each.fact.title}]
    return _told(scene, found, scope) if found else nothing(scene, "谁引用了它", scope)


def _told(scene: Scene, found: list[Found], scope: Scope) -> Reply:
    lines, said = [], []
    for doc in dict.fromkeys(each.fact.doc for each in found):
        own = [each for each in found if each.fact.doc == doc]
        document = scene.documents[doc]
        clauses = [clause for each in own if (clause := clause_of(scene, each.said)) is not None]
        said += [*(each.said for each in own), *clauses]
        lines.append(
            f"{place_of(document)}{source(document)}提到：{joined([statement(each.fact) for each in own])}。原文：{quoted(clauses, 120)}"
        )
    return Reply("answered", lines, unique(said), scope.notes)
