"""Each call in process, over HTTP by one client and by several, and at Oxigraph's own server."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.store.measure import quantile, say, table
from benchmarks.store.services import Client, hengce, oxigraph
from hengce.ontology.generations import Generations
from hengce.ontology.store import open_store

from .calls import Call, calls
from .load import Load, load

_HEAD = ["call", "way", "clients", "requests/s", "p50 ms", "p99 ms", "added p50", "added p99", "processor ms", "added"]


def report_serving(store: Path, clients: Sequence[int], seconds: int, only: str) -> None:
    """A table with the figures of all calls.

    Args:
        store: folder of a store.
        clients: how many ask at once, one after another; the first is 1.
        seconds: how long each measurement takes.
        only: part of the names of the calls that are measured; empty for all.
    """
    rows: list[list[object]] = []
    with ExitStack() as stack:
        here = stack.enter_context(open_store(str(store)))
        folder = Path(stack.enter_context(TemporaryDirectory()))
        # All clients have one address here: none of them is to be kept out for the others.
        ours = stack.enter_context(hengce(store, HENGCE_CACHE="0", HENGCE_CLIENT_QUERIES="1000"))
        again = stack.enter_context(hengce(store))
        theirs = stack.enter_context(oxigraph(Generations(store).hold().data))
        for call in calls(here, folder):
            if only in call.name:
                own = _own(call.itself, seconds)
                rows.append([call.name, "in process", "", *_figures(own[0]), "", "", f"{own[1]:.1f}", ""])
                ways = [("hengce serve", ours, call.path)]
                if call.body is None and call.oxigraph is None:
                    ways.append(("asked before", again, call.path))
                if call.oxigraph:
                    ways.append(("oxigraph serve", theirs, call.oxigraph))
                for way, service, path in ways:
                    rows += (_row(call.name, way, number, _asked(service, path, call, number, seconds), own) for number in clients)
    say(f"### Over HTTP, {store.parent.name} documents\n")
    table(_HEAD, rows)


def report_growth(stores: Sequence[Path], seconds: int) -> None:
    """How a comparison of the same places grows with the documents of others."""
    rows: list[list[object]] = []
    first: dict[str, Load] = {}
    for store in stores:
        with ExitStack() as stack:
            here = stack.enter_context(open_store(str(store)))
            ours = stack.enter_context(hengce(store, HENGCE_CACHE="0"))
            for call in calls(here, store):
                if call.name.startswith("/compare"):
                    found, busy = _asked(ours, call.path, call, 1, seconds)
                    before = first.setdefault(call.name, found)
                    rows.append(
                        [call.name, f"{here.info.documents:,}", *_figures(found)[1:], f"{busy:.1f}", f"{found.p50 / before.p50:.2f}"]
                    )
    say("### The same five places among more documents, one client\n")
    table(["call", "documents", "p50 ms", "p99 ms", "processor ms", "× the first p50"], rows)


_LONGEST = 30
"""Seconds of a measurement, at most."""
Measured = tuple[Load, float]
"""What a client saw, and processor milliseconds a request of whoever answered."""


def _own(act: Callable[[], object], seconds: int) -> Measured:
    for _ in range(3):
        act()
    times: list[float] = []
    until, busy = time.perf_counter() + seconds, time.process_time()
    while (began := time.perf_counter()) < until:
        act()
        times.append((time.perf_counter() - began) * 1000)
    busy = (time.process_time() - busy) / len(times) * 1000
    times.sort()
    return Load(len(times), sum(times) / 1000, quantile(times, 0.5), quantile(times, 0.99), 0), busy


def _asked(service: Client, path: str, call: Call, clients: int, seconds: int) -> Measured:
    """What a load shows; it goes on until each client has had an answer."""
    load(service.host, path, clients, 1, call.accept, call.body)
    busy = service.busy()
    found = load(service.host, path, clients, seconds, call.accept, call.body)
    if found.requests < clients and seconds < _LONGEST:
        return _asked(service, path, call, clients, 2 * seconds)
    return found, (service.busy() - busy) / max(found.requests, 1) * 1000


def _figures(found: Load) -> list[str]:
    return [f"{found.requests / found.seconds:,.0f}", f"{found.p50:.1f}", f"{found.p99:.1f}"]


def _row(name: str, way: str, clients: int, measured: Measured, own: Measured) -> list[object]:
    (found, busy), (itself, busy_itself) = measured, own
    added = [f"{found.p50 - itself.p50:+.1f}", f"{found.p99 - itself.p99:+.1f}"] if clients == 1 else ["", ""]
    return [name, way, clients, *_figures(found), *added, f"{busy:.1f}", f"{busy - busy_itself:+.1f}"]
