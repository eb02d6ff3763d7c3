"""Several processes that answer on one socket, and their parent, which answers nothing itself.

All accept from the one queue of the socket that the parent made, so that no client is lost with a process that dies; another is started in
its place. Each reads the current version of the data from the store at every request (:mod:`...ontology.generations`), and so all
change over with the rename that ends a build. None outlives the parent.
"""

from __future__ import annotations

import contextlib
import logging
import math
import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from multiprocessing import Pipe, get_context, parent_process
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import cast

from ...ontology.errors import HengceError, Overloaded
from ..settings import Settings
from .common import Common, common
from .logs import configure

_log = logging.getLogger(__name__)
_LONGEST = 30.0
"""Seconds until the next try, at most, where processes end before they can answer."""
_END = 5.0
"""Seconds that a process has beyond its requests', before it is killed."""


def supervise(settings: Settings, listening: socket.socket, ready: Callable[[], None]) -> None:
    """Keep ``settings.workers`` processes answering until a signal ends it (SIGINT, SIGTERM).

    Args:
        settings: of the service; the query processes are shared out among its processes.
        listening: where.
        ready: called once, when all answer.

    Raises:
        HengceError: if one cannot begin, before all have.
    """
    configure(settings.log)
    each = replace(settings, query_workers=math.ceil(settings.query_workers / settings.workers))
    with common() as shared:
        _Parent(each, listening, shared).run(ready)


@dataclass(slots=True)
class _Child:
    process: SpawnProcess
    told: Connection
    ready: bool = False


class _Parent:
    """The parent's view: who answers, and when the next one is started."""

    def __init__(self, settings: Settings, listening: socket.socket, shared: Common) -> None:
        self._settings = settings
        self._listening = listening
        self._shared = shared
        self._children: list[_Child] = []
        self._announced = False
        self._delay = 0.0
        self._next = 0.0

    def run(self, ready: Callable[[], None]) -> None:
        try:
            with _told_to_stop() as stop:
                while not stop.poll():
                    self._fill()
                    wait([stop, *self._events()], self._patience())
                    for child in list(self._children):
                        self._look_after(child)
                    if not self._announced and all(child.ready for child in self._children):
                        self._announced = True
                        ready()
        finally:
            self._end()

    def _fill(self) -> None:
        while len(self._children) < self._settings.workers and time.monotonic() >= self._next:
            told, theirs = _pipe()
            with theirs:
                process = get_context("spawn").Process(target=_answer, args=(self._settings, self._listening, self._shared, theirs))
                process.start()
            self._children.append(_Child(process, told))

    def _events(self) -> list[Connection | int]:
        return [*(child.process.sentinel for child in self._children), *(child.told for child in self._children if not child.ready)]

    def _patience(self) -> float | None:
        return None if len(self._children) == self._settings.workers else max(self._next - time.monotonic(), 0.0)

    def _look_after(self, child: _Child) -> None:
        with contextlib.suppress(EOFError):  # it has ended before it was ready
            if not child.ready and child.told.poll():
                said = child.told.recv()
                if isinstance(said, HengceError) and not self._announced:
                    raise said
                child.ready = said == "ready"
                self._delay = 0.0 if child.ready else self._delay
        if child.process.is_alive():
            return
        self._bury(child)
        if not self._announced:
            raise Overloaded("服务进程无法启动；原因见上。", "A process of the service does not start; see above.")
        if not child.ready:
            self._delay = min(max(2 * self._delay, 1.0), _LONGEST)
        self._next = time.monotonic() + self._delay
        _log.warning("process %s ended (%s); another one is started in %g s", child.process.pid, child.process.exitcode, self._delay)

    def _bury(self, child: _Child) -> None:
        from .metrics import forget

        child.process.join()
        child.told.close()
        self._children.remove(child)
        assert child.process.pid is not None
        forget(child.process.pid, str(self._shared.figures))

    def _end(self) -> None:
        for child in self._children:
            child.process.terminate()
        last = time.monotonic() + self._settings.shutdown_timeout + _END
        for child in self._children:
            child.process.join(max(last - time.monotonic(), 0.0))
            child.process.kill()
            child.process.join()


def _pipe() -> tuple[Connection, Connection]:
    """The two ends, to read and to write; on Windows they are of another class with the same methods."""
    return cast("tuple[Connection, Connection]", Pipe(duplex=False))


@contextlib.contextmanager
def _told_to_stop() -> Iterator[Connection]:
    """What can be read once a signal has asked for the end."""
    stop, say = _pipe()

    def told(number: int, frame: object) -> None:
        say.send(number)

    before = {each: signal.signal(each, told) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        stop.close()
        say.close()


def _answer(settings: Settings, listening: socket.socket, shared: Common, told: Connection) -> None:
    """The life of a process: answer requests until it is told to end, or its parent has."""
    with contextlib.suppress(KeyboardInterrupt):
        # Where the library of metrics keeps the figures of several processes; read when it is imported.
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(shared.figures)
        threading.Thread(target=_end_with_parent, daemon=True).start()
        from ..app import create_app
        from .server import run

        try:
            app = create_app(settings, shared)
        except HengceError as error:
            told.send(error)
            return
        run(app, listening, lambda: told.send("ready"), settings)


def _end_with_parent() -> None:
    parent = parent_process()
    assert parent is not None
    parent.join()
    os.kill(os.getpid(), signal.SIGTERM)
