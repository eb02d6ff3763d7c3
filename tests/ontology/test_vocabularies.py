"""Foreign terms are used as their specifications allow: in the ontology, the schemes, the code, the queries and the graph itself.

What the specifications say stands in ``ontology/vocabularies/*.txt``.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.namespace import OWL, RDF, RDFS
from rdflib.plugins.sparql import parser

import hengce.ontology
from hengce.extract.build import dump_nquads
from hengce.ontology import vocabularies
from hengce.ontology.definitions import POLICY, files
from hengce.ontology.errors import DefinitionError
from hengce.ontology.identifiers import DEFAULT_BASE
from hengce.ontology.terms import Vocabulary
from hengce.ontology.vocabularies import prefixes, superclasses, terms

ROOT = POLICY.parents[1]
TURTLE = [*files(), *(POLICY.parent / name for name in ("shapes.ttl",) if (POLICY.parent / name).exists())]
QUERIES = sorted(path for room in ("ontology", "queries", "api") for path in (ROOT / room).rglob("*.rq"))
MODULES = [module.name for module in pkgutil.iter_modules(hengce.ontology.__path__, "hengce.ontology.")]
XSD = prefixes()["xsd"]
# How a kind of the lists is declared in OWL 2; where a specification leaves it open (``property``), any of them may be chosen.
DECLARED = {
    "class": {OWL.Class}, "object": {OWL.ObjectProperty}, "datatype": {OWL.DatatypeProperty}, "annotation": {OWL.AnnotationProperty},
    "property": {OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty},
}  # fmt: skip

# What a listed term is itself an instance of.
META = {"class": [str(RDFS.Class)]} | {kind: [str(RDF.Property)] for kind in ("property", "object", "datatype", "annotation", "ontology")}


def is_ours(iri: str) -> bool:
    return iri.startswith(DEFAULT_BASE)


def is_of_a_vocabulary(iri: str) -> bool:
    return any(iri.startswith(start) for start in prefixes().values())


def test_the_lists_are_understood() -> None:
    assert len(prefixes()) > 20
    assert terms()[prefixes()["cv"] + "holdsRequirement"].range == (prefixes()["cv"] + "Requirement",)
    assert prefixes()["prov"] + "Activity" in superclasses(prefixes()["org"] + "ChangeEvent")


@pytest.mark.parametrize("line", ["Thing", "Thing thing", "Thing class below=Other", "Thing class under=unknown:Other"])
def test_a_line_that_is_no_term_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    (tmp_path / "own.txt").write_text(f"# Own\n# source: here\n@prefix own: <http://own/>\n\n{line}\n", encoding="utf-8")
    monkeypatch.setattr(vocabularies, "FOLDER", tmp_path)
    for cached in (vocabularies.prefixes, vocabularies.terms, vocabularies._files):
        monkeypatch.setattr(vocabularies, cached.__name__, cached.__wrapped__)
    with pytest.raises(DefinitionError, match=r"own\.txt"):
        vocabularies.terms()


@pytest.mark.parametrize("file", TURTLE, ids=lambda file: file.name)
def test_turtle_uses_listed_terms(file: Path) -> None:
    for triple in ox.parse(path=file, format=ox.RdfFormat.TURTLE):
        assert_allowed(triple)


def assert_allowed(triple: ox.Triple | ox.Quad) -> None:
    """The predicate is a property and fits its object; a class is a class; whatever lies in a vocabulary is a term of it."""
    subject, predicate, obj = triple.subject, triple.predicate.value, triple.object
    if not is_ours(predicate):
        term = terms().get(predicate)
        assert term is not None, f"{predicate} is in no list"
        assert term.is_property, f"{predicate} is no property: {triple}"
        if term.kind in {"object", "ontology"}:
            assert not isinstance(obj, ox.Literal), f"{predicate} with a literal: {triple}"
        if term.kind == "datatype":
            assert isinstance(obj, ox.Literal), f"{predicate} without a literal: {triple}"
    if isinstance(obj, ox.NamedNode) and predicate == RDF.type.toPython() and not is_ours(obj.value):
        assert terms()[obj.value].kind == "class", triple
    for node in (subject, obj):
        if isinstance(node, ox.NamedNode) and is_of_a_vocabulary(node.value):
            assert node.value in terms() or node.value in prefixes().values(), f"{node.value} is in no list: {triple}"


def test_the_ontology_declares_foreign_terms_as_what_they_are() -> None:
    graph = rdflib.Graph().parse(POLICY, format="turtle")
    for subject, declared in graph.subject_objects(RDF.type):
        if not is_ours(str(subject)) and declared in {each for kinds in DECLARED.values() for each in kinds}:
            assert declared in DECLARED[terms()[str(subject)].kind], subject


def test_the_ontology_says_of_foreign_classes_only_what_their_specifications_say() -> None:
    """An ontology that puts axioms on the terms of others changes what they mean (W3C, Best Practices for Publishing Linked Data)."""
    graph = rdflib.Graph().parse(POLICY, format="turtle")
    for cls, above in graph.subject_objects(RDFS.subClassOf):
        if not is_ours(str(cls)):
            assert str(above) in superclasses(str(cls)), f"{cls} is not under {above}"
    for prop in {*graph.subjects(RDFS.domain), *graph.subjects(RDFS.range)}:
        assert is_ours(str(prop)), f"{prop} has a domain or range of its own"


def vocabularies_in_code() -> Iterator[tuple[str, Vocabulary]]:
    for module in MODULES:
        for name, value in vars(importlib.import_module(module)).items():
            if isinstance(value, Vocabulary) and not is_ours(value.iri):
                yield f"{module.rpartition('.')[2]}.{name}", value


@pytest.mark.parametrize(("name", "vocabulary"), list(vocabularies_in_code()))
def test_code_uses_listed_terms(name: str, vocabulary: Vocabulary) -> None:
    assert {vocabulary[term].value for term in vocabulary} <= terms().keys()


def iris(query: str) -> set[str]:
    """Every IRI of a SPARQL query, prefixed names written out."""
    found: set[str] = set()
    declared: dict[str, str] = {}

    def visit(part: object) -> None:
        if isinstance(part, rdflib.URIRef):
            found.add(str(part))
        elif getattr(part, "name", "") == "PrefixDecl":
            declared[part.get("prefix", "")] = str(part.iri)  # type: ignore[attr-defined]
        elif getattr(part, "name", "") == "pname":
            found.add(declared[part.get("prefix", "")] + (part.localname or ""))  # type: ignore[attr-defined]
        elif isinstance(part, dict):
            for each in part.values():
                visit(each)
        elif isinstance(part, list | tuple) or hasattr(part, "asList"):
            for each in part:  # type: ignore[attr-defined]
                visit(each)

    visit(parser.parseQuery(query))
    return found


@pytest.mark.parametrize("file", QUERIES, ids=lambda file: file.stem)
def test_queries_use_listed_terms(file: Path) -> None:
    for iri in iris(file.read_text(encoding="utf-8")):
        assert is_ours(iri) or iri in terms() or iri in prefixes().values(), f"{iri} is in no list"


def test_iris_of_a_query_are_found() -> None:
    query = "PREFIX a: <http://a/> SELECT * { ?x a:b/^a:c <http://d> ; a a:E . OPTIONAL { ?x a:f ?y FILTER(?y = a:g) } BIND('a:h' AS ?z) }"
    assert {iri for iri in iris(query) if iri.startswith("http://a/") or iri == "http://d"} == {f"http://a/{name}" for name in "bcEfg"} | {
        "http://d"
    }


# --- the graph that a build makes


@pytest.fixture(scope="module")
def quads(store_path: str) -> list[ox.Quad]:
    return [quad for piece in dump_nquads(store_path) for quad in ox.parse(piece, format=ox.RdfFormat.N_QUADS)]


@pytest.fixture(scope="module")
def above() -> dict[str, set[str]]:
    """For each class of ours all classes above it, by the ontology and by the lists."""
    graph = rdflib.Graph().parse(POLICY, format="turtle")
    ours = {str(cls) for cls in graph.subjects(RDF.type, OWL.Class) if is_ours(str(cls))}
    return {
        cls: {high for each in graph.transitive_objects(rdflib.URIRef(cls), RDFS.subClassOf) for high in superclasses(str(each))}
        for cls in ours
    }


def test_the_graph_uses_listed_terms(quads: list[ox.Quad]) -> None:
    for quad in quads:
        assert_allowed(quad)


def test_what_documents_use_is_declared_as_it_is_used(quads: list[ox.Quad]) -> None:
    """Structural Specification, section 5.8: OWL 2 DL asks for it. The description of the dataset, of other vocabularies, lies outside."""
    graph = rdflib.Graph().parse(POLICY, format="turtle")
    kinds = {OWL.Class, *DECLARED["property"]}
    declared = {str(term): kind for term, kind in graph.subject_objects(RDF.type) if kind in kinds}
    for quad in quads:
        predicate = quad.predicate.value
        if quad.graph_name.value.endswith("/build") or predicate.startswith((str(RDFS), str(OWL))):  # type: ignore[union-attr]
            continue
        if predicate == str(RDF.type):
            used = str(quad.object.value)  # type: ignore[union-attr]
            assert declared.get(used) == OWL.Class or used.startswith(str(OWL)), quad
            continue
        wanted = {OWL.AnnotationProperty, OWL.DatatypeProperty if isinstance(quad.object, ox.Literal) else OWL.ObjectProperty}
        assert declared.get(predicate) in wanted, quad


def test_domains_and_ranges_hold_in_the_graph(quads: list[ox.Quad], above: dict[str, set[str]]) -> None:
    """What stands before and after a foreign property is stated to be of a class that it wants."""
    types: dict[str, set[str]] = defaultdict(set)
    for term in terms().values():
        types[term.iri] |= {cls for each in (*term.a, *META.get(term.kind, ())) for cls in superclasses(each)}
    for quad in quads:
        if quad.predicate.value == RDF.type.toPython():
            types[quad.subject.value] |= above.get(quad.object.value) or superclasses(quad.object.value)  # type: ignore[union-attr]
    wrong: dict[str, str] = {}
    types = dict(types)
    for quad in quads:
        term = terms().get(quad.predicate.value)
        if term is None or term.kind not in {"object", "datatype"}:
            continue
        if term.domain and not types.get(quad.subject.value, set()).intersection(term.domain):  # type: ignore[union-attr]
            wrong.setdefault(f"{term.iri} of {sorted(types.get(quad.subject.value, ()))}", str(quad))  # type: ignore[union-attr]
        if term.range and not fits(quad.object, term.range, types):
            wrong.setdefault(f"{term.iri} to {term.range}", str(quad))
    assert wrong == {}


def fits(obj: object, wanted: tuple[str, ...], types: dict[str, set[str]]) -> bool:
    if isinstance(obj, ox.Literal):
        return obj.datatype.value in wanted or prefixes()["rdfs"] + "Literal" in wanted
    if any(each.startswith(XSD) for each in wanted):
        return False
    iri = str(obj.value)  # type: ignore[attr-defined]
    if not iri.startswith(f"{DEFAULT_BASE}id/") and (iri not in types or wanted == (prefixes()["skos"] + "Concept",)):
        return True  # nothing is said of it here; and a mapping may take anything of another vocabulary for a concept (SKOS, section 10)
    return prefixes()["rdfs"] + "Resource" in wanted or bool(types.get(iri, set()).intersection(wanted))
