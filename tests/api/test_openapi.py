"""The OpenAPI documents are valid, say all that a caller must know, and their examples are true."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from fastapi import FastAPI
from openapi_schema_validator import OAS30Validator, OAS31Validator
from openapi_spec_validator import OpenAPIV30SpecValidator, OpenAPIV31SpecValidator
from starlette.testclient import TestClient

from hengce.api.openapi.document import operations
from hengce.api.openapi.examples import ANSWERS
from hengce.api.openapi.older import schema
from hengce.queries.catalogue import Catalogue

from .described import Operation, described, settled

INVENTED = {f"/queries/{question.name}" for question in Catalogue.load().values() if question.example.documents}
"""Questions on which the packaged texts say nothing: their examples are on invented ones."""


@pytest.fixture(scope="module")
def document(client: TestClient) -> dict[str, Any]:
    return client.get("/openapi.json").json()


@pytest.fixture(scope="module")
def older(client: TestClient) -> dict[str, Any]:
    return client.get("/openapi-3.0.json").json()


def test_the_document_is_valid_openapi_3_1(document: dict[str, Any]):
    assert document["openapi"].startswith("3.1.")
    assert not [error.message for error in OpenAPIV31SpecValidator(document).iter_errors()]


def test_the_export_is_valid_openapi_3_0(older: dict[str, Any], document: dict[str, Any]):
    assert older["openapi"] == "3.0.3"
    assert not [error.message for error in OpenAPIV30SpecValidator(older).iter_errors()]
    assert {each[:2] for each in operations(older)} == {each[:2] for each in operations(document)}


@pytest.mark.parametrize("path", ["/openapi.json", "/openapi-3.0.json"])
def test_servers_are_where_the_client_found_the_service(client: TestClient, path: str):
    found = client.get(path, headers={"Host": "policy.example:8080"}).json()
    assert [server["url"] for server in found["servers"]] == ["http://policy.example:8080"]


def test_every_operation_says_what_it_is(document: dict[str, Any]):
    found = list(operations(document))
    names = [operation["operationId"] for _, _, operation in found]
    assert len(set(names)) == len(names) > 30
    for path, method, operation in found:
        assert re.fullmatch(r"[a-z][a-z0-9_]{2,63}", operation["operationId"])
        assert operation["summary"], (method, path)
        assert operation["tags"], (method, path)
        assert all(parameter.get("description") for parameter in operation.get("parameters", ())), (method, path)
        assert {"400", "429", "431"} <= operation["responses"].keys(), (method, path)
        assert ("413" in operation["responses"]) >= ("requestBody" in operation), (method, path)
        for parameter in operation.get("parameters", ()):
            assert not parameter["required"] or "example" in parameter or path in INVENTED, (method, path, parameter["name"])


def test_examples_are_answered(client: TestClient, app: FastAPI):
    """Every call made of the document's own examples succeeds, and a list is not empty."""
    asked = 0
    for operation in described(app):
        if operation.path.startswith("/download/") or operation.path in INVENTED:  # the first are asked in test_dataset
            continue
        for media_type in operation.bodies or (None,):
            answer = operation.ask(client, media_type)
            assert answer.status_code in (200, 204), (operation.name, answer.text)
            if answer.headers.get("content-type") == "application/json" and "total" in (found := answer.json()):
                assert found["items"], operation.name
            asked += 1
    assert asked > 40


@pytest.fixture(scope="module")
def by_name(app: FastAPI) -> dict[str, Operation]:
    return {operation.name: operation for operation in described(app)}


@pytest.mark.parametrize("name", sorted(file.stem for file in ANSWERS.glob("*.json")))
def test_example_answers_are_true(
    client: TestClient, by_name: dict[str, Operation], older: dict[str, Any], document: dict[str, Any], name: str
):
    """They are what the service answers (`python -m tests.api.described` writes them anew), and fit their schemas in both versions."""
    operation = by_name[name]
    content = operation.described["responses"]["200"]["content"]["application/json"]
    assert settled(operation.ask(client, next(iter(operation.bodies), None)).json()) == settled(content["example"])
    reference = content["schema"]["$ref"]
    for validator, described_in in ((OAS31Validator, document), (OAS30Validator, older)):
        whole = {"$ref": reference, "components": described_in["components"]}
        assert not [error.message for error in validator(whole).iter_errors(content["example"])]
        assert list(validator(whole).iter_errors({})), "the schema asks for nothing"


@pytest.mark.parametrize(
    ("newer", "older"),
    [
        ({"anyOf": [{"type": "string"}, {"type": "null"}], "title": "T"}, {"type": "string", "nullable": True, "title": "T"}),
        ({"anyOf": [{"enum": ["a"], "type": "string"}, {"type": "null"}]}, {"type": "string", "enum": ["a", None], "nullable": True}),
        (
            {"anyOf": [{"$ref": "#/x"}, {"type": "null"}]},
            {"anyOf": [{"$ref": "#/x"}, {"type": "string", "nullable": True, "enum": [None]}]},
        ),
        ({"type": "null"}, {"type": "string", "nullable": True, "enum": [None]}),
        ({"type": ["integer", "null"]}, {"type": "integer", "nullable": True}),
        ({"type": "number", "exclusiveMinimum": 0}, {"type": "number", "minimum": 0, "exclusiveMinimum": True}),
        ({"type": "number", "exclusiveMaximum": 9.5}, {"type": "number", "maximum": 9.5, "exclusiveMaximum": True}),
        ({"const": "ok", "type": "string"}, {"enum": ["ok"], "type": "string"}),
        ({"type": "string", "examples": ["a", "b"]}, {"type": "string", "example": "a"}),
        ({"$ref": "#/x", "description": "d"}, {"allOf": [{"$ref": "#/x"}], "description": "d"}),
        ({"type": "string", "contentMediaType": "application/octet-stream"}, {"type": "string", "format": "binary"}),
        (
            {"type": "array", "prefixItems": [{"type": "integer"}, {"const": 1}]},
            {"type": "array", "items": {"anyOf": [{"type": "integer"}, {"enum": [1]}]}},
        ),
        ({"properties": {"const": {"const": 1}}}, {"properties": {"const": {"enum": [1]}}}),
    ],
)  # fmt: skip
def test_a_schema_in_the_dialect_of_3_0(newer: dict[str, Any], older: dict[str, Any]):
    before = json.dumps(newer)
    assert schema(newer) == older
    assert json.dumps(newer) == before
