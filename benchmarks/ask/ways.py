"""What the way to an answer adds: the client on this machine, and a service, beside the functions behind the routes."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.store.measure import in_turn, quantile, say, table
from benchmarks.store.services import hengce
from hengce.api import Client, connect
from hengce.ontology.store import open_store
from hengce.queries.asking.ask import ask
from hengce.queries.compare import compare
from hengce.queries.documents import documents
from hengce.queries.searching.search import search

from .answers import DAY

_QUESTION, _TYPE, _WORDS = "福建的绿色工厂要多少分？", "绿色工厂", "绿色工厂 奖励"
_CALLS: dict[str, Callable[[Client], object]] = {
    "ask": lambda client: client.ask(_QUESTION, DAY),
    "compare, thresholds": lambda client: client.compare(_TYPE, "threshold", as_of=DAY),
    "compare, all aspects": lambda client: client.compare(_TYPE, as_of=DAY),
    "search": lambda client: client.search(_WORDS, as_of=DAY),
    "documents": lambda client: client.documents(DAY),
}


def report_ways(store: Path, rounds: int) -> None:
    """A table with the median of each call each way, without memory of answers."""
    os.environ["HENGCE_CACHE"] = "0"  # of the client here; what was answered before would be given again in no time
    began = time.perf_counter()
    with connect(store) as here, open_store(str(store)) as graph, hengce(store, HENGCE_CACHE="0") as service:
        opened = time.perf_counter() - began
        there = connect(f"http://{service.host}/")
        functions: dict[str, Callable[[], object]] = {
            "ask": lambda: ask(graph, _QUESTION, DAY, folder=store / "search"),
            "compare, thresholds": lambda: compare(graph, _TYPE, aspects="threshold", as_of=DAY),
            "compare, all aspects": lambda: compare(graph, _TYPE, as_of=DAY),
            "search": lambda: search(graph, _WORDS, as_of=DAY, folder=store / "search"),
            "documents": lambda: documents(graph, DAY),
        }
        rows: list[list[object]] = []
        for name, call in _CALLS.items():
            times = in_turn(
                {"itself": functions[name], "here": lambda call=call: call(here), "there": lambda call=call: call(there)}, rounds
            )
            itself, *others = (quantile(times[way], 0.5) for way in times)
            rows.append([name, f"{itself:.1f}", *(f"{other - itself:+.1f}" for other in others)])
    say(f"### What the way adds, p50 ms ({opened:.1f} s to open the client and a service)\n")
    table(["call", "the function", "`connect(folder)` adds", "`connect(url)` adds"], rows)
