"""How bodies changed their names: those of industry in every province, and what follows for a single place or year."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from hengce.ontology.definitions import definition_quads
from hengce.ontology.identifiers import Identifiers
from hengce.ontology.schemes import schemes

KNOWN = schemes()
AGENCIES = KNOWN.agencies
# The body of industry before and after the local reform of 2018, by the plans of the provinces; 「-」: its name stayed.
OF_INDUSTRY = """
北京 经济和信息化委员会 经济和信息化局
天津 工业和信息化委员会 工业和信息化局
河北 工业和信息化厅 -
山西 经济和信息化委员会 工业和信息化厅
内蒙古 经济和信息化委员会 工业和信息化厅
辽宁 工业和信息化委员会 工业和信息化厅
吉林 工业和信息化厅 -
黑龙江 工业和信息化委员会 工业和信息化厅
上海 经济和信息化委员会 -
江苏 经济和信息化委员会 工业和信息化厅
浙江 经济和信息化委员会 经济和信息化厅
安徽 经济和信息化委员会 经济和信息化厅
福建 经济和信息化委员会 工业和信息化厅
江西 工业和信息化委员会 工业和信息化厅
山东 经济和信息化委员会 工业和信息化厅
河南 工业和信息化委员会 工业和信息化厅
湖北 经济和信息化委员会 经济和信息化厅
湖南 经济和信息化委员会 工业和信息化厅
广东 经济和信息化委员会 工业和信息化厅
广西 工业和信息化委员会 工业和信息化厅
海南 工业和信息化厅 -
重庆 经济和信息化委员会 -
四川 经济和信息化委员会 经济和信息化厅
贵州 经济和信息化委员会 工业和信息化厅
云南 工业和信息化委员会 工业和信息化厅
西藏 工业和信息化厅 经济和信息化厅
陕西 工业和信息化厅 -
甘肃 工业和信息化委员会 工业和信息化厅
青海 经济和信息化委员会 工业和信息化厅
宁夏 经济和信息化委员会 工业和信息化厅
新疆 经济和信息化委员会 工业和信息化厅
"""


@pytest.mark.parametrize("line", OF_INDUSTRY.strip().splitlines())
def test_every_province_has_its_renaming_of_2018(line: str) -> None:
    name, before, after = line.split()
    place = KNOWN.resolve_region(name)
    assert place is not None
    changes = [(each.former, each.later) for each in AGENCIES.changes.of(place, before) if each.year == 2018 and each.former == before]
    assert changes == ([] if after == "-" else [(before, after)])


def test_a_name_is_a_place_and_a_pattern() -> None:
    parts = AGENCIES.parts("福建省工业和信息化厅")
    assert parts is not None
    assert [part.label for part in parts] == ["福建省", "工业和信息化厅"]
    assert AGENCIES.parts("工业和信息化部") is None
    assert AGENCIES.parts("区县（市）（管委会）经济和信息化局") is None


def test_renamings_of_a_body_lead_both_ways() -> None:
    said = [(change.year, former, later) for change, former, later in AGENCIES.renamings("福建省经济和信息化委员会")]
    assert said == [
        (2014, "福建省经济贸易委员会", "福建省经济和信息化委员会"),
        (2018, "福建省经济和信息化委员会", "福建省工业和信息化厅"),
    ]
    assert AGENCIES.renamings("工业和信息化部") == ()


def test_the_bodies_of_a_place_and_their_renamings() -> None:
    beijing = KNOWN.resolve_region("北京")
    assert beijing is not None
    said = {former: later for change, former, later in AGENCIES.renamings_in(beijing) if change.year == 2018}
    assert said["北京市环境保护局"] == "北京市生态环境局"
    assert said["北京市商务委员会"] == "北京市商务局"
    assert "北京市科学技术委员会" not in said


def test_the_renamings_of_all_provinces_are_published() -> None:
    graph = ox.Store()
    graph.extend(definition_quads(Identifiers()))
    rows = graph.query(
        """PREFIX h: <https://w3id.org/hengce/ontology#> PREFIX org: <http://www.w3.org/ns/org#>
        PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        SELECT ?former ?later { ?change a org:ChangeEvent ; h:year 2018 .
          ?before org:changedBy ?change ; a org:Organization ; skos:prefLabel ?former .
          ?after org:resultedFrom ?change ; a org:Organization ; skos:prefLabel ?later .
          FILTER(STRENDS(?later, "生态环境厅") || STRENDS(?later, "省工业和信息化厅") || STRENDS(?later, "市生态环境局")) }""",
        use_default_graph_as_union=True,
    )
    assert isinstance(rows, ox.QuerySolutions)
    said = {str(row["former"].value): str(row["later"].value) for row in rows}  # type: ignore[union-attr]
    assert said["福建省经济和信息化委员会"] == "福建省工业和信息化厅"
    assert said["河南省工业和信息化委员会"] == "河南省工业和信息化厅"
    # All 27 provinces and autonomous regions, and all four municipalities.
    assert len([later for later in said.values() if later.endswith("生态环境厅")]) == 27
    assert len([later for later in said.values() if later.endswith("生态环境局")]) == 4


def test_what_a_place_did_by_itself_goes_before_its_rank() -> None:
    """Of prefectures 经济和信息化委员会 became 工业和信息化局 in 2019; 宁波 made it 经济和信息化局."""
    ningbo = KNOWN.resolve_region("宁波")
    assert ningbo is not None
    assert {each.later for each in AGENCIES.changes.of(ningbo, "经济和信息化委员会") if each.former == "经济和信息化委员会"} == {
        "经济和信息化局"
    }


def test_a_name_given_up_may_be_met_until_the_year_after() -> None:
    """The reform came late in 2018; numbers of early 2019 still bear the old name."""
    zhejiang, pattern = KNOWN.resolve_region("浙江"), AGENCIES.patterns["经济和信息化委员会"]
    assert zhejiang is not None
    assert AGENCIES.changes.until(zhejiang, pattern, 9999) == 2019
    assert AGENCIES.changes.since(zhejiang, AGENCIES.patterns["经济和信息化厅"]) == 2018
    shanghai = KNOWN.resolve_region("上海")
    assert shanghai is not None
    assert AGENCIES.changes.until(shanghai, pattern, 9999) == 9999


def test_national_changes_join_bodies_that_there_were() -> None:
    """生态环境部 was formed of 环境保护部 in 2018, which took the place of 国家环境保护总局 in 2008."""
    changes = KNOWN["agency-change"]
    assert changes["2018-生态环境部"].properties["year"] == ("2018",)
    assert KNOWN["agency"]["国家环境保护总局"].deprecated
    years = {change.properties["year"][0] for change in changes.values()}
    assert years == {"2008", "2013", "2018", "2023"}
