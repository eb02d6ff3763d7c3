"""What a well-formed value is."""

from __future__ import annotations

import datetime

import pytest
from rdflib import XSD, Literal, URIRef

from hengce.ontology.errors import InvalidParameter
from hengce.ontology.store import Store
from hengce.queries.parameters import LONGEST_TEXT, Parameter, checked_text, integer, iso_date, shortened
from hengce.queries.resolver import Resolver


@pytest.mark.parametrize("value", ["2024-06-30", " 2024-06-30 ", datetime.date(2024, 6, 30), datetime.datetime(2024, 6, 30, 23, 59)])
def test_dates(value: str | datetime.date):
    assert iso_date(value) == datetime.date(2024, 6, 30)


@pytest.mark.parametrize(
    "value", ["2024-6-30", "20240630", "2024-02-30", "2024", "今天", "", "２０２４-06-30", "2024-06-30T00:00:00", 20240630]
)
def test_what_is_no_date(value: str | int):
    with pytest.raises(InvalidParameter) as caught:
        iso_date(value)
    assert caught.value.parameter == "as_of"


@pytest.mark.parametrize(("value", "number"), [("42", 42), (42, 42), (" -7 ", -7), ("+0", 0)])
def test_integers(value: str | int, number: int):
    assert integer(value, "year") == number


@pytest.mark.parametrize("value", ["4.2", "４２", "一", "", "1e3", "0x1", "9" * 16, datetime.date(2024, 1, 1)])
def test_what_is_no_integer(value: str | datetime.date):
    with pytest.raises(InvalidParameter):
        integer(value, "year")


@pytest.mark.parametrize("value", ["\x00", "a\x1b[31m", "\ud800", "\uffff", "x" * (LONGEST_TEXT + 1)])
def test_text_that_queries_cannot_hold(value: str):
    with pytest.raises(InvalidParameter) as caught:
        checked_text(value, "words")
    caught.value.message("zh").encode()


def test_messages_show_one_short_line():
    assert shortened("一\n\t二") == "一 二"
    assert shortened("\ud800") == "\ufffd"
    assert len(shortened("字" * 1000)) == 61


def test_a_single_parameter_takes_one_value():
    with pytest.raises(InvalidParameter, match="只能有一个"):
        Parameter(name="kind", kind="kind").values(["cycle", "sector"])
    assert Parameter(name="kind", kind="kind").values(["cycle", " ", ""]) == ["cycle"]


def test_text_is_never_split():
    assert Parameter(name="words", kind="text", many=True).values("甲、乙") == ["甲、乙"]


def test_a_default_is_used_when_nothing_is_given():
    parameter = Parameter(name="as_of", kind="date", default="today")
    assert parameter.values(None) == parameter.values("  ") == [datetime.date.today()]
    assert parameter.values("2024-06-30") == ["2024-06-30"]


def test_terms(gold: Store):
    resolver = Resolver(gold)

    def terms(kind: str, value: str) -> tuple[URIRef | Literal, ...]:
        return resolver.terms(Parameter(name="p", kind=kind, many=True), value)  # type: ignore[arg-type]

    base = gold.info.base
    assert terms("type", "绿色示范工厂") == (URIRef(f"{base}id/type/绿色工厂"),)
    assert terms("jurisdiction", "全国,甬") == (URIRef(f"{base}id/region/000000"), URIRef(f"{base}id/region/330200"))
    assert terms("document", "fujian-2018") == (URIRef(f"{base}id/document/fujian-2018"),)
    assert terms("kind", "agency") == (URIRef(f"{base}ontology#AgencyRole"),)
    assert terms("level", "省级,省级") == (URIRef(f"{base}id/level/省级"),)
    assert terms("form", "奖励、subsidy") == (URIRef(f"{base}id/form/award"), URIRef(f"{base}id/form/subsidy"))
    assert terms("role", "lead") == (URIRef(f"{base}id/role/lead"),)
    assert terms("date", "2024-06-30") == (Literal("2024-06-30", datatype=XSD.date),)
    assert terms("integer", "07") == (Literal("7", datatype=XSD.integer),)
    assert terms("number", " 82.50 ") == (Literal("82.50", datatype=XSD.decimal),)
    assert terms("number", str(1e-06)) == (Literal("0.000001", datatype=XSD.decimal),)
    with pytest.raises(InvalidParameter):
        terms("number", "1e13")
    assert terms("text", " 停产 ") == (Literal(" 停产 "),)
    assert terms("text", "") == ()


def test_a_type_that_no_scheme_has_is_found_in_the_graph(gold: Store):
    assert Resolver(gold).type("绿色项目").label == "绿色项目"
    assert Resolver(gold).type("绿色项目").concept is None
