"""Worker processes: queries that can be ended.

Oxigraph has no limit of time or memory of its own, so queries of strangers run in processes that can be killed. A worker is a
new interpreter (nothing is forked, and the main module of the program is not imported again); it reads requests from a pipe,
holds its address space to a limit (``RLIMIT_AS``), and ends when the pipe closes, also in the middle of a query: none
outlives its parent.
"""

from __future__ import annotations

import os
import pickle
import resource
import select
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from .embedded import Database
from .errors import HengceError, Overloaded, QueryTimeout, StoreError, TooLarge
from .results import Answer
from .sparql import CheckedQuery
from .syntax import parse

_START_SECONDS = 60.0  # an interpreter needs 0.1 s; a machine under load has been seen to need ten
_GRACE_SECONDS = 1.0
_OPEN_DATABASES = 2  # while a build swaps, snapshots of the old and the new data may alternate


@dataclass(frozen=True, slots=True)
class Request:
    """What a worker is asked.

    Attributes:
        query: a query that has passed the guard.
        data: folder of the database; None: only parse the query, and answer nothing.
        media_type: how to write the answer.
        max_bytes: how long the answer may be.
    """

    query: CheckedQuery
    data: str | None = None
    media_type: str = ""
    max_bytes: int = 0


class Worker:
    """One worker process, as its parent sees it. At any time one thread may use it.

    Args:
        memory_mb: limit of its address space, in MiB.
        timeout: seconds that a query may take; None: no limit.
    """

    def __init__(self, memory_mb: int, timeout: float | None) -> None:
        self._memory_mb = memory_mb
        self._timeout = timeout
        self._ready = False
        self._ended = False
        self._pipe, theirs = Pipe()
        command = f"from {__name__} import serve; serve({theirs.fileno()}, {memory_mb}, {timeout})"
        with theirs:
            try:
                # -P: the folder in which the program was started is no place to import from.
                # A session of its own: Ctrl-C is for the parent to handle.
                self._process = subprocess.Popen(
                    [sys.executable, "-P", "-c", command], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                    pass_fds=(theirs.fileno(),), start_new_session=True,
                )  # fmt: skip
            except OSError as error:
                self._pipe.close()
                raise _not_started(f"{error.strerror}。", f"{error.strerror}.") from error

    @property
    def pid(self) -> int:
        """Its process identifier."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether it can be asked: it runs, and its end of the pipe is open (that closes before a killed process can be waited for)."""
        try:
            closed = self._ready and self._pipe.poll(0)
        except OSError:
            closed = True
        return self._process.poll() is None and not closed

    def wait_ready(self) -> None:
        """Wait until it has started.

        Raises:
            Overloaded: if it does not start.
        """
        if self._ready:
            return
        try:
            self._ready = self._pipe.poll(_START_SECONDS) and self._pipe.recv() == "ready"
        except (EOFError, OSError):
            self._ready = False
        if not self._ready:
            self.kill()
            raise _not_started("原因见程序的错误输出。", "see the error output of the program.")

    def ask(self, request: Request) -> Answer:
        """Have a request answered.

        Raises:
            QueryTimeout: if it took too long; the worker has been killed.
            TooLarge: if it needed too much memory; the worker is dead.
            Overloaded: if the worker was ended by somebody else, or cannot start.
            HengceError: whatever the query itself led to.
        """
        self.wait_ready()
        try:
            self._pipe.send(request)
            if not self._pipe.poll(self._timeout):
                raise _too_slow(self._timeout)
            reply: Any = self._pipe.recv()
        except (EOFError, OSError, pickle.UnpicklingError) as error:
            raise self._lost() from error
        except BaseException:  # too slow, or the thread was interrupted: the reply would reach the next who asks
            self.kill()
            raise
        if isinstance(reply, HengceError):
            raise reply
        return reply

    def _lost(self) -> HengceError:
        """The error for a worker that has died over a query."""
        try:
            code = self._process.wait(_GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            code = 0
        self.kill()
        if self._ended:
            return Overloaded("服务正在停止，查询已中止。", "The service is stopping, and the query was ended.")
        if code == -signal.SIGALRM:
            return _too_slow(self._timeout)
        if code in (-signal.SIGKILL, -signal.SIGTERM):  # by somebody else: an administrator, or a system short of memory
            return Overloaded("查询进程被系统终止；请稍后重试。", "The query process was ended by the system; try again later.")
        if code < 0:  # allocation refused (SIGABRT), stack exhausted (SIGSEGV)
            return TooLarge(
                f"查询需要的内存超过每个查询进程的上限（{self._memory_mb} MiB），或嵌套过深，已被终止；请缩小查询范围。",
                f"The query needed more memory than a query process may have ({self._memory_mb} MiB), or nests too deep; narrow it.",
                parameter="query",
            )
        return StoreError("查询进程意外结束；请重试。", "The query process ended unexpectedly; try again.")

    def end(self) -> None:
        """End it while another thread may be waiting for its answer, which then gets an error."""
        self._ended = True
        self._process.kill()

    def kill(self) -> None:
        """End it at once and forget it; killing twice is allowed."""
        self._process.kill()
        self._process.wait()
        self._pipe.close()


def _not_started(zh: str, en: str) -> Overloaded:
    return Overloaded(f"查询进程无法启动：{zh}", f"A query process does not start: {en}")


def _too_slow(timeout: float | None) -> QueryTimeout:
    return QueryTimeout(
        f"查询超过 {timeout:g} 秒，已被终止；请缩小查询范围，例如加上 LIMIT 或更具体的条件。",
        f"The query took longer than {timeout:g} s and was ended; narrow it, for instance by LIMIT or a more specific pattern.",
        parameter="query",
    )


def serve(descriptor: int, memory_mb: int, timeout: float | None) -> None:
    """The life of a worker process: answer requests until the pipe closes.

    Args:
        descriptor: file descriptor of its end of the pipe.
        memory_mb: limit of the address space, in MiB.
        timeout: seconds that a query may take.
    """
    size = memory_mb * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _silence_engine()
    threading.Thread(target=_end_with_parent, args=(descriptor,), daemon=True).start()
    databases: dict[str, Database] = {}
    with Connection(descriptor) as pipe:
        pipe.send("ready")
        while True:
            try:
                request: Request = pipe.recv()
            except (EOFError, OSError):
                return
            if timeout is not None:
                # The parent kills at the limit; should it be stopped itself, the alarm does: its default action ends a process.
                signal.setitimer(signal.ITIMER_REAL, timeout + _GRACE_SECONDS)
            pipe.send(_reply(request, databases))
            signal.setitimer(signal.ITIMER_REAL, 0)


def _silence_engine() -> None:
    """Keep what Oxigraph prints when it gets no memory off the terminal; errors of Python are still seen."""
    try:
        sys.stderr = os.fdopen(os.dup(2), "w", buffering=1, encoding="utf-8", errors="backslashreplace")
    except OSError:
        return  # the program was started without an error output
    with Path(os.devnull).open("w") as null:
        os.dup2(null.fileno(), 2)


def _end_with_parent(descriptor: int) -> None:
    """End this process when the other end of the pipe closes (Oxigraph lets other threads run during a query)."""
    hung_up = select.poll()
    hung_up.register(descriptor, 0)
    hung_up.poll()
    os._exit(0)


def _reply(request: Request, databases: dict[str, Database]) -> Answer | HengceError:
    try:
        if request.data is None:
            parse(request.query)
            return Answer(b"", "", request.query.form)
        database = databases.pop(request.data, None) or Database(Path(request.data))
        while len(databases) >= _OPEN_DATABASES:
            del databases[next(iter(databases))]
        databases[request.data] = database  # the one used last stands last
        return database.answer(request.query, request.media_type, request.max_bytes)
    except HengceError as error:
        return error
    except MemoryError:
        os.abort()  # as Oxigraph itself ends when it gets no memory; the parent reports it, and starts a fresh worker
