"""XML from strangers: no entities, no document type, nothing fetched, bounded in size and depth."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from ...ontology.errors import TooLarge, UnreadableText
from . import limits

if TYPE_CHECKING:
    from lxml import etree

_MARKS = 2_000_000  # signs that begin a tag or an attribute; each costs a hundred bytes once it is parsed
# ISO/IEC 29500 has two dialects; they differ in the names of their namespaces only (29500-4 is what Word writes).
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/", b"http://schemas.openxmlformats.org/officeDocument/2006/"),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
)


def parse_xml(data: bytes, name: str) -> etree._Element:
    """Parse XML that nobody has checked.

    Args:
        data: its bytes.
        name: what to call it in messages.

    Returns:
        the root; comments and processing instructions are left out.

    Raises:
        UnreadableText: if it is not well-formed, or declares a document type: formats of documents never do, only attacks.
        TooLarge: if it has too many elements, or too deep ones.
    """
    from lxml import etree

    check_marks(data, name)
    for strict, transitional in _STRICT:
        data = data.replace(strict, transitional)
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True, collect_ids=False
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if getattr(error, "code", None) in _limits_of_libxml2():
            zh = f"{name} 中的 XML 嵌套过深、实体过多或文字过长，可能是攻击，不予读取。"
            raise TooLarge(zh, f"The XML in {name} is too deep, or has too many entities or too long a text: it is not read.") from None
        zh = f"{name} 中的 XML 有误，无法读取：{error}。"
        raise UnreadableText(zh, f"The XML in {name} cannot be read: {error}.") from None
    if root.getroottree().docinfo.internalDTD is not None:
        zh = f"{name} 中的 XML 声明了文档类型（DTD），可能是攻击，不予读取。"
        raise UnreadableText(zh, f"The XML in {name} declares a document type (DTD), as attacks do; it is not read.")
    return root


def _limits_of_libxml2() -> tuple[int, ...]:
    """The errors by which libxml2 refuses what goes beyond its own limits: 256 elements inside each other, 10 MB of one text."""
    from lxml import etree

    return etree.ErrorTypes.ERR_RESOURCE_LIMIT, etree.ErrorTypes.ERR_ENTITY_LOOP


def check_marks(data: bytes, name: str) -> None:
    """Refuse markup that would take far more memory than its own size.

    Raises:
        TooLarge: if it has too many tags and attributes.
    """
    if data.count(b"<") + data.count(b"=") > _MARKS:
        raise limits.too_many(name, ("标记数", "tags and attributes"), _MARKS)


def check_depth(root: etree._Element, name: str) -> None:
    """Refuse elements inside each other that no program writes: readers of them descend. (In XML libxml2 itself does.)

    Raises:
        TooLarge: if they are deeper than :data:`.limits.DEPTH`.
    """
    from lxml import etree

    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > limits.DEPTH:
            raise limits.too_many(name, ("嵌套层数", "elements inside each other"), limits.DEPTH)


def local(element: etree._Element) -> str:
    """The name of an element without its namespace; empty of what is no element (entity references)."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def content(element: etree._Element, pieces: int | None = None) -> str:
    """The text of an element and of all in it.

    Args:
        element: the element.
        pieces: how many pieces of text are wanted; all, if not given.
    """
    return "".join(str(text) for text in islice(element.itertext(), pieces))


def children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """The children of a name, whatever its namespace."""
    return (child for child in element if local(child) == name)
