"""Policy cards (政策卡片): a title and below it fields, each with its label on a line of its own; a file may hold many.

Which line is the title of the next card shows only from what stands below it: the first of its fields.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .document import Document, Node
from .paragraphs import Line, trim
from .roles import Element, words

_FEWEST = 3  # fields that make a card
_SHORTEST = 4  # characters of a label that may have run together with the value before it
_LONGEST = 8  # of any label with its colon
_REACH = 3  # lines above the first field among which the title stands: the title may come twice
_ENDS = "。；！？："


def labels(text: str, lines: Sequence[Line]) -> frozenset[int]:
    """Where the lines begin that are labels of fields, if a text has enough of them: such a line goes on with no other."""
    names = frozenset(words()["fields"])
    found = frozenset(
        line.start for line in lines if line.end - line.start <= _LONGEST and text[line.start : line.end].rstrip("：:") in names
    )
    return found if len(found) >= _FEWEST else frozenset()


def mark_cards(text: str, found: list[Element]) -> None:
    """Give the elements that open a card the role ``card``, and labels that have run together with a value an element of their own.

    Args:
        text: the stored text.
        found: its elements with the roles that show in each of them alone; changed in place.
    """
    if sum(element.role == "field" for element in found) < _FEWEST:
        return
    found[:] = [piece for i, element in enumerate(found) for piece in _parted(text, element, found[i - 1] if i else None)]
    seen: set[str] = set()
    first: set[str] = set()  # labels that cards begin with
    for i, element in enumerate(found):
        if element.role != "field":
            continue
        if not seen or element.label in seen or element.label in first:  # a label that has come already begins another card
            seen.clear()
            title = _title(found[max(0, i - _REACH) : i])
            if title is not None:
                title.role = "card"
                first.add(element.label)
        seen.add(element.label)


def _parted(text: str, element: Element, before: Element | None) -> Iterator[Element]:
    """政策支持服务对象某某企业: a value, the next label and its value, where a narrow column lost the breaks between them."""
    yield element
    if element.role != "text" or not element.short or before is None or element.head in words()["fields"]:
        return
    found = ((element.head.find(label), -len(label), label) for label in words()["fields"] if len(label) >= _SHORTEST)
    at, _, label = min((each for each in found if each[0] >= 0), default=(-1, 0, ""))
    cut = text.find(label, element.start, element.end) if label else -1
    if cut < 0 or (at and before.role != "field") or text.count(label, element.start, element.end) > 1:
        return
    end, after = element.end, cut + len(label)
    field = Element(cut, after, None, label, True, "field", label)
    value = Element(*trim(text, after, end), None, element.head[at + len(label) :], True) if text[after:end].strip() else None
    if at:
        element.end, element.head = cut, element.head[:at]
        yield field
    else:
        element.end, element.head, element.role, element.label = after, label, "field", label
    if value is not None:
        yield value


def _title(above: Sequence[Element]) -> Element | None:
    """The title of a card among the lines above its first field: a numbered line, else the first of two that say the same."""
    for at, element in reversed(list(enumerate(above))):
        if element.role == "item" and element.whole and element.head[-1:] not in _ENDS:
            return element
        if element.role != "text" or not element.short:
            return None
        if at and above[at - 1].role == "text" and element.head in above[at - 1].head:
            return above[at - 1]
    return None


def cards(document: Document) -> list[Node]:
    """The cards of a document: the nodes that hold some of the known fields; all of it where its one card has no title."""
    labels = words()["fields"]
    return [
        node
        for node in document.root.walk()
        if sum(child.type == "item" and document.heading(child).rstrip("：") in labels for child in node.children) >= _FEWEST
    ]
