"""What questions answer where the packaged documents say nothing: on small graphs of invented documents, figures worked out by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from hengce.ontology.errors import UnknownValue
from hengce.ontology.store import Store
from hengce.queries.catalogue import Catalogue

CATALOGUE = Catalogue.load()
FACTORY = {"subject": "绿色工厂"}


def scored(points: int, **more: object) -> dict[str, object]:
    return {**FACTORY, "metric": "总分", "min": points, "min_inclusive": True, "unit": "分", **more}


def target(count: int, **more: object) -> dict[str, object]:
    return {**FACTORY, "min": count, "min_inclusive": True, "unit": "家", "by": "2025", **more}


def reference(title: str, role: str = "basis") -> dict[str, object]:
    return {"title": title, "role": role}


@pytest.fixture(scope="module")
def provinces(graph: Callable[..., Store]) -> Store:
    """Editions of one place, what rests on them, and a city below it."""
    return graph({
        "old": {"title": "福建省绿色工厂办法（试行）", "jurisdiction": "350000", "date": "2019-01-05", "valid_from": "2019-02-01",
                "valid_to": "2024-01-31", "facts": [
            ("threshold", "总分80分以上的", scored(80)),
            ("incentive", "一次性奖励20万元", {**FACTORY, "form": "award", "amount": 200000}),
            ("sector", "优先支持钢铁行业", {**FACTORY, "sector": "钢铁"}),
        ]},
        "new": {"title": "福建省绿色工厂办法（修订）", "jurisdiction": "350000", "date": "2023-05-01", "valid_from": "2023-06-01",
                "valid_to": "2027-05-31", "facts": [
            ("threshold", "总分85分以上的", scored(85)),
            ("incentive", "给予一次性20万元奖励", {**FACTORY, "form": "award", "amount": 200000}),
            ("incentive", "分三年给予90万元", {**FACTORY, "form": "subsidy", "amount": 900000, "schedule": "分三年"}),
            ("incentive", "每年补助3万元", {**FACTORY, "form": "subsidy", "amount": 30000}),
            ("target", "到2025年建成200家", target(200)),
            ("sector", "重点在钢铁、汽车行业", {**FACTORY, "sector": "汽车"}),
        ]},
        "rules": {"title": "福建省绿色工厂细则", "jurisdiction": "350000", "facts": [
            ("reference", "根据《福建省绿色工厂办法（试行）》", reference("福建省绿色工厂办法（试行）")),
            ("reference", "按照《福建省绿色园区办法》", reference("福建省绿色园区办法")),
        ]},
        "parks": {"title": "福建省绿色园区办法", "jurisdiction": "350000", "status": "draft", "facts": []},
        "city": {"title": "厦门市绿色工厂计划", "jurisdiction": "350200", "facts": [
            ("reference", "根据《福建省绿色工厂细则》", reference("福建省绿色工厂细则")),
            ("target", "到2025年建成50家", target(50)),
            ("target", "其中市级30家", target(30, level="市级")),
            ("target", "集美区5家", target(5, scope="集美区")),
            ("sector", "在汽车行业", {**FACTORY, "sector": "汽车"}),
        ]},
    })  # fmt: skip


def found(store: Store, question: str, *columns: str, **arguments: object) -> list[tuple[object, ...]]:
    rows = CATALOGUE.run(store, question, **arguments).rows  # type: ignore[arg-type]
    return [tuple(row.get(column) for column in columns) for row in rows]


def test_what_documents_rest_on_stands_or_not_on_a_date(provinces: Store):
    def status(day: str) -> list[tuple[object, ...]]:
        return found(provinces, "bases", "doc", "cited", "cited_status", as_of=day)

    others = [("rules", "parks", "draft"), ("city", "rules", "in_force")]
    assert status("2023-05-31") == [("rules", "old", "in_force"), *others]
    assert status("2023-06-01") == [("rules", "old", "superseded"), *others]
    assert found(provinces, "bases", "cited", as_of="2023-06-01", standing="征求意见稿、已被取代") == [("old",), ("parks",)]


def test_a_choice_that_there_is_not_lists_those_there_are(provinces: Store):
    with pytest.raises(UnknownValue) as caught:
        CATALOGUE.run(provinces, "bases", standing="作废")
    assert caught.value.parameter == "standing"
    assert "expired 期满" in caught.value.allowed


def test_documents_of_one_status(provinces: Store):
    assert found(provinces, "documents", "id", as_of="2024-06-30", standing="superseded") == [("old",)]
    assert found(provinces, "documents", "id", as_of="2024-06-30", standing="draft") == [("parks",)]


def test_what_rests_on_a_document_directly_and_through_another(provinces: Store):
    assert found(provinces, "downstream", "doc", "through", document="old") == [("rules", None), ("city", "rules")]


def test_periods_that_end_soon(provinces: Store):
    assert found(provinces, "ending", "doc", "followed_by", as_of="2023-01-31") == [("old", "new")]
    assert found(provinces, "ending", "doc", as_of="2023-01-30") == []
    assert found(provinces, "ending", "doc", as_of="2024-02-01", years=4) == [("new",)]


def test_what_changed_is_what_is_said_and_not_its_wording(provinces: Store):
    changed = found(provinces, "changes", "change", "kind_label", "quote", older="old", newer="new", kind="threshold,incentive,sector")
    assert sorted(changed) == [
        ("added", "激励", "分三年给予90万元"),
        ("added", "激励", "每年补助3万元"),
        ("added", "重点行业", "重点在钢铁、汽车行业"),
        ("added", "门槛", "总分85分以上的"),
        ("removed", "重点行业", "优先支持钢铁行业"),
        ("removed", "门槛", "总分80分以上的"),
    ]


@pytest.mark.parametrize(("rhythm", "amounts"), [("once", [200000, 200000]), ("分期", [900000]), ("yearly", [30000]), ("unsaid", [])])
def test_when_money_is_paid(provinces: Store, rhythm: str, amounts: list[int]):
    assert [amount for (amount,) in found(provinces, "payment", "amount", rhythm=rhythm)] == amounts


def test_a_city_beside_its_province(provinces: Store):
    assert found(provinces, "target-shares", "place", "target", "above", "target_above", "percent") == [("厦门市", 50, "福建省", 200, 25)]
    assert found(provinces, "part-shares", "scope", "target", "whole", "percent") == [("集美区", 5, 50, 10)]


def test_a_city_reads_the_documents_of_its_province(provinces: Store):
    assert [doc for (doc,) in found(provinces, "applicable", "doc", jurisdiction="厦门")] == ["new", "old", "parks", "rules", "city"]
    assert [doc for (doc,) in found(provinces, "applicable", "doc", jurisdiction="厦门", type="绿色工厂")] == ["new", "old", "city"]
    assert [doc for (doc,) in found(provinces, "applicable", "doc", jurisdiction="福建")] == ["new", "old", "parks", "rules"]


def test_industries_by_how_many_places_name_them(provinces: Store):
    assert found(provinces, "sectors-in-common", "sector", "places", "of", shared="all") == [("汽车", 2, 2)]
    assert found(provinces, "sectors-in-common", "sector", "only", shared="只有一地") == [("钢铁", "福建省")]


def test_the_highest_is_that_of_what_was_asked_for(provinces: Store):
    assert found(provinces, "highest-award", "amount", "doc") == [(900000, "new")]
    assert found(provinces, "highest-award", "amount", "doc", instrument="award") == [(200000, "new"), (200000, "old")]


def test_deadlines_of_a_month_and_steps_of_an_actor(gold: Store):
    assert found(gold, "deadlines", "recurrence", month=11) == [("--11-30",), ("--11-30",)]
    assert found(gold, "deadlines", "date", month=10, year=2016, jurisdiction="国家") == [("2016-10-31",)]
    assert found(gold, "steps", "doc", "step", actor_words="工业集团") == [("shanghai-2021-2025", 1), ("shanghai-2021-2025", 3)]


def test_consequences_and_groups_of_one_kind(gold: Store):
    assert found(gold, "sanctions", "doc", "duration", outcome="ban", type="绿色工厂") == [("ningbo-2017-2019-draft", "P5Y")]
    assert found(gold, "criteria", "doc", sort="程序要求") == [("fujian-2018",)]
