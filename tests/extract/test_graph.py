"""Facts in the graph: every field is there, nothing is added, and the facts that come back are the facts that went in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from decimal import Decimal
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hengce.corpus.document import Document
from hengce.corpus.structure import outline
from hengce.extract.description import Description, describe, first_day, last_day
from hengce.extract.facts import (
    KINDS,
    Agency,
    Criterion,
    DocumentFact,
    Fact,
    Incentive,
    Reference,
    Sector,
    Step,
    Target,
    Threshold,
)
from hengce.extract.graph import class_of, to_quads
from hengce.extract.properties import CLASSES, from_rows, properties
from hengce.extract.works import same_works
from hengce.ontology.definitions import definition_quads
from hengce.ontology.errors import EvidenceError
from hengce.ontology.identifiers import Identifiers

IDS = Identifiers()
TEXT = """某省绿色工厂管理办法

一、总体要求
（一）目标。到2025年，创建50家绿色工厂。
（二）条件。评价得分80分及以上的，认定为省级绿色工厂。
二、保障措施
给予每家最高不超过20万元奖励。
"""
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
SKOS = "http://www.w3.org/2004/02/skos/core#"
ORG = "http://www.w3.org/ns/org#"
ELI = "http://data.europa.eu/eli/ontology#"


@pytest.fixture(scope="module")
def document() -> Document:
    return outline("sample", TEXT)


def evidence(quote: str, text: str = TEXT) -> dict[str, Any]:
    start = text.index(quote)
    return {"doc": "sample", "quote": quote, "start": start, "end": start + len(quote), "path": "一/（一）"}


def ask(graph: ox.Store, pattern: str) -> bool:
    prefixes = "PREFIX owl: <http://www.w3.org/2002/07/owl#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
    return bool(graph.query(f"{prefixes} ASK {{ {pattern} }}", use_default_graph_as_union=True))


def store(quads: Sequence[ox.Quad]) -> ox.Store:
    graph = ox.Store()
    graph.extend(quads)
    return graph


def python_value(term: object) -> Any:
    """What a query gives back for a term: an IRI as text, a literal by its datatype."""
    if not isinstance(term, ox.Literal):
        return getattr(term, "value", term)
    convert = {"integer": int, "decimal": Decimal, "boolean": lambda written: written == "true"}
    return convert.get(term.datatype.value.rpartition("#")[2], str)(term.value)


def rows(graph: ox.Store, identifiers: Identifiers = IDS) -> list[dict[str, Any]]:
    """Every property of every fact, as a query of the catalogue gives it back."""
    found = graph.query(
        f"SELECT ?fact ?property ?value {{ ?fact a <{identifiers.vocabulary}Fact> ; ?property ?value }}", use_default_graph_as_union=True
    )
    assert isinstance(found, ox.QuerySolutions)
    return [{name: python_value(solution[name]) for name in ("fact", "property", "value")} for solution in found]


def objects(quads: Sequence[ox.Quad], subject: str, predicate: str) -> list[Any]:
    return sorted(python_value(q.object) for q in quads if (q.subject.value, q.predicate.value) == (subject, predicate))  # type: ignore[union-attr]


# --- facts go in and come back

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=8)
LABELS = TEXTS.filter(lambda text: bool(text.strip("/")))


def value_of(hint: Any) -> st.SearchStrategy[Any]:
    options = get_args(hint)
    if get_origin(hint) is Literal:
        return st.sampled_from(options)
    if options:
        return st.one_of(*(value_of(option) for option in options))
    numbers = st.integers(-(10**12), 10**12) | st.floats(-1e9, 1e9, allow_nan=False, width=32)
    return {type(None): st.none(), str: LABELS, bool: st.booleans(), int: st.integers(0, 10**6), float: numbers}[hint]


@st.composite
def facts(draw: st.DrawFn) -> Fact:
    kind = KINDS[draw(st.sampled_from(sorted(KINDS)))]
    hints = get_type_hints(kind)
    start = draw(st.integers(0, len(TEXT) - 2))
    end = draw(st.integers(start + 1, len(TEXT)))
    given_ = {"doc": "sample", "quote": TEXT[start:end], "start": start, "end": end}
    return kind(**given_ | {f.name: draw(value_of(hints[f.name])) for f in fields(kind) if f.name not in given_})


@given(st.lists(facts(), max_size=6))
def test_facts_come_back_as_they_went_in(read: list[Fact]) -> None:
    quads = list(to_quads(outline("sample", TEXT), read, IDS))
    assert list(from_rows(rows(store(quads)), IDS).values()) == read


def test_every_field_has_a_property_of_the_ontology() -> None:
    declared = {q.subject.value for q in definition_quads(IDS)}  # type: ignore[union-attr]
    for kind in KINDS:
        names = [p.name for p in properties(kind)]
        assert len(names) == len(set(names)), kind
        assert {IDS.vocabulary + name for name in names} <= declared
        assert class_of(kind, IDS) in declared
    assert set(CLASSES) == set(KINDS)


def test_properties_suit_the_domains_and_ranges_that_the_ontology_states() -> None:
    """A property is stated for facts in general, or for every class that has it; concepts are object properties."""
    graph = store(list(definition_quads(IDS)))
    for kind in KINDS:
        for each in properties(kind):
            term = f"<{IDS.vocabulary}{each.name}>"
            kind_of_property = "Object" if each.scheme else "Datatype"
            assert ask(graph, f"{term} a owl:{kind_of_property}Property"), each
            within = f"<{class_of(kind, IDS)}> rdfs:subClassOf* ?domain"
            outside = f"{term} rdfs:domain ?domain FILTER NOT EXISTS {{ {within} }}"
            assert not ask(graph, outside), (kind, each)


# --- what the nodes look like


def test_a_threshold_is_one_flat_node(document: Document) -> None:
    said: dict[str, Any] = {"subject": "绿色工厂", "level": "省级", "metric": "评价得分", "unit": "分"}
    said |= {"decided_by": "及以上", "rule": "score"}
    fact = Threshold(**evidence("评价得分80分及以上的，认定为省级绿色工厂"), **said, min=80, min_inclusive=True)
    node = IDS.fact("sample", "threshold", fact.start, fact.end)
    described = {q.predicate.value.removeprefix(IDS.vocabulary): python_value(q.object)
                 for q in to_quads(document, [fact], IDS) if q.subject.value == node and q.predicate.value != RDF_TYPE}  # type: ignore[union-attr]  # fmt: skip
    assert described == {
        "document": IDS.document("sample"), "clause": IDS.clause("sample", "一/（一）"), "path": "一/（一）",
        "quote": "评价得分80分及以上的，认定为省级绿色工厂", "start": fact.start, "end": fact.end, "order": 0, "rule": "score",
        "alignment": "exact", "certainty": "sure", "subject": IDS.type("绿色工厂"), "subjectLabel": "绿色工厂", "level": IDS.level("省级"),
        "metric": "评价得分", "min": Decimal(80), "minInclusive": True, "unit": "分", "decidedBy": "及以上",
    }  # fmt: skip


def test_a_fact_is_of_its_kind_and_a_fact(document: Document) -> None:
    fact = Sector(**evidence("绿色工厂"), sector="汽车")
    quads = list(to_quads(document, [fact], IDS))
    node = IDS.fact("sample", "sector", fact.start, fact.end)
    assert objects(quads, node, RDF_TYPE) == [IDS.vocabulary + "Fact", IDS.vocabulary + "SectorFocus"]


def test_facts_of_one_kind_and_span_are_numbered_in_order(document: Document) -> None:
    read = [Sector(**evidence("绿色工厂"), sector=sector) for sector in ("汽车", "医药", "化工")]
    quads = list(to_quads(document, read, IDS))
    first = IDS.fact("sample", "sector", read[0].start, read[0].end)
    assert [objects(quads, first + end, IDS.vocabulary + "sector") for end in ("", "~2", "~3")] == [
        [IDS.sector("汽车")], [IDS.sector("医药")], [IDS.sector("化工")],
    ]  # fmt: skip


def test_a_joint_subject_is_every_one_of_its_types(document: Document) -> None:
    fact = Target(**evidence("创建50家绿色工厂"), subject="绿色工厂/绿色供应链", min=50, max=50)
    quads = list(to_quads(document, [fact], IDS))
    node = IDS.fact("sample", "target", fact.start, fact.end)
    assert objects(quads, node, IDS.vocabulary + "subject") == sorted([IDS.type("绿色工厂"), IDS.type("绿色供应链")])
    assert objects(quads, node, IDS.vocabulary + "subjectLabel") == ["绿色工厂/绿色供应链"]


def test_a_type_called_by_another_name_is_the_concept_of_all_its_names(document: Document) -> None:
    fact = Target(**evidence("创建50家绿色工厂"), subject="绿色产品认证机构", min=50, max=50)
    quads = list(to_quads(document, [fact], IDS))
    node = IDS.fact("sample", "target", fact.start, fact.end)
    assert objects(quads, node, IDS.vocabulary + "subject") == [IDS.type("产品认证机构")]
    assert objects(quads, node, IDS.vocabulary + "subjectLabel") == ["绿色产品认证机构"]


def test_what_no_scheme_has_gets_a_name_in_the_graph(document: Document) -> None:
    read = [
        Target(**evidence("创建50家绿色工厂"), subject="绿色厨房"),
        Agency(**evidence("认定"), name="省工信厅", canonical="某省工业和信息化厅", role="recognise"),
        Sector(**evidence("绿色工厂"), sector="有色"),
    ]
    quads = list(to_quads(document, read, IDS))
    agency = IDS.agency("某省工业和信息化厅")
    assert objects(quads, IDS.type("绿色厨房"), SKOS + "prefLabel") == ["绿色厨房"]
    assert objects(quads, IDS.sector("有色"), SKOS + "prefLabel") == ["有色"]
    assert objects(quads, agency, SKOS + "prefLabel") == ["某省工业和信息化厅"]
    assert objects(quads, agency, RDF_TYPE) == [SKOS + "Concept", ORG + "Organization", IDS.vocabulary + "Agency"]
    assert objects(quads, IDS.sector("有色"), SKOS + "exactMatch") == [IDS.sector("有色金属")]


def test_what_a_scheme_has_is_not_described_again(document: Document) -> None:
    quads = list(to_quads(document, [Incentive(**evidence("奖励"), subject="绿色工厂", form="award")], IDS))
    assert not [q for q in quads if q.subject.value in (IDS.type("绿色工厂"), IDS.concept("form", "award"))]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("number", "decimal"),
    [(80, "80"), (80.0, "80"), (0.1, "0.1"), (1e-7, "0.0000001"), (2e11, "200000000000"), (123456789.25, "123456789.25"), (-2.5, "-2.5")],
)
def test_numbers_are_decimals_without_exponents(document: Document, number: float, decimal: str) -> None:
    fact = Threshold(**evidence("80分"), min=number, min_inclusive=True)
    found = [q.object for q in to_quads(document, [fact], IDS) if q.predicate.value == IDS.vocabulary + "min"]
    assert found == [ox.Literal(decimal, datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#decimal"))]


def test_the_outline_is_in_the_graph(document: Document) -> None:
    quads = list(to_quads(document, [], IDS))
    item = IDS.clause("sample", "一/（一）")
    assert objects(quads, item, RDF_TYPE) == [ELI + "LegalResourceSubdivision", IDS.vocabulary + "Clause"]
    assert objects(quads, item, ELI + "is_part_of") == [IDS.clause("sample", "一")]
    assert objects(quads, IDS.clause("sample", "一"), ELI + "is_part_of") == [IDS.document("sample")]
    assert objects(quads, item, IDS.vocabulary + "heading") == ["目标"]
    (start,), (end,) = (objects(quads, item, IDS.vocabulary + name) for name in ("start", "end"))
    assert TEXT[start:end].startswith("（一）目标")
    paths = ("一", "一/（一）", "一/（二）", "二")
    orders = [objects(quads, IDS.clause("sample", path), IDS.vocabulary + "order")[0] for path in paths]
    assert orders == sorted(set(orders))


def test_every_path_of_a_fact_is_a_clause_of_the_graph(corpus_texts: Mapping[str, str]) -> None:
    for id, text in corpus_texts.items():
        document = outline(id, text)
        clauses = {q.object.value for q in to_quads(document, [], IDS) if q.predicate.value == IDS.vocabulary + "path"}  # type: ignore[union-attr]
        assert {leaf.path for leaf in document.root.leaves() if leaf.type != "blank"} <= clauses


# --- the document


OWN = DocumentFact(
    **evidence("某省绿色工厂管理办法"),
    title="某省绿色工厂管理办法",
    doc_number="某工信〔2021〕1号",
    issuer="某省工业和信息化厅、某省财政厅",
    jurisdiction="350000",
    status="draft",
    valid_from="2021-03",
    valid_to="2025",
    date="2021-02-18",
)


def test_the_document_node(document: Document) -> None:
    quads = list(to_quads(document, [OWN], IDS, {"sha256": "00ff", "source": "测试", "title": None}))
    node, h = IDS.document("sample"), IDS.vocabulary
    expected: dict[str, list[Any]] = {
        h + "id": ["sample"],
        h + "text": [TEXT],
        h + "sha256": ["00ff"],
        h + "source": ["测试"],
        h + "issuanceStatus": ["draft"],
        h + "validFrom": ["2021-03-01"],
        h + "validTo": ["2025-12-31"],
        h + "validFromText": ["2021-03"],
        h + "validToText": ["2025"],
        "http://purl.org/dc/terms/title": ["某省绿色工厂管理办法"],
        ELI + "id_local": ["某工信〔2021〕1号"],
        ELI + "passed_by": sorted([IDS.agency("某省工业和信息化厅"), IDS.agency("某省财政厅")]),
        ELI + "jurisdiction": [IDS.region("350000")],
        ELI + "date_document": ["2021-02-18"],
    }
    assert {predicate: objects(quads, node, predicate) for predicate in expected} == expected


def test_a_manifest_goes_before_the_text_and_null_does_not_count() -> None:
    described = describe([OWN], {"title": "福建省绿色工厂管理办法", "number": None, "source": "测试"})
    assert (described.title, described.number, described.source) == ("福建省绿色工厂管理办法", "某工信〔2021〕1号", "测试")
    assert describe([]) == Description()


def test_a_document_that_says_nothing_of_itself_still_has_a_label(document: Document) -> None:
    quads = list(to_quads(document, [], IDS))
    assert objects(quads, IDS.document("sample"), "http://www.w3.org/2000/01/rdf-schema#label") == ["sample"]


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [("2025", "2025-01-01", "2025-12-31"), ("2024-02", "2024-02-01", "2024-02-29"), ("2024-02-10", "2024-02-10", "2024-02-10"),
     ("2023-02-30", "None", "None"), ("明年", "None", "None"), (None, "None", "None")],
)  # fmt: skip
def test_periods_run_from_their_first_to_their_last_day(written: str | None, first: str, last: str) -> None:
    assert (str(first_day(written)), str(last_day(written))) == (first, last)


# --- citations


def citation(**said: Any) -> Reference:
    return Reference(**evidence("某省绿色工厂管理办法"), **said)


def test_citations_bind_documents(document: Document) -> None:
    read = [citation(title="某通知", number="工信厅节函〔2016〕586号", role="basis"), citation(title="某办法", role="repeals"), citation()]
    quads = list(to_quads(document, read, IDS))
    node, work = IDS.document("sample"), IDS.work("工信厅节函〔2016〕586号")
    assert objects(quads, node, ELI + "based_on") == [work]
    assert objects(quads, node, ELI + "repeals") == [IDS.work("某办法")]
    assert objects(quads, work, ELI + "id_local") == ["工信厅节函〔2016〕586号"]
    assert len([q for q in quads if q.predicate.value == IDS.vocabulary + "cited"]) == 2


def test_cited_works_are_joined_to_collected_documents_by_number_or_title() -> None:
    collected = {"miit": Description(number="工信厅节函〔2016〕586号"), "plan": Description(title="中国制造2025"), "other": Description()}
    read = [
        citation(title="关于开展绿色制造体系建设的通知", number="工信厅节函〔2016〕586号"),
        citation(title="中国制造 2025"),
        citation(title="没有收录的办法"),
        citation(),
    ]
    links = {(q.subject.value, q.object.value, q.graph_name.value) for q in same_works(collected, read * 2, IDS)}  # type: ignore[union-attr]
    assert links == {
        (IDS.work("工信厅节函〔2016〕586号"), IDS.document("miit"), IDS.graph("sample")),
        (IDS.work("中国制造 2025"), IDS.document("plan"), IDS.graph("sample")),
    }


# --- rules that hold for every graph


@given(st.lists(facts(), max_size=5))
def test_graphs_are_one_named_graph_without_blank_nodes_or_repetitions(read: list[Fact]) -> None:
    document = outline("sample", TEXT)
    quads = list(to_quads(document, read, IDS))
    assert {quad.graph_name.value for quad in quads} == {IDS.graph("sample")}  # type: ignore[union-attr]
    assert all(isinstance(term, ox.NamedNode | ox.Literal) for quad in quads for term in (quad.subject, quad.object))
    assert len(quads) == len(set(quads))
    assert quads == list(to_quads(outline("sample", TEXT), read, IDS))


def test_another_base_changes_addresses_only(document: Document) -> None:
    other = Identifiers("http://localhost/x/")
    read = [Criterion(**evidence("认定为省级绿色工厂"), subject="绿色工厂", group="basic", text="认定")]
    here, there = (list(to_quads(document, read, ids)) for ids in (IDS, other))
    assert [str(quad).replace(other.base, IDS.base) for quad in there] == [str(quad) for quad in here]
    assert list(from_rows(rows(store(there), other), other).values()) == read


# --- what is refused


def test_a_fact_whose_quote_does_not_stand_in_the_text_is_refused(document: Document) -> None:
    with pytest.raises(EvidenceError, match="sample"):
        list(to_quads(document, [Step(doc="sample", quote="省级", start=0, end=2, path="一", order=1)], IDS))


def test_a_fact_of_another_document_is_refused(document: Document) -> None:
    with pytest.raises(EvidenceError, match="other"):
        list(to_quads(document, [Step(doc="other", quote=TEXT[:2], start=0, end=2, path="一", order=1)], IDS))


@pytest.mark.parametrize(
    ("fact", "values"),
    [
        (IDS.type("绿色工厂"), {"order": 0}),
        (IDS.fact("sample", "threshold", 0, 2), {"quote": "某省"}),
        (IDS.fact("sample", "threshold", 0, 2), {"order": 0, "quote": "某省"}),
        (IDS.fact("sample", "rumour", 0, 2), {"order": 0, "quote": "某省", "start": 0, "end": 2, "path": "一"}),
        (IDS.fact("sample", "threshold", 0, 2), {"order": 0, "quote": "某省", "start": 0, "end": 2, "path": "一", "min": "八十"}),
        (IDS.fact("sample", "threshold", 0, 2), {"order": 0, "quote": "某省", "start": 0, "end": 2, "path": "一", "level": "省级"}),
    ],
)
def test_rows_that_are_no_facts_are_refused(fact: str, values: Mapping[str, Any]) -> None:
    with pytest.raises(EvidenceError):
        from_rows([{"fact": fact, "property": name, "value": value} for name, value in values.items()], IDS)


def test_booleans_may_come_back_as_numbers() -> None:
    """Some endpoints answer xsd:boolean with 1 and 0."""
    values = {"order": 0, "quote": "某省", "start": 0, "end": 2, "path": "一", "min": 80, "minInclusive": 1, "maxInclusive": 0}
    node = IDS.fact("sample", "threshold", 0, 2)
    (fact,) = from_rows([{"fact": node, "property": name, "value": value} for name, value in values.items()], IDS).values()
    assert isinstance(fact, Threshold)
    assert (fact.min_inclusive, fact.max_inclusive) == (True, False)
