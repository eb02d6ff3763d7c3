"""The HTTP service on the real graph: shapes, forms, pages, validators."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from hengce.queries.catalogue import Catalogue
from hengce.queries.functions import functions

from .conftest import DAY

IDS = {"shanghai-2021-2025", "jiangsu-2016", "miit-2016-586", "fujian-2018", "ningbo-2017-2019-draft"}
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_health(client: TestClient):
    answer = client.get("/health").json()
    assert answer["status"] == "ok"
    assert answer["documents"] == 5
    assert answer["facts"] > 100
    assert answer["triples"] > answer["facts"] * 5
    assert answer["version"]


def test_documents(client: TestClient):
    page = client.get("/documents", params={"as_of": DAY}).json()
    assert {item["id"] for item in page["items"]} == IDS
    assert (page["total"], page["offset"], page["next"]) == (5, 0, None)
    by_id = {item["id"]: item for item in page["items"]}
    assert by_id["ningbo-2017-2019-draft"]["status"] == "draft"
    assert by_id["shanghai-2021-2025"]["status"] == "expired"
    assert by_id["fujian-2018"]["status"] == "in_force"
    assert by_id["fujian-2018"]["jurisdiction"] == {"code": "350000", "name": "福建省"}
    assert all(item["warnings"] for item in page["items"] if item["status"] in ("draft", "expired"))


def test_standing_depends_on_the_day(client: TestClient):
    assert client.get("/documents/shanghai-2021-2025", params={"as_of": "2024-01-01"}).json()["status"] == "in_force"
    assert client.get("/documents/shanghai-2021-2025", params={"as_of": "2026-01-01"}).json()["status"] == "expired"


@pytest.mark.parametrize("id", sorted(IDS))
def test_the_text_is_the_text(client: TestClient, corpus_texts: dict[str, str], id: str):
    answer = client.get(f"/documents/{id}/text").json()
    assert answer["text"] == corpus_texts[id]
    assert answer["length"] == len(corpus_texts[id])
    plain = client.get(f"/documents/{id}/text", headers={"Accept": "text/plain"})
    assert plain.content.decode("utf-8") == corpus_texts[id]
    assert plain.headers["content-type"] == "text/plain; charset=utf-8"


@pytest.mark.parametrize("id", sorted(IDS))
def test_every_fact_quotes_the_text(client: TestClient, corpus_texts: dict[str, str], id: str):
    page = client.get(f"/documents/{id}/facts", params={"limit": 1000}).json()
    assert page["total"] == len(page["items"]) > 5
    for fact in page["items"]:
        assert corpus_texts[id][fact["start"] : fact["end"]] == fact["quote"]
    assert len({fact["iri"] for fact in page["items"]}) == page["total"]


def test_facts_of_one_kind(client: TestClient):
    items = client.get("/documents/fujian-2018/facts", params={"kind": "threshold"}).json()["items"]
    assert {item["kind"] for item in items} == {"threshold"}
    assert {80, 90} <= {item["min"] for item in items if item["subject"] == "绿色工厂"}


def test_facts_as_csv_have_the_fields_of_their_kind(client: TestClient):
    found = rows(client.get("/documents/fujian-2018/facts", params={"kind": "threshold", "format": "csv"}).text)
    assert {"80", "90"} <= {row["min"] for row in found}
    assert "min_inclusive" in found[0]


def test_the_outline_is_a_tree_over_the_text(client: TestClient, corpus_texts: dict[str, str]):
    clauses = client.get("/documents/fujian-2018/outline").json()["clauses"]

    def walk(nodes: list[dict[str, Any]], low: int, high: int) -> int:
        count = 0
        for node in nodes:
            assert low <= node["start"] <= node["end"] <= high
            count += 1 + walk(node["children"], node["start"], node["end"])
        return count

    assert walk(clauses, 0, len(corpus_texts["fujian-2018"])) > 20
    assert any(node["children"] for node in clauses)


def test_types(client: TestClient):
    found = {item["label"]: item for item in client.get("/types", params={"limit": 1000}).json()["items"]}
    assert {"绿色工厂", "绿色园区", "绿色供应链"} <= found.keys()
    factory = found["绿色工厂"]
    assert IDS >= set(factory["documents"]) >= {"fujian-2018", "jiangsu-2016"}
    assert factory["facts"] > 5
    assert "绿色示范工厂" in factory["aliases"]
    assert factory["iri"].endswith("/id/type/绿色工厂")


def test_agencies(client: TestClient):
    found = {item["name"]: item for item in client.get("/agencies", params={"limit": 1000}).json()["items"]}
    body = found["福建省经济和信息化委员会"]
    assert body["documents"] == ["fujian-2018"]
    assert body["roles"]


def test_jurisdictions(client: TestClient):
    page = client.get("/jurisdictions").json()
    assert [item["code"] for item in page["items"]] == ["000000", "310000", "320000", "330200", "350000"]
    assert page["items"][1]["name"] == "上海市"


def test_compare(client: TestClient, corpus_texts: dict[str, str]):
    answer = client.get("/compare", params={"type": "绿色示范工厂", "aspect": "threshold", "as_of": DAY}).json()
    assert (answer["type"], answer["as_of"], answer["baseline"]) == ("绿色工厂", DAY, "superior")
    assert {row["aspect"] for row in answer["rows"]} == {"threshold"}
    cells = [cell for row in answer["rows"] for place in row["cells"].values() for cell in place]
    for cell in cells:
        citation = cell["citation"]
        assert corpus_texts[citation["document"]][citation["start"] : citation["end"]] == citation["quote"]
    assert {"shanghai-2021-2025", "jiangsu-2016", "fujian-2018"} <= {cell["citation"]["document"] for cell in cells}
    assert answer["warnings"]


def test_compare_some_places(client: TestClient):
    answer = client.get("/compare", params={"type": "绿色工厂", "jurisdictions": "福建,上海,北京", "as_of": DAY}).json()
    assert [place["code"] for place in answer["jurisdictions"]] == ["310000", "350000"]
    assert [place["name"] for place in answer["not_collected"]] == ["北京市"]
    repeated = client.get("/compare", params={"type": "绿色工厂", "jurisdictions": ["福建", "上海", "北京"], "as_of": DAY}).json()
    assert repeated == answer


def test_compare_as_csv_has_the_cells_of_the_json(client: TestClient):
    call = {"type": "绿色工厂", "as_of": DAY}
    cells = [cell for row in client.get("/compare", params=call).json()["rows"] for place in row["cells"].values() for cell in place]
    answer = client.get("/compare", params=call, headers={"Accept": "text/csv"})
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert not answer.text.startswith("\ufeff")
    found = rows(answer.text)
    assert len(found) == len(cells)
    scores = {(row["document"], row["value.min"]) for row in found if row["aspect"] == "threshold"}
    assert {("shanghai-2021-2025", "85"), ("jiangsu-2016", "20"), ("fujian-2018", "80"), ("fujian-2018", "90")} <= scores
    assert [(row["document"], int(row["start"]), int(row["end"])) for row in found] == [
        (cell["citation"]["document"], cell["citation"]["start"], cell["citation"]["end"]) for cell in cells
    ]


def test_csv_for_a_browser_opens_in_excel(client: TestClient):
    answer = client.get("/compare", params={"type": "绿色工厂", "format": "csv"}, headers={"Accept": BROWSER})
    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert answer.headers["content-disposition"] == 'attachment; filename="compare.csv"'


def test_compare_as_markdown(client: TestClient):
    answer = client.get("/compare", params={"type": "绿色工厂", "aspect": "threshold", "as_of": DAY, "format": "markdown"})
    assert answer.headers["content-type"] == "text/markdown; charset=utf-8"
    assert "| 方面 | 项目 |" in answer.text
    assert r"\[1\]" in answer.text


def test_queries(client: TestClient):
    page = client.get("/queries", params={"limit": 1000}).json()
    assert page["total"] >= 10
    for question in page["items"]:
        answer = client.get(question["url"], params={**question["example"], "limit": 1})
        assert answer.status_code == 200, (question["name"], answer.text)
        assert answer.json()["name"] == question["name"]


def test_a_query_with_its_parameters(client: TestClient):
    page = client.get("/queries/thresholds", params={"type": "绿色工厂", "jurisdiction": "福建"}).json()
    assert {row["min"] for row in page["items"]} >= {80, 90}
    assert all(row["citation"]["document"] == "fujian-2018" for row in page["items"])
    assert "citation" in page["variables"]
    assert page["left_out"] == 0


def test_rows_of_a_query_say_the_status_of_their_documents(client: TestClient):
    asked = {"jurisdiction": "上海,宁波", "as_of": "2024-06-30"}
    page = client.get("/queries/incentives", params=asked).json()
    status = {row["citation"]["document"]: row["document_status"] for row in page["items"]}
    assert status == {"shanghai-2021-2025": "in_force", "ningbo-2017-2019-draft": "draft"}
    assert [warning for warning in page["warnings"] if "征求意见稿" in warning]
    later = client.get("/queries/incentives", params={**asked, "as_of": "2026-01-01"}, headers={"Accept-Language": "en"}).json()
    assert {row["document_status"] for row in later["items"]} == {"expired", "draft"}
    assert any("ended on 2025-12-31" in warning for warning in later["warnings"])
    table = rows(client.get("/queries/incentives", params={**asked, "format": "csv"}).text)
    assert {row["document_status"] for row in table} == {"in_force", "draft"}
    bad = client.get("/queries/incentives", params={"as_of": "2024"})
    assert (bad.status_code, bad.json()["parameter"]) == (400, "as_of")
    documents = client.get("/queries/documents", params={"as_of": "2026-01-01", "document": "shanghai-2021-2025"}).json()
    assert [row["status"] for row in documents["items"]] == ["expired"]


def test_a_query_as_csv(client: TestClient):
    found = rows(client.get("/queries/thresholds", params={"type": "绿色工厂", "jurisdiction": "福建", "format": "csv"}).text)
    assert {"80", "90"} <= {row["min"] for row in found}
    assert all(row["quote"] and row["doc"] == "fujian-2018" for row in found)


def test_pages_are_the_list(client: TestClient):
    whole = client.get("/documents/fujian-2018/facts", params={"limit": 1000}).json()["items"]
    gathered: list[Any] = []
    address: str | None = "/documents/fujian-2018/facts?limit=7"
    while address:
        page = client.get(address).json()
        assert len(page["items"]) <= 7
        gathered += page["items"]
        address = page["next"]
    assert gathered == whole


def test_a_page_beyond_the_end_is_empty(client: TestClient):
    page = client.get("/types", params={"offset": 100_000}).json()
    assert (page["items"], page["next"]) == ([], None)


def test_the_next_page_keeps_the_question(client: TestClient):
    page = client.get("/queries/thresholds", params={"type": "绿色工厂", "limit": 1}).json()
    following = client.get(page["next"]).json()
    assert following["offset"] == 1
    assert following["total"] == page["total"]


@pytest.mark.parametrize(
    "path", ["/documents", "/types", "/compare?type=绿色工厂", "/queries", "/queries/types", "/ontology", "/id/type/绿色工厂"]
)
def test_a_repeated_request_is_not_answered_twice(client: TestClient, path: str):
    first = client.get(path)
    assert first.status_code == 200
    again = client.get(path, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert "Accept" in first.headers["vary"]
    other = client.get(path, headers={"If-None-Match": '"another", W/"third"'})
    assert other.status_code == 200


def test_each_form_has_its_own_validator(client: TestClient):
    tags = {
        client.get("/types", headers={"Accept": accept}).headers["etag"] for accept in ("application/json", "text/csv", "text/markdown")
    }
    assert len(tags) == 3


def test_errors_carry_no_validator(client: TestClient):
    answer = client.get("/compare", params={"type": "没有这种"})
    assert answer.status_code == 404
    assert "etag" not in answer.headers


def test_head_is_get_without_a_body(client: TestClient):
    for path in ("/health", "/documents", "/"):
        answer = client.head(path)
        assert (answer.status_code, answer.content) == (200, b"")
        assert answer.headers["content-type"] == client.get(path).headers["content-type"]


def test_security_headers(client: TestClient):
    for answer in (client.get("/"), client.get("/nowhere"), client.get("/health")):
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["content-security-policy"].startswith("default-src 'none'")
        assert "access-control-allow-origin" not in answer.headers


def test_the_first_page_offers_what_answers(client: TestClient):
    page = client.get("/")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    links = [part.split('"')[0] for part in page.text.split('href="')[1:]]
    assert len(links) >= 8
    for link in links:
        assert client.get(link).status_code == 200, link


def test_every_iri_of_an_answer_dereferences(client: TestClient):
    fact = client.get("/documents/fujian-2018/facts", params={"kind": "threshold"}).json()["items"][0]
    cell = client.get("/compare", params={"type": "绿色工厂", "aspect": "threshold"}).json()["rows"][0]["cells"]
    clause = next(cells[0]["citation"]["url"] for cells in cell.values() if cells)
    document = client.get("/documents/fujian-2018").json()["iri"]
    for iri in (fact["iri"], clause, document):
        path = "/" + iri.split("/hengce/", 1)[1]
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert answer.headers["content-type"] == "text/turtle; charset=utf-8"
        assert "@prefix h: <https://w3id.org/hengce/ontology#>" in answer.text


@pytest.mark.parametrize(
    ("accept", "media_type", "words"),
    [
        ("*/*", "text/turtle", "绿色工厂"),
        ("application/n-triples", "application/n-triples", "prefLabel"),
        ("application/ld+json", "application/ld+json", "@id"),
        ("application/json", "application/ld+json", "@id"),
        ("application/rdf+xml", "application/rdf+xml", "rdf:RDF"),
        (BROWSER, "text/html", "<h1>绿色工厂</h1>"),
    ],
)
def test_the_forms_of_a_description(client: TestClient, accept: str, media_type: str, words: str):
    answer = client.get("/id/type/绿色工厂", headers={"Accept": accept})
    assert answer.headers["content-type"].split(";")[0] == media_type
    assert words in answer.text


def test_the_named_graph_of_a_document(client: TestClient):
    answer = client.get("/id/graph/fujian-2018", headers={"Accept": "application/n-triples"})
    assert "/id/document/fujian-2018> " in answer.text
    assert client.get("/id/graph/nothing").status_code == 404


def test_the_ontology_has_the_classes(client: TestClient):
    import rdflib

    graph = rdflib.Graph().parse(data=client.get("/ontology").text, format="turtle")
    threshold = rdflib.URIRef("https://w3id.org/hengce/ontology#Threshold")
    assert (threshold, rdflib.RDF.type, rdflib.OWL.Class) in graph


def test_openapi_describes_every_path(client: TestClient, app: FastAPI):
    described = client.get("/openapi.json").json()
    expected = {
        "/health", "/health/live", "/health/ready", "/documents", "/documents/{id}", "/documents/{id}/text", "/documents/{id}/outline",
        "/documents/{id}/facts", "/types", "/agencies", "/jurisdictions", "/compare", "/eligibility", "/eligibility/questions",
        "/deadlines", "/search", "/feed", "/ask", "/check", "/diff", "/queries", "/functions", "/functions/{name}", "/sparql", "/ontology",
        "/ontology/context.jsonld", "/ontology/{version}", "/id/{path}", "/profile", "/profile/{name}", "/.well-known/void",
        "/download/{name}",
        *(f"/queries/{name}" for name in Catalogue.load()),
    }  # fmt: skip
    assert set(described["paths"]) == expected
    schemas = described["components"]["schemas"]
    assert "HTTPValidationError" not in schemas
    for path, operations in described["paths"].items():
        for operation in operations.values():
            assert operation["summary"], path
            refused = described["components"]["responses"][operation["responses"]["400"]["$ref"].rsplit("/", 1)[-1]]
            assert "application/problem+json" in refused["content"], path
    references = {value.rsplit("/", 1)[-1] for value in _references(described)}
    assert references <= set(schemas) | set(described["components"]["responses"])


def test_each_question_is_an_operation_with_its_own_parameters(client: TestClient):
    paths = client.get("/openapi.json").json()["paths"]
    for each in functions():
        operation = paths[f"/queries/{each.question}"]["get"]
        assert (operation["operationId"], operation["summary"]) == (each.name, each.title)
        given = {parameter["name"]: parameter for parameter in operation["parameters"]}
        assert len(given) == len(operation["parameters"])
        assert given.keys() == {*each.parameters["properties"], "limit", "offset", "as_of", "format"}
        assert {name for name, parameter in given.items() if parameter.get("required")} == set(each.parameters["required"])
    choice = next(each for each in paths["/queries/bases"]["get"]["parameters"] if each["name"] == "standing")
    assert choice["schema"] == {"type": "array", "items": {"type": "string", "enum": ["in_force", "expired", "superseded", "draft"]}}


def test_a_choice_in_chinese_and_one_that_there_is_not(client: TestClient):
    asked = {"type": "绿色供应链", "shared": "各地都有"}
    assert [row["sector"] for row in client.get("/queries/sectors-in-common", params=asked).json()["items"]] == ["汽车"]
    bad = client.get("/queries/sectors-in-common", params={"shared": "没有"})
    assert (bad.status_code, bad.json()["parameter"]) == (404, "shared")
    assert "all 各地都有" in bad.json()["allowed"]


def _references(value: Any) -> set[str]:
    if isinstance(value, dict):
        here = {value["$ref"]} if isinstance(value.get("$ref"), str) else set()
        return here.union(*(_references(part) for part in value.values()))
    return set().union(*(_references(part) for part in value)) if isinstance(value, list) else set()


def test_docs_have_every_call(client: TestClient):
    page = client.get("/docs").text
    for path, operations in client.get("/openapi.json").json()["paths"].items():
        for method, operation in operations.items():
            assert f"<code>{method.upper()} {path}</code>" in page
            assert operation["summary"] in page
    assert "//cdn" not in page


def test_english(client: TestClient):
    answer = client.get("/compare", params={"type": "绿色工厂", "as_of": DAY}, headers={"Accept-Language": "en"})
    assert any("expired" in warning or "ended" in warning for warning in answer.json()["warnings"])
