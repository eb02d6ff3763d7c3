"""What a page says of its document outside its text: its title, and the document number in the table of 政府信息公开目录."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from ...clean import view
from ..blocks import Paragraph
from ..markup import content, local
from ..places import Place
from .furniture import furniture

if TYPE_CHECKING:
    from lxml import etree

_TITLES = ("articletitle", "og:title")  # names of metadata: the standard of government sites, and Open Graph
_LONGEST_TITLE = 150
_SITE = re.compile(r"\s*[-_|–—]{1,2}\s*[^-_|–—]{2,30}$")
_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,20}[〔\[［(（【]\s?\d{4}\s?[〕\]］)）】]\s?第?\d{1,5}号")
_LONGEST_LABEL = 40  # characters, the number with it where one element holds both
_LABELS = 20  # that are looked at
_NEAR = 3  # levels up from a label to the element that holds its value too
_PIECES = 50  # of text behind a label


@dataclass(frozen=True, slots=True)
class Field:
    """What a page says of its document, and the XPath of the element that says it."""

    text: str
    element: str

    @property
    def block(self) -> Paragraph:
        """It as a paragraph of the document."""
        return Paragraph(((self.text, Place(element=self.element)),))


def title(root: etree._Element, skipped: Collection[etree._Element]) -> Field | None:
    """The title that a page gives its document: in its metadata, as a heading, as its own title.

    Args:
        root: the page.
        skipped: elements that are no part of the document.
    """
    named = {(each.get("name") or each.get("property") or "").lower(): each for each in root.iter("meta")}
    candidates = [(each.get("content", ""), each) for key in _TITLES if (each := named.get(key)) is not None]
    candidates += [(content(each), each) for each in root.iter("h1") if each not in skipped]
    candidates += [(content(each), each) for each in root.iter("title")]
    for text, element in candidates:
        line = " ".join(text.split())[:_LONGEST_TITLE]
        line = _SITE.sub("", line) if local(element) == "title" else line
        if 6 <= len(line) < _LONGEST_TITLE:
            return Field(line, root.getroottree().getpath(element))
    return None


def document_number(root: etree._Element) -> Field | None:
    """The document number (发文字号) behind its label, in the same element, the next one or the same row."""
    labels = furniture()["number_labels"]
    texts = ((each, _plain((each.text or "")[:200])) for each in root.iter() if local(each))
    for element, own in islice((pair for pair in texts if pair[1].startswith(labels) and len(pair[1]) <= _LONGEST_LABEL), _LABELS):
        within = own.removeprefix(next(label for label in labels if own.startswith(label)))
        match = _NUMBER.match(within.lstrip("：:")) or _NUMBER.match(_behind(element, own).lstrip("：:"))
        if match:
            return Field(match[0], root.getroottree().getpath(element))
    return None


def _behind(element: etree._Element, label: str) -> str:
    """The text that follows a label, in the nearest element that holds any."""
    around = element
    for _ in range(_NEAR):
        behind = _plain(content(around, _PIECES)).partition(label)[2]
        if behind or (parent := around.getparent()) is None:
            return behind
        around = parent
    return ""


def signs(text: str) -> str:
    """The letters and digits of a text, in the forms of a view: what must be equal in two forms of one title."""
    return re.sub(r"\W", "", view(text).text)


def _plain(text: str) -> str:
    return "".join(text.split())
