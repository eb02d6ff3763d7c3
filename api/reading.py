"""One clause of a document: its words, the facts in them, and what lies around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..ontology.errors import EvidenceError, UnknownValue
from ..ontology.identifiers import Identifiers
from ..ontology.store import Reader
from ..queries.citations import Citation, Evidence
from ..queries.documents import documents
from ..queries.parameters import Scalar, shortened
from . import holdings
from .language import Language

WHOLE = "全文"
"""The kind of clause that a whole document is."""
_LISTED = 200  # clauses inside that are listed


@dataclass(frozen=True, slots=True)
class ReadClause:
    """A clause that was found.

    Attributes:
        document: identifier of its document.
        iri: of the document.
        path: its address in the outline; empty for the whole document.
        start: where it begins in the stored text, in Unicode code points.
        text: its words.
        about: what else is to be told of it, as JSON.
    """

    document: str
    iri: str
    path: str
    start: int
    text: str
    about: Mapping[str, Any]


def clause(graph: Reader, document: str, path: str = "", as_of: Scalar | None = None, language: Language = "zh") -> ReadClause:
    """A clause by its address.

    Args:
        graph: where to look.
        document: identifier of a document, or the IRI of a document or clause (``url`` of a citation).
        path: address in the outline; the whole document if it is empty.
        as_of: ISO date for the standing of the document; today if not given.
        language: of warnings.

    Raises:
        UnknownValue: if there is no such document or clause; the error lists documents, or the clauses at the top.
    """
    named = Identifiers(graph.info.base).parse(document)
    if named is not None and named.kind in ("document", "clause"):
        document, path = named.key, path or named.path
    iri = holdings.document(graph, document)
    text = str(holdings.text(graph, iri)["text"])
    top = holdings.outline(graph, iri)
    whole = {"path": "", "type": WHOLE, "heading": None, "start": 0, "end": len(text), "children": top}
    found, beside = _at([whole], path.strip("/")) or (None, [])
    if found is None:
        zh, en = f"文件 {document} 没有条款“{shortened(path)}”。", f"Document {document} has no clause '{shortened(path)}'."
        raise UnknownValue(zh, en, parameter="path", allowed=[each["path"] for each in top])
    held = documents(graph, as_of, ids=[document])[0]
    at = beside.index(found["path"])
    about = {
        "document": document, "title": held.title, "status": held.status, "as_of": held.as_of.isoformat(),
        "path": found["path"], "type": found["type"], "heading": found["heading"],
        "inside": [{"path": each["path"], "heading": each["heading"]} for each in found["children"][:_LISTED]],
        "inside_total": len(found["children"]),
        "before": beside[at - 1] if at else None,
        "after": beside[at + 1] if at + 1 < len(beside) else None,
        "warnings": [notice.message(language) for notice in held.notices],
    }  # fmt: skip
    return ReadClause(document, iri, found["path"], found["start"], text[found["start"] : found["end"]], about)


def _at(clauses: Sequence[dict[str, Any]], path: str) -> tuple[dict[str, Any], list[str]] | None:
    """The clause at an address, and the addresses of those beside it, in text order."""
    for each in clauses:
        if each["path"] == path:
            return each, [other["path"] for other in clauses]
        if (found := _at(each["children"], path)) is not None:
            return found
    return None


def citation(graph: Reader, read: ReadClause, start: int, end: int) -> Citation:
    """The citation of a part of a clause.

    Args:
        graph: where the text is.
        read: the clause.
        start, end: of the part, in the clause's own text.

    Raises:
        EvidenceError: if the graph's text does not have the words there.
    """
    span = read.start + start, read.start + end
    found = Evidence(graph, [read.document]).cite(read.document, read.path, *span, read.text[start:end])
    if found is None:
        raise EvidenceError(f"{read.document} 的原文与条款不符。", f"The text of {read.document} does not match its clause.")
    return found


def facts(graph: Reader, read: ReadClause, start: int, end: int) -> list[dict[str, Any]]:
    """The facts whose words begin in a part of a clause, by kind and place."""
    low, high = read.start + start, read.start + end
    return [fact for fact in holdings.facts(graph, read.iri) if low <= fact["start"] < high]
