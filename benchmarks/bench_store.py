"""How much the ways into the graph cost: in this process, through a worker, as values or as bytes.

    python benchmarks/bench_store.py [--facts 20000] [--repeat 200]

The graph is synthetic: facts of documents, types and regions as the builder writes them, one named graph for each five hundred facts.
Milliseconds depend on the machine; the ratios within one run are what to compare.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from hengce.ontology.generations import Generations
from hengce.ontology.loading import Loader
from hengce.ontology.results import BuildInfo
from hengce.ontology.sparql import check_read_only
from hengce.ontology.store import open_store

PREFIX = "PREFIX h: <https://w3id.org/hengce/ontology#>\nPREFIX i: <https://w3id.org/hengce/id/>\n"
QUERIES = {
    "lookup": "SELECT ?min WHERE { <https://w3id.org/hengce/id/fact/d7/threshold/7> h:min ?min }",
    "three hops": (
        "SELECT ?fact ?min ?title WHERE { ?fact h:subject <https://w3id.org/hengce/id/type/t3> ; h:min ?min ; h:document ?d . "
        "?d h:title ?title ; h:jurisdiction <https://w3id.org/hengce/id/region/r5> } ORDER BY ?fact"
    ),
    "group": (
        "SELECT ?type (COUNT(?fact) AS ?n) (MAX(?min) AS ?max) WHERE { ?fact h:subject ?type ; h:min ?min } GROUP BY ?type ORDER BY ?type"
    ),
    "1000 rows": "SELECT ?fact ?min ?quote WHERE { ?fact h:min ?min ; h:quote ?quote } LIMIT 1000",
}


def graphs(facts: int) -> Iterator[tuple[str, list[bytes]]]:
    """The quads of the synthetic graph, one document at a time."""
    ids, terms = "https://w3id.org/hengce/id", "https://w3id.org/hengce/ontology#"
    for number in range(max(1, facts // 500)):
        graph, document = f"{ids}/graph/d{number}", f"<{ids}/document/d{number}>"
        triples = [f'{document} <{terms}title> "文件{number}"', f"{document} <{terms}jurisdiction> <{ids}/region/r{number % 31}>"]
        for fact in range(number * 500, min(facts, number * 500 + 500)):
            node = f"<{ids}/fact/d{number}/threshold/{fact}>"
            triples += [
                f"{node} <{terms}document> {document}",
                f"{node} <{terms}subject> <{ids}/type/t{fact % 20}>",
                f'{node} <{terms}min> "{fact % 100}"^^<http://www.w3.org/2001/XMLSchema#decimal>',
                f'{node} <{terms}quote> "第三方评价得分达到{fact % 100}分及以上，认定为省级绿色工厂"',
            ]
        yield graph, [f"{triple} <{graph}> .\n".encode() for triple in triples]


def build(folder: Path, facts: int) -> float:
    """Write the store; seconds for loading and packing."""
    started = time.perf_counter()
    generations = Generations(folder)
    with generations.building(), generations.scratch() as scratch:
        loader = Loader(scratch / "data")
        for graph, lines in graphs(facts):
            loader.add(graph, lines)
        info = BuildInfo("https://w3id.org/hengce/", "bench", "0", 0, facts, loader.triples())
        loader.close()
        generations.publish(scratch / "data", info)
    return time.perf_counter() - started


def median(act: Callable[[], object], repeat: int) -> float:
    """Median milliseconds of a call, after one that warms the caches."""
    act()
    times = []
    for _ in range(repeat):
        started = time.perf_counter()
        act()
        times.append(time.perf_counter() - started)
    return statistics.median(times) * 1000


def main() -> None:
    """Build the graph, ask it each question each way, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--facts", type=int, default=20_000)
    parser.add_argument("--repeat", type=int, default=200)
    options = parser.parse_args()
    write = sys.stdout.write
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "store"
        seconds = build(folder, options.facts)
        started = time.perf_counter()
        with open_store(str(folder), workers=1, timeout=60) as worker, open_store(str(folder)) as here:
            opening = time.perf_counter() - started
            write(f"{here.info.triples} triples: built in {seconds:.1f} s, worker and store opened in {opening:.2f} s\n\n")
            write(f"{'query':12} {'here ms':>9} {'worker ms':>10} {'added ms':>9} {'ratio':>6} {'values/bytes':>13} {'guard ms':>9}\n")
            for title, body in QUERIES.items():
                query = PREFIX + body
                bytes_here = median(lambda query=query: here.execute(query), options.repeat)
                bytes_worker = median(lambda query=query: worker.execute(query), options.repeat)
                values_here = median(lambda query=query: here.select(query), options.repeat)
                guard = median(lambda query=query: check_read_only(query + f"# {time.perf_counter_ns()}"), options.repeat)
                write(
                    f"{title:12} {bytes_here:9.3f} {bytes_worker:10.3f} {bytes_worker - bytes_here:9.3f} {bytes_worker / bytes_here:6.2f}"
                    f" {values_here / bytes_here:13.2f} {guard:9.3f}\n"
                )


if __name__ == "__main__":
    main()
