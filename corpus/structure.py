"""The outline (层次结构) of a policy text: titles, numbered levels, tables and annexes as one tree.

The flow: tables → lines → paragraphs → what each paragraph is → where it belongs → addresses.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from .annexes import mark_annexes
from .cards import labels, mark_cards
from .document import Document, InnerType, LeafType
from .drafts import Draft, finish
from .frame import CONTINUED, place
from .headings import heading, run_in
from .levels import CARD, CONTAINERS, FIELD, Levels
from .numbering import CHAPTERS, Marker
from .paragraphs import lines, paragraphs
from .roles import Element, elements, words
from .tables import Grid, grids

_LEAF: dict[str, LeafType] = {"title": "title", "number": "number", "status": "status", "note": "note", "addressee": "addressee",
                              "signature": "signature", "date": "date"}  # fmt: skip
# Addresses of unnumbered places (GB/T 9704-2012, section 7.3).
_ADDRESS: dict[str, str] = {"title": "标题", "number": "文号", "status": "稿别", "note": "题注", "addressee": "主送机关",
                            "signature": "署名", "date": "成文日期", "mark": "标识", "contents": "目录", "caption": "表题"}  # fmt: skip
_CLOSING = re.compile(
    r"(?:本|以上|各|请|特此|上述|此前|原|未尽|自).{0,80}(?:施行|实施|执行|解释|有效期|废止|落实|通知|负责|参照|为准|报告|反映)"
    r"|特此|联系(?:人|电话|方式)|本(?:意见|办法|方案|政策|规定|细则|措施|通知)"
)
_LABEL_OF_TABLE = re.compile(r"续?表\s{0,2}(?:\d{1,3}(?:[-.]\d{1,2})?|[一二三四五六七八九十]{1,3})")
_ANNEX_MARK = re.compile(
    r"\W{0,4}附\s{0,4}[件表录]\s{0,4}(?:[一二三四五六七八九十]{1,3}|\d{1,2}(?:-\d{1,2})?(?!\d)|[A-Z])?\s{0,4}[：:.、]?\s{0,4}"
)


def outline(id: str, text: str) -> Document:
    """Read the outline of a text, in time linear in its length.

    Args:
        id: identifier of the document.
        text: its stored text.

    Returns:
        the document; the leaves of its tree cover the text without gap or overlap.
    """
    tables = grids(text)
    starts = [grid.start for grid in tables]
    free = [line for line in lines(text) if (at := bisect_right(starts, line.start)) == 0 or line.start >= tables[at - 1].end]
    read = elements(text, paragraphs(text, free, starts, labels(text, free)), tables)
    mark_annexes(read)
    mark_cards(text, read)
    place(read)
    root = Draft("document", "", 0)
    builder = _Builder(text, root)
    for element, following, numbered in zip(read, _ahead(read), _numbered(read), strict=True):
        builder.numbered = numbered
        builder.put(element, following)
    return Document(id, text, *finish(root, text))


def _ahead(read: Sequence[Element]) -> list[Element | None]:
    """For each element the next numbered paragraph or field of the same part, if there is one."""
    following: list[Element | None] = []
    nearest: Element | None = None
    for element in reversed(read):
        following.append(nearest)
        if element.role in {"item", "field", "card"}:
            nearest = element
        elif element.role in {"title", "annex"}:
            nearest = None
    return following[::-1]


def _numbered(read: Sequence[Element]) -> list[bool]:
    """For each element whether the body or annex that it stands in has numbered paragraphs at all."""
    container = 0
    containers: list[int] = []
    with_numbers: set[int] = set()
    for element in read:
        container += element.role == "annex"
        if element.role in {"item", "field", "card"}:
            with_numbers.add(container)
        containers.append(container)
    return [each in with_numbers for each in containers]


class _Builder:
    """Puts one element after the other into the tree."""

    def __init__(self, text: str, root: Draft) -> None:
        self.text = text
        self.levels = Levels(root)
        self.latest: Draft | None = None  # the leaf put in last
        self.numbered = False  # whether the body or annex has numbered paragraphs
        self.begun = False  # whether a numbered paragraph came since the latest title

    def leaf(self, type: LeafType, start: int, label: str = "", heading: tuple[int, int] | None = None) -> None:
        """Put a leaf into the innermost open node."""
        self.latest = Draft(type, label, start, leaf=True, heading=heading)
        self.levels.top.children.append(self.latest)

    def put(self, element: Element, following: Element | None) -> None:
        """Put in an element; ``following`` is the next numbered one of this part."""
        role, levels = element.role, self.levels
        if element.grid is not None:
            self._table(element.grid)
        elif role == "item":
            assert element.marker is not None
            self._item(element, element.marker)
        elif role == "card":
            self._card(element)
        elif role == "field":
            self._field(element)
        elif role == "text":
            self._text(element, following)
        elif role == "annex":
            self._annex(element)
        elif role in {"annex_list", "annex_item"}:
            if levels.top.type != "annex_list":
                levels.close_all()
                levels.push(Draft("annex_list", "附件说明", element.start))
            self.leaf("mark" if role == "annex_list" else "annex_item", element.start, element.label)
        elif role in {"caption", "furniture"}:
            alone = levels.top.type == "document"
            kind: LeafType = "caption" if role == "caption" else "mark"
            self.leaf(kind, element.start, _ADDRESS[kind] if alone else "")
        elif role == "remark":
            last = levels.top.children[-1] if levels.top.children else None
            if last is not None and last.type == "table":
                self.latest = Draft("remark", "", element.start, leaf=True)
                last.children.append(self.latest)
            else:
                self._text(element, following)
        elif levels.top.style == FIELD or (self.begun and self._held(following) is not None):
            # A date or number in the middle of the body is no signature or letterhead: the levels go on behind it.
            self.leaf("number" if role == "number" else "text", element.start)
        else:
            self._formal(element)

    def _formal(self, element: Element) -> None:
        """What stands around the body: titles, numbers, notes, signatures."""
        role, levels, last = element.role, self.levels, self.latest
        if last is not None and last.type == role and (element.label == CONTINUED or role == "note"):
            if levels.top.heading and levels.top.type == "annex":
                levels.top.heading = (levels.top.heading[0], element.end)
            return
        if role == "contents" and last is not None and last.label == "目录":
            return
        levels.close_all()
        if role == "title":
            self.begun = False
            if levels.top.type == "annex" and levels.top.heading is None:
                levels.top.heading = (element.start, element.end)
        contents = role == "contents" or element.head in {"目录", "目次"}
        self.leaf(_LEAF.get(role, "mark"), element.start, "目录" if contents else _ADDRESS[role])

    def _annex(self, element: Element) -> None:
        self.levels.cut(1)
        mark = _ANNEX_MARK.match(self.text, element.start, element.end)
        title = (mark.end(), element.end) if mark is not None and mark.end() < element.end else None
        self.levels.push(Draft("annex", element.label, element.start, heading=title))
        self.begun = False
        self.leaf("mark", element.start)

    def _item(self, element: Element, marker: Marker) -> None:
        self.begun = True
        self.levels.make_room(marker)
        kind: InnerType = "chapter" if marker.style in CHAPTERS else "article" if marker.style == "条" else "item"
        draft = Draft(kind, marker.label, element.start, marker.style, marker.shape, marker.number, marker.rank)
        found = heading(self.text, marker, element.end)
        draft.heading, draft.plain_title, draft.final = found.span, found.plain, found.final
        before = self.levels.top.children[-1] if self.levels.top.children else None
        draft.listed = before is not None and before.style == draft.style and before.final in "；;" and draft.final == "。"
        self.levels.push(draft)
        self.leaf("heading" if found.alone else "text", element.start)

    def _card(self, element: Element) -> None:
        """The title of a card: it closes the fields of the card before it."""
        levels = self.levels
        for style in (FIELD, CARD):
            if (position := levels.find(style)) is not None:
                levels.cut(position)
        if element.marker is not None:
            self._item(element, element.marker)
            if levels.top.heading is None and self.latest is not None:  # longer than a heading mostly is
                levels.top.heading, self.latest.type = (element.marker.end, element.end), "heading"
            return
        self.begun = True
        levels.close_all()
        levels.push(Draft("item", "卡片", element.start, CARD, rank=6, heading=(element.start, element.end)))
        self.leaf("heading", element.start)

    def _field(self, element: Element) -> None:
        self.begun = True
        position = self.levels.find(FIELD)
        if position is not None:
            self.levels.cut(position)
        elif self.levels.top.type == "preamble":
            self.levels.cut(-1)
        end = element.start + len(self.text[element.start : element.end].rstrip("：:"))
        self.levels.push(Draft("item", element.label.replace("/", "／"), element.start, FIELD, rank=6.5, heading=(element.start, end)))
        self.leaf("heading", element.start)

    def _text(self, element: Element, following: Element | None) -> None:
        levels = self.levels
        if levels.top.type == "annex_list":
            levels.close_all()
        top = levels.top
        if top.type in CONTAINERS:
            if self.begun:
                levels.push(Draft("closing", "结尾", element.start))
            elif self.numbered:
                levels.push(Draft("preamble", "导语", element.start))
        elif top.type not in {"preamble", "closing"}:
            self._back_out(element, following)
        self.leaf("text", element.start, heading=run_in(self.text, element.start, element.end))

    def _back_out(self, element: Element, following: Element | None) -> None:
        """A paragraph without number below an item may belong to a level above it."""
        levels, text = self.levels, self.text
        number = following.marker if following is not None else None
        series = levels.find(number.style) if number is not None and number.number == 1 else None
        if text[element.end - 1] in "：:" and series is not None and series > (levels.find(FIELD) or 0):
            levels.cut(series)  # a new stem, under which the same series begins again
            return
        article, held = levels.find("条"), self._held(following)
        if article is not None and (held is None or held <= article):
            levels.cut(article + 1)  # a further 款 behind the 项
        elif levels.top.listed and (held is None or held < len(levels.open) - 1):
            levels.cut(-1)  # 甲；乙；丙。 is complete
        top = levels.top
        if (
            article is None
            and following is None
            and not self._last_heading(top)
            and _CLOSING.match(text, element.start, min(element.end, element.start + 120))
        ):
            levels.close_all()
            levels.push(Draft("closing", "结尾", element.start))

    def _held(self, following: Element | None) -> int | None:
        """Position of the open level that the next numbered paragraph goes on with: what stands before that is held in it."""
        number = following.marker if following is not None else None
        return self.levels.find(number.style, number.number - 1) if number is not None else None

    def _last_heading(self, draft: Draft) -> bool:
        """Whether an item is one that a document's last provisions stand in (其他规定)."""
        heading = self.text[slice(*draft.heading)] if draft.heading else ""
        return draft.bare or (draft.children[0].type == "heading" and any(word in heading for word in words()["last_headings"]))

    def _table(self, grid: Grid) -> None:
        """Put in a table, with the caption above it."""
        levels = self.levels
        if levels.top.type == "annex_list":
            levels.close_all()
        node = Draft("table", "", grid.start, grid=grid)
        above = levels.top.children
        while above and above[-1].type == "caption":
            node.children.insert(0, above.pop())
            node.children[0].label = ""
            match = _LABEL_OF_TABLE.match(self.text, node.children[0].start, grid.start)
            node.label = re.sub(r"\s", "", match[0]) if match else node.label
        for i, (row, start) in enumerate(zip(grid.rows, grid.starts, strict=True)):
            cells = [Draft("cell", "", cell.start, leaf=True) for cell in row if cell.text]
            cells[0].start = start
            node.children.append(Draft("row", f"行{i}", start, children=cells))
            self.latest = cells[-1]
        levels.top.children.append(node)
