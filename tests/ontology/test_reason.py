"""HermiT: the ontology is consistent, what contradicts it is found, and nothing but datatypes keeps anything from it."""

from __future__ import annotations

import os
import stat
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyoxigraph as ox
import pytest

from hengce.ontology.definitions import POLICY
from hengce.ontology.errors import ReasonerError, ReasonerMissing
from hengce.ontology.identifiers import Identifiers
from hengce.ontology.projection import DATATYPE_MAP, projected
from hengce.ontology.reason import java, reason

H = Identifiers().vocabulary
XSD = "http://www.w3.org/2001/XMLSchema#"
PREFIXES = f"""
@prefix : <http://e/> .
@prefix eli: <http://data.europa.eu/eli/ontology#> .
@prefix h: <{H}> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <{XSD}> .
"""


def turtle(text: str) -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse(PREFIXES + text, format=ox.RdfFormat.TURTLE)]


@pytest.fixture(scope="module")
def policy() -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse(path=POLICY, format=ox.RdfFormat.TURTLE)]


@pytest.mark.requires("java")
def test_the_ontology_is_consistent_and_every_class_can_have_members(policy: list[ox.Triple]):
    verdict = reason(policy)
    assert verdict.consistent
    assert verdict.unsatisfiable == ()


CONTRADICTIONS = {
    "one fact of two kinds": ":f a h:Threshold, h:Target .",
    "two documents of one fact": ":f h:document :a, :b . :a owl:differentFrom :b .",
    "two lower bounds": ':f h:min "80"^^xsd:decimal, "90"^^xsd:decimal .',
    "a bound that is no number": ':f h:min "eighty" .',
    "a fact that is a document": ":f a h:Threshold ; h:document :f .",
    "a clause that is a concept of facts": ":c a h:Clause . :f h:document :c .",
}


@pytest.mark.requires("java")
@pytest.mark.parametrize("planted", CONTRADICTIONS.values(), ids=list(CONTRADICTIONS))
def test_a_planted_contradiction_is_found(policy: list[ox.Triple], planted: str):
    assert not reason([*policy, *turtle(planted)]).consistent


@pytest.mark.requires("java")
def test_a_class_without_possible_members_is_named(policy: list[ox.Triple]):
    verdict = reason([*policy, *turtle("h:Odd a owl:Class ; rdfs:subClassOf h:Threshold, h:Target . :f a h:Threshold .")])
    assert verdict.consistent
    assert verdict.unsatisfiable == (H + "Odd",)
    assert {H + "Threshold", H + "Fact", "http://data.europa.eu/m8g/Requirement"} <= verdict.types["http://e/f"]
    assert H + "Target" not in verdict.types["http://e/f"]


@pytest.mark.requires("java")
def test_values_of_properties_are_inferred_when_asked_for(policy: list[ox.Triple]):
    said = turtle(":b a h:PolicyDocument . :a a h:PolicyDocument ; eli:repeals :b .")
    repealed_by = "http://data.europa.eu/eli/ontology#repealed_by"
    assert reason([*policy, *said], values=True).values["http://e/b"][repealed_by] == {"http://e/a"}
    assert reason([*policy, *said]).values == {}


# --- what the reasoner is not given


def test_the_projection_leaves_out_only_datatypes_that_owl_does_not_have():
    kept = turtle(
        ':f a h:Threshold ; h:min "80"^^xsd:decimal ; h:quote "得分" ; rdfs:label "甲"@zh ; h:order 3 ; h:cap true ; h:document :d .'
        ':p rdfs:range xsd:decimal, h:Fact . :f h:start "2020-01-01T00:00:00Z"^^xsd:dateTime .'
    )
    dropped = turtle(
        ':d h:validFrom "2021-01-01"^^xsd:date ; :year "2021"^^xsd:gYear ; :day "--11-30"^^xsd:gMonthDay ; :time "P3Y"^^xsd:duration .'
        ":p rdfs:range xsd:date . xsd:gYear a rdfs:Datatype ."
    )
    mixed = [*kept[:4], *dropped, *kept[4:]]
    assert list(projected(mixed)) == kept


def test_the_projection_of_the_graph_lacks_dates_and_nothing_else(store_path: str):
    """Of the whole graph of the packaged texts exactly the literals of xsd:date go."""
    from hengce.extract.build import dump_nquads

    triples = [quad.triple for piece in dump_nquads(store_path) for quad in ox.parse(piece, format=ox.RdfFormat.N_QUADS)]
    kept = set(projected(triples))
    dropped = [triple for triple in triples if triple not in kept]
    assert dropped
    assert {triple.object.datatype.value for triple in dropped if isinstance(triple.object, ox.Literal)} == {XSD + "date"}
    assert all(isinstance(triple.object, ox.Literal) for triple in dropped)


@pytest.mark.requires("java")
def test_without_the_projection_nothing_would_be_read(policy: list[ox.Triple], monkeypatch: pytest.MonkeyPatch):
    """Why it is there: HermiT refuses the whole for one date."""
    dated = [*policy, *turtle(':d h:validFrom "2021-01-01"^^xsd:date .')]
    assert reason(dated).consistent
    monkeypatch.setattr("hengce.ontology.projection.DATATYPE_MAP", DATATYPE_MAP | {XSD + "date"})
    with pytest.raises(ReasonerError, match="date"):
        reason(dated)


# --- Java, time and threads


def test_java_is_that_of_java_home_else_that_of_the_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    for folder in ("home/bin", "path"):
        command = tmp_path / folder / "java"
        command.parent.mkdir(parents=True)
        command.write_text("#!/bin/sh\n")
        command.chmod(stat.S_IRWXU)
    monkeypatch.setenv("PATH", str(tmp_path / "path"))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    assert java() == str(tmp_path / "path" / "java")
    monkeypatch.setenv("JAVA_HOME", str(tmp_path / "home"))
    assert java() == str(tmp_path / "home" / "bin" / "java")
    monkeypatch.setenv("JAVA_HOME", str(tmp_path / "elsewhere"))
    assert java() == str(tmp_path / "path" / "java")


def test_without_java_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(ReasonerMissing, match="default-jre-headless") as error:
        reason(turtle(":f a h:Threshold ."))
    assert "Java" in error.value.en


@pytest.mark.requires("java")
def test_too_little_time_is_an_error_and_leaves_no_process(policy: list[ox.Triple]):
    many = turtle("".join(f":f{number} a h:Threshold ; h:document :d ; h:order {number} ." for number in range(6000)))
    began = time.monotonic()
    with pytest.raises(ReasonerError, match=r"2 seconds|2 秒"):
        reason([*policy, *many], timeout=2)
    assert time.monotonic() - began < 10
    assert "hengce.ontology.hermit" not in _children()


def _children() -> str:
    """The command lines of the processes that this one started and that still run."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = (folder / "stat").read_text().rpartition(")")[2].split()[1]
            if int(parent) == os.getpid():
                found.append((folder / "cmdline").read_bytes().replace(b"\0", b" ").decode())
        except OSError:  # it ended meanwhile
            continue
    return "\n".join(found)


@pytest.mark.requires("java")
def test_what_is_no_ontology_is_an_error_and_no_verdict():
    with pytest.raises(ReasonerError):  # OWL 2 DL: a property that is both transitive and functional
        reason(turtle(":p a owl:ObjectProperty, owl:TransitiveProperty, owl:FunctionalProperty . :a :p :b ."))


@pytest.mark.requires("java")
def test_two_threads_do_not_see_each_other(policy: list[ox.Triple]):
    """Each call has a world of its own: a contradiction in one is none in the other."""
    with ThreadPoolExecutor(2) as pool:
        verdicts = pool.map(reason, ([*policy, *turtle(":f a h:Threshold, h:Target .")], [*policy, *turtle(":f a h:Target .")]))
    assert [verdict.consistent for verdict in verdicts] == [False, True]
