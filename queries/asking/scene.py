"""What a question is asked of: the documents with their standing, their facts by kind, their texts.

Facts come from the catalogue's question ``facts``. What was read once is kept for as long as the data are the same: the texts
change only with a build, and quotes are compared with the text anew for every answer.
"""

from __future__ import annotations

import datetime
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from contextlib import closing
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from rdflib import URIRef

from ...extract.facts import Fact
from ...extract.properties import CLASSES, from_rows
from ...ontology.concepts import Concept
from ...ontology.identifiers import Identifiers
from ...ontology.schemes import schemes
from ...ontology.store import Reader
from ..binding import based, bound
from ..catalogue import Catalogue
from ..citations import Citation, Evidence
from ..documents import PolicyDocument, documents
from ..resolver import look_up, lookup
from ..searching.index import index_of
from ..searching.words import groups

T = TypeVar("T")
_KEPT = 8192  # entries; of facts one holds those of one kind in at most WHOLE documents
WHOLE = 40
"""Of a graph with no more documents the facts of a kind are read at once, and all are looked in; of a larger one only so many."""
_LIKELIEST = (
    "SELECT clause.doc FROM word JOIN clause ON clause.id = word.rowid WHERE word MATCH ? ORDER BY bm25(word, 1.0, 0.2), clause.id LIMIT ?"
)


class _Memory:
    """What was read from one version of the data, the least used forgotten first. May be used from any thread."""

    def __init__(self) -> None:
        self._held: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = threading.Lock()

    def __contains__(self, key: Hashable) -> bool:
        with self._lock:
            return key in self._held

    def get(self, key: Hashable, read: Callable[[], T]) -> T:
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
                return self._held[key]
        value = read()
        with self._lock:
            self._held[key] = value
            while len(self._held) > _KEPT:
                self._held.popitem(last=False)
        return value


_MEMORY = _Memory()


class Scene:
    """One version of the data on a date.

    Args:
        graph: the snapshot to read from.
        day: the date on which documents are in force or not.
        folder: where the full-text index is kept; in memory if None.
    """

    def __init__(self, graph: Reader, day: datetime.date, folder: Path | None = None) -> None:
        self.graph = graph
        self._folder = folder
        self.day = day
        self._identifiers = Identifiers(graph.info.base)
        self._version = (graph.info.base, graph.info.data_version)
        self._near: set[str] = set()  # documents that were looked in: if one is cited, others may be

    def on(self, day: datetime.date) -> Scene:
        """The same data on another date."""
        return Scene(self.graph, day, self._folder)

    @cached_property
    def documents(self) -> dict[str, PolicyDocument]:
        """The documents by identifier."""
        found = _MEMORY.get((self._version, "documents", self.day), lambda: documents(self.graph, self.day))
        return {each.id: each for each in found}

    @cached_property
    def held(self) -> dict[str, tuple[str, ...]]:
        """Identifiers of documents by the code of their place."""
        held: dict[str, list[str]] = {}
        for each in self.documents.values():
            if each.code is not None:
                held.setdefault(each.code, []).append(each.id)
        return {code: tuple(ids) for code, ids in held.items()}

    @cached_property
    def types(self) -> tuple[str, ...]:
        """Labels of what facts are about."""
        return _MEMORY.get(
            (self._version, "types"),
            lambda: tuple(str(row["label"]) for row in look_up(self.graph, "types") if "/" not in str(row["label"])),
        )

    def kept(self, key: Hashable, read: Callable[[], T]) -> T:
        """What was read from these very data before, or else is read now."""
        return _MEMORY.get((self._version, key), read)

    def place(self, code: str | None) -> Concept | None:
        """The place of a code."""
        return schemes().regions.get(code) if code else None

    def likeliest(self, text: str) -> tuple[str, ...]:
        """The documents to look in for a question without a place: all of a small graph, else the :data:`WHOLE` best by full text."""
        if len(self.documents) <= WHOLE:
            return tuple(self.documents)
        ways = [way for same in groups(text) for way in same]
        if not ways:
            return tuple(self.documents)[:WHOLE]
        wanted = " OR ".join("(" + " AND ".join(f'"{word}"' for word in way) + ")" for way in ways if all(map(str.isalnum, way)))
        with closing(index_of(self.graph, self._folder)) as index:
            found = index.execute(_LIKELIEST, (wanted, 20 * WHOLE)).fetchall() if wanted else []
        best = list(dict.fromkeys(str(doc) for (doc,) in found))[:WHOLE]
        return tuple(sorted(best, key=list(self.documents).index))

    def facts(self, kinds: Sequence[str], ids: Iterable[str]) -> list[tuple[str, Fact]]:
        """The facts of some kinds in some documents with their IRIs, in the order of documents and texts."""
        among = set(ids)
        wanted = [each for each in self.documents if each in among]
        self._near.update(wanted[:WHOLE])
        found: list[tuple[str, Fact]] = []
        for kind in kinds:
            of_kind = self._of_kind(kind, wanted)
            found += [pair for doc in wanted for pair in of_kind.get(doc, ())]
        return found

    def _of_kind(self, kind: str, ids: Sequence[str]) -> Mapping[str, Sequence[tuple[str, Fact]]]:
        if len(self.documents) <= WHOLE:
            return self.kept(kind, lambda: self._read(kind, ()))
        missing = [doc for doc in ids if (self._version, (kind, doc)) not in _MEMORY]
        read = self._read(kind, missing) if missing else {}
        return {doc: self.kept((kind, doc), lambda doc=doc: read.get(doc, [])) for doc in ids}

    def _read(self, kind: str, ids: Sequence[str]) -> dict[str, list[tuple[str, Fact]]]:
        """The facts of a kind in some documents, or in all, from the catalogue's question."""
        table = self.graph.select(self._query([kind], ids))
        by_document: dict[str, list[tuple[str, Fact]]] = {}
        for iri, fact in from_rows(table, self._identifiers).items():
            by_document.setdefault(fact.doc, []).append((iri, fact))
        return by_document

    def evidence(self, doc: str) -> Evidence:
        """The text of a document."""
        if (self._version, ("evidence", doc)) not in _MEMORY:
            near = self.documents if len(self.documents) <= WHOLE else self._near | {doc}
            together = [each for each in near if (self._version, ("evidence", each)) not in _MEMORY]
            read = Evidence(self.graph, together)
            for each in together:
                self.kept(("evidence", each), lambda: read)
        return self.kept(("evidence", doc), lambda: Evidence(self.graph, [doc]))

    def text(self, doc: str) -> str:
        """The stored text of a document."""
        return self.evidence(doc).text(doc)

    def knows(self, word: str) -> bool:
        """Whether any text holds a word; of a large graph, whether one of the first texts does."""
        return self.kept(("knows", word), lambda: any(word in self.text(doc) for doc in [*self.documents][:WHOLE]))

    def cite(self, fact: Fact, iri: str) -> Citation | None:
        """Where a fact stands, or None where the stored text does not have its quote there."""
        return self.evidence(fact.doc).cite(fact.doc, fact.path, fact.start, fact.end, fact.quote, iri)

    def cite_span(self, doc: str, path: str, start: int, end: int) -> Citation | None:
        """The citation of a span of a text."""
        return self.evidence(doc).cite(doc, path, start, end, self.text(doc)[start:end])

    def sparql(self, kinds: Iterable[str], documents: Iterable[str]) -> str | None:
        """The query that gives what an answer was made from: the facts of some kinds in some documents, else the texts of these."""
        kinds, cited = sorted(set(kinds)), sorted(set(documents))
        if kinds:
            return self._query(kinds, cited)
        return bound(based(lookup("texts"), self.graph.info.base), {"document": self._iris(cited)}) if cited else None

    def _query(self, kinds: Iterable[str], documents: Iterable[str]) -> str:
        """The catalogue's question ``facts`` for kinds and documents that are known to exist, so that nothing need be looked up."""
        question = Catalogue.load().question("facts")
        terms: dict[str, Sequence[URIRef]] = dict.fromkeys(question.names, ())
        terms |= {"kind": [URIRef(self._identifiers.vocabulary + CLASSES[kind]) for kind in kinds], "document": self._iris(documents)}
        return bound(based(question.sparql, self.graph.info.base), terms)

    def _iris(self, documents: Iterable[str]) -> list[URIRef]:
        return [URIRef(self._identifiers.document(each)) for each in documents]
