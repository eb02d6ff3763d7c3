"""A text as a tree: the outline (层次结构) of an official document.

Addresses follow GB/T 9704-2012, section 7.3.3 (一、（一）1.（1）) and the 立法技术规范 (编章节条款项目). The leaves of a tree cover the
text
without gap or overlap: every character belongs to exactly one of them, white space between lines to the leaf before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from .clean import View, view

InnerType = Literal[
    "document",    # 全文
    "preamble",    # 导语: the paragraphs before the first numbered item
    "chapter",     # 第X编/章/节
    "article",     # 第X条
    "item",        # 一、（一）1.（1）①
    "closing",     # 结尾: unnumbered paragraphs after the last item
    "annex",       # 附件: the attached text itself
    "annex_list",  # 附件说明: the list of annexes after the body
    "table",       # 表
    "row",         # 行; row 0 is the header
]  # fmt: skip
LeafType = Literal[
    "blank",      # white space only
    "title",      # 标题 (of the document, of an annex, or of the measure that a notice carries)
    "number",     # 发文字号
    "status",     # （征求意见稿）
    "note",       # 题注: when adopted, when amended
    "addressee",  # 主送机关
    "heading",    # 层次标题 on a line of its own, its number included
    "text",       # a paragraph, its number and run-in heading included
    "caption",    # 表题
    "cell",       # 单元格
    "remark",     # 注：
    "annex_item", # one entry of the list of annexes
    "signature",  # 发文机关署名
    "date",       # 成文日期
    "mark",       # a line like 附件, 附件1, 目录
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Node:
    """A node of the outline.

    Attributes:
        type: what it is; leaves have a :data:`LeafType`, all others an :data:`InnerType`.
        label: its own part of the address, as printed but trimmed: ``三``, ``（一）``, ``1``, ``(2)``, ``第五条``, ``附件2``, ``表1``,
            ``行3``; for paragraphs ``第2段`` (``第二款`` in an article) where there are several, else empty.
        path: its address: the labels from the top, joined by ``/``; unnumbered places are named by their role
            (``标题``, ``文号``, ``导语``, ``结尾``, ``题注``). A repeated address has ``~2``, ``~3`` in text order.
        start, end: offsets in the text.
        heading: span of its heading (层次标题) without the number and end mark, or None. A run-in heading (（一）组织申报。各区…)
            lies inside its first text leaf.
        children: the nodes that cover it, in order; empty for a leaf.
    """

    type: InnerType | LeafType
    label: str
    path: str
    start: int
    end: int
    heading: tuple[int, int] | None = None
    children: tuple[Node, ...] = ()

    def leaves(self) -> Iterator[Node]:
        """The leaves below (or the node itself), in text order."""
        if not self.children:
            yield self
        for child in self.children:
            yield from child.leaves()

    def walk(self) -> Iterator[Node]:
        """The node and all below it, in text order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table: its stripped text and where that stands (``start == end`` for an empty cell)."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table (表) read into rows of equal length.

    Attributes:
        node: its node in the outline; ``node.children`` are caption, rows, remark.
        caption: text of the caption, or empty.
        header: texts of the column heads (row 0).
        rows: the other rows; ``rows[i]`` is the node ``行{i+1}``.
        remark: text of the note below (注：…), or empty.
    """

    node: Node
    caption: str
    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    remark: str


@dataclass(frozen=True)
class Document:
    """A text with its outline.

    Attributes:
        id: identifier (文件标识): the stem of its file name.
        text: the stored text, unchanged.
        root: the outline.
        tables: the tables in text order.
    """

    id: str
    text: str
    root: Node
    tables: tuple[Table, ...] = ()
    _views: dict[tuple[int, int], View] = field(default_factory=dict, repr=False, compare=False)

    def view(self, start: int = 0, end: int | None = None) -> View:
        """The normalised reading of a span (by default of the whole text); repeated calls are free."""
        span = (start, len(self.text) if end is None else end)
        if span not in self._views:
            self._views[span] = view(self.text, *span)
        return self._views[span]

    @cached_property
    def _parents(self) -> dict[int, Node]:
        return {id(child): node for node in self.root.walk() for child in node.children}

    def parent(self, node: Node) -> Node | None:
        """The node above, None for the root."""
        return self._parents.get(id(node))

    def ancestors(self, node: Node) -> Iterator[Node]:
        """The nodes above, the nearest first."""
        above = self.parent(node)
        while above is not None:
            yield above
            above = self.parent(above)

    def heading(self, node: Node) -> str:
        """Normalised text of a node's heading, or empty."""
        return self.view(*node.heading).text if node.heading else ""

    def leaf_at(self, offset: int) -> Node:
        """The leaf that holds a character.

        Raises:
            IndexError: if ``offset`` lies outside the text.
        """
        if not 0 <= offset < len(self.text):
            raise IndexError(offset)
        node = self.root
        while node.children:
            node = next(child for child in node.children if child.start <= offset < child.end)
        return node

    def path_at(self, offset: int) -> str:
        """Address of the clause that holds a character."""
        return self.leaf_at(offset).path
