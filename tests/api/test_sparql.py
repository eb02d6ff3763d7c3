"""The SPARQL endpoint: SPARQL 1.1 Protocol, forms of results, and what is refused."""

from __future__ import annotations

import html
import json
import re
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import quote, urlencode

import pytest
import rdflib
from starlette.testclient import TestClient

from hengce.api.app import create_app
from hengce.api.settings import Settings

from .conftest import LIMIT
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


GRAPH = "https://w3id.org/hengce/id/graph/"
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
        (IDS, "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
        (IDS, "text/html;q=0.5, application/xml;q=0.9, */*;q=0.1", "application/sparql-results+xml"),
        (IDS, "application/*;q=0.8, application/sparql-results+json;q=0, text/csv;q=0.7", "application/sparql-results+xml"),
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
        ([("default-graph-uri", GRAPH + "fujian-2018")], "query"),
        ([("query", ASK), ("default-graph-uri", "a:a")], "default-graph-uri"),
        ([("query", ASK), ("default-graph-uri", "")], "default-graph-uri"),
        ([("query", ASK), ("default-graph-uri", "http://127.0.0.1:1/> } #")], "default-graph-uri"),
        ([("query", ASK), ("default-graph-uri", GRAPH + "fujian-2018"), ("named-graph-uri", "a:a")], "named-graph-uri"),
        ([("query", ASK), ("format", "pdf")], "format"),
        ([("query", ASK), ("colour", "red")], "colour"),
    ],
)
def test_wrong_parameters(client: TestClient, parameters: list[tuple[str, str]], parameter: str):
    assert problem(client.get("/sparql?" + urlencode(parameters)), 400)["parameter"] == parameter
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    assert problem(client.post("/sparql", content=urlencode(parameters), headers=form), 400)["parameter"] == parameter


def test_forms_that_do_not_fit_the_query(client: TestClient):
    assert "text/turtle" in problem(client.get("/sparql", params={"query": CONSTRUCT}, headers={"Accept": "text/csv"}), 406)["allowed"]
    assert "text/csv" in problem(client.get("/sparql", params={"query": IDS}, headers={"Accept": "text/turtle"}), 406)["allowed"]
    assert problem(client.get("/sparql", params={"query": IDS, "format": "turtle"}), 400)["parameter"] == "format"


@pytest.mark.parametrize(
    "media_type", ["application/json", "text/plain", "multipart/form-data; boundary=x", "", "application/sparql-query; charset=utf-16"]
)
def test_bodies_that_are_not_read(client: TestClient, media_type: str):
    found = problem(client.post("/sparql", content=json.dumps({"query": ASK}), headers={"Content-Type": media_type}), 415)
    assert "application/sparql-query" in found["allowed"]


@pytest.mark.parametrize("body", [b"query=%FF%FE", b"query=\xff\xfe", b"&" * 500 + b"query=x&" * 200])
def test_a_broken_form(client: TestClient, body: bytes):
    answer = client.post("/sparql", content=body, headers={"Content-Type": "application/x-www-form-urlencoded"})
    problem(answer, 400)


def test_a_query_that_is_not_utf8(client: TestClient):
    problem(client.post("/sparql", content=b"ASK { ?s ?p '\xff' }", headers={"Content-Type": "application/sparql-query"}), 400)


SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # rdflib's own JSON-LD parser makes one
@pytest.mark.parametrize(
    ("accept", "reader"),
    [(None, "turtle"), ("application/n-triples", "nt"), ("application/rdf+xml", "xml"), ("application/ld+json", "json-ld")],
)
def test_a_bare_get_describes_the_service(client: TestClient, accept: str | None, reader: str):
    answer = client.get("/sparql", headers={"Accept": accept} if accept else {})
    assert answer.headers["content-type"].split(";")[0] == accept or "text/turtle"
    graph = rdflib.Graph().parse(data=answer.text, format=reader)
    endpoint = rdflib.URIRef("http://testserver/sparql")
    assert (endpoint, SD.endpoint, endpoint) in graph
    assert (endpoint, SD.feature, SD.UnionDefaultGraph) in graph
    assert (endpoint, SD.feature, SD.BasicFederatedQuery) not in graph
    assert len(list(graph.objects(endpoint, SD.resultFormat))) == 8
    dataset = graph.value(endpoint, SD.defaultDataset)
    held = client.get("/sparql", params={"query": "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"}).json()["results"]["bindings"]
    named = {str(graph.value(each, SD.name)) for each in graph.objects(dataset, SD.namedGraph)}
    assert named == {row["g"]["value"] for row in held}
    assert not [node for node in graph.all_nodes() if isinstance(node, rdflib.BNode)]


def test_the_description_can_be_asked_for_by_format(client: TestClient):
    assert client.get("/sparql?format=nt").headers["content-type"] == "application/n-triples"
    assert problem(client.get("/sparql", headers={"Accept": "text/csv"}), 406)["parameter"] == "Accept"


def test_a_forged_host_cannot_write_into_the_description(client: TestClient):
    answer = client.get("/sparql", headers={"Host": 'x"> <a:b> <a:c> . <y'})
    graph = rdflib.Graph().parse(data=answer.text, format="turtle")
    assert (None, rdflib.URIRef("a:b"), None) not in graph


def count(client: TestClient, query: str, *graphs: tuple[str, str]) -> int:
    answer = client.get("/sparql?" + urlencode([("query", query), *graphs]))
    assert answer.status_code == 200, answer.text
    return int(answer.json()["results"]["bindings"][0]["n"]["value"])


class TestDataset:
    """Protocol, section 2.1.4: graphs that the request names stand in place of those that the query names."""

    ALL = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    NAMED = "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    FUJIAN, JIANGSU = GRAPH + "fujian-2018", GRAPH + "jiangsu-2016"

    def test_a_default_graph(self, client: TestClient):
        asked = f"SELECT (COUNT(*) AS ?n) FROM <{self.FUJIAN}> {{ ?s ?p ?o }}"
        assert count(client, self.ALL, ("default-graph-uri", self.FUJIAN)) == count(client, asked) > 100
        assert count(client, asked, ("default-graph-uri", self.JIANGSU)) == count(client, asked.replace(self.FUJIAN, self.JIANGSU))

    def test_several_default_graphs_are_merged(self, client: TestClient):
        distinct = f"""SELECT (COUNT(*) AS ?n) {{ SELECT DISTINCT ?s ?p ?o {{
            VALUES ?g {{ <{self.FUJIAN}> <{self.JIANGSU}> }} GRAPH ?g {{ ?s ?p ?o }} }} }}"""
        both = [("default-graph-uri", self.FUJIAN), ("default-graph-uri", self.JIANGSU), ("default-graph-uri", self.JIANGSU)]
        assert count(client, self.ALL, *both) == count(client, distinct)

    def test_without_named_graphs_there_are_none(self, client: TestClient):
        assert count(client, self.NAMED, ("default-graph-uri", self.FUJIAN)) == 0
        assert count(client, self.ALL, ("named-graph-uri", self.FUJIAN)) == 0

    def test_named_graphs(self, client: TestClient):
        assert count(client, self.NAMED) == 8
        assert count(client, self.NAMED, ("named-graph-uri", self.FUJIAN), ("named-graph-uri", self.JIANGSU)) == 2

    def test_in_the_body_and_in_the_address(self, client: TestClient):
        form = client.post("/sparql", data={"query": self.NAMED, "named-graph-uri": [self.FUJIAN, self.JIANGSU]})
        direct = client.post(
            "/sparql",
            params={"named-graph-uri": [self.FUJIAN, self.JIANGSU]},
            content=self.NAMED,
            headers={"Content-Type": "application/sparql-query"},
        )
        assert [answer.json()["results"]["bindings"][0]["n"]["value"] for answer in (form, direct)] == ["2", "2"]

    def test_a_graph_that_is_not_there_is_named_with_those_that_are(self, client: TestClient):
        found = problem(client.get("/sparql", params={"query": ASK, "default-graph-uri": GRAPH + "nothing"}), 400)
        assert f"<{self.FUJIAN}>" in found["allowed"]


def test_methods(client: TestClient):
    for params in ({}, {"query": ASK}):
        head, get = (client.request(method, "/sparql", params=params) for method in ("HEAD", "GET"))
        assert (head.status_code, head.content) == (200, b"")
        assert {name: head.headers[name] for name in ("content-type", "content-length", "vary")} == {
            name: get.headers[name] for name in ("content-type", "content-length", "vary")
        }
    options = client.options("/sparql")
    assert (options.status_code, options.headers["allow"]) == (204, "GET, HEAD, OPTIONS, POST")
    assert "application/sparql-query" in options.headers["accept-post"]
    for method in ("PUT", "DELETE", "PATCH"):
        problem(client.request(method, "/sparql", params={"query": ASK}), 405)


RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?a != ?l) }"


def test_a_runaway_query_is_ended_and_the_next_one_answered(client: TestClient):
    begun = time.monotonic()
    found = problem(client.get("/sparql", params={"query": RUNAWAY}), 504)
    assert time.monotonic() - begun < LIMIT + 1
    assert found["type"].endswith("query-timeout")
    assert client.get("/sparql", params={"query": ASK}).json()["boolean"] is True


GREEDY = "SELECT * { " + " ".join(f"VALUES ?x{i} {{ {' '.join(map(str, range(100)))} }}" for i in range(8)) + " } ORDER BY ?x1 ?x2"
"""Sorting keeps every solution in memory, and there are 10^16."""


def test_a_query_that_wants_too_much_memory_is_ended(store_path: str):
    settings = Settings.load({}, store=store_path, query_workers=1, query_timeout=60.0, query_memory=1024)
    with TestClient(create_app(settings), raise_server_exceptions=False) as client:
        problem(client.get("/sparql", params={"query": GREEDY}), 413)
        answer = client.get("/sparql", params={"query": ASK})
        assert (answer.status_code, answer.json().get("boolean")) == (200, True), answer.text


def test_a_result_that_is_too_large(store_path: str):
    settings = Settings.load({}, store=store_path, query_workers=1, result_limit=1)
    with TestClient(create_app(settings), raise_server_exceptions=False) as client:
        for form in ("json", "csv", "html"):
            answer = client.get("/sparql", params={"query": "SELECT * { ?s ?p ?o }", "format": form})
            assert answer.status_code == 413
            assert "LIMIT" in answer.text


def test_more_queries_at_once_than_one_client_may_have(store_path: str):
    settings = Settings.load({}, store=store_path, query_workers=1, query_timeout=2.0, client_queries=2)
    with TestClient(create_app(settings), raise_server_exceptions=False) as client, ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: client.get("/sparql", params={"query": RUNAWAY}), range(4)))
        assert sorted(answer.status_code for answer in answers) == [429, 429, 504, 504]
        refused = next(answer for answer in answers if answer.status_code == 429)
        assert problem(refused, 429)["type"].endswith("too-many-requests")
        assert int(refused.headers["retry-after"]) > 0


PAGE = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


class TestPage:
    """What a browser gets."""

    def get(self, client: TestClient, query: str | None = None, status: int = 200) -> str:
        answer = client.get("/sparql", params={} if query is None else {"query": query}, headers={"Accept": PAGE})
        assert answer.status_code == status
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert "<script" not in answer.text
        return answer.text

    def test_a_form_that_works_as_it_stands(self, client: TestClient):
        page = self.get(client)
        assert '<html lang="zh-CN">' in page
        written = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", page, re.DOTALL)
        assert written
        answered = self.get(client, html.unescape(written[1]))
        assert "基本要求和提高性要求的总分达到80分及以上" in answered
        assert "<td>fujian-2018</td>" in answered

    def test_rows_link_into_the_service_and_to_other_forms(self, client: TestClient):
        page = self.get(client, "SELECT ?t (1.50 AS ?n) (true AS ?b) ?u { BIND(<https://w3id.org/hengce/id/type/绿色工厂> AS ?t) }")
        assert f'<a href="/id/type/{quote("绿色工厂")}">https://w3id.org/hengce/id/type/绿色工厂</a>' in page
        assert "<td>1.5</td><td>true</td><td></td>" in page
        for form in ("json", "xml", "csv", "tsv"):
            assert f"format={form}" in page
        assert "共 1 行" in page

    def test_what_a_text_holds_is_shown_as_it_is(self, client: TestClient):
        page = self.get(client, """SELECT ("<script>a\\tb\\n\\"c\\"\\\\</script>"@zh AS ?x) {}""")
        assert "<td>&lt;script&gt;a\tb\n&quot;c&quot;\\&lt;/script&gt;</td>" in page

    def test_an_address_that_runs_a_script_is_no_link(self, client: TestClient):
        assert 'href="javascript' not in self.get(client, "SELECT (<javascript:alert(1)> AS ?x) {}")

    def test_long_tables_are_cut(self, client: TestClient):
        page = self.get(client, "SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 700")
        assert page.count("<tr>") == 501
        assert "共 700 行，只显示前 500 行" in page

    def test_truths_and_graphs(self, client: TestClient):
        assert "是 true" in self.get(client, ASK)
        assert "否 false" in self.get(client, "ASK { <a:a> ?p ?o }")
        page = self.get(client, CONSTRUCT)
        assert "fujian-2018" in page
        assert "format=jsonld" in page
        assert "只显示开头部分" in self.get(client, "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")

    def test_errors_are_pages_that_keep_the_query(self, client: TestClient):
        page = self.get(client, "SELECT *\nWHERE { ?s ?p </textarea> }", 400)
        assert "第 2 行第" in page
        assert "?s ?p &lt;/textarea&gt;" in page
        assert "超过" in self.get(client, RUNAWAY, 504)
