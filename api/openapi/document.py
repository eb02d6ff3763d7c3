"""The OpenAPI 3.1 document: what the framework finds out about the routes, and what holds for all of them.

The framework knows each route's parameters and answers. Added here: names for tools, the errors that a request may meet
before it comes to a route, and examples.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from functools import cache
from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute

from ..answers import problems
from ..models import Problem
from .examples import put_examples

Json = dict[str, Any]

EVERYWHERE = (400, 429, 431)
"""Errors that any request may meet before a route sees it: malformed, too many, headers too long."""
WITH_BODY = (408, 413)
"""Those of a request with a body: too slow, too large."""


def operation_id(route: APIRoute) -> str:
    """The name of an operation: its method and path, ``GET /documents/{id}/text`` → ``get_documents_by_id_text``.

    Programs that make tools of operations take it as the tool's name: letters, digits and ``_`` only.
    """
    return operation_name(min(route.methods or {"GET"}), route.path_format)


def operation_name(method: str, path: str) -> str:
    """The same for any method and path."""
    words = re.sub(r"\{(\w+)\}", r"by_\1", path)
    return "_".join([method.lower(), *re.findall(r"[A-Za-z0-9]+", words)])


def describe(app: FastAPI) -> None:
    """Let ``app.openapi()`` give the whole document, made once; ``servers`` is left to who gives it out."""
    generate = app.openapi

    @cache
    def openapi() -> Json:
        document = deepcopy(generate())  # several threads may be the first to ask
        _complete(document)
        return document

    app.openapi = openapi


def _complete(document: Json) -> None:
    components = document.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    schemas[Problem.__name__] = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    shared: Json = {}
    for _, method, operation in operations(document):
        _answers(operation, method, shared)
        for parameter in operation.get("parameters", ()):
            _plain(parameter)
    components["responses"] = dict(sorted(shared.items()))
    put_examples(document)


def operations(document: Mapping[str, Any]) -> Iterator[tuple[str, str, Json]]:
    """The path, method and description of each operation of a document."""
    for path, item in document["paths"].items():
        for method, operation in item.items():
            yield path, method, operation


def _answers(operation: Json, method: str, shared: Json) -> None:
    """Put in the answers that the route does not know of, and say each that several give once for the whole document."""
    answers = operation["responses"]
    if "application/problem+json" not in answers.get("422", {}).get("content", {}):
        answers.pop("422", None)  # the framework's own; here it is 400 like any other malformed parameter
    if method != "get":
        answers.pop("304", None)
    for status, answer in problems(*EVERYWHERE, *(WITH_BODY if "requestBody" in operation else ())).items():
        answers.setdefault(str(status), answer)
    for status, answer in answers.items():
        if answer.get("description") == "Successful Response":
            answer["description"] = "成功（success）"
        if status >= "300":
            shared[f"Status{status}"] = answer
            answers[status] = {"$ref": f"#/components/responses/Status{status}"}
    operation["responses"] = dict(sorted(answers.items()))


def _plain(parameter: Json) -> None:
    """Say once what a parameter is: an address cannot hold null, and the description stands beside the schema already."""
    schema = parameter["schema"]
    kinds = [kind for kind in schema.get("anyOf", ()) if kind != {"type": "null"}]
    if len(kinds) == 1:
        del schema["anyOf"]
        schema.update(kinds[0])
    for name in ("title", "description"):
        schema.pop(name, None)
    if "examples" in schema:  # where tools look for them
        parameter["example"] = schema.pop("examples")[0]
