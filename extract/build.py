"""From the texts to the graph: atomic, incremental, and the same bytes for the same input.

A build reads each document (or takes its facts from the cache), applies what people correct, writes its graph, hashes all
graphs, loads them into a new database, adds what rules infer and swaps. Whatever goes wrong before the swap leaves the old graph as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path
from typing import Literal, Protocol

from ..corpus.corrections import Correction
from ..corpus.library import Library, Notice, Source
from ..corpus.structure import outline
from ..ontology.dataset import describe as describe_dataset
from ..ontology.definitions import definition_quads
from ..ontology.dump import dumped
from ..ontology.embedded import Database
from ..ontology.errors import CorpusError, HengceError, InvalidParameter, StoreError
from ..ontology.generations import Generation, Generations
from ..ontology.identifiers import DEFAULT_BASE, Identifiers
from ..ontology.loading import Loader
from ..ontology.publication import publication
from ..ontology.results import BuildInfo
from ..ontology.rules import GRAPH as INFERRED
from ..ontology.rules import inferred, rules
from ..ontology.statistics import statistics
from ..ontology.store import is_remote
from . import changes
from .cache import FactCache
from .corrections import Corrected, apply
from .description import Description, describe
from .facts import Reference
from .graph import to_quads
from .graphfiles import add, by_graph, digest, lines, n_quads
from .pipeline import read
from .provenance import build_quads, correction_quads
from .works import same_works

PROGRAM_VERSION = version("hengce")
Stage = Literal["read", "load", "send"]
RESERVED = frozenset({"ontology", "build", INFERRED})
"""Identifiers that no document can have: the store has graphs of these names."""


class Progress(Protocol):
    """Told how far a build is."""

    def __call__(self, stage: Stage, done: int, total: int) -> None:
        """``done`` of ``total`` documents have been read, or graphs loaded, or sent to an endpoint."""
        ...


@dataclass(frozen=True, slots=True)
class _Task:
    source: Source
    corrections: tuple[Correction, ...]
    identifiers: Identifiers
    cache: Path
    output: Path


@dataclass(frozen=True, slots=True)
class _Read:
    """What the rest of the build needs to know of a document; its graph lies in a file."""

    id: str
    digest: str
    cached: Path
    output: Path
    facts: int
    description: Description
    references: list[Reference]
    notices: tuple[Notice, ...]


def build(
    library: Library,
    location: str,
    *,
    base: str = DEFAULT_BASE,
    workers: int = 1,
    cluster: str | None = None,
    progress: Progress | None = None,
    warn: Callable[[Notice], None] | None = None,
) -> BuildInfo:
    """Read all documents of a library into the graph of a folder.

    Args:
        library: the documents.
        location: the folder of the store; it is made if it is not there.
        base: IRI base of data and terms, ending in ``/``.
        workers: processes that read; with more than one, a script that calls this needs the usual
            ``if __name__ == "__main__"`` guard of :mod:`multiprocessing`.
        cluster: address of a Dask scheduler whose workers read, in place of processes of this machine.
        progress: told after each document and graph.
        warn: told of each correction that was not applied, and why; the store keeps these notices too (:func:`notices`).

    Returns:
        what the store now holds.

    Raises:
        StoreBusy: if another build writes there.
        StoreError: if the folder cannot be written, or holds something else.
        InvalidParameter: if ``location`` is an endpoint, or ``base`` or ``workers`` cannot be used.
        HengceError: if a document or its corrections cannot be read; the old graph stays.
    """
    folder = _folder(location)
    if workers < 1:
        raise InvalidParameter("workers 不能小于 1。", "workers must be at least 1.", parameter="workers")
    identifiers = Identifiers(base)
    generations = Generations(folder)
    try:
        with generations.building(), generations.scratch() as scratch:
            documents = _read_all(library, identifiers, generations.cache, scratch, workers, cluster, progress or _silent)
            graphs = _complete(documents, identifiers, scratch)
            # All that the store will hold follows from these graphs, the rules and the program's version.
            data_version = digest(graphs.values(), "\n".join((PROGRAM_VERSION, *rules(base).values())))
            kept = _still_there(generations, data_version)
            if kept is None:
                facts = sum(document.facts for document in documents)
                info = BuildInfo(base, data_version, PROGRAM_VERSION, len(documents), facts, triples=0)
                info = _load(graphs, [document.id for document in documents], info, scratch / "data", progress or _silent)
                _remember(generations, documents, info, scratch / "data")
                generations.publish(scratch / "data", info)
            else:
                info = kept.info
                _remember(generations, documents, info, kept.data)
                generations.point_to(data_version)
            FactCache(generations.cache).keep_only(document.cached for document in documents)
            unused = [notice for document in documents for notice in document.notices]
            generations.keep_notices([asdict(notice) for notice in unused])
    except OSError as error:
        raise StoreError(
            f"无法写入 {folder}：{error.strerror or error}；原有图谱未受影响。",
            f"{folder} cannot be written: {error.strerror or error}; the old graph is untouched.",
        ) from error
    if warn is not None:
        for notice in unused:
            warn(notice)
    return info


def notices(location: str) -> list[Notice]:
    """What the last build into a folder had to tell: each correction that it did not apply, and why.

    Args:
        location: the folder of the store.

    Raises:
        StoreError: if the store's record of them cannot be read.
        InvalidParameter: if ``location`` is an endpoint.
    """
    return [Notice(**each) for each in Generations(_folder(location)).notices()]


def dump_nquads(location: str) -> Iterator[bytes]:
    """The graph of a folder as N-Quads, byte-identical for the same data: graphs by name, the lines of each sorted.

    Args:
        location: the folder of the store.

    Yields:
        one piece for each graph.

    Raises:
        StoreMissing: if nothing has been built there.
        InvalidParameter: if ``location`` is an endpoint.
    """
    with dumped(str(_folder(location))) as dump:
        for graph in dump.graphs:
            yield b"".join(dump.quads(graph))


def _folder(location: str) -> Path:
    if is_remote(location):
        raise InvalidParameter(
            "这里需要本机目录；要放进 SPARQL 服务，请用 hengce build --store 网址。",
            "A folder is needed here; hengce build --store URL puts the graph into an endpoint.",
            parameter="store",
        )
    return Path(location)


def _silent(stage: Stage, done: int, total: int) -> None:
    pass


def _read_all(
    library: Library, identifiers: Identifiers, cache: Path, scratch: Path, workers: int, cluster: str | None, progress: Progress
) -> list[_Read]:  # fmt: skip
    """Read every document, in this process or in several; the order is that of the identifiers."""
    ids = sorted(library.ids())
    if taken := RESERVED.intersection(ids):
        name = min(taken)
        raise CorpusError(f"文件标识 {name} 是图谱自身的图名；请改名。", f"The store has a graph {name} of its own; rename the document.")
    tasks = (_Task(library.get(id), library.corrections(id), identifiers, cache, scratch / f"{number}.nq") for number, id in enumerate(ids))

    def counted(results: Iterable[_Read | HengceError]) -> list[_Read]:
        documents: list[_Read] = []
        progress("read", 0, len(ids))
        for result in results:
            if isinstance(result, HengceError):
                raise result
            documents.append(result)
            progress("read", len(documents), len(ids))
        return documents

    if cluster is not None:
        from .cluster import read_on_cluster  # the extra that it needs is rarely installed

        return counted(read_on_cluster(_read, list(tasks), cluster))
    if workers == 1 or len(ids) < 2:
        return counted(map(_read, tasks))
    with ProcessPoolExecutor(min(workers, len(ids)), mp_context=get_context("spawn")) as pool:
        try:
            return counted(pool.map(_read, tasks))
        except BrokenProcessPool as error:
            raise StoreError("读取文件的进程意外结束；请重试。", "A process that reads documents ended unexpectedly; try again.") from error
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _read(task: _Task) -> _Read | HengceError:
    """Read one document and write its graph; runs in any process."""
    try:
        source, cache = task.source, FactCache(task.cache)
        document = outline(source.id, source.text)
        facts = cache.get(source.id, source.text)
        if facts is None:
            facts = read(document)
            cache.put(source.id, source.text, facts)
        # The cache holds what the rules read; what people correct is applied anew in every build.
        corrected = apply(document, source.sha256, facts, task.corrections)
        facts, known = corrected.facts, _known(source, corrected)
        add(task.output, to_quads(document, facts, task.identifiers, known, corrected.numbers))
        add(task.output, correction_quads(document.id, corrected.applied, task.identifiers))
    except HengceError as error:
        return error
    references = [fact for fact in facts if isinstance(fact, Reference)]
    cached, digest_of_it = cache.path(source.id, source.text), changes.digest(facts, known)
    return _Read(source.id, digest_of_it, cached, task.output, len(facts), describe(facts, known), references, corrected.notices)


def _known(source: Source, corrected: Corrected) -> dict[str, str | None]:
    """What is known of a document besides its reading, by the fields of :class:`.description.Description`."""
    said = {**asdict(source.metadata), **corrected.stated()}
    names = ("title", "issuer", "jurisdiction", "status", "date", "valid_from", "valid_to", "source")
    return {**{name: said[name] for name in names}, "number": said["doc_number"], "sha256": source.sha256}


def _complete(documents: list[_Read], identifiers: Identifiers, scratch: Path) -> dict[str, Path]:
    """Add what only all documents together give; the files of all graphs but the dataset's description, by name."""
    graphs = {identifiers.graph(document.id): document.output for document in documents}
    descriptions = {document.id: document.description for document in documents}
    references = (reference for document in documents for reference in document.references)
    for graph, links in by_graph(same_works(descriptions, references, identifiers)).items():
        add(graphs[graph], links)
    definitions = scratch / "ontology.nq"
    add(definitions, definition_quads(identifiers))
    return dict(sorted({**graphs, identifiers.graph("ontology"): definitions}.items()))


def _still_there(generations: Generations, data_version: str) -> Generation | None:
    """The generation with the same data, if there is one that is whole."""
    kept = generations.find(data_version)
    try:
        return None if kept is None or Database(kept.data).triples() != kept.info.triples else kept
    except StoreError:
        return None  # damaged: it is built again


def _remember(generations: Generations, documents: list[_Read], info: BuildInfo, data: Path) -> None:
    """Write into the history what the build changes, just before the swap to it."""
    held, old, before = None, None, []
    with suppress(StoreError):  # nothing there yet, or damaged: it cannot be said which facts changed
        held = generations.hold()
        old = changes.Contents(held.info.base, Database(held.data))
    with suppress(StoreError):  # damaged: it begins anew
        before = generations.history.steps(held.info.data_version if held is not None else None)
    digests = {document.id: document.digest for document in documents}
    made = changes.step(before, digests, info.data_version, old, changes.Contents(info.base, Database(data)))
    if held is not None:
        held.release()
    if made is not None:
        generations.history.append(before, made)


def _load(graphs: dict[str, Path], documents: Iterable[str], info: BuildInfo, data: Path, progress: Progress) -> BuildInfo:
    """Load the graphs, and the description of the whole, into a new database; returns what it holds."""
    loader = Loader(data)
    for done, (graph, path) in enumerate(graphs.items()):
        progress("load", done, len(graphs))
        loader.add(graph, lines(path))
    loader.add(Identifiers(info.base).graph(INFERRED), found := inferred(loader.construct, info.base))
    info = replace(info, inferred=len(found))
    more = [*publication(info.base), *build_quads(info, documents)]
    more += statistics(info.base, loader.counts(), [*describe_dataset(info), *more])
    # The description counts its own triples too; none of them stands in another graph.
    info = replace(info, triples=loader.triples() + len(list(describe_dataset(info))) + len(more))
    loader.add(Identifiers(info.base).graph("build"), n_quads([*describe_dataset(info), *more]))
    loader.close()
    progress("load", len(graphs), len(graphs))
    return info
