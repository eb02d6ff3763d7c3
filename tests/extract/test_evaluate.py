"""Scores against figures worked out by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hengce.extract.evaluate import Score, evaluate, read_records
from hengce.extract.facts import KINDS
from hengce.extract.matching import COMPARED, same
from hengce.ontology.errors import UnreadableText


def fact(kind: str, start: int = 0, quote: str = "总分达到80分及以上的", **fields: Any) -> dict[str, Any]:
    """A fact in JSON form; fields that are not given are null, as in a file of reference facts."""
    return {"doc": "a", "kind": kind, "quote": quote, "start": start, "end": start + len(quote), "subject": None, **fields}


def threshold(**fields: Any) -> dict[str, Any]:
    usual = {"subject": "绿色工厂", "level": "省级", "grade": None, "min": 80, "min_inclusive": True, "unit": "分"}
    return fact("threshold", **{**usual, **fields})


def test_figures_of_a_case_worked_out_by_hand():
    gold = [
        threshold(),
        threshold(min=90, level="国家级"),
        fact("cycle", period="P3Y"),
        fact("agency", canonical="上海市经济和信息化委员会", role="lead"),
    ]
    found = [threshold(), threshold(min=95, level="国家级"), threshold(min=60), fact("cycle", period="P3Y")]
    report = evaluate(gold, found)

    assert report.kinds == {"threshold": Score(1, 2, 3), "cycle": Score(1, 1, 1), "agency": Score(0, 1, 0)}
    assert report.micro == Score(hits=2, gold=4, found=4)
    assert (report.micro.precision, report.micro.recall, report.micro.f1) == (0.5, 0.5, 0.5)
    assert report.kinds["threshold"].precision == pytest.approx(1 / 3)
    assert report.kinds["threshold"].f1 == pytest.approx(0.4)
    assert report.kinds["agency"].f1 == 0.0
    assert [record["kind"] for record in report.missed] == ["threshold", "agency"]
    assert sorted(record["min"] for record in report.wrong) == [60, 95]
    assert report.documents == {"a": report.micro}


def test_documents_are_kept_apart_and_only_those_of_the_gold_count():
    gold = [threshold(), threshold(doc="b", min=90)]
    found = [threshold(doc="b"), threshold(doc="b", min=90), threshold(doc="c")]
    report = evaluate(gold, found)
    assert report.documents == {"a": Score(0, 1, 0), "b": Score(1, 1, 2)}
    assert report.select(documents=["b"], kinds=["threshold"]) == Score(1, 1, 2)
    assert report.select(kinds=["cycle"]) == Score()


def test_a_document_is_scored_field_by_field():
    fields = {"title": "福建省绿色制造体系创建实施方案", "doc_number": None, "issuer": "甲", "jurisdiction": "350000", "status": "issued"}
    gold = [fact("document", **fields, valid_to="2020")]
    found = [fact("document", **{**fields, "title": "福建省绿色制造体系\n创建实施方案", "issuer": "乙", "doc_number": "闽1号"})]
    report = evaluate(gold, found)
    # Gold says title, issuer, jurisdiction, status, valid_to; found says title, number, issuer, jurisdiction, status.
    assert report.micro == Score(hits=3, gold=5, found=5)
    assert [(record["field"], record["gold"]) for record in report.missed] == [("valid_to", "2020")]
    assert [(record["field"], record["found"]) for record in report.wrong] == [("doc_number", "闽1号"), ("issuer", "乙")]


@pytest.mark.parametrize(
    ("one", "two", "equal"),
    [
        # numbers: an integer is the number that it writes
        (threshold(), threshold(min=80.0), True),
        (threshold(), threshold(min_inclusive=False), False),
        (threshold(), threshold(metric="得分"), True),
        # subjects: exact where the contract fixes the label, one within the other elsewhere
        (threshold(), threshold(subject="绿色供应链"), False),
        (threshold(subject="绿色企业"), threshold(subject="绿色企业集团"), False),
        (threshold(subject="专精特新企业"), threshold(subject="专精特新企业库"), True),
        (threshold(subject="企业"), threshold(subject="专精特新企业"), False),
        (threshold(subject="智能工厂"), threshold(subject="智能工厂/数字车间"), False),
        (threshold(subject="专精特新“小巨人”企业"), threshold(subject="专精特新小巨人企业"), True),
        (threshold(subject=None), threshold(), False),
        # incentives: an absent ceiling is none; a rate is its numbers
        (fact("incentive", form="award", amount=200000), fact("incentive", form="award", amount=200000, cap=False), True),
        (fact("incentive", form="award", amount=200000), fact("incentive", form="award", amount=200000, cap=True), False),
        (fact("incentive", form="subsidy", rate="投资额的10%—30%"), fact("incentive", form="subsidy", rate="10%-30%"), True),
        (fact("incentive", form="subsidy", rate="10%"), fact("incentive", form="subsidy", rate="20%"), False),
        # positions: any overlap for a cycle, half of the longer quote for a criterion
        (fact("cycle", 0, "0123456789", period="P1Y"), fact("cycle", 9, "9012345678", period="P1Y"), True),
        (fact("cycle", 0, "0123456789", period="P1Y"), fact("cycle", 10, "0123456789", period="P1Y"), False),
        (fact("criterion", 0, "0123456789", group="basic"), fact("criterion", 5, "56789", group="basic"), True),
        (fact("criterion", 0, "0123456789", group="basic"), fact("criterion", 6, "6789", group="basic"), False),
        (fact("step", 0, order=1), fact("step", 3, order=1), True),
        (fact("step", 0, order=1), fact("step", 0, order=2), False),
        # references: the number where there is one, else the title
        (fact("reference", number="GB/T 36132", title="绿色工厂评价通则"), fact("reference", 90, number="GB/T36132"), True),
        (fact("reference", title="环境保护法"), fact("reference", 90, title="环境\n保护法", role="basis"), True),
        (fact("reference", number="GB/T 36132"), fact("reference", title="GB/T 36132"), False),
    ],
)  # fmt: skip
def test_when_two_facts_are_the_same(one: dict[str, Any], two: dict[str, Any], equal: bool):
    assert same(one, two) is same(two, one) is equal
    assert evaluate([one], [two]).micro.hits == int(equal)


def test_triggers_overlap_where_their_words_stand_in_the_quote():
    quote = "发生重大安全\n事故、环境污染的，取消称号"
    accident = fact("sanction", 10, quote, subject="绿色工厂", consequence="revoke", trigger="发生重大安全事故")
    pollution = {**accident, "trigger": "环境污染"}
    assert same(accident, {**accident, "trigger": "重大安全\n事故"})
    assert not same(accident, pollution)
    assert same(accident, {**pollution, "trigger": "words that are not in the quote"})  # then the whole quote speaks
    assert evaluate([accident, pollution], [pollution, accident]).micro == Score(2, 2, 2)


def test_repetitions_count_once_where_the_place_does_not_matter():
    agency = fact("agency", canonical="工业和信息化部", role="issue")
    assert evaluate([agency, {**agency, "start": 50, "end": 60}], [agency] * 3).micro == Score(1, 1, 1)
    cycle = fact("cycle", period="P1Y")
    assert evaluate([cycle], [cycle, cycle]).micro == Score(1, 1, 2)


def test_the_pairing_finds_as_many_pairs_as_there_are():
    # The wide fact overlaps both gold facts, the narrow one only the first: taking the wide one first would lose a pair.
    first, second = fact("cycle", 0, "0123456789", period="P1Y"), fact("cycle", 10, "0123456789", period="P1Y")
    wide, narrow = fact("cycle", 0, "0" * 20, period="P1Y"), fact("cycle", 0, "0123", period="P1Y")
    assert evaluate([first, second], [wide, narrow]).micro == Score(2, 2, 2)
    assert evaluate([second, first], [narrow, wide]).micro == Score(2, 2, 2)


def test_every_kind_but_the_definition_is_scored_by_fields_it_has():
    assert list(COMPARED) == [kind for kind in KINDS if kind != "definition"]
    for kind, rule in COMPARED.items():
        assert set(rule.fields) <= set(KINDS[kind].__dataclass_fields__)
    assert evaluate([fact("definition", text="是指")], [fact("definition", text="是指")]).cells == {}


_ANY = st.builds(
    fact,
    kind=st.sampled_from(["cycle", "criterion", "agency", "sanction"]),
    start=st.integers(0, 30),
    quote=st.text("年度复核", min_size=1, max_size=8),
    subject=st.sampled_from([None, "绿色工厂", "智能工厂", "智能工厂库"]),
    period=st.sampled_from(["P1Y", "P3Y"]),
    trigger=st.sampled_from([None, "复核"]),
)


@given(st.lists(_ANY, max_size=12), st.lists(_ANY, max_size=12))
def test_properties_of_any_comparison(gold: list[dict[str, Any]], found: list[dict[str, Any]]):
    report = evaluate(gold, found)
    assert len(report.missed) == report.micro.gold - report.micro.hits
    assert len(report.wrong) == report.micro.found - report.micro.hits
    assert 0 <= report.micro.f1 <= 1
    assert evaluate(gold, gold).micro.f1 == (1.0 if gold else 0.0)
    assert evaluate(gold[::-1], found[::-1]).cells == report.cells


def test_the_report_is_json():
    report = evaluate([threshold()], [])
    again = json.loads(json.dumps(report.to_json(), ensure_ascii=False))
    assert again["micro"] == {"precision": 0.0, "recall": 0.0, "f1": 0.0, "hits": 0, "gold": 1, "found": 0}
    assert again["missed"] == [threshold()]


def test_records_are_read_from_a_file_or_a_folder(tmp_path: Path):
    (tmp_path / "b.jsonl").write_text(json.dumps(threshold(doc="b")) + "\n\n", encoding="utf-8")
    (tmp_path / "a.jsonl").write_text(json.dumps(threshold()) + "\n", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("no facts", encoding="utf-8")
    assert [record["doc"] for record in read_records(tmp_path)] == ["a", "b"]
    assert list(read_records(tmp_path / "a.jsonl")) == [threshold()]


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"{", "x.jsonl:1"),
        (b"\n[1]", "x.jsonl:2"),
        (b'{"doc": "a", "kind": "cycle", "quote": "q", "start": "0", "end": 1}', "start"),
        (b"\xff", "x.jsonl"),
    ],
)
def test_a_broken_file_is_refused_by_name_and_line(tmp_path: Path, content: bytes, place: str):
    file = tmp_path / "x.jsonl"
    file.write_bytes(content)
    with pytest.raises(UnreadableText) as caught:
        list(read_records(file))
    assert place in caught.value.zh
    assert place in caught.value.en


def test_a_missing_file_is_refused(tmp_path: Path):
    with pytest.raises(UnreadableText, match="找不到"):
        list(read_records(tmp_path / "none.jsonl"))
