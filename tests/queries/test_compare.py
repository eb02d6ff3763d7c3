"""The comparison: what stands side by side, what it cites, and what it says of documents and silence."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from hengce.ontology.errors import InputError, InvalidParameter, UnknownValue
from hengce.ontology.store import Store
from hengce.queries.alignment import ASPECTS
from hengce.queries.compare import compare

Make = Callable[..., Store]
DAY = "2024-06-30"
NATION, SHANGHAI, JIANGSU, NINGBO, FUJIAN, XIAMEN, QUANZHOU = "000000", "310000", "320000", "330200", "350000", "350200", "350500"


def row(result: dict[str, Any], aspect: str, key: str) -> dict[str, Any]:
    return next(each for each in result["rows"] if (each["aspect"], each["key"]) == (aspect, key))


def texts(result: dict[str, Any], aspect: str, key: str, code: str) -> list[str]:
    return [cell["text"] for cell in row(result, aspect, key)["cells"][code]]


def score(bar: float, words: str | None = None, **fields: Any) -> tuple[str, str, dict[str, Any]]:
    said = {"subject": "绿色工厂", "metric": "得分", "min": bar, "min_inclusive": True, "unit": "分", "level": "省级", **fields}
    return "threshold", words or f"得分{bar}分以上的认定为{said['level'] or ''}{said['subject']}", said


def document(place: str | None, *facts: tuple[str, str, dict[str, Any]], title: str = "绿色工厂办法", **fields: Any) -> dict[str, Any]:
    return {"title": title, "jurisdiction": place, "facts": list(facts), **fields}


# --- the packaged documents


@pytest.fixture(scope="module")
def green(gold: Store) -> dict[str, Any]:
    return compare(gold, "绿色工厂", as_of="2026-06-30")


def test_the_shape(green: dict[str, Any], gold: Store):
    assert set(green) == {"type", "as_of", "data_version", "baseline", "jurisdictions", "not_collected", "rows", "warnings", "sparql"}
    assert (green["type"], green["as_of"], green["baseline"]) == ("绿色工厂", "2026-06-30", "superior")
    assert green["data_version"] == gold.info.data_version
    assert [place["code"] for place in green["jurisdictions"]] == [NATION, SHANGHAI, JIANGSU, NINGBO, FUJIAN]
    assert green["jurisdictions"][1] == {
        "code": SHANGHAI,
        "name": "上海市",
        "documents": [
            {"id": "shanghai-2021-2025", "title": "上海市绿色制造体系建设实施方案（2021-2025年）", "date": None, "status": "expired"}
        ],
    }
    for each in green["rows"]:
        assert set(each) == {"aspect", "key", "label", "cells", "differs", "delta"}
        assert list(each["cells"]) == [NATION, SHANGHAI, JIANGSU, NINGBO, FUJIAN]
        assert set(each["delta"]) <= {SHANGHAI, JIANGSU, NINGBO, FUJIAN}, "the nation has no superior"
        for cells in each["cells"].values():
            for cell in cells:
                assert set(cell) == {"value", "level", "grade", "text", "fact", "certainty", "document_status", "corrected_by", "citation"}
                assert set(cell["citation"]) == {"document", "title", "path", "quote", "start", "end", "url"}
                assert cell["text"]
    assert json.loads(json.dumps(green, ensure_ascii=False, allow_nan=False)) == green


def test_every_cell_cites_its_clause_exactly(green: dict[str, Any], gold_texts: dict[str, str]):
    cited = [cell["citation"] for each in green["rows"] for cells in each["cells"].values() for cell in cells]
    assert len(cited) > 200
    for citation in cited:
        assert gold_texts[citation["document"]][citation["start"] : citation["end"]] == citation["quote"]
        assert citation["url"].startswith(f"https://w3id.org/hengce/id/document/{citation['document']}/")


def test_stars_parts_and_levels_stand_in_one_table(green: dict[str, Any]):
    assert texts(green, "threshold", "score", SHANGHAI) == [
        "三星级：评价得分≥75分且<85分",
        "四星级：评价得分≥85分且<95分",
        "五星级：评价得分≥95分",
    ]
    assert texts(green, "threshold", "score", FUJIAN) == ["省级：总分≥80分", "国家级：总分≥90分"]
    assert texts(green, "threshold", "score/预期性要求得分/50", JIANGSU) == ["省级：预期性要求得分≥20分（满分50分）"]
    assert row(green, "threshold", "score/预期性要求得分/50")["cells"][JIANGSU][0]["value"] == {
        "subject": "绿色工厂",
        "metric": "预期性要求得分",
        "min": 20,
        "min_inclusive": True,
        "max": None,
        "max_inclusive": None,
        "unit": "分",
        "scale": 50,
        "decided_by": None,
        "effect": None,
        "parent": None,
        "group_logic": None,
        "force": None,
    }


def test_rows_come_by_aspect_and_the_overall_score_first(green: dict[str, Any]):
    aspects = [each["aspect"] for each in green["rows"]]
    assert aspects == sorted(aspects, key=ASPECTS.index)
    assert set(aspects) == set(ASPECTS)
    assert green["rows"][0]["key"] == "score"
    assert len({(each["aspect"], each["key"]) for each in green["rows"]}) == len(green["rows"])


def test_the_silence_of_a_collected_place_is_an_empty_cell(green: dict[str, Any]):
    exemption = row(green, "exemption", "exemption")
    assert [code for code, cells in exemption["cells"].items() if cells] == [NATION, JIANGSU]
    assert exemption["delta"] == {SHANGHAI: "missing", JIANGSU: "same", NINGBO: "missing", FUJIAN: "missing"}
    assert green["not_collected"] == []


def test_scores_on_different_scales_are_never_ranked(gold: Store):
    result = compare(gold, "绿色工厂", ["threshold"], as_of=DAY, baseline="福建")
    assert result["baseline"] == FUJIAN
    assert row(result, "threshold", "score")["delta"] == {
        NATION: "missing", SHANGHAI: "not_comparable", JIANGSU: "not_comparable", NINGBO: "missing",
    }  # fmt: skip
    assert row(result, "threshold", "score/预期性要求得分/50")["delta"] == {JIANGSU: "not_comparable"}
    assert row(result, "threshold", "metric/停产时间")["delta"] == {SHANGHAI: "added"}


def test_an_index_is_an_overall_score(gold: Store):
    result = compare(gold, "绿色园区", "threshold", as_of=DAY, baseline=FUJIAN)
    assert texts(result, "threshold", "score", JIANGSU) == ["省级：绿色指数≥80"]
    assert row(result, "threshold", "score")["delta"][JIANGSU] == "same"


def test_what_is_said_of_all_types_is_listed_and_marked(green: dict[str, Any]):
    cell = row(green, "cycle", "review")["cells"][SHANGHAI][0]
    assert cell["text"] == "绿色制造示范单位：每3年复核"
    assert cell["value"]["subject"] == "绿色制造示范单位"
    assert any("绿色制造示范单位" in warning for warning in green["warnings"])


def test_a_target_for_all_types_is_none_for_one(green: dict[str, Any]):
    subjects = {
        cell["value"]["subject"]
        for each in green["rows"]
        if each["aspect"] == "target"
        for cells in each["cells"].values()
        for cell in cells
    }
    assert subjects == {"绿色工厂", "绿色工厂/绿色供应链"}


def test_the_standing_of_every_document_is_said(green: dict[str, Any]):
    warnings = "\n".join(green["warnings"])
    for id, words in (
        ("shanghai-2021-2025", "届满"), ("ningbo-2017-2019-draft", "征求意见稿"), ("fujian-2018", "2020"), ("miit-2016-586", "2020"),
    ):  # fmt: skip
        assert any(id in warning and words in warning for warning in green["warnings"]), warnings
    statuses = {
        code: {cell["document_status"] for each in green["rows"] for cell in each["cells"][code]} for code in (SHANGHAI, NINGBO, FUJIAN)
    }
    assert statuses == {SHANGHAI: {"expired"}, NINGBO: {"draft"}, FUJIAN: {"in_force"}}


def test_before_its_period_ended_the_document_was_in_force(gold: Store):
    result = compare(gold, "绿色工厂", "threshold", "上海", as_of="2025-12-31")
    assert result["jurisdictions"][0]["documents"][0]["status"] == "in_force"
    assert not any("届满" in warning for warning in result["warnings"])


def test_places_asked_for_without_documents_are_not_collected(gold: Store):
    result = compare(gold, "绿色示范工厂", "threshold,incentive", ["广东", "福建，沪"], as_of=DAY)
    assert [place["code"] for place in result["jurisdictions"]] == [SHANGHAI, FUJIAN]
    assert result["not_collected"] == [{"code": "440000", "name": "广东省"}]
    assert all(list(each["cells"]) == [SHANGHAI, FUJIAN] for each in result["rows"])
    assert {each["aspect"] for each in result["rows"]} == {"threshold", "incentive"}


def test_nothing_collected_is_nothing_said(gold: Store):
    result = compare(gold, "绿色工厂", jurisdictions="广东", as_of=DAY)
    assert (result["jurisdictions"], result["rows"], result["warnings"]) == ([], [], [])
    assert result["not_collected"] == [{"code": "440000", "name": "广东省"}]


def test_types_that_mean_about_the_same_stand_side_by_side_and_say_so(gold: Store):
    result = compare(gold, "绿色产品", ["incentive", "target"], as_of=DAY)
    assert any("“绿色设计产品”与“绿色产品”含义相近" in warning for warning in result["warnings"])
    assert any(text.startswith("绿色设计产品：国家级：奖励：5万元") for text in texts(result, "incentive", "award", FUJIAN))
    counted = [each for each in result["rows"] if each["aspect"] == "target" and each["cells"][FUJIAN]]
    assert [each["label"] for each in counted] == ["绿色设计产品（个，到2020年）"]  # a row of its own: other things are counted
    assert not any(each["delta"].get(FUJIAN) in ("stricter", "looser") for each in counted)


def test_english_labels_and_warnings(gold: Store):
    result = compare(gold, "绿色工厂", ["threshold", "deadline"], as_of="2026-06-30", language="en")
    assert result["rows"][0]["label"] == "overall score"
    assert row(result, "deadline", "city/province")["label"] == "cities → provinces"
    assert any("draft for comment" in warning for warning in result["warnings"])


def test_the_same_call_gives_the_same_bytes(gold: Store, green: dict[str, Any]):
    assert json.dumps(compare(gold, "绿色工厂", as_of="2026-06-30")) == json.dumps(green)


# --- refusals


@pytest.mark.parametrize(
    ("type", "arguments", "parameter", "among"),
    [
        ("绿色工廠", {}, "type", "绿色工厂"),
        ("绿色工厂", {"aspects": "thresholds"}, "aspect", "threshold"),
        ("绿色工厂", {"jurisdictions": "福建,乌托邦"}, "jurisdictions", "350000 福建省"),
        ("绿色工厂", {"baseline": "乌托邦"}, "baseline", "350000 福建省"),
    ],
)
def test_unknown_names_are_refused_with_those_there_are(gold: Store, type: str, arguments: dict[str, str], parameter: str, among: str):
    with pytest.raises(UnknownValue) as caught:
        compare(gold, type, as_of=DAY, **arguments)  # type: ignore[arg-type]
    assert caught.value.parameter == parameter
    assert among in caught.value.allowed


@pytest.mark.parametrize("name", ['"', "> } ; DROP", "\\u0022", "}", "\n", "\ud800", "\x00", "绿色工厂" * 10_000, ""])
def test_hostile_names_are_refused_briefly(gold: Store, name: str):
    for call in (
        lambda: compare(gold, name, as_of=DAY),
        lambda: compare(gold, "绿色工厂", as_of=DAY, baseline=name),
        lambda: compare(gold, "绿色工厂", as_of=DAY, jurisdictions=[name + "x"]),
    ):
        with pytest.raises(InputError) as caught:
            call()
        assert len(caught.value.message("zh").encode()) < 10_000


@pytest.mark.parametrize("as_of", ["2024", "2024-13-01", "昨天", "2024-06-30; DROP"])
def test_a_date_is_checked(gold: Store, as_of: str):
    with pytest.raises(InvalidParameter) as caught:
        compare(gold, "绿色工厂", as_of=as_of)
    assert caught.value.parameter == "as_of"


# --- deltas, on invented documents


def test_every_delta(graph: Make):
    cycle = ("cycle", "每三年复核一次", {"subject": "绿色工厂", "period": "P3Y", "action": "复核"})
    store = graph({
        "n": document(NATION, score(80), title="国家绿色工厂办法"),
        "fj": document(FUJIAN, score(85), title="甲省绿色工厂办法"),
        "js": document(JIANGSU, score(75), title="乙省绿色工厂办法"),
        "sh": document(SHANGHAI, score(80), cycle, title="丙市绿色工厂办法"),
        "nb": document(NINGBO, score(20, scale=50), title="丁市绿色工厂办法"),
        "gd": document("440000", cycle, title="戊省绿色工厂办法"),
    })  # fmt: skip
    result = compare(store, "绿色工厂", as_of=DAY)
    assert row(result, "threshold", "score")["delta"] == {
        SHANGHAI: "same", JIANGSU: "looser", NINGBO: "not_comparable", FUJIAN: "stricter", "440000": "missing",
    }  # fmt: skip
    assert row(result, "cycle", "review")["delta"] == {SHANGHAI: "added", "440000": "added"}
    assert row(result, "threshold", "score/得分/50")["delta"] == {NINGBO: "not_comparable"}


def test_of_a_city_the_province_then_the_nation(graph: Make):
    ban = ("sanction", "三年内不得申报", {"subject": "绿色工厂", "trigger": "弄虚作假", "consequence": "ban", "duration": "P3Y"})
    longer = ("sanction", "五年内不得申报", {"subject": "绿色工厂", "trigger": "弄虚作假", "consequence": "ban", "duration": "P5Y"})
    store = graph({
        "n": document(NATION, score(90), ban, title="国家绿色工厂办法"),
        "fj": document(FUJIAN, score(80), title="甲省绿色工厂办法"),
        "xm": document(XIAMEN, score(85), longer, title="己市绿色工厂办法"),
    })  # fmt: skip
    result = compare(store, "绿色工厂", as_of=DAY)
    assert row(result, "threshold", "score")["delta"] == {FUJIAN: "looser", XIAMEN: "stricter"}
    assert row(result, "sanction", "ban")["delta"] == {FUJIAN: "missing", XIAMEN: "stricter"}, (
        "where the province is silent the nation counts"
    )


def test_the_baseline_need_not_be_a_column(graph: Make):
    store = graph({"n": document(NATION, score(80), title="国家办法"), "fj": document(FUJIAN, score(85), title="甲省办法")})
    result = compare(store, "绿色工厂", jurisdictions="福建", as_of=DAY)
    assert [place["code"] for place in result["jurisdictions"]] == [FUJIAN]
    assert row(result, "threshold", "score")["delta"] == {FUJIAN: "stricter"}
    assert list(row(result, "threshold", "score")["cells"]) == [FUJIAN]


def test_drafts_are_superior_to_nothing(graph: Make):
    store = graph({
        "n": document(NATION, score(90), title="国家办法", status="draft"), "fj": document(FUJIAN, score(80), title="甲省办法"),
    })  # fmt: skip
    result = compare(store, "绿色工厂", as_of=DAY)
    assert row(result, "threshold", "score")["delta"] == {}
    assert any("福建省" in warning and "上级" in warning for warning in result["warnings"])
    assert row(compare(store, "绿色工厂", as_of=DAY, baseline="国家"), "threshold", "score")["delta"] == {FUJIAN: "looser"}


def test_a_baseline_that_is_not_collected_is_said(graph: Make):
    store = graph({"fj": document(FUJIAN, score(80), title="甲省办法")})
    result = compare(store, "绿色工厂", as_of=DAY, baseline="浙江")
    assert result["not_collected"] == [{"code": "330000", "name": "浙江省"}]
    assert row(result, "threshold", "score")["delta"] == {}
    assert any("浙江省" in warning for warning in result["warnings"])


def test_a_draft_speaks_where_nothing_else_does(graph: Make):
    store = graph({
        "n": document(NATION, score(80), title="国家办法"),
        "fj": document(FUJIAN, score(85), title="甲省办法（草案）", status="draft"),
    })  # fmt: skip
    result = compare(store, "绿色工厂", as_of=DAY)
    assert row(result, "threshold", "score")["delta"] == {FUJIAN: "stricter"}
    assert row(result, "threshold", "score")["cells"][FUJIAN][0]["document_status"] == "draft"


def test_several_documents_of_one_place(graph: Make):
    """In force goes before expired before draft; all are shown with their status."""
    store = graph({
        "n": document(NATION, score(80), title="国家办法"),
        "fj-old": document(FUJIAN, score(70), title="甲省旧办法", valid_from="2016", valid_to="2020"),
        "fj-new": document(FUJIAN, score(85), title="甲省新办法", valid_from="2021", valid_to="2025"),
        "fj-next": document(FUJIAN, score(60), title="甲省办法征求意见", status="draft"),
        "js-old": document(JIANGSU, score(70), title="乙省旧办法", valid_from="2016", valid_to="2020"),
        "js-next": document(JIANGSU, score(95), title="乙省办法征求意见", status="draft"),
        "sh-next": document(SHANGHAI, score(95), title="丙市将来的办法", valid_from="2030"),
        "sh-draft": document(SHANGHAI, score(60), title="丙市办法征求意见", status="draft"),
    })  # fmt: skip
    result = compare(store, "绿色工厂", as_of=DAY)
    scores = row(result, "threshold", "score")
    assert scores["delta"] == {FUJIAN: "stricter", JIANGSU: "looser", SHANGHAI: "stricter"}
    assert [(cell["citation"]["document"], cell["document_status"]) for cell in scores["cells"][FUJIAN]] == [
        ("fj-new", "in_force"), ("fj-next", "draft"), ("fj-old", "expired"),
    ]  # fmt: skip
    assert [each["id"] for each in result["jurisdictions"][-1]["documents"]] == ["fj-new", "fj-next", "fj-old"]
    for id, words in (("fj-old", "过期"), ("fj-next", "征求意见稿"), ("js-old", "过期"), ("sh-next", "尚未施行")):
        assert any(id in warning and words in warning for warning in result["warnings"])
    assert not any("同时有效" in warning for warning in result["warnings"])


def test_of_two_in_force_the_later_decides_and_the_other_is_named(graph: Make):
    certificate = ("incentive", "颁发证书", {"subject": "绿色工厂", "form": "certificate"})
    store = graph({
        "n": document(NATION, score(80), title="国家办法"),
        "a": document(FUJIAN, score(90), certificate, title="甲省办法一", date="2019-03-01"),
        "b": document(FUJIAN, score(70), title="甲省办法二", date="2022-05-01"),
    })  # fmt: skip
    result = compare(store, "绿色工厂", as_of=DAY)
    assert row(result, "threshold", "score")["delta"] == {FUJIAN: "looser"}
    assert row(result, "incentive", "certificate")["delta"] == {FUJIAN: "added"}, "on another row the older one speaks alone"
    named = [warning for warning in result["warnings"] if "同时有效" in warning]
    assert len(named) == 1
    assert named[0].index("甲省办法一") < named[0].index("甲省办法二")
    assert "总评分" in named[0]
    assert "证书" not in named[0]
    assert row(compare(store, "绿色工厂", as_of="2020-01-01"), "threshold", "score")["delta"] == {FUJIAN: "stricter"}


def test_without_dates_both_count(graph: Make):
    store = graph({
        "n": document(NATION, score(80), title="国家办法"),
        "a": document(FUJIAN, score(90), title="甲省办法一", date="2019-03-01"), "b": document(FUJIAN, score(70), title="甲省办法二"),
    })  # fmt: skip
    result = compare(store, "绿色工厂", as_of=DAY)
    assert row(result, "threshold", "score")["delta"] == {FUJIAN: "not_comparable"}
    assert any("甲省办法一" in warning and "甲省办法二" in warning and "先后" in warning for warning in result["warnings"])


def test_a_superseded_document_yields(graph: Make):
    repeals = ("reference", "《甲省旧办法》同时废止", {"title": "甲省旧办法", "role": "repeals"})
    store = graph({
        "n": document(NATION, score(80), title="国家办法"),
        "old": document(FUJIAN, score(70), title="甲省旧办法"),
        "new": document(FUJIAN, score(85), repeals, title="甲省新办法", date="2023-01-01"),
    })  # fmt: skip
    result = compare(store, "绿色工厂", as_of=DAY)
    assert row(result, "threshold", "score")["delta"] == {FUJIAN: "stricter"}
    assert any("old" in warning and "废止" in warning for warning in result["warnings"])


def test_the_very_type_goes_before_wider_ones(graph: Make):
    store = graph({
        "n": document(NATION, score(80), title="国家办法"),
        "fj": document(FUJIAN, score(60, subject="绿色制造示范单位"), score(85), title="甲省办法"),
        "js": document(JIANGSU, score(60, subject="绿色制造示范单位"), title="乙省办法"),
    })  # fmt: skip
    scores = row(compare(store, "绿色工厂", as_of=DAY), "threshold", "score")
    assert scores["delta"] == {JIANGSU: "looser", FUJIAN: "stricter"}
    assert [cell["text"] for cell in scores["cells"][FUJIAN]] == ["绿色制造示范单位：省级：得分≥60分", "省级：得分≥85分"]


def test_rules_for_nobody_in_particular_count_where_the_document_deals_with_the_type(graph: Make):
    agency = ("agency", "市工信局牵头", {"name": "市工信局", "canonical": "厦门市工业和信息化局", "role": "lead"})
    other = score(80, subject="企业技术中心")
    store = graph({
        "green": document(FUJIAN, score(80), agency, title="甲省绿色工厂办法"),
        "other": document(JIANGSU, other, agency, title="乙省企业技术中心办法"),
    })  # fmt: skip
    result = compare(store, "绿色工厂", as_of=DAY)
    assert [place["code"] for place in result["jurisdictions"]] == [JIANGSU, FUJIAN]
    assert texts(result, "agency", "lead", JIANGSU) == []
    assert texts(result, "agency", "lead", FUJIAN) == ["厦门市工业和信息化局（市工信局）"]
    assert texts(compare(store, "绿色工厂", "agency", as_of=DAY), "agency", "lead", FUJIAN), "also when only that aspect is asked for"


def test_a_joint_subject_is_both(graph: Make):
    ten = {"min": 10, "max": 10, "min_inclusive": True, "max_inclusive": True, "unit": "家", "by": "2025"}
    store = graph({"fj": document(FUJIAN, ("target", "建成绿色工厂、绿色园区10家", {"subject": "绿色工厂/绿色园区", **ten}))})
    for type in ("绿色工厂", "绿色园区"):
        assert texts(compare(store, type, as_of=DAY), "target", "绿色工厂/绿色园区/家/2025", FUJIAN) == [
            "绿色工厂/绿色园区：10家（到2025年）"
        ]


def test_uncertain_readings_are_told_from_sure_ones(graph: Make):
    store = graph({"fj": document(FUJIAN, score(80, certainty="doubtful"), score(90, level="国家级"))})
    assert [cell["certainty"] for cell in row(compare(store, "绿色工厂", as_of=DAY), "threshold", "score")["cells"][FUJIAN]] == [
        "doubtful",
        "sure",
    ]


def test_places_that_say_the_same_do_not_differ(graph: Make):
    store = graph({
        "fj": document(FUJIAN, score(80, metric="总分"), title="甲省办法"),
        "js": document(JIANGSU, score(80, metric="评价得分"), title="乙省办法"),
        "sh": document(SHANGHAI, score(80.5), title="丙市办法"),
    })  # fmt: skip
    assert row(compare(store, "绿色工厂", jurisdictions="福建,江苏", as_of=DAY), "threshold", "score")["differs"] is False
    result = compare(store, "绿色工厂", as_of=DAY)
    assert row(result, "threshold", "score")["differs"] is True
    assert row(result, "threshold", "score")["cells"][SHANGHAI][0]["value"]["min"] == 80.5


def test_a_document_without_a_place_is_named(graph: Make):
    store = graph({
        "fj": document(FUJIAN, score(80), title="甲省办法"), "x": document(None, score(70), title="不知何处的办法"),
        "y": document(None, score(70, subject="企业技术中心"), title="不相干的办法"),
    })  # fmt: skip
    result = compare(store, "绿色工厂", as_of=DAY)
    assert [place["code"] for place in result["jurisdictions"]] == [FUJIAN]
    assert any("不知何处的办法" in warning for warning in result["warnings"])
    assert not any("不相干的办法" in warning for warning in result["warnings"])


def test_a_type_without_facts_has_no_rows(gold: Store):
    result = compare(gold, "智能工厂", as_of=DAY)
    assert result["rows"] == []
    assert len(result["jurisdictions"]) == 5


def test_counties_have_cities_above_them(graph: Make):
    store = graph(
        {
            "qz": document(QUANZHOU, score(80, level="市级"), title="庚市办法"),
            "fj": document(FUJIAN, score(90, level="市级"), title="甲省办法"),
            "county": document("350583", score(70, level="市级"), title="辛县办法"),
        }
    )
    assert row(compare(store, "绿色工厂", as_of=DAY), "threshold", "score")["delta"] == {QUANZHOU: "looser", "350583": "looser"}
