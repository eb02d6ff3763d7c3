"""A service over the data of the W3C's tests: each of their files is a named graph."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
import yaml
from starlette.testclient import TestClient

from hengce.api.app import create_app
from hengce.api.settings import Settings
from hengce.ontology.dataset import describe
from hengce.ontology.generations import Generations
from hengce.ontology.identifiers import Identifiers
from hengce.ontology.loading import Loader
from hengce.ontology.results import BuildInfo

HERE = Path(__file__).parent
DATA = "http://example.org/data/"
DOCUMENT = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://xmlns.com/foaf/0.1/Document>"


def cases(name: str) -> Any:
    """The content of a file of this folder."""
    return yaml.safe_load((HERE / f"{name}.yaml").read_text(encoding="utf-8"))


def graphs() -> Iterator[tuple[str, list[bytes]]]:
    """The graphs by their IRIs, as lines of N-Quads."""
    for number in (1, 2, 3):
        graph = f"{DATA}{number}"
        yield graph, [f"<{graph}> {DOCUMENT} <{graph}> .\n".encode()]
    for name, turtle in cases("results")["data"].items():
        graph = pyoxigraph.NamedNode(DATA + name)
        quads = [
            pyoxigraph.Quad(quad.subject, quad.predicate, quad.object, graph)
            for quad in pyoxigraph.parse(turtle, pyoxigraph.RdfFormat.TURTLE)
        ]
        yield graph.value, [f"{quad} .\n".encode() for quad in quads]


@pytest.fixture(scope="package")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("conformance")
    generations = Generations(folder)
    with generations.building(), generations.scratch() as scratch:
        loader = Loader(scratch / "data")
        for graph, lines in graphs():
            loader.add(graph, lines)
        info = BuildInfo("http://example.org/", "v1", "0.1.0", 0, 0, loader.triples())
        description = Identifiers(info.base).graph("build")
        loader.add(description, [f"{quad} .\n".encode() for quad in describe(info)])
        loader.close()
        generations.publish(scratch / "data", info)
    with TestClient(create_app(Settings.load({}, store=str(folder), query_workers=1)), raise_server_exceptions=False) as client:
        yield client
