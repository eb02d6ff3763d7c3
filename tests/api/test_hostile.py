"""Every parameter of every operation, as the OpenAPI document lists them, given what does not belong there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from hengce.api.app import create_app
from hengce.api.settings import Settings
from hengce.queries.catalogue import Catalogue

from .test_problems import problem

GOOD: dict[str, Any] = {
    "type": "绿色工厂", "q": "绿色工厂", "query": "ASK { ?s ?p ?o }", "id": "fujian-2018", "path": "type/绿色工厂", "version": "1",
    "name": "thresholds", "document": "fujian-2018", "jurisdiction": "福建", "kind": "threshold", "newer": "fujian-2018",
    "older": "jiangsu-2016", "old": "jiangsu-2016", "new": "fujian-2018", "score": "85", "words": "绿色",
}  # fmt: skip
"""A value that is taken, for what an operation cannot do without."""
NAMES = {"/download/{name}": "hengce.nt", "/profile/{name}": "eli"}
HOSTILE = (
    "\r\nX-Injected: 1",
    '"} DELETE WHERE { ?s ?p ?o } #',
    "绿色工厂' UNION SELECT * { ?s ?p ?o } #",
    "<script>alert(1)</script>",
    "../../../../etc/passwd",
    "%0d%0aX-Injected:1",
    "{{7*7}}${7*7}",
    "\u202e\ufffe",
    "x" * 3000,
)
FREE = {
    ("/search", "q"), ("/deadlines", "actor"), ("/eligibility/questions", "type"),
    *((f"/queries/{question.name}", each.name)
      for question in Catalogue.load().values() for each in question.parameters if each.kind == "text"),
}  # fmt: skip
"""Words that are looked for: nothing is wrong, and nothing need be found. A type that no document names has no questions."""


def operations(client: TestClient) -> Iterator[tuple[str, dict[str, Any]]]:
    paths = client.get("/openapi.json").json()["paths"]
    return ((path, item["get"]) for path, item in paths.items() if "get" in item)


def address(path: str, operation: dict[str, Any], /, **changed: str) -> tuple[str, dict[str, str]]:
    """A call with one good value for what is needed, but for what is changed."""
    within = {each["name"]: NAMES.get(path, GOOD[each["name"]]) for each in operation.get("parameters", ()) if each["in"] == "path"}
    needed = {
        each["name"]: GOOD[each["name"]] for each in operation.get("parameters", ()) if each["in"] == "query" and each.get("required")
    }
    if path == "/sparql":  # without a query it describes itself, and takes nothing else
        needed["query"] = GOOD["query"]
    values = {**needed, **{name: value for name, value in changed.items() if name not in within}}
    for name, value in {**within, **{name: changed[name] for name in within if name in changed}}.items():
        path = path.replace(f"{{{name}}}", value)
    return path, values


@pytest.fixture(scope="module")
def hasty(store_path: str) -> Iterator[TestClient]:
    """Without compression, which would only take time."""
    app = create_app(Settings.load({}, store=store_path, query_workers=1))
    with TestClient(app, raise_server_exceptions=False, headers={"Accept-Encoding": "identity"}) as client:
        yield client


def sound(answer: Any, path: str) -> dict[str, Any]:
    """What must hold of every answer; the problem document if it is one."""
    assert answer.status_code < 500, f"{path}: {answer.text[:300]}"
    assert "x-injected" not in answer.headers
    assert "root:" not in answer.text[:10_000]
    assert answer.headers["x-content-type-options"] == "nosniff"
    if answer.status_code >= 400 and "html" not in answer.headers["content-type"]:
        return problem(answer, answer.status_code)
    return {}


def test_a_wrong_value_is_refused_by_the_name_of_its_parameter(hasty: TestClient):
    for path, operation in operations(hasty):
        for parameter in operation.get("parameters", ()):
            if parameter["in"] != "query" or (path, parameter["name"]) in FREE:
                continue
            place, values = address(path, operation, **{parameter["name"]: '绿"}<无此值>\\'})
            found = sound(hasty.get(place, params=values), f"{path} {parameter['name']}")
            assert found.get("parameter") == parameter["name"], f"{path} {parameter['name']}: {found}"


def test_a_parameter_that_is_not_there_is_named(hasty: TestClient):
    for path, operation in operations(hasty):
        place, values = address(path, operation, colour="red")
        found = sound(hasty.get(place, params=values), path)
        assert (found.get("status"), found.get("parameter")) == (400, "colour"), path


def test_what_is_needed_and_missing_is_named(hasty: TestClient):
    for path, operation in operations(hasty):
        place, values = address(path, operation)
        for name in [each["name"] for each in operation.get("parameters", ()) if each["in"] == "query" and each.get("required")]:
            found = sound(hasty.get(place, params={key: value for key, value in values.items() if key != name}), path)
            assert (found["status"], found["parameter"]) == (400, name), path


@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
def test_no_value_breaks_out(hasty: TestClient, value: str):
    for path, operation in operations(hasty):
        for parameter in operation.get("parameters", ()):
            place, values = address(path, operation, **{parameter["name"]: value})
            if parameter["in"] == "path":
                place = place.replace(value, value.encode().hex("%").join(("%", "")))
            answer = hasty.get(place, params=values)
            sound(answer, f"{path} {parameter['name']}")
            if "html" in answer.headers["content-type"]:
                assert "<script>alert" not in answer.text


@pytest.mark.parametrize(
    "name", ["Accept", "Accept-Language", "Accept-Profile", "If-None-Match", "Range", "Origin", "X-Forwarded-For", "Host"]
)
@pytest.mark.parametrize("value", ["a" * 4000, ",;,;q=", "*/*;q=x, \x01", '"', "text/html;q=1e309", "<>;q=1, <a", "bytes=9-1,,-"])
def test_no_header_breaks_anything(hasty: TestClient, name: str, value: str):
    for path in ("/types?limit=1", "/id/type/绿色工厂", "/nowhere"):
        sound(hasty.get(path, headers={name: value}), f"{path} {name}")


@pytest.mark.parametrize(
    ("body", "parameter"),
    [
        (b"", "body"),
        (b"{", None),
        (b"[]", "body"),
        (b"\xff", None),
        (b'{"type": 1}', "type"),
        (b'{"type": "\\u0000"}', "type"),
        ('{"type": "绿色工厂", "facts": {"score": "y"}}'.encode(), "score"),
        ('{"type": "绿色工厂", "facts": {"score": 1e999}}'.encode(), None),
        ('{"type": "绿色工厂", "as_of": "2026-02-30"}'.encode(), "as_of"),
        (b"[" * 50_000, None),
        (b'{"a":' * 5_000, None),
    ],
    ids=range(11),
)
def test_a_body_that_is_none(hasty: TestClient, body: bytes, parameter: str | None):
    answer = hasty.post("/eligibility", content=body, headers={"Content-Type": "application/json"})
    found = sound(answer, "/eligibility")
    assert answer.status_code in (400, 404), answer.text
    assert parameter in (None, found.get("parameter"))


def test_many_parameters(hasty: TestClient):
    assert sound(hasty.get("/types?" + "&".join(f"a{number}=1" for number in range(3000))), "/types")["status"] == 400
    assert sound(hasty.get("/compare?type=绿色工厂&" + "jurisdictions=福建&" * 1500), "/compare") == {}
    assert json.loads(hasty.get("/documents?limit=1").text)["limit"] == 1
