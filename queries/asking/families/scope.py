"""Which documents a question is about."""

from __future__ import annotations

from dataclasses import dataclass

from ....extract.facts import Fact, Target
from ....ontology.schemes import schemes
from ..scene import Scene
from ..slots import Slots
from ..wording import place_of, source


@dataclass(frozen=True, slots=True)
class Scope:
    """The documents to look in.

    Attributes:
        ids: their identifiers.
        notes: what a reader must know, such as that a city has no document of its own.
        missing: names of places asked about of which nothing is held.
        named: whether the question names places or documents.
    """

    ids: tuple[str, ...]
    notes: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    named: bool = False


def scope_of(scene: Scene, slots: Slots) -> Scope:
    """The documents that a question names, those of its places, or all. A place without a document of its own is looked for in those
    of the place above it, the nation's excepted.
    """
    named: dict[str, None] = dict.fromkeys(slots.documents)
    notes: list[str] = []
    missing: list[str] = []
    regions = schemes().regions
    for code in slots.places:
        if code in scene.held:
            named.update(dict.fromkeys(scene.held[code]))
            continue
        above = next((each for each in regions.ancestors(regions[code]) if each.key in scene.held and each.key != "000000"), None)
        if above is None:
            missing.append(regions[code].label)
        else:
            named.update(dict.fromkeys(scene.held[above.key]))
            notes.append(f"没有收录{regions[code].label}自己的文件，以下是{above.label}的规定。")
    if not named and slots.scopes and not slots.everywhere:
        setting = (doc for doc in scene.documents if any(_scope_of(fact) in slots.scopes for _, fact in scene.facts(("target",), (doc,))))
        named.update(dict.fromkeys(setting))
    if not slots.places and not slots.documents and not named:
        ids = scene.likeliest(slots.text)
        left = len(scene.documents) - len(ids)
        return Scope(ids, (f"收录的文件较多，问题没有说明地区，只查阅了最相关的 {len(ids)} 份。",) if left else ())
    return Scope(tuple(named), tuple(notes), tuple(missing), named=True)


def _scope_of(fact: Fact) -> str | None:
    return fact.scope if isinstance(fact, Target) else None


def looked_at(scene: Scene, ids: tuple[str, ...]) -> str:
    """The documents that were looked at, in words."""
    named = [f"{place_of(scene.documents[each])}{source(scene.documents[each])}" for each in ids]
    return "、".join(named[:8]) + (f"等 {len(named)} 份文件" if len(named) > 8 else "")
