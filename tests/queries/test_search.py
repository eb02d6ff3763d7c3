"""Search: what is found and in which order, other names, filters, true offsets, and an index that keeps step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from hengce.ontology.errors import InvalidParameter, UnknownValue
from hengce.ontology.store import Store, open_store
from hengce.queries.searching import index as indexing
from hengce.queries.searching.search import search
from hengce.queries.searching.words import groups, words

Make = Callable[..., Store]


def said(hit: dict[str, Any]) -> list[str]:
    begin = hit["citation"]["start"]
    return [hit["text"][span["start"] - begin : span["end"] - begin] for span in hit["highlights"]]


def test_words_and_the_words_inside_them() -> None:
    text = "制造业企业应通过ISO 14001认证"
    found = [text[start:end] for start, end in words(text)]
    assert {"制造业", "企业", "制造", "认证", "ISO", "14001"} <= set(found)
    assert groups("绿色示范工厂最高奖励多少")[0][0] == ("绿色示范工厂",)
    assert ("绿色工厂",) in groups("绿色示范工厂最高奖励多少")[0]
    assert groups("多少")  # nothing else is asked for
    assert groups("，。！") == []


@pytest.fixture(scope="module")
def built(store_path: str) -> Iterator[Store]:
    with open_store(store_path) as store:
        yield store


def test_clauses_with_all_words_the_best_first(built: Store, gold_texts: dict[str, str]) -> None:
    answer = search(built, "绿色工厂 奖励", jurisdictions="福建")
    assert (answer["matched"], answer["total"] >= 2) == ("all", True)
    assert [hit["score"] for hit in answer["hits"]] == sorted((hit["score"] for hit in answer["hits"]), reverse=True)
    for hit in answer["hits"]:
        cited = hit["citation"]
        assert gold_texts[hit["document"]][cited["start"] : cited["end"]] == cited["quote"] == hit["text"]
        assert {"奖励", "绿色工厂"} <= set(said(hit))


@pytest.fixture(scope="module")
def store(graph: Make) -> Store:
    def document(place: str, quote: str, subject: str, **fields: Any) -> dict[str, Any]:
        fact = ("incentive", quote, {"subject": subject, "form": "award"})
        return {"title": "奖励办法", "jurisdiction": place, "facts": [fact], **fields}

    return graph({
        "a": document("350000", "对绿色示范工厂给予奖励", "绿色工厂", date="2020-01-01"),
        "b": document("320000", "对绿色园区给予补助", "绿色园区", date="2021-01-01"),
    })  # fmt: skip


def ids(answer: dict[str, Any]) -> list[str]:
    return [hit["document"] for hit in answer["hits"]]


def test_other_names_of_the_same_thing_are_found(store: Store) -> None:
    assert ids(search(store, "绿色工厂")) == ["a"]
    assert ids(search(store, "绿色工业园区")) == ["b"]


def test_where_no_clause_has_all_words_those_with_some_are_given(store: Store) -> None:
    answer = search(store, "绿色工厂 补助")
    assert (answer["matched"], sorted(ids(answer))) == ("any", ["a", "b"])
    assert search(store, "量子计算")["total"] == 0


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"jurisdictions": "福建"}, ["a"]), ({"jurisdictions": "上海"}, []), ({"year": 2021}, ["b"]), ({"type": "绿色园区"}, ["b"]),
        ({"kind": "incentive"}, ["a", "b"]), ({"kind": "step"}, []), ({"type": "绿色工厂", "year": 2021}, []),
    ],
)  # fmt: skip
def test_filters(store: Store, filters: dict[str, Any], found: list[str]) -> None:
    assert sorted(ids(search(store, "给予", **filters))) == found


@pytest.mark.parametrize("hostile", ['"', "绿色 OR *", "a NEAR(b)", "'; DROP TABLE word; --", "word:工厂", "^工厂", "工厂" * 150])
def test_nothing_that_a_user_writes_is_an_operator(store: Store, hostile: str) -> None:
    try:
        answer = search(store, hostile)
    except InvalidParameter:
        return
    assert set(ids(answer)) <= {"a", "b"}


@pytest.mark.parametrize(
    ("arguments", "parameter"),
    [
        ({"question": "！"}, "q"),
        ({"question": "x\x00"}, "q"),
        ({"type": "无此类型"}, "type"),
        ({"kind": "x"}, "kind"),
        ({"jurisdictions": "乌有"}, "jurisdiction"),
    ],
)  # fmt: skip
def test_wrong_values_are_named(store: Store, arguments: dict[str, Any], parameter: str) -> None:
    with pytest.raises((InvalidParameter, UnknownValue)) as refused:
        search(store, **{"question": "绿色", **arguments})
    assert refused.value.parameter == parameter


def test_pages(built: Store) -> None:
    whole = search(built, "评价", limit=10)
    assert len(whole["hits"]) == 10
    parts = [search(built, "评价", limit=2, offset=offset)["hits"] for offset in range(0, 10, 2)]
    assert [hit for part in parts for hit in part] == whole["hits"]


def test_the_index_is_kept_and_made_anew_only_for_what_changed(
    store: Store, graph: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut: list[str] = []
    joined = indexing._joined
    monkeypatch.setattr(indexing, "_joined", lambda text: cut.append(text) or joined(text))
    before = search(store, "给予", folder=tmp_path)
    assert cut
    cut.clear()
    assert search(store, "给予", folder=tmp_path) == before
    assert cut == []  # the same data: the file is read
    (old,) = tmp_path.glob("*.db")
    more = graph({
        "a": {"title": "奖励办法", "jurisdiction": "350000", "date": "2020-01-01",
              "facts": [("incentive", "对绿色示范工厂给予奖励", {"subject": "绿色工厂", "form": "award"})]},
        "c": {"title": "补贴办法", "jurisdiction": "510000", "facts": [("incentive", "对企业给予补贴", {"form": "subsidy"})]},
    })  # fmt: skip
    assert sorted(ids(search(more, "给予", folder=tmp_path))) == ["a", "c"]
    assert not [text for text in cut if "绿色示范工厂" in text]
    assert [text for text in cut if "补贴" in text]
    (new,) = set(tmp_path.glob("*.db")) - {old}  # the one before stays: while a build changes over, both are asked
    old.unlink()
    new.write_bytes(new.read_bytes()[:5000])  # cut short: said to be broken, not taken for empty
    assert sorted(ids(search(store, "给予", folder=tmp_path))) == ["a", "b"]  # another version is made anew from the texts
    search(graph({"d": {"title": "通知", "facts": [("incentive", "给予奖励", {"form": "award"})]}}), "给予", folder=tmp_path)
    assert len(list(tmp_path.glob("*.db"))) == 2
    assert not new.exists()
