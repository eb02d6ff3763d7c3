"""The numbers that Word puts before the paragraphs of lists: they stand in no text of the file, but follow from its definitions.

ISO/IEC 29500-1, section 17.9. A list (``w:num``) is an instance of a definition (``w:abstractNum``) with up to nine levels. Lists
of one definition count on together, unless a list starts a level anew.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .counting import written
from .names import W, is_on, number, value
from .styles import Styles

if TYPE_CHECKING:
    from lxml import etree

_LEVELS = 9
_PLACEHOLDER = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """A level of a list.

    Attributes:
        start: first number.
        format: how numbers are written (:mod:`.counting`); ``bullet`` for signs.
        text: the label, with ``%1`` … ``%9`` for the numbers of the levels.
        suffix: what follows the label: ``tab``, ``space`` or ``nothing``.
        restart: the level (1 the outermost) whose next number starts this one anew; 0: none; None: any level above.
        digits: whether the numbers of the levels above are written in digits (``w:isLgl``).
        style: paragraph style that is bound to this level.
    """

    start: int = 1
    format: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    restart: int | None = None
    digits: bool = False
    style: str | None = None


@dataclass(frozen=True, slots=True)
class _List:
    definition: str
    overrides: dict[int, Level]
    starts: dict[int, int]


class Numbering:
    """The counters of a file; paragraphs are to be asked in the order of the text.

    Args:
        root: ``word/numbering.xml``, if the file has one.
        styles: the styles of the file.
    """

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._levels: dict[str, dict[int, Level]] = {}
        self._links: dict[str, str] = {}
        self._lists: dict[int, _List] = {}
        self._counters: dict[str, list[int | None]] = {}
        self._begun: set[int] = set()
        for element in () if root is None else root.iterfind(f"{W}abstractNum"):
            id = element.get(f"{W}abstractNumId", "")
            self._levels[id] = dict(map(_level, element.iterfind(f"{W}lvl")))
            if link := value(element, "numStyleLink"):
                self._links[id] = link
        for element in () if root is None else root.iterfind(f"{W}num"):
            id = number(element.get(f"{W}numId"))
            if id is not None:
                self._lists[id] = _list(element)

    def label(self, properties: etree._Element | None, style: str | None) -> str:
        """The number before a paragraph, what divides it from the text included; empty if it has none.

        Args:
            properties: ``w:pPr`` of the paragraph.
            style: its style.
        """
        list_id, level, bound = self._styles.list_of(style)
        direct = number(value(properties, "numPr/numId"))
        if direct is not None:
            list_id, level, bound = direct, None, None
        own_level = number(value(properties, "numPr/ilvl"))
        if list_id is None or list_id not in self._lists:
            return ""
        definition = self._definition(list_id)
        levels = {**self._levels.get(definition, {}), **self._lists[list_id].overrides}
        levels |= {at: replace(levels.get(at, Level()), start=start) for at, start in self._lists[list_id].starts.items()}
        if own_level is not None:
            level = own_level
        elif bound is not None:
            level = next((at for at, each in levels.items() if each.style == bound), level)
        level = level or 0
        if level not in levels:
            return ""
        return self._next(list_id, definition, levels, level)

    def _definition(self, list_id: int) -> str:
        """The definition of a list; one that only names a numbering style is that style's."""
        definition = self._lists[list_id].definition
        if definition in self._links:
            linked = self._styles.numbering_style(self._links[definition])
            if linked is not None and linked in self._lists:
                return self._lists[linked].definition
        return definition

    def _next(self, list_id: int, definition: str, levels: dict[int, Level], level: int) -> str:
        """Count on at a level, and write its label."""
        counters = self._counters.setdefault(definition, [None] * _LEVELS)
        if list_id not in self._begun:
            self._begun.add(list_id)
            for at, start in self._lists[list_id].starts.items():
                counters[at] = start - 1
        for above in range(level):
            if counters[above] is None:
                counters[above] = levels.get(above, Level()).start
        current = counters[level]
        counters[level] = levels[level].start if current is None else current + 1
        for below in range(level + 1, _LEVELS):
            restart = levels.get(below, Level()).restart
            if restart is None or restart > level:
                counters[below] = None
        return _label(levels, level, counters)


def _label(levels: dict[int, Level], level: int, counters: list[int | None]) -> str:
    own = levels[level]
    if own.format == "bullet":
        return ""

    def count(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        each = levels.get(at, Level())
        format = "decimal" if own.digits and at < level else each.format
        return written(counters[at] or 0, format) if at <= level else ""

    label = _PLACEHOLDER.sub(count, own.text).strip()
    # 第一条 and 1.1 need a blank before the text, 一、 and （一） have none.
    return label + " " if label and own.suffix != "nothing" and label[-1].isalnum() else label


def _level(element: etree._Element) -> tuple[int, Level]:
    at = number(element.get(f"{W}ilvl")) or 0
    start = number(value(element, "start"))
    return min(max(at, 0), _LEVELS - 1), Level(
        start=1 if start is None else start,
        format=value(element, "numFmt") or "decimal",
        text=(value(element, "lvlText") or "")[:100],
        suffix=value(element, "suff") or "tab",
        restart=number(value(element, "lvlRestart")),
        digits=is_on(element, "isLgl"),
        style=value(element, "pStyle"),
    )


def _list(element: etree._Element) -> _List:
    overrides: dict[int, Level] = {}
    starts: dict[int, int] = {}
    for override in element.iterfind(f"{W}lvlOverride"):
        at = number(override.get(f"{W}ilvl"))
        if at is None or not 0 <= at < _LEVELS:
            continue
        start = number(value(override, "startOverride"))
        level = override.find(f"{W}lvl")
        if level is not None:
            overrides[at] = _level(level)[1]
        if start is not None:
            starts[at] = start
    return _List(value(element, "abstractNumId") or "", overrides, starts)
