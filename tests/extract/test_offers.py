"""Offers: what a document recognises, by whom, on which requirements and with what support; worked out by hand from the texts."""

from __future__ import annotations

from collections import defaultdict
from urllib.parse import unquote

import pyoxigraph as ox
import pytest

from hengce.corpus.library import Library
from hengce.corpus.structure import outline
from hengce.extract.facts import Fact
from hengce.extract.graph import to_quads
from hengce.extract.pipeline import read
from hengce.ontology.identifiers import DEFAULT_BASE, Identifiers

IDS = Identifiers()
TEXT = """福建省绿色工厂管理办法

第一条 评价得分80分及以上的，认定为省级绿色工厂。评价得分90分及以上的，推荐申报国家级绿色工厂。
第二条 申报绿色工厂应当同时符合下列条件：
（一）依法设立，具有独立法人资格；
（二）符合下列条件之一：
1.拥有发明专利；
2.参与制定国家标准。
第三条 有下列情形之一的，不得申报绿色工厂：
（一）近三年发生重大环境污染事故的；
（二）被列入失信名单的。
第四条 绿色园区应当具备统一的管理机构。
第五条 有下列情形之一的，撤销绿色工厂称号：
（一）停产超过一年的；
（二）提供虚假材料的。
第六条 对认定的省级绿色工厂，给予20万元一次性奖励。省发展和改革委员会认定绿色园区。
第七条 到2025年，创建绿色工厂50家，培育绿色专业人才100人，开展能效体检30次。
"""
KNOWN = {"jurisdiction": "350000", "issuer": "福建省工业和信息化厅"}
CV, CPSV = "http://data.europa.eu/m8g/", "http://purl.org/vocab/cpsv#"
ORG = "http://www.w3.org/ns/org#"
Said = dict[str, dict[str, list[str]]]


def said_by(quads: list[ox.Quad]) -> Said:
    """What the quads say: subject → predicate → objects, our addresses without their base and readable."""
    found: Said = defaultdict(lambda: defaultdict(list))
    for quad in quads:
        subject, obj = (
            unquote(str(getattr(term, "value", term))).removeprefix(f"{DEFAULT_BASE}id/") for term in (quad.subject, quad.object)
        )
        found[subject][quad.predicate.value].append(obj)
    return found


def in_words(names: list[str], facts: list[Fact]) -> set[str]:
    """Facts by their first characters, clauses by their address."""
    quotes = {f"fact/{fact.doc}/{fact.kind}/{fact.start}-{fact.end}": fact.quote[:10] for fact in facts}
    return {quotes.get(name, name.removeprefix("document/")) for name in names}


@pytest.fixture(scope="module")
def facts() -> list[Fact]:
    return read(outline("sample", TEXT))


@pytest.fixture(scope="module")
def said(facts: list[Fact]) -> Said:
    return said_by(list(to_quads(outline("sample", TEXT), facts, IDS, KNOWN)))


def test_a_document_offers_what_its_thresholds_criteria_and_targets_name(said: Said) -> None:
    """Nobody is recognised as 绿色专业人才, which is counted; 能效体检 is no type that anybody knows."""
    assert {name for name in said if name.startswith("offer/")} == {
        "offer/350000/绿色工厂/-/-",
        "offer/350000/绿色工厂/国家级/-",
        "offer/350000/绿色工厂/省级/-",
        "offer/350000/绿色园区/-/-",
    }


def test_an_offer_holds_what_is_said_of_its_level_and_of_none(said: Said, facts: list[Fact]) -> None:
    common = {
        "（一）依法设立，具有",
        "1.拥有发明专利；",
        "2.参与制定国家标准",
        "（一）近三年发生重大",
        "（二）被列入失信名单",
        "停产超过一年的",
    }
    groups = {"sample/第二条", "sample/第三条"}
    of = {level: in_words(said[f"offer/350000/绿色工厂/{level}/-"][CV + "holdsRequirement"], facts) for level in ("-", "省级", "国家级")}
    assert of["-"] == common | groups
    assert of["省级"] == common | groups | {"评价得分80分及以上"}
    assert of["国家级"] == common | groups | {"评价得分90分及以上"}
    support = said["offer/350000/绿色工厂/省级/-"][CPSV + "produces"]
    assert in_words(support, facts) == {"对认定的省级绿色工厂"}
    assert not said["offer/350000/绿色工厂/国家级/-"][CPSV + "produces"]


def test_requirements_stand_in_groups(said: Said, facts: list[Fact]) -> None:
    """第五条 lists breaches: it is no group of requirements."""
    group = IDS.vocabulary + "RequirementGroup"
    parts = {
        name.removeprefix("document/sample/"): in_words(about[CV + "hasRequirement"], facts)
        for name, about in said.items()
        if group in about["http://www.w3.org/1999/02/22-rdf-syntax-ns#type"]
    }
    assert parts == {
        "第二条": {"（一）依法设立，具有", "sample/第二条/（二）"},
        "第二条/（二）": {"1.拥有发明专利；", "2.参与制定国家标准"},
        "第三条": {"（一）近三年发生重大", "（二）被列入失信名单"},
    }
    logic = IDS.vocabulary + "groupLogic"
    assert [said[f"document/sample/{path}"][logic] for path in ("第二条", "第二条/（二）", "第三条")] == [["all"], ["any"], ["unless"]]


def test_who_recognises_is_who_the_text_says_or_who_issues_it(said: Said) -> None:
    authority = CV + "hasCompetentAuthority"
    assert said["offer/350000/绿色园区/-/-"][authority] == ["agency/福建省发展和改革委员会"]
    assert said["offer/350000/绿色工厂/省级/-"][authority] == ["agency/福建省工业和信息化厅"]
    assert said["offer/350000/绿色工厂/国家级/-"][authority] == []  # another's, and the text does not say whose


def test_who_recognises_several_types_named_in_short_recognises_each() -> None:
    """江苏, 四/(三): 由省经信委公示名单，符合要求的确定为省级绿色产品、工厂、园区、供应链管理企业."""
    source = Library().get("jiangsu-2016")
    document = outline(source.id, source.text)
    said = said_by(list(to_quads(document, read(document), IDS)))
    for type in ("绿色产品", "绿色工厂", "绿色园区", "绿色供应链"):
        assert said[f"offer/320000/{type}/省级/-"][CV + "hasCompetentAuthority"] == ["agency/江苏省经济和信息化委员会"]


def test_an_offer_has_its_place_type_level_and_document(said: Said) -> None:
    offer = said["offer/350000/绿色工厂/省级/-"]
    own = IDS.vocabulary
    assert offer["http://purl.org/dc/terms/spatial"] == ["region/350000"]
    assert (offer[own + "recognises"], offer[own + "level"], offer[own + "grade"]) == (["type/绿色工厂"], ["level/省级"], [])
    assert offer[CV + "hasLegalResource"] == ["document/sample"]
    assert offer["http://purl.org/dc/terms/title"] == ["福建省绿色工厂认定（省级）"]


def test_without_a_place_nothing_is_on_offer() -> None:
    text = TEXT.replace("福建省", "")
    said = said_by(list(to_quads(outline("sample", text), read(outline("sample", text)), IDS)))
    assert not [name for name in said if name.startswith("offer/")]


def test_the_offers_of_a_packaged_text() -> None:
    """上海, 附件1 and 附件2: five stars for a green factory at 95 points, on the four basic conditions of 附件1/1."""
    source = Library().get("shanghai-2021-2025")
    document = outline(source.id, source.text)
    facts = read(document)
    said = said_by(list(to_quads(document, facts, IDS)))
    held = in_words(said["offer/310000/绿色工厂/-/五星级"][CV + "holdsRequirement"], facts)
    assert {"X≥95", "shanghai-2021-2025/附件1/1", "（1）依法设立并具有", "（4）企业具有健全的"} <= held
    assert not {"95＞X≥85", "85＞X≥75", "shanghai-2021-2025/附件1"} & held
    assert said["offer/310000/绿色工厂/-/五星级"][CV + "hasCompetentAuthority"] == ["agency/上海市经济和信息化委员会"]


def test_bodies_of_a_city_are_joined_to_what_they_were_and_became() -> None:
    """宁波: 经济和信息化委员会 → 经济和信息化局 (2019). What became of a province's bodies stands with the schemes."""
    text = "宁波市经济和信息化委员会负责绿色工厂的评审。浙江省经济和信息化厅负责绿色工厂的认定。"
    document = outline("sample", text)
    said = said_by(list(to_quads(document, read(document), IDS)))
    changes = said["agency/宁波市经济和信息化委员会"][ORG + "changedBy"]
    assert [said[event][ORG + "resultingOrganization"] for event in changes] == [["agency/宁波市经济和信息化局"]]
    assert [said[event][IDS.vocabulary + "year"] for event in changes] == [["2019"]]
    assert said["agency/宁波市经济和信息化局"]["http://www.w3.org/2004/02/skos/core#prefLabel"] == ["宁波市经济和信息化局"]
    assert "agency/浙江省经济和信息化厅" in said
    assert not said["agency/浙江省经济和信息化厅"][ORG + "resultedFrom"]
