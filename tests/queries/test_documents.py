"""The standing of documents on a date."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from hengce.ontology.errors import InvalidParameter, UnknownValue
from hengce.ontology.store import Store
from hengce.queries.documents import PolicyDocument, documents

Make = Callable[..., Store]


def one(store: Store, id: str, as_of: str) -> PolicyDocument:
    return documents(store, as_of, ids=id)[0]


def codes(document: PolicyDocument) -> list[str]:
    return [notice.code for notice in document.notices]


def test_the_packaged_documents(gold: Store):
    found = documents(gold, "2026-06-30")
    assert [(each.code, each.id, each.status, codes(each)) for each in found] == [
        ("000000", "miit-2016-586", "in_force", ["past-targets"]),
        ("310000", "shanghai-2021-2025", "expired", ["expired"]),
        ("320000", "jiangsu-2016", "in_force", ["past-targets"]),
        ("330200", "ningbo-2017-2019-draft", "draft", ["draft"]),
        ("350000", "fujian-2018", "in_force", ["past-targets"]),
    ]
    assert found[0].name == "工信厅节函〔2016〕586号"
    assert found[0].title is None
    assert found[0].issuer == "工业和信息化部办公厅"


def test_a_period_in_years_runs_to_the_last_of_december(gold: Store):
    assert one(gold, "shanghai-2021-2025", "2025-12-31").status == "in_force"
    assert one(gold, "shanghai-2021-2025", "2026-01-01").status == "expired"


def test_a_document_that_begins_later_says_so(gold: Store):
    before = one(gold, "shanghai-2021-2025", "2020-12-31")
    assert (before.status, before.has_begun, codes(before)) == ("in_force", False, ["not-begun"])
    assert one(gold, "shanghai-2021-2025", "2021-01-01").has_begun


def target(by: str) -> tuple[str, str, dict[str, object]]:
    ten = {"min": 10, "max": 10, "min_inclusive": True, "max_inclusive": True, "unit": "家"}
    return "target", f"到{by}建成10家绿色工厂", {"subject": "绿色工厂", "by": by, **ten}


@pytest.mark.parametrize(
    ("by", "as_of", "past"),
    [("2020", "2020-12-31", False), ("2020", "2021-01-01", True), ("2020-06", "2020-06-30", False), ("2020-06", "2020-07-01", True),
     ("2020-06-15", "2020-06-15", False), ("2020-06-15", "2020-06-16", True)],
)  # fmt: skip
def test_targets_pass_at_the_end_of_their_year_month_or_day(graph: Make, by: str, as_of: str, past: bool):
    store = graph({"p": {"title": "甲省绿色工厂办法", "jurisdiction": "350000", "facts": [target("2019"), target(by)]}})
    assert codes(one(store, "p", as_of)) == (["past-targets"] if past else [])


def test_targets_do_not_matter_where_there_is_a_period(graph: Make):
    store = graph({"p": {"title": "甲省绿色工厂办法", "jurisdiction": "350000", "valid_to": "2030", "facts": [target("2020")]}})
    assert codes(one(store, "p", "2025-01-01")) == []


def repeal(title: str, **new: object) -> dict[str, object]:
    name, number = "甲省绿色工厂办法", "甲政〔2018〕1号"
    repeals = ("reference", f"《{name}》（{number}）同时废止", {"title": name, "number": number, "role": "repeals"})
    return {
        "old": {"title": name, "doc_number": number, "jurisdiction": "350000", "valid_to": "2022", "facts": []},
        "new": {"title": title, "jurisdiction": "350000", **new, "facts": [repeals]},
    }


def test_a_repealed_document_is_superseded_from_the_day_of_the_new_one(graph: Make):
    store = graph(repeal("甲省绿色工厂新办法", date="2021-05-01"))
    assert one(store, "old", "2021-04-30").status == "in_force"
    later = one(store, "old", "2021-05-01")
    assert (later.status, later.superseded_by, codes(later)) == ("superseded", "new", ["superseded"])


def test_the_first_day_of_validity_counts_before_the_day_of_signature(graph: Make):
    store = graph(repeal("甲省绿色工厂新办法", date="2021-05-01", valid_from="2021-07-01"))
    assert one(store, "old", "2021-06-30").status == "in_force"
    assert one(store, "old", "2021-07-01").status == "superseded"


def test_a_draft_repeals_nothing(graph: Make):
    store = graph(repeal("甲省绿色工厂新办法", date="2021-05-01", status="draft"))
    assert one(store, "old", "2022-01-01").status == "in_force"
    assert one(store, "new", "2022-01-01").status == "draft"


def test_where_the_new_one_has_no_date_the_old_one_counts_as_superseded(graph: Make):
    assert one(graph(repeal("甲省绿色工厂新办法")), "old", "2019-01-01").status == "superseded"


def test_joint_issuers_are_one_document(graph: Make):
    store = graph({"p": {"title": "联合通知", "jurisdiction": "350000", "issuer": "福建省财政厅、福建省工业和信息化厅", "facts": []}})
    found = documents(store, "2024-06-30")
    assert len(found) == 1
    assert set(str(found[0].issuer).split("、")) == {"福建省财政厅", "福建省工业和信息化厅"}


def test_what_a_text_does_not_say_is_null(graph: Make):
    record = documents(graph({"p": {"title": "某办法", "facts": []}}), "2024-06-30")[0].to_json()
    unsaid = ("doc_number", "issuer", "jurisdiction", "date", "valid_from", "valid_to", "superseded_by", "source", "sha256")
    assert [record[name] for name in unsaid] == [None] * len(unsaid)
    assert (record["status"], record["as_of"], record["warnings"]) == ("in_force", "2024-06-30", [])


def test_only_what_is_asked_for(gold: Store):
    assert [each.id for each in documents(gold, "2024-06-30", jurisdictions=["沪", "闽"])] == ["shanghai-2021-2025", "fujian-2018"]
    assert documents(gold, "2024-06-30", jurisdictions="广东") == []
    with pytest.raises(UnknownValue):
        documents(gold, "2024-06-30", ids="nothing")
    with pytest.raises(InvalidParameter):
        documents(gold, "2024")


# --- what later documents do to earlier ones


def amendment(quote: str, **new: object) -> dict[str, object]:
    name, number = "甲省绿色工厂办法", "甲政〔2018〕1号"
    amends = ("reference", quote, {"title": name, "number": number, "role": "amends"})
    return {
        "old": {"title": name, "doc_number": number, "jurisdiction": "350000", "date": "2018-01-01", "facts": []},
        "new": {"title": "关于修改办法的决定", "jurisdiction": "350000", "date": "2021-05-01", **new, "facts": [amends]},
    }


def test_an_amended_document_stays_in_force_and_says_so(graph: Make):
    store = graph(amendment("对《甲省绿色工厂办法》作如下修改"))
    assert codes(one(store, "old", "2021-04-30")) == []
    later = one(store, "old", "2021-05-01")
    assert (later.status, later.superseded_by, codes(later)) == ("in_force", None, ["amended"])
    assert "已被 new 修改" in later.notices[0].zh


def test_a_draft_amends_nothing(graph: Make):
    store = graph(amendment("对《甲省绿色工厂办法》作如下修改", status="draft"))
    assert codes(one(store, "old", "2022-01-01")) == []


def editions(*titles_and_days: tuple[str, str], **common: object) -> dict[str, dict[str, object]]:
    """Documents of one place, ``e0``, ``e1`` …, each with a title and a day."""
    return {
        f"e{number}": {"title": title, "jurisdiction": "350000", "date": day, **common, "facts": []}
        for number, (title, day) in enumerate(titles_and_days)
    }


def test_a_revised_edition_takes_the_place_of_what_it_revises(graph: Make):
    store = graph(editions(("甲省绿色工厂办法（试行）", "2018-01-01"), ("甲省绿色工厂办法（2021年修订）", "2021-05-01")))
    assert one(store, "e0", "2021-04-30").status == "in_force"
    later = one(store, "e0", "2021-05-01")
    assert (later.status, later.superseded_by, codes(later)) == ("superseded", "e1", ["superseded"])
    assert "修订版 e1" in later.notices[0].zh
    assert one(store, "e1", "2021-05-01").status == "in_force"


def test_of_several_editions_the_next_one_takes_the_place(graph: Make):
    title = "甲省绿色工厂办法"
    store = graph(editions((title, "2018-01-01"), (f"{title}（修订）", "2021-05-01"), (f"{title}（2024年修正）", "2024-01-01")))
    found = {each.id: (each.status, each.superseded_by) for each in documents(store, "2025-01-01")}
    assert found == {"e0": ("superseded", "e1"), "e1": ("superseded", "e2"), "e2": ("in_force", None)}
    then = {each.id: each.status for each in documents(store, "2022-01-01")}
    assert then == {"e0": "superseded", "e1": "in_force", "e2": "in_force"}
    assert codes(one(store, "e2", "2022-01-01")) == ["not-begun"]


def test_a_later_one_of_the_same_title_is_named_and_repeals_nothing(graph: Make):
    store = graph(editions(("甲省绿色工厂办法（试行）", "2018-01-01"), ("甲省绿色工厂办法", "2021-05-01")))
    assert codes(one(store, "e0", "2021-04-30")) == []
    later = one(store, "e0", "2021-05-01")
    assert (later.status, codes(later)) == ("in_force", ["reissued"])
    assert codes(one(store, "e1", "2021-05-01")) == []


def test_another_place_or_title_is_no_edition(graph: Make):
    made = editions(("绿色工厂办法", "2018-01-01"), ("绿色工厂办法（修订）", "2021-01-01"), ("绿色园区办法（修订）", "2021-01-01"))
    made["e1"]["jurisdiction"] = "360000"
    store = graph(made)
    assert [(each.status, codes(each)) for each in documents(store, "2022-01-01")] == [("in_force", [])] * 3


def test_of_two_that_repeal_the_first_one_counts(graph: Make):
    name, number = "甲省绿色工厂办法", "甲政〔2018〕1号"
    repeals = ("reference", f"《{name}》（{number}）同时废止", {"title": name, "number": number, "role": "repeals"})
    store = graph({
        "old": {"title": name, "doc_number": number, "jurisdiction": "350000", "facts": []},
        "a": {"title": "甲省新规定", "jurisdiction": "350000", "date": "2023-01-01", "facts": [repeals]},
        "b": {"title": "甲省新办法", "jurisdiction": "350000", "date": "2021-01-01", "facts": [repeals]},
    })  # fmt: skip
    assert one(store, "old", "2020-12-31").status == "in_force"
    assert [one(store, "old", day).superseded_by for day in ("2022-01-01", "2024-01-01")] == ["b", "b"]


def test_a_draft_becomes_what_is_issued_and_stays_a_draft(graph: Make):
    store = graph({
        "draft": {"title": "甲省绿色园区办法", "jurisdiction": "350000", "date": "2020-01-01", "status": "draft", "facts": []},
        "issued": {"title": "甲省绿色园区办法（试行）", "jurisdiction": "350000", "date": "2020-06-01", "facts": []},
        "earlier": {"title": "甲省绿色园区办法", "jurisdiction": "350000", "date": "2015-01-01", "facts": []},
        "elsewhere": {"title": "甲省绿色园区办法", "jurisdiction": "360000", "date": "2020-03-01", "facts": []},
    })  # fmt: skip
    before, after = one(store, "draft", "2020-05-31"), one(store, "draft", "2020-06-01")
    assert (before.status, codes(before)) == ("draft", ["draft"])
    assert (after.status, codes(after)) == ("draft", ["draft", "issued"])
    assert [(each.relation, each.id) for each in after.successors] == [("issued", "issued")]
    assert "已正式印发为 issued" in after.notices[1].zh
    assert one(store, "earlier", "2015-06-01").status == "in_force"
