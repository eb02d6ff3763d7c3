"""How long answers take, and how that grows with the documents."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.store.measure import quantile, say, table
from hengce.ontology.store import Store, open_store
from hengce.queries.asking.ask import ask

from .shares import shares

ROOT = Path(__file__).resolve().parents[2]
QUESTIONS: tuple[str, ...] = tuple(
    json.loads(line)["question"]
    for name in ("questions.jsonl", "questions-held.jsonl")
    for line in (ROOT / "tests" / "cases" / name).read_text(encoding="utf-8").splitlines()
)
DAY = "2026-11-20"
_SLOWEST = 5


@dataclass(frozen=True, slots=True)
class Timed:
    """One answer.

    Attributes:
        question: what was asked.
        clock, busy: milliseconds by the clock, and of the processor.
    """

    question: str
    clock: float
    busy: float


def timed(store: Store, question: str, folder: Path) -> Timed:
    """Ask one question."""
    began, worked = time.perf_counter(), time.process_time()
    ask(store, question, DAY, folder=folder)
    return Timed(question, (time.perf_counter() - began) * 1000, (time.process_time() - worked) * 1000)


def report_answers(stores: Sequence[Path], most: int, rounds: int) -> None:
    """A table with percentiles, one row a graph, and one with shares; then the slowest questions.

    Args:
        stores: folders of graphs, the smallest first.
        most: how many questions are asked, taken evenly from all.
        rounds: how often each, after the first time, when its facts and texts are read.
    """
    questions = QUESTIONS[:: max(1, len(QUESTIONS) // most)]
    rows: list[list[object]] = []
    parts: list[list[object]] = []
    names: list[str] = []
    said: list[str] = []
    answers: list[Timed] = []
    for location in stores:
        with open_store(str(location)) as store:
            folder = location / "search"
            asked = partial(_asked, store, questions, folder)
            documents, begun = f"{store.info.documents:,}", timed(store, questions[0], folder)
            for when, times in (("first", 1), ("again", rounds)):
                answers, share = shares(partial(asked, times))
                rows.append([documents, when, *_percentiles(answers)])
                parts.append([documents, when, *(f"{part:.0%}" for part in share.values())])
        said.append(f"{documents} documents: {begun.clock:.0f} ms ({begun.busy:.0f} of the processor)")
        names = list(share)
    say(f"### {len(questions)} questions, one client\n")
    say("The very first answer: " + "; ".join(said) + ". The first reads the word lists too.\n")
    table(["documents", "time", "p50 ms", "p99 ms", "p50 processor ms", "p99 processor ms"], rows)
    table(["documents", "time", *names], parts)
    say("The slowest of the largest graph:")
    slowest = {each.question: each for each in sorted(answers, key=lambda each: each.busy)}  # of each question its slowest answer
    for each in list(slowest.values())[::-1][:_SLOWEST]:
        say(f"  {each.busy:.0f} ms  {each.question}")
    say()


def _asked(store: Store, questions: Sequence[str], folder: Path, times: int) -> list[Timed]:
    return [timed(store, question, folder) for _ in range(times) for question in questions]


def _percentiles(asked: Sequence[Timed]) -> list[str]:
    clock, busy = (sorted(getattr(each, name) for each in asked) for name in ("clock", "busy"))
    return [f"{quantile(times, share):.1f}" for times in (clock, busy) for share in (0.5, 0.99)]
