"""A drafter's check: what was planted is found, and clean drafts are left alone (``tests/cases/drafts.yaml``, ``tests/planted``)."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from hengce.ontology.errors import InvalidParameter, UnknownValue
from hengce.ontology.store import Store, open_store
from hengce.queries.checking.check import check
from hengce.queries.checking.finding import SEVERITIES, Finding
from hengce.queries.checking.rules import rules

from ..planted import Planted, plant

CASES_FOLDER = Path(__file__).parents[1] / "cases"
CASES: list[dict[str, Any]] = yaml.safe_load((CASES_FOLDER / "drafts.yaml").read_text(encoding="utf-8"))
DAY = "2026-11-20"
ANNEXES = {"missing-annex", "dangling-reference"}
"""Rules that stand for each other where an annex is meant."""
SLIPS: dict[str, Any] = yaml.safe_load((CASES_FOLDER / "slips.yaml").read_text(encoding="utf-8"))
PLAN = """安庆市绿色制造体系建设实施方案（2027—2029年）

为加快推进工业绿色低碳转型，结合我市实际，制定本实施方案。

一、建设目标
{}

二、保障措施
（一）加强组织领导。市工业和信息化局负责统筹协调。
（二）加大政策支持。将绿色制造项目纳入支持范围。
"""
IDS = [case["file"].removesuffix(".txt") for case in CASES]


@pytest.fixture(scope="module")
def store(store_path: str) -> Iterator[Store]:
    with open_store(store_path) as store:
        yield store


def text_of(case: Mapping[str, Any]) -> str:
    return (CASES_FOLDER / "drafts" / case["file"]).read_text(encoding="utf-8")


def spoilt(case: Mapping[str, Any]) -> str:
    text = text_of(case)
    for planted in case["planted"]:
        assert text.count(planted["replace"]) == 1, planted["replace"]
        text = text.replace(planted["replace"], planted["by"])
    return text


def found(store: Store, text: str, place: str | None = None) -> list[dict[str, Any]]:
    return check(store, text, jurisdiction=place, as_of=DAY)["findings"]


def finds(findings: list[dict[str, Any]], rule: str, places: list[tuple[int, int]]) -> bool:
    named = ANNEXES if rule in ANNEXES else {rule}
    near = [each for each in findings if each["rule"] in named and each["end"] - each["start"] <= 300]
    return any(each["start"] < end and start < each["end"] for each in near for start, end in places)


def places_of(planted: Mapping[str, Any], text: str) -> list[tuple[int, int]]:
    quotes = [planted.get("quote") or planted["by"], *planted.get("also_at", [])]
    return [(text.index(quote), text.index(quote) + len(quote)) for quote in quotes if quote in text]


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_a_clean_draft_raises_no_alarm(store: Store, case: dict[str, Any]) -> None:
    alarms = [each for each in found(store, text_of(case), case["jurisdiction"]) if each["severity"] != "info"]
    assert [(each["rule"], each["quote"]) for each in alarms] == []


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_what_was_planted_is_found_and_nothing_else(store: Store, case: dict[str, Any]) -> None:
    text = spoilt(case)
    findings = found(store, text, case["jurisdiction"])
    missed = [planted["by"] for planted in case["planted"] if not finds(findings, planted["rule"], places_of(planted, text))]
    assert missed == []
    spans = [span for planted in case["planted"] for span in places_of(planted, text)]
    alarms = [
        (each["rule"], each["quote"]) for each in findings
        if each["severity"] != "info" and not any(each["start"] < end and start < each["end"] for start, end in spans)
    ]  # fmt: skip
    assert alarms == []


@pytest.mark.parametrize("rule", SLIPS["slips"])
def test_slips_in_many_wordings(store: Store, rule: str) -> None:
    start = PLAN.index("{}")
    unseen = [
        sentence for sentence in SLIPS["slips"][rule]
        if not finds(found(store, PLAN.format(sentence)), rule, [(start, start + len(sentence))])
    ]  # fmt: skip
    assert unseen == []


def test_sound_sentences_raise_no_alarm(store: Store) -> None:
    checked = ((sentence, found(store, PLAN.format(sentence))) for sentence in SLIPS["sound"])
    own = SLIPS["slips"].keys() | {"numbering"}
    assert [(said, each["rule"]) for said, findings in checked for each in findings if each["rule"] in own] == []


def test_errors_planted_by_machine_are_found(store: Store) -> None:
    sown = [planted for seed, case in enumerate(CASES[:12:3]) for planted in plant(text_of(case), seed)]
    hits: Counter[str] = Counter()
    for planted in sown:
        hits[planted.rule] += finds(found(store, planted.text), planted.rule, list(planted.places))
    of_rule = Counter(planted.rule for planted in sown)
    assert len(sown) > 40
    assert len(of_rule) > 8
    assert sum(hits.values()) >= 0.97 * len(sown)
    assert {rule for rule in of_rule if hits[rule] < 0.8 * of_rule[rule]} == set()


def test_planters_change_one_thing_and_say_where() -> None:
    text = text_of(CASES[0])
    for planted in plant(text, 1):
        assert isinstance(planted, Planted)
        assert planted.text != text
        assert all(0 <= start < end for start, end in planted.places)


@pytest.mark.parametrize(
    ("document", "rule", "quote"),
    [
        ("jiangsu-2016", "stray-text", "and"),  # 绿色服务平台支撑作用 and 专业化服务能力
        ("jiangsu-2016", "term-inconsistency", "绿色制造工厂"),
        ("shanghai-2021-2025", "missing-annex", "绿色制造体系创建基本要求"),  # listed as 绿色制造体系的基本要求
        ("miit-2016-586", "missing-annex", "附件：1.\xa0绿色工厂评价要求"),  # three annexes are listed, none is in the text
    ],
)
def test_slips_of_the_packaged_texts(store: Store, corpus_texts: dict[str, str], document: str, rule: str, quote: str) -> None:
    assert any(each["rule"] == rule and each["quote"].startswith(quote) for each in found(store, corpus_texts[document]))


def test_the_packaged_texts_raise_no_false_alarm(store: Store, corpus_texts: dict[str, str]) -> None:
    own = {"total-mismatch", "target-conflict", "grade-gap", "grade-overlap", "numbering", "count-mismatch", "dangling-reference",
           "undefined-abbreviation", "date-order"}  # fmt: skip
    alarms = [(id, each["rule"], each["quote"]) for id, text in corpus_texts.items() for each in found(store, text) if each["rule"] in own]
    assert alarms == []


def test_a_finding_quotes_its_place(store: Store) -> None:
    text = spoilt(CASES[1]).replace("\n", "\r\n")
    findings = found(store, text)
    assert len(findings) > 4
    for each in findings:
        assert text[each["start"] : each["end"]] == each["quote"] != ""
        assert each["severity"] == SEVERITIES.get(each["rule"], "info")
        assert each["message"].endswith("。")
        assert each["suggestion"].endswith("。")
        assert {"start": each["start"], "end": each["end"]} in each["places"] or len(each["places"]) > 1
    assert [each["start"] for each in findings] == sorted(each["start"] for each in findings)
    assert len({(each["rule"], each["start"], each["end"]) for each in findings}) == len(findings)
    assert found(store, text) == findings


def test_messages_in_english(store: Store) -> None:
    result = check(store, spoilt(CASES[0]), as_of=DAY, language="en")
    assert result["findings"]
    assert not any("。" in each["message"] or "。" in each["suggestion"] for each in result["findings"])


def test_whom_a_draft_is_judged_by(store: Store) -> None:
    draft = "石狮市绿色工厂管理办法\n第一条 为了规范管理，制定本办法。\n"
    own = check(store, draft, as_of=DAY)
    assert own["jurisdiction"] == {"code": "350581", "name": "石狮市"}
    assert own["against"] == ["fujian-2018", "miit-2016-586"]
    assert check(store, draft, jurisdiction="宁波", as_of=DAY)["against"] == ["miit-2016-586"]  # Ningbo's own is a draft, and no superior
    assert check(store, draft, as_of=DAY, named="jiangsu-2016")["against"] == ["jiangsu-2016"]
    assert check(store, "关于做好有关工作的通知\n请认真落实。\n", as_of=DAY)["against"] == []


def test_a_draft_with_a_period_is_judged_on_its_first_day(store: Store) -> None:
    assert check(store, text_of(CASES[1]), as_of=DAY)["as_of"] == "2027-01-01"
    assert check(store, "管理办法\n第一条 制定本办法。", as_of=DAY)["as_of"] == DAY
    assert check(store, "管理办法\n第一条 制定本办法。")["as_of"] == datetime.date.today().isoformat()


@pytest.mark.parametrize("text", ["", " \n", "。", "第一条", "附件", "一、", "（" * 500, "1、" * 300, "2月30日"])
def test_any_text_can_be_checked(store: Store, text: str) -> None:
    for each in found(store, text):
        assert text[each["start"] : each["end"]] == each["quote"]


def test_wrong_values_are_refused(store: Store) -> None:
    with pytest.raises(UnknownValue):
        check(store, "办法", jurisdiction="乌有市")
    with pytest.raises(UnknownValue):
        check(store, "办法", named="no-such-document")
    with pytest.raises(InvalidParameter):
        check(store, "办法", as_of="2026-02-30")


def test_a_finding_has_a_place() -> None:
    with pytest.raises(ValueError, match="no place"):
        Finding(rule="numbering", start=3, end=3, zh="", en="", suggestion_zh="", suggestion_en="")


def test_what_is_doubtful_is_told_for_information() -> None:
    sure = Finding(rule="stray-text", start=0, end=1, zh="", en="", suggestion_zh="", suggestion_en="")
    assert (sure.severity, replace(sure, doubtful=True).severity) == ("warning", "info")


def test_what_may_be_meant_so_is_no_alarm(store: Store) -> None:
    findings = found(store, PLAN.format("由省人民政府政府采购部门负责监管。"))
    assert [(each["rule"], each["severity"]) for each in findings if each["quote"] == "政府政府"] == [("stray-text", "info")]


def test_every_rule_of_the_contract_is_there() -> None:
    assert SEVERITIES.keys() <= rules().keys()
    assert all(name == rule.RULE for name, rule in rules().items())
