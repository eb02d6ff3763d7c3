"""What rules and questions infer without Java is what HermiT infers from the ontology: on the gold facts and on samples written by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest

from hengce.ontology.definitions import POLICY
from hengce.ontology.grading import bands, evaluation, grade_axioms
from hengce.ontology.identifiers import DEFAULT_BASE, Identifiers
from hengce.ontology.offering import class_of, offer_axioms
from hengce.ontology.reason import reason
from hengce.ontology.store import Store, open_store
from hengce.ontology.terms import policy as terms
from hengce.queries.catalogue import Catalogue

from .conftest import write_quads

pytestmark = pytest.mark.requires("java")
Make = Callable[..., Store]
IDS = Identifiers()
OWN = terms()
MOST = 300
"""Individuals that HermiT reasons over in about a second; at ten times as many it takes a minute."""


@pytest.fixture(scope="module")
def policy() -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse(path=POLICY, format=ox.RdfFormat.TURTLE)]


# --- grades


@pytest.fixture(scope="module")
def by_hand(graph: Make) -> Store:
    """Bands with every kind of bound: open below, open above, exclusive, inclusive on both sides, overlapping, of two types at once."""

    def band(quote: str, grade: str, subject: str = "绿色工厂", **bounds: object) -> tuple[str, str, dict[str, object]]:
        return "threshold", quote, {"subject": subject, "grade": grade, "metric": "评价得分", "unit": "分", **bounds}

    return graph({
        "a": {"title": "甲省绿色工厂办法", "jurisdiction": "350000", "facts": [
            band("得分在90分以上的为A级", "A级", min=90, min_inclusive=True),
            band("80分以上、不满90分的为B级", "B级", min=80, min_inclusive=True, max=90, max_inclusive=False),
            band("超过60分、不足80分的为C级", "C级", min=60, min_inclusive=False, max=80, max_inclusive=False),
            band("60分及以下的为D级", "D级", max=60, max_inclusive=True),
        ]},
        "b": {"title": "乙省绿色制造办法", "jurisdiction": "360000", "facts": [
            band("得分大于75.5分的为三星级", "三星级", "绿色工厂/绿色园区", min=75.5, min_inclusive=False),
            band("得分不低于85分的为四星级", "四星级", "绿色工厂/绿色园区", min=85, min_inclusive=True),
        ]},
    })  # fmt: skip


def scores(store: Store) -> list[Decimal]:
    """Every bound of a graph, a little below and above it, and scores far from all."""
    bounds = {Decimal(bound.value) for band in bands(store) for bound in (band.min, band.max) if bound is not None}
    near = {bound + step for bound in bounds for step in (Decimal("-0.01"), Decimal(0), Decimal("0.01"))}
    return sorted(near | {Decimal(0), Decimal(100)})


def reasoned(store: Store, policy: list[ox.Triple]) -> dict[Decimal, set[str]]:
    """For each score the facts into whose bands HermiT puts an evaluation with it."""
    found = bands(store)
    scales = sorted({band.scale for band in found})
    grid = scores(store)
    assert len(grid) * len(scales) <= MOST
    made = [
        triple
        for score in grid
        for number, scale in enumerate(scales)
        for triple in evaluation(f"urn:evaluation:{score}:{number}", scale, str(score), OWN)
    ]
    verdict = reason([*policy, *grade_axioms(found, IDS), *made])
    assert verdict.consistent
    assert verdict.unsatisfiable == ()
    earned: dict[Decimal, set[str]] = {score: set() for score in grid}
    for iri, classes in verdict.types.items():
        if iri.startswith("urn:evaluation:"):
            reached = {cls.rpartition("#band/")[0] for cls in classes if "#band/" in cls}
            earned[Decimal(iri.split(":")[2])] |= reached
            grades = {band.earned for band in found if band.fact in reached and band.scale in classes}
            assert grades == {band.earned for band in found} & classes
    return earned


def asked(store: Store, score: Decimal) -> set[str]:
    return {str(row["fact"]) for row in Catalogue.load().run(store, "grade-of-score", score=str(score))}


def test_grades_of_the_gold_facts(gold: Store, policy: list[ox.Triple]):
    found = reasoned(gold, policy)
    assert {score: asked(gold, score) for score in found} == found
    assert any(found.values())
    assert found[Decimal(0)] == set()


def test_grades_by_hand(by_hand: Store, policy: list[ox.Triple]):
    found = reasoned(by_hand, policy)
    assert {score: asked(by_hand, score) for score in found} == found
    grades = {score: grades_of(by_hand, score) for score in ("60", "60.01", "75.5", "75.51", "80", "85", "90")}
    assert grades == {
        "60": ["D级"], "60.01": ["C级"], "75.5": ["C级"], "75.51": ["C级", "三星级"], "80": ["B级", "三星级"],
        "85": ["B级", "三星级", "四星级"], "90": ["A级", "三星级", "四星级"],
    }  # fmt: skip


def grades_of(store: Store, score: str) -> list[str]:
    return [str(row["grade"]) for row in Catalogue.load().run(store, "grade-of-score", score=score)]


# --- what facts are in other vocabularies


def sample(gold: Store) -> Iterator[ox.Triple]:
    """The statements about some facts of every kind, at most :data:`MOST` individuals with their documents and concepts."""
    kinds = gold.select(f"SELECT DISTINCT ?kind {{ ?kind <{_RDFS}subClassOf> <{OWN.Fact.value}> . ?fact a ?kind }} ORDER BY ?kind")
    facts = [
        str(row["fact"])
        for kind in kinds
        for row in gold.select(f"SELECT ?fact {{ ?fact a <{kind['kind']}> }} ORDER BY ?fact LIMIT 15").rows
    ]
    assert len(kinds) >= 13
    yield from constructed(
        gold, f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH ?g {{ ?s ?p ?o }} {values('s', facts)} FILTER(?g != {_INFERRED}) }}"
    )


_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_INFERRED = f"<{IDS.graph('inferred')}>"


def values(name: str, iris: Iterable[str]) -> str:
    return f"VALUES ?{name} {{ {' '.join(f'<{iri}>' for iri in iris)} }}"


def constructed(store: Store, query: str) -> list[ox.Triple]:
    found = ox.parse(store.execute(query, "application/n-triples").body, format=ox.RdfFormat.N_TRIPLES)
    return [quad.triple for quad in found]


def test_facts_are_in_other_vocabularies_what_their_superclasses_say(gold: Store, policy: list[ox.Triple]):
    said = list(sample(gold))
    verdict = reason([*policy, *said])
    assert verdict.consistent
    facts = {triple.subject.value for triple in said if isinstance(triple.subject, ox.NamedNode)}
    assert 100 <= len(facts) <= MOST
    stated: dict[str, set[str]] = {fact: set() for fact in facts}
    for row in gold.select(f"SELECT ?fact ?class {{ GRAPH {_INFERRED} {{ ?fact a ?class }} {values('fact', sorted(facts))} }}"):
        stated[str(row["fact"])].add(str(row["class"]))
    foreign = {
        fact: {cls for cls in verdict.types[fact] if not cls.startswith((IDS.vocabulary, "http://www.w3.org/2002/07/owl#"))}
        for fact in facts
    }
    assert stated == foreign
    assert {"http://data.europa.eu/m8g/Constraint", "http://data.europa.eu/m8g/Criterion"} <= set().union(*stated.values())


# --- what is on offer

OFFERS = """
@base <https://w3id.org/hengce/> .
@prefix h: <https://w3id.org/hengce/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
h:Offer a owl:Class . h:recognises a owl:ObjectProperty .
<id/type/国家> a h:DemonstrationType .
<id/type/国家工厂> a h:DemonstrationType ; skos:broader <id/type/国家> .
<id/type/甲省工厂> a h:DemonstrationType ; skos:exactMatch <id/type/国家工厂> .
<id/type/甲省好工厂> a h:DemonstrationType ; skos:broader <id/type/甲省工厂> .
<id/type/乙省钢厂> a h:DemonstrationType ; skos:broadMatch <id/type/国家工厂> .
<id/type/丙省工厂> a h:DemonstrationType ; skos:exactMatch <id/type/甲省工厂> ; skos:closeMatch <id/type/丙省园区> .
<id/type/丙省园区> a h:DemonstrationType .
<urn:1> a h:Offer ; h:recognises <id/type/国家工厂> .
<urn:2> a h:Offer ; h:recognises <id/type/甲省好工厂> .
<urn:3> a h:Offer ; h:recognises <id/type/乙省钢厂> .
<urn:4> a h:Offer ; h:recognises <id/type/丙省工厂> .
<urn:5> a h:Offer ; h:recognises <id/type/丙省园区> .
<urn:6> a h:Offer ; h:recognises <id/type/国家> .
"""
COUNTS_AS = {
    "urn:1": {"国家工厂", "国家", "甲省工厂", "丙省工厂"},
    "urn:2": {"甲省好工厂", "甲省工厂", "国家工厂", "国家", "丙省工厂"},
    "urn:3": {"乙省钢厂", "国家工厂", "国家", "甲省工厂", "丙省工厂"},
    "urn:4": {"丙省工厂", "甲省工厂", "国家工厂", "国家"},
    "urn:5": {"丙省园区"},  # skos:closeMatch makes nothing the same
    "urn:6": {"国家"},
}


@pytest.fixture
def offers(tmp_path: Path) -> Iterator[tuple[Store, list[ox.Triple]]]:
    triples = [quad.triple for quad in ox.parse(OFFERS, format=ox.RdfFormat.TURTLE)]
    graph = ox.NamedNode(IDS.graph("sample"))
    with write_quads(
        tmp_path / "store", (ox.Quad(each.subject, each.predicate, each.object, graph) for each in triples), DEFAULT_BASE
    ) as store:
        yield store, triples


def counted_as(store: Store) -> dict[str, set[str]]:
    """The types that offers count as, by the rules."""
    ruled: dict[str, set[str]] = {}
    for row in store.select(f"SELECT ?offer ?type {{ GRAPH {_INFERRED} {{ ?offer <{OWN.countsAs.value}> ?type }} }}"):
        ruled.setdefault(str(row["offer"]), set()).add(str(row["type"]))
    return ruled


def classified(store: Store, policy: list[ox.Triple], offers: Iterable[ox.Triple]) -> dict[str, set[str]]:
    """The same by HermiT: an offer counts as the types whose class it is found to be in."""
    offers = list(offers)
    verdict = reason([*policy, *offer_axioms(store), *offers])
    assert verdict.consistent
    types = {str(row["type"]) for row in store.select(f"SELECT ?type {{ ?type a <{OWN.DemonstrationType.value}> }}")}
    names = {
        str(triple.subject.value) for triple in offers if isinstance(triple.subject, ox.NamedNode) and triple.predicate == OWN.recognises
    }
    return {offer: {type for type in types if class_of(type) in verdict.types[offer]} for offer in names}


def test_offers_count_as_national_types(offers: tuple[Store, list[ox.Triple]], policy: list[ox.Triple]):
    store, triples = offers
    expected = {offer: {IDS.type(label) for label in labels} for offer, labels in COUNTS_AS.items()}
    assert counted_as(store) == classified(store, policy, triples) == expected


def test_offers_of_the_packaged_documents(store_path: str, policy: list[ox.Triple]):
    query = f"""
CONSTRUCT {{ ?offer a <{OWN.Offer.value}> ; <{OWN.recognises.value}> ?type }}
WHERE {{
  ?offer a <{OWN.Offer.value}> ; <{OWN.recognises.value}> ?type .
  ?type a <{OWN.DemonstrationType.value}> .
}}"""
    with open_store(store_path) as store:
        triples = constructed(store, query)
        ruled = counted_as(store)
        reasoned = classified(store, policy, triples)
    assert len(reasoned) > 20
    assert {offer: types for offer, types in ruled.items() if offer in reasoned} == reasoned
    assert any(len(types) > 1 for types in reasoned.values())


def test_types_above_types(offers: tuple[Store, list[ox.Triple]], policy: list[ox.Triple]):
    """skos:broaderTransitive by the rule and by SKOS's own axioms."""
    store, triples = offers
    transitive = "http://www.w3.org/2004/02/skos/core#broaderTransitive"
    ruled: dict[str, set[str]] = {}
    for row in store.select(f"SELECT ?type ?above {{ GRAPH {_INFERRED} {{ ?type <{transitive}> ?above }} }}"):
        ruled.setdefault(str(row["type"]), set()).add(str(row["above"]))
    verdict = reason([*policy, *triples], values=True)
    inferred = {type: set(found[transitive]) for type, found in verdict.values.items() if transitive in found}
    assert ruled == inferred
    assert ruled[IDS.type("乙省钢厂")] == {IDS.type("国家工厂"), IDS.type("国家")}
