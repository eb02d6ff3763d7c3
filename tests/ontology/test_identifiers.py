"""IRIs: what they look like, and that every one is read back as what it was made from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from hengce.ontology.errors import InvalidParameter
from hengce.ontology.identifiers import CONCEPT_SEGMENTS, DEFAULT_BASE, Identifiers, Name, segment

IDS = Identifiers()
BASE = "https://w3id.org/hengce/"
texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
labels = texts.filter(lambda text: "/" not in text)


@pytest.mark.parametrize(
    ("iri", "expected"),
    [
        (IDS.document("fujian-2018"), "id/document/fujian-2018"),
        (IDS.clause("fujian-2018", "二/（一）/第2段"), "id/document/fujian-2018/二/（一）/第2段"),
        (IDS.clause("fujian-2018", ""), "id/document/fujian-2018"),
        (IDS.clause("shanghai-2021-2025", "附件2/表1/行3~2"), "id/document/shanghai-2021-2025/附件2/表1/行3~2"),
        (IDS.fact("fujian-2018", "threshold", 1076, 1114), "id/fact/fujian-2018/threshold/1076-1114"),
        (IDS.fact("fujian-2018", "threshold", 1076, 1114, 2), "id/fact/fujian-2018/threshold/1076-1114~2"),
        (IDS.type("专精特新“小巨人”企业"), "id/type/专精特新“小巨人”企业"),
        (IDS.region("350000"), "id/region/350000"),
        (IDS.work("GB/T 32611"), "id/work/GB%2FT%2032611"),
        (IDS.work("工信厅节函〔2016〕586号"), "id/work/工信厅节函〔2016〕586号"),
        (IDS.graph("ontology"), "id/graph/ontology"),
        (IDS.ontology, "ontology"),
        (IDS.vocabulary, "ontology#"),
    ],
)
def test_addresses(iri: str, expected: str) -> None:
    assert iri == BASE + expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("100%", "100%25"),
        ("a?b#c", "a%3Fb%23c"),
        ('"<>\\^`{|}', "%22%3C%3E%5C%5E%60%7B%7C%7D"),
        ("（1）!$&'()*+,;=:@", "（1）!$&'()*+,;=:@"),
        ("\ue000", "%EE%80%80"),  # private use is no ucschar
        ("..", "%2E%2E"),
        ("\n", "%0A"),
    ],
)
def test_segment_encodes_what_isegment_does_not_allow(text: str, expected: str) -> None:
    assert segment(text) == expected


def test_an_identifier_is_not_empty() -> None:
    with pytest.raises(InvalidParameter):
        IDS.type("")


def test_unknown_schemes_are_refused_by_name() -> None:
    with pytest.raises(InvalidParameter) as error:
        IDS.concept("colour", "red")
    assert error.value.parameter == "scheme"
    assert "type" in error.value.allowed


@given(labels, st.lists(labels, max_size=4))
def test_clauses_are_read_back(document: str, path: list[str]) -> None:
    iri = IDS.clause(document, "/".join(path))
    assert IDS.parse(iri) == (Name("clause", document, "/".join(path)) if path else Name("document", document))


@given(st.sampled_from(sorted(CONCEPT_SEGMENTS)), texts)
def test_concepts_are_read_back_and_are_valid_iris(scheme: str, key: str) -> None:
    iri = IDS.concept(scheme, key)
    assert IDS.parse(iri) == Name(scheme, key)
    assert NamedNode(iri).value == iri  # Oxigraph checks RFC 3987


@given(texts, st.integers(0, 10**6), st.integers(0, 10**6), st.integers(1, 9))
def test_facts_are_read_back(document: str, start: int, end: int, number: int) -> None:
    name = IDS.parse(IDS.fact(document, "target", start, end, number))
    assert name == Name("fact", document, f"target/{start}-{end}" + (f"~{number}" if number > 1 else ""))


@given(texts, texts)
def test_corrections_and_people_are_read_back(document: str, name: str) -> None:
    assert IDS.parse(IDS.correction(document, "0123456789abcdef")) == Name("correction", document, "0123456789abcdef")
    assert IDS.parse(IDS.person(name)) == Name("person", name)


@pytest.mark.parametrize(
    "iri",
    [
        BASE + "id/correction/fujian-2018",
        "https://example.org/id/type/绿色工厂",
        BASE,
        BASE + "id/",
        BASE + "id/type",
        BASE + "id/type/",
        BASE + "id/type/绿色工厂/更多",
        BASE + "id/unknown/绿色工厂",
        BASE + "id/fact/fujian-2018/threshold",
        BASE + "id/document//一",
        BASE + "ontology#",
    ],
)
def test_other_addresses_name_nothing(iri: str) -> None:
    assert IDS.parse(iri) is None


def test_terms_are_named() -> None:
    assert IDS.parse(BASE + "ontology#min") == Name("term", "min")


@pytest.mark.parametrize(
    "base", ["", "hengce/", "ftp://x/", "https://x", "https:///a/", "https://x/?q/", "https://x/#/", "https://x/a b/", "http://[x/"]
)
def test_a_base_is_an_absolute_http_address_with_a_slash_at_the_end(base: str) -> None:
    with pytest.raises(InvalidParameter) as error:
        Identifiers(base)
    assert error.value.parameter == "base"


def test_addresses_move_with_the_base() -> None:
    other = Identifiers("http://localhost:8000/")
    assert other.rebase(IDS.type("绿色工厂")) == other.type("绿色工厂")
    assert other.rebase("http://www.w3.org/2004/02/skos/core#Concept") == "http://www.w3.org/2004/02/skos/core#Concept"
    assert other != IDS
    assert Identifiers(DEFAULT_BASE) == IDS
