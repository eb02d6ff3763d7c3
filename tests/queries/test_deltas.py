"""Stricter, looser, the same, or not comparable: like with like only."""

from __future__ import annotations

from typing import Any

import pytest

from hengce.extract.facts import KINDS, Fact
from hengce.queries.deltas import delta, said

NEEDED = {
    "threshold": {"metric": "得分"}, "incentive": {"form": "award"}, "cycle": {"period": "P1Y"},
    "sanction": {"trigger": "弄虚作假", "consequence": "ban"}, "criterion": {"text": "依法设立"}, "sector": {"sector": "钢铁"},
    "agency": {"name": "省工信厅", "canonical": "福建省工业和信息化厅", "role": "lead"}, "step": {"order": 1},
}  # fmt: skip


def fact(kind: str, **fields: Any) -> Fact:
    for bound in ("min", "max"):
        if fields.get(bound) is not None:
            fields.setdefault(f"{bound}_inclusive", True)
    return KINDS[kind](doc="p", quote="原文", start=0, end=2, path="一", **{**NEEDED.get(kind, {}), **fields})


SCORE = {"unit": "分"}


@pytest.mark.parametrize(
    ("kind", "ours", "theirs", "expected"),
    [
        # A bar to be reached, and one not to be passed.
        ("threshold", {"min": 85}, {"min": 80}, "stricter"),
        ("threshold", {"min": 75}, {"min": 80}, "looser"),
        ("threshold", {"min": 80}, {"min": 80}, "same"),
        ("threshold", {"min": 80, "min_inclusive": False}, {"min": 80}, "stricter"),
        ("threshold", {"max": 15}, {"max": 20}, "stricter"),
        ("threshold", {"max": 20}, {"max": 20, "max_inclusive": False}, "looser"),
        ("threshold", {"min": 80}, {"max": 80}, "not_comparable"),
        ("threshold", {"min": 60, "max": 70}, {"min": 50, "max": 80}, "stricter"),
        ("threshold", {"min": 60, "max": 90}, {"min": 50, "max": 80}, "not_comparable"),
        # Another unit, scale, level, grade or purpose is another thing.
        ("threshold", {"min": 85, "unit": "分"}, {"min": 80, "unit": "%"}, "not_comparable"),
        ("threshold", {"min": 80, "unit": "分"}, {"min": 80, "unit": None}, "same"),
        ("threshold", {"min": 20, "scale": 50}, {"min": 80}, "not_comparable"),
        ("threshold", {"min": 80, "scale": 100}, {"min": 80}, "same"),
        ("threshold", {"min": 80, "level": "市级"}, {"min": 80, "level": "省级"}, "not_comparable"),
        ("threshold", {"min": 80, "grade": "三星级"}, {"min": 80}, "not_comparable"),
        ("threshold", {"min": 85, "force": "bonus"}, {"min": 80}, "not_comparable"),
        ("threshold", {"min": 2, "unit": "年", "effect": "keep"}, {"min": 1, "unit": "年", "effect": "keep"}, "not_comparable"),
        ("threshold", {"min": 1, "unit": "年", "effect": "keep"}, {"min": 1, "unit": "年", "effect": "keep"}, "same"),
        # Where a grade ends is only where the next begins.
        ("threshold", {"min": 85, "max": 95, "grade": "二级"}, {"min": 80, "max": 90, "grade": "二级"}, "stricter"),
        # Money: more is looser.
        ("incentive", {"amount": 100000}, {"amount": 200000}, "stricter"),
        ("incentive", {"amount": 300000}, {"amount": 200000}, "looser"),
        ("incentive", {"amount": 200000, "cap": True}, {"amount": 300000}, "not_comparable"),
        ("incentive", {"amount": 200000, "per": "企业"}, {"amount": 300000, "per": "产品"}, "not_comparable"),
        ("incentive", {"amount": 200000, "rate": "10%"}, {"amount": 300000, "rate": "20%"}, "not_comparable"),
        ("incentive", {}, {}, "same"),
        ("incentive", {}, {"amount": 200000}, "not_comparable"),
        # Shares are ranked, counts of places of different size are not.
        ("target", {"min": 30, "unit": "%"}, {"min": 25, "unit": "%"}, "stricter"),
        ("target", {"min": 20, "unit": "%"}, {"min": 25, "unit": "%"}, "looser"),
        ("target", {"min": 40, "unit": "家"}, {"min": 1000, "unit": "家"}, "not_comparable"),
        ("target", {"min": 40, "unit": "家"}, {"min": 40, "unit": "家"}, "same"),
        ("target", {"min": 30, "unit": "%", "scope": "甲产业"}, {"min": 25, "unit": "%"}, "not_comparable"),
        # Earlier is stricter.
        ("deadline", {"date": "2018-10-31"}, {"date": "2018-12-31"}, "stricter"),
        ("deadline", {"recurrence": "--12-31"}, {"recurrence": "--11-30"}, "looser"),
        ("deadline", {"within": "P10D"}, {"within": "P1M"}, "stricter"),
        ("deadline", {"within": "P30D"}, {"within": "P1M"}, "not_comparable"),
        ("deadline", {"within": "P30D", "working_days": True}, {"within": "P2M"}, "not_comparable"),
        ("deadline", {"date": "2018"}, {"date": "2018-12-31"}, "not_comparable"),
        ("deadline", {"date": "2018-10-31"}, {"recurrence": "--10-31"}, "not_comparable"),
        ("deadline", {"recurrence": "monthly"}, {"recurrence": "quarterly"}, "not_comparable"),
        # A shorter period, a longer ban, a shorter exemption are stricter.
        ("cycle", {"period": "P1Y"}, {"period": "P3Y"}, "stricter"),
        ("cycle", {"period": "P12M"}, {"period": "P1Y"}, "same"),
        ("cycle", {"period": "P3Y"}, {"period": "P6M"}, "looser"),
        ("cycle", {"period": "长期"}, {"period": "P1Y"}, "not_comparable"),
        ("sanction", {"duration": "P5Y"}, {"duration": "P3Y"}, "stricter"),
        ("sanction", {"duration": "P1Y"}, {"duration": "P3Y"}, "looser"),
        ("sanction", {"duration": "P3Y", "trigger": "甲"}, {"duration": "P3Y", "trigger": "乙"}, "same"),
        ("sanction", {"trigger": "甲"}, {"trigger": "乙"}, "not_comparable"),
        (
            "exemption",
            {"duration": "P5Y", "condition": "连续三次 抽查无问题"},
            {"duration": "P3Y", "condition": "连续三次抽查无问题"},
            "looser",
        ),
        ("exemption", {"duration": "P5Y", "condition": "甲"}, {"duration": "P3Y", "condition": "乙"}, "not_comparable"),
        # Words are the same or not; they are never ranked.
        ("criterion", {"text": "依法 设立"}, {"text": "依法设立"}, "same"),
        ("criterion", {"text": "依法设立"}, {"text": "依法成立"}, "not_comparable"),
        ("agency", {"name": "我厅"}, {}, "same"),
        ("agency", {"canonical": "江苏省工业和信息化厅"}, {}, "not_comparable"),
        ("sector", {"sector": "化工"}, {}, "not_comparable"),
        ("reference", {"number": "GB/T 1", "title": "甲"}, {"number": "GB/T 1"}, "same"),
        ("step", {"order": 2}, {"order": 1}, "not_comparable"),
    ],
)
def test_one_with_one(kind: str, ours: dict[str, Any], theirs: dict[str, Any], expected: str):
    opposite = {"stricter": "looser", "looser": "stricter"}
    assert delta([fact(kind, **ours)], [fact(kind, **theirs)]) == expected
    assert delta([fact(kind, **theirs)], [fact(kind, **ours)]) == opposite.get(expected, expected)


def thresholds(*bars: tuple[str | None, float]) -> list[Fact]:
    return [fact("threshold", level=level, min=bar, **SCORE) for level, bar in bars]


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ([("省级", 80)], [], "added"),
        ([], [("省级", 80)], "missing"),
        ([("省级", 85), ("国家级", 90)], [("省级", 80), ("国家级", 90)], "stricter"),
        ([("省级", 85), ("国家级", 85)], [("省级", 80), ("国家级", 90)], "not_comparable"),
        ([("省级", 75), ("市级", 60)], [("省级", 80), ("国家级", 90)], "looser"),
        ([("省级", 80), ("省级", 60)], [("省级", 80), ("省级", 60)], "same"),
        ([("省级", 80), ("省级", 60)], [("省级", 80)], "not_comparable"),
    ],
)
def test_several_with_several(ours: list[tuple[str, float]], theirs: list[tuple[str, float]], expected: str):
    assert delta(thresholds(*ours), thresholds(*theirs)) == expected


def test_what_is_said_does_not_depend_on_the_wording():
    for kind in KINDS:
        if kind not in ("document", "definition"):
            one, two = fact(kind), fact(kind).but(quote="别的", path="二", rule="r", certainty="likely")
            assert said(one) == said(two), kind
