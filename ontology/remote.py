"""The remote store: a SPARQL 1.1 endpoint into which the graph has been loaded.

Its default graph must be the union of the named graphs. An endpoint cannot be held at one version of its data: a snapshot reads the
version before the first query and after each, and gives no answer that may come from another.
"""

from __future__ import annotations

from .dataset import QUERY, described
from .embedded import parse
from .endpoint import Endpoint
from .errors import StoreBusy, StoreMissing
from .results import JSON, Answer, BuildInfo, boolean_from_json, table_from_json
from .sparql import CheckedQuery, check_read_only, no_such_graph
from .store import Snapshot, Store


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

    Args:
        address: its ``http(s)`` address.
        timeout: seconds that a query may take.
        max_bytes: how long an answer may be.

    Raises:
        InvalidParameter: if the address is none; whether anything answers there is seen at the first query.
    """

    def __init__(self, address: str, *, timeout: float, max_bytes: int) -> None:
        self._endpoint = Endpoint(address, timeout=timeout, max_bytes=max_bytes)

    @property
    def info(self) -> BuildInfo:
        """What the endpoint holds now.

        Raises:
            StoreMissing: if no graph of this program has been loaded there.
            RemoteStoreError: if there are several, or its default graph does not hold them.
        """
        answer = self._endpoint.answer(check_read_only(QUERY), JSON)
        try:
            table = table_from_json(answer.body)
            if not len(table):
                raise StoreMissing(
                    f"SPARQL 服务 {self._endpoint.address} 里没有衡策的图谱；请先载入 hengce export --format nquads 的输出。",
                    f"The endpoint {self._endpoint.address} holds no graph of Hengce; load the output of hengce export --format nquads.",
                )
            info = described(table)
        except ValueError as error:
            raise self._endpoint.failed(str(error)) from error
        if not table.rows[0].get("union"):
            raise self._endpoint.failed("its default graph must be the union of its named graphs / 缺省图须为各命名图的并集")
        return info

    def snapshot(self) -> RemoteSnapshot:
        """The data as they are now."""
        return RemoteSnapshot(self)

    def _answer(self, query: CheckedQuery, media_type: str) -> Answer:
        for iri in query.dataset:
            self._check_graph(iri)
        return self._endpoint.answer(query, media_type)

    def _check_graph(self, iri: str) -> None:
        """FROM and FROM NAMED may choose among the graphs of the store; some endpoints would fetch others."""
        ask = CheckedQuery(f"ASK {{ GRAPH <{iri}> {{ ?s ?p ?o }} }}", "ASK")
        parse(ask)  # what is no IRI must not become a part of a query
        try:
            held = boolean_from_json(self._endpoint.answer(ask, JSON).body)
        except ValueError as error:
            raise self._endpoint.failed(str(error)) from error
        if not held:
            raise no_such_graph(iri)

    def _parse(self, query: CheckedQuery) -> None:
        parse(query)

    def close(self) -> None:
        """Nothing is held: each query has a connection of its own."""
