"""The embedded store, asked through worker processes.

This process opens no database: it holds the current generation and hands each query, with the folder of the generation that it
is meant for, to a free worker.
"""

from __future__ import annotations

import queue
import threading
from pathlib import Path

from .errors import Overloaded
from .generations import Generation, Generations
from .results import Answer, BuildInfo
from .sparql import CheckedQuery
from .store import Snapshot, Store
from .worker import Request, Worker


class WorkerPool:
    """Workers that share the queries of all threads.

    Args:
        workers: how many.
        memory_mb: address space of each, in MiB.
        timeout: seconds that a query may take; None: no limit.
        wait: seconds that a query waits for a free worker.

    Raises:
        Overloaded: if the workers do not start.
    """

    def __init__(self, workers: int, *, memory_mb: int, timeout: float | None, wait: float) -> None:
        self._memory_mb = memory_mb
        self._timeout = timeout
        self._wait = wait
        self._lock = threading.Lock()
        self._closed = False
        self._all: set[Worker] = set()
        self._idle: queue.SimpleQueue[Worker] = queue.SimpleQueue()
        try:
            for _ in range(workers):
                self._idle.put(self._start())
            for worker in tuple(self._all):
                worker.wait_ready()
        except BaseException:
            self.close()
            raise

    def _start(self) -> Worker:
        with self._lock:
            if self._closed:
                raise ValueError("this store is closed")
            worker = Worker(self._memory_mb, self._timeout)
            self._all.add(worker)
            return worker

    def run(self, request: Request) -> Answer:
        """Have a request answered by the next free worker.

        Raises:
            Overloaded: if none became free in time.
            HengceError: see :meth:`.worker.Worker.ask`.
        """
        if self._closed:
            raise ValueError("this store is closed")
        try:
            worker = self._idle.get(timeout=self._wait)
        except queue.Empty:
            raise Overloaded(
                f"所有查询进程都在忙，等待 {self._wait:g} 秒后仍无空闲；请稍后重试。",
                f"All query processes are busy, and none became free within {self._wait:g} s; try again later.",
            ) from None
        try:
            worker = self._revive(worker)  # it may have died while it was idle
            return worker.ask(request)
        finally:
            try:
                worker = self._revive(worker)
            finally:
                self._idle.put(worker)  # also a dead one, if no other could be started: the next query tries again

    def _revive(self, worker: Worker) -> Worker:
        """The worker, or another in its place if it is dead."""
        with self._lock:
            if worker.alive or self._closed:
                return worker
            self._all.discard(worker)
        worker.kill()
        return self._start()

    @property
    def pids(self) -> frozenset[int]:
        """Process identifiers of the workers."""
        with self._lock:
            return frozenset(worker.pid for worker in self._all)

    def close(self) -> None:
        """End all workers, whatever they are doing; closing twice is allowed."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
        for worker in self._all:
            worker.end()
        # Those that were idle are nobody's now; those that were busy are put back by the threads that wait for them.
        for _ in range(len(self._all)):
            try:
                self._idle.get(timeout=5.0).kill()
            except queue.Empty:
                break


class WorkerSnapshot(Snapshot):
    """One generation, asked through the pool."""

    def __init__(self, generation: Generation, pool: WorkerPool, max_bytes: int) -> None:
        self._info = generation.info
        self._generation: Generation | None = generation
        self._pool = pool
        self._max_bytes = max_bytes

    @property
    def info(self) -> BuildInfo:
        """What the generation holds."""
        return self._info

    def _answer(self, query: CheckedQuery, media_type: str) -> Answer:
        if self._generation is None:
            raise ValueError("this snapshot is closed")
        return self._pool.run(Request(query, str(self._generation.data), media_type, self._max_bytes))

    def _parse(self, query: CheckedQuery) -> None:
        self._pool.run(Request(query))

    def close(self) -> None:
        """Let go of the generation."""
        self._generation = None


class WorkerStore(Store):
    """A folder, asked through worker processes; for the arguments see :func:`.store.open_store`."""

    def __init__(
        self, location: str, *, workers: int, timeout: float | None, memory_mb: int, wait: float, max_bytes: int
    ) -> None:  # fmt: skip
        self._generations = Generations(Path(location))
        self._generation: Generation | None = None
        self._max_bytes = max_bytes
        self._lock = threading.Lock()
        self._current()
        self._pool = WorkerPool(workers, memory_mb=memory_mb, timeout=timeout, wait=wait)

    def _current(self) -> Generation:
        with self._lock:
            self._generation = self._generations.latest(self._generation)
            return self._generation

    def snapshot(self) -> WorkerSnapshot:
        """The current generation."""
        return WorkerSnapshot(self._current(), self._pool, self._max_bytes)

    @property
    def known(self) -> BuildInfo | None:
        """What is held in this process."""
        generation = self._generation
        return None if generation is None else generation.info

    def latest(self) -> BuildInfo:
        """What the current generation holds."""
        current = self._generations.hold()
        current.release()
        return current.info

    @property
    def pids(self) -> frozenset[int]:
        """Process identifiers of the workers."""
        return self._pool.pids

    def close(self) -> None:
        """End the workers."""
        self._pool.close()
