"""The embedded store, asked in this process, and what holds for it through workers as well."""

from __future__ import annotations

import csv
import io
import json
import shutil
import threading
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pyoxigraph
import pytest

from hengce.ontology.dump import FolderDump
from hengce.ontology.errors import InvalidParameter, QueryRefused, StoreError, StoreMissing, TooLarge
from hengce.ontology.generations import Generations
from hengce.ontology.results import GRAPH_TYPES, IRI, RESULT_TYPES, Answer
from hengce.ontology.store import Store, open_store

MINIMA = "SELECT ?s ?min WHERE { ?s <http://e/min> ?min } ORDER BY ?min"
TITLES = "SELECT ?title WHERE { <http://e/work> <http://e/title> ?title }"


@pytest.fixture(params=["here", "workers"])
def store(request: pytest.FixtureRequest, folder: Path) -> Iterator[Store]:
    limits = {"workers": 1, "timeout": 30.0} if request.param == "workers" else {}
    with open_store(str(folder), **limits) as opened:
        yield opened


def test_select_gives_python_values(store: Store) -> None:
    table = store.select(MINIMA)
    assert table.variables == ("s", "min")
    assert table.rows == [{"s": IRI("http://e/江苏"), "min": Decimal("20.5")}, {"s": IRI("http://e/福建"), "min": 80}]
    assert all(isinstance(row["s"], IRI) for row in table)


def test_default_graph_is_the_union_without_repetitions(store: Store) -> None:
    assert len(store.select(TITLES)) == 1
    assert len(store.select("SELECT ?g WHERE { GRAPH ?g { <http://e/work> ?p ?o } }")) == 2


def test_from_chooses_among_the_graphs(store: Store) -> None:
    assert [row["s"] for row in store.select(MINIMA.replace("WHERE", "FROM <http://e/g/福建> WHERE"))] == ["http://e/福建"]
    named = "PREFIX g: <http://e/g/> SELECT ?s FROM NAMED g:江苏 WHERE { GRAPH ?g { ?s <http://e/min> ?min } }"
    assert [row["s"] for row in store.select(named)] == ["http://e/江苏"]


@pytest.mark.parametrize("clause", ["FROM <http://e/g/上海>", "FROM NAMED <http://127.0.0.1:1/>", "FROM <no iri>", "FROM <http://[>"])
def test_from_of_other_graphs_is_refused(store: Store, clause: str) -> None:
    with pytest.raises(QueryRefused):
        store.select(f"SELECT * {clause} WHERE {{ ?s ?p ?o }}")


def test_refusal_of_a_graph_names_those_there_are(store: Store) -> None:
    with pytest.raises(QueryRefused) as raised:
        store.ask("ASK FROM <http://e/g/上海> { ?s ?p ?o }")
    assert raised.value.allowed == ("<http://e/g/江苏>", "<http://e/g/福建>")


def test_ask(store: Store) -> None:
    assert store.ask("ASK { ?s <http://e/min> 80 }") is True
    assert store.ask("ASK { ?s <http://e/min> 81 }") is False


def test_select_and_ask_refuse_other_forms(store: Store) -> None:
    with pytest.raises(InvalidParameter, match="SELECT"):
        store.select("ASK {}")
    with pytest.raises(InvalidParameter, match="ASK"):
        store.ask("SELECT * {}")


def _json(answer: Answer) -> list[str]:
    return [row["min"]["value"] for row in json.loads(answer.body)["results"]["bindings"]]


def _xml(answer: Answer) -> list[str]:
    found = ElementTree.fromstring(answer.body).iter("{http://www.w3.org/2005/sparql-results#}literal")
    return [node.text or "" for node in found]


def _csv(answer: Answer) -> list[str]:
    return [row["min"] for row in csv.DictReader(io.StringIO(answer.body.decode()))]


def _tsv(answer: Answer) -> list[str]:
    return [line.split("\t")[1] for line in answer.body.decode().splitlines()[1:]]


@pytest.mark.parametrize(("media_type", "read"), list(zip(RESULT_TYPES, (_json, _xml, _csv, _tsv), strict=True)))
def test_result_formats(store: Store, media_type: str, read: Callable[[Answer], list[str]]) -> None:
    answer = store.execute(MINIMA, media_type)
    assert (answer.media_type, answer.form) == (media_type, "SELECT")
    assert read(answer) == ["20.5", "80"]


@pytest.mark.parametrize("media_type", RESULT_TYPES)
def test_ask_in_every_format(store: Store, media_type: str) -> None:
    assert b"true" in store.execute("ASK {}", media_type).body


@pytest.mark.parametrize("media_type", GRAPH_TYPES)
def test_graph_formats(store: Store, media_type: str) -> None:
    answer = store.execute("PREFIX e: <http://e/> CONSTRUCT WHERE { ?s e:min ?o }", media_type)
    assert answer.form == "CONSTRUCT"
    read = pyoxigraph.parse(answer.body, pyoxigraph.RdfFormat.from_media_type(media_type))
    assert {(str(quad.subject), str(quad.object)) for quad in read} == {
        ("<http://e/福建>", '"80"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ("<http://e/江苏>", '"20.5"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
    }


def test_turtle_uses_the_prefixes_of_the_query(store: Store) -> None:
    assert b"e:min 80" in store.execute("PREFIX e: <http://e/> CONSTRUCT WHERE { ?s e:min 80 }").body


def test_describe(store: Store) -> None:
    assert "586号".encode() in store.execute("DESCRIBE <http://e/work>", "application/n-triples").body


def test_format_that_does_not_suit_the_form(store: Store) -> None:
    with pytest.raises(InvalidParameter) as raised:
        store.execute("SELECT * {}", "text/turtle")
    assert "text/csv" in raised.value.allowed


def test_syntax_error_says_line_and_column(store: Store) -> None:
    for run in (store.select, store.check):
        with pytest.raises(QueryRefused, match="第 2 行第 11 列") as raised:
            run("SELECT * WHERE {\n  ?s ?p ?o")
        assert "line 2, column 11" in raised.value.en


def test_undeclared_prefix_is_named_as_such(store: Store) -> None:
    with pytest.raises(QueryRefused, match="前缀没有用 PREFIX 声明"):
        store.select("SELECT * { ?s h:min ?o }")


def test_check_does_not_run_the_query(store: Store) -> None:
    store.check("SELECT * { ?s ?p ?o }")
    with pytest.raises(QueryRefused, match="SERVICE"):
        store.check("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }")


def test_unknown_function_is_refused(store: Store) -> None:
    with pytest.raises(QueryRefused, match="http://e/f"):
        store.select("SELECT (<http://e/f>(1) AS ?x) {}")


def test_updates_never_reach_the_store(store: Store) -> None:
    with pytest.raises(QueryRefused, match="更新"):
        store.execute("INSERT DATA { <http://e/x> <http://e/min> 1 }")
    assert not store.ask("ASK { <http://e/x> ?p ?o }")


def test_info(store: Store) -> None:
    info = store.info
    assert (info.base, info.data_version, info.documents, info.facts, info.triples) == ("http://e/", "v1", 2, 2, 3)


def test_a_new_build_is_seen_at_once_and_a_snapshot_keeps_the_old(store: Store, folder: Path, publish: Callable[..., object]) -> None:
    with store.snapshot() as snapshot:
        publish(folder, {"http://e/g/上海": ['<http://e/上海> <http://e/min> "90"^^<http://www.w3.org/2001/XMLSchema#integer>']}, "v2")
        assert [row["min"] for row in store.select(MINIMA)] == [90]
        assert store.info.data_version == "v2"
        assert [row["min"] for row in snapshot.select(MINIMA)] == [Decimal("20.5"), 80]
        assert snapshot.info.data_version == "v1"
        assert [row["min"] for row in store.select(MINIMA)] == [90]


def test_many_threads(store: Store) -> None:
    wrong: list[object] = []

    def ask() -> None:
        for _ in range(20):
            if len(store.select(MINIMA)) != 2:
                wrong.append("rows are missing")

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


@pytest.mark.parametrize("workers", [0, 1])
def test_answers_are_bounded(folder: Path, workers: int) -> None:
    with open_store(str(folder), workers=workers, max_bytes=200) as store:
        for media_type in ("text/csv", "application/sparql-results+json"):
            with pytest.raises(TooLarge, match="200"):
                store.execute("SELECT ?s ?x { ?s ?p ?o VALUES ?x { 1 2 3 4 5 6 7 8 9 } }", media_type)
        with pytest.raises(TooLarge):
            store.execute("CONSTRUCT { ?s ?p ?x } WHERE { ?s ?p ?o VALUES ?x { 1 2 3 4 5 6 7 8 9 } }", "application/n-triples")
        assert store.ask("ASK {}")


@pytest.mark.parametrize("workers", [0, 1])
def test_nothing_built(tmp_path: Path, workers: int) -> None:
    (tmp_path / "file").touch()
    for place in ("absent", ".", "file"):
        with pytest.raises(StoreMissing, match="hengce build"):
            open_store(str(tmp_path / place), workers=workers)


def test_damaged_data(folder: Path) -> None:
    shutil.rmtree(folder / "builds/v1/data")
    with pytest.raises(StoreError, match="无法打开"):
        open_store(str(folder))
    with open_store(str(folder), workers=1) as store, pytest.raises(StoreError, match="无法打开"):
        store.ask("ASK {}")


@pytest.mark.parametrize(
    ("parameter", "limits"),
    [
        ("workers", {"workers": -1}),
        ("timeout", {"timeout": 5.0}),  # in this process nothing could keep it
        ("timeout", {"workers": 1, "timeout": 0.0}),
        ("memory_mb", {"workers": 1, "memory_mb": 1}),
        ("wait", {"wait": -1.0}),
        ("max_bytes", {"max_bytes": 0}),
    ],
)
def test_limits_that_cannot_work_are_refused(folder: Path, parameter: str, limits: dict[str, Any]) -> None:
    with pytest.raises(InvalidParameter) as raised:
        open_store(str(folder), **limits)
    assert raised.value.parameter == parameter


def test_closed(store: Store) -> None:
    store.close()
    store.close()
    with pytest.raises(ValueError, match="closed"):
        store.ask("ASK {}")


def test_dump_is_sorted_and_complete(folder: Path) -> None:
    lines = b"".join(FolderDump(Generations(folder).hold()).quads()).decode().splitlines()
    assert lines == [
        '<http://e/work> <http://e/title> "工信厅节函〔2016〕586号" <http://e/g/江苏> .',
        '<http://e/江苏> <http://e/min> "20.5"^^<http://www.w3.org/2001/XMLSchema#decimal> <http://e/g/江苏> .',
        '<http://e/work> <http://e/title> "工信厅节函〔2016〕586号" <http://e/g/福建> .',
        '<http://e/福建> <http://e/min> "80"^^<http://www.w3.org/2001/XMLSchema#integer> <http://e/g/福建> .',
    ]
