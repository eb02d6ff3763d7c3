"""How well the packaged texts, and texts written to measure by, are read, against facts that people made by reading them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from hengce.corpus.library import Library
from hengce.corpus.readers.text import read_text
from hengce.corpus.structure import outline
from hengce.extract.evaluate import Report, evaluate, read_records
from hengce.extract.facts import KINDS, Fact
from hengce.extract.pipeline import read

HERE = Path(__file__).parent
OWN = HERE / "own"
FLOORS: dict[str, dict[str, float]] = yaml.safe_load((HERE / "floors.yaml").read_text(encoding="utf-8"))


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


@pytest.fixture(scope="module")
def own_texts() -> dict[str, str]:
    return {path.stem: read_text(path) for path in sorted(OWN.glob("*.txt"))}


@pytest.fixture(scope="module")
def own_gold() -> list[dict[str, Any]]:
    return list(read_records(OWN))


@pytest.fixture(scope="module")
def own_facts(own_texts: dict[str, str]) -> list[Fact]:
    return [fact for name, text in own_texts.items() for fact in read(outline(name, text))]


@pytest.fixture(scope="module")
def own_report(own_gold: list[dict[str, Any]], own_facts: list[Fact]) -> Report:
    return evaluate(own_gold, (fact.to_json() for fact in own_facts))


def check_quotes(records: list[dict[str, Any]], texts: dict[str, str]) -> None:
    for record in records:
        assert record["kind"] in KINDS
        assert texts[record["doc"]][record["start"] : record["end"]] == record["quote"]


def check_facts(found: list[Fact], texts: dict[str, str]) -> None:
    assert found
    for fact in found:
        fact.check(texts[fact.doc])


def test_the_gold_quotes_its_texts(gold: list[dict[str, Any]], corpus_texts: dict[str, str]):
    assert {record["doc"] for record in gold} == set(corpus_texts)
    check_quotes(gold, corpus_texts)


def test_every_fact_quotes_its_text(facts: list[Fact], corpus_texts: dict[str, str]):
    check_facts(facts, corpus_texts)


def test_the_gold_quotes_the_own_texts(own_gold: list[dict[str, Any]], own_texts: dict[str, str]):
    assert sorted(record["doc"] for record in own_gold if record["kind"] == "document") == sorted(own_texts)
    check_quotes(own_gold, own_texts)


def test_every_fact_quotes_its_own_text(own_facts: list[Fact], own_texts: dict[str, str]):
    check_facts(own_facts, own_texts)


@pytest.mark.parametrize("kinds", FLOORS["packaged"])
def test_f1_is_not_below_its_floor(report: Report, kinds: str):
    score = report.micro if kinds == "all" else report.select(kinds=kinds.split(", "))
    assert score.gold > 0
    assert score.f1 >= FLOORS["packaged"][kinds], f"{kinds}: {score}"


@pytest.mark.parametrize("part", FLOORS["own"])
def test_f1_on_the_own_texts_is_not_below_its_floor(own_report: Report, part: str):
    if part == "all":
        score = own_report.micro
    elif part in own_report.documents:
        score = own_report.documents[part]
    else:
        score = own_report.select(kinds=part.split(", "))
    assert score.gold > 0
    assert score.f1 >= FLOORS["own"][part], f"{part}: {score}"


@pytest.mark.parametrize("texts", ["packaged", "own"])
def test_what_is_said_to_be_sure_is_right(report: Report, own_report: Report, texts: str):
    certainties = (report if texts == "packaged" else own_report).certainties
    assert certainties["sure"].precision >= 0.95
    assert certainties["sure"].found >= 0.6 * sum(score.found for score in certainties.values())


def test_what_is_likely_is_right_less_often_than_what_is_sure(own_report: Report):
    assert own_report.certainties["likely"].precision < own_report.certainties["sure"].precision


def test_every_own_text_has_a_floor(own_texts: dict[str, str]):
    assert set(own_texts) <= set(FLOORS["own"])


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
