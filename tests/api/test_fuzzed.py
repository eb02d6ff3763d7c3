"""Whatever is sent, the answer is one that the OpenAPI document describes: no 5xx, nothing of another shape (`make soak` goes on)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from schemathesis import APIOperation
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route

from .fuzzing import api_operations, failures, service

EXAMPLES = 2
"""Calls of each sort to each operation; the questions of the catalogue share their code and have one."""
PARTS = 4


@pytest.fixture(scope="module")
def every(store_path: str) -> Iterator[list[APIOperation]]:
    app = service(store_path)
    yield api_operations(app)
    app.state.service.close()


@pytest.mark.parametrize("part", range(PARTS))
def test_answers_are_as_described(every: list[APIOperation], part: int):
    statuses: Counter[int] = Counter()
    for operation in every[part::PARTS]:
        question = operation.definition.raw["operationId"].startswith("query_")
        wrong, seen = failures(operation, 1 if question else EXAMPLES, seed=1)
        assert not wrong, f"{operation.label}\n" + "\n\n".join(wrong)
        statuses += seen
    assert {200, 400} <= statuses.keys(), "all were answered alike"


def described(answer: dict[str, Any]) -> Starlette:
    """A service whose document promises an integer for an integer, and which answers something."""
    shape = {"type": "object", "required": ["number"], "properties": {"number": {"type": "integer"}}}
    number = {"name": "number", "in": "query", "required": True, "schema": {"type": "integer"}}
    promised = {"200": {"description": "", "content": {"application/json": {"schema": shape}}}, "400": {"description": ""}}
    paths = {"/double": {"get": {"parameters": [number], "responses": promised}}}
    document = {"openapi": "3.1.0", "info": {"title": "", "version": ""}, "paths": paths}
    return Starlette(routes=[Route("/openapi.json", lambda _: JSONResponse(document)), Route("/double", lambda _: JSONResponse(**answer))])


@pytest.mark.parametrize(
    "defect",
    [
        {"content": {"number": "seven"}},  # another shape
        {"content": {}, "status_code": 409},  # a status that is not promised
        {"content": {}, "status_code": 500},
        {"content": {"number": 7}},  # whatever is sent, also what the document forbids
        {"content": {"number": 7}, "media_type": "text/plain"},
    ],
    ids=repr,
)
def test_the_fuzzer_sees_defects(defect: dict[str, Any]):
    (operation,) = api_operations(described(defect))
    wrong, _ = failures(operation, 3, seed=1)
    assert wrong
