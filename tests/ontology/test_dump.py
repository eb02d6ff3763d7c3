"""What a store holds, written out: sorted, once, from a folder and from whatever can only be asked."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hengce.ontology.context import context, prefixed
from hengce.ontology.dump import EndpointDump, dumped, joined
from hengce.ontology.errors import RemoteStoreError, StoreMissing
from hengce.ontology.identifiers import DEFAULT_BASE
from hengce.ontology.sorting import sorted_once
from hengce.ontology.store import open_store

from .conftest import GRAPHS, Publish


def test_union_holds_each_triple_once(folder: Path):
    with dumped(str(folder)) as dump:
        assert dump.base == "http://e/"
        assert dump.graphs == ("http://e/g/江苏", "http://e/g/福建")
        lines = list(dump.triples())
    assert lines == sorted(f"{triple} .\n".encode() for triple in {triple for graph in GRAPHS.values() for triple in graph})


def test_asking_gives_what_the_folder_holds(folder: Path):
    with dumped(str(folder)) as dump, open_store(str(folder)) as store, store.snapshot() as graph:
        asked = EndpointDump(graph)
        assert (asked.base, asked.graphs) == (dump.base, dump.graphs)
        assert list(asked.quads()) == list(dump.quads())
        assert list(asked.triples()) == list(dump.triples())
        assert list(asked.quads("http://e/g/福建")) == [
            line for line in dump.quads() if line.endswith(b" <http://e/g/\xe7\xa6\x8f\xe5\xbb\xba> .\n")
        ]


def test_an_answer_that_lacks_triples_is_refused(folder: Path, publish: Publish):
    with open_store(str(folder)) as store:
        asked = EndpointDump(store)
        publish(folder, {graph: triples[1:] for graph, triples in GRAPHS.items()}, "v2")
        with pytest.raises(RemoteStoreError, match="2 个三元组中的 1 个"):
            list(asked.triples())


def test_a_build_meanwhile_changes_nothing(folder: Path, publish: Publish):
    with dumped(str(folder)) as dump:
        before = list(dump.quads())
        publish(folder, {"http://e/g/上海": ["<http://e/上海> <http://e/min> <http://e/x>"]}, "v2")
        assert list(dump.quads()) == before
    with dumped(str(folder)) as dump:
        assert dump.graphs == ("http://e/g/上海",)


def test_nothing_built(tmp_path: Path):
    with pytest.raises(StoreMissing), dumped(str(tmp_path / "store")):
        pass


LINES = st.lists(st.binary(max_size=6).map(lambda text: text.replace(b"\n", b"") + b"\n"))


@given(LINES, st.integers(min_value=1, max_value=30))
def test_sorting_in_runs_is_sorting(lines: list[bytes], run_bytes: int):
    assert list(sorted_once(lines, run_bytes)) == sorted(set(lines))


def test_runs_leave_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    some = sorted_once((b"%d\n" % number for number in range(100)), 10)
    next(some)
    assert any(tmp_path.iterdir())
    some.close()  # type: ignore[attr-defined]
    assert not list(tmp_path.iterdir())


@given(LINES, st.integers(min_value=1, max_value=20))
def test_pieces_are_the_lines(lines: list[bytes], size: int):
    pieces = list(joined(lines, size))
    assert b"".join(pieces) == b"".join(lines)
    assert all(len(piece) < size + 7 for piece in pieces)


@pytest.mark.parametrize(
    ("iri", "name"),
    [
        (f"{DEFAULT_BASE}ontology#min", "h:min"),
        ("http://www.w3.org/2001/XMLSchema#date", "xsd:date"),
        ("http://purl.org/dc/terms/title", "dcterms:title"),
        ("http://qudt.org/vocab/unit/M2-PER-M", "http://qudt.org/vocab/unit/M2-PER-M"),
        ("http://elsewhere.example/x", "http://elsewhere.example/x"),
    ],
)
def test_prefixed(iri: str, name: str):
    assert prefixed(iri) == name


def test_context_says_how_values_are_read():
    made = context(DEFAULT_BASE)
    assert made["document"] == {"@id": "h:document", "@type": "@id"}
    assert made["min"] == {"@id": "h:min", "@type": "xsd:decimal"}
    assert made["start"] == "h:start"
    assert made["eli:cites"] == {"@id": "eli:cites", "@type": "@id"}
    assert made["unit"] == "http://qudt.org/vocab/unit/"
    assert "h" in made


def test_context_of_another_base():
    made = context("http://example.org/p/")
    assert made["h"] == "http://example.org/p/ontology#"
    assert made["min"] == context(DEFAULT_BASE)["min"]
