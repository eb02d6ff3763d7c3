"""What a question is asked of: the documents with their standing, their facts by kind, their texts.

Facts come from the catalogue's question ``facts``. What was read once is kept for as long as the data are the same: the texts
change only with a build, and quotes are compared with the text anew for every answer.
"""

from __future__ import annotations

import datetime
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeVar

from rdflib import URIRef

from ...extract.facts import Fact
from ...extract.properties import from_rows
from ...ontology.concepts import Concept
from ...ontology.identifiers import Identifiers
from ...ontology.schemes import schemes
from ...ontology.store import Reader
from ..binding import based, bound
from ..catalogue import Catalogue
from ..citations import Citation, Evidence
from ..documents import PolicyDocument, documents
from ..resolver import look_up, lookup

T = TypeVar("T")
_KEPT = 512  # entries; of facts one holds those of one kind in at most WHOLE documents
WHOLE = 40
"""Of a graph with no more documents the facts of a kind are read at once."""


class _Memory:
    """What was read from one version of the data, the least used forgotten first. May be used from any thread."""

    def __init__(self) -> None:
        self._held: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = threading.Lock()

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
    """

    def __init__(self, graph: Reader, day: datetime.date) -> None:
        self.graph = graph
        self.day = day
        self._identifiers = Identifiers(graph.info.base)
        self._version = (graph.info.base, graph.info.data_version)
        self._evidence: dict[str, Evidence] = {}

    def on(self, day: datetime.date) -> Scene:
        """The same data on another date."""
        return Scene(self.graph, day)

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

    def facts(self, kinds: Sequence[str], ids: Iterable[str]) -> list[tuple[str, Fact]]:
        """The facts of some kinds in some documents with their IRIs, in the order of documents and texts."""
        wanted = [each for each in self.documents if each in set(ids)]
        found: list[tuple[str, Fact]] = []
        for kind in kinds:
            of_kind = self._of_kind(kind, wanted)
            found += [pair for doc in wanted for pair in of_kind.get(doc, ())]
        return found

    def _of_kind(self, kind: str, ids: Sequence[str]) -> Mapping[str, Sequence[tuple[str, Fact]]]:
        if len(self.documents) <= WHOLE:
            return _MEMORY.get((self._version, kind), lambda: self._read(kind, None))
        return {doc: _MEMORY.get((self._version, kind, doc), lambda doc=doc: self._read(kind, [doc]).get(doc, [])) for doc in ids}

    def _read(self, kind: str, ids: Sequence[str] | None) -> dict[str, list[tuple[str, Fact]]]:
        table = Catalogue.load().run(self.graph, "facts", kind=kind, document=ids)
        by_document: dict[str, list[tuple[str, Fact]]] = {}
        for iri, fact in from_rows(table, self._identifiers).items():
            by_document.setdefault(fact.doc, []).append((iri, fact))
        return by_document

    def evidence(self, doc: str) -> Evidence:
        """The text of a document."""
        if doc not in self._evidence:
            together = list(self.documents) if len(self.documents) <= WHOLE else [doc]
            self._evidence.update(dict.fromkeys(together, Evidence(self.graph, together)))
        return self._evidence[doc]

    def text(self, doc: str) -> str:
        """The stored text of a document."""
        return self.evidence(doc).text(doc)

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
            question = Catalogue.load().question("facts")
            return self.kept(("sparql", *kinds, "in", *cited), lambda: question.bind(self.graph, {"kind": kinds, "document": cited}))
        if cited:
            iris = [URIRef(self._identifiers.document(each)) for each in cited]
            return bound(based(lookup("texts"), self.graph.info.base), {"document": iris})
        return None
