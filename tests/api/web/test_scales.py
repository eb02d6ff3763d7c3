"""Number lines: what stands at their ends, and that numbers are exact."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import etree

from hengce.api.web.scales import awards, number_lines
from hengce.api.web.view import View

VIEW = View("zh", "/web/compare")


def cell(subject: str = "绿色工厂", status: str = "in_force", text: str = "", **value: Any) -> dict[str, Any]:
    return {"level": None, "grade": None, "document_status": status, "text": text, "value": {"subject": subject, **value}}


def result(aspect: str, *cells: dict[str, Any], key: str = "metric/a", label: str = "能耗") -> dict[str, Any]:
    places = [{"code": f"{number}0000", "name": f"地区{number}"} for number in range(1, 2 + len(cells))]
    said = {place["code"]: [each] for place, each in zip(places, cells, strict=False)}
    return {"type": "绿色工厂", "jurisdictions": places, "rows": [{"aspect": aspect, "key": key, "label": label, "cells": said}]}


def rows(*cells: dict[str, Any], **row: str) -> tuple[tuple[str, ...], ...]:
    (line,) = number_lines(result("threshold", *cells, **row), VIEW)
    return line.rows


def test_numbers_are_exact():
    said = rows(cell(min=1234567, min_inclusive=True, unit="元"), cell(max=0.000125, unit="元"), cell(min=5, max=5, unit="元"))
    assert said == (("地区1", "≥1234567元"), ("地区2", "<0.000125元"), ("地区3", "=5元"))


def test_whose_they_are_is_said():
    said = rows(cell("绿色园区", min=1), cell(status="draft", min=2), cell(status="superseded", min=3))
    assert [who for who, _ in said] == ["地区1 绿色园区", "地区2 (征求意见稿)", "地区3 (已被替代)"]


def test_units_are_not_mixed_and_one_statement_is_no_comparison():
    mixed = result("threshold", cell(min=1, unit="吨"), cell(min=2, unit="千克"), cell(min=3, unit="吨"))
    (line,) = number_lines(mixed, VIEW)
    assert line.rows == (("地区1", ">1吨"), ("地区3", ">3吨"))
    assert list(number_lines(result("threshold", cell(min=1), cell(metric="无")), VIEW)) == []
    assert list(number_lines(result("criterion", cell(min=1), cell(min=2)), VIEW)) == []


@pytest.mark.parametrize(
    ("cells", "first", "last"),
    [
        ((cell(min=80), cell(min=90)), 70, 108),
        ((cell(min=80, unit="%"), cell(min=90, unit="%")), 70, 100),
        ((cell(min=0), cell(max=0)), 0, 1),
        ((cell(min=-5), cell(min=10)), -6, 12),
    ],
)
def test_all_ends_lie_on_the_line(cells: tuple[dict[str, Any], ...], first: float, last: float):
    (line,) = number_lines(result("threshold", *cells), VIEW)
    labels = [text.text for text in etree.fromstring(line.chart.svg).iter("{http://www.w3.org/2000/svg}text") if text.text]
    ticks = [float(text.replace("−", "-").replace(",", "")) for text in labels if text.replace("−", "").replace(".", "").isdigit()]
    assert first <= min(ticks) <= max(ticks) <= last
    assert max(ticks) > min(ticks)


def test_sums_with_what_they_are_paid_for():
    bars = result(
        "incentive",
        cell(amount=3_000_000, text="补助：项目投资额的30%，最高300万元"),
        cell(amount=500, text="奖励：500元/吨"),
        label="奖励",
    )
    (drawn,) = awards(bars, VIEW)
    assert drawn.rows == (("地区1 奖励", "项目投资额的30%，最高300万元"), ("地区2 奖励", "500元/吨"))
    assert "最高300万元" in drawn.chart.svg
    assert list(awards(result("incentive", cell(amount=1, text="奖励：1元")), VIEW)) == []
