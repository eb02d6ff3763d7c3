"""Feeds for readers: Atom (RFC 4287), paged by links (RFC 5005, section 3). Equal entries give equal bytes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlsplit

from lxml import etree

from ...ontology.history import Gone
from ...ontology.identifiers import Identifiers
from ...queries.news import Entry, Happening
from ..language import Language
from .comparison import ASPECTS

MEDIA_TYPE = "application/atom+xml"
_ATOM = "http://www.w3.org/2005/Atom"
_XHTML = "http://www.w3.org/1999/xhtml"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_MINTED = "2026"
"""The year in which whoever holds the base of the graph minted these addresses (RFC 4151, section 2.1)."""
_SHOWN = 20
"""Facts that an entry shows; it says how many there are besides."""
_KINDS = {**ASPECTS, "document": "文件", "definition": "定义"}
_LASTING = frozenset({"draft", "superseded", "issued", "amended", "reissued"})
"""Notices that say the same on every day; the others would make an old entry another one every morning."""
_EARLIEST = "1970-01-01T00:00:00Z"
_SAYS: Mapping[Happening, tuple[str, str]] = {
    "new": ("新收录", "New"), "changed": ("有变动", "Changed"), "removed": ("已撤下", "Removed"),
    "expiring": ("有效期将满", "Ends soon"), "superseded": ("已被取代", "Superseded"),
}  # fmt: skip
# XML 1.0, section 2.2: what no document may hold, however it is written.
_NO_CHAR = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_OF_FEED: Any = {None: _ATOM}  # the stubs of lxml do not know the default namespace beside others
_OF_WORDS: Any = {None: _XHTML}


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed says of itself.

    Attributes:
        base: of the graph.
        host: address of the service, without the last slash.
        path: of this feed with its query, without what chooses the page.
        page: the same of this page.
        following: of the next page; None on the last.
        version: of the program.
    """

    base: str
    host: str
    path: str
    page: str
    following: str | None
    version: str


def render(feed: Feed, entries: Iterable[Entry], language: Language) -> bytes:
    """Entries as a feed.

    Args:
        feed: what it says of itself.
        entries: in their order.
        language: of its own words.
    """
    entries = list(entries)
    root = etree.Element(_name("feed"), {_LANG: "zh-CN" if language == "zh" else "en"}, _OF_FEED)
    _text(root, "id", _tag(feed.base, feed.path))
    _text(root, "title", "衡策：政策动态" if language == "zh" else "Hengce: what is new in the policies")
    _text(root, "updated", max((entry.event.since for entry in entries), default=_EARLIEST))
    _text(etree.SubElement(root, _name("author")), "name", "衡策 Hengce")
    _text(root, "generator", "hengce", uri=feed.base, version=feed.version)
    _link(root, "self", feed.host + feed.page, MEDIA_TYPE)
    _link(root, "first", feed.host + feed.path, MEDIA_TYPE)
    if feed.following is not None:
        _link(root, "next", feed.host + feed.following, MEDIA_TYPE)
    _link(root, "alternate", feed.host + "/", "text/html")
    for entry in entries:
        _entry(root, entry, feed, language)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)


def _entry(root: etree._Element, entry: Entry, feed: Feed, language: Language) -> None:
    event, ids = entry.event, Identifiers(feed.base)
    node = etree.SubElement(root, _name("entry"))
    iri = ids.document(event.document)
    about = entry.facts[0]["fact"] if entry.alone and entry.facts else iri
    which = "/".join((event.happening, event.mark, *(map(_which, entry.gone) if entry.alone else ())))
    _text(node, "id", _tag(feed.base, about.removeprefix(feed.base) + "/" + which))
    _text(node, "title", _title(entry, language))
    _text(node, "updated", event.since)
    if event.standing is not None:
        if event.standing.date is not None:
            _text(node, "published", f"{event.standing.date.isoformat()}T00:00:00Z")
        _link(node, "alternate", feed.host + "/" + quote(about.removeprefix(feed.base), safe="/~%"), "text/html")
    for term, scheme in ((event.happening, "event"), (event.code, "region"), *((kind, "kind") for kind in _kinds(entry))):
        if term is not None:
            etree.SubElement(node, _name("category"), term=term, scheme=f"{feed.base}id/{scheme}")
    content = etree.SubElement(node, _name("content"), type="xhtml")
    _body(etree.SubElement(content, f"{{{_XHTML}}}div", nsmap=_OF_WORDS), entry, language)


def _which(gone: Gone) -> str:
    """What tells a fact that is gone from the others of its document."""
    return hashlib.sha256(f"{gone.kind}\n{gone.path}\n{gone.subject}\n{gone.quote}".encode()).hexdigest()[:16]


def _kinds(entry: Entry) -> list[str]:
    return sorted({fact["kind"] for fact in entry.facts} | {each.kind for each in entry.gone if each.kind is not None})


def _title(entry: Entry, language: Language) -> str:
    event, english = entry.event, language == "en"
    name = event.title or event.document
    said = _SAYS[event.happening][english]
    if entry.alone:
        quoted = entry.facts[0]["citation"]["quote"] if entry.facts else entry.gone[0].quote or ""
        said = said if entry.facts else ("No longer there" if english else "不再有")
        return f"{said}: “{quoted}” ({name})" if english else f"{said}：“{quoted}”（《{name}》）"
    return f"{said}: {name}" if english else f"{said}：《{name}》"


def _body(div: etree._Element, entry: Entry, language: Language) -> None:
    event, english = entry.event, language == "en"
    if event.happening == "expiring":
        _paragraph(div, f"Valid until {event.mark}." if english else f"有效期至 {event.mark}。")
    if event.happening == "superseded":
        _paragraph(div, f"Superseded by {event.mark}." if english else f"已由 {event.mark} 取代。")
    if event.happening == "removed":
        _paragraph(div, "It is no longer part of the corpus." if english else "语料中已没有这份文件。")
    for notice in event.standing.notices if event.standing is not None else ():
        if notice.code in _LASTING:
            _paragraph(div, notice.message(language))
    facts = ("New or otherwise" if english else "新增或变动") if event.happening == "changed" else ("Facts" if english else "事实")
    _list(div, facts, (_line(fact["kind"], fact["citation"]["quote"], fact["citation"]["path"], english) for fact in entry.facts), english)
    gone = "No longer there" if english else "不再有"
    _list(div, gone, (_line(each.kind, each.quote, each.path, english) for each in entry.gone), english)


def _line(kind: str | None, quoted: str | None, path: str | None, english: bool) -> str:
    return f"{kind if english else _KINDS.get(kind or '', kind)} · “{quoted}” · {path}"


def _list(div: etree._Element, title: str, repeated: Iterable[str], english: bool) -> None:
    lines = list(dict.fromkeys(repeated))  # one clause may state several facts of a kind
    if not (total := len(lines)):
        return
    _paragraph(div, f"{title} ({total})" if english else f"{title}（{total}）")
    items = etree.SubElement(div, f"{{{_XHTML}}}ul")
    for number, line in enumerate(lines):
        if number == _SHOWN:
            line = f"and {total - _SHOWN} more" if english else f"……另有 {total - _SHOWN} 条"
        etree.SubElement(items, f"{{{_XHTML}}}li").text = _clean(line)
        if number == _SHOWN:
            break


def _paragraph(div: etree._Element, words: str) -> None:
    etree.SubElement(div, f"{{{_XHTML}}}p").text = _clean(words)


def _text(parent: etree._Element, name: str, words: str, **attributes: str) -> None:
    etree.SubElement(parent, _name(name), attributes).text = _clean(words)


def _link(parent: etree._Element, relation: str, address: str, media_type: str) -> None:
    etree.SubElement(parent, _name("link"), rel=relation, href=_clean(address), type=media_type)


def _clean(words: str) -> str:
    """Words without characters that XML cannot hold."""
    return _NO_CHAR.sub("\ufffd", words)


def _name(local: str) -> str:
    return f"{{{_ATOM}}}{local}"


def _tag(base: str, path: str) -> str:
    """A tag URI (RFC 4151) below the base: the same wherever the service is reached."""
    parts = urlsplit(base)
    authority = (parts.hostname or "localhost").strip("[]").replace(":", ".")
    return f"tag:{authority},{_MINTED}:{quote(parts.path + path.removeprefix('/'), safe='/-._~!$&()*+,;=:@%?')}"
