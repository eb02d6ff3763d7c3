"""The graph, wherever it lies: a folder on this machine or a SPARQL 1.1 endpoint.

A store answers read-only queries. Its default graph is the union of its named graphs, of which each document has one. A
build replaces the data as a whole; whoever asks several questions that belong together asks them of a :class:`Snapshot`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Self, TypeVar

from .access import OPEN, Access
from .errors import InvalidParameter, RemoteStoreError
from .results import IRI, JSON, Answer, BuildInfo, Form, Table, Value, boolean_from_json, media_type_for, table_from_json
from .sparql import CheckedQuery, Dataset, check_read_only

__all__ = ["IRI", "Answer", "BuildInfo", "Reader", "Snapshot", "Store", "Table", "Value", "is_remote", "open_store"]

T = TypeVar("T")
DEFAULT_MAX_BYTES = 64 * 1024 * 1024


class Reader(ABC):
    """What can be asked."""

    @property
    @abstractmethod
    def info(self) -> BuildInfo:
        """What the store holds."""

    @abstractmethod
    def _answer(self, query: CheckedQuery, media_type: str) -> Answer:
        """Run a query that has passed the guard; ``media_type`` suits its form."""

    @abstractmethod
    def _parse(self, query: CheckedQuery) -> None:
        """Parse a query that has passed the guard."""

    def check(self, query: str) -> None:
        """Check that a query is well-formed and allowed, without running it.

        Raises:
            QueryRefused: if it is not, with line and column.
            TooLarge: if it is too long.
        """
        self._parse(check_read_only(query))

    def execute(self, query: str, media_type: str | None = None, dataset: Dataset | None = None) -> Answer:
        """Run a query of any form.

        Args:
            query: SPARQL 1.1, read only.
            media_type: how to write the answer (:data:`.results.RESULT_TYPES`, :data:`.results.GRAPH_TYPES`); by default
                SPARQL JSON for SELECT and ASK, Turtle for CONSTRUCT and DESCRIBE.
            dataset: graphs of the store that the query is about, in place of those that it names itself; None: those.

        Raises:
            QueryRefused: if the query is malformed or not allowed (see :mod:`.sparql`).
            InvalidParameter: if the form cannot be written in ``media_type``.
            TooLarge: if the answer has more bytes than the store's limit.
            QueryTimeout: if it took longer than the store's limit.
            StoreError: if the store failed.
        """
        checked = check_read_only(query).within(dataset)
        return self._answer(checked, media_type_for(checked.form, media_type))

    def select(self, query: str) -> Table:
        """The solutions of a SELECT query; errors as for :meth:`execute`."""
        return self._read(query, "SELECT", table_from_json)

    def ask(self, query: str) -> bool:
        """The answer to an ASK query; errors as for :meth:`execute`."""
        return self._read(query, "ASK", boolean_from_json)

    def _read(self, query: str, form: Form, reader: Callable[[bytes], T]) -> T:
        checked = check_read_only(query)
        if checked.form != form:
            raise InvalidParameter(
                f"这里需要 {form} 查询，而所给的是 {checked.form} 查询。",
                f"A {form} query is needed here, and this is a {checked.form} query.",
                parameter="query",
            )
        body = self._answer(checked, JSON).body
        try:
            return reader(body)
        except ValueError as error:  # a remote endpoint can send anything under the name of JSON
            raise RemoteStoreError(
                f"SPARQL 服务的答复不是有效的结果（{error}）。", f"The answer of the endpoint is no valid result ({error})."
            ) from error

    @abstractmethod
    def close(self) -> None:
        """Let go of files, processes and connections; closing twice is allowed."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Snapshot(Reader):
    """One version of the data: all queries asked of it see the same, even when a build swaps in between."""


class Store(Reader):
    """A graph that can be asked; each query sees the data of the latest build. Methods may be called from any thread."""

    @abstractmethod
    def snapshot(self) -> Snapshot:
        """The data as they are now, for several queries; close it (``with``) when done.

        Raises:
            StoreMissing: if nothing has been built.
        """

    @property
    @abstractmethod
    def known(self) -> BuildInfo | None:
        """What the store held when it was last read; None if it has never been."""

    @abstractmethod
    def latest(self) -> BuildInfo:
        """What the latest build made, read anew: a store in a folder answers from the data before where these cannot be read.

        Raises:
            StoreError: if they cannot be read.
        """

    @property
    def info(self) -> BuildInfo:
        """What the store holds now."""
        with self.snapshot() as snapshot:
            return snapshot.info

    def _answer(self, query: CheckedQuery, media_type: str) -> Answer:
        with self.snapshot() as snapshot:
            return snapshot._answer(query, media_type)

    def _parse(self, query: CheckedQuery) -> None:
        with self.snapshot() as snapshot:
            snapshot._parse(query)


def is_remote(location: str) -> bool:
    """Whether a location is the address of an endpoint, not a folder."""
    return location.lower().startswith(("http://", "https://"))


def open_store(
    location: str,
    *,
    workers: int = 0,
    timeout: float | None = None,
    memory_mb: int = 2048,
    wait: float = 10.0,
    max_bytes: int = DEFAULT_MAX_BYTES,
    access: Access = OPEN,
) -> Store:
    """Open a store to read.

    Args:
        location: a folder in which a build has been made, or the ``http(s)`` address of a SPARQL 1.1 endpoint.
        workers: how many processes answer the queries of a folder; 0: this process answers them itself. Queries of people
            one does not know need workers: only a process can be ended when a query runs too long or takes too much memory.
        timeout: seconds that a query may take (> 0); None: no limit. Without workers a folder's queries cannot be ended, and
            no limit may be given. An endpoint gets 60 if None is given.
        memory_mb: address space of a worker, in MiB (at least 1024: opening a store takes 500).
        wait: seconds that a query waits for a free worker.
        max_bytes: how many bytes an answer may have.
        access: how an endpoint is entered.

    Returns:
        the store; close it when done.

    Raises:
        StoreMissing: if nothing has been built in the folder.
        StoreError: if what lies there cannot be read.
        InvalidParameter: if the location or a limit cannot be used.
    """
    _check_limits(workers, timeout, memory_mb, wait, max_bytes)
    # Each kind of store brings a library of its own (pyoxigraph, SPARQLWrapper) that the other does not need.
    if is_remote(location):
        from .remote import RemoteStore

        return RemoteStore(location, timeout=60.0 if timeout is None else timeout, max_bytes=max_bytes, access=access)
    if workers:
        from .pool import WorkerStore

        return WorkerStore(location, workers=workers, timeout=timeout, memory_mb=memory_mb, wait=wait, max_bytes=max_bytes)
    if timeout is not None:
        raise InvalidParameter(
            "要限制查询时间，至少需要一个工作进程（workers ≥ 1）。", "A limit of time needs at least one worker process (workers ≥ 1).",
            parameter="timeout",
        )  # fmt: skip
    from .embedded import EmbeddedStore

    return EmbeddedStore(location, max_bytes=max_bytes)


def _check_limits(workers: int, timeout: float | None, memory_mb: int, wait: float, max_bytes: int) -> None:
    """Refuse limits with which no query could ever be answered."""
    for name, value, least in (("workers", workers, 0), ("memory_mb", memory_mb, 1024), ("wait", wait, 0), ("max_bytes", max_bytes, 1)):
        if value < least:
            raise InvalidParameter(f"{name} 不能小于 {least}。", f"{name} must be at least {least}.", parameter=name)
    if timeout is not None and not timeout > 0:
        raise InvalidParameter("timeout 必须大于 0 秒。", "timeout must be more than 0 seconds.", parameter="timeout")
