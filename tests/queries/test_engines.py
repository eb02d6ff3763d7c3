"""Every question and every view gives the same rows on every engine: Oxigraph in a folder, its server, and Virtuoso 7."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from rdflib import URIRef

from hengce.ontology.identifiers import DEFAULT_BASE
from hengce.ontology.results import media_type_for
from hengce.ontology.sparql import check_read_only
from hengce.ontology.store import Store, Table, open_store
from hengce.queries.binding import blocks, bound
from hengce.queries.catalogue import Catalogue, Question

CATALOGUE = Catalogue.load()
ROOT = Path(__file__).resolve().parents[2]
VIEWS = sorted([*(ROOT / "api" / "views").glob("*.rq"), *(ROOT / "queries" / "lookups").glob("*.rq")])
BOUND = {
    "document": ["id/document/fujian-2018"],
    "graph": ["id/graph/fujian-2018"],
    "jurisdiction": ["id/region/350000", "id/region/310000"],
    "kind": ["ontology#Threshold", "ontology#Target"],
    "subject": ["id/type/绿色工厂", "id/type/绿色制造示范单位"],
    "thing": ["id/type/绿色工厂"],
}
"""What the parameters of views are in these tests; a view with another one has to be added here."""


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
        assert len(here), "a question without rows shows nothing"


@pytest.mark.parametrize("question", CATALOGUE.values(), ids=list(CATALOGUE))
def test_the_file_as_it_stands(embedded: Store, remote: Store, question: Question):
    assert typed(remote.select(question.sparql)) == typed(embedded.select(question.sparql))


@pytest.mark.parametrize("view", VIEWS, ids=[f"{view.parent.name}-{view.stem}" for view in VIEWS])
def test_views(embedded: Store, remote: Store, view: Path):
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
