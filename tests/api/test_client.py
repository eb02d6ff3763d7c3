"""``from hengce.api import connect``: a graph on this machine and a service elsewhere, with equal answers."""

from __future__ import annotations

import doctest
import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pandas
import pytest

from hengce.api import Client, client, connect
from hengce.api.shape import Framed
from hengce.ontology.errors import ComponentMissing, HengceError, InputError, InvalidParameter, QueryRefused, RemoteStoreError, UnknownValue

DAY = "2024-06-30"
DRAFT = "泉州市绿色工厂管理办法\n\n总分达到75分及以上的，推荐申报省级绿色工厂。\n"
MIIT = "工信厅节函〔2016〕586号"


@pytest.fixture(scope="module")
def local(store_path: str) -> Iterator[Client]:
    with connect(Path(store_path)) as opened:
        yield opened


@pytest.fixture(scope="module")
def remote(server: str) -> Client:
    return connect(server)


CALLS: dict[str, Callable[[Client], Any]] = {
    "health": lambda asked: asked.health(),
    "documents": lambda asked: asked.documents(DAY),
    "document": lambda asked: asked.document("miit-2016-586", DAY),
    "text": lambda asked: asked.text("fujian-2018"),
    "outline": lambda asked: asked.outline("fujian-2018"),
    "facts": lambda asked: asked.facts("fujian-2018", "incentive"),
    "types": lambda asked: asked.types(),
    "agencies": lambda asked: asked.agencies(),
    "jurisdictions": lambda asked: asked.jurisdictions(),
    "compare": lambda asked: asked.compare("绿色工厂", ["threshold", "target"], "福建,上海,国家", DAY, "国家"),
    "diff": lambda asked: asked.diff("miit-2016-586", "jiangsu-2016"),
    "questions": lambda asked: asked.questions("绿色工厂", "福建", DAY),
    "eligible": lambda asked: asked.eligible("绿色工厂", ["福建", "上海"], {"score": 86.5}, DAY, trace=True),
    "ask": lambda asked: asked.ask("国家的绿色工厂目标是多少？", DAY),
    "check": lambda asked: asked.check(DRAFT, "泉州", DAY),
    "search": lambda asked: asked.search("绿色工厂 奖励", kind="incentive", as_of=DAY, limit=2),
    "deadlines": lambda asked: asked.deadlines(2024, "江苏", as_of=DAY),
    "queries": lambda asked: asked.queries(),
    "query": lambda asked: asked.query("targets", jurisdiction=["国家", "福建"], as_of=DAY),
    "renamings": lambda asked: asked.query("renamings", name="福建省经济和信息化委员会", limit=1),
    "select": lambda asked: asked.sparql("SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p ORDER BY ?p"),
    "ask a query": lambda asked: asked.sparql("ASK { ?s ?p ?o }"),
    "describe": lambda asked: asked.sparql("DESCRIBE <https://w3id.org/hengce/id/document/fujian-2018>"),
}


@pytest.mark.parametrize("name", CALLS)
def test_here_and_elsewhere_the_answers_are_equal(local: Client, remote: Client, name: str):
    here, there = CALLS[name](local), CALLS[name](remote)
    assert here == there
    if isinstance(here, Framed):
        assert len(here.frame())
        pandas.testing.assert_frame_equal(here.frame(), there.frame())


WRONG: dict[str, tuple[type[HengceError], str, Callable[[Client], Any]]] = {
    "type": (UnknownValue, "绿色工厂", lambda asked: asked.compare("红色工厂")),
    "question": (UnknownValue, "agencies", lambda asked: asked.query("threshold")),
    "date": (InvalidParameter, "tomorrow", lambda asked: asked.documents("tomorrow")),
    "update": (QueryRefused, "DROP", lambda asked: asked.sparql("DROP ALL")),
    "document": (UnknownValue, "fujian-2018", lambda asked: asked.text("福建")),
    "path": (UnknownValue, "etc", lambda asked: asked.text("../etc/passwd")),
    "empty draft": (InvalidParameter, "草案", lambda asked: asked.check(" ")),
    "facts": (InputError, "score", lambda asked: asked.eligible("绿色工厂", "福建", {"score": 1000}, DAY)),
}


@pytest.mark.parametrize("name", WRONG)
def test_here_and_elsewhere_the_errors_are_equal(local: Client, remote: Client, name: str):
    kind, words, call = WRONG[name]
    raised = []
    for asked in (local, remote):
        with pytest.raises(kind, match=words) as caught:
            call(asked)
        raised.append((type(caught.value), str(caught.value), caught.value.parameter, caught.value.allowed, caught.value.status))
    assert raised[0] == raised[1]
    assert raised[0][1].startswith(caught.value.message()[:30])


class TestFrames:
    """``.frame()``: figures of the texts."""

    def test_a_comparison_is_a_line_for_each_statement(self, local: Client):
        frame = local.compare("绿色工厂", "threshold", as_of=DAY).frame()
        assert frame.loc[frame["jurisdiction"] == "350000", ["level", "value.min"]].to_numpy().tolist() == [["省级", 80], ["国家级", 90]]
        assert frame.loc[(frame["jurisdiction"] == "310000") & (frame["key"] == "score"), "value.min"].tolist() == [75, 85, 95]
        assert (frame["value.min"].dtype, frame["value.min_inclusive"].dtype) == ("Int64", "boolean")
        assert frame["as_of"].tolist() == [pandas.Timestamp(DAY)] * len(frame)
        assert list(frame)[-8:] == ["document", "title", "doc_number", "path", "quote", "start", "end", "url"]
        for line in frame.to_dict("records"):
            assert local.text(line["document"])[line["start"] : line["end"]] == line["quote"]
            assert line["fact"].startswith("https://w3id.org/hengce/id/fact/" + line["document"])

    def test_numbers_of_documents_are_known(self, local: Client):
        frame = local.query("targets", jurisdiction="国家", as_of=DAY).frame()
        assert set(frame["doc_number"]) == {MIIT}
        answer = local.ask("国家的绿色工厂目标是多少？", DAY)
        assert answer.frame()["doc_number"].tolist() == [MIIT] * len(answer.facts)

    def test_dates_are_dates(self, local: Client):
        frame = local.deadlines(2024, as_of=DAY).frame()
        assert frame["due"].dropna().is_monotonic_increasing
        assert pandas.Timestamp("2024-10-31") in set(frame["due"])
        assert local.documents(DAY).frame()["valid_from"].dropna().tolist()[0] == "2021"  # no more precise than the text

    def test_a_decision_is_a_line_for_each_requirement(self, local: Client):
        frame = local.eligible("绿色工厂", "上海,福建,西藏", {"score": 86}, DAY).frame()
        scores = frame[(frame["name"] == "score") & (frame["jurisdiction"] == "350000")]
        assert [scores[name].tolist() for name in ("level", "status", "needed.min")] == [["省级", "国家级"], ["met", "unmet"], [80, 90]]
        assert scores["gap.by"].tolist()[1] == 4
        assert frame.loc[frame["jurisdiction"] == "540000", "verdict"].tolist() == ["no_document"]

    def test_a_finding_is_a_line_with_the_clause_that_it_rests_on(self, local: Client):
        frame = local.check(DRAFT, "泉州", DAY).frame()
        looser = frame[frame["rule"] == "looser-than-superior"].iloc[0]
        assert DRAFT[looser["start"] : looser["end"]] == looser["quote"]
        assert (looser["related.document"], looser["related.start"]) == ("fujian-2018", 1076)

    def test_solutions(self, local: Client):
        found = local.sparql("SELECT ?a ?b ?c { VALUES (?a ?b ?c) { (1 '2024-06-30' 1.5) (2 '2024-07-01' UNDEF) } }")
        assert not isinstance(found, (bool, str))
        frame = found.frame()
        assert frame["a"].tolist() == [1, 2]
        assert frame["b"].tolist() == [pandas.Timestamp("2024-06-30"), pandas.Timestamp("2024-07-01")]
        assert float(frame["c"].iloc[0]) == 1.5

    def test_an_empty_answer_has_its_columns(self, local: Client):
        assert {"document", "quote"} <= set(local.ask("今天天气如何？", DAY).frame())
        assert "fact" in local.compare("绿色工厂", "exemption", "国家", DAY).frame()
        assert {"place", "subject", "min", "quote"} <= set(local.query("thresholds", jurisdiction="西藏").frame())

    def test_without_pandas(self, local: Client, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setitem(sys.modules, "pandas", None)
        with pytest.raises(ComponentMissing, match=r"hengce\[frames\]"):
            local.types().frame()


def test_one_client_serves_many_threads(local: Client):
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda place: local.query("thresholds", jurisdiction=place, as_of=DAY), ["福建", "上海"] * 12))
    assert all(each == found[at % 2] for at, each in enumerate(found))
    assert found[0] != found[1]


def test_a_field_by_its_name(local: Client):
    cell = local.compare("绿色工厂", "threshold", "福建", DAY)["rows"][0]["cells"]["350000"][0]
    assert cell["citation"]["path"] == cell.citation.path
    with pytest.raises(KeyError):
        cell["model_dump"]


def test_a_draft_as_a_file(local: Client, remote: Client, tmp_path: Path):
    path = tmp_path / "草案“一”.txt"
    path.write_bytes(DRAFT.encode("gb18030"))
    found = [asked.check(path, "泉州", DAY) for asked in (local, remote)]
    assert found[0] == found[1]
    assert found[0].text == DRAFT
    assert found[0].findings == local.check(DRAFT, "泉州", DAY).findings


def test_a_list_of_many_pages_is_whole(store_path: str, local: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HENGCE_PAGE_LIMIT", "100")
    with connect(store_path) as small:
        assert len(small.query("facts", document="fujian-2018")) > 300
        assert small.query("facts", document="fujian-2018") == local.query("facts", document="fujian-2018")


def test_the_users_own_graph(store_path: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HENGCE_STORE", store_path)
    with connect(language="en") as own:
        assert repr(own) == f"connect({store_path!r})"
        with pytest.raises(UnknownValue, match="There is no type"):
            own.compare("红色工厂")


def test_a_graph_that_is_not_there_is_built_and_that_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    with connect(tmp_path / "new") as built:
        assert built.health().documents == 5
    said = capsys.readouterr().err
    assert "先从自带语料构建（5 份文件）" in said
    assert "数据版本" in said


@pytest.mark.parametrize("location", ["file:///etc/passwd", "127.0.0.1:8000", "localhost:8000/", "ftp://example.org"])
def test_an_address_that_is_none(location: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InvalidParameter, match="http://"):
        connect(location)
    assert not list(tmp_path.iterdir())


def test_a_closed_client(store_path: str):
    closed = connect(store_path)
    assert closed.sparql("ASK { ?s ?p ?o }") is True
    children = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children")
    threads = {each.name for each in threading.enumerate()}
    before = children.read_text().split()
    closed.close()
    closed.close()
    assert len(children.read_text().split()) == len(before) - 1
    assert {each.name for each in threading.enumerate()} < threads
    with pytest.raises(ValueError, match="closed"):
        closed.health()


def test_a_script_that_forgets_to_close_ends(store_path: str):
    program = f"from hengce.api import connect\nhengce = connect({store_path!r})\nprint(hengce.health().documents)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (0, "5\n", "")


class Failing(HTTPServer):
    """A service that answers with the statuses it is given, one after another, and then with an empty list."""

    def __init__(self, statuses: list[int]) -> None:
        super().__init__(("127.0.0.1", 0), _Failing)
        self.statuses = statuses
        self.asked: list[str] = []


class _Failing(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        service = self.server
        assert isinstance(service, Failing)
        service.asked.append(self.command)
        status = service.statuses.pop(0) if service.statuses else 200
        problem = {"type": "https://w3id.org/hengce/problem/overloaded", "title": "服务繁忙", "status": status, "detail": "请稍后重试。"}
        body = json.dumps(problem if status != 200 else {"items": [], "total": 0, "limit": 1, "offset": 0, "next": None}).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self) -> None:
        self.do_GET()

    def log_message(self, format: str, *args: Any) -> None:  # nothing of it belongs on standard error
        pass


@pytest.fixture
def failing() -> Iterator[Callable[..., Failing]]:
    started: list[Failing] = []

    def start(*statuses: int) -> Failing:
        started.append(Failing(list(statuses)))
        threading.Thread(target=started[-1].serve_forever, args=(0.01,), daemon=True).start()
        return started[-1]

    yield start
    for each in started:
        each.shutdown()
        each.server_close()


def test_what_only_reads_is_asked_again_after_a_passing_failure(failing: Callable[..., Failing], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("hengce.api.client.remote._FIRST_PAUSE", 0.01)
    service = failing(503, 502)
    asked = connect(f"http://127.0.0.1:{service.server_port}")
    assert list(asked.types()) == []
    assert len(service.asked) == 3
    service.statuses = [504] * 5
    with pytest.raises(HengceError, match="请稍后重试") as caught:
        asked.types()
    assert (caught.value.status, len(service.asked)) == (504, 6)
    service.statuses = [500]
    with pytest.raises(HengceError):
        asked.types()
    assert len(service.asked) == 7


def test_what_is_posted_is_sent_once(failing: Callable[..., Failing]):
    service = failing(503, 503)
    with pytest.raises(HengceError):
        connect(f"http://127.0.0.1:{service.server_port}").ask("？")
    assert service.asked == ["POST"]


def test_an_answer_of_another_shape(failing: Callable[..., Failing]):
    with pytest.raises(RemoteStoreError, match="Health"):
        connect(f"http://127.0.0.1:{failing().server_port}").health()


def test_a_service_that_does_not_answer():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        slow = connect(f"http://127.0.0.1:{silent.getsockname()[1]}", timeout=0.2)
        with pytest.raises(RemoteStoreError, match="没有回应"):
            slow.health()


@pytest.mark.parametrize("module", [client, client.client], ids=lambda module: module.__name__)
def test_the_examples_of_the_docstrings(module: Any, local: Client, store_path: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HENGCE_STORE", store_path)
    done = doctest.testmod(module, extraglobs={"hengce": local})
    assert done.attempted >= 4
    assert done.failed == 0
