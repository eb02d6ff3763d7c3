"""What surrounds every answer: its identifier and line in the log, metrics, compression, the client's share, pages of other origins."""

from __future__ import annotations

import gzip
import json
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from fastapi import FastAPI
from prometheus_client.parser import text_string_to_metric_families
from starlette.responses import StreamingResponse
from starlette.testclient import TestClient

from hengce.api import holdings
from hengce.api.app import create_app
from hengce.api.service import VERSION
from hengce.api.serving.again import Answer, Answers, Known
from hengce.api.serving.logs import Handled, JsonFormatter, TextFormatter
from hengce.api.serving.ratelimit import Buckets
from hengce.api.settings import Settings
from hengce.queries.catalogue import Catalogue

from .test_hostile import address, operations
from .test_http import BROWSER

SECRET = "绿色工厂的秘密问题"
PLAIN = {"Accept-Encoding": "identity"}


@contextmanager
def logged() -> Iterator[list[logging.LogRecord]]:
    """What the log is told of requests."""
    found: list[logging.LogRecord] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            found.append(record)

    logger, handler = logging.getLogger("hengce.request"), Keep()
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    try:
        yield found
    finally:
        logger.removeHandler(handler)


def test_a_line_says_what_was_done_and_nothing_of_what_was_asked(client: TestClient):
    with logged() as records:
        client.get("/documents/fujian-2018/facts", params={"kind": "threshold"}, headers={"X-Request-ID": "mine-1"})
        client.get("/search", params={"q": SECRET})
        client.post("/sparql", content=f'ASK {{ ?s ?p "{SECRET}" }}', headers={"Content-Type": "application/sparql-query"})
        client.get(f"/{SECRET}")
        client.head("/health")
        client.request("BREW", "/types")
    lines = [json.loads(JsonFormatter().format(record)) for record in records]
    assert [(line["method"], line["route"], line["status"]) for line in lines] == [
        ("GET", "/documents/{id}/facts", 200),
        ("GET", "/search", 200),
        ("POST", "/sparql", 200),
        ("GET", None, 404),
        ("HEAD", "/health", 200),
        ("other", "/types", 405),
    ]
    assert lines[0]["request_id"] == "mine-1"
    assert lines[0]["bytes"] > 500 > lines[4]["bytes"] == 0
    assert all(line["duration_ms"] > 0 for line in lines)
    assert len({line["client"] for line in lines}) == 1
    told = "\n".join([*(JsonFormatter().format(each) for each in records), *(TextFormatter().format(each) for each in records)])
    assert SECRET not in told
    assert "threshold" not in told
    assert "testclient" not in told


def test_the_form_for_people_has_the_same(caplog: pytest.LogCaptureFixture):
    handled = Handled("GET", "/types", 200, 1.25, 300, "abc", "id-1")
    with logged() as records:
        handled.log()
    assert TextFormatter().format(records[0]).endswith("Z 200 GET /types 1.2 ms 300 B abc id-1")


@pytest.mark.parametrize("given", ["a b", "x" * 65, "绿", "", "a\tb", "<script>"])
def test_an_identifier_is_taken_only_if_it_is_one(client: TestClient, given: str):
    answered = client.get("/health", headers={b"X-Request-ID": given.encode()}).headers["x-request-id"]
    assert answered != given
    assert answered.isalnum()


def test_metrics(app: FastAPI, client: TestClient):
    def samples() -> dict[tuple[str, ...], float]:
        answer = client.get("/metrics")
        assert answer.headers["content-type"].startswith("text/plain; version=")
        families = text_string_to_metric_families(answer.text)
        return {(each.name, *sorted(each.labels.values())): each.value for family in families for each in family.samples}

    before = samples()
    client.get("/compare", params={"type": "没有这种"})
    client.get("/sparql", params={"query": "ASK { ?s ?p ?o }"})
    client.get("/sparql", params={"query": "ASK {"})
    client.get("/nowhere/at/all")
    after = samples()

    def more(*key: str) -> float:
        return after[key] - before.get(key, 0)

    assert more("hengce_http_requests_total", "/compare", "404", "GET") == 1
    assert more("hengce_http_requests_total", "404", "GET", "none") == 1
    assert more("hengce_http_request_duration_seconds_count", "/sparql") == 2
    assert more("hengce_queries_ended_total", "answered") == 1
    assert more("hengce_queries_ended_total", "query-refused") == 1
    info = app.state.service.store.info
    assert after["hengce_facts",] == info.facts
    assert after["hengce_data_info", *sorted((info.base, info.data_version, VERSION))] == 1
    assert (after["hengce_up",], after["hengce_queries_running",], after["hengce_queries_waiting",]) == (1, 0, 0)
    assert after["hengce_http_requests_in_progress",] == 1  # this one
    assert client.get("/metrics", headers={"Accept": "application/openmetrics-text"}).text.endswith("# EOF\n")


def test_an_answer_says_which_build_it_is_of(client: TestClient, app: FastAPI):
    version = app.state.service.store.info.data_version
    answers = [
        client.get("/types"),
        client.get("/"),
        client.get("/sparql", params={"query": "ASK { ?s ?p ?o }"}),
        client.post("/sparql", data={"query": "ASK { ?s ?p ?o }"}),
        client.post("/eligibility", json={"type": "绿色工厂"}),
    ]
    assert [(each.status_code, each.headers["x-data-version"]) for each in answers] == [(200, version)] * 5


def test_live_and_ready(client: TestClient, app: FastAPI):
    assert client.get("/health/live").json() == {"status": "live"}
    assert client.get("/health/ready").json() == {"status": "ready", "data_version": app.state.service.store.info.data_version}


def test_a_service_without_its_graph_is_live_and_not_ready(store_path: str, tmp_path: Path):
    import shutil

    store = Path(shutil.copytree(store_path, tmp_path / "store"))
    with TestClient(create_app(Settings.load({}, store=str(store), query_workers=1)), raise_server_exceptions=False) as client:
        (store / "current").unlink()
        assert client.get("/health/live").status_code == 200
        assert client.get("/health/ready").status_code == 503
        assert "hengce_up 0.0" in client.get("/metrics").text


class TestCompression:
    @pytest.mark.parametrize("accepted", ["gzip", "br, gzip;q=0.5", "*", "GZIP"])
    def test_who_takes_it_gets_it(self, client: TestClient, accepted: str):
        answer = client.get("/compare?type=绿色工厂", headers={"Accept-Encoding": accepted})
        plain = client.get("/compare?type=绿色工厂", headers=PLAIN)
        assert answer.headers["content-encoding"] == "gzip"
        assert "content-encoding" not in plain.headers
        assert answer.content == plain.content
        assert int(answer.headers["content-length"]) < len(plain.content) / 4
        assert answer.headers["vary"] == plain.headers["vary"] == "Accept-Encoding, Accept, Accept-Language, Accept-Profile"

    @pytest.mark.parametrize("accepted", ["identity", "gzip;q=0", "gzip;q=0, *", "br", ""])
    def test_who_does_not_does_not(self, client: TestClient, accepted: str):
        assert "content-encoding" not in client.get("/types", headers={"Accept-Encoding": accepted}).headers

    def test_each_form_has_a_validator_of_its_own(self, client: TestClient):
        packed, plain = client.get("/types"), client.get("/types", headers=PLAIN)
        assert packed.headers["etag"] != plain.headers["etag"]
        for headers, answer in (({}, packed), (PLAIN, plain)):
            again = client.get("/types", headers={**headers, "If-None-Match": answer.headers["etag"]})
            assert (again.status_code, again.headers["etag"]) == (304, answer.headers["etag"])
            assert "Accept-Encoding" in again.headers["vary"]

    def test_nothing_is_compressed_twice(self, client: TestClient):
        book = client.get("/compare?type=绿色工厂&format=xlsx")
        assert book.content.startswith(b"PK")
        assert "content-encoding" not in book.headers

    def test_small_answers_stay_as_they_are(self, client: TestClient):
        assert "content-encoding" not in client.get("/health").headers

    def test_head_says_what_get_gives(self, client: TestClient):
        got, head = client.get("/types"), client.head("/types")
        assert head.headers["content-encoding"] == "gzip"
        assert head.headers["content-length"] == got.headers["content-length"]
        assert head.content == b""

    def test_the_bytes_are_the_same_each_time(self, client: TestClient):
        with client.stream("GET", "/types") as one, client.stream("GET", "/types") as other:
            first, second = b"".join(one.iter_raw()), b"".join(other.iter_raw())
        assert first == second
        assert gzip.decompress(first).startswith(b"{")

    def test_events_are_sent_as_they_come(self, app: FastAPI, client: TestClient):
        @app.get("/events-for-this-test", include_in_schema=False)
        def events(kind: str) -> StreamingResponse:
            return StreamingResponse((f"data: {number:0100}\n\n" for number in range(100)), media_type=kind)

        sent = client.get("/events-for-this-test", params={"kind": "text/event-stream"})
        assert "content-encoding" not in sent.headers
        packed = client.get("/events-for-this-test", params={"kind": "text/plain"})
        assert packed.headers["content-encoding"] == "gzip"
        assert sent.text == packed.text

    def test_a_download_is_repeated_only_if_it_is_another(self, client: TestClient):
        answer = client.get("/download/hengce.nt")
        assert answer.headers["content-encoding"] == "gzip"
        assert client.get("/download/hengce.nt", headers={"If-None-Match": answer.headers["etag"]}).status_code == 304
        part = client.get("/download/hengce.nt", headers={"Range": "bytes=0-9", "If-Range": answer.headers["etag"]})
        assert (part.status_code, part.content) == (200, answer.content)  # a part of the other form would not fit


class TestAgain:
    @pytest.fixture
    def asked(self, monkeypatch: pytest.MonkeyPatch) -> list[str]:
        """The views that the graph is asked for."""
        found: list[str] = []
        select = holdings.select
        monkeypatch.setattr(holdings, "select", lambda graph, name, **iris: found.append(name) or select(graph, name, **iris))
        return found

    @pytest.fixture
    def fresh(self, store_path: str) -> Iterator[TestClient]:
        with TestClient(create_app(Settings.load({}, store=store_path, query_workers=1))) as client:
            yield client

    def test_the_graph_is_asked_once(self, fresh: TestClient, asked: list[str]):
        first, again = fresh.get("/types?limit=2"), fresh.get("/types?limit=2")
        assert asked == ["types"]
        assert again.content == first.content
        assert {k: v for k, v in again.headers.items() if k != "x-request-id"} == {
            k: v for k, v in first.headers.items() if k != "x-request-id"
        }
        assert fresh.head("/types?limit=2").headers["content-length"] == first.headers["content-length"]
        assert asked == ["types"]

    @pytest.mark.parametrize(
        "headers", [{"Accept": "text/csv"}, {"Accept-Language": "en"}, {"Accept-Encoding": "identity"}, {"Host": "b.example"}]
    )
    def test_what_it_depends_on_is_told_apart(self, fresh: TestClient, asked: list[str], headers: dict[str, str]):
        fresh.get("/types")
        fresh.get("/types", headers=headers)
        assert asked == ["types", "types"]

    def test_errors_and_head_are_not_kept(self, fresh: TestClient, asked: list[str]):
        assert fresh.head("/types").content == b""
        assert fresh.get("/types").json()["items"]
        fresh.get("/documents/nothing")
        fresh.get("/documents/nothing")
        assert asked == ["types", "types", "documents", "documents"]

    def test_memory_has_a_limit(self):
        answers = Answers(1600)
        assert answers.most == 100
        for number in range(40):
            answers.keep(str(number), Answer((), b"x" * 100))
            with pytest.raises(Known):
                answers.recall("0")
        answers.recall("1")
        with pytest.raises(Known):
            answers.recall("39")


class TestRateLimit:
    def test_some_at_once_then_so_many_a_second(self):
        buckets = Buckets(rate=50, burst=3, key=b"k")
        assert [buckets.take("a").given for _ in range(5)] == [True] * 3 + [False] * 2
        assert buckets.take("b").given
        leave = buckets.take("a")
        assert 0 < leave.wait <= 0.02
        assert (leave.remaining, buckets.window) == (0, 3 / 50)
        time.sleep(leave.wait + 0.001)
        assert buckets.take("a").given
        buckets.close()

    def test_refusals_cost_nothing(self):
        buckets = Buckets(rate=100, burst=1, key=b"k")
        begun = time.monotonic()
        assert buckets.take("a").given
        while not buckets.take("a").given:
            pass
        assert time.monotonic() - begun < 1
        buckets.close()

    def test_a_client_of_ipv6_is_its_network(self):
        buckets = Buckets(rate=0.001, burst=1, key=b"k")
        assert buckets.take("2001:db8::1").given
        assert not buckets.take("2001:db8::ffff").given
        assert buckets.take("2001:db8:0:1::1").given
        assert buckets.take("192.0.2.1").given
        assert not buckets.take("::ffff:192.0.2.1").given
        buckets.close()

    def test_the_table_does_not_grow_and_forgets_those_who_matter_least(self):
        buckets = Buckets(rate=0.001, burst=1, key=b"k")
        assert buckets.take("192.0.2.1").given
        for number in range(20_000):
            buckets.take(f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}")
        assert not buckets.take("192.0.2.1").given
        buckets.close()

    def test_over_http(self, store_path: str):
        settings = Settings.load({}, store=store_path, query_workers=1, rate_limit=0.1, rate_burst=2, lang="en")
        with TestClient(create_app(settings), raise_server_exceptions=False) as client:
            answers = [client.get("/types") for _ in range(3)]
            assert [each.status_code for each in answers] == [200, 200, 429]
            assert [each.headers["ratelimit"].split(";")[1] for each in answers] == ["r=1", "r=0", "r=0"]
            seconds = answers[2].headers["retry-after"]
            assert int(seconds) in range(1, 11)
            assert answers[2].json()["detail"].startswith(f"Too many requests: try again in {seconds} s")
            assert client.get("/health").status_code == 200
            assert client.get("/metrics").status_code == 200


def test_pages_of_other_origins(store_path: str):
    settings = Settings.load({}, store=store_path, query_workers=1, cors_origins=("https://a.example",), rate_limit=0.01, rate_burst=2)
    with TestClient(create_app(settings)) as client:
        asked = {"Origin": "https://a.example", "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
        leave = client.options("/eligibility", headers=asked)
        assert leave.status_code == 200
        assert leave.headers["access-control-allow-origin"] == "https://a.example"
        assert "content-type" in leave.headers["access-control-allow-headers"].lower()
        answers = [client.get("/types", headers={"Origin": "https://a.example"}) for _ in range(3)]
        assert [each.status_code for each in answers] == [200, 200, 429]
        for answer in answers:  # what is refused can be read too
            assert answer.headers["access-control-allow-origin"] == "https://a.example"
            assert {"ETag", "Retry-After", "RateLimit", "Link"} <= set(answer.headers["access-control-expose-headers"].split(", "))
        stranger = client.options("/eligibility", headers={**asked, "Origin": "https://b.example"})
        assert stranger.status_code == 400
        assert "access-control-allow-origin" not in stranger.headers


INVENTED = {f"/queries/{each.name}" for each in Catalogue.load().values() if each.example.documents}
"""Questions of which the packaged texts say nothing: their examples bring documents of their own."""


def test_every_list_is_its_pages(client: TestClient):
    lists = [
        path
        for path, operation in operations(client)
        if "limit" in {each["name"] for each in operation.get("parameters", ())}
        and "application/json" in operation["responses"]["200"]["content"]  # the pages of the feed are read in test_feed.py
    ]
    assert len(lists) >= 9
    for path in lists:
        operation = dict(operations(client))[path]
        place, values = address(path, operation)
        if question := Catalogue.load().get(path.removeprefix("/queries/")):
            values |= {
                name: ",".join(map(str, value)) if isinstance(value, list) else value for name, value in question.example.call.items()
            }
        whole = client.get(place, params={**values, "limit": 1000}).json()
        assert whole["total"] == len(whole["items"]), path
        assert whole["total"] or path in INVENTED, path
        size = max(whole["total"] // 3, 1)
        page = client.get(place, params={**values, "limit": size}).json()
        gathered = page["items"]
        while page["next"]:
            page = client.get(page["next"]).json()
            assert (page["total"], page["limit"]) == (whole["total"], size), path
            gathered += page["items"]
        assert gathered == whole["items"], path


def test_lists_say_in_every_form_how_long_they_are(client: TestClient):
    page = client.get("/types", params={"limit": 3}).json()
    for form, headers in (("json", {}), ("csv", {}), ("markdown", {}), ("csv", {"Accept": BROWSER})):
        answer = client.get("/types", params={"limit": 3, "format": form}, headers=headers)
        assert answer.headers["x-total-count"] == str(page["total"])
        assert answer.headers["link"] == f'</types?format={form}&limit=3&offset=3>; rel="next"'
        last = client.get("/types", params={"limit": 3, "offset": page["total"] - 1, "format": form})
        assert "link" not in last.headers
