"""A fact in one short phrase."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from hengce.extract.facts import KINDS
from hengce.queries.wording import money, number, phrase


@pytest.mark.parametrize(
    ("kind", "fields", "expected"),
    [
        (
            "threshold",
            {"metric": "评价得分", "min": 85, "min_inclusive": True, "max": 95, "max_inclusive": False, "unit": "分", "grade": "四星级"},
            "四星级：评价得分≥85分且<95分",
        ),
        (
            "threshold",
            {"metric": "预期性要求得分", "min": 20, "min_inclusive": True, "unit": "分", "scale": 50, "level": "省级"},
            "省级：预期性要求得分≥20分（满分50分）",
        ),
        (
            "threshold",
            {"metric": "停产时间", "min": 1, "min_inclusive": False, "unit": "年", "subject": "绿色制造示范单位"},
            "绿色制造示范单位：停产时间>1年",
        ),
        ("threshold", {"metric": "评价项目数", "max": 15, "max_inclusive": True, "unit": "项"}, "评价项目数≤15项"),
        ("threshold", {"metric": "比例", "min": 2.5, "max": 2.5, "min_inclusive": True, "max_inclusive": True, "unit": "%"}, "比例 2.5%"),
        (
            "target",
            {"subject": "绿色工厂", "min": 50, "max": 50, "min_inclusive": True, "max_inclusive": True, "unit": "家", "by": "2020"},
            "50家（到2020年）",
        ),
        (
            "target",
            {"subject": "绿色工厂", "min": 10, "min_inclusive": True, "by": "2025-06-30", "scope": "松江区"},
            "≥10（到2025年6月30日，松江区）",
        ),
        ("incentive", {"form": "award", "amount": 1000000, "per": "企业", "level": "国家级"}, "国家级：奖励：100万元/企业"),
        ("incentive", {"form": "subsidy", "amount": 200000, "cap": True, "rate": "投资额的10%"}, "补助：投资额的10%，最高20万元"),
        ("incentive", {"form": "credit"}, "信贷支持"),
        (
            "deadline",
            {"actor": "各市", "action": "将下年度创建名单报省经信委", "recipient": "省经信委", "recurrence": "--12-31"},
            "各市每年12月31日前将下年度创建名单报省经信委",
        ),
        (
            "deadline",
            {"actor": "各市", "action": "报送名单", "recipient": "省厅", "date": "2018-12-31"},
            "各市2018年12月31日前报送名单（报省厅）",
        ),
        (
            "deadline",
            {"actor": "我厅", "action": "答复", "within": "P30D", "working_days": True, "after": "受理后"},
            "我厅受理后30个工作日内答复",
        ),
        ("deadline", {"action": "报送", "recurrence": "quarterly"}, "每季度末前报送"),
        ("cycle", {"period": "P3Y", "action": "复核"}, "每3年复核"),
        ("cycle", {"period": "P1Y", "action": "报送"}, "每年报送"),
        ("cycle", {"period": "P6M", "action": "抽查"}, "每6个月抽查"),
        ("cycle", {"period": "P1M", "action": "报送"}, "每1个月报送"),
        ("cycle", {"period": "P3Y", "action": "有效"}, "有效期3年"),
        ("sanction", {"trigger": "弄虚作假", "consequence": "ban", "duration": "P5Y"}, "禁止申报5年：弄虚作假"),
        ("exemption", {"condition": "连续三次抽查无问题", "duration": "P5Y"}, "免检5年：连续三次抽查无问题"),
        ("criterion", {"text": "依法设立", "subject": "绿色工厂"}, "依法设立"),
        ("agency", {"name": "省经信委", "canonical": "福建省经济和信息化委员会", "role": "lead"}, "福建省经济和信息化委员会（省经信委）"),
        ("agency", {"name": "企业", "canonical": "企业", "role": "apply"}, "企业"),
        ("sector", {"sector": "钢铁"}, "钢铁"),
        ("reference", {"title": "甲", "number": "GB/T 1"}, "《甲》（GB/T 1）"),
        ("reference", {"number": "GB/T 1"}, "GB/T 1"),
        ("step", {"order": 2, "name": "组织申报", "actor": "各区"}, "2. 组织申报：各区"),
        ("definition", {"text": "绿色工厂是指"}, "原文"),
    ],
)
def test_phrases(kind: str, fields: dict[str, Any], expected: str):
    assert phrase(KINDS[kind](doc="p", quote="原文", start=0, end=2, path="一", **fields), "绿色工厂") == expected


@pytest.mark.parametrize(
    ("yuan", "expected"),
    [
        (50000, "5万元"),
        (300, "300元"),
        (12500, "1.25万元"),
        (12345, "12345元"),
        (1e10, "100亿元"),
        (150_000_000, "1.5亿元"),
        (0.5, "0.5元"),
    ],
)
def test_money(yuan: float, expected: str):
    assert money(yuan) == expected


def test_numbers_are_whole_where_they_can_be():
    assert [(type(value), value) for value in map(number, (Decimal("80"), 80.0, Decimal("20.5"), 7, True, None, "80"))] == [
        (int, 80), (int, 80), (float, 20.5), (int, 7), (bool, True), (type(None), None), (str, "80"),
    ]  # fmt: skip
