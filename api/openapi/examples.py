"""Examples in the document: values of parameters and bodies that give an answer, and the answers that the packaged texts give to them.

``examples.yaml`` has values of parameters by name, since a name means the same everywhere. ``answers/OPERATION.json`` is what the
service answers to the operation asked with its examples; ``python -m tests.api.described`` writes these files anew.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml

from ..negotiate import JSON

HERE = Path(__file__).parent
ANSWERS = HERE / "answers"
"""Where the answers lie."""


def put_values(document: dict[str, Any]) -> None:
    """Give an example to the parameters of a document that have none."""
    known = yaml.safe_load((HERE / "examples.yaml").read_text(encoding="utf-8"))
    for item in document["paths"].values():
        for operation in item.values():
            for parameter in operation.get("parameters", ()):
                if parameter["name"] in known:
                    parameter.setdefault("example", known[parameter["name"]])


def put_answers(document: dict[str, Any]) -> None:
    """Put the answers into a document."""
    for item in document["paths"].values():
        for operation in item.values():
            file = ANSWERS / f"{operation['operationId']}.json"
            if file.exists():
                operation["responses"]["200"]["content"][JSON.media_type]["example"] = json.loads(file.read_text(encoding="utf-8"))
