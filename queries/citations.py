"""Citations: where a statement stands, checked anew for every answer.

A quote is compared with the document's text as the graph holds it, at its offsets in Unicode code points. What does not
stand there is not cited, and what cannot be cited is not given.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NotRequired, TypedDict

from rdflib import URIRef

from ..ontology.identifiers import Identifiers
from ..ontology.store import Reader, Table
from .corrections import CorrectedBy, corrected_by
from .resolver import look_up


class Citation(TypedDict):
    """Where a statement stands.

    ``title`` is None where the document's text has none; ``url`` is the clause's IRI, under which the service answers; ``start``
    and ``end`` count Unicode code points of the stored text. ``corrected_by`` is there only where a person, not the program, read the
    statement in these words.
    """

    document: str
    title: str | None
    path: str
    quote: str
    start: int
    end: int
    url: str
    corrected_by: NotRequired[CorrectedBy]


class Evidence:
    """The texts of some documents.

    Args:
        graph: the store or snapshot that the answer is made from.
        documents: identifiers of the documents that may be cited.
    """

    def __init__(self, graph: Reader, documents: Iterable[str]) -> None:
        self._identifiers = Identifiers(graph.info.base)
        self._texts: dict[str, tuple[str | None, str]] = {}
        cited = sorted(set(documents))
        self._corrected = corrected_by(graph, cited)
        iris = [URIRef(self._identifiers.document(each)) for each in cited]
        if iris:
            for row in look_up(graph, "texts", document=iris):
                self._texts.setdefault(str(row["id"]), (str(row["title"]) if "title" in row else None, str(row["text"])))

    def corrected_by(self, fact: str) -> CorrectedBy | None:
        """By whom the fact of this IRI was stated, or None where the program read it."""
        return self._corrected.get(fact)

    def text(self, document: str) -> str:
        """The stored text of one of the documents; empty if it is not there."""
        return self._texts.get(document, (None, ""))[1]

    def cite(self, document: str, path: str, start: int, end: int, quote: str, fact: str | None = None) -> Citation | None:
        """The citation of a quote, or None when the stored text does not have it there.

        Args:
            document: identifier of the document.
            path: address of the clause.
            start, end: offsets in the text, in Unicode code points.
            quote: the words.
            fact: IRI of the fact that is stated in them, if one is.
        """
        title, text = self._texts.get(document, (None, ""))
        if not 0 <= start < end or text[start:end] != quote:
            return None
        url = self._identifiers.clause(document, path)
        citation = Citation(document=document, title=title, path=path, quote=quote, start=start, end=end, url=url)
        if fact is not None and (by := self.corrected_by(fact)) is not None:
            citation["corrected_by"] = by
        return citation


def cited(graph: Reader, table: Table) -> tuple[list[dict[str, Any]], int]:
    """The rows of a question that speak of facts, each with its citation; rows of other questions as they are.

    Args:
        graph: the snapshot that the table was read from.
        table: rows; those with ``doc``, ``path``, ``quote``, ``start`` and ``end`` are cited.

    Returns:
        the rows, with ``citation`` in place of these columns, and how many were left out because their quote does not stand in the text.
    """
    columns = ("doc", "path", "quote", "start", "end")
    if not set(columns) <= set(table.variables):
        return [dict(row) for row in table], 0
    evidence = Evidence(graph, (str(row["doc"]) for row in table if "doc" in row))
    rows: list[dict[str, Any]] = []
    for row in table:
        citation = _cite(evidence, row) if set(columns) <= row.keys() else None
        if citation is not None:
            rows.append({**{name: value for name, value in row.items() if name not in columns}, "citation": citation})
    return rows, len(table) - len(rows)


def _cite(evidence: Evidence, row: Mapping[str, Any]) -> Citation | None:
    fact = str(row["fact"]) if "fact" in row else None
    return evidence.cite(str(row["doc"]), str(row["path"]), int(row["start"]), int(row["end"]), str(row["quote"]), fact)
