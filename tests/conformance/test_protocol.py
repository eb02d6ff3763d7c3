"""The W3C's tests of the SPARQL 1.1 Protocol (``protocol.yaml``; approved on 20 November 2012)."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pytest
from starlette.testclient import TestClient

from .conftest import DATA, cases

TESTS = cases("protocol")
COUNT = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"


def placed(text: str) -> str:
    return text.replace("DATA", DATA)


def send(client: TestClient, case: dict[str, Any]) -> Any:
    """Send a request as a case describes it, and nothing besides: no type that is not named."""
    address = "/sparql?" + urlencode([(name, placed(value)) for name, value in case.get("address", ())])
    body, headers = case.get("body"), {}
    if "form" in case:
        body, headers = urlencode([(name, value) for name, value in case["form"]]), {"Content-Type": "application/x-www-form-urlencoded"}
    elif "type" in case:
        headers = {"Content-Type": case["type"]}
    content = None if body is None else placed(body).encode(case.get("encoding", "utf-8"))
    return client.request(case.get("method", "POST"), address.rstrip("?"), content=content, headers=headers)


@pytest.mark.parametrize("name", TESTS["query"])
def test_query(client: TestClient, name: str):
    case = TESTS["query"][name]
    answer = send(client, case)
    assert answer.status_code // 100 == case.get("status", 2), answer.text
    media_type = answer.headers["content-type"].split(";")[0]
    if "answers" in case:
        assert media_type in ("application/sparql-results+json", "application/sparql-results+xml")
        found = answer.json()
        assert (found["boolean"] if "boolean" in found else len(found["results"]["bindings"])) == case["answers"]
    if "media" in case:
        assert media_type in case["media"]


@pytest.mark.parametrize("name", TESTS["update"])
def test_updates_are_refused_and_change_nothing(client: TestClient, name: str):
    before = client.get("/sparql", params={"query": COUNT}).json()
    answer = send(client, TESTS["update"][name])
    assert answer.status_code // 100 == 4, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert client.get("/sparql", params={"query": COUNT}).json() == before


def test_all_tests_of_the_manifest_are_here():
    """The manifest has 20 tests of queries and 14 of updates."""
    assert (len(TESTS["query"]), len(TESTS["update"])) == (20, 14)
