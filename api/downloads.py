"""The whole graph as files: each is written once for a version of the data, when it is first asked for, and kept until the next."""

from __future__ import annotations

import shutil
import tempfile
import threading
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from ..ontology.context import context
from ..ontology.dump import Dump, EndpointDump, dumped, joined
from ..ontology.errors import Overloaded
from ..ontology.store import Reader, is_remote
from .export import rdf


def chunks(dump: Dump, ending: str) -> Iterator[bytes]:
    """All that a store holds, in a form of RDF; forms without names of graphs have the union of all.

    Args:
        dump: what to write.
        ending: of a file in that form: ``nq``, ``trig``, ``ttl``, ``nt`` or ``jsonld``.
    """
    match ending:
        case "nq":
            return joined(dump.quads())
        case "trig":
            return rdf.trig(dump)
        case _:
            return triples(dump.triples(), ending, dump.base)


def triples(lines: Iterable[bytes], ending: str, base: str) -> Iterator[bytes]:
    """Triples in a form of RDF.

    Args:
        lines: sorted N-Triples.
        ending: of a file in that form: ``ttl``, ``nt`` or ``jsonld``.
        base: of the graph.
    """
    match ending:
        case "ttl":
            return rdf.turtle(lines, base)
        case "jsonld":
            return rdf.jsonld(lines, base, context(base))
        case _:
            return rdf.ntriples(lines)


class Downloads:
    """The files, in a temporary folder.

    Args:
        location: the store.
    """

    def __init__(self, location: str) -> None:
        self._location = location
        self._writing = threading.Lock()
        self._folder: Path | None = None

    def file(self, graph: Reader, name: str) -> Path:
        """A file of the data that the store holds now, in a folder with the name of their version.

        Args:
            graph: the store, or a snapshot of it.
            name: one of :data:`..ontology.publication.DUMPS`.

        Raises:
            Overloaded: if a file is being written: that takes a processor, and one at a time is enough.
            StoreError: if the store cannot be read.
        """
        if self._folder is not None and (ready := self._folder / graph.info.data_version / name).exists():
            return ready
        if not self._writing.acquire(blocking=False):
            raise Overloaded("另一份下载正在生成，请稍后重试。", "Another download is being written; try again later.")
        try:
            with self._dump(graph) as dump:
                return self._write(dump, name)
        finally:
            self._writing.release()

    def _write(self, dump: Dump, name: str) -> Path:
        self._folder = self._folder or Path(tempfile.mkdtemp(prefix="hengce-"))
        folder = self._folder / dump.version
        folder.mkdir(exist_ok=True)
        # The version before stays: an answer may just be about to open a file of it.
        for old in sorted(self._folder.iterdir(), key=lambda each: each.stat().st_mtime, reverse=True)[2:]:
            shutil.rmtree(old)
        part = folder / f"{name}.part"
        with part.open("wb") as file:
            file.writelines(chunks(dump, name.rpartition(".")[2]))
        return part.replace(folder / name)

    def _dump(self, graph: Reader) -> AbstractContextManager[Dump]:
        return nullcontext(EndpointDump(graph)) if is_remote(self._location) else dumped(self._location)

    def close(self) -> None:
        """Remove the files."""
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
