"""Questions as functions for assistants: names that every protocol takes, schemas that their own examples satisfy."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

import pytest

from hengce.queries.catalogue import Catalogue
from hengce.queries.functions import Function, functions

FUNCTIONS = functions()


@pytest.fixture(params=FUNCTIONS, ids=lambda each: each.question)
def function(request: pytest.FixtureRequest) -> Function:
    return request.param


def test_every_question_is_one_function():
    assert [each.question for each in FUNCTIONS] == list(Catalogue.load())
    assert len({each.name for each in FUNCTIONS}) == len(FUNCTIONS)


def test_names_fit_every_protocol(function: Function):
    assert re.fullmatch("[a-z][a-z0-9_]{0,63}", function.name)


def test_both_languages_speak(function: Function):
    zh, en = Catalogue.load()[function.question].description.values()
    assert zh in function.description
    assert en in function.description
    for schema in function.parameters["properties"].values():
        assert re.search(r"[\u4e00-\u9fff]", schema["description"])
        assert re.search("[a-z]{2}", schema["description"])


def test_the_example_satisfies_the_schema(function: Function):
    call = Catalogue.load()[function.question].example.call
    properties = function.parameters["properties"]
    assert set(function.parameters["required"]) <= set(call) <= set(properties)
    for name, value in call.items():
        schema = properties[name]
        for each in str(value).split(",") if schema["type"] == "array" else [value]:
            assert satisfies(each, schema.get("items", schema)), (name, each)


def satisfies(value: Any, schema: dict[str, Any]) -> bool:
    """Whether a value is one of the schema, as JSON Schema says of the few words that these schemas use."""
    if schema["type"] == "integer":
        return isinstance(value, int) and schema["minimum"] <= value <= schema["maximum"]
    if schema["type"] == "number":
        return schema["exclusiveMinimum"] < float(value) < schema["exclusiveMaximum"]
    if schema.get("format") == "date":
        return date.fromisoformat(value).isoformat() == value
    known = "enum" not in schema or value in schema["enum"]
    return known and len(value) <= schema.get("maxLength", 400) and re.search(schema.get("pattern", ""), value) is not None


def test_what_is_told_is_json_and_short(function: Function):
    told = json.dumps({"name": function.name, "description": function.description, "inputSchema": function.parameters}, ensure_ascii=False)
    assert len(told.encode()) < 6000


def test_defaults_and_choices_are_told():
    ending = next(each for each in FUNCTIONS if each.question == "ending").parameters["properties"]
    assert ending["years"]["default"] == 1
    assert "默认今天" in ending["as_of"]["description"]
    agencies = next(each for each in FUNCTIONS if each.question == "agencies").parameters["properties"]
    assert "认定" in agencies["duty"]["description"]
