"""The SPARQL endpoint: SPARQL 1.1 Protocol, forms of results, and what is refused."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

import pytest
import rdflib
from starlette.testclient import TestClient

from .test_problems import problem

IDS = """PREFIX h: <https://w3id.org/hengce/ontology#>
SELECT ?id WHERE { ?document a h:PolicyDocument ; h:id ?id } ORDER BY ?id"""
ASK = "ASK { ?s ?p ?o }"
CONSTRUCT = """PREFIX h: <https://w3id.org/hengce/ontology#>
CONSTRUCT { ?document h:id ?id } WHERE { ?document h:id ?id }"""
DESCRIBE = "DESCRIBE <https://w3id.org/hengce/id/type/绿色工厂>"


def bindings(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [row["id"]["value"] for row in answer.json()["results"]["bindings"]]


EXPECTED = ["fujian-2018", "jiangsu-2016", "miit-2016-586", "ningbo-2017-2019-draft", "shanghai-2021-2025"]


def test_the_three_ways_to_ask(client: TestClient):
    by_get = client.get("/sparql", params={"query": IDS})
    by_form = client.post("/sparql", data={"query": IDS})
    by_body = client.post("/sparql", content=IDS.encode(), headers={"Content-Type": "application/sparql-query; charset=utf-8"})
    for answer in (by_get, by_form, by_body):
        assert bindings(answer) == EXPECTED
        assert answer.headers["content-type"] == "application/sparql-results+json"


@pytest.mark.parametrize(
    ("query", "accept", "media_type"),
    [
        (IDS, None, "application/sparql-results+json"),
        (IDS, "*/*", "application/sparql-results+json"),
        (IDS, "application/json", "application/sparql-results+json"),
        (IDS, "application/sparql-results+xml", "application/sparql-results+xml"),
        (IDS, "text/csv", "text/csv"),
        (IDS, "text/tab-separated-values", "text/tab-separated-values"),
        (IDS, "text/html,application/xml;q=0.9,*/*;q=0.8", "application/sparql-results+xml"),
        (ASK, "application/sparql-results+json", "application/sparql-results+json"),
        (ASK, "application/sparql-results+xml", "application/sparql-results+xml"),
        (CONSTRUCT, None, "text/turtle"),
        (CONSTRUCT, "application/n-triples", "application/n-triples"),
        (CONSTRUCT, "application/rdf+xml", "application/rdf+xml"),
        (CONSTRUCT, "application/ld+json", "application/ld+json"),
        (DESCRIBE, "text/turtle;q=0.2, application/n-triples;q=0.9", "application/n-triples"),
    ],
)
def test_forms_by_accept(client: TestClient, query: str, accept: str | None, media_type: str):
    answer = client.get("/sparql", params={"query": query}, headers={"Accept": accept} if accept else {})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].split(";")[0] == media_type
    assert answer.content


@pytest.mark.parametrize("name", ["json", "xml", "csv", "tsv"])
def test_results_by_format(client: TestClient, name: str):
    answer = client.get("/sparql", params={"query": IDS, "format": name}, headers={"Accept": "image/png"})
    assert "fujian-2018" in answer.text


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # rdflib's own JSON-LD parser makes one
@pytest.mark.parametrize(
    ("name", "reader"), [("turtle", "turtle"), ("ntriples", "nt"), ("rdfxml", "xml"), ("jsonld", "json-ld"), ("xml", "xml")]
)
def test_graphs_by_format(client: TestClient, name: str, reader: str):
    answer = client.get("/sparql", params={"query": CONSTRUCT, "format": name})
    assert len(rdflib.Graph().parse(data=answer.text, format=reader)) == 5


def test_the_csv_of_the_standard(client: TestClient):
    answer = client.post("/sparql", data={"query": IDS, "format": "csv"})
    assert answer.text.split("\r\n") == ["id", *EXPECTED, ""]


def test_chinese_goes_in_and_out(client: TestClient):
    query = 'SELECT ("绿色工厂“≥80”" AS ?x) (STRLEN("绿色工厂") AS ?n) {}'
    row = client.post("/sparql", data={"query": query}).json()["results"]["bindings"][0]
    assert (row["x"]["value"], row["n"]["value"]) == ("绿色工厂“≥80”", "4")


def test_the_default_graph_is_the_union(client: TestClient):
    query = "PREFIX h: <https://w3id.org/hengce/ontology#> SELECT (COUNT(DISTINCT ?d) AS ?n) { ?d a h:PolicyDocument }"
    assert client.get("/sparql", params={"query": query}).json()["results"]["bindings"][0]["n"]["value"] == "5"
    own = "SELECT (COUNT(*) AS ?n) FROM <https://w3id.org/hengce/id/graph/fujian-2018> { ?s ?p ?o }"
    assert int(client.get("/sparql", params={"query": own}).json()["results"]["bindings"][0]["n"]["value"]) > 100


@pytest.mark.parametrize(
    "query",
    [
        "INSERT DATA { <a:a> <a:b> <a:c> }",
        "DELETE WHERE { ?s ?p ?o }",
        "DROP ALL",
        "LOAD <http://127.0.0.1/x>",
        "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * { SERVICE SILENT <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * FROM <http://127.0.0.1:1/> { ?s ?p ?o }",
        "",
        "SELECT",
        "SELECT * WHERE { ?s ?p }",
        "SELECT ?x { ?x ?y ?z } }",
        "nonsense",
        "SELECT * { ?s ?p 'unclosed }",
    ],
)
def test_refused(client: TestClient, query: str):
    for answer in (client.get("/sparql", params={"query": query}), client.post("/sparql", data={"query": query})):
        assert problem(answer, 400)["type"].endswith("query-refused")
    assert client.get("/sparql", params={"query": ASK}).json()["boolean"] is True


def test_a_syntax_error_says_where(client: TestClient):
    found = problem(client.get("/sparql", params={"query": "SELECT *\nWHERE { ?s ?p }"}), 400)
    assert "2" in found["detail"]


def test_updates_are_refused_whichever_way_they_come(client: TestClient):
    update = "INSERT DATA { <a:a> <a:b> <a:c> }"
    answers = (
        client.get("/sparql", params={"update": update}),
        client.post("/sparql", data={"update": update}),
        client.post("/sparql", data={"update": update, "query": ASK}),
        client.post("/sparql", content=update, headers={"Content-Type": "application/sparql-update"}),
    )
    for answer in answers:
        assert problem(answer, 400)["parameter"] == "update"


@pytest.mark.parametrize(
    ("parameters", "parameter"),
    [
        ([("query", ASK), ("query", ASK)], "query"),
        ([("format", "json")], "query"),
        ([("query", ASK), ("default-graph-uri", "a:a")], "default-graph-uri"),
        ([("query", ASK), ("named-graph-uri", "a:a")], "named-graph-uri"),
        ([("query", ASK), ("format", "pdf")], "format"),
        ([("query", ASK), ("colour", "red")], "colour"),
    ],
)
def test_wrong_parameters(client: TestClient, parameters: list[tuple[str, str]], parameter: str):
    assert problem(client.get("/sparql?" + urlencode(parameters)), 400)["parameter"] == parameter


def test_forms_that_do_not_fit_the_query(client: TestClient):
    assert "text/turtle" in problem(client.get("/sparql", params={"query": CONSTRUCT}, headers={"Accept": "text/csv"}), 406)["allowed"]
    assert "text/csv" in problem(client.get("/sparql", params={"query": IDS}, headers={"Accept": "text/turtle"}), 406)["allowed"]
    assert problem(client.get("/sparql", params={"query": IDS, "format": "turtle"}), 400)["parameter"] == "format"


@pytest.mark.parametrize("media_type", ["application/json", "text/plain", "multipart/form-data; boundary=x", ""])
def test_bodies_that_are_not_read(client: TestClient, media_type: str):
    found = problem(client.post("/sparql", content=json.dumps({"query": ASK}), headers={"Content-Type": media_type}), 415)
    assert "application/sparql-query" in found["allowed"]


@pytest.mark.parametrize("body", [b"query=%FF%FE", b"query=\xff\xfe", b"&" * 500 + b"query=x&" * 200])
def test_a_broken_form(client: TestClient, body: bytes):
    answer = client.post("/sparql", content=body, headers={"Content-Type": "application/x-www-form-urlencoded"})
    problem(answer, 400)


def test_a_query_that_is_not_utf8(client: TestClient):
    problem(client.post("/sparql", content=b"ASK { ?s ?p '\xff' }", headers={"Content-Type": "application/sparql-query"}), 400)


def test_a_bare_get_describes_the_service(client: TestClient):
    answer = client.get("/sparql")
    graph = rdflib.Graph().parse(data=answer.text, format="turtle")
    service = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    assert next(graph.objects(None, service.endpoint)) == rdflib.URIRef("http://testserver/sparql")
    assert (None, service.feature, service.UnionDefaultGraph) in graph
    assert len(list(graph.objects(None, service.resultFormat))) == 8


def test_a_forged_host_cannot_write_into_the_description(client: TestClient):
    answer = client.get("/sparql", headers={"Host": 'x"> <a:b> <a:c> . <y'})
    graph = rdflib.Graph().parse(data=answer.text, format="turtle")
    assert (None, rdflib.URIRef("a:b"), None) not in graph


RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?a != ?l) }"


def test_a_runaway_query_is_ended_and_the_next_one_answered(client: TestClient):
    found = problem(client.get("/sparql", params={"query": RUNAWAY}), 504)
    assert found["type"].endswith("query-timeout")
    assert client.get("/sparql", params={"query": ASK}).json()["boolean"] is True
