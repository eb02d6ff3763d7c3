"""An endpoint as the program's own store: built into by command, then asked by every way in; the answers are those of a folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from hengce.api.app import create_app
from hengce.api.settings import Settings
from hengce.ontology.store import open_store

from ..engines import oxigraph_server
from .conftest import DAY, Finished

Run = Callable[..., Finished]
ENGINES = ["oxigraph", pytest.param("virtuoso", marks=pytest.mark.requires("virtuoso-t", "isql-vt"))]


def test_a_build_writes_into_an_endpoint(hengce: Run, tmp_path: Path, store_path: str):
    with oxigraph_server(tmp_path / "oxigraph") as address, open_store(store_path) as here:
        nothing = hengce("compare", "绿色工厂", "--store", address)
        assert (nothing.status, nothing.err.count("\n")) == (2, 1)
        assert "hengce build --store" in nothing.err
        done = hengce("build", "--store", address.replace("//", "//somebody:s3cret@"))
        assert done.status == 0, done.err
        assert here.info.data_version in done.out + done.err
        assert "s3cret" not in done.out + done.err
        with open_store(address) as there:
            assert there.info == here.info
        again = hengce("build", "--store", address)
        assert again.status == 0


def test_a_build_needs_the_address_of_the_graph_store(hengce: Run, tmp_path: Path):
    with oxigraph_server(tmp_path / "oxigraph") as address:
        odd = address.replace("/query", "/query?") + "unusual=1"
        assert hengce("build", "--store", odd, HENGCE_STORE_GRAPHS=address.replace("/query", "/nowhere")).status == 2
        assert hengce("build", "--store", odd, HENGCE_STORE_GRAPHS=address.replace("/query", "/store")).status == 0
        done = hengce("build", "--store", odd, HENGCE_STORE_USER="a", HENGCE_STORE_TOKEN="b")
        assert (done.status, done.err.count("\n")) == (2, 1)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    "words",
    [
        ("compare", "绿色工厂", "--as-of", DAY, "--format", "json"),
        ("query", "thresholds", "--param", "type=绿色工厂", "--format", "csv"),
        ("sparql", "PREFIX h: <https://w3id.org/hengce/ontology#> ASK { ?fact a h:Threshold ; h:minInclusive true }"),
        ("sparql", "SELECT DISTINCT ?g { GRAPH ?g { ?s a ?kind } } ORDER BY ?g", "--format", "tsv"),
    ],
    ids=lambda words: words[0],
)
def test_commands_answer_alike(request: pytest.FixtureRequest, hengce: Run, store_path: str, engine: str, words: tuple[str, ...]):
    here, there = hengce(*words, "--store", store_path), hengce(*words, "--store", request.getfixturevalue(engine))
    assert there.status == here.status == 0, there.err
    assert there.out == here.out


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("path", "parameters"),
    [
        ("/documents", {"as_of": DAY}),
        ("/documents/fujian-2018/facts", {"kind": "threshold"}),
        ("/documents/jiangsu-2016/outline", {}),
        ("/types", {}),
        ("/agencies", {}),
        ("/compare", {"type": "绿色园区", "as_of": DAY, "aspect": "incentive"}),
        ("/sparql", {"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"}),
        (
            "/sparql",
            {
                "query": "SELECT DISTINCT ?o { ?s ?p ?o FILTER(isIRI(?o)) } ORDER BY STR(?o) #FROM",
                "default-graph-uri": "https://w3id.org/hengce/id/graph/build",
            },
        ),
    ],
)
def test_the_service_answers_alike(
    request: pytest.FixtureRequest, client: TestClient, engine: str, path: str, parameters: dict[str, str]
):  # fmt: skip
    settings = Settings.load({}, store=request.getfixturevalue(engine), query_timeout=30.0)
    with TestClient(create_app(settings), raise_server_exceptions=False) as remote:
        there = remote.get(path, params=parameters)
        assert there.status_code == 200, there.text
        assert there.json() == client.get(path, params=parameters).json()
