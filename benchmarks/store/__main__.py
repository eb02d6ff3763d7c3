"""The whole benchmark of the store: ``python -m benchmarks.store [--sizes 10,100,1000,10000]``, from the root of the checkout.

About six minutes on an idle machine with two processors, most of them for the largest graph; ``--sizes 10,100,1000`` takes one.
"""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
from pathlib import Path

from tests.made import documents

from .calls import calls
from .graphs import build_graph
from .growth import report_builds, report_questions
from .measure import say
from .reading import report_reading
from .serving import report_serving

parser = argparse.ArgumentParser(
    prog="python -m benchmarks.store", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
)
parser.add_argument("--sizes", default="10,100,1000,10000", help="documents in each graph, the smallest first")
# With 5 there is, for every question, a place and type among the first ten documents that none of ten thousand comes back to.
parser.add_argument("--seed", type=int, default=5, help="of the documents (default 5)")
parser.add_argument("--reading", type=int, default=300, help="how many texts are read (default 300)")
parser.add_argument("--requests", type=int, default=300, help="how often each question goes each way (default 300)")
options = parser.parse_args()
sizes = sorted(int(size) for size in options.sizes.split(","))

say(f"Python {platform.python_version()}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f} at the start\n")
made = list(documents(max(sizes[-1], options.reading), options.seed))
asked = calls(made[: sizes[0]], made[: sizes[-1]])
report_reading(made[: options.reading])
with tempfile.TemporaryDirectory() as folder:
    graphs = [build_graph(Path(folder, str(size)), made[:size]) for size in sizes]
    report_builds(graphs)
    report_questions(graphs, asked)
    report_serving(graphs[min(2, len(graphs) - 1)].store, asked, options.requests)
say(f"load {os.getloadavg()[0]:.1f} at the end")
