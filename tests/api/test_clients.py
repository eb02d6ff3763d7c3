"""Clients of the field at the endpoint of a running service: rdflib's store, pandas, SPARQLWrapper with a dataset, pages of other sites."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pandas
import pytest
from rdflib import RDF, Graph, Literal, Namespace, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import GET, JSON, POST, SPARQLWrapper

from .conftest import served
from .test_sparql import EXPECTED, GRAPH, IDS

H = Namespace("https://w3id.org/hengce/ontology#")


@pytest.mark.parametrize("form", ["json", "xml"])
@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_takes_it_for_a_graph(server: str, method: str, form: str):
    graph = Graph(SPARQLStore(server + "sparql", method=method, returnFormat=form))
    documents = set(graph.subjects(RDF.type, H.PolicyDocument))
    assert {str(graph.value(document, H.id)) for document in documents} == set(EXPECTED)
    assert (None, H.id, Literal("fujian-2018")) in graph
    assert (None, H.id, Literal("nothing")) not in graph


def test_rdflib_takes_a_named_graph(server: str):
    graph = Graph(SPARQLStore(server + "sparql", method="POST"), identifier=URIRef(GRAPH + "fujian-2018"))
    assert {str(each) for each in graph.objects(None, H.id)} == {"fujian-2018"}
    built = graph.query("CONSTRUCT { ?fact h:min ?min } WHERE { ?fact a h:Threshold ; h:min ?min }", initNs={"h": H}).graph
    assert built is not None
    assert {80, 90} <= {each.toPython() for each in built.objects() if isinstance(each, Literal)}


@pytest.mark.parametrize("method", [GET, POST])
def test_sparqlwrapper_with_a_dataset(server: str, method: str):
    endpoint = SPARQLWrapper(server + "sparql")
    endpoint.setMethod(method)
    endpoint.setReturnFormat(JSON)
    endpoint.addDefaultGraph(GRAPH + "fujian-2018")
    endpoint.setQuery(IDS)
    found = endpoint.query().convert()
    assert isinstance(found, dict)
    assert [row["id"]["value"] for row in found["results"]["bindings"]] == ["fujian-2018"]


def test_pandas_reads_csv_and_tsv(server: str):
    query = f"""PREFIX h: <{H}>
        SELECT ?doc ?min ?inclusive {{ ?f a h:Threshold ; h:document/h:id ?doc ; h:min ?min ; h:minInclusive ?inclusive }}"""
    address = server + "sparql?" + urlencode({"query": query})
    frame = pandas.read_csv(address + "&format=csv")
    assert pandas.api.types.is_numeric_dtype(frame["min"])
    assert frame["inclusive"].dtype == bool
    assert {80, 90} <= set(frame.loc[frame["doc"] == "fujian-2018", "min"])
    lines = pandas.read_csv(address + "&format=tsv", sep="\t")
    assert len(lines) == len(frame)


# --- pages of other sites (Fetch Standard, section 3.2: CORS protocol)


@pytest.fixture(scope="module")
def shared(store_path: str) -> Iterator[str]:
    with served("--store", store_path, HENGCE_CORS_ORIGINS="https://a.example", HENGCE_BODY_LIMIT="1", HENGCE_QUERY_WORKERS="1") as url:
        yield url + "sparql"


def headers_of(request: Request) -> tuple[int, dict[str, str]]:
    try:
        with urlopen(request, timeout=20) as answer:
            return answer.status, {name.lower(): value for name, value in answer.headers.items()}
    except HTTPError as error:
        with error:
            return error.code, {name.lower(): value for name, value in error.headers.items()}


def test_a_page_of_another_site_may_ask(shared: str):
    asked = {"Origin": "https://a.example", "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    status, headers = headers_of(Request(shared, headers=asked, method="OPTIONS"))
    assert status == 200
    assert headers["access-control-allow-origin"] == "https://a.example"
    assert "POST" in headers["access-control-allow-methods"]
    assert "content-type" in headers["access-control-allow-headers"].lower()


@pytest.mark.parametrize(
    ("body", "status"), [(b"ASK {}", 200), (b"ASK {", 400), (b"x" * (2 << 20), 413)], ids=["answer", "refusal", "too large"]
)
def test_it_may_read_answers_and_refusals(shared: str, body: bytes, status: int):
    request = Request(shared, body, {"Origin": "https://a.example", "Content-Type": "application/sparql-query"})
    found, headers = headers_of(request)
    assert found == status
    assert headers["access-control-allow-origin"] == "https://a.example"
    assert "retry-after" in headers["access-control-expose-headers"].lower()


def test_others_may_not(shared: str, server: str):
    for url, origin in ((shared, "https://b.example"), (server + "sparql", "https://a.example")):
        _, headers = headers_of(Request(url, headers={"Origin": origin}))
        assert "access-control-allow-origin" not in headers
    preflight = {"Origin": "https://b.example", "Access-Control-Request-Method": "POST"}
    status, headers = headers_of(Request(shared, headers=preflight, method="OPTIONS"))
    assert status == 400
    assert "access-control-allow-origin" not in headers
