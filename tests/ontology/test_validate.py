"""The shapes: a sound graph breaks none, and each constraint of each shape catches a graph that was spoilt against it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pytest
from rdflib import RDF, SH, XSD, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from hengce.ontology.errors import RemoteStoreError
from hengce.ontology.identifiers import Identifiers
from hengce.ontology.results import Answer, BuildInfo
from hengce.ontology.sparql import CheckedQuery
from hengce.ontology.store import Snapshot, open_store
from hengce.ontology.validate import Violation, shapes, validate, violations

H = Namespace(Identifiers().vocabulary)
URN = Namespace("urn:")
SOUND = Path(__file__).with_name("sound.ttl")
EVIDENCE = """
@prefix h: <https://w3id.org/hengce/ontology#> .
<FACT> h:document <urn:document> ; h:clause <urn:clause> ; h:path "一" ; h:order 0 ;
    h:quote "得分80分以上" ; h:start 0 ; h:end 7 ; h:rule "rule" ; h:alignment "exact" ; h:certainty "sure" ;
    h:subject <urn:type> ; h:subjectLabel "绿色工厂" .
"""


def sound() -> Graph:
    """A copy of the sound graph, to be spoilt."""
    return Graph() + _sound()


@cache
def _sound() -> Graph:
    graph = Graph().parse(SOUND, format="turtle")
    for fact in list(graph.subjects(RDF.type, H.Fact)):
        graph.parse(data=EVIDENCE.replace("FACT", str(fact)), format="turtle")
    return graph


def test_a_sound_graph_breaks_no_shape():
    assert validate(sound()) == []


def test_the_shapes_move_with_the_base():
    moved = sound().serialize(format="nt").replace("https://w3id.org/hengce/", "http://localhost/x/")
    graph = Graph().parse(data=moved, format="nt")
    assert validate(graph, "http://localhost/x/") == []
    graph.remove((URN.step, URIRef("http://localhost/x/ontology#quote"), None))
    assert [each.shape for each in validate(graph, "http://localhost/x/")] == ["quote"]


def test_every_shape_says_in_both_languages_what_is_wrong():
    known = shapes()
    named = {shape for shape in known.subjects() if "shapes#" in str(shape)}
    paths = set(known.subjects(SH.path)) & named
    queries = set(known.subjects(SH.select))
    assert len(paths) > 80
    for shape in paths | queries | set(known.subjects(SH.closed)):
        assert {said.language for said in known.objects(shape, SH.message) if isinstance(said, Literal)} == {"zh", "en"}, shape


# --- one property at a time: each constraint of each property shape, on every class that has it


@dataclass(frozen=True)
class Case:
    """A property of a class, and one of its constraints."""

    focus: URIRef
    shape: Node
    path: URIRef
    constraint: URIRef
    value: Node

    @property
    def name(self) -> str:
        return str(self.constraint).rpartition("#")[2]


CONSTRAINTS = (
    SH.minCount, SH.maxCount, SH.datatype, SH.nodeKind, SH["class"], SH["in"], SH.pattern, SH.minLength, SH.minInclusive, SH.minExclusive,
    SH.lessThan, SH.lessThanOrEquals, SH.disjoint, SH.uniqueLang, SH["or"],
)  # fmt: skip


def cases() -> Iterator[Case]:
    known, graph = shapes(), sound()
    for node, shape in known.subject_objects(SH.property):
        path = known.value(shape, SH.path)
        assert isinstance(path, URIRef)
        found = [
            *(each for cls in known.objects(node, SH.targetClass) for each in graph.subjects(RDF.type, cls)),
            *(each for said in known.objects(node, SH.targetSubjectsOf) for each in graph.subjects(said)),
            *(each for said in known.objects(node, SH.targetObjectsOf) for each in graph.objects(None, said)),
        ]
        having = sorted({each for each in found if (each, path, None) in graph and isinstance(each, URIRef)})
        assert having, f"the sound graph lacks {path} of {node}"
        yield from (
            Case(having[0], shape, path, constraint, value) for constraint in CONSTRAINTS for value in known.objects(shape, constraint)
        )


def spoil(graph: Graph, case: Case) -> None:
    """Break one constraint."""
    focus, path = case.focus, case.path
    value = graph.value(focus, path)
    assert value is not None
    match case.name:
        case "minCount":
            graph.remove((focus, path, None))
        case "maxCount":
            graph.add((focus, path, another(value)))
        case "uniqueLang":
            graph.add((focus, path, Literal("又名", lang="zh")))
        case "disjoint":
            graph.add((focus, URIRef(str(case.value)), value))
        case "lessThan" | "lessThanOrEquals":
            other = graph.value(focus, URIRef(str(case.value)))
            assert isinstance(other, Literal)
            graph.set((focus, path, other if case.name == "lessThan" else above(other)))
        case "datatype":
            graph.set((focus, path, Literal("x") if case.value != XSD.string else Literal(5)))
        case "minInclusive" | "minExclusive":
            assert isinstance(value, Literal)
            graph.set((focus, path, Literal("-1", datatype=value.datatype)))
        case "minLength":
            graph.set((focus, path, Literal("")))
        case "nodeKind" | "in" | "pattern":
            graph.set((focus, path, Literal("?")))
        case _:
            graph.set((focus, path, URN.nothing))


def another(value: Node) -> Literal | URIRef:
    if not isinstance(value, Literal):
        return URN.nothing
    return Literal(not value.value) if value.datatype == XSD.boolean else above(value)


def above(value: Literal) -> Literal:
    """A value of the same type that is larger."""
    match value.datatype:
        case XSD.integer | XSD.decimal:
            return Literal(value.value + 1, datatype=value.datatype)
        case XSD.date:
            return Literal("2999-12-31", datatype=XSD.date)
    return Literal(str(value) + "…", lang=value.language)


@pytest.mark.parametrize("name", [str(constraint).rpartition("#")[2] for constraint in CONSTRAINTS])
def test_each_constraint_of_each_shape_catches_what_breaks_it(name: str):
    """All properties are spoilt at once, which no other's constraint of the same name notices."""
    graph = sound()
    spoilt = [case for case in cases() if case.name == name]
    for case in spoilt:
        spoil(graph, case)
    found = {(each.focus, each.shape, each.constraint) for each in validate(graph)}
    expected = {(str(case.focus), str(case.shape).rpartition("#")[2], name[0].upper() + name[1:]) for case in spoilt}
    assert expected
    assert expected - found == set()


def test_no_constraint_is_left_out():
    """Whatever parameters the property shapes have, the test above knows how to break."""
    known = shapes()
    used = {predicate for shape in known.objects(None, SH.property) for predicate in known.predicates(shape)}
    assert used - {SH.path, SH.message, SH.severity} <= set(CONSTRAINTS)


# --- what holds between properties, and what a fact of a kind cannot say

SPOILT = {
    "a fact of no kind": ("DELETE DATA { :step a h:Step }", ":step", "oneKind", "SPARQL"),
    "a fact of two kinds": ("INSERT DATA { :step a h:Cycle }", ":step", "oneKind", "SPARQL"),
    "a clause inside itself": (
        "INSERT DATA { :x a h:Clause ; eli:is_part_of :y . :y a h:Clause ; eli:is_part_of :x }", ":x", "acyclic", "SPARQL",
    ),
    "a citation of nothing": ("DELETE WHERE { :citation h:title ?t ; h:number ?n }", ":citation", "Named", "Or"),
    "bounds between which nothing is": (
        "DELETE { :target h:maxInclusive true } INSERT { :target h:maxInclusive false } WHERE {}", ":target", "some", "SPARQL",
    ),
    "a minimum, included or not": ("DELETE WHERE { :threshold h:minInclusive ?w }", ":threshold", "minWord", "MinCount"),
    "a maximum, included or not": ("DELETE WHERE { :threshold h:maxInclusive ?w }", ":threshold", "maxWord", "MinCount"),
    "a minimum above the maximum": (
        "DELETE { :threshold h:max ?n } INSERT { :threshold h:max 79.9 } WHERE { :threshold h:max ?n }",
        ":threshold", "min", "LessThanOrEquals",
    ),
    "a period that ends before it begins": (
        'DELETE { :document h:validTo ?d } INSERT { :document h:validTo "2017-12-31"^^xsd:date } WHERE { :document h:validTo ?d }',
        ":document", "validFrom", "LessThanOrEquals",
    ),
    "a digest of another length": (
        "DELETE { :document h:sha256 ?s } INSERT { :document h:sha256 'ab12' } WHERE { :document h:sha256 ?s }",
        ":document", "sha256", "Pattern",
    ),
    "a cited work without a name": ("DELETE WHERE { :work rdfs:label ?n }", ":work", "workLabel", "MinCount"),
    "an offer that rests on a sanction": ("INSERT DATA { :offer cv:holdsRequirement :sanction }", ":offer", "offerRequirement", "Or"),
}  # fmt: skip


@pytest.mark.parametrize(("update", "focus", "shape", "constraint"), SPOILT.values(), ids=list(SPOILT))
def test_what_holds_between_properties(update: str, focus: str, shape: str, constraint: str):
    graph = sound()
    graph.update(update, initNs={"": URN, "h": H, "eli": "http://data.europa.eu/eli/ontology#", "cv": "http://data.europa.eu/m8g/"})
    assert (focus.replace(":", "urn:"), shape, constraint) in {(each.focus, each.shape, each.constraint) for each in validate(graph)}


KINDS = {
    "statement": "DocumentStatement", "threshold": "Threshold", "target": "Target", "incentive": "Incentive", "deadline": "Deadline",
    "cycle": "Cycle", "sanction": "Sanction", "exemption": "Exemption", "criterion": "Criterion", "sector": "SectorFocus",
    "role": "AgencyRole", "citation": "Citation", "step": "Step", "definition": "Definition",
}  # fmt: skip


@pytest.mark.parametrize(("fact", "kind"), KINDS.items())
def test_a_fact_has_no_property_of_another_kind(fact: str, kind: str):
    graph = sound()
    graph.add((URN[fact], H.amont if kind == "Incentive" else H.amount, Literal(5)))
    assert [(each.focus, each.shape, each.constraint) for each in validate(graph)] == [(f"urn:{fact}", kind, "Closed")]


def test_all_shapes_are_spoilt_here():
    known = shapes()
    closed = {str(shape).rpartition("#")[2] for shape in known.subjects(SH.closed)}
    assert closed == set(KINDS.values())
    queries = {str(shape).rpartition("#")[2] for shape in known.subjects(SH.select)}
    nodes = {str(shape).rpartition("#")[2] for shape in known.subjects(SH["or"]) if (shape, SH.path, None) not in known}
    assert queries | nodes == {shape for _, _, shape, constraint in SPOILT.values() if constraint == "SPARQL" or shape == "Named"}


# --- what is said


def test_a_violation_says_what_is_wrong_and_where():
    graph = sound()
    graph.set((URN.threshold, H.certainty, Literal("maybe\nnot")))
    (violation,) = validate(graph)
    assert violation == Violation(
        "urn:threshold", "certainty", str(H.certainty), "In", "maybe\nnot",
        "把握程度（h:certainty）须有一个，应为 sure、likely 或 doubtful", "certainty (h:certainty): exactly one, sure, likely or doubtful",
    )  # fmt: skip
    assert violation.message() == "urn:threshold：把握程度（h:certainty）须有一个，应为 sure、likely 或 doubtful ‹maybe not›"
    assert violation.message("en") == "urn:threshold: certainty (h:certainty): exactly one, sure, likely or doubtful ‹maybe not›"


# --- whole stores


def test_a_store_is_checked_some_documents_at_a_time(store_path: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("hengce.ontology.validate.PORTION", 2)
    told: list[tuple[int, int]] = []
    with open_store(store_path) as store, store.snapshot() as graph:
        assert list(violations(graph, lambda done, total: told.append((done, total)))) == []
    assert told == [(0, 4), (1, 4), (2, 4), (3, 4), (4, 4)]  # the schemes, then five documents by two


class Limited(Snapshot):
    """A graph whose answers are cut, as by an endpoint that limits the triples of one."""

    def __init__(self, whole: Snapshot, limit: int) -> None:
        self._whole, self._limit = whole, limit

    @property
    def info(self) -> BuildInfo:
        return self._whole.info

    def _answer(self, query: CheckedQuery, media_type: str) -> Answer:
        answer = self._whole._answer(query, media_type)
        if query.form != "CONSTRUCT":
            return answer
        return replace(answer, body=b"".join(answer.body.splitlines(keepends=True)[: self._limit]))

    def _parse(self, query: CheckedQuery) -> None:
        self._whole._parse(query)

    def close(self) -> None:
        self._whole.close()


def test_half_a_graph_is_never_said_to_be_sound(store_path: str):
    with open_store(store_path) as store, Limited(store.snapshot(), 10_000) as graph, pytest.raises(RemoteStoreError, match="10000"):
        next(violations(graph))
