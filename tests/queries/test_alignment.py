"""Which facts of different places stand in one row."""

from __future__ import annotations

from typing import Any

import pytest

from hengce.extract.facts import KINDS, Fact
from hengce.ontology.concepts import Concept
from hengce.ontology.schemes import schemes
from hengce.queries.alignment import ASPECTS, alignment


def place(name: str) -> Concept:
    found = schemes().resolve_region(name)
    assert found is not None
    return found


def key(kind: str, where: str = "福建", **fields: Any) -> str:
    fact: Fact = KINDS[kind](doc="p", quote="原文", start=0, end=2, path="一", **fields)
    return alignment().row(fact, place(where)).key


@pytest.mark.parametrize(
    "metric",
    [
        "总分",
        "评价得分",
        "得分",
        "评分",
        "评价总分",
        "绿色指数",
        "绿色供应链管理指数",
        "综合得分",
        "第三方评价得分",
        "评估分数",
        "综合评价得分",
        "总评分",
        "考核得分",
    ],
)
def test_overall_scores_are_one_class(metric: str):
    assert key("threshold", metric=metric, unit="分", min=80) == "score"
    assert key("threshold", metric=metric, unit=None, scale=100, min=80) == "score"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"metric": "预期性要求得分", "unit": "分", "scale": 50}, "score/预期性要求得分/50"),
        ({"metric": "预期性要求得分", "unit": "分"}, "score/预期性要求得分/"),
        ({"metric": "总分", "unit": "分", "scale": 150}, "score/总分/150"),
        ({"metric": "得分", "unit": "%"}, "score/得分/"),
        ({"metric": "单位能耗", "unit": "分"}, "score/单位能耗/"),
        ({"metric": "专职人员", "unit": "人"}, "metric/专职人员"),
        ({"metric": None, "unit": "人"}, "metric/"),
    ],
)
def test_part_scores_other_scales_and_other_metrics_are_not(fields: dict[str, Any], expected: str):
    assert key("threshold", min=20, **fields) == expected


@pytest.mark.parametrize(
    ("where", "actor", "recipient", "expected"),
    [
        ("江苏", "省经信委", "工信部", "province/nation"),
        ("全国", "各省级主管部门", "我部", "province/nation"),
        ("全国", "各省、自治区、直辖市及计划单列市、新疆生产建设兵团工业和信息化主管部门", "我部（节能与综合利用司）", "province/nation"),
        ("江苏", "设区市经信委", "省经信委", "city/province"),
        ("江苏", "各市", "省经信委", "city/province"),
        ("福建", "各设区市", None, "city"),
        ("宁波", "市经信委", "省经信委", "city/province"),
        ("上海", "市经济信息化委", "工业和信息化部", "province/nation"),
        ("上海", "各区", "市经济信息化委", "county/province"),
        ("宁波", "各区县（市）", "我局", "county/city"),
        ("上海", "绿色制造示范单位", "绿色制造公共服务平台", "applicant/platform"),
        ("上海", "第三方评价机构", None, "evaluator"),
        ("上海", "张三", None, "张三"),
        ("上海", None, None, ""),
    ],
)
def test_bodies_have_classes_that_depend_on_who_speaks(where: str, actor: str | None, recipient: str | None, expected: str):
    assert key("deadline", where, actor=actor, recipient=recipient, date="2020-01-01") == expected


@pytest.mark.parametrize(
    ("kind", "fields", "expected"),
    [
        ("target", {"subject": "绿色工厂", "unit": "家", "by": "2025-06", "min": 1}, "绿色工厂/家/2025"),
        ("target", {"subject": "绿色工厂/绿色园区", "min": 1}, "绿色工厂/绿色园区//"),
        ("incentive", {"form": "award"}, "award"),
        ("sanction", {"trigger": "甲", "consequence": "ban"}, "ban"),
        ("criterion", {"text": "甲", "group": "exclusion"}, "exclusion"),
        ("agency", {"name": "甲", "canonical": "甲", "role": "lead"}, "lead"),
        ("reference", {"title": "甲", "role": "basis"}, "basis"),
        ("cycle", {"period": "P1Y", "action": "现场抽查"}, "inspect"),
        ("cycle", {"period": "P1Y", "action": "上报"}, "report"),
        ("cycle", {"period": "P1Y", "action": "跳舞"}, "跳舞"),
        ("cycle", {"period": "P1Y"}, "cycle"),
        ("exemption", {}, "exemption"),
        ("sector", {"sector": "钢铁"}, "sector"),
        ("step", {"order": 3}, "step"),
    ],
)
def test_other_kinds(kind: str, fields: dict[str, Any], expected: str):
    assert key(kind, **fields) == expected


def test_every_aspect_is_a_kind_of_fact():
    assert set(ASPECTS) == set(KINDS) - {"document", "definition"}
