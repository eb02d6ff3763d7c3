"""The remote store: a SPARQL 1.1 endpoint into which the graph has been loaded.

Its default graph must be the union of the named graphs (:mod:`.publishing` writes it so). An endpoint cannot be held at one version of
its data: a snapshot reads the version before the first query and after each, and gives no answer that may come from another.
"""

from __future__ import annotations

from .access import OPEN, Access
from .dataset import QUERY, described
from .endpoint import Endpoint
from .errors import StoreBusy, StoreMissing
from .refusals import no_such_graph
from .results import JSON, Answer, BuildInfo, boolean_from_json, table_from_json
from .sparql import CheckedQuery, check_read_only
from .store import Snapshot, Store
from .syntax import parse


def graphs_of(endpoint: Endpoint, base: str) -> tuple[str, ...]:
    """IRIs of the graphs under a base that an endpoint holds, in order; graphs of others may lie beside them."""
    query = f'SELECT DISTINCT ?graph {{ GRAPH ?graph {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?graph), "{base}id/graph/")) }}'
    table = table_from_json(endpoint.answer(check_read_only(query), JSON).body)
    return tuple(sorted(str(row["graph"]) for row in table))


class RemoteSnapshot(Snapshot):
    """One version of the data of an endpoint."""

    def __init__(self, store: RemoteStore) -> None:
        self._store = store
        self._info = store.info

    @property
    def info(self) -> BuildInfo:
        """What the endpoint held when the snapshot was made."""
        return self._info

    def _answer(self, query: CheckedQuery, media_type: str) -> Answer:
        answer = self._store._answer(query, media_type)
        if self._store.info.data_version != self._info.data_version:
            raise StoreBusy("图谱在查询期间已被更新；请重试。", "The graph was replaced while it was read; try again.")
        return answer

    def _parse(self, query: CheckedQuery) -> None:
        parse(query)

    def close(self) -> None:
        """Nothing is held."""


class RemoteStore(Store):
    """An endpoint.

    Attributes:
        endpoint: what is asked.

    Args:
        address: its ``http(s)`` address.
        timeout: seconds that a query may take.
        max_bytes: how long an answer may be.
        access: how it is entered.

    Raises:
        InvalidParameter: if the address is none; whether anything answers there is seen at the first query.
    """

    def __init__(self, address: str, *, timeout: float, max_bytes: int, access: Access = OPEN) -> None:
        self.endpoint = Endpoint(address, timeout=timeout, max_bytes=max_bytes, access=access)
        self._graphs: tuple[str, tuple[str, ...]] = ("", ())  # data version, its named graphs
        self._known: BuildInfo | None = None

    @property
    def known(self) -> BuildInfo | None:
        """What the endpoint held when it last said so."""
        return self._known

    def latest(self) -> BuildInfo:
        """What the endpoint holds now; errors as :attr:`info`."""
        return self.info

    @property
    def info(self) -> BuildInfo:
        """What the endpoint holds now.

        Raises:
            StoreMissing: if no graph of this program has been loaded there.
            RemoteStoreError: if there are several, or its default graph does not hold them.
        """
        answer = self.endpoint.answer(check_read_only(QUERY), JSON)
        try:
            table = table_from_json(answer.body)
            if not len(table):
                raise StoreMissing(
                    f"SPARQL 服务 {self.endpoint.address} 里没有衡策的图谱；请先运行 hengce build --store {self.endpoint.address}。",
                    f"The endpoint {self.endpoint.address} holds no graph of Hengce; run hengce build --store {self.endpoint.address}.",
                )
            info = described(table)
        except ValueError as error:
            raise self.endpoint.failed(str(error)) from error
        if not table.rows[0].get("union"):
            raise self.endpoint.failed("its default graph must be the union of its named graphs / 缺省图须为各命名图的并集")
        self._known = info
        return info

    def snapshot(self) -> RemoteSnapshot:
        """The data as they are now."""
        return RemoteSnapshot(self)

    def _answer(self, query: CheckedQuery, media_type: str) -> Answer:
        # What Oxigraph cannot read is not sent: errors have a line and column, and nobody reaches what an engine adds to SPARQL
        # (Virtuoso's DEFINE and its functions read files and addresses).
        parse(query)
        if query.dataset is not None:
            for iri in query.dataset:
                self._check_graph(iri, query.dataset.parameter(iri))
        graphs = self._named_graphs() if self.endpoint.dialect.needs_graphs(query) else ()
        return self.endpoint.answer(query, media_type, graphs)

    def _named_graphs(self) -> tuple[str, ...]:
        """The graphs of this program at the version that the endpoint holds now."""
        info = self.info
        version, graphs = self._graphs
        if version != info.data_version:
            graphs = graphs_of(self.endpoint, info.base)
            self._graphs = info.data_version, graphs
        return graphs

    def _check_graph(self, iri: str, parameter: str) -> None:
        """FROM and FROM NAMED may choose among the graphs of the store; some endpoints would fetch others."""
        ask = CheckedQuery(f"ASK {{ GRAPH <{iri}> {{ ?s ?p ?o }} }}", "ASK")
        parse(ask)  # what is no IRI must not become a part of a query
        try:
            held = boolean_from_json(self.endpoint.answer(ask, JSON).body)
        except ValueError as error:
            raise self.endpoint.failed(str(error)) from error
        if not held:
            raise no_such_graph(iri, parameter=parameter)

    def _parse(self, query: CheckedQuery) -> None:
        parse(query)

    def close(self) -> None:
        """Nothing is held: each query has a connection of its own."""
