"""The ontology and the schemes as they are published: sound, complete in both languages, and movable to another base."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.namespace import OWL, RDF, RDFS

from hengce.ontology import definitions
from hengce.ontology.definitions import POLICY, definition_quads, files
from hengce.ontology.errors import DefinitionError
from hengce.ontology.identifiers import Identifiers
from hengce.ontology.store import open_store

HYGIENE = sorted((POLICY.parent / "hygiene").glob("*.rq"))
H = rdflib.Namespace(Identifiers().vocabulary)
# OWL 2 Structural Specification, section 4: the datatypes used here that its datatype map has.
OWL2_DATATYPES = {rdflib.XSD.string, rdflib.XSD.boolean, rdflib.XSD.decimal, rdflib.XSD.integer}


@pytest.fixture(scope="module")
def published() -> ox.Store:
    store = ox.Store()
    store.extend(definition_quads(Identifiers()))
    return store


@pytest.fixture(scope="module")
def policy() -> rdflib.Graph:
    return rdflib.Graph().parse(POLICY, format="turtle")


def messages(store: ox.Store, question: Path) -> list[str]:
    solutions = store.query(question.read_text(encoding="utf-8"), use_default_graph_as_union=True)
    assert isinstance(solutions, ox.QuerySolutions)
    return [str(solution["message"].value) for solution in solutions]  # type: ignore[union-attr]


@pytest.mark.parametrize("question", HYGIENE, ids=lambda path: path.stem)
def test_hygiene(published: ox.Store, question: Path) -> None:
    assert question.read_text(encoding="utf-8").startswith("# banner: ")
    assert messages(published, question) == []


def test_hygiene_of_a_built_graph(store_path: str) -> None:
    with open_store(store_path) as opened:
        assert [row["message"] for question in HYGIENE for row in opened.select(question.read_text(encoding="utf-8"))] == []


DEFECTS = {
    "labels": ["h:new rdfs:isDefinedBy <ontology> ; rdfs:label '新'@zh ."],
    "definitions": ["h:new rdfs:isDefinedBy <ontology> ; skos:definition '新的东西'@zh ."],
    "examples": [
        "h:new rdfs:isDefinedBy <ontology> ; skos:example '例'@zh .",
        "h:new rdfs:isDefinedBy <ontology> ; dcterms:source 'GB/T 2260' .",
    ],
    "terms": ["<id/type/绿色工厂> h:undeclared 1 ."],
    "kinds": ["h:min a owl:ObjectProperty ."],
    "cycles": ["h:Fact rdfs:subClassOf h:Threshold .", "h:min rdfs:subPropertyOf h:max . h:max rdfs:subPropertyOf h:min ."],
    "concepts": ["<id/type/甲> a skos:Concept ; skos:prefLabel '甲'@zh, '乙'@zh ; skos:inScheme <id/type> ."],
    "names": ["<id/type/绿色工厂> skos:altLabel '绿色园区'@zh .", "<id/industry/31> skos:altLabel '汽车制造业'@zh ."],
    "spaces": ["<id/type/绿色工厂> skos:altLabel '绿色 工厂 '@zh .", "h:Fact rdfs:label 'A  fact'@en ."],
    "hierarchy": [
        "<id/type/绿色制造示范单位> skos:broader <id/type/绿色工厂> .",
        "<id/type/绿色工厂> skos:broader <id/type/绿色园区> .",
        "<id/type/绿色工厂> skos:closeMatch <id/type/绿色园区> .",
        "<id/sector/钢铁> skos:broadMatch <id/industry/98> .",
    ],
    "deprecated": ["<id/agency/生态环境部> skos:broader <id/agency/信息产业部> ."],
    "orders": ["<id/level/乡镇级> a skos:Concept ; skos:inScheme <id/level> ."],
    "places": ["<id/region/350200> skos:broader <id/region/360000> ."],
    "changes": [
        "<id/agency-change/甲> a org:ChangeEvent ; org:originalOrganization <id/agency/财政部> .",
        "<id/agency-change/2018-生态环境部> org:originalOrganization <id/agency/财政部> .",
        "<id/agency-change/2018-生态环境部> org:resultingOrganization <id/agency/财政部> .",
    ],
    "groups": [
        "<id/document/甲/一> a h:RequirementGroup ; h:groupLogic 'all' .",
        "<id/document/甲/一> a h:RequirementGroup ; cv:hasRequirement <id/fact/甲/criterion/1-2> .",
        "<id/document/甲/一> a h:RequirementGroup ; h:groupLogic 'any' ; cv:hasRequirement <id/document/甲/一> .",
    ],
}


@pytest.mark.parametrize(("name", "defect"), [(path.stem, defect) for path in HYGIENE for defect in DEFECTS[path.stem]])
def test_hygiene_finds_the_defect_that_it_is_for(published: ox.Store, name: str, defect: str) -> None:
    prefixes = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in (
        ("h", H), ("rdfs", RDFS), ("owl", OWL), ("skos", rdflib.SKOS), ("dcterms", rdflib.DCTERMS), ("org", rdflib.ORG),
        ("cv", "http://data.europa.eu/m8g/")))  # fmt: skip
    planted = [*ox.parse(prefixes + defect, format=ox.RdfFormat.TURTLE, base_iri=Identifiers().base)]
    assert not any(quad in published for quad in planted)
    published.extend(planted)
    try:
        assert messages(published, POLICY.parent / "hygiene" / f"{name}.rq")
    finally:
        for quad in planted:
            published.remove(quad)


def test_every_kind_of_fact_is_a_direct_subclass_of_fact_and_no_fact_is_of_two_kinds(policy: rdflib.Graph) -> None:
    between = {H.QuantifiedStatement, H.Requirement, H.LevelledStatement}
    kinds = set(policy.subjects(RDFS.subClassOf, H.Fact)) - between
    assert len(kinds) == 14
    for one, other in combinations(kinds, 2):
        assert (one, OWL.disjointWith, other) in policy or (other, OWL.disjointWith, one) in policy, (one, other)


def test_the_ontology_stays_in_owl_2_dl(policy: rdflib.Graph) -> None:
    """Structural Specification, sections 3, 4 and 5.8: declared terms, datatypes of the map, no property of two kinds."""
    assert {type(term) for triple in policy for term in triple} == {rdflib.URIRef, rdflib.Literal}
    for prop in policy.subjects(RDF.type, OWL.DatatypeProperty):
        assert set(policy.objects(prop, RDFS.range)) <= OWL2_DATATYPES, prop
    declared = set(policy.subjects(RDF.type, OWL.Class))
    for _, _, cls in policy.triples((None, RDFS.subClassOf, None)):
        assert cls in declared
    for prop in policy.subjects(RDF.type, OWL.ObjectProperty):
        assert set(policy.objects(prop, RDFS.range)) | set(policy.objects(prop, RDFS.domain)) <= declared
    for prop in policy.subjects(RDF.type, OWL.AnnotationProperty):
        assert not list(policy.objects(prop, RDFS.domain))


def test_nothing_keeps_the_old_base_when_it_is_moved() -> None:
    quads = list(definition_quads(Identifiers("http://localhost/x/")))
    assert not [quad for quad in quads if "w3id.org/hengce" in str(quad)]
    assert {quad.graph_name.value for quad in quads} == {"http://localhost/x/id/graph/ontology"}  # type: ignore[union-attr]
    assert len(quads) == len(list(definition_quads(Identifiers())))


def test_files_are_those_that_ship() -> None:
    assert files()[0] == POLICY
    assert {"types.ttl", "regions.ttl", "agencies.ttl"} <= {file.name for file in files()}


@pytest.mark.parametrize(("turtle", "said"), [("<a> <b> .", "Turtle"), ("@prefix x: <http://x/> . x:a x:b [] .", "blank node")])
def test_a_broken_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, turtle: str, said: str) -> None:
    broken = tmp_path / "broken.ttl"
    broken.write_text(turtle, encoding="utf-8")
    monkeypatch.setattr(definitions, "files", lambda: [broken])
    with pytest.raises(DefinitionError, match=r"broken\.ttl") as error:
        list(definition_quads(Identifiers()))
    assert said in error.value.en
