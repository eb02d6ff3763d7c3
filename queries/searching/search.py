"""Search: clauses by words and by what means the same, best first (BM25), with the places of the words in the text.

All words must be found in a clause or its document's title; where no clause has them all, those with any are given, and the answer says so.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from rdflib import URIRef

from ...ontology.errors import InvalidParameter
from ...ontology.identifiers import Identifiers
from ...ontology.store import Reader
from ..citations import Citation, Evidence
from ..documents import PolicyDocument, documents
from ..notices import Language
from ..parameters import Scalar, checked_text, several
from ..resolver import Resolver, look_up
from ..snapshots import snapshot_of
from .index import index_of
from .words import groups, key, words

MOST = 1000
"""The most clauses that one search gives."""

# A word in the clause counts for more than one in its document's title.
_RANKED = """
SELECT clause.doc, clause.path, clause.start, clause.stop, bm25(word, 1.0, 0.2) AS rank
FROM word JOIN clause ON clause.id = word.rowid
WHERE word MATCH ? {filters}
ORDER BY rank, clause.doc, clause.start, clause.id
LIMIT ?
"""
_COUNTED = "SELECT COUNT(*) FROM word JOIN clause ON clause.id = word.rowid WHERE word MATCH ? {filters}"


def search(
    store: Reader,
    question: str,
    jurisdictions: Iterable[str] | str | None = None,
    type: str | None = None,
    kind: str | None = None,
    year: int | None = None,
    as_of: Scalar | None = None,
    folder: Path | None = None,
    limit: int = 20,
    offset: int = 0,
    language: Language = "zh",
) -> dict[str, Any]:
    """The clauses that speak of something.

    Args:
        store: a store, or a snapshot of one.
        question: words, as a user writes them.
        jurisdictions: only documents of these places.
        type: only clauses with a fact about this type.
        kind: only clauses with a fact of this kind.
        year: only documents of this year, by their date, else by the beginning of their period.
        as_of: ISO date for the status of documents; today if not given.
        folder: where the index is kept; in memory if not given.
        limit: the most clauses, at most :data:`MOST`.
        offset: clauses left out before.
        language: of warnings, ``zh`` or ``en``.

    Returns:
        the hits as a JSON object: each with its citation, the words found as ``highlights`` (offsets in the stored text), and a score,
        the higher the better; ``matched`` is ``all`` or ``any``.

    Raises:
        UnknownValue: if a place, type or kind is not known.
        InvalidParameter: if there is no word to look for.
        StoreError: if the store failed.
    """
    wanted = groups(checked_text(question, "q"))
    if not wanted:
        raise InvalidParameter("q 里没有可以检索的词。", "There is no word to look for in q.", parameter="q")
    with snapshot_of(store) as graph:
        resolver = Resolver(graph)
        regions = [URIRef(resolver.identifiers.region(resolver.place(name, "jurisdiction").key)) for name in several(jurisdictions)]
        allowed = _within(graph, regions, year) if regions or year is not None else None
        filters, values = _filters(resolver, type, kind, allowed)
        index = index_of(graph, folder)
        try:
            matched, total, found = _found(index, wanted, filters, values, min(limit, MOST), offset)
        finally:
            index.close()
        held = {each.id: each for each in documents(graph, as_of, ids=sorted({row[0] for row in found}))} if found else {}
        hits = list(_hits(graph, found, wanted, held))
        notices = dict.fromkeys(notice for row in found for notice in held[row[0]].notices)
        return {
            "query": question,
            "matched": matched,
            "words": [[" ".join(way) for way in ways] for ways in wanted],
            "total": total,
            "data_version": graph.info.data_version,
            "hits": hits,
            "warnings": [notice.message(language) for notice in notices],
        }


def _within(graph: Reader, regions: Sequence[URIRef], year: int | None) -> list[str]:
    """Identifiers of the documents of some places, or all, and of a year, or any."""
    return [str(row["id"]) for row in look_up(graph, "dated", jurisdiction=regions) if year in (None, _year(str(row.get("day", ""))))]


def _year(day: str) -> int | None:
    return int(day[:4]) if day else None


def _filters(resolver: Resolver, type: str | None, kind: str | None, documents: Sequence[str] | None) -> tuple[str, list[str]]:
    """What further holds of a clause, as SQL with its values."""
    parts: list[str] = []
    values: list[str] = []
    if documents is not None:
        parts.append(f"AND clause.doc IN ({', '.join('?' * len(documents))})")
        values += documents
    about: list[str] = []
    if type is not None:
        about.append("about.type = ?")
        values.append(resolver.type(type).iri)
    if kind is not None:
        about.append("about.kind = ?")
        values.append(resolver.kind(kind))
    if about:
        parts.append(f"AND EXISTS (SELECT 1 FROM about WHERE about.clause = clause.id AND {' AND '.join(about)})")
    return " ".join(parts), values


def _found(
    index: sqlite3.Connection, wanted: Sequence[Sequence[tuple[str, ...]]], filters: str, values: list[str], limit: int, offset: int
) -> tuple[str, int, list[tuple[Any, ...]]]:
    """The clauses with all of the words, else with any: how they matched, how many there are, and those of this page."""
    for matched, joint in (("all", " AND "), ("any", " OR ")):
        match = joint.join(f"({' OR '.join(_all_of(way) for way in ways)})" for ways in wanted)
        (total,) = index.execute(_COUNTED.format(filters=filters), [match, *values]).fetchone()
        if total or matched == "any":
            rows = index.execute(_RANKED.format(filters=filters), [match, *values, offset + limit]).fetchall()
            return matched, total, rows[offset:]
    raise AssertionError


def _all_of(way: Sequence[str]) -> str:
    """The words in the notation of FTS5, each a string: nothing that a user writes is an operator."""
    return "(" + " AND ".join('"' + word.replace('"', '""') + '"' for word in way) + ")"


def _hits(
    graph: Reader, found: Sequence[tuple[Any, ...]], wanted: Sequence[Sequence[tuple[str, ...]]], held: dict[str, PolicyDocument]
) -> Iterator[dict[str, Any]]:
    evidence = Evidence(graph, {row[0] for row in found})
    identifiers = Identifiers(graph.info.base)
    looked_for = {word for ways in wanted for way in ways for word in way}
    for doc, path, start, end, rank in found:
        text = evidence.text(doc)[start:end]
        citation: Citation | None = evidence.cite(doc, path, start, end, text)
        if citation is not None:
            spans = sorted({(start + at, start + to) for at, to in words(text) if key(text[at:to]) in looked_for})
            document = held[doc]
            yield {
                "document": doc, "title": document.title, "jurisdiction": document.code, "place": document.place,
                "document_status": document.status, "path": path, "text": text, "score": round(-rank, 4),
                "highlights": [{"start": at, "end": to} for at, to in _merged(spans)], "url": identifiers.clause(doc, path),
                "citation": dict(citation),
            }  # fmt: skip


def _merged(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans without those inside others, joined where they overlap."""
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
