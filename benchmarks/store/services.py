"""The two services under the same load: ours and Oxigraph's, each on a port of its own, asked over one connection that stays open."""

from __future__ import annotations

import contextlib
import http.client
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import quote, urlencode


class Client:
    """One client with one connection to a service.

    Args:
        host: ``address:port``.
        process: identifier of the service's process.
    """

    def __init__(self, host: str, process: int) -> None:
        self.host = host
        self._connection = http.client.HTTPConnection(host, timeout=60)
        self._process = process

    def busy(self) -> float:
        """Processor seconds that the service and its worker processes have used so far (Linux: proc(5), /proc/PID/stat)."""
        ticks = 0
        waiting = [self._process]
        while waiting:
            process = waiting.pop()
            fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])  # utime, stime
            for thread in Path(f"/proc/{process}/task").iterdir():
                with contextlib.suppress(FileNotFoundError):  # the thread has ended meanwhile
                    waiting += map(int, (thread / "children").read_text(encoding="ascii").split())
        return ticks / os.sysconf("SC_CLK_TCK")

    def get(self, path: str, values: Mapping[str, str], headers: Mapping[str, str], status: int = 200) -> tuple[bytes, str]:
        """The body of an answer and its validator.

        Raises:
            RuntimeError: if the status is another than the one that is expected.
        """
        address = f"{path}?{urlencode(values, quote_via=quote)}"
        try:
            answer = self._ask(address, headers)
        except ConnectionError:  # a service closes what has been idle for some seconds
            self._connection.close()
            answer = self._ask(address, headers)
        body = answer.read()
        if answer.status != status:
            raise RuntimeError(f"{path}: {answer.status} {body[:300]!r}")
        return body, answer.headers.get("ETag", "")

    def _ask(self, address: str, headers: Mapping[str, str]) -> http.client.HTTPResponse:
        self._connection.request("GET", address, headers=dict(headers))
        return self._connection.getresponse()


@contextlib.contextmanager
def hengce(store: Path, **environ: str) -> Iterator[Client]:
    """``hengce serve`` on a store, with these variables of the environment."""
    command = [sys.executable, "-m", "hengce.api.cli", "serve", "--port", "0", "--store", str(store)]
    with _running(command, subprocess.PIPE, environ) as process:
        assert process.stdout is not None
        line = process.stdout.readline().decode("utf-8")
        found = re.search(r"http://([^/\s]+)/", line)
        if found is None:
            raise RuntimeError(f"hengce serve is not ready: {line}")
        yield Client(found[1], process.pid)


@contextlib.contextmanager
def oxigraph(data: Path) -> Iterator[Client]:
    """``oxigraph serve-read-only`` on the database of a store, whose default graph is the union as it is for us."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{free.getsockname()[1]}"
    command = [str(Path(sys.executable).with_name("oxigraph")), "serve-read-only", "--location", str(data), "--bind", host]
    with _running(command, subprocess.DEVNULL) as process:
        for _ in range(200):
            with contextlib.suppress(OSError):
                socket.create_connection(tuple(host.split(":")), timeout=1).close()
                break
            time.sleep(0.1)
        yield Client(host, process.pid)


@contextlib.contextmanager
def _running(command: list[str], output: int, environ: Mapping[str, str] | None = None) -> Iterator[subprocess.Popen[bytes]]:
    environment = {**os.environ, **(environ or {})}
    with subprocess.Popen(command, stdout=output, stderr=subprocess.DEVNULL, env=environment) as process:
        try:
            yield process
        finally:
            process.terminate()
            process.wait(30)
