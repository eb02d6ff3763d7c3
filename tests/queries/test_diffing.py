"""What changed from one text to the next: clauses are aligned, changed facts are told in words, and nothing changes by itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hengce.corpus.structure import outline
from hengce.extract.facts import Cycle, Deadline, Fact, Incentive, Sanction, Target, Threshold
from hengce.ontology.errors import UnknownValue
from hengce.ontology.store import Store, open_store
from hengce.queries.diffing.clauses import aligned, clauses, words_changed
from hengce.queries.diffing.diff import Text, diff
from hengce.queries.diffing.facts import FactChange, fact_changes
from hengce.queries.diffing.wording import in_words

OLD = """甲市绿色工厂管理办法

第一条　为规范绿色工厂管理，制定本办法。
第二条　绿色工厂应当依法设立，具有独立法人资格。
第三条　总分达到75分及以上的，认定为市级绿色工厂。
第四条　市工业和信息化局每年组织一次复核。
第五条　本办法由市工业和信息化局负责解释，未尽事宜按照国家和省有关规定执行。
"""
NEW = """甲市绿色工厂管理办法

第一条　为规范绿色工厂管理，制定本办法。
第二条　总分达到80分及以上的，认定为市级绿色工厂。
第三条　对认定的绿色工厂给予20万元奖励。
第四条　本办法由市工业和信息化局负责解释，未尽事宜按照国家和省有关规定执行。
第五条　市工业和信息化局每两年组织一次复核。
"""


@pytest.fixture(scope="module")
def store(store_path: str) -> Iterator[Store]:
    with open_store(store_path) as store:
        yield store


@pytest.fixture(scope="module")
def changes(store: Store) -> dict[str, Any]:
    return diff(store, Text(OLD, "旧"), Text(NEW, "新"))


def test_clauses_are_aligned(changes: dict[str, Any]) -> None:
    told = {(each["change"], (each["old"] or {}).get("path"), (each["new"] or {}).get("path")) for each in changes["clauses"]["changes"]}
    assert told == {
        ("removed", "第二条", None),
        ("changed", "第三条", "第二条"),
        ("added", None, "第三条"),
        ("renumbered", "第五条", "第四条"),
        ("moved", "第四条", "第五条"),
    }
    assert changes["clauses"]["counts"]["same"] == 2


def test_places_are_exact(changes: dict[str, Any]) -> None:
    for each in (*changes["clauses"]["changes"], *changes["facts"]):
        for side, text in (("old", OLD), ("new", NEW)):
            if each[side] is not None:
                assert text[each[side]["start"] : each[side]["end"]] == each[side]["quote"]


def test_facts_are_told_in_words(changes: dict[str, Any]) -> None:
    told = {each["text"]: (each["change"], each["delta"]) for each in changes["facts"]}
    assert told["市级绿色工厂总分门槛由75分提高到80分"] == ("changed", "stricter")
    assert told["绿色工厂复核周期由1年延长到2年"] == ("changed", "looser")
    assert told["新增：激励：绿色工厂：奖励：20万元"] == ("added", None)
    assert any(text.startswith("删除：条件：") for text in told)


def test_a_document_does_not_differ_from_itself(store: Store) -> None:
    for id in ("shanghai-2021-2025", "jiangsu-2016"):
        same = diff(store, id, id)
        assert set(same["clauses"]["counts"]) == {"same"}
        assert same["facts"] == same["clauses"]["changes"] == []


def test_documents_of_the_graph_are_cited(store: Store, corpus_texts: dict[str, str]) -> None:
    result = diff(store, "ningbo-2017-2019-draft", "fujian-2018")
    assert (result["old"]["place"], result["new"]["title"]) == ("330200", "福建省绿色制造体系创建实施方案")
    for each in (*result["clauses"]["changes"], *result["facts"]):
        for side in ("old", "new"):
            if (at := each[side]) is not None:
                assert corpus_texts[at["document"]][at["start"] : at["end"]] == at["quote"]
                assert at["url"].startswith("https://w3id.org/hengce/id/")


def test_an_unknown_document_is_refused_by_name(store: Store) -> None:
    with pytest.raises(UnknownValue) as refused:
        diff(store, "jiangsu-2016", "nowhere")
    assert refused.value.parameter == "new"


def fact(kind: type[Fact], quote: str = "某句", **fields: Any) -> Fact:
    return kind(doc="d", quote=quote, start=0, end=len(quote), path="", **fields)


def scored(low: float, high: float | None = None, grade: str | None = "三星级") -> Fact:
    bounds = {"min": low, "min_inclusive": True, "max": high, "max_inclusive": None if high is None else False}
    return fact(Threshold, subject="绿色工厂", grade=grade, metric="评价得分", unit="分", **bounds)


@pytest.mark.parametrize(
    ("old", "new", "zh"),
    [
        (scored(75, 85), scored(80, 90), "绿色工厂三星级评价得分门槛由75分提高到80分"),
        (scored(80, grade=None), scored(70, grade=None), "绿色工厂评价得分门槛由80分降低到70分"),
        (fact(Target, subject="绿色工厂", min=40, max=40, unit="家", by="2029"), fact(Target, subject="绿色工厂", min=45, max=45, unit="家",
         by="2029"), "到2029年绿色工厂目标由40家提高到45家"),
        (fact(Incentive, subject="绿色园区", form="award", amount=200_000, cap=True), fact(Incentive, subject="绿色园区", form="award",
         amount=300_000, cap=True), "绿色园区奖励由最高20万元提高到最高30万元"),
        (fact(Cycle, subject="绿色工厂", period="P3Y", action="复核"), fact(Cycle, subject="绿色工厂", period="P1Y", action="复核"),
         "绿色工厂复核周期由3年缩短到1年"),
        (fact(Sanction, subject="绿色工厂", trigger="弄虚作假", consequence="ban", duration="P3Y"), fact(Sanction, subject="绿色工厂",
         trigger="弄虚作假", consequence="ban", duration="P5Y"), "绿色工厂禁止申报期限由3年延长到5年"),
        (fact(Deadline, actor="市局", action="转报省厅", recurrence="--10-31"), fact(Deadline, actor="市局", action="转报省厅",
         recurrence="--11-15"), "市局转报省厅的时限由每年10月31日推迟到每年11月15日"),
    ],
)  # fmt: skip
def test_the_words_of_a_change(old: Fact, new: Fact, zh: str) -> None:
    assert in_words(FactChange(old, new)) == zh
    assert in_words(FactChange(new, old)) != zh
    assert in_words(FactChange(None, new)).startswith("新增：")
    assert in_words(FactChange(old, None), "en").startswith("removed: ")
    assert [(each.old, each.new) for each in fact_changes([old], [new], None)] == [(old, new)]


CHARACTERS = st.text(st.sampled_from("绿色工厂80分，。12月"), max_size=40)


@settings(max_examples=40)
@given(CHARACTERS, CHARACTERS)
def test_the_words_of_both_sides_are_kept(old: str, new: str) -> None:
    told = words_changed(old, new)
    assert "".join(text for op, text in told if op != "insert") == old
    assert "".join(text for op, text in told if op != "delete") == new


def test_a_number_changes_as_a_whole() -> None:
    assert ("delete", "80") in words_changed("总分达到80分的", "总分达到85分的")


PARAGRAPHS = st.lists(
    st.sampled_from(["绿色工厂应当依法设立。", "每年组织一次复核。", "总分达到八十分。", "给予奖励。", "由市局解释。"]), max_size=8
)


@settings(max_examples=30)
@given(PARAGRAPHS, PARAGRAPHS)
def test_every_clause_is_told_once(old: list[str], new: list[str]) -> None:
    before, after = (clauses(outline("d", "\n".join(each) + "\n")) for each in (old, new))
    pairs = aligned(before, after)
    assert sorted(each.old.start for each in pairs if each.old) == [each.start for each in before]
    assert [each.new.start for each in pairs if each.new] == [each.start for each in after]
