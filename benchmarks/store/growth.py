"""Growth: what ten times the documents cost in building, on disk, and in each question whose answer stays the same."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from itertools import pairwise

from hengce.ontology.store import open_store
from hengce.queries.catalogue import Catalogue

from .calls import GROWING, Call
from .graphs import Built
from .measure import in_turn, quantile, say, table

_ROUNDS = 15


def report_builds(graphs: Sequence[Built]) -> None:
    """Building and disk, and each as a share of what the documents alone would make of the size before."""
    rows = []
    for number, each in enumerate(graphs):
        before = graphs[number - 1] if number else None
        rows.append([
            f"{each.size:,}", f"{each.info.facts:,}", f"{each.info.triples:,}", f"{each.clock:.1f}", f"{each.busy:.1f}",
            f"{each.busy / each.info.triples * 1e6:.0f}", f"{each.disk:.0f}", f"{each.disk * 1e6 / each.info.triples:.0f}",
            "" if before is None else f"{each.busy / before.busy:.1f}",
            "" if before is None else f"{each.info.triples / before.info.triples:.1f}",
        ])  # fmt: skip
    say("### Building, without reading\n")
    table(
        ["documents", "facts", "triples", "s by the clock", "processor s", "µs a triple", "MB", "bytes a triple", "× time", "× triples"],
        rows,
    )


def report_questions(graphs: Sequence[Built], asked: Mapping[str, Call], rounds: int = _ROUNDS) -> None:
    """Processor milliseconds of each question at each size, and the growth from size to size; binding of values included."""
    catalogue = Catalogue.load()
    rows = []
    with ExitStack() as stack:
        stores = {each.size: stack.enter_context(open_store(str(each.store))) for each in graphs}
        for name in sorted(asked, key=lambda name: (name in GROWING, name)):
            acts = {str(size): lambda store=store, name=name: catalogue.run(store, name, **asked[name]) for size, store in stores.items()}
            taken = in_turn(acts, rounds, time.process_time)
            half = [quantile(times, 0.5) for times in taken.values()]
            answers = [len(catalogue.run(store, name, **asked[name])) for store in stores.values()]
            steps = [f"{later / earlier:.2f}" for earlier, later in pairwise(half)]
            rows.append(
                [name, ", ".join(asked[name]), " ".join(map(str, dict.fromkeys(answers))), *(f"{each:.2f}" for each in half), *steps]
            )
    sizes = [f"{each.size:,}" for each in graphs]
    say("### Questions: processor milliseconds (median), and growth from size to size\n")
    table(["question", "given", "rows", *sizes, *(f"→ {size}" for size in sizes[1:])], rows)
