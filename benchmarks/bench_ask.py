"""How fast questions are answered: of the packaged documents and of made ones, and where the time goes.

    python benchmarks/bench_ask.py [--made 1000] [--rounds 3]

The questions are those of ``tests/cases/questions.jsonl``. Figures of the last run are in ``benchmarks/README.md``.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from hengce.corpus.library import Library
from hengce.extract.build import build
from hengce.ontology.identifiers import DEFAULT_BASE
from hengce.ontology.store import Reader, Store, open_store
from hengce.queries.asking import answering
from hengce.queries.asking import ask as asking
from hengce.queries.asking.ask import ask

ROOT = Path(__file__).resolve().parents[1]
QUESTIONS = [
    json.loads(line)["question"] for line in (ROOT / "tests" / "cases" / "questions.jsonl").read_text(encoding="utf-8").splitlines()
]
DAY = "2026-11-20"


def say(*cells: object) -> None:
    """Print one line."""
    sys.stdout.write("  ".join(map(str, cells)) + "\n")
    sys.stdout.flush()


class Clock:
    """Seconds spent in functions, by part; of nested calls of one part the outermost counts."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}
        self._open: set[str] = set()

    def timed(self, part: str, run: Callable[..., Any]) -> Callable[..., Any]:
        """A function that adds the time of its calls to a part."""

        def timed(*args: Any, **named: Any) -> Any:
            if part in self._open:
                return run(*args, **named)
            self._open.add(part)
            began = time.process_time()
            try:
                return run(*args, **named)
            finally:
                self._open.discard(part)
                self.spent[part] = self.spent.get(part, 0.0) + time.process_time() - began

        return timed


@contextmanager
def watched(clock: Clock) -> Iterator[None]:
    """Let a clock see what reads questions, asks the graph and writes answers."""
    reading, querying, writing = "reading the question", "asking the graph", "writing the answer"
    watch = [(asking, "mended", reading), (asking, "read_slots", reading), (asking, "parts_of", reading), (answering, "found_in", reading),
             (Reader, "select", querying), (asking, "composed", writing)]  # fmt: skip
    before = [(owner, name, getattr(owner, name)) for owner, name, _ in watch]
    for owner, name, part in watch:
        setattr(owner, name, clock.timed(part, getattr(owner, name)))
    try:
        yield
    finally:
        for owner, name, run in before:
            setattr(owner, name, run)


def measured(store: Store, rounds: int, folder: Path) -> None:
    """Print the first answer's time, percentiles of all, and shares."""
    began = time.perf_counter()
    ask(store, "福建的绿色工厂要多少分？", DAY, folder=folder)
    say("first answer of the process, ms", round((time.perf_counter() - began) * 1000))
    for question in QUESTIONS:
        ask(store, question, DAY, folder=folder)
    wall, processor = [], []
    for _ in range(rounds):
        for question in QUESTIONS:
            began, worked = time.perf_counter(), time.process_time()
            ask(store, question, DAY, folder=folder)
            wall.append(time.perf_counter() - began)
            processor.append(time.process_time() - worked)
    for name, times in (("by the clock", sorted(wall)), ("processor", sorted(processor))):
        say(f"{name}, ms: p50", round(times[len(times) // 2] * 1000, 1), "p99", round(times[int(len(times) * 0.99)] * 1000, 1))
    clock, began = Clock(), time.process_time()
    with watched(clock):
        for question in QUESTIONS:
            ask(store, question, DAY, folder=folder)
    whole = time.process_time() - began
    for part, spent in clock.spent.items():
        say(part, f"{spent / whole:.0%}")
    say("choosing facts and sentences", f"{1 - sum(clock.spent.values()) / whole:.0%}")


def main() -> None:
    """Measure the packaged documents, then made ones."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--made", type=int, default=1000, help="how many made documents (default 1000; 0 for none)")
    parser.add_argument("--rounds", type=int, default=3, help="how often each question is asked (default 3)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for count in (0, options.made) if options.made else (0,):
            at = Path(folder) / str(count)
            library = Library()
            if count:
                sys.path.insert(0, str(ROOT))
                from tests.made import documents, write_corpus

                write_corpus(at / "texts", documents(count, 1))
                library = Library(at / "texts")
            build(library, str(at / "store"), base=DEFAULT_BASE, workers=2)
            with open_store(str(at / "store")) as store:
                say(f"\n{count or 'packaged'} documents")
                measured(store, options.rounds, at / "search")


if __name__ == "__main__":
    main()
