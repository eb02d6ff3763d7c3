"""Bodies: the full names that abbreviations stand for in the documents of a place."""

from __future__ import annotations

import pytest

from hengce.ontology.schemes import schemes

KNOWN = schemes()


@pytest.mark.parametrize(
    ("name", "place", "full"),
    [
        # of the place itself
        ("省经信委", "福建", "福建省经济和信息化委员会"),
        ("省经信委", "江苏", "江苏省经济和信息化委员会"),
        ("市经信委", "宁波", "宁波市经济和信息化委员会"),
        ("市经济信息化委", "上海", "上海市经济和信息化委员会"),
        ("市经济信息委", "重庆", "重庆市经济和信息化委员会"),
        ("省发改委", "福建", "福建省发展和改革委员会"),
        ("省发展改革委", "安徽", "安徽省发展和改革委员会"),
        ("自治区工信厅", "广西", "广西壮族自治区工业和信息化厅"),
        ("省政府", "河南", "河南省人民政府"),
        ("省政府国资委", "河南", "河南省人民政府国有资产监督管理委员会"),
        ("市政府办公厅", "上海", "上海市人民政府办公厅"),
        ("本市财政局", "宁波", "宁波市财政局"),
        ("我省环保厅", "福建", "福建省环境保护厅"),
        ("省生态环境主管部门", "山东", "山东省生态环境主管部门"),
        ("市科技行政主管部门", "深圳", "深圳市科技行政主管部门"),
        # of the places above it, and of a county
        ("省工信厅", "泉州", "福建省工业和信息化厅"),
        ("区发改局", "深圳市坪山区", "深圳市坪山区发展和改革局"),
        ("市发展改革委", "深圳市坪山区", "深圳市发展和改革委员会"),
        ("市市场监管局", "浦东新区", "上海市市场监督管理局"),
        ("县工信局", "柳河县", "柳河县工业和信息化局"),
        ("市工信局", "慈溪市", "慈溪市工业和信息化局"),
        # named in full or in part
        ("江苏省工信厅", "江苏", "江苏省工业和信息化厅"),
        ("宁波市经信局", "浙江", "宁波市经济和信息化局"),
        ("福建省经济和信息化委员会", "福建", "福建省经济和信息化委员会"),
        # of many places
        ("各设区市经信部门", "福建", "设区市经济和信息化部门"),
        ("设区市经信委", "江苏", "设区市经济和信息化委员会"),
        ("各市经信委", "江苏", "设区市经济和信息化委员会"),
        ("各区县（市）（管委会）经信局", "宁波", "区县（市）（管委会）经济和信息化局"),
        # of no place that is said
        ("经发局", "宁波", "经济发展局"),
        ("经信部门", "福建", "经济和信息化部门"),
        ("税务部门", "深圳", "税务部门"),
        # national
        ("工信部", "江苏", "工业和信息化部"),
        ("国家发改委", "福建", "国家发展和改革委员会"),
        ("国家标委会", "江苏", "国家标准化管理委员会"),
        ("国家认证认可监督管理委员会", "上海", "国家认证认可监督管理委员会"),
    ],
)
def test_full_names(name: str, place: str, full: str) -> None:
    region = KNOWN.resolve_region(place)
    assert region is not None
    assert KNOWN.agencies.resolve(name, region) == full


def test_without_a_place_a_word_for_one_stays() -> None:
    assert KNOWN.agencies.resolve("省经信委") == "省经济和信息化委员会"
    assert KNOWN.agencies.resolve("工信部") == "工业和信息化部"


def test_a_word_for_a_place_of_another_rank_stays() -> None:
    """In a province's document 市 is no one city; in an autonomous region's 区 is the region."""
    fujian = KNOWN.resolve_region("福建")
    assert KNOWN.agencies.resolve("市经信局", fujian) == "市经济和信息化局"
    assert KNOWN.agencies.resolve("区经信局", fujian) == "区经济和信息化局"
    assert KNOWN.agencies.resolve("区工信厅", KNOWN.resolve_region("广西")) == "广西壮族自治区工业和信息化厅"


@pytest.mark.parametrize("name", ["", "企业", "第三方评价机构", "专家组", "行业协会"])
def test_what_is_no_agency(name: str) -> None:
    assert KNOWN.agencies.resolve(name, KNOWN.resolve_region("福建")) is None


def test_patterns_that_a_scheme_describes_are_data() -> None:
    pattern = KNOWN.agencies.patterns["经济和信息化委员会"]
    assert {"经信委", "经济信息化委", "经济信息委"} <= set(pattern.aliases)
    assert pattern.properties["until"] == ("2019",)
    assert pattern.properties["establishedIn"] == ("310000", "500000")


@pytest.mark.parametrize(
    ("number", "text", "issuer"),
    [
        ("工信厅节函〔2016〕586号", "", "工业和信息化部办公厅"),
        ("渝府发〔2021〕29号", "", "重庆市人民政府"),
        ("深坪府办规〔2021〕1号", "", "深圳市坪山区人民政府办公室"),
        ("穗天科工信规字〔2023〕1号", "", "广州市天河区科技工业和信息化局"),
        # the ranks of places that have such a body
        ("深工信〔2025〕44号", "", "深圳市工业和信息化局"),
        ("苏工信规〔2023〕12号", "", "江苏省工业和信息化厅"),
        ("京发改规〔2023〕7号", "", "北京市发展和改革委员会"),
        ("莞发改〔2020〕1号", "", "东莞市发展和改革局"),
        # the years of names that the reform of 2018 changed
        ("京经信发〔2016〕8号", "", "北京市经济和信息化委员会"),
        ("京经信发〔2022〕87号", "", "北京市经济和信息化局"),
        ("闽经信〔2014〕25号", "", "福建省经济和信息化委员会"),
        ("浙经信绿色〔2020〕1号", "", "浙江省经济和信息化厅"),
        ("甬经信〔2019〕1号", "", "宁波市经济和信息化局"),
        # what a place kept
        ("沪经信〔2021〕1号", "", "上海市经济和信息化委员会"),
        ("陕工信〔2016〕1号", "", "陕西省工业和信息化厅"),
        # what the code alone does not decide
        ("津交〔2021〕1号", "", None),
        ("津交〔2021〕1号", "由交通运输委员会负责", "天津市交通运输委员会"),
        ("某某〔2021〕1号", "", None),
    ],
)
def test_the_body_of_a_number(number: str, text: str, issuer: str | None) -> None:
    assert KNOWN.agencies.of_number(number, text) == issuer


def test_governments_of_special_administrative_regions_keep_their_name() -> None:
    assert KNOWN.agencies.resolve("香港特别行政区政府") == "香港特别行政区政府"
