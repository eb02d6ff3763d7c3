"""Every question and every view gives the same rows on every engine: Oxigraph in a folder, its server, and Virtuoso 7."""

from __future__ import annotations

import time
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
import rdflib
from rdflib import URIRef

from hengce.ontology.dialects import Virtuoso
from hengce.ontology.dump import EndpointDump, dumped
from hengce.ontology.errors import QueryRefused, QueryTimeout, RemoteStoreError, TooLarge
from hengce.ontology.hygiene import Question as Hygiene
from hengce.ontology.hygiene import questions
from hengce.ontology.identifiers import DEFAULT_BASE
from hengce.ontology.remote import RemoteStore
from hengce.ontology.results import JSON, media_type_for, table_from_json
from hengce.ontology.sparql import Dataset, check_read_only
from hengce.ontology.store import Store, Table, open_store
from hengce.ontology.validate import violations
from hengce.queries.binding import blocks, bound
from hengce.queries.catalogue import Catalogue, Question

from ..engines import MAX_ROWS, oxigraph_server

CATALOGUE = Catalogue.load()
ROOT = Path(__file__).resolve().parents[2]
VIEWS = sorted(path for folder in ("api/views", "api/profiles", "queries/lookups") for path in (ROOT / folder).glob("*.rq"))
BOUND = {
    "about": [
        "id/document/shanghai-2021-2025",
        "id/document/fujian-2018/一",
        "id/fact/fujian-2018/threshold/1076-1114",
        "id/fact/miit-2016-586/deadline/2674-2705",
        "id/fact/miit-2016-586/deadline/3086-3153",
        "id/fact/shanghai-2021-2025/cycle/4126-4137",
    ],
    "endpoint": ["sparql"],
    "document": ["id/document/fujian-2018"],
    "graph": ["id/graph/fujian-2018"],
    "jurisdiction": ["id/region/350000", "id/region/310000"],
    "ontology": ["id/graph/ontology"],
    "place": ["id/region/330200"],
    "kind": ["ontology#Threshold", "ontology#Target"],
    "subject": ["id/type/绿色工厂", "id/type/绿色制造示范单位"],
    "thing": ["id/agency/福建省经济和信息化委员会"],  # to which fewer point than the view shows,
}
"""What the parameters of views are in these tests; a view with another one has to be added here."""
WITHOUT_YEAR = {"odrl", "owl-time"}
"""Views that state dates of every year: Virtuoso 7 cannot make an xsd:gMonthDay or xsd:gMonth, and says so."""


@pytest.fixture(scope="module")
def embedded(store_path: str) -> Iterator[Store]:
    with open_store(store_path) as store:
        yield store


@pytest.fixture(scope="module", params=["oxigraph", pytest.param("virtuoso", marks=pytest.mark.requires("virtuoso-t", "isql-vt"))])
def remote(request: pytest.FixtureRequest) -> Iterator[Store]:
    with open_store(request.getfixturevalue(request.param), timeout=60.0) as store:
        yield store


def typed(table: Table) -> list[list[tuple[str, type, object]]]:
    """Rows with the types of their values: 1 is not true, and 80 is not 80.0."""
    return [sorted((name, type(value), value) for name, value in row.items()) for row in table]


def test_the_description_is_the_same(embedded: Store, remote: Store):
    assert remote.info == embedded.info


@pytest.mark.parametrize("question", CATALOGUE.values(), ids=list(CATALOGUE))
def test_questions(embedded: Store, remote: Store, question: Question):
    calls = [question.example.call]
    if not any(parameter.required for parameter in question.parameters):
        calls.append({})
    for call in calls:
        query = question.bind(embedded, call)
        here, there = embedded.select(query), remote.select(query)
        assert there.variables == here.variables
        assert typed(there) == typed(here)
        assert len(here) or question.example.documents or any(each.default for each in question.parameters), "nothing is compared"


@pytest.mark.parametrize("question", CATALOGUE.values(), ids=list(CATALOGUE))
def test_the_file_as_it_stands(embedded: Store, remote: Store, question: Question):
    assert typed(remote.select(question.sparql)) == typed(embedded.select(question.sparql))


@pytest.mark.parametrize("question", questions(), ids=[question.name for question in questions()])
def test_hygiene(embedded: Store, remote: Store, question: Hygiene):
    assert typed(remote.select(question.sparql)) == typed(embedded.select(question.sparql)) == []


def test_shapes(remote: Store):
    with remote.snapshot() as graph:
        assert list(violations(graph)) == []


@pytest.mark.parametrize("view", VIEWS, ids=[f"{view.parent.name}-{view.stem}" for view in VIEWS])
def test_views(embedded: Store, remote: RemoteStore, view: Path):
    if view.stem in WITHOUT_YEAR and isinstance(remote.endpoint.dialect, Virtuoso):
        with pytest.raises(RemoteStoreError, match="gMonth"):
            remote.execute(bound_view(view.read_text(encoding="utf-8")), "application/n-triples")
        return
    query = bound_view(view.read_text(encoding="utf-8"))
    form = check_read_only(query).form
    if form in ("SELECT", "ASK"):
        here, there = typed(embedded.select(query)), typed(remote.select(query))
        assert there == here if "ORDER BY" in query else sorted(there, key=repr) == sorted(here, key=repr)
    else:
        lines = media_type_for(form, "application/n-triples")
        here, there = (set(store.execute(query, lines).body.splitlines()) for store in (embedded, remote))
        assert there == here
        assert here


def bound_view(text: str) -> str:
    terms: dict[str, Sequence[URIRef]] = {name: [URIRef(DEFAULT_BASE + each) for each in BOUND[name]] for name in blocks(text)}
    return bound(text, terms)


G = DEFAULT_BASE + "id/graph/"
DATASETS = {
    "all": None,
    "one": Dataset((G + "fujian-2018",), protocol=True),
    "merged": Dataset((G + "fujian-2018", G + "jiangsu-2016", G + "jiangsu-2016"), protocol=True),
    "named": Dataset((), (G + "fujian-2018", G + "miit-2016-586"), protocol=True),
    "both": Dataset((G + "build",), (G + "fujian-2018",), protocol=True),
}


@pytest.mark.parametrize("clauses", ["", f"FROM <{G}miit-2016-586> FROM NAMED <{G}build>"], ids=["all", "from"])
@pytest.mark.parametrize("dataset", DATASETS)
def test_datasets(embedded: Store, remote: Store, dataset: str, clauses: str):
    """What the request names stands in place of FROM, and what neither names is empty, on each engine (Protocol, section 2.1.4).

    Of several default graphs the servers match a triple once for each that holds it; only the embedded store merges them.
    """
    distinct = "{ SELECT DISTINCT ?s ?p ?o { ?s ?p ?o } }"
    for pattern in (distinct, "{ GRAPH ?g { ?s ?p ?o } }", "{ GRAPH ?g { ?s a ?kind } FILTER EXISTS { ?s a ?kind } }"):
        query = f"SELECT (COUNT(*) AS ?n) {clauses} {pattern}"
        here, there = (table_from_json(store.execute(query, JSON, DATASETS[dataset]).body) for store in (embedded, remote))
        assert there == here


RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(?a != ?l) }"


@pytest.fixture
def doomed(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An engine that may be left with a query that never ends: Oxigraph's server goes on with it until it is killed."""
    if request.param != "oxigraph":
        yield request.getfixturevalue(request.param)
        return
    with oxigraph_server(tmp_path) as address:
        lines = "".join(f"<urn:s{number}> <urn:p> <urn:o{number}> .\n" for number in range(2000))
        graphs = address.removesuffix("/query") + "/store?default"
        put = urllib.request.Request(graphs, lines.encode(), {"Content-Type": "application/n-triples"}, method="PUT")
        urllib.request.urlopen(put, timeout=30).close()
        yield address


@pytest.mark.parametrize(
    "doomed", ["oxigraph", pytest.param("virtuoso", marks=pytest.mark.requires("virtuoso-t", "isql-vt"))], indirect=True
)
def test_a_runaway_is_a_time_out_and_no_empty_result(doomed: str):
    with open_store(doomed, timeout=1.0) as store:
        for query in (RUNAWAY, RUNAWAY.replace("(COUNT(*) AS ?n)", "*")):
            started = time.monotonic()
            with pytest.raises((QueryTimeout, TooLarge)):
                store.select(query)
            assert time.monotonic() - started < 3


@pytest.mark.requires("virtuoso-t", "isql-vt")
def test_an_answer_that_an_engine_cuts_off_is_no_answer(virtuoso: str):
    with open_store(virtuoso) as store:
        assert len(store.select(f"SELECT ?a {{ ?a ?b ?c . ?d a ?e }} LIMIT {MAX_ROWS - 1}")) == MAX_ROWS - 1
        with pytest.raises(TooLarge, match="ResultSetMaxRows"):
            store.select(f"SELECT ?a {{ ?a ?b ?c . ?d a ?e }} LIMIT {MAX_ROWS + 1}")


def test_an_endpoint_is_exported_as_a_folder_is(store_path: str, remote: Store):
    """Engines write some numbers another way, the same values; all else is the same."""
    with dumped(store_path) as here, remote.snapshot() as graph:
        there = EndpointDump(graph)
        assert there.graphs == here.graphs
        for name in here.graphs:
            assert len(list(there.quads(name))) == len(list(here.quads(name))), name
        name = f"{G}fujian-2018"
        ours, theirs = (set(rdflib.Graph().parse(data=b"".join(dump.lines(name)), format="nt")) for dump in (here, there))
        assert {(s, p, o.toPython() if isinstance(o, rdflib.Literal) else o) for s, p, o in theirs} == {
            (s, p, o.toPython() if isinstance(o, rdflib.Literal) else o) for s, p, o in ours
        }


def test_the_guard_stands_before_every_engine(remote: Store):
    for query in ("DEFINE get:soft 'replace' SELECT * { ?s ?p ?o }", "SELECT (bif:file_to_string('x') AS ?x) {}", "CLEAR ALL"):
        with pytest.raises(QueryRefused):
            remote.execute(query)
