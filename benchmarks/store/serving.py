"""What the way adds to the store's own time: a worker process, HTTP, and the same HTTP as ``oxigraph serve`` does it.

Every request differs from all others by a comment, so that no cache has its answer; what a cache gives is measured apart.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from itertools import count
from pathlib import Path

from hengce.ontology.generations import Generations
from hengce.ontology.results import JSON
from hengce.ontology.store import Store, open_store
from hengce.queries.catalogue import Catalogue
from hengce.queries.citations import cited

from .calls import Call
from .measure import in_turn, quantile, say, table
from .services import Client, hengce, oxigraph

_QUESTIONS = ("documents", "thresholds", "facts")
"""A row, some rows, hundreds of rows."""
_OWN = "the store itself"
_JSON = {"Accept": JSON}

Way = tuple[Callable[[], object], Callable[[], float]]
"""How a question is asked, and the processor seconds of whoever answers."""


def report_serving(folder: Path, asked: Mapping[str, Call], requests: int) -> None:
    """Milliseconds of each way, by the clock and of the processor that answers, and what it adds to the store's own.

    Args:
        folder: a store.
        asked: calls by question.
        requests: how often each question goes each way.
    """
    rows: list[list[object]] = []
    with ExitStack() as stack:
        here = stack.enter_context(open_store(str(folder)))
        worker = stack.enter_context(open_store(str(folder), workers=1, timeout=60))
        ours = stack.enter_context(hengce(folder))
        theirs = stack.enter_context(oxigraph(Generations(folder).hold().data))
        for name in _QUESTIONS:
            query = Catalogue.load().question(name).bind(here, asked[name])
            size = len(here.execute(query).body) / 1000
            rows += _rows(f"SPARQL: {name}, {size:.1f} kB", _sparql(query, here, worker, ours, theirs), requests)
            rows += _rows(f"question: {name}", _named(name, asked[name], here, ours), requests)
    say("### What the way adds, one client: milliseconds\n")
    table(["what", "way", "p50", "p99", "added p50", "added p99", "processor", "added"], rows)


def _sparql(query: str, here: Store, worker: Store, ours: Client, theirs: Client) -> dict[str, Way]:
    serial = count()

    def fresh() -> str:
        return f"{query}\n# {next(serial)}"

    return {
        _OWN: (lambda: here.execute(fresh()), time.process_time),
        "in a worker process": (lambda: worker.execute(fresh()), _unknown),
        "hengce serve": (lambda: ours.get("/sparql", {"query": fresh()}, _JSON), ours.busy),
        "oxigraph serve": (lambda: theirs.get("/query", {"query": fresh()}, _JSON), theirs.busy),
        "hengce serve, asked before": (lambda: ours.get("/sparql", {"query": query}, _JSON), ours.busy),
    }


def _named(name: str, call: Call, here: Store, ours: Client) -> dict[str, Way]:
    """A question of the catalogue: bound, asked and cited; the limit of the page, which changes nothing here, makes requests differ."""
    serial = count()
    path, headers = f"/queries/{name}", {"Accept": "application/json"}
    _, tag = ours.get(path, call, headers)

    def itself() -> None:
        with here.snapshot() as graph:
            cited(graph, Catalogue.load().run(graph, name, **call))

    return {
        _OWN: (itself, time.process_time),
        "hengce serve": (lambda: ours.get(path, {**call, "limit": str(1000 - next(serial) % 300)}, headers), ours.busy),
        "hengce serve, not modified": (lambda: ours.get(path, call, {**headers, "If-None-Match": tag}, 304), ours.busy),
    }


def _unknown() -> float:
    return math.nan


def _rows(what: str, ways: Mapping[str, Way], requests: int) -> list[list[object]]:
    taken = in_turn({name: act for name, (act, _) in ways.items()}, requests)
    busy = {name: _busy(act, clock, requests) for name, (act, clock) in ways.items()}
    own = taken[_OWN]
    rows: list[list[object]] = []
    for way, times in taken.items():
        figures = [quantile(times, 0.5), quantile(times, 0.99), busy[way]]
        half, late, processor = (f"{each:.2f}" if each == each else "" for each in figures)
        added = [figure - other for figure, other in zip(figures, (quantile(own, 0.5), quantile(own, 0.99), busy[_OWN]), strict=True)]
        more = ["" if way == _OWN or each != each else f"{each:+.2f}" for each in added]
        rows.append([what, way, half, late, more[0], more[1], processor, more[2]])
    return rows


def _busy(act: Callable[[], object], clock: Callable[[], float], requests: int) -> float:
    """Processor milliseconds of one request, on average."""
    began = clock()
    for _ in range(requests):
        act()
    return (clock() - began) / requests * 1000
