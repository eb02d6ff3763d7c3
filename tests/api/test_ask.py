"""Questions over HTTP and on the command line."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

from .conftest import DAY, Finished

QUESTION = "福建的绿色工厂要多少分才能往省里报示范？"
KEYS = {"status", "answer", "intent", "slots", "facts", "citations", "sparql", "warnings", "follow_ups", "gaps", "context"}


def test_an_answer_and_what_follows_it_up(client: TestClient) -> None:
    first = client.post("/ask", json={"question": QUESTION, "as_of": DAY}).json()
    assert (set(first), first["status"], "80分" in first["answer"]) == (KEYS, "answered", True)
    cited = first["citations"][0]
    text = client.get(f"/documents/{cited['document']}/text").json()["text"]
    assert text[cited["start"] : cited["end"]] == cited["quote"]
    second = client.post("/ask", json={"question": "那江苏呢？", "as_of": DAY, "context": first["context"]}).json()
    assert {each["document"] for each in second["citations"]} == {"jiangsu-2016"}


@pytest.mark.parametrize(
    ("body", "parameter"),
    [({}, "question"), ({"question": "x" * 401}, "question"), ({"question": "a\u0000b"}, "question"),
     ({"question": "好", "as_of": "明天"}, "as_of"), ({"question": "好", "context": "x"}, "context"),
     ({"question": "好", "surprise": 1}, "surprise")],
)  # fmt: skip
def test_wrong_requests_are_told_what_is_wrong(client: TestClient, body: object, parameter: str) -> None:
    answer = client.post("/ask", json=body)
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")
    assert answer.json()["parameter"] == parameter


def test_the_command(hengce: Callable[..., Finished], store_path: str) -> None:
    shown = hengce("ask", QUESTION, "--as-of", DAY, "--store", store_path)
    assert (shown.status, "80分" in shown.out, "fujian-2018" in shown.out) == (0, True, True)
    first = json.loads(hengce("ask", QUESTION, "--as-of", DAY, "--format", "json", "--store", store_path).out)
    assert set(first) == KEYS
    second = json.loads(hengce("ask", "那江苏呢？", "--context", first["context"], "--format", "json", "--store", store_path).out)
    assert second["citations"][0]["document"] == "jiangsu-2016"
    assert hengce("ask", "福建", "--as-of", "明天", "--store", store_path).status == 2
