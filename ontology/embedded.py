"""The embedded store: Oxigraph on disk, asked in this process.

Every triple lies twice in the database: in its named graph, and in the default graph, which so is the union of all others.
(Oxigraph can make that union on the fly, but then a triple that stands in two graphs matches twice, and FROM is ignored.)
"""

from __future__ import annotations

import io
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

import pyoxigraph

from .errors import StoreError
from .generations import Generation, Generations
from .refusals import no_such_graph
from .results import JSON, Answer, BuildInfo, Table, table_from_json, too_large
from .sparql import CheckedQuery, Dataset, check_read_only
from .store import Snapshot, Store
from .syntax import not_evaluable, parse, syntax_error

RESULT_FORMATS = {
    "application/sparql-results+json": pyoxigraph.QueryResultsFormat.JSON,
    "application/sparql-results+xml": pyoxigraph.QueryResultsFormat.XML,
    "text/csv": pyoxigraph.QueryResultsFormat.CSV,
    "text/tab-separated-values": pyoxigraph.QueryResultsFormat.TSV,
}
GRAPH_FORMATS = {
    "text/turtle": pyoxigraph.RdfFormat.TURTLE,
    "application/n-triples": pyoxigraph.RdfFormat.N_TRIPLES,
    "application/rdf+xml": pyoxigraph.RdfFormat.RDF_XML,
    "application/ld+json": pyoxigraph.RdfFormat.JSON_LD,
}
"""The forms of an answer by media type, as Oxigraph names them."""


class Database:
    """One generation, opened to be read."""

    def __init__(self, data: Path) -> None:
        try:
            self._store = pyoxigraph.Store.read_only(str(data))
        except (OSError, RuntimeError) as error:  # damage is a RuntimeError
            raise StoreError(f"无法打开图谱数据 {data}：{error}。", f"The data in {data} cannot be opened: {error}.") from error

    def answer(self, query: CheckedQuery, media_type: str, max_bytes: int) -> Answer:
        """Run a query.

        Args:
            query: a query that has passed the guard.
            media_type: one that suits its form.
            max_bytes: how long the answer may be.

        Raises:
            QueryRefused, TooLarge, StoreError: see :meth:`.store.Reader.execute`.
        """
        self._check_dataset(query)
        output = Bounded(max_bytes)
        try:
            write(self._results(query), media_type, query.prefixes, output)
        except SyntaxError as error:
            raise syntax_error(query, error.msg) from error
        except RuntimeError as error:
            if not str(error).startswith("Corruption"):
                raise not_evaluable(error) from error
            raise StoreError(f"图谱数据已损坏，请重新运行 hengce build：{error}", f"The data are damaged, build again: {error}") from error
        except OSError as error:
            raise StoreError(f"读取图谱数据失败：{error}。", f"Reading the data failed: {error}.") from error
        return Answer(output.getvalue(), media_type, query.form)

    def _results(self, query: CheckedQuery) -> Any:
        chosen = query.dataset
        if chosen is None:
            return self._store.query(query.text)
        named: list[pyoxigraph.NamedNode | pyoxigraph.BlankNode] = [pyoxigraph.NamedNode(iri) for iri in dict.fromkeys(chosen.named)]
        if len(set(chosen.default)) > 1:
            # Oxigraph matches a triple once for each graph that holds it; the merge of graphs holds it once.
            return self._merged(chosen).query(query.without_clauses(), named_graphs=named)
        default: list[pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.DefaultGraph]
        default = [pyoxigraph.NamedNode(iri) for iri in set(chosen.default)]
        return self._store.query(query.text, default_graph=default, named_graphs=named)

    def _merged(self, chosen: Dataset) -> pyoxigraph.Store:
        """A store in memory whose default graph is the RDF merge of some graphs (Query Language, section 13.2)."""
        merged = pyoxigraph.Store()
        for iri in dict.fromkeys(chosen.default):
            quads = self._store.quads_for_pattern(None, None, None, pyoxigraph.NamedNode(iri))
            merged.extend(pyoxigraph.Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
        for iri in dict.fromkeys(chosen.named):
            merged.extend(self._store.quads_for_pattern(None, None, None, pyoxigraph.NamedNode(iri)))
        return merged

    def _check_dataset(self, query: CheckedQuery) -> None:
        """FROM and FROM NAMED may choose among the graphs of the store; nothing is ever fetched for them."""
        for iri in query.dataset or ():
            if not self._has_graph(iri):
                raise no_such_graph(iri, self.graphs(), query.dataset.parameter(iri) if query.dataset else "query")

    def _has_graph(self, iri: str) -> bool:
        try:
            return self._store.contains_named_graph(pyoxigraph.NamedNode(iri))
        except ValueError:
            return False  # not even an IRI

    def select(self, query: str) -> Table:
        """The solutions of a SELECT query of the program's own, however many; errors as for :meth:`answer`."""
        return table_from_json(self.answer(check_read_only(query), JSON, max_bytes=sys.maxsize).body)

    def triples(self) -> int:
        """How many triples the union of all graphs holds; reads them all, and so finds damage."""
        return int(self.select("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").rows[0]["n"])

    def graphs(self) -> list[str]:
        """IRIs of the named graphs, in order."""
        return sorted(graph.value for graph in self._store.named_graphs() if isinstance(graph, pyoxigraph.NamedNode))

    def write_graph(self, graph: str | None, file: Path) -> None:
        """Write a graph, None: the union of all, into a file of N-Triples."""
        chosen = pyoxigraph.DefaultGraph() if graph is None else pyoxigraph.NamedNode(graph)
        self._store.dump(file, pyoxigraph.RdfFormat.N_TRIPLES, from_graph=chosen)


def write(results: Any, media_type: str, prefixes: Mapping[str, str], output: IO[bytes]) -> None:
    """Write results of Oxigraph in a standard form.

    Args:
        results: solutions, a truth value or triples.
        media_type: one that suits them.
        prefixes: those that a graph is written with.
        output: where to.
    """
    if media_type in RESULT_FORMATS:
        results.serialize(output, RESULT_FORMATS[media_type])
    else:
        pyoxigraph.serialize(results, output, GRAPH_FORMATS[media_type], prefixes=dict(prefixes))


class Bounded(io.BytesIO):
    """A buffer that refuses to grow beyond a limit."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self._limit = limit

    def write(self, data: Any, /) -> int:
        """Append, as long as the limit allows."""
        if self.tell() + len(data) > self._limit:
            raise too_large(self._limit)
        return super().write(data)


class EmbeddedSnapshot(Snapshot):
    """One generation, asked in this process."""

    def __init__(self, generation: Generation, database: Database, max_bytes: int) -> None:
        self._info = generation.info
        self._open: tuple[Generation, Database] | None = generation, database
        self._max_bytes = max_bytes

    @property
    def info(self) -> BuildInfo:
        """What the generation holds."""
        return self._info

    def _answer(self, query: CheckedQuery, media_type: str) -> Answer:
        if self._open is None:
            raise ValueError("this snapshot is closed")
        return self._open[1].answer(query, media_type, self._max_bytes)

    def _parse(self, query: CheckedQuery) -> None:
        parse(query)

    def close(self) -> None:
        """Let go of the generation."""
        self._open = None


class EmbeddedStore(Store):
    """A folder, asked in this process.

    Args:
        location: the folder.
        max_bytes: how long an answer may be.
    """

    def __init__(self, location: str, *, max_bytes: int) -> None:
        self._generations = Generations(Path(location))
        self._max_bytes = max_bytes
        self._lock = threading.Lock()
        self._generation: Generation | None = None
        self._database: Database | None = None
        self._closed = False
        self.snapshot().close()

    def snapshot(self) -> EmbeddedSnapshot:
        """The current generation."""
        with self._lock:
            if self._closed:
                raise ValueError("this store is closed")
            generation, database = self._generations.latest(self._generation), self._database
            if database is None or generation is not self._generation:
                try:
                    database = Database(generation.data)
                except StoreError:
                    if database is None or self._generation is None:
                        raise
                    generation = self._generation  # the new data are damaged: those before go on
            # Snapshots that are still open keep the generation before, and its database, for themselves.
            self._generation, self._database = generation, database
            return EmbeddedSnapshot(generation, database, self._max_bytes)

    @property
    def known(self) -> BuildInfo | None:
        """What is held in this process."""
        generation = self._generation
        return None if generation is None else generation.info

    def latest(self) -> BuildInfo:
        """What the current generation holds; its database is opened if it is not open yet."""
        current = self._generations.hold()
        try:
            if self.info != current.info:
                Database(current.data)
            return current.info
        finally:
            current.release()

    def close(self) -> None:
        """Let go of the folder; snapshots that are open stay usable."""
        with self._lock:
            self._closed, self._generation, self._database = True, None, None
