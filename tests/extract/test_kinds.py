"""What is read from short documents of our own, kind by kind (``cases/kinds.yaml``)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from hengce.extract.pipeline import read_text

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "cases" / "kinds.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_reads(case: dict[str, Any]) -> None:
    found = [fact.to_json() for fact in read_text("case", case["text"])]
    for fact in found:
        assert case["text"][fact["start"] : fact["end"]] == fact["quote"]
    expected = case.get("facts", [])
    for kind in {fact["kind"] for fact in expected}:
        mine = [fact for fact in found if fact["kind"] == kind]
        wanted = [fact for fact in expected if fact["kind"] == kind]
        for want in wanted:
            match = next((fact for fact in mine if all(fact[name] == value for name, value in want.items())), None)
            assert match is not None, f"{want} is not among {[{n: fact[n] for n in want} for fact in mine]}"
            mine.remove(match)
        assert not mine, f"too many: {[{n: v for n, v in fact.items() if v is not None} for fact in mine]}"
    for kind in case.get("none", []):
        assert not [fact for fact in found if fact["kind"] == kind], kind


def test_the_same_text_gives_the_same_facts() -> None:
    text = CASES[0]["text"]
    assert [fact.to_json() for fact in read_text("case", text)] == [fact.to_json() for fact in read_text("case", text)]


@pytest.mark.parametrize(
    "text", ["。", "一", "（（（（", "》《“”", "\n\n\n", "1、\n2、\n3、", "第一条", "附件", "a" * 500, "年" * 500, "、" * 500]
)
def test_odd_texts_give_no_error(text: str) -> None:
    for fact in read_text("odd", text):
        fact.check(text)
