"""The W3C's tests of the result formats (``results.yaml``; approved on 16 August 2011), read back by rdflib and by hand."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

import pytest
from rdflib import BNode, Literal, URIRef, Variable
from rdflib.query import Result
from rdflib.term import Node
from rdflib.util import from_n3
from starlette.testclient import TestClient

from .conftest import DATA, cases

TESTS = cases("results")
EXAMPLE, XSD = "http://example.org/", "http://www.w3.org/2001/XMLSchema#"
ROWS = [name for name, case in TESTS["cases"].items() if "rows" in case]
TRUTHS = [name for name, case in TESTS["cases"].items() if "answers" in case]


def term(written: str | None) -> Node | None:
    """A term of the file: local names are of example.org."""
    if written is None:
        return None
    if written == "_:":
        return BNode("any")
    whole = from_n3(re.sub(r"xsd:(\w+)$", rf"<{XSD}\1>", re.sub(r"<(\w+)>$", rf"<{EXAMPLE}\1>", written)))
    assert isinstance(whole, Node), written
    return whole


def comparable(value: Any) -> Any:
    """A term as it is compared: numbers by their value (2.2 and 2.20 are one), blank nodes all alike."""
    if isinstance(value, BNode):
        return "_:"
    if isinstance(value, Literal) and value.datatype and str(value.datatype).startswith(XSD):
        return value.datatype, value.value if value.value is not None else str(value)
    return value


def expected(name: str) -> list[list[Any]]:
    return [[comparable(term(written)) for written in row] for row in TESTS["cases"][name]["rows"]]


def ask(client: TestClient, name: str, form: str) -> Any:
    case = TESTS["cases"][name]
    parameters = {"query": TESTS["queries"][case["query"]], "default-graph-uri": DATA + case["data"], "format": form}
    answer = client.get("/sparql", params=parameters)
    assert answer.status_code == 200, answer.text
    return answer


@pytest.mark.parametrize("form", ["json", "xml", "tsv"])
@pytest.mark.parametrize("name", ROWS)
def test_terms(client: TestClient, name: str, form: str):
    answer = ask(client, name, form)
    result = Result.parse(io.BytesIO(answer.content), format=form, content_type=answer.headers["content-type"].split(";")[0])
    names = ["s", "p", "o", "p2", "o2"][: len(expected(name)[0])]
    assert sorted(map(str, result.vars or ())) == sorted(names)
    assert [[comparable(row.get(Variable(each))) for each in names] for row in result.bindings] == expected(name)


@pytest.mark.parametrize("name", ROWS)
def test_csv(client: TestClient, name: str):
    """CSV keeps the lexical form only (section 3): no datatype, nothing for an unbound variable, lines that end in CRLF."""
    answer = ask(client, name, "csv")
    assert answer.text.count("\r\n") == answer.text.count("\n") == len(expected(name)) + 1
    for row, terms in zip(csv.DictReader(io.StringIO(answer.text, newline="")), TESTS["cases"][name]["rows"], strict=True):
        for variable, written in zip(["s", "p", "o", "p2", "o2"], terms, strict=False):
            wanted = term(written)
            if isinstance(wanted, BNode):
                assert row[variable].startswith("_:")
            elif isinstance(wanted, Literal) and wanted.datatype:
                assert comparable(Literal(row[variable], datatype=wanted.datatype)) == comparable(wanted)
            else:
                assert row[variable] == (str(wanted) if isinstance(wanted, (URIRef, Literal)) else "")


@pytest.mark.parametrize("form", ["json", "xml"])
@pytest.mark.parametrize("name", TRUTHS)
def test_truth_values(client: TestClient, name: str, form: str):
    answer = ask(client, name, form)
    result = Result.parse(io.BytesIO(answer.content), format=form, content_type=answer.headers["content-type"].split(";")[0])
    assert result.askAnswer is TESTS["cases"][name]["answers"]


def test_head_of_json(client: TestClient):
    """JSON (sections 3.1, 3.2): ``head`` has the variables of a SELECT in order, and of an ASK it is there but empty."""
    query = "SELECT ?o ?s ?p ?unbound { ?s ?p ?o } LIMIT 1"
    assert client.get("/sparql", params={"query": query}).json()["head"]["vars"] == ["o", "s", "p", "unbound"]
    assert ask(client, "jsonres03", "json").json() == {"head": {}, "boolean": True}


def test_all_tests_of_the_manifests_are_here():
    assert len(ROWS) + len(TRUTHS) == 10
