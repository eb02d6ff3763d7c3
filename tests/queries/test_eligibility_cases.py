"""The cases of ``tests/cases/eligibility.jsonl``: what an adviser may expect of the packaged documents.

A case's ``request`` holds ``facts_by_text`` (facts whose names are not fixed: each goes to the question whose words are most alike) and
``rest: met`` (whatever is still unknown is answered so that it is met).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from hengce.ontology.store import Store
from hengce.queries.deciding.eligibility import eligibility, questions

CASES = [json.loads(line) for line in (Path(__file__).parents[1] / "cases" / "eligibility.jsonl").read_text(encoding="utf-8").splitlines()]
IN_DAYS = {"年": 365, "月": 30, "个月": 30, "天": 1, "日": 1}
IN_YUAN = {"元": 1, "万元": 10_000, "亿元": 100_000_000}


def pairs(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)}


def given(asked: list[Any], facts: dict[str, Any], by_text: list[dict[str, Any]]) -> dict[str, Any]:
    found = dict(facts)
    for fact in by_text:
        likeness, question = max(
            ((len(pairs(fact["text"]) & pairs(q["text"])) / len(pairs(fact["text"])), q) for q in asked), key=lambda each: each[0]
        )
        if likeness < 0.3:
            continue
        if question["type"] == "number":
            units = IN_DAYS if question["unit"] in IN_DAYS else IN_YUAN
            found[question["name"]] = fact["value"] * units.get(fact.get("unit", ""), 1) / units.get(question["unit"] or "", 1)
        else:
            found[question["name"]] = fact.get("as_boolean", fact["value"])
    return found


def meeting(needed: dict[str, Any]) -> Any:
    if "equals" in needed:
        return needed["equals"]
    return needed["min"] + (0 if needed["min_inclusive"] else 1) if needed["min"] is not None else needed["max"] - 1


def matches(decision: dict[str, Any], entry: dict[str, Any]) -> bool:
    return all(entry.get(key) in (None, decision[key]) for key in ("jurisdiction", "level", "grade"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_case(gold: Store, case: dict[str, Any]) -> None:
    request = case["request"]
    asked = questions(gold, request["type"], request.get("jurisdiction"), request.get("as_of"))
    facts = given(list(asked), request["facts"], request.get("facts_by_text", []))
    answer: dict[str, Any] = {}
    for _ in range(4):
        answer = eligibility(gold, request["type"], request.get("jurisdiction"), request.get("as_of"), facts)
        if request.get("rest") == "met":
            wanted = [e for e in case["expect"] if e["verdict"] == "eligible"]
            for decision in (d for d in answer["decisions"] if any(matches(d, e) for e in wanted)):
                facts |= {r["name"]: meeting(r["needed"]) for r in decision["requirements"] if r["status"] == "unknown"}
    for entry in case["expect"]:
        found = [decision for decision in answer["decisions"] if matches(decision, entry)]
        assert found, entry
        assert {decision["verdict"] for decision in found} <= set(entry["verdict"].split("|")), entry
    texts = {question["name"]: question["text"] for question in asked}
    next_texts = [texts[name] for decision in answer["decisions"] for name in decision["next_questions"]]
    for words in case["next_questions_include"]:
        assert any(word in text for word in ([words] if isinstance(words, str) else words) for text in next_texts), words
    warnings = [w for decision in answer["decisions"] for w in decision["warnings"]] + answer["warnings"]
    for words in case["warnings_include"]:
        assert any(word in text for word in ([words] if isinstance(words, str) else words) for text in warnings), words
