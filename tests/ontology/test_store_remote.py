"""The remote store, against an Oxigraph server and against endpoints that misbehave."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs

import pyoxigraph
import pytest

from hengce.ontology.dataset import QUERY, describe, described
from hengce.ontology.errors import (
    HengceError,
    InvalidParameter,
    Overloaded,
    QueryRefused,
    QueryTimeout,
    RemoteStoreError,
    StoreBusy,
    StoreMissing,
    TooLarge,
)
from hengce.ontology.remote import RemoteStore
from hengce.ontology.results import IRI, BuildInfo, table_from_json
from hengce.ontology.store import is_remote, open_store

from ..engines import oxigraph_server

INFO = BuildInfo("http://e/", "v1", "0.1.0", 5, 421, 12345)
DATA = """
<http://e/福建> <http://e/min> 80 .
<http://e/江苏> <http://e/min> 20.5 .
<http://e/江苏> <http://e/open> true .
"""
MINIMA = "SELECT ?s ?min WHERE { ?s <http://e/min> ?min } ORDER BY ?min"


def quads(info: BuildInfo = INFO) -> list[pyoxigraph.Quad]:
    graph = pyoxigraph.NamedNode("http://e/g")
    read = pyoxigraph.parse(DATA, pyoxigraph.RdfFormat.TURTLE)
    return [*describe(info), *(pyoxigraph.Quad(quad.subject, quad.predicate, quad.object, graph) for quad in read)]


def rows_of_the_description(content: Iterable[pyoxigraph.Quad]) -> bytes:
    """What an endpoint with these quads and their union answers to the query for the description."""
    store = pyoxigraph.Store()
    for quad in content:
        store.extend([quad, pyoxigraph.Quad(quad.subject, quad.predicate, quad.object)])
    solutions = store.query(QUERY)
    assert isinstance(solutions, pyoxigraph.QuerySolutions)
    return solutions.serialize(format=pyoxigraph.QueryResultsFormat.JSON) or b""


def test_description_says_what_a_store_holds() -> None:
    assert described(table_from_json(rows_of_the_description(quads()))) == INFO


# --- a real endpoint


@pytest.fixture(scope="module")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., str]]:
    """Starts Oxigraph's own server on some quads: ``serve(quads, union=True)`` → its address."""
    with ExitStack() as servers:

        def start(content: list[pyoxigraph.Quad], *, union: bool = True) -> str:
            data = tmp_path_factory.mktemp("oxigraph")
            store = pyoxigraph.Store(str(data))
            store.extend(content)
            store.flush()
            del store
            options = ["--union-default-graph"] if union else []
            return servers.enter_context(oxigraph_server(data, *options, command="serve-read-only"))

        yield start


@pytest.fixture(scope="module")
def endpoint(serve: Callable[..., str]) -> str:
    return serve(quads())


@pytest.fixture
def remote(endpoint: str) -> Iterator[RemoteStore]:
    with open_store(endpoint, timeout=20.0) as store:
        assert isinstance(store, RemoteStore)
        yield store


def test_values_are_those_of_the_embedded_store(remote: RemoteStore) -> None:
    assert remote.select(MINIMA).rows == [{"s": IRI("http://e/江苏"), "min": Decimal("20.5")}, {"s": IRI("http://e/福建"), "min": 80}]
    assert remote.select("SELECT ?x { ?s <http://e/open> ?x }").rows == [{"x": True}]
    assert remote.ask("ASK { ?s <http://e/min> 80 }")
    assert not remote.ask("ASK { ?s <http://e/min> 81 }")


@pytest.mark.parametrize(
    ("query", "media_type", "part"),
    [
        (MINIMA, "application/sparql-results+xml", b"20.5</literal>"),
        (MINIMA, "text/csv", b"http://e/\xe6\xb1\x9f\xe8\x8b\x8f,20.5"),
        (MINIMA, "text/tab-separated-values", b"\t20.5"),
        ("DESCRIBE <http://e/江苏>", "text/turtle", b"20.5"),
        ("DESCRIBE <http://e/江苏>", "application/n-triples", b'"20.5"^^'),
        ("DESCRIBE <http://e/江苏>", "application/rdf+xml", b"20.5</"),
        ("DESCRIBE <http://e/江苏>", "application/ld+json", b'"20.5"'),
    ],
)
def test_formats(remote: RemoteStore, query: str, media_type: str, part: bytes) -> None:
    answer = remote.execute(query, media_type)
    assert answer.media_type == media_type
    assert part in answer.body


def test_info_of_an_endpoint(remote: RemoteStore) -> None:
    assert remote.info == INFO
    with remote.snapshot() as snapshot:
        assert snapshot.info == INFO
        assert len(snapshot.select(MINIMA)) == 2


def test_from_on_an_endpoint(remote: RemoteStore) -> None:
    assert len(remote.select(MINIMA.replace("WHERE", "FROM <http://e/g> WHERE"))) == 2
    for iri in ("http://e/none", "no iri", "http://127.0.0.1:1/"):
        with pytest.raises(QueryRefused):
            remote.select(MINIMA.replace("WHERE", f"FROM <{iri}> WHERE"))


def test_refusals(remote: RemoteStore) -> None:
    with pytest.raises(QueryRefused, match="第 1 行第 18 列"):
        remote.select("SELECT * { ?s ?p }")
    with pytest.raises(QueryRefused, match="第 2 行"):
        remote.check("SELECT * {\n ?s }")
    with pytest.raises(QueryRefused, match="SERVICE"):
        remote.select("SELECT * { SERVICE <http://127.0.0.1:1/> {} }")
    with pytest.raises(QueryRefused, match="更新"):
        remote.execute("DROP ALL")


def test_queries_that_confuse_sparqlwrapper(remote: RemoteStore) -> None:
    """It guesses the form by regular expressions, and takes this one for an update."""
    assert remote.ask("# INSERT\nPREFIX insert: <http://e/> ASK { ?insert insert:min 80 }")
    assert remote.select("PREFIX drop:<http://e/>SELECT(1 AS ?x){}").rows == [{"x": 1}]


def test_answers_of_an_endpoint_are_bounded(endpoint: str) -> None:
    with open_store(endpoint, max_bytes=100) as store, pytest.raises(TooLarge, match="100"):
        store.select(MINIMA)


def test_default_graph_must_be_the_union(serve: Callable[..., str]) -> None:
    with open_store(serve(quads(), union=False)) as store, pytest.raises(RemoteStoreError, match="union"):
        store.snapshot()


def test_an_endpoint_without_our_graph(serve: Callable[..., str]) -> None:
    with open_store(serve([])) as store, pytest.raises(StoreMissing, match="hengce build --store"):
        store.snapshot()


def test_two_graphs_in_one_endpoint(serve: Callable[..., str]) -> None:
    other = BuildInfo("http://f/", "v1", "0.1.0", 1, 1, 1)
    with open_store(serve([*quads(), *describe(other)])) as store, pytest.raises(RemoteStoreError, match="2 descriptions"):
        store.snapshot()


# --- endpoints that misbehave

Behaviour = Callable[[BaseHTTPRequestHandler, str], None]


@pytest.fixture
def server() -> Iterator[Callable[[Behaviour], str]]:
    """Starts an endpoint that answers each query by a function of it: ``server(behaviour)`` → its address."""
    servers: list[tuple[ThreadingHTTPServer, threading.Thread]] = []

    def start(behave: Behaviour) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                try:
                    behave(self, parse_qs(body)["query"][0])
                except (BrokenPipeError, ConnectionResetError):
                    self.close_connection = True  # the client has given up, as it should

            def log_message(self, format: str, *args: object) -> None:
                pass

        running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        running.daemon_threads = True
        thread = threading.Thread(target=running.serve_forever, args=(0.05,))
        thread.start()
        servers.append((running, thread))
        return f"http://127.0.0.1:{running.server_address[1]}/sparql"

    yield start
    for running, thread in servers:
        running.shutdown()
        thread.join()
        running.server_close()


def send(status: int = 200, body: bytes = b"", media_type: str = "application/sparql-results+json", length: int | None = None) -> Behaviour:
    def behave(handler: BaseHTTPRequestHandler, query: str) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", media_type)
        handler.send_header("Content-Length", str(len(body) if length is None else length))
        handler.end_headers()
        handler.wfile.write(body)

    return behave


EMPTY = b'{"head": {"vars": []}, "results": {"bindings": []}}'


def silent(handler: BaseHTTPRequestHandler, query: str) -> None:
    time.sleep(3)


def dripping(handler: BaseHTTPRequestHandler, query: str) -> None:
    """Never waits long enough for the limit of the socket."""
    handler.send_response(200)
    handler.send_header("Content-Type", "application/sparql-results+json")
    handler.end_headers()
    for _ in range(60):
        handler.wfile.write(b" ")
        time.sleep(0.1)


def endless(handler: BaseHTTPRequestHandler, query: str) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "application/sparql-results+json")
    handler.end_headers()
    for _ in range(1000):
        handler.wfile.write(b" " * 100_000)


def no_http(handler: BaseHTTPRequestHandler, query: str) -> None:
    handler.wfile.write(b"SSH-2.0-OpenSSH\r\n\r\n")


def hang_up(handler: BaseHTTPRequestHandler, query: str) -> None:
    handler.connection.shutdown(socket.SHUT_RDWR)


def to_itself(handler: BaseHTTPRequestHandler, query: str) -> None:
    handler.send_response(307)
    handler.send_header("Location", handler.path)
    handler.end_headers()


MISBEHAVIOUR = pytest.mark.parametrize(
    ("behave", "error", "says"),
    [
        (send(400, b"Parse error\n at line 1"), QueryRefused, "Parse error at line 1"),
        (send(401), RemoteStoreError, "HENGCE_STORE_USER"),
        (send(403), RemoteStoreError, "HTTP 403"),
        (send(404), RemoteStoreError, "服务状态"),
        (send(408), QueryTimeout, "1 秒"),
        (send(414), RemoteStoreError, "服务状态"),
        (send(429), Overloaded, "正忙"),
        (send(500, b"<h1>Stack trace</h1>" * 1000), RemoteStoreError, "Stack trace"),
        (send(503), Overloaded, "正忙"),
        (send(504), QueryTimeout, "1 秒"),
        (send(200, b"<html>", "text/html"), RemoteStoreError, "text/html"),
        (send(200, b"<html>"), RemoteStoreError, "不是有效的结果"),
        (send(200, b"[1]"), RemoteStoreError, "不是有效的结果"),
        (send(200, b"\xff\xfe\x00"), RemoteStoreError, "不是有效的结果"),
        (send(200, b'{"head": {}, "boolean": true}'), RemoteStoreError, "不是有效的结果"),
        (send(200, EMPTY[:20], length=5000), RemoteStoreError, "bytes missing"),
        (silent, QueryTimeout, "1 秒"),
        (dripping, QueryTimeout, "1 秒"),
        (endless, TooLarge, "2000000"),
        (no_http, RemoteStoreError, "BadStatusLine"),
        (hang_up, RemoteStoreError, "服务状态"),
        (to_itself, RemoteStoreError, "服务状态"),
    ],
)


@MISBEHAVIOUR
def test_misbehaviour_is_a_clear_error(
    server: Callable[[Behaviour], str], behave: Behaviour, error: type[HengceError], says: str
) -> None:  # fmt: skip
    with open_store(server(behave), timeout=1.0, max_bytes=2_000_000) as store:
        started = time.monotonic()
        with pytest.raises(error, match=says) as raised:
            store.select("SELECT * {}")
        assert time.monotonic() - started < 2.5
        assert len(raised.value.zh) < 600
        assert "\n" not in raised.value.zh


def test_another_name_for_json(server: Callable[[Behaviour], str]) -> None:
    with open_store(server(send(200, EMPTY, "application/json"))) as store:
        assert store.select("SELECT * {}").rows == []


def test_nobody_answers() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with open_store(f"http://127.0.0.1:{port}/sparql") as store:
        for ask in (lambda: store.ask("ASK {}"), store.snapshot):
            with pytest.raises(RemoteStoreError, match=str(port)) as raised:
                ask()
            assert raised.value.status == 502


def test_a_snapshot_gives_no_answer_from_other_data(server: Callable[[Behaviour], str]) -> None:
    """Each query is answered from data that a build may have replaced since the snapshot was made."""
    versions = iter(["v1", "v1", "v2"])

    def behave(handler: BaseHTTPRequestHandler, query: str) -> None:
        if "void" not in query:
            send(200, EMPTY)(handler, query)
            return
        content = describe(BuildInfo("http://e/", next(versions), "0.1.0", 1, 1, 1))
        send(200, rows_of_the_description(content))(handler, query)

    with open_store(server(behave)) as store, store.snapshot() as snapshot:
        assert snapshot.select(MINIMA).rows == []
        with pytest.raises(StoreBusy, match="更新"):
            snapshot.select(MINIMA)


def test_credentials_are_sent_and_never_shown(server: Callable[[Behaviour], str]) -> None:
    seen: list[str | None] = []

    def behave(handler: BaseHTTPRequestHandler, query: str) -> None:
        seen.append(handler.headers["Authorization"])
        send(403)(handler, query)

    address = server(behave).replace("http://", "http://reader:s%40cret@")
    with open_store(address) as store, pytest.raises(RemoteStoreError) as raised:
        store.ask("ASK {}")
    assert seen == ["Basic cmVhZGVyOnNAY3JldA=="]  # base64 of reader:s@cret
    assert "cret" not in raised.value.zh + raised.value.en


@pytest.mark.parametrize("address", ["http://", "http://u:secret@", "https://:80/", "http://[::1", "http://h:99999/"])
def test_what_is_no_address(address: str) -> None:
    with pytest.raises(InvalidParameter) as raised:
        open_store(address)
    assert raised.value.parameter == "store"
    assert "secret" not in raised.value.zh


def test_what_is_remote(tmp_path: Path) -> None:
    assert is_remote("HTTP://e/sparql")
    assert is_remote("https://e/sparql")
    assert not is_remote(str(tmp_path))
    assert not is_remote("http")
