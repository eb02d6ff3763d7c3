"""Which documents are held."""

from __future__ import annotations

from ..intents import Intent
from ..reply import Reply
from ..scene import Scene
from ..slots import Slots
from ..wording import place_of, source
from .papers import own_fact
from .scope import Scope


def answer(scene: Scene, slots: Slots, intent: Intent, scope: Scope) -> Reply:
    """The documents, or those of the places asked about."""
    shown = scope.ids[:30]
    lines = [
        f"共收录 {len(scope.ids)} 份文件：" + "、".join(f"{place_of(scene.documents[d])}{source(scene.documents[d])}" for d in shown) + "。"
    ]
    return Reply("answered", lines, [own for doc in shown if (own := own_fact(scene, doc)) is not None], scope.notes)
