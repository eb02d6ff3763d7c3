"""A question about one place or document takes as long in a large graph as in a small one."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hengce.ontology.schemes import schemes
from hengce.ontology.store import Store
from hengce.queries.catalogue import Catalogue
from hengce.queries.compare import compare
from hengce.queries.deadlines import deadlines
from hengce.queries.deciding.eligibility import eligibility

from ..made import Made, documents
from .conftest import write_store

SMALL, LARGE = 8, 200
DAY = "2024-06-30"
TRIES = 5
NOISE_SECONDS = 0.001
CATALOGUE = Catalogue.load()
WIDE = {"silent"}  # about all places by its nature
CALLS = [
    pytest.param(question.name, given, id=f"{question.name}-{given}")
    for question in CATALOGUE.values()
    for given in ("document", "jurisdiction")
    if given in {parameter.name for parameter in question.parameters} and question.name not in WIDE
]


@pytest.fixture(scope="module")
def made() -> list[Made]:
    return list(documents(LARGE, seed=1))


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory, made: list[Made]) -> Iterator[list[Store]]:
    folder: Path = tmp_path_factory.mktemp("growth")
    both = []
    regions = schemes().regions
    line = {each.key for each in regions.line(regions[made[0].metadata.jurisdiction or ""])}  # whose rules an answer goes by
    few = [each for number, each in enumerate(made) if number < SMALL or each.metadata.jurisdiction in line]
    assert len(few) < LARGE / 5
    for name, some in (("few", few), ("many", made)):
        facts = [fact for each in some for fact in each.facts]
        both.append(write_store(folder / name, {each.id: each.text for each in some}, facts, counties=False))
    yield both
    for store in both:
        store.close()


@pytest.fixture(scope="module")
def values(made: list[Made]) -> dict[str, str]:
    """A place with one document, whatever the size."""
    alone = made[0]
    assert [each.metadata.jurisdiction for each in made].count(alone.metadata.jurisdiction) == 1
    subject = next(fact.subject for fact in alone.facts if fact.subject)
    return {"document": alone.id, "jurisdiction": alone.metadata.jurisdiction or "", "type": subject, "kind": "threshold", "score": "82"}


@pytest.mark.parametrize(("name", "given"), CALLS)
def test_what_is_asked_of_one_place_takes_no_longer(stores: list[Store], values: dict[str, str], name: str, given: str):
    known = {parameter.name for parameter in CATALOGUE[name].parameters}
    call = {key: value for key, value in values.items() if key in known and key in (given, "type", "kind", "score")}
    answers = [CATALOGUE.run(store, name, **call).rows for store in stores]
    assert answers[0] == answers[1]
    holds_still(stores, lambda store: CATALOGUE.run(store, name, **call))


ANSWERS = {
    "compare": lambda store, place, type: compare(store, type, jurisdictions=place, as_of=DAY),
    "eligibility": lambda store, place, type: eligibility(store, type, place, DAY),
    "deadlines": lambda store, place, type: deadlines(store, 2024, place, as_of=DAY),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_about_one_place_takes_no_longer(stores: list[Store], values: dict[str, str], name: str):
    answer = ANSWERS[name]
    told = [{**answer(store, values["jurisdiction"], values["type"]), "data_version": None} for store in stores]
    assert told[0] == told[1]
    holds_still(stores, lambda store: answer(store, values["jurisdiction"], values["type"]))


def holds_still(stores: list[Store], act: Callable[[Store], object]) -> None:
    """Time an act on both stores: with many times the documents it may take three times as long, noise included."""

    def seconds(store: Store) -> float:
        times = []
        for _ in range(TRIES):
            began = time.process_time()
            act(store)
            times.append(time.process_time() - began)
        return min(times)

    small, large = (seconds(store) for store in stores)
    assert large < 3 * max(small, NOISE_SECONDS), f"{small * 1000:.1f} ms, then {large * 1000:.1f} ms among more documents"
