"""How the IRIs of the graph are minted, and read back.

Chinese stays as it is (the graph speaks IRIs, RFC 3987); every character outside ``isegment`` is percent-encoded as UTF-8. All
addresses lie below one base, so that the whole graph can be published at another place by building it with another base.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, unquote, urlsplit

from .errors import InvalidParameter

DEFAULT_BASE = "https://w3id.org/hengce/"
"""The base that the ontology's own files are written with."""

# RFC 3987, section 2.2: isegment = *(iunreserved / pct-encoded / sub-delims / ":" / "@"). ASCII is left to quote(); what
# remains to encode beyond it is everything outside ucschar: controls, private use, non-characters and lone surrogates.
_ASCII_ALLOWED = "-._~!$&'()*+,;=:@"
_PLANES = "".join(f"{chr(plane << 16)}-{chr((plane << 16) + 0xFFFD)}" for plane in range(1, 14)) + "\U000e1000-\U000efffd"
_NOT_UCSCHAR = re.compile(f"[^\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef{_PLANES}]")
_NOT_IN_IRI = re.compile(r'[\s<>"{}|\\^`]')

CONCEPT_SEGMENTS = frozenset(
    {
        "type", "level", "grade", "region", "region-group", "agency", "agency-pattern", "agency-change", "pattern-change", "sector",
        "industry", "form", "role", "consequence", "group", "unit",
    }
)  # fmt: skip
"""First segments, after ``id/``, of the addresses of concepts."""
_PLAIN_SEGMENTS = CONCEPT_SEGMENTS | {"work", "graph", "build", "person"}


@lru_cache(maxsize=65_536)
def segment(text: str) -> str:
    """One path segment of an IRI: ``text`` with everything outside RFC 3987 ``isegment`` percent-encoded.

    Args:
        text: any text; ``/``, blanks, ``%``, ``?``, ``#`` and the like are encoded, Chinese is not.

    Raises:
        InvalidParameter: if ``text`` is empty, since an IRI cannot name nothing.
    """
    if not text:
        raise InvalidParameter("标识符不能为空。", "An identifier must not be empty.")
    if text in (".", ".."):  # such segments disappear when an IRI is resolved (RFC 3986, section 5.2.4)
        return text.replace(".", "%2E")
    return _NOT_UCSCHAR.sub(lambda match: _encoded(match[0]), text)


@lru_cache(maxsize=256)  # a build writes the few signs of its addresses tens of thousands of times
def _encoded(char: str) -> str:
    return quote(char, safe=_ASCII_ALLOWED, errors="surrogatepass")


def _is_base(iri: str) -> bool:
    try:
        parts = urlsplit(iri)
    except ValueError:  # an unclosed bracket of an IPv6 address
        return False
    absolute = parts.scheme in ("http", "https") and bool(parts.netloc) and not parts.query and not parts.fragment
    return absolute and iri.endswith("/") and "#" not in iri and "?" not in iri and not _NOT_IN_IRI.search(iri)


@dataclass(frozen=True, slots=True)
class Name:
    """What an IRI of the graph names.

    Attributes:
        kind: ``document``, ``clause``, ``fact``, ``offer``, ``correction``, ``work``, ``graph``, ``build``, ``person``, ``term`` (of
            the ontology), or one of :data:`CONCEPT_SEGMENTS`.
        key: the label, code, name, data version or document identifier; of a term its local name; of an offer the code of its place.
        path: of a clause the outline path, of a fact ``kind/start-end`` with its number, of a correction its key, of an offer
            ``type/level/grade`` with ``-`` for none; empty otherwise.
    """

    kind: str
    key: str
    path: str = ""


class Identifiers:
    """Mints the IRIs below one base.

    Args:
        base: an absolute http(s) IRI that ends in ``/``.

    Raises:
        InvalidParameter: if ``base`` is anything else.
    """

    def __init__(self, base: str = DEFAULT_BASE) -> None:
        if not _is_base(base):
            raise InvalidParameter(
                f"IRI 前缀须为以“/”结尾的 http(s) 地址，而不是“{base}”。",
                f"The base of IRIs must be an http(s) address that ends in '/', not '{base}'.",
                parameter="base",
            )
        self.base = base

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Identifiers) and other.base == self.base

    def __hash__(self) -> int:
        return hash(self.base)

    def __repr__(self) -> str:
        return f"Identifiers({self.base!r})"

    # --- what is said about texts

    def document(self, document: str) -> str:
        """A document (文件)."""
        return f"{self.base}id/document/{segment(document)}"

    def clause(self, document: str, path: str) -> str:
        """A clause (条款) by its outline path, whose ``/`` stay; the empty path is the document itself."""
        return "/".join((self.document(document), *(segment(part) for part in path.split("/") if part)))

    def fact(self, document: str, kind: str, start: int, end: int, number: int = 1) -> str:
        """A fact by its evidence span.

        Args:
            document: identifier of the document.
            kind: kind of the fact.
            start, end: offsets of its quote, in Unicode code points.
            number: 1 for the first fact of this kind and span, 2, 3 … for further ones.
        """
        further = f"~{number}" if number > 1 else ""
        return f"{self.base}id/fact/{segment(document)}/{segment(kind)}/{start}-{end}{further}"

    def correction(self, document: str, key: str) -> str:
        """A correction of what was read in a document, by its key."""
        return f"{self.base}id/correction/{segment(document)}/{segment(key)}"

    def person(self, name: str) -> str:
        """A person who corrects."""
        return f"{self.base}id/person/{segment(name)}"

    def work(self, name: str) -> str:
        """A document that is cited, by its number (文号) or title."""
        return f"{self.base}id/work/{segment(name)}"

    def graph(self, name: str) -> str:
        """A named graph: a document's, ``ontology`` or ``build``."""
        return f"{self.base}id/graph/{segment(name)}"

    def build(self, data_version: str) -> str:
        """The activity that made the graph, by the version of the data that it made."""
        return f"{self.base}id/build/{segment(data_version)}"

    def offer(self, code: str, type: str, level: str | None = None, grade: str | None = None) -> str:
        """A recognition on offer (认定服务).

        Args:
            code: six digits of the place that offers it.
            type: canonical label of one demonstration type.
            level: 国家级, 省级 …, or None where the documents name none.
            grade: 三星级, A级 …, or None.
        """
        return "/".join((f"{self.base}id/offer", *(segment(part) for part in (code, type, level or "-", grade or "-"))))

    # --- concepts

    def concept(self, scheme: str, key: str) -> str:
        """A concept of a scheme.

        Args:
            scheme: one of :data:`CONCEPT_SEGMENTS`.
            key: the concept's label, code or English key.

        Raises:
            InvalidParameter: if there is no such scheme.
        """
        if scheme not in CONCEPT_SEGMENTS:
            raise InvalidParameter(
                f"没有“{scheme}”概念体系。", f"There is no scheme '{scheme}'.", parameter="scheme", allowed=sorted(CONCEPT_SEGMENTS)
            )
        return f"{self.base}id/{scheme}/{segment(key)}"

    def type(self, label: str) -> str:
        """A demonstration type (示范类型) by its canonical label."""
        return self.concept("type", label)

    def level(self, label: str) -> str:
        """A level (级别): 国家级, 省级 …"""
        return self.concept("level", label)

    def grade(self, label: str) -> str:
        """A grade (等级): 三星级, A级 …"""
        return self.concept("grade", label)

    def region(self, code: str) -> str:
        """A place (行政区划) by its six digits."""
        return self.concept("region", code)

    def agency(self, name: str) -> str:
        """A body (机构) by its canonical name."""
        return self.concept("agency", name)

    def sector(self, label: str) -> str:
        """An industry (行业) as named."""
        return self.concept("sector", label)

    # --- the ontology

    @property
    def ontology(self) -> str:
        """The ontology itself."""
        return f"{self.base}ontology"

    @property
    def vocabulary(self) -> str:
        """What the names of classes and properties follow: the namespace ``h:``."""
        return f"{self.base}ontology#"

    # --- back

    def parse(self, iri: str) -> Name | None:
        """What an IRI names, or None when it is not one of this base or not of a known shape."""
        if not iri.startswith(self.base):
            return None
        if iri.startswith(self.vocabulary):
            return Name("term", iri[len(self.vocabulary) :]) if len(iri) > len(self.vocabulary) else None
        parts = iri[len(self.base) :].split("/")
        if len(parts) < 3 or parts[0] != "id" or not all(parts):
            return None
        _, kind, key, *path = map(unquote, parts) if "%" in iri else parts
        if kind == "document":
            return Name("clause", key, "/".join(path)) if path else Name("document", key)
        if kind == "fact":
            return Name("fact", key, "/".join(path)) if len(path) == 2 else None
        if kind == "correction":
            return Name("correction", key, path[0]) if len(path) == 1 else None
        if kind == "offer":
            return Name("offer", key, "/".join(path)) if len(path) == 3 else None
        return Name(kind, key) if not path and kind in _PLAIN_SEGMENTS else None

    def rebase(self, iri: str, base: str = DEFAULT_BASE) -> str:
        """``iri`` moved from ``base`` to this base; IRIs of other places are returned as they are."""
        return self.base + iri[len(base) :] if iri.startswith(base) else iri


_PREFIX = re.compile(rf"^(?P<declared>PREFIX [\w-]*: <){re.escape(DEFAULT_BASE)}", re.MULTILINE)


def based(sparql: str, base: str) -> str:
    """A query written with the default base, for a graph that was built with another: only prefixes of ours change (``h:``, ``id:``)."""
    return _PREFIX.sub(lambda match: match["declared"] + Identifiers(base).base, sparql)
