"""The service as a process of its own: what clients of the field see."""

from __future__ import annotations

import concurrent.futures
import json
import shutil
import socket
import time
from collections.abc import Callable
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import Request, urlopen

import pytest
from SPARQLWrapper import CSV, JSON, POST, POSTDIRECTLY, TURTLE, XML, SPARQLWrapper

from hengce.api import connect
from hengce.ontology.errors import InvalidParameter, QueryRefused, QueryTimeout, RemoteStoreError, UnknownValue

from .conftest import DAY, Finished, served
from .test_sparql import ASK, CONSTRUCT, EXPECTED, IDS, RUNAWAY


def raw(url: str, request: bytes) -> tuple[int, bytes]:
    """Send bytes as they are; the status and body of the answer."""
    place = urlsplit(url)
    with socket.create_connection((place.hostname, place.port), timeout=20) as connection:
        connection.sendall(request)
        answer = b""
        while chunk := connection.recv(65536):
            answer += chunk
    head, _, body = answer.partition(b"\r\n\r\n")
    return int(head.split()[1]), body


def status_of(address: str) -> int:
    try:
        with urlopen(address, timeout=60) as answer:
            return answer.status
    except HTTPError as error:
        with error:
            return error.code


def get(url: str, path: str) -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: {urlsplit(url).netloc}\r\nConnection: close\r\n\r\n".encode()


def test_chinese_in_an_address_as_it_stands(server: str):
    status, body = raw(server, get(server, "/compare?type=绿色工厂&aspect=threshold&jurisdictions=福建"))
    assert status == 200
    assert json.loads(body)["type"] == "绿色工厂"
    status, body = raw(server, get(server, "/id/type/绿色工厂"))
    assert status == 200
    assert "绿色工厂".encode() in body


def test_a_request_line_that_comes_in_pieces(server: str):
    place = urlsplit(server)
    request = get(server, "/types?limit=1&offset=0")[:-2] + "X-Note: 绿色\r\n\r\n".encode()
    with socket.create_connection((place.hostname, place.port), timeout=20) as connection:
        for i in range(0, len(request), 7):
            connection.sendall(request[i : i + 7])
            time.sleep(0.001)
        assert connection.recv(65536).startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize(
    ("request_line", "status"),
    [(b"\x16\x03\x01\x02\x00\r\n\r\n", 400), (b"GET /\xff\xfe HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 400)],
)
def test_what_is_no_http_gets_a_problem(server: str, request_line: bytes, status: int):
    found, body = raw(server, request_line)
    assert found == status
    assert json.loads(body)["status"] == status
    assert status_of(server + "health") == 200


def test_sparqlwrapper(server: str):
    endpoint = SPARQLWrapper(server + "sparql")
    endpoint.setQuery(IDS)
    endpoint.setReturnFormat(JSON)
    found = endpoint.query().convert()
    assert isinstance(found, dict)
    assert [row["id"]["value"] for row in found["results"]["bindings"]] == EXPECTED


@pytest.mark.parametrize(("form", "words"), [(XML, "<sparql"), (CSV, "fujian-2018")])
def test_sparqlwrapper_by_other_forms(server: str, form: str, words: str):
    endpoint = SPARQLWrapper(server + "sparql")
    endpoint.setQuery(IDS)
    endpoint.setReturnFormat(form)
    body = endpoint.query().response.read().decode()
    assert words in body


@pytest.mark.parametrize("way", [None, POSTDIRECTLY])
def test_sparqlwrapper_by_post(server: str, way: str | None):
    endpoint = SPARQLWrapper(server + "sparql")
    endpoint.setMethod(POST)
    if way:
        endpoint.setRequestMethod(way)
    endpoint.setQuery(CONSTRUCT)
    endpoint.setReturnFormat(TURTLE)
    body = endpoint.query().convert()
    assert isinstance(body, bytes)
    assert b"fujian-2018" in body


def test_health_answers_while_every_worker_is_busy(server: str):
    address = server + "sparql?" + urlencode({"query": RUNAWAY})
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        running = [pool.submit(status_of, address) for _ in range(4)]
        time.sleep(0.5)
        begun = time.monotonic()
        for _ in range(5):
            assert status_of(server + "health") == 200
            assert status_of(server + "types") == 200
        took = time.monotonic() - begun
        assert not all(each.done() for each in running)
    assert took < 5
    assert {each.result() for each in running} <= {503, 504}
    assert 504 in {each.result() for each in running}
    assert connect(server).sparql(ASK) is True


def test_a_body_of_20_megabytes(server: str):
    with pytest.raises(HTTPError) as caught:
        urlopen(Request(server + "sparql", b"x" * (20 << 20), {"Content-Type": "application/sparql-query"}), timeout=60)
    with caught.value as error:
        assert error.code == 413
        assert json.load(error)["status"] == 413


def test_a_client_that_asks_before_it_sends(server: str):
    head = f"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: {20 << 20}\r\n"
    status, body = raw(server, (head + "Expect: 100-continue\r\nConnection: close\r\n\r\n").encode())
    assert (status, json.loads(body)["status"]) == (413, 413)


def test_a_body_that_breaks_off(server: str):
    place = urlsplit(server)
    with socket.create_connection((place.hostname, place.port), timeout=20) as connection:
        connection.sendall(b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: 100\r\n\r\nASK")
    assert status_of(server + "health") == 200


def test_many_at_once(server: str):
    paths = ["documents", "types", "compare?" + urlencode({"type": "绿色工厂"}), "queries", "health"] * 6
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        assert set(pool.map(status_of, [server + path for path in paths])) == {200}


class TestClient:
    """``from hengce.api import connect``."""

    def test_lists_run_over_their_pages(self, server: str):
        service = connect(server)
        assert [item["id"] for item in sorted(service.documents(DAY), key=lambda item: item["id"])] == EXPECTED
        facts = list(service.facts("miit-2016-586"))
        assert len(facts) == len({fact["iri"] for fact in facts})
        text = service.text("miit-2016-586")
        assert all(text[fact["start"] : fact["end"]] == fact["quote"] for fact in facts)
        assert {"绿色工厂"} <= {item["label"] for item in service.types()}
        assert list(service.agencies())
        assert len(list(service.jurisdictions())) == 5

    def test_single_answers(self, server: str):
        service = connect(server.rstrip("/"))
        assert service.health()["documents"] == 5
        assert service.document("fujian-2018", as_of=DAY)["status"] == "in_force"
        assert service.outline("fujian-2018")[0]["path"]
        rows = service.compare("绿色工厂", aspect=["threshold"], jurisdictions="福建", as_of=DAY)["rows"]
        assert rows
        assert {row["aspect"] for row in rows} == {"threshold"}

    def test_questions(self, server: str):
        service = connect(server)
        assert {"thresholds", "documents"} <= {question["name"] for question in service.queries()}
        assert {row["min"] for row in service.query("thresholds", type="绿色工厂", jurisdiction="福建")} >= {80, 90}

    def test_sparql(self, server: str):
        service = connect(server)
        table = service.sparql(IDS)
        assert not isinstance(table, (bool, str))
        assert [row["id"] for row in table] == EXPECTED
        assert service.sparql(ASK) is True
        assert "fujian-2018" in str(service.sparql(CONSTRUCT))

    def test_errors_are_those_of_the_service(self, server: str):
        service = connect(server, language="en")
        with pytest.raises(UnknownValue, match="no type") as caught:
            service.compare("nothing")
        assert caught.value.parameter == "type"
        with pytest.raises(QueryRefused):
            service.sparql("DROP ALL")
        with pytest.raises(QueryTimeout):
            service.sparql(RUNAWAY)
        with pytest.raises(InvalidParameter):
            service.document("fujian-2018", as_of="tomorrow")

    def test_no_service(self):
        with pytest.raises(RemoteStoreError):
            connect("http://127.0.0.1:9/", timeout=5).health()
        with pytest.raises(InvalidParameter):
            connect("file:///etc/passwd")


def test_another_program_may_use_it_as_its_store(server: str, store_path: str, hengce: Callable[..., Finished]):
    words = ("compare", "绿色工厂", "--as-of", DAY, "--format", "json", "--store")
    here, there = hengce(*words, store_path), hengce(*words, server + "sparql")
    assert there.status == 0, there.err
    assert there.out == here.out
    done = hengce("sparql", "SELECT * { ?s ?p", "--store", server + "sparql")
    assert (done.status, done.err.count("\n")) == (2, 1)
    assert (
        hengce("export", "--format", "nquads", "--store", server + "sparql").out
        == hengce("export", "--format", "nquads", "--store", store_path).out
    )


def test_a_build_is_seen_by_the_running_service(tmp_path: Path, root: Path, hengce: Callable[..., Finished]):
    store, own = tmp_path / "store", tmp_path / "own"
    assert hengce("build", "--store", str(store)).status == 0
    with served("--store", str(store)) as url:
        service = connect(url)
        assert service.health()["documents"] == 5
        with urlopen(url + "types", timeout=20) as answer:
            tag = answer.headers["etag"]
        own.mkdir()
        shutil.copy(root / "corpus/texts/fujian-2018.txt", own / "甲乙.txt")
        assert hengce("build", "--store", str(store), "--corpus", str(own)).status == 0
        assert service.health()["documents"] == 6
        counted = service.sparql(IDS_COUNT)
        assert not isinstance(counted, (bool, str))
        assert counted.rows == [{"n": 6}]
        assert service.document("甲乙")["id"] == "甲乙"
        assert status_of(url + "types") == 200
        with urlopen(Request(url + "types", headers={"If-None-Match": tag}), timeout=20) as answer:
            assert answer.status == 200
            assert answer.headers["etag"] != tag


IDS_COUNT = "PREFIX h: <https://w3id.org/hengce/ontology#> SELECT (COUNT(DISTINCT ?d) AS ?n) { ?d a h:PolicyDocument }"


def test_a_taken_port(store_path: str, hengce: Callable[..., Finished]):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = hengce("serve", "--port", port, "--store", store_path)
    assert done.status == 2
    assert port in done.err
    assert "--port" in done.err
    assert done.err.count("\n") == 1


def test_an_address_that_is_not_ours(store_path: str, hengce: Callable[..., Finished]):
    done = hengce("serve", "--port", "0", "--host", "203.0.113.1", "--store", store_path)
    assert (done.status, done.err.count("\n")) == (2, 1)


def test_english_and_cors(store_path: str):
    with served("--store", store_path, HENGCE_LANG="en", HENGCE_CORS_ORIGINS="https://a.example") as url:
        with urlopen(Request(url + "health", headers={"Origin": "https://a.example"}), timeout=20) as answer:
            assert answer.headers["access-control-allow-origin"] == "https://a.example"
        with pytest.raises(HTTPError) as caught:
            urlopen(url + "compare", timeout=20)
        with caught.value as error:
            assert json.load(error)["detail"] == "Parameter type is required."
