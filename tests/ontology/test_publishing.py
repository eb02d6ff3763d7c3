"""A graph written into endpoints by the Graph Store protocol: as a whole, again, in part, and where it cannot be."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from hengce.ontology.access import Access
from hengce.ontology.dataset import describe
from hengce.ontology.dialects import STANDARD
from hengce.ontology.errors import InvalidParameter, QueryTimeout, RemoteStoreError, StoreMissing
from hengce.ontology.generations import Generations
from hengce.ontology.graphstore import GraphStore
from hengce.ontology.loading import Loader
from hengce.ontology.publishing import publish
from hengce.ontology.results import BuildInfo
from hengce.ontology.store import open_store

from ..engines import oxigraph_server, virtuoso_server

G = "http://e/id/graph/"
SHARED = '<http://e/work> <http://e/title> "工信厅节函〔2016〕586号"'
FUJIAN, JIANGSU = ('<http://e/福建> <http://e/min> "80"', '<http://e/江苏> <http://e/min> "20.5"')
TRIPLES = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
GRAPHS = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g"


def built(folder: Path, version: str, graphs: Mapping[str, Sequence[str]]) -> BuildInfo:
    """A build in a folder, with its description."""
    generations = Generations(folder)
    with generations.building(), generations.scratch() as scratch:
        loader = Loader(scratch / "data")
        for graph, triples in graphs.items():
            loader.add(G + graph, [f"{triple} <{G}{graph}> .\n".encode() for triple in triples])
        info = BuildInfo("http://e/", version, "0.1.0", len(graphs), 2, 0)
        description = [f"{quad} .\n".encode() for quad in describe(info)]
        info = BuildInfo("http://e/", version, "0.1.0", len(graphs), 2, loader.triples() + len(description))
        loader.add(G + "build", [f"{quad} .\n".encode() for quad in describe(info)])
        loader.close()
        generations.publish(scratch / "data", info)
    return info


@pytest.fixture
def first(tmp_path: Path) -> tuple[str, BuildInfo]:
    folder = tmp_path / "store"
    return str(folder), built(folder, "v1", {"福建": [SHARED, FUJIAN], "江苏": [SHARED, JIANGSU]})


@pytest.fixture
def endpoint(tmp_path: Path) -> Iterator[str]:
    """An endpoint that holds nothing."""
    with oxigraph_server(tmp_path / "oxigraph") as address:
        yield address


def graphs_in(address: str) -> list[str]:
    with open_store(address) as store:
        return [str(row["g"]) for row in store.select(GRAPHS)]


def test_an_endpoint_holds_what_the_folder_holds(first: tuple[str, BuildInfo], endpoint: str) -> None:
    folder, info = first
    steps: list[tuple[int, int]] = []
    assert publish(folder, endpoint, progress=lambda done, total: steps.append((done, total))) == info
    assert steps == [(done, 4) for done in range(5)]
    lines = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
    with open_store(folder) as here, open_store(endpoint) as there:
        assert there.info == here.info == info
        assert there.select(GRAPHS) == here.select(GRAPHS)
        bodies = [set(store.execute(lines, "application/n-triples").body.splitlines()) for store in (here, there)]
        assert bodies[0] == bodies[1]
        assert len(bodies[0]) == info.triples  # the triple that stands in two graphs counts once


def test_what_is_there_already_is_not_written_again(first: tuple[str, BuildInfo], endpoint: str) -> None:
    publish(first[0], endpoint)
    steps: list[int] = []
    publish(first[0], endpoint, progress=lambda done, total: steps.append(done))
    assert steps == []


def test_a_later_build_replaces_the_earlier_and_leaves_what_is_of_others(first: tuple[str, BuildInfo], endpoint: str) -> None:
    other = "http://other.example/graph"
    publish(first[0], endpoint)
    GraphStore(endpoint.replace("/query", "/store"), Access()).put(
        other, triples_in(Path(first[0]), "<http://o/s> <http://o/p> <http://o/o> .\n")
    )
    info = built(Path(first[0]), "v2", {"福建": [SHARED, FUJIAN.replace("80", "85")], "上海": [JIANGSU]})
    assert publish(first[0], endpoint) == info
    assert graphs_in(endpoint) == [G + "build", G + "上海", G + "福建", other]
    with open_store(endpoint) as store:
        assert {row["min"] for row in store.select("SELECT ?min { ?s <http://e/min> ?min }")} == {"85", "20.5"}


def triples_in(folder: Path, lines: str) -> Path:
    file = folder.parent / "graph.nt"
    file.write_text(lines, encoding="utf-8")
    return file


@pytest.mark.parametrize("step", [0, 1, 2, 3])
def test_a_build_that_is_killed_leaves_nothing_that_looks_whole(first: tuple[str, BuildInfo], endpoint: str, step: int) -> None:
    publish(first[0], endpoint)
    info = built(Path(first[0]), "v2", {"福建": [SHARED]})

    def kill(done: int, total: int) -> None:
        if done == min(step, total - 1):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        publish(first[0], endpoint, progress=kill)
    with open_store(endpoint) as store, pytest.raises((StoreMissing, RemoteStoreError)):
        store.snapshot()
    assert publish(first[0], endpoint) == info
    assert graphs_in(endpoint) == [G + "build", G + "福建"]


def test_an_endpoint_that_makes_a_union_of_its_own(first: tuple[str, BuildInfo], tmp_path: Path) -> None:
    with (
        oxigraph_server(tmp_path / "union", "--union-default-graph") as address,
        pytest.raises(RemoteStoreError, match="不要让服务自行取并集"),
    ):
        publish(first[0], address)


def test_an_endpoint_that_is_read_only(first: tuple[str, BuildInfo], tmp_path: Path) -> None:
    with oxigraph_server(tmp_path / "written"):
        pass  # makes a database
    with (
        oxigraph_server(tmp_path / "written", command="serve-read-only") as address,
        pytest.raises(RemoteStoreError, match=r"HTTP 40\d"),
    ):
        publish(first[0], address)


def test_the_graph_store_must_be_known(first: tuple[str, BuildInfo], endpoint: str) -> None:
    nowhere = Access(graphs=endpoint.replace("/query", "/nowhere"))
    with pytest.raises(RemoteStoreError, match="HENGCE_STORE_GRAPHS"):
        publish(first[0], endpoint, access=nowhere)
    with pytest.raises(InvalidParameter, match="HENGCE_STORE_GRAPHS"):
        STANDARD.graph_store("http://e/sparql", secured=False)
    assert STANDARD.graph_store("http://e/ds/query?x=/y", secured=True) == "http://e/ds/store"
    there = Access(graphs=endpoint.replace("/query", "/store"))
    assert publish(first[0], endpoint, access=there) == first[1]


@pytest.mark.requires("virtuoso-t", "isql-vt")
def test_virtuoso_by_digest(first: tuple[str, BuildInfo], tmp_path: Path) -> None:
    folder, info = first
    with virtuoso_server(tmp_path / "virtuoso") as (address, access):
        with pytest.raises(RemoteStoreError, match="HTTP 401"):
            publish(folder, address, access=Access(access.user, "wrong"))
        assert publish(folder, address, access=access) == info
        info = built(Path(folder), "v2", {"福建": [SHARED]})
        assert publish(folder, address, access=access) == info
        assert graphs_in(address) == [G + "build", G + "福建"]


# --- how graphs are sent


@pytest.fixture
def graph_store() -> Iterator[tuple[str, list[dict[str, Any]], Callable[[int], None]]]:
    """A Graph Store that notes what it is sent: its address, its notes, and what sets its status."""
    notes: list[dict[str, Any]] = []
    status = [204]

    class Handler(BaseHTTPRequestHandler):
        def do_PUT(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            notes.append({"method": self.command, "address": self.path, "headers": self.headers, "body": body})
            self.send_response(status[0])
            self.send_header("Content-Length", "0")
            self.send_header("Location", "http://127.0.0.1:1/")
            self.end_headers()

        def do_DELETE(self) -> None:
            self.do_PUT()

        def log_message(self, format: str, *args: object) -> None:
            pass

    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=running.serve_forever, args=(0.05,))
    thread.start()
    yield f"http://127.0.0.1:{running.server_address[1]}/rdf-graphs", notes, lambda value: status.__setitem__(0, value)
    running.shutdown()
    thread.join()
    running.server_close()


Noted = tuple[str, list[dict[str, Any]], Callable[[int], None]]


def test_requests(graph_store: Noted, tmp_path: Path) -> None:
    address, notes, _ = graph_store
    file = triples_in(tmp_path / "x", "<a:a> <a:b> <a:c> .\n")
    store = GraphStore(address, Access(token="t0ken"))
    store.put(None, file)
    store.put("http://e/福建?a&b", file)
    store.delete("http://e/g")
    assert [note["method"] for note in notes] == ["PUT", "PUT", "DELETE"]
    assert urlsplit(notes[0]["address"]).query == "default"
    assert parse_qs(urlsplit(notes[1]["address"]).query) == {"graph": ["http://e/福建?a&b"]}
    assert notes[1]["body"] == file.read_bytes()
    assert notes[1]["headers"]["Content-Type"] == "application/n-triples"
    assert {note["headers"]["Authorization"] for note in notes} == {"Bearer t0ken"}


@pytest.mark.parametrize("status", [400, 401, 403, 413, 500, 503])
def test_a_refusal_is_a_clear_error(graph_store: Noted, tmp_path: Path, status: int) -> None:
    address, _, answer = graph_store
    answer(status)
    with pytest.raises(RemoteStoreError, match=f"HTTP {status}") as raised:
        GraphStore(address, Access("u", "s3cret")).put("http://e/g", triples_in(tmp_path / "x", ""))
    assert "s3cret" not in raised.value.zh + raised.value.en


def test_a_graph_that_is_not_there_is_gone(graph_store: Noted) -> None:
    address, _, answer = graph_store
    answer(404)
    GraphStore(address, Access()).delete("http://e/g")


def test_a_store_that_does_not_answer(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        store = GraphStore(f"http://127.0.0.1:{silent.getsockname()[1]}/", Access(write_timeout=0.3))
        with pytest.raises(QueryTimeout, match="HENGCE_STORE_TIMEOUT"):
            store.put("http://e/g", triples_in(tmp_path / "x", ""))
