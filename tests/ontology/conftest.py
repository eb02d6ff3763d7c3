"""A small store for the tests of this room: two documents' graphs that share a triple."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from hengce.ontology.generations import Generations
from hengce.ontology.loading import Loader
from hengce.ontology.results import BuildInfo

Publish = Callable[..., BuildInfo]

SHARED = '<http://e/work> <http://e/title> "工信厅节函〔2016〕586号"'
GRAPHS = {
    "http://e/g/福建": [SHARED, '<http://e/福建> <http://e/min> "80"^^<http://www.w3.org/2001/XMLSchema#integer>'],
    "http://e/g/江苏": [SHARED, '<http://e/江苏> <http://e/min> "20.5"^^<http://www.w3.org/2001/XMLSchema#decimal>'],
}


@pytest.fixture(scope="session")
def publish() -> Publish:
    """Builds a generation into a folder, as ``hengce.extract.build`` does: ``publish(folder, graphs, version)``."""

    def publish(folder: Path, graphs: Mapping[str, Sequence[str]] = GRAPHS, version: str = "v1") -> BuildInfo:
        generations = Generations(folder)
        with generations.building(), generations.scratch() as scratch:
            loader = Loader(scratch / "data")
            for graph, triples in graphs.items():
                loader.add(graph, [f"{triple} <{graph}> .\n".encode() for triple in triples])
            info = BuildInfo("http://e/", version, "0.1.0", len(graphs), 2, loader.triples())
            loader.close()
            generations.publish(scratch / "data", info)
        return info

    return publish


@pytest.fixture
def folder(tmp_path: Path, publish: Publish) -> Path:
    """A store with one generation, ``v1``."""
    publish(tmp_path / "store")
    return tmp_path / "store"
