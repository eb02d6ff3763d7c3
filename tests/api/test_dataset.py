"""The description of the dataset: its numbers are those of the graph, and its addresses answer."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
import rdflib
from rdflib.namespace import DCAT, DCTERMS, RDF, VOID
from starlette.testclient import TestClient

from hengce.api.downloads import Downloads
from hengce.ontology.errors import Overloaded
from hengce.ontology.identifiers import DEFAULT_BASE
from hengce.ontology.publication import DUMPS
from hengce.ontology.store import open_store

from .conftest import Finished

DATASET = rdflib.URIRef(f"{DEFAULT_BASE}id/dataset")
H = rdflib.Namespace(f"{DEFAULT_BASE}ontology#")


@pytest.fixture(scope="module")
def description(client: TestClient) -> rdflib.Graph:
    return rdflib.Graph().parse(data=client.get("/.well-known/void").content, format="turtle")


def number(description: rdflib.Graph, subject: object, name: rdflib.URIRef) -> int:
    values = list(description.objects(subject, name))  # type: ignore[arg-type]
    assert len(values) == 1, (subject, name)
    return int(str(values[0]))


def counted(store_path: str, query: str) -> dict[str, int]:
    with open_store(store_path) as store:
        return {str(row.get("name", "")): int(row["n"]) for row in store.select(query)}


def test_totals(description: rdflib.Graph, store_path: str):
    for name, query in (
        (VOID.triples, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"),
        (VOID.distinctSubjects, "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }"),
        (VOID.properties, "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?s ?p ?o }"),
        (VOID.classes, "SELECT (COUNT(DISTINCT ?c) AS ?n) { ?s a ?c }"),
    ):
        assert number(description, DATASET, name) == counted(store_path, query)[""], name


def test_partitions_by_class(description: rdflib.Graph, store_path: str):
    """Every class of the graph, the description's own among them, with the number of its things; what is inferred is a subset."""
    parts = list(description.objects(DATASET, VOID.classPartition))
    stated = {str(next(description.objects(part, VOID["class"]))): number(description, part, VOID.entities) for part in parts}
    assert len(stated) == len(parts)
    assert stated == counted(store_path, "SELECT ?name (COUNT(DISTINCT ?s) AS ?n) { ?s a ?name } GROUP BY ?name")
    assert (stated[str(H.PolicyDocument)], stated[str(VOID.Dataset)]) == (
        5,
        2 + len(parts) + len(list(description.objects(DATASET, VOID.propertyPartition))),
    )


def test_partitions_by_property(description: rdflib.Graph, store_path: str):
    parts = list(description.objects(DATASET, VOID.propertyPartition))
    stated = {str(next(description.objects(part, VOID.property))): number(description, part, VOID.triples) for part in parts}
    assert stated == counted(store_path, "SELECT ?name (COUNT(*) AS ?n) { ?s ?name ?o } GROUP BY ?name")
    assert sum(stated.values()) == number(description, DATASET, VOID.triples)


def test_vocabularies_are_those_of_the_terms(description: rdflib.Graph):
    vocabularies = [str(each) for each in description.objects(DATASET, VOID.vocabulary)]
    terms = {str(term) for name in (VOID["class"], VOID.property) for term in description.objects(None, name)}
    assert {str(H), str(VOID), "http://data.europa.eu/eli/ontology#"} <= set(vocabularies)
    assert all(any(term.startswith(vocabulary) for vocabulary in vocabularies) for term in terms)
    assert all(any(term.startswith(vocabulary) for term in terms) for vocabulary in vocabularies)


def test_distributions(client: TestClient, description: rdflib.Graph, hengce: Callable[..., Finished], store_path: str, tmp_path: Path):
    formats = {"nq": "nquads", "trig": "trig", "ttl": "turtle", "nt": "ntriples", "jsonld": "jsonld"}
    distributions = list(description.objects(DATASET, DCAT.distribution))
    assert len(distributions) == len(formats)
    for distribution in distributions:
        assert (distribution, RDF.type, DCAT.Distribution) in description
        address = str(next(description.objects(distribution, DCAT.downloadURL)))
        assert (DATASET, VOID.dataDump, rdflib.URIRef(address)) in description
        answer = client.get("/" + address.removeprefix(DEFAULT_BASE))
        media_type = str(next(description.objects(distribution, DCAT.mediaType))).partition("/media-types/")[2]
        assert answer.headers["content-type"].split(";")[0] == media_type
        format = formats[address.rpartition(".")[2]]
        assert hengce("export", "--format", format, "-o", str(tmp_path / format), "--store", store_path).status == 0
        assert answer.content == (tmp_path / format).read_bytes()


def test_services_answer(client: TestClient, description: rdflib.Graph):
    services = list(description.subjects(DCAT.servesDataset, DATASET))
    assert len(services) == 2
    for service in services:
        for name in (DCAT.endpointURL, DCAT.endpointDescription):
            address = str(next(description.objects(service, name)))
            assert client.get("/" + address.removeprefix(DEFAULT_BASE)).status_code == 200
    assert (DATASET, VOID.sparqlEndpoint, rdflib.URIRef(f"{DEFAULT_BASE}sparql")) in description


def test_both_languages(description: rdflib.Graph):
    for subject in set(description.subjects(DCTERMS.title)):
        assert {title.language for title in description.objects(subject, DCTERMS.title) if isinstance(title, rdflib.Literal)} == {
            "zh",
            "en",
        }


def test_the_page(client: TestClient):
    page = client.get("/.well-known/void", headers={"Accept": "text/html"})
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "<h1>衡策政策知识图谱</h1>" in page.text
    assert "/download/hengce.nq" in page.text


def test_a_download_can_be_repeated_in_part(client: TestClient):
    whole = client.get("/download/hengce.nt", headers={"Accept-Encoding": "identity"})
    part = client.get("/download/hengce.nt", headers={"Range": "bytes=100-199", "If-Range": whole.headers["etag"]})
    assert (part.status_code, part.content) == (206, whole.content[100:200])
    assert client.get("/download/hengce.nt", headers={"Range": "bytes=0-9", "If-Range": '"other"'}).status_code == 200


def test_no_such_download(client: TestClient):
    answer = client.get("/download/graph.nq")
    assert answer.status_code == 404
    assert answer.json()["allowed"] == list(DUMPS)
    assert client.get("/download/..%2F..%2Fetc%2Fpasswd").status_code == 404


def test_one_download_is_written_at_a_time(store_path: str, monkeypatch: pytest.MonkeyPatch):
    begun, go_on = threading.Event(), threading.Event()
    downloads = Downloads(store_path)
    original = Downloads._write

    def slowly(self: Downloads, *args: object) -> Path:
        begun.set()
        assert go_on.wait(60)
        return original(self, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(Downloads, "_write", slowly)
    with open_store(store_path) as store:
        first = threading.Thread(target=downloads.file, args=(store, "hengce.nt"))
        first.start()
        assert begun.wait(60)
        with pytest.raises(Overloaded):
            downloads.file(store, "hengce.nq")
        go_on.set()
        first.join()
        file = downloads.file(store, "hengce.nt")
        assert file.stat().st_size > 1000
        assert downloads.file(store, "hengce.nt") == file
    downloads.close()
    assert not file.exists()
