"""The service as tests see it: the application in this process, and one real server."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from hengce.api.app import create_app
from hengce.api.cli import main
from hengce.api.settings import Settings

DAY = "2026-06-30"
"""The date on which tests ask for standings."""
LIMIT = 2.0
"""Seconds that a query may take."""


@pytest.fixture(scope="session")
def app(store_path: str) -> FastAPI:
    return create_app(Settings.load({}, store=store_path, query_workers=1, query_timeout=LIMIT, body_limit=1))


@pytest.fixture(scope="session")
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


@dataclass(frozen=True)
class Finished:
    status: int
    out: str
    err: str


@pytest.fixture
def hengce(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Finished]:
    """Runs the command in this process, which has loaded the language pipeline once."""

    def run(*words: str, **environ: str) -> Finished:
        with monkeypatch.context() as patch:
            for name, value in environ.items():
                patch.setenv(name, value)
            capfd.readouterr()
            status = main(words)
        out, err = capfd.readouterr()
        return Finished(status, out, err)

    return run


def process(*words: str, stdin: bytes | None = None, environ: Mapping[str, str] | None = None) -> Finished:
    """Runs the command in a process of its own."""
    done = subprocess.run([*COMMAND, *words], input=stdin, capture_output=True, env={**os.environ, **(environ or {})}, timeout=300)
    return Finished(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


COMMAND = (sys.executable, "-m", "hengce.api.cli")


@dataclass(frozen=True)
class Running:
    """A real server: its address, its process (that which was started), and the lines on its standard error so far."""

    url: str
    process: subprocess.Popen[str]
    told: list[str]

    def end(self) -> int:
        """Ask it to end, and wait; its exit status."""
        self.process.terminate()
        return self.process.wait(30)


@contextmanager
def running(*options: str, **environ: str) -> Iterator[Running]:
    """A real server on a free port; it is ended, and must leave no traceback behind."""
    server = subprocess.Popen(
        [*COMMAND, "serve", "--port", "0", *options],
        env={**os.environ, **environ},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    assert server.stdout is not None
    assert server.stderr is not None
    told: list[str] = []
    listener = threading.Thread(target=lambda lines: told.extend(lines), args=(server.stderr,), daemon=True)
    listener.start()
    try:
        line = server.stdout.readline()
        found = re.search(r"http://\S+?/", line)
        assert found, f"not ready: {line!r}\n{''.join(told)}"
        started = Running(found[0], server, told)
        yield started
    finally:
        server.terminate()
        server.wait(30)
        listener.join(10)
        server.stdout.close()
        server.stderr.close()
    assert not [line for line in told if "Traceback" in line], "".join(told)


@contextmanager
def served(*options: str, **environ: str) -> Iterator[str]:
    """The same where only the address matters."""
    with running(*options, **environ) as started:
        yield started.url


@pytest.fixture(scope="session")
def server(store_path: str) -> Iterator[str]:
    with served("--store", store_path, HENGCE_QUERY_TIMEOUT=str(LIMIT), HENGCE_QUERY_WORKERS="1", HENGCE_BODY_LIMIT="1") as url:
        yield url
