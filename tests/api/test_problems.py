"""Every error is a problem document that names the parameter and what is allowed; hostile input is no exception."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from hengce.api.problems import TITLES, TYPE_BASE, Internal, slug
from hengce.ontology import errors


def problem(answer: Any, status: int) -> dict[str, Any]:
    assert answer.status_code == status, answer.text[:500]
    assert answer.headers["content-type"] == "application/problem+json"
    found = answer.json()
    assert found["status"] == status
    assert found["type"].startswith(TYPE_BASE)
    assert found["title"]
    assert found["detail"]
    assert "Traceback" not in answer.text
    assert "\n" not in found["detail"]
    return found


@pytest.mark.parametrize(
    ("path", "status", "parameter", "allowed"),
    [
        ("/compare", 400, "type", None),
        ("/compare?type=没有这种类型", 404, "type", "绿色工厂"),
        ("/compare?type=绿色工厂&jurisdictions=亚特兰蒂斯", 404, "jurisdictions", "350000 福建省"),
        ("/compare?type=绿色工厂&aspect=colour", 404, "aspect", "threshold"),
        ("/compare?type=绿色工厂&as_of=2024-02-30", 400, "as_of", None),
        ("/compare?type=绿色工厂&as_of=today", 400, "as_of", None),
        ("/compare?type=绿色工厂&jurisdiction=福建", 400, "jurisdiction", "jurisdictions"),
        ("/compare?type=绿色工厂&type=绿色园区", 400, "type", None),
        ("/compare?type=绿色工厂&format=pdf", 400, "format", "markdown"),
        ("/documents/nothing", 404, "id", "fujian-2018"),
        ("/documents/nothing/text", 404, "id", "fujian-2018"),
        ("/documents/nothing/facts", 404, "id", "fujian-2018"),
        ("/documents/nothing/outline", 404, "id", "fujian-2018"),
        ("/documents/fujian-2018/facts?kind=colour", 404, "kind", "threshold"),
        ("/documents?limit=0", 400, "limit", None),
        ("/documents?limit=1001", 400, "limit", None),
        ("/documents?limit=many", 400, "limit", None),
        ("/documents?offset=-1", 400, "offset", None),
        ("/documents?limit=99999999999999999999999999", 400, "limit", None),
        ("/queries/nothing", 404, "name", "thresholds"),
        ("/queries/thresholds?colour=red", 400, "colour", "type"),
        ("/queries/thresholds?type=没有这种类型", 404, "type", "绿色工厂"),
        ("/id/type/没有这种类型", 404, "path", None),
        ("/nowhere", 404, None, None),
        ("/documents/", 404, None, None),
        ("/problem/nothing", 404, "kind", "unknown-value"),
    ],
)
def test_refusals(client: TestClient, path: str, status: int, parameter: str | None, allowed: str | None):
    found = problem(client.get(path), status)
    if parameter is not None:
        assert found["parameter"] == parameter
    if allowed is not None:
        assert allowed in found["allowed"]


def test_a_method_that_is_not_there(client: TestClient):
    answer = client.delete("/documents")
    found = problem(answer, 405)
    assert found["allowed"] == ["GET", "HEAD"]
    assert answer.headers["allow"] == "GET, HEAD"
    assert problem(client.put("/sparql"), 405)["allowed"] == ["GET", "HEAD", "OPTIONS", "POST"]


def test_nothing_acceptable(client: TestClient):
    found = problem(client.get("/types", headers={"Accept": "image/png"}), 406)
    assert "text/csv" in found["allowed"]


@pytest.mark.parametrize("accept_language", ["en", "en-US,en;q=0.9"])
def test_english(client: TestClient, accept_language: str):
    answer = client.get("/compare", headers={"Accept-Language": accept_language})
    assert problem(answer, 400)["detail"] == "Parameter type is required."
    assert answer.headers["content-language"] == "en"
    assert problem(client.get("/compare"), 400)["detail"] == "参数 type 是必需的。"


@pytest.mark.parametrize(
    "path",
    [
        "/documents/..%2F..%2Fetc%2Fpasswd",
        "/documents/..%2f..%2fetc%2fpasswd/text",
        "/documents/%2e%2e/text",
        "/documents/%3Cscript%3E/facts",
        "/documents/fujian-2018%22%20%7D%20DELETE/text",
        "/id/../../etc/passwd",
        "/id/..%2F..%2Fetc%2Fpasswd",
        "/id/document/fujian-2018%3E%20%3Fp%20%3Fo%20%7D",
        "/id/",
        "/id//",
        "/id/%EF%BF%BE",
        "/id/" + "a/" * 3000,
        "/queries/..%2Fapp",
    ],
)
def test_paths_that_would_go_elsewhere(client: TestClient, path: str):
    problem(client.get(path), 404)


@pytest.mark.parametrize(
    "path", ["/compare?type=%FF%FE", "/compare?type=%E7%BB", "/documents/%FF", "/compare?type=%00", "/id/%C3%28", "/types?%80=1"]
)
def test_what_is_not_utf8(client: TestClient, path: str):
    problem(client.get(path), 400)


@pytest.mark.parametrize(
    "text", ['"', "绿色工厂' } INSERT", "绿色工厂\\u0022", "<b>", "x" * 5000, "\U0001f600", "\u202e绿色", "%", "*", "绿色工厂\n绿色园区"]
)
def test_odd_words_are_answered(client: TestClient, text: str):
    answer = client.get("/compare", params={"type": text})
    assert answer.status_code in (400, 404)
    problem(answer, answer.status_code)


def test_a_body_beyond_the_limit(client: TestClient):
    for headers in ({"Content-Type": "application/sparql-query"}, {"Content-Type": "application/x-www-form-urlencoded"}):
        found = problem(client.post("/sparql", content=b"x" * (20 << 20), headers=headers), 413)
        assert "1 MB" in found["detail"]


def test_a_body_beyond_the_limit_that_does_not_say_its_length(client: TestClient):
    problem(client.post("/sparql", content=(b"x" * 65536 for _ in range(32)), headers={"Content-Type": "application/sparql-query"}), 413)


def test_markup_in_a_page_is_text(client: TestClient):
    answer = client.get("/id/type/%3Cscript%3Ealert(1)%3C%2Fscript%3E", headers={"Accept": "text/html"})
    assert answer.status_code == 404
    assert "<script" not in answer.text
    assert "%3Cscript%3Ealert(1)" in answer.text
    assert "nosniff" in answer.headers["x-content-type-options"]


def test_a_defect_is_told_without_its_particulars(app: FastAPI, client: TestClient, caplog: pytest.LogCaptureFixture):
    """The log says what and where; the message, which may quote what was asked, stands in neither."""

    @app.get("/defect-for-this-test", include_in_schema=False)
    def defect() -> None:
        raise ZeroDivisionError("secret")

    found = problem(client.get("/defect-for-this-test", headers={"X-Request-ID": "this-one"}), 500)
    assert found["type"] == TYPE_BASE + "internal"
    assert "secret" not in str(found)
    assert "request this-one: ZeroDivisionError at " in caplog.text
    assert " defect" in caplog.text
    assert "secret" not in caplog.text


@pytest.mark.parametrize("kind", sorted(TITLES))
def test_every_type_of_problem_is_described(client: TestClient, kind: str):
    answer = client.get(f"/problem/{kind}")
    assert answer.status_code == 200
    assert TITLES[kind][0] in answer.text


def test_every_error_has_a_title():
    classes = [cls for cls in vars(errors).values() if isinstance(cls, type) and issubclass(cls, errors.HengceError)]
    assert len(classes) > 10
    for cls in classes:
        assert slug(cls("一", "one")) in TITLES
    assert slug(errors.UnknownValue("一", "one")) == "unknown-value"
    assert slug(errors.HengceError("一", "one")) == "internal"
    assert slug(Internal()) == "internal"
