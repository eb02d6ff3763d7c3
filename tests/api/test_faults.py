"""What the service does while what it stands on fails, and that it needs no restart when that is over."""

from __future__ import annotations

import shutil
import socket
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.error import HTTPError

import pytest
from starlette.testclient import TestClient

from hengce.api.app import create_app
from hengce.api.settings import Settings
from hengce.corpus.library import Library
from hengce.extract.build import build

Fault = Callable[[BaseHTTPRequestHandler], None]


def html(handler: BaseHTTPRequestHandler) -> None:
    send(handler, 200, b"<html>down for maintenance</html>", "text/html")


def broken(handler: BaseHTTPRequestHandler) -> None:
    send(handler, 500, b"stack trace", "text/plain")


def silent(handler: BaseHTTPRequestHandler) -> None:
    time.sleep(2)


def cut_off(handler: BaseHTTPRequestHandler) -> None:
    send(handler, 200, b'{"head": {"va', "application/sparql-results+json", length=5000)
    handler.connection.shutdown(socket.SHUT_RDWR)


def gone(handler: BaseHTTPRequestHandler) -> None:
    handler.connection.shutdown(socket.SHUT_RDWR)


def send(handler: BaseHTTPRequestHandler, status: int, body: bytes, media_type: str, length: int | None = None) -> None:
    handler.send_response(status)
    handler.send_header("Content-Type", media_type)
    handler.send_header("Content-Length", str(len(body) if length is None else length))
    handler.end_headers()
    handler.wfile.write(body)


class Proxy(ThreadingHTTPServer):
    """Stands before a real endpoint, and fails as it is told to, so many times or always.

    Attributes:
        fault: what it does in place of answering; None: it answers.
        times: how many requests fail before it answers again; negative: all.
        asked: how many requests there were.
    """

    daemon_threads = True

    def __init__(self, target: str) -> None:
        self.fault: Fault | None = None
        self.times, self.asked = -1, 0
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                outer.asked += 1
                if outer.fault is not None and outer.times != 0:
                    outer.times -= 1
                    outer.fault(self)
                    return
                headers = {name: self.headers[name] for name in ("Content-Type", "Accept")}
                try:
                    with urllib.request.urlopen(urllib.request.Request(target, body, headers)) as answer:
                        send(self, 200, answer.read(), answer.headers["Content-Type"])
                except HTTPError as error:
                    with error:
                        send(self, error.code, error.read(), error.headers["Content-Type"])

            def log_message(self, format: str, *args: object) -> None:
                pass

        super().__init__(("127.0.0.1", 0), Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that has given up is what the tests are about."""


@pytest.fixture(scope="module")
def proxy(oxigraph: str) -> Iterator[Proxy]:
    running = Proxy(oxigraph)
    thread = threading.Thread(target=running.serve_forever, args=(0.05,))
    thread.start()
    yield running
    running.shutdown()
    thread.join()
    running.server_close()


@pytest.fixture
def remote(proxy: Proxy) -> Iterator[TestClient]:
    proxy.fault, proxy.times = None, -1
    settings = Settings.load({}, store=f"http://127.0.0.1:{proxy.server_address[1]}/query", query_timeout=1.0)
    with TestClient(create_app(settings), raise_server_exceptions=False) as client:
        yield client


@pytest.mark.parametrize(("fault", "status"), [(html, 502), (broken, 502), (cut_off, 502), (gone, 502), (silent, 504)])
def test_an_endpoint_that_fails_and_comes_back(remote: TestClient, proxy: Proxy, fault: Fault, status: int) -> None:
    """A clear 502 or 504 while it lasts, health says so with what was last known, and nothing has to be started again."""
    sound = remote.get("/health").json()
    assert sound["status"] == "ok"
    proxy.fault = fault
    for path in ("/documents", "/sparql?query=ASK{}", "/health/ready"):
        answer = remote.get(path)
        assert answer.status_code == status, path
        assert answer.headers["content-type"] == "application/problem+json"
    health = remote.get("/health").json()
    assert health.pop("detail")
    assert health == {**sound, "status": "degraded"}
    proxy.fault = None
    assert remote.get("/health").json() == sound
    assert remote.get("/documents").status_code == 200


def busy(handler: BaseHTTPRequestHandler) -> None:
    send(handler, 503, b"", "text/plain")


@pytest.mark.parametrize("fault", [busy, gone])
def test_a_moment_of_failure_is_not_seen(remote: TestClient, proxy: Proxy, fault: Fault) -> None:
    """An endpoint that is being restarted: asked again, it answers."""
    assert remote.get("/documents").status_code == 200
    proxy.fault, proxy.times = fault, 2
    assert remote.get("/documents?limit=1").status_code == 200
    assert proxy.times == 0


@pytest.mark.parametrize("fault", [silent, broken, html])
def test_what_would_only_fail_again_is_asked_once(remote: TestClient, proxy: Proxy, fault: Fault) -> None:
    assert remote.get("/documents").status_code == 200
    proxy.fault, proxy.asked = fault, 0
    assert remote.get("/documents?limit=1").status_code in (502, 504)
    assert proxy.asked == 1


def test_an_endpoint_that_was_never_reached(tmp_path: Path) -> None:
    """Nothing is known of it: the service starts, says so, and answers as soon as it can."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    settings = Settings.load({}, store=f"http://127.0.0.1:{port}/query", query_timeout=1.0)
    with TestClient(create_app(settings), raise_server_exceptions=False) as client:
        assert client.get("/health").status_code == 502
        assert client.get("/health/live").status_code == 200


@pytest.mark.parametrize(
    "damage",
    [
        lambda store: (store / "store.json").write_text("{"),
        lambda store: (store / "current").write_text("\x00"),
        lambda store: (store / "current").write_text("v9\n"),
        lambda store: [path.unlink() for path in store.glob("builds/*/build.json")],
    ],
    ids=["mark", "pointer", "no-such-build", "no-record"],
)
def test_a_service_goes_on_from_what_it_holds(store_path: str, tmp_path: Path, damage: Callable[[Path], object]) -> None:
    """Somebody spoils the folder under a running service: it answers from the data it has open, says that it does, and a build mends it."""
    store = Path(shutil.copytree(store_path, tmp_path / "store"))
    settings = Settings.load({}, store=str(store), query_workers=1)
    with TestClient(create_app(settings), raise_server_exceptions=False) as client:
        sound = client.get("/health").json()
        damage(store)
        answers = [client.get(path) for path in ("/documents", "/sparql?query=ASK{}", "/compare?type=绿色工厂")]
        assert [answer.status_code for answer in answers] == [200] * 3
        assert client.get("/health").json()["status"] == "degraded"
        assert build(Library(), str(store)).data_version == sound["data_version"]
        assert client.get("/health").json() == sound


def test_a_new_build_that_is_damaged_is_not_taken(store_path: str, tmp_path: Path) -> None:
    """The swap was made, and then the new database was spoilt: who holds the old one goes on with it."""
    store = Path(shutil.copytree(store_path, tmp_path / "store"))
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "a.txt").write_text("某省关于绿色工厂的通知\n\n一、评价得分达到85分的，认定为绿色工厂。\n", encoding="utf-8")
    with TestClient(create_app(Settings.load({}, store=str(store), query_workers=1)), raise_server_exceptions=False) as client:
        sound = client.get("/health").json()
        new = build(Library(tmp_path / "own"), str(store))
        for path in (store / "builds" / new.data_version / "data").glob("MANIFEST-*"):
            path.write_bytes(path.read_bytes()[:10])
        assert client.get("/documents").json()["total"] == sound["documents"]
        health = client.get("/health").json()
        assert (health["status"], health["data_version"]) == ("degraded", sound["data_version"])
        assert build(Library(tmp_path / "own"), str(store)) == new
        assert client.get("/health").json()["data_version"] == new.data_version
