"""Views in other vocabularies: what they say follows from the texts, and keeps to the specifications."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib import RDF, RDFS, XSD, Literal, URIRef
from rdflib.namespace import DC, ODRL2, PROV, TIME
from rdflib.term import Node
from starlette.testclient import TestClient

from hengce.api.profile import everything, lines, profiles
from hengce.ontology.generations import Generations
from hengce.ontology.identifiers import DEFAULT_BASE
from hengce.ontology.loading import Loader
from hengce.ontology.results import BuildInfo
from hengce.ontology.store import open_store

OA = rdflib.Namespace("http://www.w3.org/ns/oa#")
QUDT = rdflib.Namespace("http://qudt.org/schema/qudt/")
UNIT = rdflib.Namespace("http://qudt.org/vocab/unit/")
ELI = rdflib.Namespace("http://data.europa.eu/eli/ontology#")
FACT = f"{DEFAULT_BASE}id/fact/"
RATED = f"{FACT}fujian-2018/threshold/1076-1114"
"""总分达到80分及以上的，可推荐申报省级绿色工厂示范单位"""

View = Callable[[str], rdflib.Graph]


def graph_of(triples: Iterator[bytes] | list[bytes]) -> rdflib.Graph:
    return rdflib.Graph().parse(data=b"".join(triples), format="nt")


@pytest.fixture(scope="module")
def whole(store_path: str) -> View:
    """The view of everything, by name of the profile."""
    made: dict[str, rdflib.Graph] = {}

    def view(name: str) -> rdflib.Graph:
        if name not in made:
            with open_store(store_path) as store:
                made[name] = graph_of(everything(store, profiles()[name]))
        return made[name]

    return view


def one(graph: rdflib.Graph, subject: URIRef | str, name: URIRef) -> Node:
    values = list(graph.objects(URIRef(subject), name))
    assert len(values) == 1, (subject, name, values)
    return values[0]


def typed(graph: rdflib.Graph, kind: URIRef) -> list[URIRef]:
    return [URIRef(str(subject)) for subject in graph.subjects(RDF.type, kind)]


@pytest.mark.parametrize("name", profiles())
def test_nothing_is_nameless(whole: View, name: str):
    graph = whole(name)
    assert not [term for triple in graph for term in triple if isinstance(term, rdflib.BNode)]
    own = {str(term) for triple in graph for term in triple[:2] if str(term).startswith(f"{DEFAULT_BASE}ontology#")}
    assert not own, "a view speaks in the words of its own vocabulary"


@pytest.mark.parametrize("name", profiles())
def test_the_view_of_a_document_is_a_part_of_the_whole(whole: View, store_path: str, name: str):
    with open_store(store_path) as store:
        part = lines(store, profiles()[name], f"{DEFAULT_BASE}id/document/fujian-2018")
    assert len(part) > 10
    assert part == sorted(set(part))
    assert set(graph_of(part)) <= set(whole(name))


# --- Web Annotation


def test_annotations_point_to_the_words(whole: View, corpus_texts: dict[str, str]):
    graph = whole("web-annotation")
    found = typed(graph, OA.Annotation)
    assert len(found) > 400
    for annotation in found:
        fact = str(one(graph, annotation, OA.hasBody))
        assert str(annotation) == f"{fact}#annotation"
        target = URIRef(str(one(graph, annotation, OA.hasTarget)))
        source = str(one(graph, target, OA.hasSource))
        text = corpus_texts[source.split("/")[-2]]
        selectors = {one(graph, str(each), RDF.type): URIRef(str(each)) for each in graph.objects(target, OA.hasSelector)}
        position, quote = selectors[OA.TextPositionSelector], selectors[OA.TextQuoteSelector]
        start, end = (int(str(one(graph, position, name))) for name in (OA.start, OA.end))
        assert text[start:end] == str(one(graph, quote, OA.exact))
        prefix, suffix = ("".join(map(str, graph.objects(quote, name))) for name in (OA.prefix, OA.suffix))
        assert (prefix, suffix) == (text[max(0, start - 32) : start], text[end : end + 32])


def test_the_source_of_annotations_is_the_text(client: TestClient, whole: View, corpus_texts: dict[str, str]):
    sources = {str(source) for source in whole("web-annotation").objects(None, OA.hasSource)}
    assert len(sources) == 5
    for source in sources:
        answer = client.get(
            "/" + source.removeprefix(DEFAULT_BASE), headers={"Accept": str(one(whole("web-annotation"), source, DC.format))}
        )
        assert answer.content.decode() == corpus_texts[source.split("/")[-2]]


# --- ODRL


def test_a_threshold_is_a_constraint(whole: View):
    graph, constraint = whole("odrl"), f"{RATED}#minimum-constraint"
    assert one(graph, constraint, ODRL2.operator) == ODRL2.gteq
    assert one(graph, constraint, ODRL2.rightOperand) == Literal("80", datatype=XSD.decimal)
    assert one(graph, constraint, ODRL2.unit) == URIRef(f"{DEFAULT_BASE}id/unit/分")
    assert one(graph, str(one(graph, constraint, ODRL2.leftOperand)), RDFS.label) == Literal("总分", lang="zh")
    at_most = f"{FACT}shanghai-2021-2025/threshold/3852-3885#maximum-constraint"
    assert (one(graph, at_most, ODRL2.operator), int(str(one(graph, at_most, ODRL2.rightOperand)))) == (ODRL2.lteq, 15)


def test_a_band_excludes_where_the_text_does(whole: View):
    """85＞X≥75 of Shanghai's table."""
    graph = whole("odrl")
    bands = [
        one(graph, fact, RDF.type) and str(fact)
        for fact in typed(graph, ODRL2.LogicalConstraint)
        if f"{FACT}shanghai" in str(fact) and list(graph.objects(fact, ODRL2["and"]))
    ]
    bounds = set()
    for band in bands:
        parts = [URIRef(str(part)) for part in graph.objects(URIRef(band), ODRL2["and"])]
        assert all(one(graph, part, RDF.type) == ODRL2.Constraint for part in parts)
        bounds.add(frozenset((one(graph, part, ODRL2.operator), float(str(one(graph, part, ODRL2.rightOperand)))) for part in parts))
    assert frozenset({(ODRL2.gteq, 75.0), (ODRL2.lt, 85.0)}) in bounds


def test_deadlines_are_duties(whole: View):
    """于2016年10月底前制定出台本地区的绿色制造体系建设实施方案; 每年11月底前 …"""
    graph = whole("odrl")
    duty = f"{FACT}miit-2016-586/deadline/2674-2705#duty"
    assert (URIRef(f"{DEFAULT_BASE}id/document/miit-2016-586#policy"), ODRL2.obligation, URIRef(duty)) in graph
    until = str(one(graph, duty, ODRL2.constraint))
    assert (one(graph, until, ODRL2.leftOperand), one(graph, until, ODRL2.operator)) == (ODRL2.dateTime, ODRL2.lteq)
    assert one(graph, until, ODRL2.rightOperand) == Literal("2016-10-31", datatype=XSD.date)
    party = str(one(graph, duty, ODRL2.assignee))
    assert str(one(graph, party, RDFS.label)).endswith("工业和信息化主管部门")
    yearly = f"{FACT}miit-2016-586/deadline/3086-3153#duty"
    constraints = {
        one(graph, str(each), ODRL2.leftOperand): one(graph, str(each), ODRL2.rightOperand)
        for each in graph.objects(URIRef(yearly), ODRL2.constraint)
    }
    assert constraints[ODRL2.timeInterval] == Literal("P1Y", datatype=XSD.duration)
    assert constraints[URIRef(f"{DEFAULT_BASE}profile/odrl#dayOfYear")] == Literal("--11-30", datatype=XSD.gMonthDay)


def test_odrl_is_well_formed(whole: View):
    """ODRL Information Model 2.2, sections 2.1 (policies), 2.5 (constraints) and 2.6 (rules)."""
    check_odrl(whole("odrl"))


def check_odrl(graph: rdflib.Graph) -> None:
    for constraint in typed(graph, ODRL2.Constraint):
        for name in (ODRL2.leftOperand, ODRL2.operator, ODRL2.rightOperand):
            one(graph, constraint, name)
    for logical in typed(graph, ODRL2.LogicalConstraint):
        parts = [part for name in ("and", "or") for part in graph.objects(logical, ODRL2[name])]
        assert parts
        assert all((part, RDF.type, ODRL2.Constraint) in graph for part in parts)
    rules = {kind: typed(graph, kind) for kind in (ODRL2.Duty, ODRL2.Permission)}
    for kind, found in rules.items():
        for rule in found:
            assert (one(graph, rule, ODRL2.action), RDF.type, ODRL2.Action) in graph
            assert all(list(graph.objects(part, RDF.type)) for part in graph.objects(rule, ODRL2.constraint))
            if kind == ODRL2.Permission:
                one(graph, rule, ODRL2.target)
    policies = typed(graph, ODRL2.Set)
    for policy in policies:
        assert one(graph, policy, ODRL2.uid) == policy
        assert one(graph, policy, ODRL2.profile) == URIRef(f"{DEFAULT_BASE}profile/odrl")
        assert list(graph.objects(policy, ODRL2.obligation)) or list(graph.objects(policy, ODRL2.permission))
    held = {rule for name in (ODRL2.obligation, ODRL2.permission) for rule in graph.objects(None, name)}
    assert held == {*rules[ODRL2.Duty], *rules[ODRL2.Permission]}


# --- QUDT


def test_quantities(whole: View):
    graph = whole("qudt")
    assert one(graph, f"{RATED}#minimum", QUDT.numericValue) == Literal("80", datatype=XSD.decimal)
    share = next(fact for fact in typed(graph, QUDT.QuantityValue) if (fact, QUDT.hasUnit, UNIT.PERCENT) in graph)
    assert str(one(graph, share, QUDT.hasQuantityKind)).startswith("http://qudt.org/vocab/quantitykind/")
    for value in typed(graph, QUDT.QuantityValue):
        one(graph, value, QUDT.numericValue)
        unit = URIRef(str(one(graph, value, QUDT.hasUnit)))
        assert unit.startswith(UNIT) or (unit, RDF.type, QUDT.Unit) in graph
        assert str(value).rpartition("#")[0] == str(one(graph, value, PROV.wasDerivedFrom))


# --- OWL-Time


def test_times(whole: View):
    graph = whole("owl-time")
    by = f"{FACT}miit-2016-586/deadline/2674-2705#end"
    assert one(graph, by, TIME.inXSDDate) == Literal("2016-10-31", datatype=XSD.date)
    yearly = str(one(graph, f"{FACT}miit-2016-586/deadline/3086-3153#end", TIME.inDateTime))
    assert (str(one(graph, yearly, TIME.month)), str(one(graph, yearly, TIME.day))) == ("--11", "---30")
    three_years = str(one(graph, f"{FACT}shanghai-2021-2025/cycle/4126-4137#time", TIME.hasDuration))
    assert (str(one(graph, three_years, TIME.numericDuration)), one(graph, three_years, TIME.unitType)) == ("3", TIME.unitYear)
    target = f"{FACT}fujian-2018/target/547-558#end"
    assert one(graph, target, TIME.inXSDgYear) == Literal("2020", datatype=XSD.gYear)
    validity = f"{DEFAULT_BASE}id/document/shanghai-2021-2025#validity"
    days = [one(graph, str(one(graph, validity, name)), TIME.inXSDDate) for name in (TIME.hasBeginning, TIME.hasEnd)]
    assert days == [Literal("2021-01-01", datatype=XSD.date), Literal("2025-12-31", datatype=XSD.date)]


def test_time_is_well_formed(whole: View):
    graph = whole("owl-time")
    for interval in typed(graph, TIME.ProperInterval):
        ends = [end for name in (TIME.hasBeginning, TIME.hasEnd) for end in graph.objects(interval, name)]
        assert all((end, RDF.type, TIME.Instant) in graph for end in ends)
        assert ends or list(graph.objects(interval, TIME.hasDuration))
        assert len(list(graph.subjects(TIME.hasTime, interval))) == 1
    for duration in typed(graph, TIME.Duration):
        assert one(graph, duration, TIME.numericDuration).datatype == XSD.decimal  # type: ignore[union-attr]
        one(graph, duration, TIME.unitType)


# --- ELI


def test_eli_alone(whole: View, store_path: str):
    graph = whole("eli")
    assert {str(name).partition("#")[0] for _, name, _ in graph if name != RDF.type} == {str(ELI).rstrip("#")}
    document = URIRef(f"{DEFAULT_BASE}id/document/fujian-2018")
    assert (document, RDF.type, ELI.LegalResource) in graph
    assert len(typed(graph, ELI.LegalResourceSubdivision)) > 100


# --- what the five texts do not have


MADE = f"""
@base <{DEFAULT_BASE}> .
@prefix h: <{DEFAULT_BASE}ontology#> .
@prefix f: <{FACT}x/> .
@prefix c: <{DEFAULT_BASE}id/document/x/> .
@prefix o: <{DEFAULT_BASE}id/offer/350000/> .
@prefix cv: <http://data.europa.eu/m8g/> .
<id/document/x> a h:PolicyDocument ; h:text "0123456789" .
f:area a h:Threshold ; h:document <id/document/x> ; h:metric "面积" ; h:min 20.5 ; h:minInclusive false ; h:unit "亩" .
f:score a h:Threshold ; h:document <id/document/x> ; h:metric "得分" ; h:min 80.0 ; h:max 90.0 ; h:maxInclusive false .
f:law a h:Criterion ; h:document <id/document/x> ; h:text "依法设立" .
f:plan a h:Criterion ; h:document <id/document/x> ; h:text "有规划" .
f:accident a h:Criterion ; h:document <id/document/x> ; h:text "发生安全事故" ; h:group <id/group/exclusion> .
f:helps a h:Criterion ; h:document <id/document/x> ; h:text "有专利" ; h:force "plus" .
f:stays a h:Criterion ; h:document <id/document/x> ; h:text "按年报送" ; h:effect "keep" .
c:all h:groupLogic "all" ; cv:hasRequirement f:law, f:score .
c:any h:groupLogic "any" ; cv:hasRequirement f:plan, f:accident .
c:two h:groupLogic "2" ; cv:hasRequirement f:helps, f:stays, f:area .
o:plain a h:Offer ; h:recognises <id/type/a> ; cv:holdsRequirement f:law, f:score .
o:choice a h:Offer ; h:recognises <id/type/b> ; cv:holdsRequirement f:law, f:plan, f:accident .
o:counted a h:Offer ; h:recognises <id/type/c> ; cv:holdsRequirement f:area .
f:only a h:Criterion ; h:document <id/document/x> ; h:text "在省内注册" .
f:extra a h:Criterion ; h:document <id/document/x> ; h:text "获奖" ; h:force "plus" .
f:report a h:Criterion ; h:document <id/document/x> ; h:text "每年报告" ; h:effect "keep" .
o:kept a h:Offer ; h:recognises <id/type/d> ; cv:holdsRequirement f:only, f:extra, f:report .
f:days a h:Deadline ; h:document <id/document/x> ; h:action "上报" ; h:within "P10D" ; h:workingDays true ; h:after "受理" .
f:month a h:Deadline ; h:document <id/document/x> ; h:action "上报" ; h:date "2024-12" .
f:first a h:Fact ; h:document <id/document/x> ; h:quote "01" ; h:start 0 ; h:end 2 .
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    folder: Path = tmp_path_factory.mktemp("made")
    graph = f"{DEFAULT_BASE}id/graph/x"
    generations = Generations(folder)
    with generations.building(), generations.scratch() as scratch:
        loader = Loader(scratch / "data")
        units = Path(__file__).parents[2] / "ontology/schemes/units.ttl"
        triples = [*ox.parse(MADE, ox.RdfFormat.TURTLE), *ox.parse(path=units, format=ox.RdfFormat.TURTLE)]
        loader.add(graph, [f"{quad.triple} <{graph}> .\n".encode() for quad in triples])
        info = BuildInfo(DEFAULT_BASE, "v1", "0", 1, 7, loader.triples())
        loader.close()
        generations.publish(scratch / "data", info)
    with open_store(str(folder)) as store:
        yield lambda name: graph_of(everything(store, profiles()[name]))


def under(graph: rdflib.Graph, offer: str) -> set[str]:
    """What the permission of an offer is under, by the end of its IRI."""
    permission = URIRef(f"{DEFAULT_BASE}id/offer/350000/{offer}#permission")
    return {str(each).rpartition("/")[2] for each in graph.objects(permission, ODRL2.constraint)}


def test_offers_are_permissions_under_their_requirements(made: View):
    graph, offer = made("odrl"), f"{DEFAULT_BASE}id/offer/350000/plain"
    assert under(graph, "plain") == {"law#constraint", "score#minimum-constraint", "score#maximum-constraint"}
    assert one(graph, f"{FACT}x/score#maximum-constraint", ODRL2.operator) == ODRL2.lt
    assert one(graph, f"{offer}#permission", ODRL2.target) == URIRef(f"{DEFAULT_BASE}id/type/a")
    assert (URIRef(f"{offer}#policy"), ODRL2.permission, URIRef(f"{offer}#permission")) in graph


def test_what_does_not_decide_is_no_constraint(made: View):
    """What only helps, and what keeps a status, does not decide whether it is granted."""
    assert under(made("odrl"), "kept") == {"only#constraint"}


def test_lists_are_logical_constraints(made: View):
    graph, clause = made("odrl"), f"{DEFAULT_BASE}id/document/x/"
    both = {str(each).rpartition("/")[2] for each in graph.objects(URIRef(f"{clause}all#constraint"), ODRL2["and"])}
    assert both == {"law#constraint", "score#minimum-constraint", "score#maximum-constraint"}
    either = {str(each).rpartition("/")[2] for each in graph.objects(URIRef(f"{clause}any#constraint"), ODRL2["or"])}
    assert either == {"plan#constraint", "accident#constraint"}
    assert under(graph, "choice") == {"law#constraint", "any#constraint"}
    assert str(one(graph, f"{FACT}x/accident#constraint", ODRL2.rightOperand)) == "false"
    assert str(one(graph, f"{FACT}x/plan#constraint", ODRL2.rightOperand)) == "true"


def test_what_odrl_cannot_say_is_not_said(made: View):
    """It has no "two of three": neither the list nor what depends on it has a logical constraint or a permission."""
    graph = made("odrl")
    assert not list(graph.predicate_objects(URIRef(f"{DEFAULT_BASE}id/document/x/two#constraint")))
    assert not under(graph, "counted")


def test_made_odrl_is_well_formed(made: View):
    check_odrl(made("odrl"))


def test_an_own_unit_says_what_it_is(made: View):
    graph = made("qudt")
    assert one(graph, f"{FACT}x/area#minimum", QUDT.numericValue) == Literal("20.5", datatype=XSD.decimal)
    unit = str(one(graph, f"{FACT}x/area#minimum", QUDT.hasUnit))
    assert unit == f"{DEFAULT_BASE}id/unit/亩"
    assert abs(float(str(one(graph, unit, QUDT.conversionMultiplier))) - 10000 / 15) < 0.001


def test_working_days_and_months(made: View):
    graph = made("owl-time")
    duration = str(one(graph, f"{FACT}x/days#time", TIME.hasDuration))
    assert one(graph, duration, TIME.unitType) == URIRef(f"{DEFAULT_BASE}profile/owl-time#workingDay")
    assert not list(graph.objects(URIRef(f"{FACT}x/days#time"), TIME.hasXSDDuration))
    assert one(graph, str(one(graph, f"{FACT}x/days#time", TIME.hasBeginning)), RDFS.label) == Literal("受理", lang="zh")
    assert one(graph, f"{FACT}x/month#end", TIME.inXSDgYearMonth) == Literal("2024-12", datatype=XSD.gYearMonth)
    until = f"{FACT}x/month#day-constraint"
    odrl = made("odrl")
    # A month that is given without a day ends where the next begins.
    assert (one(odrl, until, ODRL2.operator), str(one(odrl, until, ODRL2.rightOperand))) == (ODRL2.lt, "2025-01-01")


def test_words_at_the_edge_of_a_text(made: View):
    graph = made("web-annotation")
    assert not list(graph.objects(URIRef(f"{FACT}x/first#quote"), OA.prefix))
    assert str(one(graph, f"{FACT}x/first#quote", OA.suffix)) == "23456789"


def test_terms_of_closed_vocabularies_exist(whole: View, made: View):
    """Rdflib knows every term of ODRL and OWL-Time; one that it does not know raises."""
    for name, namespace in (("odrl", ODRL2), ("owl-time", TIME)):
        used = {str(term) for view in (whole, made) for triple in view(name) for term in triple if str(term).startswith(str(namespace))}
        assert len(used) > 8
        for term in used:
            assert namespace[re.sub(rf"^{re.escape(str(namespace))}", "", term)]
