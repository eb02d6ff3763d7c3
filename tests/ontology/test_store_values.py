"""Values and tables from the SPARQL results JSON format."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest

from hengce.ontology.errors import InvalidParameter
from hengce.ontology.results import IRI, Value, boolean_from_json, media_type_for, table_from_json, value_from_json

XSD = "http://www.w3.org/2001/XMLSchema#"


def literal(value: str, datatype: str = "") -> dict[str, Any]:
    return {"type": "literal", "value": value} | ({"datatype": XSD + datatype} if datatype else {})


@pytest.mark.parametrize(
    ("term", "value"),
    [
        ({"type": "uri", "value": "http://e/福建"}, IRI("http://e/福建")),
        ({"type": "bnode", "value": "b0"}, "_:b0"),
        (literal("绿色工厂"), "绿色工厂"),
        ({"type": "literal", "value": "福建", "xml:lang": "zh"}, "福建"),
        ({"type": "typed-literal", "value": "7", "datatype": XSD + "integer"}, 7),  # Virtuoso's name for it
        (literal("80", "integer"), 80),
        (literal("80", "nonNegativeInteger"), 80),
        (literal("20.50", "decimal"), Decimal("20.50")),
        (literal("1.5E3", "double"), 1500.0),
        (literal("true", "boolean"), True),
        (literal("0", "boolean"), False),
        (literal("2025-12-31", "date"), "2025-12-31"),
        (literal("八十", "integer"), "八十"),
        (literal("abc", "decimal"), "abc"),
        (literal("maybe", "boolean"), "maybe"),
        (literal("9" * 5000, "integer"), "9" * 5000),  # beyond what Python converts
    ],
)
def test_term(term: dict[str, Any], value: Value) -> None:
    result = value_from_json(term)
    assert result == value
    assert type(result) is type(value)


def test_quoted_triple() -> None:
    parts = {"subject": {"type": "uri", "value": "a:s"}, "predicate": {"type": "uri", "value": "a:p"}, "object": literal("1", "integer")}
    assert value_from_json({"type": "triple", "value": parts}) == "<<( a:s a:p 1 )>>"


def test_table_leaves_unbound_variables_out() -> None:
    body = {"head": {"vars": ["a", "b"]}, "results": {"bindings": [{"b": literal("乙")}, {}]}}
    table = table_from_json(json.dumps(body).encode())
    assert table.variables == ("a", "b")
    assert list(table) == [{"b": "乙"}, {}]
    assert len(table) == 2


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b"{}", b'{"head": {"vars": []}}', b'{"head": {}, "boolean": true}', b"\xff"])
def test_what_is_no_table(body: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        table_from_json(body)


@pytest.mark.parametrize("body", [b"{}", b'{"boolean": "true"}', b'{"head": {"vars": []}, "results": {"bindings": []}}'])
def test_what_is_no_truth_value(body: bytes) -> None:
    with pytest.raises(ValueError, match="ASK"):
        boolean_from_json(body)


def test_media_type_suits_the_form() -> None:
    assert media_type_for("ASK", None) == "application/sparql-results+json"
    assert media_type_for("DESCRIBE", None) == "text/turtle"
    assert media_type_for("SELECT", "text/csv") == "text/csv"
    with pytest.raises(InvalidParameter) as raised:
        media_type_for("CONSTRUCT", "text/csv")
    assert "application/ld+json" in raised.value.allowed
