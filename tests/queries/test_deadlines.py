"""Deadlines: periods by the Civil Code, recurring days, the chain and its conflicts, and what is not known."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest

from hengce.ontology.errors import InvalidParameter, UnknownValue
from hengce.ontology.store import Store
from hengce.queries.deadlines import deadlines
from hengce.queries.periods import last_day

Make = Callable[..., Store]
DAY = "2024-06-30"


@pytest.mark.parametrize(
    ("start", "period", "working", "last", "known"),
    [
        ("2024-03-04", "P10D", False, "2024-03-14", True),  # the first day does not count
        ("2024-01-31", "P1M", False, "2024-02-29", True),  # the month has no 31st
        ("2024-02-29", "P1Y", False, "2025-02-28", True),
        ("2024-03-01", "P30D", False, "2024-04-01", True),  # 31 March 2024 was a Sunday
        ("2024-09-20", "P11D", False, "2024-10-08", True),  # the National Day holiday, to the 7th
        ("2024-04-26", "P1D", True, "2024-04-28", True),  # a Sunday on which people worked
        ("2024-09-29", "P3D", True, "2024-10-09", True),  # 30 September, then the 8th and 9th of October
        ("2024-03-04", "P2W", False, "2024-03-18", True),
        ("2024-03-04", "P1M10D", False, "2024-04-15", True),  # 14 April was a Sunday
        ("2090-03-03", "P1D", False, "2090-03-04", False),  # a Saturday: beyond the calendar nothing moves
        ("2090-03-02", "P3D", True, "2090-03-07", False),  # a Thursday: Friday, Monday, Tuesday
    ],
)
def test_periods(start: str, period: str, working: bool, last: str, known: bool) -> None:
    found = last_day(datetime.date.fromisoformat(start), period, working)
    assert found is not None
    assert (found.day.isoformat(), found.calendar_known) == (last, known)


@pytest.mark.parametrize("period", ["P", "", "PT5H", "P1.5Y", "P9999Y", "1M"])
def test_no_period(period: str) -> None:
    assert last_day(datetime.date(2024, 1, 1), period) is None


def deadline(words: str, **fields: Any) -> tuple[str, str, dict[str, Any]]:
    return "deadline", words, fields


TEN_WORKING_DAYS = {"within": "P10D", "working_days": True, "after": "公示之日"}


@pytest.fixture(scope="module")
def store(graph: Make) -> Store:
    return graph({
        "city": {"title": "厦门市绿色工厂办法", "jurisdiction": "350200", "facts": [
            deadline("企业每年9月底前向市工信局申报", actor="企业", action="申报", recipient="市工信局", recurrence="--09-30"),
            deadline("市工信局每年11月底前转报省工信厅", actor="市工信局", action="转报", recipient="省工信厅", recurrence="--11-30"),
            deadline("每季度末报送进展", actor="企业", action="报送进展", recipient="市工信局", recurrence="quarterly"),
        ]},
        "province": {"title": "福建省绿色工厂办法", "jurisdiction": "350000", "valid_to": "2025-12-31", "facts": [
            deadline("省工信厅每年10月底前向工信部推荐", actor="省工信厅", action="推荐", recipient="工信部", recurrence="--10-31"),
            deadline("公示之日起10个工作日内报省工信厅", actor="企业", action="报送", recipient="省工信厅", **TEN_WORKING_DAYS),
            deadline("2018年12月底前制定计划", actor="各设区市", action="制定计划", date="2018-12"),
        ]},
        "other": {"title": "四川省绿色工厂办法", "jurisdiction": "510000", "facts": [
            deadline("省经信厅每年8月底前向工信部推荐", actor="省经信厅", action="推荐", recipient="工信部", recurrence="--08-31"),
        ]},
    })  # fmt: skip


def ask(store: Store, *args: Any, **options: Any) -> list[dict[str, Any]]:
    return deadlines(store, *args, as_of=DAY, **options)["deadlines"]


def test_recurring_deadlines_stand_on_their_days_in_order(store: Store) -> None:
    found = ask(store, 2024, "350200")
    assert [each["due"] for each in found] == ["2024-03-31", "2024-06-30", "2024-09-30", "2024-09-30", "2024-11-30", "2024-12-31"]
    assert all(each["citation"]["quote"] for each in found)


def test_who_reports_up_after_it_must_be_passed_on_is_flagged(store: Store) -> None:
    late = {each["text"]: each["conflicts"] for each in ask(store, 2024) if each["conflicts"]}
    assert len(late) == 1  # the sister province's earlier day is no conflict
    (conflicts,) = late.values()
    assert [(each["due"], each["citation"]["document"]) for each in conflicts] == [("2024-10-31", "province")]


def test_a_period_has_a_day_only_from_a_start(store: Store) -> None:
    (without,) = [each for each in ask(store, None, "350000") if each["within"]]
    assert (without["due"], without["after"]) == (None, "公示之日")
    (given,) = [each for each in ask(store, None, "350000", start="2024-06-03") if each["within"]]
    assert given["due"] == "2024-06-18"  # 10 June was the Dragon Boat Festival
    late = deadlines(store, None, "350000", start="2090-01-02", as_of=DAY)
    assert any("2090" in words and "节假日" in words for words in late["warnings"])


def test_a_year_shows_what_is_due_in_it(store: Store) -> None:
    assert [each["due"] for each in ask(store, 2018, "福建") if each["date"]] == ["2018-12-31"]
    assert not [each for each in ask(store, 2019, "福建") if each["date"]]
    outside = [each for each in ask(store, 2026, "福建") if each["recurrence"]]
    assert "有效期" in outside[0]["warnings"][0]


@pytest.mark.parametrize(("actor", "count"), [("企业", 6), ("设区市", 2), ("省工信", 1), ("无此人", 0)])
def test_actors_are_found_by_words_or_by_class(store: Store, actor: str, count: int) -> None:
    assert len(ask(store, None, "厦门,福建", actor=actor)) == count


@pytest.mark.parametrize(
    ("options", "parameter"),
    [({"year": 99999}, "year"), ({"start": "昨天"}, "start"), ({"jurisdictions": "乌有"}, "jurisdiction"), ({"actor": "\x00"}, "actor")],
)
def test_wrong_values_are_named(store: Store, options: dict[str, Any], parameter: str) -> None:
    with pytest.raises((InvalidParameter, UnknownValue)) as refused:
        deadlines(store, **options)
    assert refused.value.parameter == parameter
