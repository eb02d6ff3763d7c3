"""Eligibility over HTTP and the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from .conftest import DAY, Finished


def test_the_questions_and_the_decision(client: TestClient) -> None:
    page = client.get("/eligibility/questions", params={"type": "绿色工厂", "jurisdiction": "福建"}).json()
    assert page["total"] == len(page["items"]) > 2
    assert set(page["items"][0]) == {"name", "text", "type", "unit", "scale", "citation"}
    answer = client.post("/eligibility", json={"type": "绿色工厂", "jurisdiction": "福建", "as_of": DAY, "facts": {"score": 85}}).json()
    assert {(each["level"], each["verdict"]) for each in answer["decisions"]} == {("省级", "undetermined"), ("国家级", "not_eligible")}
    for requirement in answer["decisions"][0]["requirements"]:
        cited = requirement["citation"]
        text = client.get(f"/documents/{cited['document']}/text").json()["text"]
        assert text[cited["start"] : cited["end"]] == cited["quote"]
    assert all("trace" not in each for each in answer["decisions"])
    traced = client.post("/eligibility", params={"trace": "true"}, json={"type": "绿色工厂", "jurisdiction": "福建"}).json()
    assert all(each["trace"] for each in traced["decisions"])


@pytest.mark.parametrize(
    ("body", "status", "parameter"),
    [
        ({"type": "绿色工厂", "jurisdiction": "福建", "facts": {"score": 101}}, 400, "score"),
        ({"type": "绿色工厂", "jurisdiction": "福建", "facts": {"score": "高"}}, 400, "score"),
        ({"type": "绿色工厂", "jurisdiction": "乌有省"}, 404, "jurisdiction"),
        ({"type": "绿色工厂", "as_of": "明天"}, 400, "as_of"),
        ({"type": "绿色\u0000工厂"}, 400, "type"),
        ({"jurisdiction": "福建"}, 400, "type"),
        ({"type": "绿色工厂", "surprise": 1}, 400, "surprise"),
        ({"type": "绿色工厂", "facts": {"a": {"b": 1}}}, 400, None),
        ({"type": "绿色工厂", "facts": {str(i): 1 for i in range(501)}}, 400, "facts"),
    ],
)
def test_wrong_requests_are_told_what_is_wrong(client: TestClient, body: object, status: int, parameter: str | None) -> None:
    answer = client.post("/eligibility", json=body)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    if parameter is not None:
        assert answer.json()["parameter"] == parameter


def test_the_command(hengce: Callable[..., Finished], store_path: str, tmp_path: Path) -> None:
    profile = tmp_path / "p.json"
    profile.write_text(json.dumps({"score": 70}), encoding="utf-8")
    words = ("eligible", "绿色工厂", "--in", "福建", "--as-of", DAY, "--store", store_path)
    shown = hengce(*words, "--profile", str(profile), "--set", "score=85")
    assert shown.status == 0
    assert "差5分" in shown.out
    answer = json.loads(hengce(*words, "--set", "score=85", "--format", "json", "--trace").out)
    assert answer["decisions"][0]["trace"]
    assert hengce(*words, "--set", "score").status == 2
    assert hengce(*words, "--profile", str(tmp_path / "none.json")).status == 2
    profile.write_text("[1]", encoding="utf-8")
    assert hengce(*words, "--profile", str(profile)).status == 2
    assert "eligib" in hengce(*words, HENGCE_LANG="en").out
