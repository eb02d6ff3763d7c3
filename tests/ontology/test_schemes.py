"""Names: which concept a wording means, in the words of texts and of the extraction contract."""

from __future__ import annotations

from pathlib import Path
from typing import get_args, get_type_hints

import pytest

from hengce.extract import facts
from hengce.ontology.errors import DefinitionError
from hengce.ontology.schemes import FOLDER, Concept, read_schemes, schemes

KNOWN = schemes()


def label(concept: Concept | None) -> str | None:
    return concept.label if concept else None


# The labels and wordings that the extraction contract fixes, and wordings of the texts.
TYPES = {
    "绿色工厂": [
        "绿色工厂示范单位",
        "绿色示范工厂",
        "绿色工厂试点单位",
        "国家级绿色工厂",
        "省级绿色工厂示范单位",
        "国家绿色工厂示范名单",
        "绿色工厂 示范企业",
    ],
    "绿色产品": [
        "省级绿色产品",
        "绿色产品名单",
    ],
    "绿色设计产品": [
        "绿色设计产品示范单位",
        "绿色设计产品试点单位",
        "国家级绿色设计产品",
        "生态设计产品",
    ],
    "绿色园区": [
        "绿色工业园区",
        "绿色园区示范单位",
        "绿色园区试点单位",
        "国家级绿色园区",
        "全国绿色园区",
    ],
    "绿色供应链": [
        "绿色供应链管理",
        "绿色供应链管理企业",
        "卓越绿色供应链管理企业",
        "省级“卓越绿色供应链管理企业”",
        "绿色供应链管理示范单位",
    ],
    "绿色企业": [
        "市级绿色企业",
    ],
    "零碳工厂": [
        "零碳工厂试点",
        "零碳工厂试点示范",
    ],
    "绿色设计示范企业": [
        "工业产品绿色设计示范企业",
    ],
    "绿色系统集成": [
        "绿色系统集成项目",
    ],
    "第三方评价机构": [
        "评价机构",
        "绿色评价服务机构",
    ],
    "绿色制造示范单位": [
        "绿色制造示范企业、园区",
        "绿色示范项目",
        "绿色制造名单",
        "绿色制造示范名单",
        "国家绿色制造体系示范单位",
    ],
    "专精特新中小企业": [
        "“专精特新”中小企业",
        "专精特新企业",
        "省级专精特新中小企业",
    ],
    "专精特新“小巨人”企业": [
        '专精特新"小巨人"企业',
        "国家级专精特新“小巨人”企业",
        "小巨人企业",
        "「专精特新」小巨人企业",
    ],
    "制造业单项冠军企业": [
        "单项冠军",
        "单项冠军示范企业",
    ],
    "首台（套）重大技术装备": [
        "首台套",
        "首台(套)",
        "首台（套）",
    ],
    "高新技术企业": [
        "国家高新技术企业",
        "国家级高新技术企业",
    ],
    "科技小巨人": [
        "科技小巨人企业",
        "科技“小巨人”企业",
    ],
}
WORDINGS = [(canonical, wording) for canonical, further in TYPES.items() for wording in (canonical, *further)]
NO_TYPES = ["", "工厂", "示范单位", "试点", "国家级", "省级示范单位", "绿色", "绿色工厂评价要求", "绿色工厂和绿色园区", "非绿色工厂"]


@pytest.mark.parametrize(("canonical", "wording"), WORDINGS)
def test_types(canonical: str, wording: str) -> None:
    assert label(KNOWN.resolve_type(wording)) == canonical


@pytest.mark.parametrize("wording", NO_TYPES)
def test_what_is_no_type_or_no_single_one(wording: str) -> None:
    assert KNOWN.resolve_type(wording) is None


def test_a_wording_that_depends_on_its_document_is_kept_apart() -> None:
    assert "示范单位" in KNOWN.types["绿色制造示范单位"].properties["contextualLabel"]
    assert "示范单位" not in [surface for surface, _ in KNOWN.types.surfaces()]


def test_types_are_related() -> None:
    factory, product, design = (KNOWN.types[name] for name in ("绿色工厂", "绿色产品", "绿色设计产品"))
    assert [above.label for above in KNOWN.types.ancestors(factory)] == ["绿色制造示范单位"]
    assert product.close == ("绿色设计产品",)
    assert design.close == ("绿色产品",)
    assert factory.classes == ("DemonstrationType",)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("000000", "000000"), ("国家", "000000"), ("全国", "000000"), ("中华人民共和国", "000000"),
        ("350000", "350000"), ("福建省", "350000"), ("福建", "350000"), ("闽", "350000"), (" 福 建 ", "350000"),
        ("沪", "310000"), ("上海", "310000"), ("苏", "320000"), ("渝", "500000"), ("内蒙古", "150000"), ("新疆", "650000"),
        ("宁波", "330200"), ("甬", "330200"), ("深", "440300"), ("大连", "210200"), ("恩施", "422800"), ("恩施州", "422800"),
        ("吉林", "220000"), ("吉林市", "220200"), ("海南", "460000"), ("海南州", "632500"), ("朝阳", "211300"),
        ("慈溪", "330282"), ("慈溪市", "330282"), ("济源", "419001"), ("仙桃市", "429004"), ("浦东新区", "310115"), ("米林市", "540481"),
        ("浙江省温州市鹿城区", "330302"), ("福建泉州", "350500"), ("深圳市坪山区", "440310"), ("江苏省苏州市昆山市", "320583"),
        ("南京鼓楼区", "320106"), ("福州市鼓楼区", "350102"), ("北京朝阳区", "110105"),
        ("莱芜市", "371200"), ("莱芜", "371200"), ("巢湖", "340181"),
    ],
)  # fmt: skip
def test_places(name: str, code: str) -> None:
    place = KNOWN.resolve_region(name)
    assert place is not None
    assert place.key == code


@pytest.mark.parametrize("name", ["", "鼓楼区", "朝阳区", "城区", "火星", "福建省宁波市", "999999", "上海上海"])
def test_what_is_no_place_or_no_single_one(name: str) -> None:
    assert KNOWN.resolve_region(name) is None


def test_candidates_of_a_name_of_many_places() -> None:
    assert [place.key for place in KNOWN.regions.candidates("鼓楼区")] == ["320106", "320302", "350102", "410204"]
    assert [place.key for place in KNOWN.regions.candidates("吉林")] == ["220000", "220200"]


def test_what_was_dissolved_comes_after_what_exists() -> None:
    assert [place.deprecated for place in KNOWN.regions.candidates("巢湖市")] == [False, True]


def test_places_lie_in_places() -> None:
    regions = KNOWN.regions
    ningbo, zhejiang, nation = regions["330200"], regions["330000"], regions["000000"]
    assert regions.within(ningbo, zhejiang)
    assert regions.within(ningbo, ningbo)
    assert not regions.within(zhejiang, ningbo)
    assert [regions.rank(place) for place in (nation, zhejiang, ningbo, regions["330282"], regions["419001"])] == [0, 1, 2, 3, 3]
    assert [above.label for above in regions.ancestors(regions["419001"])] == ["河南省", "中华人民共和国"]


def test_all_divisions_are_there() -> None:
    """34 of province rank; 333 of prefecture rank (293 cities, 7 areas, 30 autonomous prefectures, 3 leagues)."""
    current = [place for place in KNOWN.regions.values() if not place.deprecated]
    ranks = [KNOWN.regions.rank(place) for place in current]
    assert (ranks.count(0), ranks.count(1), ranks.count(2)) == (1, 34, 333)
    assert ranks.count(3) > 2800
    assert all(place.notation == place.key for place in current)


def test_a_lexicon_has_no_single_characters_and_puts_the_longest_first() -> None:
    surfaces = [surface for surface, _ in KNOWN.regions.surfaces()]
    assert "福建" in surfaces
    assert "闽" not in surfaces
    assert [len(surface) for surface in surfaces] == sorted(map(len, surfaces), reverse=True)


def test_every_scheme_is_there() -> None:
    assert set(KNOWN) == {
        "type", "level", "grade", "region", "agency", "agency-pattern", "agency-change", "pattern-change", "sector", "industry",
        "form", "role", "consequence", "group", "unit",
    }  # fmt: skip
    assert list(KNOWN.forms) == sorted(["award", "subsidy", "discount", "credit", "tax", "price", "procurement", "priority", "certificate"])
    assert set(KNOWN.consequences) == {"revoke", "clawback", "ban", "notice", "transfer", "rectify"}
    assert set(KNOWN.groups) == {"basic", "exclusion", "procedure"}
    assert label(KNOWN.levels.resolve("设区市级")) == "市级"
    assert label(KNOWN.grades.resolve("4星级")) == "四星级"
    assert label(KNOWN.grades.resolve("III级")) == "三级"
    assert label(KNOWN.sectors.resolve("有色")) == "有色金属"


def test_industries_are_the_sections_and_divisions_of_the_standard() -> None:
    """GB/T 4754-2017: 20 sections, 97 divisions, numbered without a gap."""
    industries = KNOWN["industry"]
    divisions = [key for key in industries if key.isdigit()]
    assert sorted(industries.keys() - divisions) == list("ABCDEFGHIJKLMNOPQRST")
    assert sorted(divisions) == [f"{number:02}" for number in range(1, 98)]
    assert [key for key in sorted(divisions) if industries[key].broader == "C"] == [str(number) for number in range(13, 44)]
    assert industries["31"].label == "黑色金属冶炼和压延加工业"


def test_the_words_that_facts_may_use_are_concepts() -> None:
    for cls, field, scheme in (
        (facts.Incentive, "form", "form"), (facts.Agency, "role", "role"), (facts.Reference, "role", "role"),
        (facts.Sanction, "consequence", "consequence"), (facts.Criterion, "group", "group"),
    ):  # fmt: skip
        allowed = get_args(get_type_hints(cls)[field])
        assert allowed
        assert set(allowed) <= set(KNOWN[scheme])


OWN = """
@base <https://w3id.org/hengce/> .
@prefix h: <https://w3id.org/hengce/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<id/type/无废工厂> a h:DemonstrationType, skos:Concept ; skos:inScheme <id/type> ; skos:prefLabel "无废工厂"@zh .
<id/type/绿色工厂> skos:altLabel "环保工厂"@zh .
"""


def test_a_folder_of_ones_own_adds_types_and_aliases(tmp_path: Path) -> None:
    (tmp_path / "own.ttl").write_text(OWN, encoding="utf-8")
    both = read_schemes(FOLDER, tmp_path)
    assert label(both.resolve_type("国家级无废工厂示范单位")) == "无废工厂"
    assert label(both.resolve_type("环保工厂")) == "绿色工厂"
    assert label(both.resolve_type("绿色示范工厂")) == "绿色工厂"
    assert schemes().resolve_type("环保工厂") is None


@pytest.mark.parametrize(
    ("turtle", "said"),
    [
        ("<id/type/甲> a skos:Concept", "own.ttl"),
        ('<id/type/甲> a skos:Concept ; skos:altLabel "甲"@zh .', "id/type/甲"),
        ('<id/type/甲> a skos:Concept ; skos:prefLabel "甲"@zh, "乙"@zh .', "id/type/甲"),
        ("<id/type/甲> a skos:Concept ; skos:prefLabel <id/type/乙> .", "id/type/甲"),
        ('<id/document/甲> a skos:Concept ; skos:prefLabel "甲"@zh .', "id/document/甲"),
        ('<http://example.org/甲> a skos:Concept ; skos:prefLabel "甲"@zh .', "example.org"),
    ],
)
def test_a_broken_scheme_is_named(tmp_path: Path, turtle: str, said: str) -> None:
    prefixes = "@base <https://w3id.org/hengce/> .\n@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
    (tmp_path / "own.ttl").write_text(prefixes + turtle, encoding="utf-8")
    with pytest.raises(DefinitionError) as error:
        read_schemes(tmp_path)
    assert said in error.value.zh
    assert said in error.value.en
