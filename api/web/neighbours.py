"""The graph around one thing: what is joined to it, in groups, and where each stands in the drawing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...ontology.store import Reader
from .. import holdings, things

WIDTH, _BOX, _LINE, _HEAD, _GAP = 1080, 330, 34, 26, 14
"""Width of the drawing, of a box, height of a line with a box, of a group's head, and between groups, in CSS pixels."""
MOST = 7
"""Things of a group that are drawn; the list beside the drawing has :data:`LISTED`."""
LISTED = 100
_LETTERS = 21
"""Chinese characters of a name that fit into a box."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A thing beside the one in the middle.

    Attributes:
        iri: its IRI.
        label: its name.
        facts: how many facts join the two; 0: a link of their own.
    """

    iri: str
    label: str
    facts: int

    @property
    def short(self) -> str:
        """Its name as far as a box holds it."""
        room = _LETTERS - (4 if self.facts else 0)
        fitting = next((end for end in range(len(self.label), 0, -1) if _width(self.label[:end]) <= room), 0)
        return self.label if fitting == len(self.label) else self.label[: fitting - 1] + "…"


@dataclass(frozen=True, slots=True)
class Group:
    """Neighbours of one relation, those with most facts first.

    Attributes:
        relation: its key, of the view ``around``.
        things: the first of them.
        total: how many there are.
    """

    relation: str
    things: Sequence[Neighbour]
    total: int


@dataclass(frozen=True, slots=True)
class Box:
    """Where a neighbour is drawn, in CSS pixels, and whether to the left of the middle."""

    thing: Neighbour
    x: int
    y: int
    left: bool


@dataclass(frozen=True, slots=True)
class Head:
    """Where the name of a group is drawn."""

    group: Group
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """The drawing.

    Attributes:
        boxes, heads: what is in it.
        height: its height.
    """

    boxes: Sequence[Box]
    heads: Sequence[Head]
    height: int

    @property
    def middle(self) -> int:
        """Height at which the thing in the middle stands."""
        return self.height // 2


def _width(words: str) -> float:
    """How wide words are, in Chinese characters; Latin letters and digits are about half of one."""
    return sum(0.6 if char.isascii() else 1 for char in words)


def around(graph: Reader, iri: str) -> list[Group]:
    """What stands around a thing, by relation, the larger groups first.

    Args:
        graph: where to look.
        iri: of the thing.
    """
    found: dict[str, dict[str, Neighbour]] = {}
    for row in holdings.select(graph, "around", thing=iri):
        other = str(row["other"])
        label = str(row.get("label") or things.name(graph, other).key)
        # What is both linked and joined by facts stands there once, with the facts: they come first.
        found.setdefault(str(row["relation"]), {}).setdefault(other, Neighbour(other, label, int(row["facts"])))
    groups = [Group(relation, list(members.values())[:LISTED], len(members)) for relation, members in found.items()]
    return sorted(groups, key=lambda group: (-group.total, group.relation))


def drawn(groups: Sequence[Group]) -> Drawing:
    """The groups to the left and right of the middle, so that both sides are about as high."""
    heights = [0, 0]
    boxes: list[Box] = []
    heads: list[Head] = []
    for group in groups:
        side = heights.index(min(heights))
        x = (WIDTH - _BOX) * side
        top = heights[side] + (_GAP if heights[side] else 0)
        heads.append(Head(group, x, top + _HEAD - 8))
        boxes += (Box(thing, x, top + _HEAD + _LINE * place, side == 0) for place, thing in enumerate(group.things[:MOST]))
        heights[side] = top + _HEAD + _LINE * min(MOST, len(group.things))
    return Drawing(boxes, heads, max(*heights, 120) + 4)
