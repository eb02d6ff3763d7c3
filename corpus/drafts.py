"""Nodes under construction, and how they become the finished tree: spans, labels of paragraphs, unique addresses."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from .document import InnerType, LeafType, Node, Table
from .numbering import chinese
from .tables import Grid


@dataclass(slots=True)
class Draft:
    """A node under construction; the fields that :class:`.document.Node` has mean the same.

    Attributes:
        style, shape, number, rank: of its :class:`.numbering.Marker`, if it is numbered.
        leaf: whether it is a leaf.
        final: the last character of its first paragraph.
        listed: whether it is the last of a series divided by ；, which ends with 。.
        grid: the cells, if it is a table.
        plain_title: of an article: its title stands on the line of its number, its paragraphs below; they are no 款 then.
    """

    type: InnerType | LeafType
    label: str
    start: int
    style: str = ""
    shape: str = ""
    number: int = 0
    rank: float = -1
    heading: tuple[int, int] | None = None
    children: list[Draft] = field(default_factory=list)
    end: int = 0
    leaf: bool = False
    final: str = ""
    listed: bool = False
    grid: Grid | None = None
    plain_title: bool = False

    @property
    def stem(self) -> bool:
        """Whether its first paragraph announces what follows."""
        return self.final != "" and self.final in "：:"

    @property
    def bare(self) -> bool:
        """A numbered item that has only its heading so far."""
        return bool(self.children) and self.children[0].type == "heading" and all(child.type == "mark" for child in self.children[1:])


def finish(root: Draft, text: str) -> tuple[Node, tuple[Table, ...]]:
    """The finished tree and its tables.

    Args:
        root: the whole text; its leaves are in text order, each with the offset of its first character.
        text: the stored text; what stands before the first leaf and between leaves is divided among them.
    """
    leaves = list(_leaves(root))
    if text and (not leaves or leaves[0].start > 0):
        blank = Draft("blank", "", 0, leaf=True)
        root.children.insert(0, blank)
        leaves.insert(0, blank)
    for leaf, end in zip(leaves, [*(following.start for following in leaves[1:]), len(text)], strict=False):
        leaf.end = end
    _close(root, len(text))
    tables: list[Table] = []
    return _freeze(root, "", "", Counter(), text, tables), tuple(tables)


def _leaves(draft: Draft) -> list[Draft]:
    found: list[Draft] = []
    for child in draft.children:
        if child.leaf:
            found.append(child)
        else:
            found.extend(_leaves(child))
    return found


def _close(draft: Draft, end: int) -> None:
    """Spans and labels of inner nodes, from their leaves."""
    for child in draft.children:
        if not child.leaf:
            _close(child, end)
    if draft.type != "document":
        draft.start, draft.end = draft.children[0].start, draft.children[-1].end
    else:
        draft.end = end
    if draft.bare and draft.type in {"item", "article"}:
        # What has nothing below it is no heading, however it looks.
        draft.children[0].type = "text"
        draft.heading = None
    paragraphs = [child for child in draft.children if child.type == "text"]
    if len(paragraphs) > 1 or (paragraphs and draft.type == "document"):
        counted = draft.type == "article" and not draft.plain_title
        for i, paragraph in enumerate(paragraphs, 1):
            paragraph.label = f"第{chinese(i) if i < 100 else i}款" if counted else f"第{i}段"
    tables = 0
    for child in draft.children:
        if child.type == "table":
            tables += 1
            child.label = child.label or f"表{tables}"


def _freeze(draft: Draft, above: str, scope: str, used: Counter[str], text: str, tables: list[Table]) -> Node:
    """Addresses from the top down.

    Args:
        above: address of the parent.
        scope: address of the annex around it, if any: articles are counted through all chapters, so theirs begins there.
    """
    base = scope if draft.type == "article" else above
    path = above
    if draft.label:
        path = f"{base}/{draft.label}" if base else draft.label
        used[path] += 1
        if used[path] > 1:
            path = f"{path}~{used[path]}"
    inside = path if draft.type == "annex" else scope
    children = tuple(_freeze(child, path, inside, used, text, tables) for child in draft.children)
    heading = _trimmed(text, draft.heading)
    node = Node(draft.type, draft.label, path, draft.start, draft.end, heading, children)
    if draft.grid is not None:
        tables.append(_table(node, draft.grid, text))
    return node


def _trimmed(text: str, span: tuple[int, int] | None) -> tuple[int, int] | None:
    if span is None:
        return None
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def _table(node: Node, grid: Grid, text: str) -> Table:
    captions = " ".join(text[child.start : child.end].strip() for child in node.children if child.type == "caption")
    remarks = " ".join(text[child.start : child.end].strip() for child in node.children if child.type == "remark")
    return Table(node, captions, grid.rows[0], grid.rows[1:], remarks)
