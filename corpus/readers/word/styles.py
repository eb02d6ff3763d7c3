"""Styles of a Word file (ISO/IEC 29500-1, section 17.7), as far as they decide what is read: numbers, hidden text, contents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .names import W, is_on, number, value

if TYPE_CHECKING:
    from lxml import etree

_LONGEST_CHAIN = 50


@dataclass(frozen=True, slots=True)
class Style:
    """A style.

    Attributes:
        name: as Word shows it, in lower case.
        based_on: identifier of the style that it adds to.
        list_id: list (``w:numId``) that its paragraphs belong to; 0: none, whatever they inherit.
        level: level in that list.
        hidden: whether its text is hidden; None if the style does not say.
    """

    name: str
    based_on: str | None
    list_id: int | None
    level: int | None
    hidden: bool | None


class Styles:
    """The styles of a file.

    Args:
        root: ``word/styles.xml``, if the file has one.
    """

    def __init__(self, root: etree._Element | None) -> None:
        self._styles: dict[str, Style] = {}
        self._default: str | None = None
        for element in () if root is None else root.iterfind(f"{W}style"):
            id = element.get(f"{W}styleId", "")
            self._styles[id] = _style(element)
            if element.get(f"{W}type") == "paragraph" and element.get(f"{W}default") in {"1", "true", "on"}:
                self._default = id

    def list_of(self, style: str | None) -> tuple[int | None, int | None, str | None]:
        """The list and level that a paragraph style brings, and the style of its chain that says so."""
        for id, each in self._chain(style or self._default):
            if each.list_id is not None:
                return each.list_id, each.level, id
        return None, None, None

    def is_hidden(self, style: str | None) -> bool:
        """Whether text of a style is hidden."""
        return next((each.hidden for _, each in self._chain(style) if each.hidden is not None), False)

    def is_contents(self, style: str | None) -> bool:
        """Whether paragraphs of a style are entries of a table of contents."""
        return any(each.name.startswith("toc ") and each.name != "toc heading" for _, each in self._chain(style))

    def numbering_style(self, style: str) -> int | None:
        """The list that a numbering style stands for."""
        return next((each.list_id for _, each in self._chain(style) if each.list_id is not None), None)

    def _chain(self, style: str | None) -> Iterator[tuple[str, Style]]:
        """A style and those that it is based on; a circle ends somewhere."""
        for _ in range(_LONGEST_CHAIN):
            found = self._styles.get(style or "")
            if style is None or found is None:
                return
            yield style, found
            style = found.based_on


def _style(element: etree._Element) -> Style:
    paragraph, run = element.find(f"{W}pPr"), element.find(f"{W}rPr")
    return Style(
        name=(value(element, "name") or "").lower(),
        based_on=value(element, "basedOn"),
        list_id=number(value(paragraph, "numPr/numId")),
        level=number(value(paragraph, "numPr/ilvl")),
        hidden=None if run is None or run.find(f"{W}vanish") is None else is_on(run, "vanish"),
    )
