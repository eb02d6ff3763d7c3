"""Replies put together: one text, the facts and citations it rests on, warnings, what could be asked next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..notices import Language
from .answering import Asked
from .context import written
from .intents import intents
from .reply import Reply, unique
from .scene import Scene
from .slots import Slots
from .wording import fitted, place_of

_REFUSAL = "这不是关于已收录政策文件的问题。我只根据已收录的政策文件作答，可以问分数门槛、奖励、目标、条件、时限、程序、主管部门等。"
_ORDER = ("answered", "unknown", "clarify", "out_of_scope")


def composed(scene: Scene, found: Sequence[Asked], language: Language) -> dict[str, Any]:
    """The answer to one or more questions.

    Args:
        scene: what they were asked of.
        found: the questions with their replies; at least one.
        language: of warnings.
    """
    replies = [each.reply for each in found]
    status = min((reply.status for reply in replies), key=_ORDER.index)
    said = unique(each for reply in replies for each in reply.said)
    cited = list(dict.fromkeys(each.citation["document"] for each in said))
    notices = [notice.message(language) for doc in cited for notice in scene.documents[doc].notices]
    notes = list(dict.fromkeys(note for reply in replies for note in reply.notes))
    lines = list(dict.fromkeys(line for reply in replies for line in (reply.lines or ([_REFUSAL] if len(replies) == 1 else []))))
    if status == "answered":
        lines = [*notes, *lines]
    last = found[-1]
    return {
        "status": status,
        "answer": fitted(lines),
        "intent": next((each.asked[0] for each in found if each.asked), None),
        "slots": _shown(last.slots),
        "facts": [shown for each in said if (shown := each.to_json()) is not None],
        "citations": _citations(said),
        "sparql": scene.sparql(_kinds(found), cited),
        "warnings": list(dict.fromkeys([*notes, *notices])),
        "follow_ups": [] if status == "out_of_scope" else _follow_ups(scene, last),
        "gaps": list(dict.fromkeys(each.asked[0] for each in found if each.asked and each.reply.status == "unknown")),
        "context": written(last.slots, last.asked[:2]),
    }


def refused(scene: Scene, text: str) -> dict[str, Any]:
    """The answer to what is no question about the texts."""
    return composed(scene, [Asked(Slots(text=text), (), Reply("out_of_scope", [_REFUSAL]))], "zh")


def _kinds(found: Sequence[Asked]) -> set[str]:
    """The kinds of fact that an answer rests on; where it rests on none, those that could have answered."""
    said = {each.fact.kind for asked in found for each in asked.reply.said if each.fact is not None}
    return said or {kind for asked in found if not asked.reply.said for name in asked.asked[:1] for kind in intents()[name].kinds}


def _citations(said: Sequence[Any]) -> list[dict[str, Any]]:
    found: dict[tuple[str, int, int], dict[str, Any]] = {}
    for each in said:
        found.setdefault((each.citation["document"], each.citation["start"], each.citation["end"]), dict(each.citation))
    return list(found.values())


def _shown(slots: Slots) -> dict[str, Any]:
    names = ("places", "documents", "types", "levels", "grades", "years", "scopes")
    given = [slots.text[each.start : each.end] for each in slots.quantities]
    return {**{name: list(getattr(slots, name)) for name in names if getattr(slots, name)}, **({"values": given} if given else {})}


def _follow_ups(scene: Scene, last: Asked) -> list[str]:
    """What could be asked next: the same of another place, and something else of this one."""
    type = last.slots.types[0] if last.slots.types else ""
    named = scene.place(last.slots.places[0]) if last.slots.places else None
    place = named.label if named else ""
    others = (each for each in scene.documents.values() if each.code not in last.slots.places and each.code != "000000")
    found = [f"那{place_of(other)}呢？"] if last.slots.places and (other := next(others, None)) is not None else []
    following = intents()[last.asked[0]].following if last.asked else ""
    if following and (type or place):
        found.append(following.format(place=place, type=type))
    return found
