"""How well the packaged texts are read, against facts that people made by reading them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from hengce.corpus.library import Library
from hengce.corpus.structure import outline
from hengce.extract.evaluate import Report, evaluate, read_records
from hengce.extract.facts import KINDS, Fact
from hengce.extract.pipeline import read

HERE = Path(__file__).parent
FLOORS: dict[str, float] = yaml.safe_load((HERE / "floors.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def gold() -> list[dict[str, Any]]:
    return list(read_records(HERE))


@pytest.fixture(scope="module")
def facts() -> list[Fact]:
    library = Library()
    return [fact for name in library.ids() for fact in read(outline(name, library.get(name).text))]


@pytest.fixture(scope="module")
def report(gold: list[dict[str, Any]], facts: list[Fact]) -> Report:
    return evaluate(gold, (fact.to_json() for fact in facts))


def test_the_gold_quotes_its_texts(gold: list[dict[str, Any]], corpus_texts: dict[str, str]):
    assert {record["doc"] for record in gold} == set(corpus_texts)
    for record in gold:
        assert record["kind"] in KINDS
        assert corpus_texts[record["doc"]][record["start"] : record["end"]] == record["quote"]


def test_every_fact_quotes_its_text(facts: list[Fact], corpus_texts: dict[str, str]):
    assert facts
    for fact in facts:
        fact.check(corpus_texts[fact.doc])


@pytest.mark.parametrize("kinds", FLOORS)
def test_f1_is_not_below_its_floor(report: Report, kinds: str):
    score = report.micro if kinds == "all" else report.select(kinds=kinds.split(", "))
    assert score.gold > 0
    assert score.f1 >= FLOORS[kinds], f"{kinds}: {score}"


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_the_readme_claims_no_more_than_is_measured(root: Path, report: Report, name: str):
    table = (root / name).read_text(encoding="utf-8").partition("<!-- figures of: hengce evaluate tests/gold -->")[2]
    claims = re.findall(r"^\| (\w+) \| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \|$", table, flags=re.M)
    assert claims
    for kind, *figures in claims:
        score = report.micro if kind == "all" else report.kinds[kind]
        measured = (score.precision, score.recall, score.f1)
        assert all(float(claim) <= value + 0.005 for claim, value in zip(figures, measured, strict=True)), (kind, figures, measured)


def test_reading_the_gold_as_found_scores_one(gold: list[dict[str, Any]]):
    report = evaluate(gold, gold)
    assert report.micro.f1 == 1.0
    assert (report.missed, report.wrong) == ((), ())
