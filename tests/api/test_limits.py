"""Slow, huge and broken requests end, and each ends with an answer where there is one to give."""

from __future__ import annotations

import json
import select
import socket
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from .conftest import served
from .test_server import raw, status_of

PATIENCE = 1.0
POST = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"


@pytest.fixture(scope="module")
def hasty(store_path: str) -> Iterator[str]:
    with served("--store", store_path, HENGCE_REQUEST_TIMEOUT=str(PATIENCE), HENGCE_QUERY_WORKERS="1", HENGCE_LOG="off") as url:
        yield url


def drip(url: str, begin: bytes, drop: bytes, seconds: float = 15) -> tuple[bytes, float]:
    """Send some bytes, then a few every tenth of a second until the service has had enough; what it said, and when it closed."""
    place = urlsplit(url)
    with socket.create_connection((place.hostname, place.port), timeout=20) as connection:
        began, answer = time.monotonic(), b""
        connection.sendall(begin)
        while time.monotonic() - began < seconds:
            readable, _, _ = select.select([connection], [], [], 0.1)
            try:
                if readable:
                    chunk = connection.recv(65536)
                    if not chunk:
                        return answer, time.monotonic() - began
                    answer += chunk
                elif drop:
                    connection.sendall(drop)
            except ConnectionError:
                return answer, time.monotonic() - began
    raise AssertionError(f"still open after {seconds} s: {answer!r}")


def told(answer: bytes) -> tuple[int, str]:
    head, _, body = answer.partition(b"\r\n\r\n")
    assert b"application/problem+json" in head
    return int(head.split()[1]), json.loads(body)["type"].rsplit("/", 1)[1]


@pytest.mark.parametrize(
    ("begin", "drop"),
    [
        (b"GET /hea", b"l"),
        (b"GET /health HTTP/1.1\r\nHost: x\r\n", b"X-A: b\r\n"),
        (POST + b"Content-Length: 100000\r\n\r\n", b"A"),
        (POST + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nA\r\n"),
        (POST + b"Content-Length: 100\r\n\r\nASK", b""),
    ],
    ids=["line", "headers", "body", "chunks", "silence"],
)
def test_a_request_must_have_arrived_in_time(hasty: str, begin: bytes, drop: bytes):
    answer, seconds = drip(hasty, begin, drop)
    assert told(answer) == (408, "request-timeout")
    assert PATIENCE * 0.9 < seconds < 8
    assert status_of(hasty + "health") == 200


def test_a_connection_that_asks_nothing_is_closed(hasty: str):
    answer, seconds = drip(hasty, b"", b"")
    assert answer == b""
    assert PATIENCE * 0.9 < seconds < 8


def test_the_rest_of_a_refused_body_is_not_awaited_for_ever(hasty: str):
    """Refused at once, since no path takes it: what the client still sends is no reason to keep the connection."""
    answer, seconds = drip(hasty, b"POST /types HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000000\r\n\r\n", b"A" * 1000)
    assert told(answer)[0] in (405, 408, 413)
    assert seconds < 8


def test_a_reader_may_be_slow_but_not_stop(hasty: str):
    place = urlsplit(hasty)
    request = b"GET /download/hengce.nq HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"

    def read(pause: float, parts: int) -> int:
        with socket.socket() as connection:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 16)
            connection.settimeout(30)
            connection.connect((place.hostname, place.port))
            connection.sendall(request)
            size = 0
            try:
                while chunk := connection.recv(1 << 20):
                    size += len(chunk)
                    if parts > 0:
                        time.sleep(pause)
                        parts -= 1
            except ConnectionError:
                return -1
            return size

    whole = read(0, 0)
    assert whole > 5_000_000
    assert read(0.3, 5) == whole
    assert read(3 * PATIENCE, 1) != whole


def test_headers_have_a_limit(hasty: str):
    status, body = raw(hasty, b"GET /health HTTP/1.1\r\nHost: x\r\n" + b"X-A: " + b"b" * 200_000)
    assert (status, json.loads(body)["type"].rsplit("/", 1)[1]) == (431, "too-long-headers")


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"GET /types HTTP/1.1\r\nHost: x\r\nAccept: text/csv\nX-Injected: 1\rX: 2\r\n\r\n",
        b"GET /types HTTP/1.1\r\nHost: x\r\nX-Request-ID: a\x00b\r\n\r\n",
        b"GET /types\r\nX: y HTTP/1.1\r\nHost: x\r\n\r\n",
        POST + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /health HTTP/1.1\r\nHost: x\r\n\r\n",
        POST + b"Content-Length: 3\r\nContent-Length: 4\r\n\r\nASK",
        POST + b"Content-Length: -1\r\n\r\n",
        POST + b"Transfer-Encoding: chunked\r\n\r\nnothing\r\n",
        b"\r\n\r\n",
    ],
    ids=[
        "line-break-in-a-value",
        "null",
        "line-break-in-the-target",
        "two-lengths",
        "two-content-lengths",
        "negative",
        "no-chunk",
        "blank-lines",
    ],
)
def test_what_would_be_read_in_two_ways_is_refused(hasty: str, request_bytes: bytes):
    status, body = raw(hasty, request_bytes)
    assert 400 <= status < 500
    assert b"\r\nX-Injected" not in body
    assert body.count(b"HTTP/1.1 ") == 0
