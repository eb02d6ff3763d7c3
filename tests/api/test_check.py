"""A drafter's check over HTTP and on the command line; nothing of a draft stays behind."""

from __future__ import annotations

import json
import logging
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from starlette.testclient import TestClient

from hengce.api.app import create_app
from hengce.api.settings import Settings

from .conftest import DAY, Finished

DRAFT = """慈溪市绿色工厂管理办法

第一条 为了规范绿色工厂管理，制定本办法。
第二条 得分90分及以上的为一级；得分80分及以上、不满85分的为二级。
第四条 本办法自2027年1月1日起施行，有效期3年。
"""
CANARY = "金丝雀机密甲乙丙丁"
SECRET = DRAFT + f"第五条 {CANARY}由{CANARY}负责，按照第九十九条办理。\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "draft.txt"
    path.write_text(DRAFT, encoding="utf-8")
    return path


def test_a_draft_as_json(client: TestClient) -> None:
    answer = client.post("/check", json={"text": DRAFT, "jurisdiction": "慈溪", "as_of": DAY})
    assert answer.status_code == 200
    result = answer.json()
    assert result.keys() == {"jurisdiction", "as_of", "against", "findings"}
    assert (result["jurisdiction"]["code"], result["as_of"], result["against"]) == ("330282", "2027-01-01", ["miit-2016-586"])
    assert [(each["rule"], each["severity"]) for each in result["findings"]] == [("grade-gap", "error"), ("numbering", "warning")]
    for each in result["findings"]:
        assert DRAFT[each["start"] : each["end"]] == each["quote"]
        assert set(each) == {"rule", "severity", "message", "quote", "start", "end", "path", "places", "related", "suggestion"}
    assert client.post("/check", json={"text": DRAFT}).json()["jurisdiction"]["name"] == "慈溪市"
    english = client.post("/check", json={"text": DRAFT}, headers={"Accept-Language": "en"}).json()["findings"][0]["message"]
    assert english.startswith("The bands leave a gap")


def test_a_draft_as_a_file(client: TestClient) -> None:
    sent = client.post("/check", files={"file": ("草案.txt", DRAFT.encode("gb18030"))}, data={"jurisdiction": "宁波", "as_of": DAY})
    assert sent.status_code == 200
    result = sent.json()
    assert result["jurisdiction"]["code"] == "330200"
    assert result["text"] == DRAFT
    assert result["findings"] == client.post("/check", json={"text": DRAFT, "jurisdiction": "宁波", "as_of": DAY}).json()["findings"]


@pytest.mark.parametrize(
    ("body", "status", "parameter"),
    [
        ({}, 400, "text"),
        ({"text": " \n"}, 400, "text"),
        ({"text": 5}, 400, "text"),
        ({"text": DRAFT, "jurisdiction": "乌有市"}, 404, "jurisdiction"),
        ({"text": DRAFT, "as_of": "明天"}, 400, "as_of"),
        ({"text": DRAFT, "against": ["nobody"]}, 404, "against"),
        ({"text": DRAFT, "surprise": 1}, 400, "surprise"),
    ],
)
def test_wrong_requests(client: TestClient, body: object, status: int, parameter: str) -> None:
    answer = client.post("/check", json=body)
    assert (answer.status_code, answer.headers["content-type"], answer.json()["parameter"]) == (
        status,
        "application/problem+json",
        parameter,
    )


def test_wrong_bodies(client: TestClient) -> None:
    assert client.post("/check", content="草案".encode(), headers={"Content-Type": "text/plain"}).status_code == 415
    assert client.post("/check", content=b"{", headers={"Content-Type": "application/json"}).status_code == 400
    assert client.post("/check", content=b"[" * 100_000, headers={"Content-Type": "application/json"}).status_code == 400
    assert client.post("/check", content=b"--x", headers={"Content-Type": "multipart/form-data; boundary=x"}).status_code == 400
    assert client.post("/check", content=b"x", headers={"Content-Type": "multipart/form-data"}).status_code == 400
    assert client.post("/check", files={"paper": ("a.txt", DRAFT.encode())}).json()["parameter"] == "file"
    assert client.post("/check", files={"file": ("a.txt", DRAFT.encode())}, data={"text": DRAFT}).json()["parameter"] == "file"
    assert client.post("/check", files={"file": ("a.txt", b"\x00\x01\x02" * 50)}).status_code == 422
    assert client.post("/check?text=1", json={"text": DRAFT}).json()["parameter"] == "text"
    assert client.get("/check").status_code == 405
    operation = client.get("/openapi.json").json()["paths"]["/check"]["post"]
    assert operation["requestBody"]["content"].keys() == {"application/json", "multipart/form-data"}


def test_the_command(hengce: Callable[..., Finished], store_path: str, file: Path, tmp_path: Path) -> None:
    words = ("check", str(file), "--as-of", DAY, "--store", store_path)
    shown = hengce(*words)
    assert shown.status == 1
    assert "■ 错误 grade-gap  第 4 行  第二条" in shown.out
    assert "共发现：错误 1 处，警告 1 处。" in shown.out
    result = json.loads(hengce(*words, "--format", "json", "--jurisdiction", "宁波").out)
    assert result["jurisdiction"]["code"] == "330200"
    assert "error grade-gap" in hengce(*words, HENGCE_LANG="en").out
    assert hengce(*words, "-o", str(tmp_path / "out.txt")).out == ""
    assert "grade-gap" in (tmp_path / "out.txt").read_text(encoding="utf-8")
    file.write_text(DRAFT.replace("不满85分", "不满90分").replace("第四条", "第三条"), encoding="utf-8")
    clean = hengce(*words)
    assert (clean.status, "没有发现问题" in clean.out) == (0, True)
    assert hengce("check", str(tmp_path / "nobody.txt"), "--store", store_path).status == 2
    assert hengce(*words, "--against", "nobody").status == 2


@pytest.fixture
def no_temporary_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Whoever makes a temporary file fails, since there is no folder for it."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))


@pytest.fixture
def large(store_path: str) -> Iterator[TestClient]:
    """A service that takes bodies above the megabyte from which forms are otherwise put on disk."""
    with TestClient(
        create_app(Settings.load({}, store=store_path, query_workers=1, body_limit=4)), raise_server_exceptions=False
    ) as client:
        yield client


def holding(folders: Iterable[Path | str]) -> list[Path]:
    """The files below some folders that hold the canary, in any encoding that a text may have."""
    marks = [CANARY.encode(encoding) for encoding in ("utf-8", "gb18030", "utf-16-le")] + [json.dumps(CANARY).strip('"').encode()]
    files = (Path(folder, name) for top in folders for folder, _, names in os.walk(top) for name in names)
    return [path for path in files if path.is_file() and any(mark in path.read_bytes() for mark in marks)]


@pytest.mark.usefixtures("no_temporary_files")
def test_nothing_of_a_draft_stays_behind(
    large: TestClient, store_path: str, user: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    caplog.set_level(logging.DEBUG)
    caplog.handler.setLevel(logging.DEBUG)
    said = large.post("/check", json={"text": SECRET}).text
    assert "第九十九条" in said
    file = SECRET.encode() + b" " * (1 << 20)
    sent = large.post("/check", files={"file": ("草案.txt", file)}, data={"jurisdiction": "宁波"})
    assert (sent.status_code, CANARY in sent.json()["text"]) == (200, True)
    assert large.post("/check", json={"text": SECRET, "jurisdiction": CANARY}).status_code == 404
    assert large.post("/check", json={"text": SECRET, "as_of": CANARY}).status_code == 400
    assert large.get("/search", params={"q": "第九十九条"}).json()["total"] == 0
    assert CANARY not in caplog.text
    assert holding([work, store_path, user, tmp_path]) == []


def test_a_draft_may_be_a_large_file_but_no_large_text(large: TestClient) -> None:
    page = f"<p>{DRAFT}</p><!-- {'x' * (5 << 20)} -->"
    assert large.post("/check", files={"file": ("草案.html", page.encode())}).status_code == 200
    long = "字" * (2 << 20)
    for answer in (large.post("/check", json={"text": long}), large.post("/check", files={"file": ("草案.txt", long.encode())})):
        assert (answer.status_code, "4 MB" in answer.json()["detail"]) == (413, True)
    answer = large.post("/check", files={"file": ("草案.txt", b" " * (21 << 20))})
    assert (answer.status_code, "20 MB" in answer.json()["detail"]) == (413, True)


def test_an_error_of_the_program_tells_the_log_nothing_of_the_draft(
    client: TestClient, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    from hengce.queries.checking.rules import rules

    def find(draft: object, against: object) -> Iterator[object]:
        raise ValueError(SECRET)

    monkeypatch.setitem(rules(), "broken", SimpleNamespace(RULE="broken", find=find))
    caplog.set_level(logging.DEBUG)
    answer = client.post("/check", json={"text": SECRET})
    assert (answer.status_code, CANARY in answer.text) == (500, False)
    assert "a check failed: ValueError in find" in caplog.text
    assert CANARY not in caplog.text
