"""The questions and the comparison on the graph that the program itself reads from the packaged texts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from hengce.ontology.store import Store, open_store
from hengce.queries.catalogue import Catalogue
from hengce.queries.citations import cited
from hengce.queries.compare import compare

CATALOGUE = Catalogue.load()


@pytest.fixture(scope="module")
def store(store_path: str) -> Iterator[Store]:
    with open_store(store_path) as store:
        yield store


@pytest.mark.parametrize("name", [name for name, each in CATALOGUE.items() if not any(p.required for p in each.parameters)])
def test_questions_have_rows_and_all_are_cited(store: Store, name: str):
    with store.snapshot() as graph:
        table = CATALOGUE.run(graph, name, **CATALOGUE[name].example.call)
        rows, left_out = cited(graph, table)
    assert rows or CATALOGUE[name].example.documents, "only what examples bring documents of their own for is not in the packaged texts"
    assert left_out == 0


def test_the_thresholds_of_green_factories_stand_in_one_table(store: Store, corpus_texts: dict[str, str]):
    result = compare(store, "绿色工厂", "threshold", as_of="2024-06-30")
    said: set[tuple[Any, ...]] = set()
    for row in result["rows"]:
        for code, cells in row["cells"].items():
            for cell in cells:
                value, citation = cell["value"], cell["citation"]
                assert corpus_texts[citation["document"]][citation["start"] : citation["end"]] == citation["quote"]
                said.add((code, row["key"].partition("/")[0], cell["level"] or cell["grade"], value["min"], value["max"], value["scale"]))
    assert said >= {
        ("310000", "score", "三星级", 75, 85, None),
        ("310000", "score", "四星级", 85, 95, None),
        ("310000", "score", "五星级", 95, None, None),
        ("320000", "score", "省级", 20, None, 50),
        ("350000", "score", "省级", 80, None, None),
        ("350000", "score", "国家级", 90, None, None),
    }


def test_worker_processes_and_snapshots_give_the_same_answers(store: Store, store_path: str):
    here = compare(store, "绿色园区", as_of="2024-06-30")
    bands = CATALOGUE.run(store, "score-bands", type="绿色园区")
    with open_store(store_path, workers=1, timeout=30) as workers:
        assert compare(workers, "绿色园区", as_of="2024-06-30") == here
        assert CATALOGUE.run(workers, "score-bands", type="绿色园区") == bands
    with store.snapshot() as snapshot:
        assert compare(snapshot, "绿色园区", as_of="2024-06-30") == here
