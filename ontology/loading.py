"""Writing the database of an embedded store."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pyoxigraph

from .errors import StoreError
from .statistics import Counts

_BATCH_BYTES = 32 * 1024 * 1024


class Loader:
    """Fills a new database, graph by graph.

    Args:
        data: the folder of the database; it must not exist.
    """

    def __init__(self, data: Path) -> None:
        self._store = pyoxigraph.Store(str(data))
        self._waiting: list[bytes] = []
        self._bytes = 0

    def add(self, graph: str, lines: list[bytes]) -> None:
        """Add a graph, and its triples to the union that the default graph is.

        Args:
            graph: IRI of the graph.
            lines: its quads in N-Quads, each with its line end.
        """
        end = f" <{graph}> .\n".encode()
        self._waiting += lines
        self._waiting += [line.removesuffix(end) + b" .\n" for line in lines]
        self._bytes += 2 * sum(map(len, lines))
        if self._bytes > _BATCH_BYTES:
            self._flush()

    def construct(self, query: str) -> bytes:
        """The answer to a CONSTRUCT query of ours over the union of the graphs so far, in N-Triples."""
        self._flush()
        answer = self._store.query(query)
        assert isinstance(answer, pyoxigraph.QueryTriples), "a CONSTRUCT query gives triples"
        return pyoxigraph.serialize(answer, format=pyoxigraph.RdfFormat.N_TRIPLES) or b""

    def _flush(self) -> None:
        try:
            self._store.bulk_load(b"".join(self._waiting), pyoxigraph.RdfFormat.N_QUADS)
        except OSError as error:
            raise StoreError(f"写入图谱失败：{error}。", f"Writing the graph failed: {error}.") from error
        self._waiting, self._bytes = [], 0

    def triples(self) -> int:
        """How many distinct triples there are over all graphs so far."""
        self._flush()
        counted: Any = self._store.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
        return int(next(iter(counted))["n"].value)

    def counts(self) -> Counts:
        """The numbers of the union of the graphs so far."""
        self._flush()
        subjects = self._counted("SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }")
        classes = self._counted("SELECT ?name (COUNT(*) AS ?n) { ?s a ?name } GROUP BY ?name")
        properties = self._counted("SELECT ?name (COUNT(*) AS ?n) { ?s ?name ?o } GROUP BY ?name")
        return Counts(subjects[""], classes, properties)

    def _counted(self, query: str) -> Counter[str]:
        """Numbers by name, or the one number that a query gives."""
        solutions = self._store.query(query)
        assert isinstance(solutions, pyoxigraph.QuerySolutions), "a SELECT query gives solutions"
        named = len(solutions.variables) > 1
        return Counter({row["name"].value if named else "": int(row["n"].value) for row in solutions})

    def close(self) -> None:
        """Write everything, pack it for reading, and close the database."""
        self._flush()
        try:
            self._store.optimize()
            self._store.flush()
        except OSError as error:
            raise StoreError(f"写入图谱失败：{error}。", f"Writing the graph failed: {error}.") from error
        del self._store
