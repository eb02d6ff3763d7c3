"""Every packaged question: plain SPARQL for any engine, a sound header, an example that is true, rows that can be cited."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.plugins.sparql import prepareQuery
from rdflib.term import Identifier

from hengce.ontology.identifiers import DEFAULT_BASE
from hengce.ontology.store import Store
from hengce.queries.catalogue import TOPICS, Catalogue, Question
from hengce.queries.citations import cited

CATALOGUE = Catalogue.load()
EVIDENCE = {"doc", "path", "quote", "start", "end", "fact"}
PACKAGE = Path(__file__).resolve().parents[2] / "queries"
FILES = sorted(PACKAGE.rglob("*.rq"))
NO_COUNTY = 'FILTER(!CONTAINS(STR(?s), "/id/region/") || STRENDS(STR(?s), "00"))'
"""Counties have no documents here, and rdflib takes its time over each name that there is."""


@pytest.fixture(params=CATALOGUE.values(), ids=list(CATALOGUE))
def question(request: pytest.FixtureRequest) -> Question:
    return request.param


@pytest.fixture(params=[each for each in CATALOGUE.values() if not any(p.required for p in each.parameters)], ids=lambda each: each.name)
def open_question(request: pytest.FixtureRequest) -> Question:
    """A question that can be asked without a value."""
    return request.param


def test_the_catalogue_has_what_a_researcher_asks_first():
    asked_first = {
        "documents", "facts", "thresholds", "score-bands", "incentives", "targets", "target-totals", "agencies", "deadlines", "cycles",
        "sanctions", "exemptions", "criteria", "references", "cited-by", "sectors", "steps", "silent", "types", "coverage",
    }  # fmt: skip
    assert asked_first <= set(CATALOGUE)
    assert len(CATALOGUE) >= 45


def test_every_topic_has_questions_and_every_question_stands_under_one():
    by_topic = CATALOGUE.by_topic()
    assert list(by_topic) == list(TOPICS)
    assert sorted(question.name for questions in by_topic.values() for question in questions) == list(CATALOGUE)
    assert all(topic.keys() == {"zh", "en"} for topic in TOPICS.values())


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_every_file_is_plain_sparql_for_both_engines(file: Path):
    text = file.read_text(encoding="utf-8")
    prepareQuery(text)
    ox.Store().query(text)


def test_headers_speak_both_languages(question: Question):
    for texts in (question.title, question.description):
        assert texts.keys() == {"zh", "en"}
        assert all(texts.values())
    assert all(parameter.zh and parameter.en for parameter in question.parameters)
    assert question.example.rows, "an example without rows shows nothing"


@pytest.fixture(scope="module")
def shown(gold: Store, graph: Callable[..., Store]) -> Callable[[str], Store]:
    """The graph that a question's example is about: that of the gold facts, or of its own documents."""
    return cache(lambda name: graph(CATALOGUE[name].example.documents) if CATALOGUE[name].example.documents else gold)


@pytest.fixture
def example(shown: Callable[[str], Store], question: Question) -> Store:
    return shown(question.name)


def test_the_example_is_true(example: Store, question: Question):
    rows = CATALOGUE.run(example, question.name, **question.example.call).rows
    shown = [{column: row.get(column) for column in expected} for row, expected in zip(rows, question.example.rows, strict=False)]
    assert shown == [dict(expected) for expected in question.example.rows]
    assert len(rows) == len(question.example.rows)


MANY = {"jurisdiction": ["福建", "宁波", "国家"], "type": ["绿色工厂", "绿色园区", "绿色制造示范单位"]}
NARROWED = [
    pytest.param(question, given, id=f"{question.name}-{'+'.join(sorted(given))}")
    for question in CATALOGUE.values()
    for given in ({"jurisdiction"}, {"type"}, {"jurisdiction", "type"})
    if "#?" in question.sparql and given <= {parameter.name for parameter in question.parameters if parameter.many}
]


@pytest.mark.parametrize(("question", "given"), NARROWED)
def test_what_stands_behind_a_block_changes_no_row(gold: Store, question: Question, given: set[str]):
    """``#? pattern`` says what a filter says; it is there for speed alone."""
    arguments = {**question.example.call, **{name: MANY[name] for name in given}}
    plain = replace(question, sparql=re.sub(r"#\?[^\n]*", "", question.sparql))
    rows = [gold.select(each.bind(gold, arguments)).rows for each in (question, plain)]
    assert rows[0] == rows[1]


@pytest.fixture(scope="module")
def in_rdflib() -> Callable[[Store], rdflib.Graph]:
    @cache
    def loaded(store: Store) -> rdflib.Graph:
        with store.snapshot() as graph:
            triples = graph.execute(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o {NO_COUNTY} }}", "application/n-triples").body
        return rdflib.Graph().parse(data=triples, format="nt")

    return loaded


def test_another_engine_gives_the_same_rows(example: Store, in_rdflib: Callable[[Store], rdflib.Graph], question: Question):
    """Nothing in the catalogue hangs on Oxigraph."""
    query = question.bind(example, question.example.call)
    result = in_rdflib(example).query(query)
    rows = [{str(name): plain(row[name]) for name in result.vars or () if row.get(name) is not None} for row in result.bindings]
    assert rows == example.select(query).rows


def plain(term: Identifier) -> object:
    """A term of rdflib as the store gives it: numbers and truth values in Python, anything else as text."""
    value = term.toPython() if isinstance(term, rdflib.Literal) else str(term)
    return value if isinstance(value, bool | int | Decimal) else str(term)


def test_the_columns_of_an_example_exist(example: Store, question: Question):
    variables = CATALOGUE.run(example, question.name, **question.example.call).variables
    assert {column for row in question.example.rows for column in row} <= set(variables)


def test_the_file_as_written_is_the_question_without_restrictions(shown: Callable[[str], Store], open_question: Question):
    """A parameter that is not given drops its block: the rows are those of the file pasted into any SPARQL client."""
    store = shown(open_question.name)
    written = store.select(open_question.sparql).rows
    assert written
    if not any(parameter.default for parameter in open_question.parameters):
        assert CATALOGUE.run(store, open_question.name).rows == written


def test_rows_about_facts_are_all_cited(shown: Callable[[str], Store], open_question: Question):
    store = shown(open_question.name)
    table = CATALOGUE.run(store, open_question.name)
    with store.snapshot() as graph:
        rows, left_out = cited(graph, table)
    assert left_out == 0
    assert len(rows) == len(table)
    if set(table.variables) >= EVIDENCE:
        assert all(row["citation"]["quote"] for row in rows)
        assert len({row["fact"] for row in rows}) == len(rows), "one row a fact"
    else:
        assert not (EVIDENCE - {"doc", "fact"}) & set(table.variables), "evidence is given as a whole or not at all"


def test_rows_come_in_one_order(gold: Store, open_question: Question):
    assert "ORDER BY" in open_question.sparql
    assert CATALOGUE.run(gold, open_question.name).rows == CATALOGUE.run(gold, open_question.name).rows


@pytest.fixture(scope="module")
def here_and_there(graph: Callable[..., Store]) -> tuple[Store, Store]:
    threshold = {"subject": "绿色工厂", "metric": "得分", "min": 80, "min_inclusive": True, "unit": "分"}
    documents = {"p": {"title": "甲省绿色工厂办法", "jurisdiction": "350000", "facts": [("threshold", "得分80分以上", threshold)]}}
    return graph(documents), graph(documents, base="http://localhost:8000/hengce/")


def test_questions_follow_a_graph_to_another_base(here_and_there: tuple[Store, Store], question: Question):
    here, there = here_and_there
    values = {"kind": "threshold", "number": "80", "document": "p", "jurisdiction": "福建", "type": "绿色工厂"}
    call = {parameter.name: values.get(parameter.kind, "工厂") for parameter in question.parameters if parameter.required}
    moved = [
        {name: str(value).replace(there.info.base, DEFAULT_BASE) for name, value in row.items()}
        for row in CATALOGUE.run(there, question.name, **call)
    ]
    assert moved == [{name: str(value) for name, value in row.items()} for row in CATALOGUE.run(here, question.name, **call)]
    if question.name in ("thresholds", "documents", "facts", "types", "coverage"):
        assert moved
