"""How sure a reading is, by named reasons; tests/gold holds how often each certainty is right."""

from __future__ import annotations

import pytest

from hengce.extract.certainty import Reason, certainty
from hengce.extract.pipeline import read_text

HEAD = "荷塘市关于促进乡村产业发展的若干措施\n为促进乡村产业发展，制定本措施。\n一、主要措施\n"


@pytest.mark.parametrize(
    ("reasons", "expected"),
    [
        ([], "sure"),
        ([Reason.NOBODY], "likely"),
        ([Reason.NO_SUM, Reason.NOBODY, Reason.ASSUMED], "likely"),
        ([Reason.CARRIED], "doubtful"),
        ([Reason.NO_SUM, Reason.HEADING], "doubtful"),
    ],
)
def test_the_heaviest_reason_decides(reasons: list[Reason], expected: str) -> None:
    assert certainty(reasons) == expected


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        ("1.对冷链物流基地给予30万元补助。", ["sure"]),
        ("1.对企业按投资额的10%给予补助。", ["likely"]),
        ("1.鼓励金融机构为冷链物流基地提供信贷支持。", ["likely"]),
        ("1.对冷链物流基地给予30万元补助。同时按设备投资额的10%给予贴息。", ["sure", "doubtful"]),
        ("1.支持冷链物流基地建设\n按设备投资额的10%给予补助。", ["doubtful"]),
    ],
)
def test_a_promise_says_how_sure_it_is(sentences: str, expected: list[str]) -> None:
    facts = [fact for fact in read_text("case", f"{HEAD}{sentences}\n") if fact.kind == "incentive"]
    assert [fact.certainty for fact in facts] == expected


def test_brackets_in_a_subject_are_the_texts_own() -> None:
    (fact,) = (f for f in read_text("case", f"{HEAD}1.对获评省级企业技术(研发)中心的，奖励20万元。\n") if f.kind == "incentive")
    assert fact.subject == "企业技术(研发)中心"
