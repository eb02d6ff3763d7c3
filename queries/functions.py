"""The catalogue as functions: what an assistant or another program is told in order to ask a question.

Name, description and JSON Schema (draft 2020-12) come from the header of the question's file, so that a new file is a new function.
The service describes its operations by the same schemas.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ..extract.facts import KINDS
from ..ontology.schemes import schemes
from .catalogue import Catalogue, Question
from .parameters import LONGEST_TEXT, Parameter

PREFIX = "query_"
"""What the names of functions begin with."""

_TEXT = {"type": "string", "maxLength": LONGEST_TEXT, "pattern": "^[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f\\ufffe\\uffff]*$"}
_SCHEMAS: dict[str, dict[str, Any]] = {
    "integer": {"type": "integer", "minimum": -(10**15) + 1, "maximum": 10**15 - 1},
    "number": {"type": "number", "exclusiveMinimum": -(10**12), "exclusiveMaximum": 10**12},
    "date": {"type": "string", "format": "date"},
    "kind": {"type": "string", "enum": list(KINDS)},
}
_FORMS = {
    "type": ("名称或别名", "name or alias"),
    "jurisdiction": ("GB/T 2260 代码或名称", "GB/T 2260 code or name"),
    "date": ("形如 2024-06-30", "like 2024-06-30"),
}
_SCHEMES = frozenset({"level", "form", "role", "consequence", "group"})


@dataclass(frozen=True, slots=True)
class Function:
    """A question as a function.

    Attributes:
        name: of at most 64 letters, digits and low lines.
        title: what it answers, in Chinese and English.
        description: the same at more length.
        parameters: JSON Schema of the object of its arguments.
        question: name of the question in the catalogue.
    """

    name: str
    title: str
    description: str
    parameters: dict[str, Any]
    question: str


def function(question: Question) -> Function:
    """A question as a function."""
    schema = {
        "type": "object",
        "properties": {each.name: {**schema_of(each), "description": meaning(each)} for each in question.parameters},
        "required": [each.name for each in question.parameters if each.required],
        "additionalProperties": False,
    }
    name = PREFIX + question.name.replace("-", "_")
    title = f"{question.title['zh']}（{question.title['en']}）"
    return Function(name, title, f"{question.description['zh']}\n\n{question.description['en']}", schema, question.name)


def functions(questions: Iterable[Question] | None = None) -> tuple[Function, ...]:
    """Questions as functions; by default those of the packaged catalogue, by name."""
    return tuple(map(function, Catalogue.load().values() if questions is None else questions))


def schema_of(parameter: Parameter) -> dict[str, Any]:
    """The JSON Schema of a parameter's value: of one that takes many, a list.

    Values that are names have to exist besides: what is there, an error lists.
    """
    one = {"type": "string", "enum": list(parameter.choices)} if parameter.choices else _SCHEMAS.get(parameter.kind, _TEXT)
    schema: dict[str, Any] = {"type": "array", "items": one} if parameter.many else dict(one)
    if parameter.default is not None and parameter.default != "today":
        schema["default"] = int(parameter.default) if parameter.kind == "integer" else parameter.default
    return schema


def meaning(parameter: Parameter) -> str:
    """What a parameter is for, in Chinese and English, with what may be written for it."""
    zh, en = [parameter.zh], [parameter.en]
    if form := _FORMS.get(parameter.kind):
        zh.append(form[0])
        en.append(form[1])
    if parameter.kind in _SCHEMES:
        zh.append("如" + "、".join(concept.label for concept in list(schemes()[parameter.kind].values())[:12]))
    if parameter.choices:
        zh.append("、".join(f"{value} {label}" for value, label in parameter.choices.items()))
    if parameter.default is not None:
        today = parameter.default == "today"
        zh.append("默认今天" if today else f"默认 {parameter.default}")
        en.append("today by default" if today else f"{parameter.default} by default")
    return f"{'；'.join(zh)}（{'; '.join(en)}）"
