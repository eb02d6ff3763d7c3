"""What is asked once for each version of the data."""

from __future__ import annotations

from dataclasses import dataclass

from hengce.api.web.remembered import remembered
from hengce.ontology.results import BuildInfo


@dataclass(frozen=True)
class Graph:
    """Of a graph only what says which version it is."""

    info: BuildInfo


def graph(version: str, base: str = "http://a/") -> Graph:
    return Graph(BuildInfo(base, version, "0", 0, 0, 0))


def test_once_for_each_version_and_arguments():
    asked = []

    def ask(graph: Graph, word: str) -> str:
        asked.append((graph.info.base, graph.info.data_version, word))
        return f"{word} of {graph.info.data_version}"

    for version, word in [("1", "a"), ("1", "a"), ("1", "b"), ("2", "a"), ("1", "a")]:
        assert remembered(graph(version), ask, word) == f"{word} of {version}"  # type: ignore[arg-type]
    remembered(graph("1", "http://b/"), ask, "a")  # type: ignore[arg-type]
    assert asked == [("http://a/", "1", "a"), ("http://a/", "1", "b"), ("http://a/", "2", "a"), ("http://b/", "1", "a")]


def test_only_some_are_kept():
    asked = []

    def ask(graph: Graph, number: int) -> int:
        asked.append(number)
        return number

    for number in (*range(40), 39, 0):
        remembered(graph("1"), ask, number)  # type: ignore[arg-type]
    assert asked == [*range(40), 0]
