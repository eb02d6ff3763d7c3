"""Several processes that answer as one service, and how a service ends: real processes, killed and stopped."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from email.message import Message
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import Request, urlopen

import pytest
from prometheus_client.parser import text_string_to_metric_families

from .changeover import add_document, check, watch
from .conftest import Finished, Running, running
from .test_sparql import RUNAWAY

BURST = 30


@pytest.fixture(scope="module")
def own_store(store_path: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(store_path, tmp_path_factory.mktemp("own") / "store"))


@pytest.fixture(scope="module")
def two(own_store: Path) -> Iterator[Running]:
    limits = {"HENGCE_RATE_LIMIT": "0.01", "HENGCE_RATE_BURST": str(BURST), "HENGCE_QUERY_TIMEOUT": "2"}
    with running("--workers", "2", "--store", str(own_store), **limits) as started:
        yield started


def ask(server: Running, path: str, client: str = "", body: object = None, **headers: str) -> tuple[int, Message[str, str], bytes]:
    """An answer over a connection of its own; ``client`` is what a proxy on this machine says of who asks, ``body`` is sent as JSON."""
    headers |= {"X-Forwarded-For": client} if client else {}
    sent = None if body is None else json.dumps(body).encode()
    headers |= {} if body is None else {"Content-Type": "application/json"}
    try:
        with urlopen(Request(server.url + path, sent, headers), timeout=60) as answer:
            return answer.status, answer.headers, answer.read()
    except HTTPError as error:
        with error:
            return error.code, error.headers, error.read()


def requests(server: Running) -> list[dict[str, Any]]:
    """What the log says of requests."""
    return [line for each in list(server.told) if "route" in (line := json.loads(each))]


def wait_for(condition: Callable[[], object], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.05)


def children(process: int) -> list[int]:
    found = [int(each) for task in Path(f"/proc/{process}/task").iterdir() for each in (task / "children").read_text().split()]
    return [child for child in found if "resource_tracker" not in Path(f"/proc/{child}/cmdline").read_text()]


def test_a_limit_is_one_limit_whoever_answers(two: Running):
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: ask(two, "types?limit=1", "192.0.2.1"), range(BURST + 10)))
    statuses = [status for status, _, _ in answers]
    assert (statuses.count(200), statuses.count(429)) == (BURST, 10)
    _, headers, body = next(each for each in answers if each[0] == 429)
    assert int(headers["Retry-After"]) in range(60, 101)
    assert headers["RateLimit"].startswith('"client";r=0;t=')
    assert headers["RateLimit-Policy"] == f'"client";q={BURST};w=3000'
    assert json.loads(body)["type"].endswith("/too-many-requests")
    assert ask(two, "types?limit=1", "192.0.2.2")[0] == 200
    assert ask(two, "health", "192.0.2.1")[0] == 200


def test_metrics_are_those_of_all_processes(two: Running):
    def count() -> float:
        families = text_string_to_metric_families(ask(two, "metrics")[2].decode())
        samples = [sample for family in families for sample in family.samples if sample.name == "hengce_http_requests_total"]
        return sum(each.value for each in samples if each.labels["route"] == "/documents" and each.labels["status"] == "200")

    before, logged = count(), len(requests(two))
    with ThreadPoolExecutor(4) as pool:
        assert {status for status, _, _ in pool.map(lambda _: ask(two, "documents", "192.0.2.3"), range(24))} == {200}
    wait_for(lambda: len([each for each in requests(two)[logged:] if each["route"] == "/documents"]) == 24)
    assert len({each["process"] for each in requests(two)[logged:]}) == 2
    assert [count() for _ in range(4)] == [before + 24] * 4


def test_assistants_are_answered_by_any_process_within_the_same_limit(two: Running):
    body = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "list_deadlines", "arguments": {"limit": 1}}}
    logged = len(requests(two))

    def call(client: str) -> tuple[int, Message[str, str], bytes]:
        return ask(two, "mcp", client, body, Accept="application/json, text/event-stream")

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(call, ["192.0.2.4"] * (BURST + 2)))
    statuses = [status for status, _, _ in answers]
    assert (statuses.count(200), statuses.count(429)) == (BURST, 2)
    assert {bool(json.loads(said)["result"]["structuredContent"]["items"]) for status, _, said in answers if status == 200} == {True}
    wait_for(lambda: len([each for each in requests(two)[logged:] if each["route"] == "/mcp"]) >= BURST)
    assert len({each["process"] for each in requests(two)[logged:]}) == 2


def test_another_process_takes_the_place_of_one_that_dies(two: Running):
    before = children(two.process.pid)
    assert len(before) == 2
    os.kill(before[0], signal.SIGKILL)
    wait_for(lambda: len(set(children(two.process.pid)) - {before[0]}) == 2)
    (new,) = set(children(two.process.pid)) - set(before)
    assert [ask(two, "health")[0] for _ in range(5)] == [200] * 5

    def it_answers() -> bool:
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(lambda _: ask(two, "health"), range(8)))
        return new in {each["process"] for each in requests(two)}

    wait_for(it_answers)


def test_all_change_over_together(two: Running, own_store: Path, tmp_path: Path, hengce: Callable[..., Finished]):
    def rebuild() -> None:
        for number in (1, 2):
            add_document(tmp_path / "texts", number)
            assert hengce("build", "--store", str(own_store), "--corpus", str(tmp_path / "texts")).status == 0

    began = len(requests(two))
    versions = check(watch(two.url, 12, rebuild))
    assert list(versions.values()) == [5, 6, 7]
    assert len({each["process"] for each in requests(two)[began:]}) == 2


def test_none_outlives_its_parent(two: Running):
    place = urlsplit(two.url)
    processes = children(two.process.pid)
    two.process.kill()

    def refused() -> bool:
        try:
            socket.create_connection((place.hostname, place.port), timeout=5).close()
        except OSError:
            return True
        return False

    wait_for(refused)
    wait_for(lambda: not any(Path(f"/proc/{each}/exe").exists() for each in processes))


def answered_at_the_end(server: Running) -> tuple[int, bytes]:
    """What a client gets who waits for a long query while the service is asked to end."""
    with ThreadPoolExecutor(1) as pool:
        asking = pool.submit(ask, server, "sparql?" + urlencode({"query": RUNAWAY}))
        time.sleep(0.5)
        began = time.monotonic()
        server.end()
        assert time.monotonic() - began < 15
        status, _, body = asking.result()
    with pytest.raises(OSError, match="refused"):
        urlopen(server.url + "health", timeout=5)
    return status, body


@pytest.mark.parametrize("workers", ["1", "2"])
def test_what_was_accepted_is_answered_before_the_end(store_path: str, workers: str):
    with running("--store", store_path, "--workers", workers, HENGCE_QUERY_TIMEOUT="1.5", HENGCE_SHUTDOWN_TIMEOUT="20") as server:
        assert answered_at_the_end(server)[0] == 504


def test_what_takes_too_long_is_told_that_the_service_ends(store_path: str):
    with running("--store", store_path, HENGCE_QUERY_TIMEOUT="60", HENGCE_SHUTDOWN_TIMEOUT="1") as server:
        status, body = answered_at_the_end(server)
    assert (status, json.loads(body)["status"]) == (503, 503)


def test_a_service_that_cannot_begin_says_why(tmp_path: Path, store_path: str, hengce: Callable[..., Finished]):
    broken = Path(shutil.copytree(store_path, tmp_path / "store"))
    for file in broken.glob("builds/*/data/CURRENT"):
        file.write_text("nonsense")
    done = hengce("serve", "--port", "0", "--workers", "2", "--store", str(broken))
    assert done.status == 2
    assert "Traceback" not in done.err
