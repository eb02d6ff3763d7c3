"""Graphs of made documents, of several sizes.

Reading ten thousand texts would take minutes and says nothing about the store, so the facts that the texts were made from are put where
a build keeps what it has read (``FactCache``). All else is a build as users run it: outlines, RDF, links between documents, loading,
packing, swapping. What reading takes is measured apart (``reading.py``).
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from hengce.corpus.library import Library
from hengce.extract.build import build
from hengce.extract.cache import FactCache
from hengce.ontology.generations import Generations
from hengce.ontology.results import BuildInfo
from tests.made import Made, write_corpus

from .measure import megabytes, processor


@dataclass(frozen=True, slots=True)
class Built:
    """A graph and what its building took.

    Attributes:
        size: made documents in it; the packaged ones are in it too.
        store: folder of the store.
        info: what it holds.
        clock, busy: seconds of the build, by the clock and of the processor.
        disk: MB of the database.
    """

    size: int
    store: Path
    info: BuildInfo
    clock: float
    busy: float
    disk: float


def build_graph(folder: Path, made: Iterable[Made]) -> Built:
    """Build the graph of these documents in a new folder."""
    documents = list(made)
    store = folder / "store"
    write_corpus(folder / "corpus", documents)
    generations = Generations(store)
    with generations.building():
        cache = FactCache(generations.cache)
        for each in documents:
            cache.put(each.id, each.text, each.facts)
    library = Library(folder / "corpus" if documents else None)
    began, busy = time.perf_counter(), processor()
    info = build(library, str(store))
    clock, busy = time.perf_counter() - began, processor() - busy
    return Built(len(documents), store, info, clock, busy, megabytes(generations.hold().data))
