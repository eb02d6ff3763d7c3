"""Exports: what is written is what the graph holds, as another parser reads it; equal data give equal bytes."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from rdflib.term import Node

from hengce.api.export import rdf
from hengce.api.profile import everything, profiles
from hengce.ontology.context import PREFIXES, context, terms
from hengce.ontology.dump import dumped
from hengce.ontology.generations import Generations
from hengce.ontology.identifiers import DEFAULT_BASE
from hengce.ontology.loading import Loader
from hengce.ontology.sorting import sorted_once
from hengce.ontology.store import open_store

from ..smaller import speaks_of_elsewhere
from .conftest import Finished

FORMATS = {"turtle": "turtle", "ntriples": "nt", "jsonld": "json-ld"}
"""Forms of triples by their names here, and their names in rdflib."""
XSD = "http://www.w3.org/2001/XMLSchema#"


def read(text: str | bytes, format: str) -> set[tuple[Node, ...]]:
    return set(rdflib.Graph().parse(data=text, format=FORMATS[format]))


@pytest.fixture(scope="session")
def store(store_path: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The store of the packaged texts without most places: rdflib takes its time over each, in every form."""
    folder = tmp_path_factory.mktemp("fewer") / "store"
    generations = Generations(folder)
    with open_store(store_path) as whole, dumped(store_path) as dump, generations.building(), generations.scratch() as scratch:
        loader = Loader(scratch / "data")
        for name in dump.graphs:
            loader.add(name, [line for line in dump.quads(name) if not speaks_of_elsewhere(line.decode())])
        info = replace(whole.info, triples=loader.triples())
        loader.close()
        generations.publish(scratch / "data", info)
    return str(folder)


@pytest.fixture(scope="session")
def held(store: str) -> set[tuple[Node, ...]]:
    """All triples of the store, as rdflib reads what Oxigraph itself writes."""
    with dumped(store) as dump:
        return read(b"".join(line for graph in dump.graphs for line in dump.lines(graph)), "ntriples")


@pytest.mark.parametrize("format", FORMATS)
def test_the_union_of_all_graphs(hengce: Callable[..., Finished], store: str, held: set[tuple[Node, ...]], format: str):
    done = hengce("export", "--format", format, "--store", store)
    assert done.status == 0
    assert read(done.out, format) == held
    assert hengce("export", "--format", format, "--store", store).out == done.out


@pytest.mark.parametrize("format", ["nquads", "trig"])
def test_the_forms_with_named_graphs(hengce: Callable[..., Finished], store: str, format: str):
    done = hengce("export", "--format", format, "--store", store)
    found = rdflib.Dataset().parse(data=done.out, format=format)
    with dumped(store) as dump:
        for name in dump.graphs:
            assert set(found.graph(name)) == read(b"".join(dump.lines(name)), "ntriples"), name
        assert {str(graph.identifier) for graph in found.graphs() if len(graph)} == set(dump.graphs)
    assert hengce("export", "--format", format, "--store", store).out == done.out


@pytest.mark.parametrize("name", profiles())
def test_a_view_is_the_same_in_every_form(store: str, name: str):
    with open_store(store) as opened:
        lines = list(sorted_once(everything(opened, profiles()[name])))
    graphs = [
        read(b"".join(written), format)
        for format, written in (
            ("ntriples", lines), ("turtle", rdf.turtle(lines, DEFAULT_BASE)), ("jsonld", rdf.jsonld(lines, DEFAULT_BASE))
        )
    ]  # fmt: skip
    assert len(graphs[0]) == len(lines) > 100
    assert graphs[0] == graphs[1] == graphs[2]


def test_a_view_on_the_command_line(hengce: Callable[..., Finished], store: str):
    done = hengce("export", "--profile", "eli", "--store", store)
    assert done.status == 0
    with open_store(store) as opened:
        assert done.out.encode() == b"".join(rdf.turtle(sorted_once(everything(opened, profiles()["eli"])), DEFAULT_BASE))


def test_a_view_has_no_named_graphs(hengce: Callable[..., Finished], store: str):
    done = hengce("export", "--profile", "odrl", "--format", "nquads", "--store", store)
    assert (done.status, done.out) == (2, "")
    assert "turtle" in done.err


def test_turtle_is_readable(hengce: Callable[..., Finished], store: str):
    text = hengce("export", "--format", "turtle", "--store", store).out
    assert text.startswith(f"@base <{DEFAULT_BASE}> .\n@prefix adms:")
    assert "\n<id/document/fujian-2018> a eli:LegalResource , h:PolicyDocument" in text
    assert '\th:min "80"^^xsd:decimal ;' in text


def test_json_ld_is_compact(hengce: Callable[..., Finished], store: str):
    document = json.loads(hengce("export", "--format", "jsonld", "--store", store).out)
    nodes = {node["@id"]: node for node in document["@graph"]}
    region = nodes[f"{DEFAULT_BASE}id/region/350000"]
    assert region["skos:prefLabel"]["zh"] == "福建省"
    assert region["skos:inScheme"] == f"{DEFAULT_BASE}id/region"
    facts = [node for node in nodes.values() if node.get("@type") == "h:Target" or "h:Target" in node.get("@type", ())]
    assert {"start", "end", "quote", "document"} <= set.intersection(*(set(node) for node in facts))
    assert all(isinstance(node["start"], int) for node in facts)


def test_no_key_is_a_prefix():
    assert not set(terms(DEFAULT_BASE)) & set(PREFIXES)
    assert context(DEFAULT_BASE)["h:unit"] if "h:unit" in terms(DEFAULT_BASE) else context(DEFAULT_BASE)["unit"]


PLAIN = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
NAMES = st.lists(st.sampled_from(["a", "b", "绿", "（一）", "~2", "%2F", ".", "-", ":", "0"]), min_size=1, max_size=5).map("".join)
SUBJECTS = NAMES.map(lambda name: f"{DEFAULT_BASE}id/{name}")
H, SKOS = f"{DEFAULT_BASE}ontology#", PREFIXES["skos"]
PREDICATES = st.sampled_from(
    [
        *(ox.NamedNode(H + name) for name in ("quote", "unit", "start", "min", "minInclusive", "document")),
        *(
            ox.NamedNode(iri)
            for iri in (SKOS + "prefLabel", PREFIXES["rdf"] + "type", PREFIXES["qudt"] + "hasUnit", "http://a.example/p/q")
        ),
    ]
)


def typed(text: str, name: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(XSD + name))


DATATYPES = st.sampled_from(["integer", "decimal", "boolean", "date"])
NUMBERS = st.sampled_from(["007", "-0", "+1", "1.0", "1.50", "true", "0", "9007199254740993", "2020-02-30"])
LITERALS = st.one_of(
    PLAIN.map(ox.Literal),
    st.builds(lambda text, language: ox.Literal(text, language=language), PLAIN, st.sampled_from(["zh", "en", "zh-hant"])),
    st.builds(typed, st.one_of(PLAIN, NUMBERS, st.integers().map(str)), DATATYPES),
)
OBJECTS = st.one_of(LITERALS, SUBJECTS.map(ox.NamedNode), st.just(ox.NamedNode(PREFIXES["unit"] + "PERCENT")))
TRIPLES = st.lists(st.builds(ox.Triple, SUBJECTS.map(ox.NamedNode), PREDICATES, OBJECTS), max_size=12)


@given(TRIPLES)
def test_whatever_is_stated_comes_back(triples: list[ox.Triple]):
    lines = sorted(f"{triple} .\n".encode() for triple in set(triples))
    expected = {str(triple) for triple in triples}
    written = {
        ox.RdfFormat.TURTLE: b"".join(rdf.turtle(lines, DEFAULT_BASE)),
        ox.RdfFormat.JSON_LD: b"".join(rdf.jsonld(lines, DEFAULT_BASE)),
        ox.RdfFormat.RDF_XML: b"".join(rdf.rdfxml(lines)),
        ox.RdfFormat.N_TRIPLES: b"".join(rdf.ntriples(lines)),
    }
    for format, document in written.items():
        assert {str(quad.triple) for quad in ox.parse(document, format)} == expected, format
    whole = b"".join(rdf.jsonld(lines, DEFAULT_BASE, context(DEFAULT_BASE)))
    assert {str(quad.triple) for quad in ox.parse(whole, ox.RdfFormat.JSON_LD)} == expected


def test_long_documents_are_written_in_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    lines = [
        f'<{DEFAULT_BASE}id/{number:03}> <{DEFAULT_BASE}ontology#order> "{number}"^^<{XSD}integer> .\n'.encode() for number in range(100)
    ]
    whole = b"".join(rdf.turtle(lines, DEFAULT_BASE))
    monkeypatch.setattr(rdf, "_BATCH", 7)
    parts = list(rdf.turtle(lines, DEFAULT_BASE))
    assert len(parts) == 16
    assert b"".join(parts) == whole
    assert read(b"".join(rdf.jsonld(lines, DEFAULT_BASE)), "jsonld") == read(whole, "turtle")
