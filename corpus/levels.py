"""Where a numbered paragraph belongs: the stack of open levels.

No document is trusted to keep to the usual order of levels: a number belongs to the series that it continues, then to the one that
looks like it, and only then to its usual place.
"""

from __future__ import annotations

from .drafts import Draft
from .numbering import CHAPTERS, Marker

CONTAINERS = frozenset({"document", "annex"})
PLACES = frozenset({"preamble", "closing", "annex_list"})
FIELD = "栏目"  # style of the fields of a policy card
CARD = "卡片"  # style of the title of one without a number


class Levels:
    """The nodes that are open, the root first."""

    def __init__(self, root: Draft) -> None:
        self.open = [root]

    @property
    def top(self) -> Draft:
        """The innermost open node."""
        return self.open[-1]

    @property
    def floor(self) -> int:
        """Position of the document or annex that everything is in."""
        return max(i for i, node in enumerate(self.open) if node.type in CONTAINERS)

    def push(self, draft: Draft) -> None:
        """Open a node inside the innermost one."""
        self.top.children.append(draft)
        self.open.append(draft)

    def cut(self, position: int) -> None:
        """Close the node at ``position`` and all inside it."""
        del self.open[position:]

    def close_all(self) -> None:
        """Close everything inside the document or annex."""
        self.cut(self.floor + 1)

    def find(self, style: str, number: int | None = None) -> int | None:
        """Position of the innermost open node of a style (and with a number, if given), within the document or annex."""
        for i in range(len(self.open) - 1, self.floor, -1):
            if self.open[i].style == style and (number is None or self.open[i].number == number):
                return i
        return None

    def make_room(self, marker: Marker) -> None:
        """Close what a numbered paragraph does not belong in."""
        if self.top.type in PLACES:
            self.open.pop()
        sibling = self._sibling(marker)
        if sibling is not None:
            self.cut(sibling)
            return
        inner = self.top
        outer = marker.style in CHAPTERS
        if not outer and inner.style == "一、" and inner.bare and marker.style == "条":
            return  # 一、总则 over 第一条
        if not outer and marker.style != "条" and inner.type not in CONTAINERS and marker.number == 1 and (inner.bare or inner.stem):
            return  # a level that opens under a heading or a stem, whatever its usual rank
        lowest = self.floor if outer or marker.style == "条" else max(self.floor, self.find(FIELD) or 0)
        while len(self.open) - 1 > lowest and self.top.rank >= marker.rank:
            self.open.pop()

    def _sibling(self, marker: Marker) -> int | None:
        """Position of the open node that the number follows in its series."""
        field = self.find(FIELD) or 0
        best, best_score = None, 0
        for i in range(len(self.open) - 1, self.floor, -1):
            node = self.open[i]
            if node.style != marker.style:
                continue
            follows, alike = marker.number == node.number + 1, marker.shape == node.shape
            # From inside a field only the very next number of a series outside leads out of it.
            score = 1 + 4 * follows + 2 * alike if i > field else 7 if follows and alike and marker.number > 1 else 0
            if score > best_score:
                best, best_score = i, score
        begins = marker.number == 1 and (self.top.bare or self.top.stem)
        if best is not None and begins and best < len(self.open) - 1 and marker.style not in CHAPTERS | {"条"}:
            return None  # 1. … （1）…： 1. …: a series of the same look begins inside
        return best
