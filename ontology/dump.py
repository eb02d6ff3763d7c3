"""All that a store holds, graph by graph, as lines of N-Triples; sorted, so that equal data are equal bytes.

Only so much is in memory as sorting takes, whatever the size of the graph. An endpoint, however, sends each graph in one answer, which the
limit of :func:`.store.open_store` bounds.
"""

from __future__ import annotations

import tempfile
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

from .embedded import Database
from .errors import RemoteStoreError
from .generations import Generation, Generations
from .sorting import sorted_once
from .store import Reader

_END = b" .\n"


class Dump(ABC):
    """The graphs of one version of the data.

    Attributes:
        base: the IRI base of data and terms.
        version: of the data.
        graphs: names of the graphs, sorted.
    """

    base: str
    version: str
    graphs: tuple[str, ...]

    @abstractmethod
    def lines(self, graph: str) -> Iterator[bytes]:
        """The triples of a graph as N-Triples, one on each line, in any order."""

    def triples(self) -> Iterator[bytes]:
        """The union of all graphs: N-Triples, sorted, each triple once."""
        return sorted_once(chain.from_iterable(map(self.lines, self.graphs)))

    def quads(self, *graphs: str) -> Iterator[bytes]:
        """Graphs, by default all of them, as N-Quads: by the name of the graph, the lines of each sorted."""
        for graph in graphs or self.graphs:
            end = f" <{graph}>".encode() + _END
            yield from (line.removesuffix(_END) + end for line in sorted_once(self.lines(graph)))


class FolderDump(Dump):
    """The graphs of a generation in a folder, written out by Oxigraph itself.

    Args:
        generation: held as long as this is used.
    """

    def __init__(self, generation: Generation) -> None:
        self.base, self.version = generation.info.base, generation.info.data_version
        self._database = Database(generation.data)
        self.graphs = tuple(self._database.graphs())

    def lines(self, graph: str) -> Iterator[bytes]:
        """The triples of a graph, through a temporary file."""
        with tempfile.TemporaryDirectory(prefix="hengce-") as folder:
            file = Path(folder) / "graph.nt"
            self._database.write_graph(graph, file)
            with file.open("rb") as opened:
                yield from opened


class EndpointDump(Dump):
    """The graphs of an endpoint, one query each.

    Args:
        graph: where to ask.
    """

    def __init__(self, graph: Reader) -> None:
        self.base, self.version = graph.info.base, graph.info.data_version
        self._reader = graph
        found = graph.select("SELECT ?graph (COUNT(*) AS ?triples) WHERE { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph")
        # An endpoint may hold graphs of others beside ours.
        self._sizes = {str(row["graph"]): int(row["triples"]) for row in found if str(row["graph"]).startswith(self.base)}
        self.graphs = tuple(sorted(self._sizes))

    def lines(self, graph: str) -> Iterator[bytes]:
        """The triples of a graph.

        Raises:
            RemoteStoreError: if the endpoint left some out, as some do beyond a number of rows.
            TooLarge: if the graph is longer than an answer may be.
        """
        query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
        lines = {line for line in self._reader.execute(query, "application/n-triples").body.splitlines(keepends=True) if line.strip()}
        if len(lines) != self._sizes[graph]:
            raise RemoteStoreError(
                f"SPARQL 服务只给出图 {graph} 的 {self._sizes[graph]} 个三元组中的 {len(lines)} 个；请提高它的结果上限。",
                f"The endpoint gave {len(lines)} of the {self._sizes[graph]} triples of graph {graph}; raise its limit of results.",
            )
        yield from lines


@contextmanager
def dumped(folder: str) -> Iterator[Dump]:
    """All that the store in a folder holds now; a build that goes on beside it changes nothing of it.

    Raises:
        StoreMissing: if nothing has been built there.
        StoreError: if it cannot be read.
    """
    generation = Generations(Path(folder)).hold()
    try:
        yield FolderDump(generation)
    finally:
        generation.release()


def joined(lines: Iterable[bytes], size: int = 1 << 16) -> Iterator[bytes]:
    """Lines in pieces of some ``size`` bytes, for whoever writes or sends them."""
    held: list[bytes] = []
    length = 0
    for line in lines:
        held.append(line)
        length += len(line)
        if length >= size:
            yield b"".join(held)
            held, length = [], 0
    yield b"".join(held)
