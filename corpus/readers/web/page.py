"""Web pages: the document that a page of a government site shows, without what stands around it.

The document is the smallest element that holds nearly all prose of the page: text outside links and outside the parts by which sites
frame their pages (:data:`furniture.yaml`). Its title, where it stands above that element only, is put before it, and its number where
only the table of the page (政府信息公开目录) tells it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ....ontology.errors import UnreadableText
from ..blocks import Block, BlockWriter, Paragraph
from ..confined import confined
from ..limits import SMALL_BYTES, Deadline
from ..markup import check_depth, check_marks, local
from ..transcript import Transcript, Writer
from .charset import characters
from .fields import Field, document_number, signs, title
from .flow import Flow, paths
from .furniture import furniture

if TYPE_CHECKING:
    from lxml import etree

_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_WORDS = re.compile(r"[a-z]+|[A-Z][a-z]*")
_STOPS = re.compile("[。；]")
_SENTENCE = 4  # times the weight of a line without a stop, which may be anything
_SPARE, _MOST_SPARE, _LEAST_SPARE = 0.2, 320, 0.05  # of the prose may stand outside the document; of long ones less
_MUCH = 0.3  # of a page's prose: no frame has so much, whatever it is called
_LINKS, _LINKED = 3, 0.8  # links, and their share of the text, from which on an element is a list of other pages
_FILE = re.compile(r"\.(?:docx?|wps|pdf|ofd|xlsx?|et|zip|rar|7z|txt|jpe?g|png)(?:$|[?#])", re.I)
_LONGEST_LINE = 200  # characters of a line that sites put around documents
_TITLE_LINE = 8  # signs of a line that surely belongs to a title that holds it
_HEAD = 10  # blocks among which lines of the site may stand between those of the document
_CONTAINERS = frozenset({"body", "div", "section", "article", "main", "td", "form", "center", "ucapcontent"})


def read(data: bytes, name: str) -> Transcript:
    """Read a page, a large one in a process of its own."""
    return confined(__name__, data, name) if len(data) > SMALL_BYTES else transcribe(data, name)


def transcribe(data: bytes, name: str) -> Transcript:
    """Read a page, in this process.

    Args:
        data: its bytes; a page saved as one file (MHTML) too.
        name: what to call it in messages.

    Raises:
        UnreadableText: if it is empty or in no known encoding.
        TooLarge: if it goes beyond a limit.
    """
    from lxml import etree

    text = characters(data, name)
    check_marks(text.encode("utf-8"), name)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableText(f"{name} 不是可读的网页：{error}。", f"{name} is no page that can be read: {error}.") from None
    if root is None:
        raise UnreadableText(f"{name} 中没有文字。", f"There is no text in {name}.")
    check_depth(root, name)
    page = _Page(root)
    writer = Writer(name)
    BlockWriter(writer, name, Deadline(name)).write(page.blocks())
    return writer.transcript()


class _Page:
    """A parsed page: how much prose each element holds, and which elements are no part of the document."""

    def __init__(self, root: etree._Element) -> None:
        self._root = root
        self._elements = frozenset(furniture()["elements"])
        self._skipped = {each for each in root.iter() if _is_hidden(each) or local(each) in self._elements}
        upwards = [each for each in root.iter() if local(each)][::-1]  # children before their parents
        own = {each: _own_prose(each) for each in upwards}
        prose = self._sums(upwards, own)
        self._skipped.update(each for each in upwards if _is_frame(each) and prose[each] <= _MUCH * prose[root])
        self._skipped.update(_lists_of_pages(upwards))
        self._prose = self._sums(upwards, own)

    def _sums(self, upwards: Sequence[etree._Element], own: dict[etree._Element, int]) -> dict[etree._Element, int]:
        """How much prose each element holds in itself and in its children, without links and without what is skipped."""
        sums: dict[etree._Element, int] = {}
        for element in upwards:
            skipped = element in self._skipped or local(element) == "a"
            sums[element] = 0 if skipped else own[element] + sum(sums.get(child, 0) for child in element)
        return sums

    def blocks(self) -> list[Block]:
        """The document: its title and number where they stand elsewhere, then its text without the lines around it."""
        main, path = self._main()
        found = _without_furniture(list(Flow(self._skipped, self._elements).blocks(main, path)))
        texts = [signs(_text(block)) for block in found]
        shown = "".join(texts)
        heading, number = title(self._root, self._skipped), document_number(self._root)
        if heading and signs(heading.text) not in shown and not any(_is_part(text, heading) for text in texts[:_HEAD]):
            found.insert(0, heading.block)
        if number and signs(number.text) not in shown:
            found.insert(bool(heading and found and signs(_text(found[0])) == signs(heading.text)), number.block)
        return found

    def _main(self) -> tuple[etree._Element, str]:
        """The smallest container that holds nearly all prose, and its XPath."""
        element, path = best = self._root, f"/{local(self._root)}"
        whole = self._prose[element]
        spare = max(_LEAST_SPARE * whole, min(_MOST_SPARE, _SPARE * whole))
        while True:
            inner = max(paths(element, path), key=lambda pair: self._prose.get(pair[0], 0), default=None)
            if inner is None or not whole or whole - self._prose.get(inner[0], 0) > spare:
                return best
            element, path = inner
            if local(element) in _CONTAINERS:
                best = inner


def _is_hidden(element: etree._Element) -> bool:
    return bool(local(element)) and _HIDDEN.search(element.get("style", "")) is not None


def _own_prose(element: etree._Element) -> int:
    """How much prose stands in an element itself, in weighed characters."""
    text = "".join("".join(filter(None, (element.text, *(child.tail for child in element)))).split())
    return len(text) * (_SENTENCE if _STOPS.search(text) else 1)


def _lists_of_pages(upwards: Sequence[etree._Element]) -> Iterator[etree._Element]:
    """Elements that are little but links to other pages; links to files are a document's own annexes.

    Args:
        upwards: all elements, children before their parents.
    """
    counts: dict[etree._Element, tuple[int, int, int]] = {}  # characters, those in links to pages, such links
    for element in upwards:
        own = len("".join("".join(filter(None, (element.text, *(child.tail for child in element)))).split()))
        below = [counts[child] for child in element if child in counts]
        all, linked, links = (own + sum(each[0] for each in below), sum(each[1] for each in below), sum(each[2] for each in below))
        if local(element) == "a":
            outside = element.get("href") and not _FILE.search(element.get("href", ""))
            linked, links = (all, 1) if outside else (0, 0)
        counts[element] = all, linked, links
        if links >= _LINKS and linked > _LINKED * all:
            yield element


def _is_frame(element: etree._Element) -> bool:
    """Whether an element's class, identifier or role says that it frames the page."""
    said = f"{element.get('class', '')} {element.get('id', '')} {element.get('role', '')}"
    return any(word.lower() in furniture()["parts"] for word in _WORDS.findall(said))


def _without_furniture(blocks: Sequence[Block]) -> list[Block]:
    """The blocks without the lines that sites put before and behind a document, and between its title and its text."""
    end = len(blocks)
    while end and _is_furniture(blocks[end - 1]):
        end -= 1
    return [block for at, block in enumerate(blocks[:end]) if at >= _HEAD or not _is_furniture(block)]


def _is_furniture(block: Block) -> bool:
    lines = [line.strip() for line in _text(block).split("\n")]
    return all(not line or (len(line) <= _LONGEST_LINE and furniture()["lines"].fullmatch(line)) for line in lines)


def _text(block: Block) -> str:
    if isinstance(block, Paragraph):
        return "".join(text for text, _ in block.pieces)
    return "\n".join("\t".join("".join(map(_text, cell.blocks)) for cell in row) for row in block.rows)


def _is_part(line: str, heading: Field) -> bool:
    """Whether a line is most of the title: the page's own names the issuer too, or the text's does not."""
    return len(line) >= _TITLE_LINE and line in signs(heading.text)
