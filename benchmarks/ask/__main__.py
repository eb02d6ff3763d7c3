"""The whole benchmark of answers: ``python -m benchmarks.ask [--sizes 0,10,100,1000] [--questions 200] [--rounds 3]``.

From the root of the checkout. The questions are those of ``tests/cases``; the packaged texts are in every graph, made ones are added. Some
two minutes on an idle machine with two processors, half of them for building; ``--stores`` takes graphs that are there already.
"""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
from pathlib import Path

from benchmarks.store.graphs import build_graph
from benchmarks.store.measure import say
from tests.made import documents

from .answers import report_answers
from .ways import report_ways

parser = argparse.ArgumentParser(prog="python -m benchmarks.ask", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("--sizes", default="0,10,100,1000", help="made documents in each graph, the smallest first")
parser.add_argument("--stores", nargs="*", type=Path, help="folders of graphs, in place of --sizes")
parser.add_argument("--questions", type=int, default=200, help="how many are asked (default 200)")
parser.add_argument("--rounds", type=int, default=3, help="how often each question is asked (default 3)")
parser.add_argument("--seed", type=int, default=5, help="of the documents (default 5)")
options = parser.parse_args()

say(f"Python {platform.python_version()}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f} at the start\n")
with tempfile.TemporaryDirectory() as folder:
    stores: list[Path] = options.stores or []
    if not stores:
        sizes = sorted(int(size) for size in options.sizes.split(","))
        made = list(documents(sizes[-1], options.seed))
        stores = [build_graph(Path(folder, str(size)), made[:size]).store for size in sizes]
    report_answers(stores, options.questions, options.rounds)
    report_ways(stores[0], 20 * options.rounds)
say(f"load {os.getloadavg()[0]:.1f} at the end")
