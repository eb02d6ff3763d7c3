"""Examples in the document: values of parameters and bodies that give an answer, and the answers that the packaged texts give to them.

``examples.yaml`` has values of parameters by name, since a name means the same everywhere. ``answers/OPERATION.json`` is what the
service answers to the operation asked with its examples; ``python -m tests.api.described`` writes these files anew.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ...ontology.yamlfiles import load_yaml
from ...queries.catalogue import Catalogue
from ..negotiate import JSON

HERE = Path(__file__).parent
ANSWERS = HERE / "answers"
"""Where the answers lie."""


def put_examples(document: dict[str, Any]) -> None:
    """Put the examples into a document; those that an operation brings itself stay."""
    catalogue = Catalogue.load()
    known = load_yaml(HERE / "examples.yaml")
    for path, item in document["paths"].items():
        question = catalogue.get(path.removeprefix("/queries/")) if path.startswith("/queries/") else None
        if question is None:
            values = known["all"] | known["others"]
        else:  # where the packaged texts say nothing, a question has an example on invented ones
            values = known["all"] | ({} if question.example.documents else question.example.call)
        for operation in item.values():
            for parameter in operation.get("parameters", ()):
                if parameter["name"] in values:
                    parameter.setdefault("example", values[parameter["name"]])
            file = ANSWERS / f"{operation['operationId']}.json"
            if file.exists():
                operation["responses"]["200"]["content"][JSON.media_type]["example"] = json.loads(file.read_text(encoding="utf-8"))
