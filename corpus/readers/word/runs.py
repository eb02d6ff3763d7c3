"""The inside of a Word paragraph: what a reader sees of its runs once all tracked changes are accepted.

Left out: deletions and what was moved away, comments, hidden text, codes of fields, pictures, pronunciation (ruby), the second form of
what is stored twice (``mc:Fallback``). Kept: insertions, results of fields, formulas as a line of characters.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..markup import local
from .names import W, is_on, value
from .signs import readable, sign
from .styles import Styles

if TYPE_CHECKING:
    from lxml import etree

_SKIPPED = frozenset({"pPr", "rPr", "del", "moveFrom", "delText", "instrText", "Fallback", "rt", "annotationRef", "sdtPr", "object",
                      "footnoteRef", "endnoteRef", "delInstrText"})  # fmt: skip
_TEXT = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_LONGEST_CODE = 50  # characters of a field's code that matter
_MOST_FIELDS = 100  # inside each other
_NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}


@dataclass(frozen=True, slots=True)
class NoteMark:
    """Where a note is referred to: ``kind`` is ``footnotes`` or ``endnotes``."""

    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class TextBox:
    """A text box that is anchored in a paragraph: the element that holds its blocks."""

    content: etree._Element


@dataclass(frozen=True, slots=True)
class PageEnd:
    """Where Word last began a new page."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, whose text is not read."""


Inside = str | NoteMark | TextBox | PageEnd | Picture


class Runs:
    """Reads the runs of paragraphs, in the order of the text: a field (contents, for one) may run over many paragraphs.

    Args:
        styles: the styles of the file.
    """

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._fields: list[_Field] = []

    @property
    def in_contents(self) -> bool:
        """Whether what is read now is a table of contents, which Word makes of the headings."""
        return any(field.in_result and field.code.split()[:1] == ["TOC"] for field in self._fields)

    def of(self, paragraph: etree._Element) -> Iterator[Inside]:
        """What a paragraph shows, in order."""
        for child in paragraph:
            yield from self._element(child)

    def _element(self, element: etree._Element) -> Iterator[Inside]:
        name = local(element)
        if name == "r":
            yield from self._run(element)
        elif name == "oMath":
            yield _formula(element)
        elif name == "txbxContent":
            yield TextBox(element)
        elif name not in _SKIPPED:
            for child in element:
                yield from self._element(child)

    def _run(self, run: etree._Element) -> Iterator[Inside]:
        properties = run.find(f"{W}rPr")
        hidden = is_on(properties, "vanish") or (
            (properties is None or properties.find(f"{W}vanish") is None) and self._styles.is_hidden(value(properties, "rStyle"))
        )
        font = _font(properties)
        for child in run:
            name = local(child)
            if name == "fldChar":
                self._field(child.get(f"{W}fldCharType"))
            elif name == "instrText" and self._fields:
                self._fields[-1].code = (self._fields[-1].code + (child.text or ""))[:_LONGEST_CODE]
            elif hidden or any(not field.in_result for field in self._fields):
                continue
            elif name == "t":
                yield readable(child.text or "", font)
            elif name == "sym":
                yield sign(_hex(child.get(f"{W}char")), child.get(f"{W}font", ""))
            elif name == "br" and child.get(f"{W}type") in {"page", "column"}:
                yield "\n"
            elif name in _TEXT:
                yield _TEXT[name]
            elif name == "lastRenderedPageBreak":
                yield PageEnd()
            elif name in _NOTES:
                yield NoteMark(_NOTES[name], child.get(f"{W}id", ""))
            elif name not in _SKIPPED:
                if any(local(each) in {"blip", "imagedata"} for each in child.iter()):
                    yield Picture()
                yield from self._element(child)

    def _field(self, step: str | None) -> None:
        """Begin of a field, its code, ``separate``, its result, end (section 17.16.18)."""
        if step == "begin" and len(self._fields) < _MOST_FIELDS:
            self._fields.append(_Field())
        elif step == "separate" and self._fields:
            self._fields[-1].in_result = True
        elif step == "end" and self._fields:
            self._fields.pop()


@dataclass(slots=True)
class _Field:
    code: str = ""
    in_result: bool = False


def _font(properties: etree._Element | None) -> str:
    fonts = None if properties is None else properties.find(f"{W}rFonts")
    return "" if fonts is None else fonts.get(f"{W}ascii", "")


def _hex(text: str | None) -> int:
    try:
        return int(text or "", 16)
    except ValueError:
        return 0


def _formula(element: etree._Element) -> str:
    """A formula on one line: fractions with a stroke."""
    name = local(element)
    if name == "t":
        return element.text or ""
    parts = [_formula(child) for child in element if local(child) not in _SKIPPED]
    return "/".join(part for part in parts if part) if name == "f" else "".join(parts)
