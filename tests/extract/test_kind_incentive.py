"""What is promised to whom: sentences of our own and all the incentives read from them (``cases/incentives.yaml``)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from hengce.corpus.structure import outline
from hengce.extract.facts import Incentive
from hengce.extract.kinds import incentive
from hengce.extract.pipeline import prepare, read_text

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "cases" / "incentives.yaml").read_text(encoding="utf-8"))


def incentives(sentences: str) -> list[Incentive]:
    lead = "荷塘市关于促进乡村产业发展的若干措施\n为促进乡村产业发展，制定本措施。\n一、总体安排\n加快发展。\n二、主要措施\n"
    text = f"{lead}1.{sentences}\n2.其他事项另行安排。\n"
    facts = list(incentive.read(prepare(outline("case", text))))
    for fact in facts:
        fact.check(text)
    return facts


def written(fact: Incentive) -> str:
    amount = "-" if fact.amount is None else f"{'≤' if fact.cap else ''}{fact.amount}"
    rate = " ".join(re.findall(r"\d+(?:\.\d+)?", fact.rate or "")) or "-"
    return "|".join((fact.subject or "-", fact.level or "-", fact.form, amount, rate))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["say"][:24])
def test_reads(case: dict[str, Any]) -> None:
    assert sorted(written(fact) for fact in incentives(case["say"])) == sorted(case["facts"])


@pytest.mark.parametrize(
    ("sentence", "per"),
    [
        ("对养老护理员给予每人每月500元岗位补贴。", "人月"),
        ("对冷链物流基地，每家给予10万元补助。", "企业"),
        ("对获得发明专利授权的，每件奖励3000元。", "件"),
        ("对冷链物流基地给予10万元补助。", None),
    ],
)
def test_what_one_sum_is_for(sentence: str, per: str | None) -> None:
    (fact,) = incentives(sentence)
    assert fact.per == per


def test_a_heading_run_in_promises_nothing() -> None:
    assert [fact.amount for fact in incentives("冷链建设补贴。对冷链物流基地给予10万元补助。")] == [100000]


def test_the_rate_keeps_what_it_is_taken_of() -> None:
    (first, second) = incentives("对冷链物流基地，分别按照不超过设备投资额10%和5%的比例给予补助。")
    assert (first.rate, second.rate) == ("不超过设备投资额的10%", "不超过设备投资额的5%")


def test_how_it_is_handed_out_is_kept_apart() -> None:
    (fact,) = incentives("对冷链物流基地给予30万元补助，分三年按4:3:3拨付，从优不重复。")
    assert (fact.amount, fact.stacking) == (300000, "从优不重复")
    assert fact.schedule is not None
    assert fact.schedule.startswith("分三年")


def test_who_it_is_for_carries_over() -> None:
    facts = incentives("对冷链物流基地给予30万元补助。同时按设备投资额的10%给予贴息。")
    assert [(fact.subject, fact.form) for fact in facts] == [("冷链物流基地", "subsidy"), ("冷链物流基地", "discount")]


def test_what_a_fund_is_for() -> None:
    text = (
        "荷塘市节约用水条例\n第一章 总则\n第一条 为了节约用水，制定本条例。\n第二章 保障\n第二条 节约用水专项资金用于下列事项：\n"
        "（一）重点节水工程的实施；\n（二）节水宣传；\n（三）支持雨水收集项目和再生水设施建设；\n（四）节水奖励。\n"
    )
    found = [(fact.subject, fact.form) for fact in incentive.read(prepare(outline("case", text)))]
    assert found == [("重点节水工程", "subsidy"), ("雨水收集项目", "subsidy"), ("再生水设施", "subsidy"), ("节约用水", "award")]


def test_a_heading_says_what_is_supported() -> None:
    text = "荷塘市关于促进文化发展的若干措施\n为促进文化发展，制定本措施。\n一、乡村书屋建设补助标准\n根据规模，给予每家3—5万元补助。\n"
    found = [(fact.subject, fact.amount, fact.cap) for fact in incentive.read(prepare(outline("case", text)))]
    assert found == [("乡村书屋", 30000, False), ("乡村书屋", 50000, True)]


def test_a_list_of_a_named_type_is_about_that_type():
    text = "某市节能奖励办法\n对列入省级绿色工厂名单的企业，从专项资金中给予最高30万元的补助。\n"
    (fact,) = [fact for fact in read_text("t", text) if fact.kind == "incentive"]
    assert (fact.subject, fact.to_json()["level"], fact.to_json()["amount"]) == ("绿色工厂", "省级", 300000)
