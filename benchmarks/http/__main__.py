"""The whole benchmark of the service: ``python -m benchmarks.http [--sizes 10,1000] [--clients 1,8,64] [--seconds 3]``.

The documents made for it are of other places than the five that are asked about. About five minutes on an idle machine with two
processors; ``--stores`` takes graphs that are there already.
"""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
from itertools import islice
from pathlib import Path

from benchmarks.store.graphs import build_graph
from benchmarks.store.measure import say
from tests.made import documents

from .calls import ASKED
from .serving import report_growth, report_serving

parser = argparse.ArgumentParser(
    prog="python -m benchmarks.http", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
)
parser.add_argument("--sizes", default="10,1000", help="made documents in each graph, the smallest first")
parser.add_argument("--stores", nargs="*", type=Path, help="folders of graphs, in place of --sizes")
parser.add_argument("--clients", default="1,8,64", help="how many ask at once")
parser.add_argument("--seconds", type=int, default=3, help="of each measurement (default 3)")
parser.add_argument("--seed", type=int, default=5, help="of the documents (default 5)")
parser.add_argument("--only", default="", help="part of the names of the calls that are measured")
options = parser.parse_args()

say(f"Python {platform.python_version()}, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f} at the start\n")
with tempfile.TemporaryDirectory() as folder:
    stores: list[Path] = options.stores or []
    if not stores:
        sizes = sorted(int(size) for size in options.sizes.split(","))
        elsewhere = (each for each in documents(2 * sizes[-1], options.seed) if each.metadata.jurisdiction not in ASKED)
        made = list(islice(elsewhere, sizes[-1]))
        stores = [build_graph(Path(folder, str(size)), made[:size]).store for size in sizes]
    report_serving(stores[0], [int(number) for number in options.clients.split(",")], options.seconds, options.only)
    report_growth(stores, options.seconds)
say(f"load {os.getloadavg()[0]:.1f} at the end")
