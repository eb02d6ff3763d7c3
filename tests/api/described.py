"""The operations of the service as its OpenAPI document describes them, and each asked with its own examples.

``python -m tests.api.described`` writes the answers that stand in the document as examples anew.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from starlette.testclient import TestClient

from hengce.api.app import create_app
from hengce.api.openapi.document import operations
from hengce.api.openapi.examples import ANSWERS
from hengce.api.settings import Settings

CHANGING = ("data_version", "version")
"""Members of answers that change with each release and build."""


@dataclass(frozen=True)
class Operation:
    """An operation with its own examples.

    Attributes:
        name: its ``operationId``.
        method, path: with the examples of its parameters in the path.
        query: the other parameters that have an example.
        bodies: example bodies by media type.
        described: its description in the document.
    """

    name: str
    method: str
    path: str
    query: dict[str, Any]
    bodies: dict[str, Any]
    described: dict[str, Any]

    def ask(self, client: TestClient, media_type: str | None = None) -> Any:
        """The response to the call made of the examples."""
        if media_type is None:
            return client.request(self.method, self.path, params=self.query)
        body = self.bodies[media_type]
        if media_type == "application/x-www-form-urlencoded":
            return client.request(self.method, self.path, params=self.query, data=body)
        content = body if isinstance(body, str) else json.dumps(body, ensure_ascii=False)
        return client.request(self.method, self.path, params=self.query, content=content, headers={"Content-Type": media_type})


def described(app: FastAPI) -> Iterator[Operation]:
    """All operations of a service."""
    document = app.openapi()
    for path, method, operation in operations(document):
        given = {"path": {}, "query": {}}
        for parameter in operation.get("parameters", ()):
            if "example" in parameter:
                given[parameter["in"]][parameter["name"]] = parameter["example"]
        content = operation.get("requestBody", {}).get("content", {})
        # A file is no example.
        bodies = {media_type: _example(document, media) for media_type, media in content.items() if not media_type.startswith("multipart/")}
        yield Operation(operation["operationId"], method, path.format(**given["path"]), given["query"], bodies, operation)


def _example(document: dict[str, Any], media: dict[str, Any]) -> Any:
    if "example" in media:
        return media["example"]
    schema = media["schema"]
    if "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return schema["examples"][0]


def settled(answer: Any) -> Any:
    """An answer without what changes with each build."""
    return {name: value for name, value in answer.items() if name not in CHANGING} if isinstance(answer, dict) else answer


def write(names: set[str]) -> None:
    """Write the answers of these operations, and of those that have one already, as the packaged texts give them."""
    from hengce.corpus.library import Library
    from hengce.extract.build import build

    with tempfile.TemporaryDirectory() as folder:
        build(Library(), store := str(Path(folder, "store")))
        app = create_app(Settings.load({}, store=store))
        ANSWERS.mkdir(exist_ok=True)
        with TestClient(app) as client:
            for each in described(app):
                file = ANSWERS / f"{each.name}.json"
                if each.name in names or file.exists():
                    answer = each.ask(client, next(iter(each.bodies), None)).json()
                    file.write_text(json.dumps(answer, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    import sys

    write(set(sys.argv[1:]))
