"""The questions of the catalogue as operations: a file ``.rq`` more is an operation more."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from ...extract.facts import KINDS
from ...queries.catalogue import Catalogue, Question
from ...queries.parameters import LONGEST_TEXT, Parameter

_SCHEMAS: Mapping[str, Mapping[str, Any]] = {
    "date": {"type": "string", "format": "date"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "kind": {"type": "string", "enum": list(KINDS)},
}
_TEXT: Mapping[str, Any] = {"type": "string", "maxLength": LONGEST_TEXT}


def question_operations(general: Mapping[str, Any]) -> dict[str, Any]:
    """The path items of the questions, by path.

    Args:
        general: the operation that takes the question's name as a parameter.
    """
    return {f"/queries/{question.name}": {"get": _operation(question, general)} for question in Catalogue.load().values()}


def _operation(question: Question, general: Mapping[str, Any]) -> dict[str, Any]:
    own = [_parameter(each, question.example.call.get(each.name)) for each in question.parameters]
    common = [deepcopy(each) for each in general["parameters"] if each["in"] == "query" and each["name"] not in question.names]
    return {
        "tags": list(general["tags"]),
        "summary": f"{question.title['zh']}（{question.title['en']}）",
        "description": f"{question.description['zh']}\n\n{question.description['en']}",
        "operationId": f"query_{question.name.replace('-', '_')}",
        "parameters": [*own, *common],
        "responses": deepcopy(dict(general["responses"])),
    }


def _parameter(parameter: Parameter, example: Any) -> dict[str, Any]:
    one = dict(_SCHEMAS.get(parameter.kind, _TEXT))
    schema = {"type": "array", "items": one} if parameter.many else one
    if parameter.default is not None and parameter.default != "today" and not parameter.many:
        schema["default"] = parameter.default
    found = {
        "name": parameter.name,
        "in": "query",
        "required": parameter.required,
        "description": f"{parameter.zh}（{parameter.en}）",
        "schema": schema,
    }
    if example is not None:
        found["example"] = parameter.values(example) if parameter.many else _typed(example, one["type"])
    return found


def _typed(value: Any, kind: str) -> Any:
    """A value of an example call, where a header may write a number as text."""
    return float(value) if kind == "number" else int(value) if kind == "integer" else str(value)
