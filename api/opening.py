"""The graph for a command: opened, or built first where there is none."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from ..corpus.library import Library, Notice
from ..ontology.access import shown
from ..ontology.errors import CorpusError, InvalidParameter, StoreMissing
from ..ontology.results import BuildInfo
from ..ontology.store import Store, is_remote, open_store
from .console import note
from .language import Language
from .progress import progress_of
from .settings import Settings


def library(settings: Settings, *, required: bool = False) -> Library:
    """The packaged corpus together with the user's folder.

    Args:
        settings: they name the folder.
        required: whether the user named the folder just now, so that it must be there.

    Raises:
        InvalidParameter: if it must be there and is not.
        CorpusError: if the corpus is broken.
    """
    if settings.corpus.is_dir():
        texts = Library(settings.corpus)
        for warning in texts.warnings:
            note(f"hengce: {warning.message(settings.lang)}")
        return texts
    if required or settings.corpus.exists():
        zh = f"没有语料文件夹 {settings.corpus}（--corpus 或 HENGCE_CORPUS）。"
        raise InvalidParameter(zh, f"There is no folder {settings.corpus} (--corpus or HENGCE_CORPUS).", parameter="--corpus")
    return Library()


def build(settings: Settings, texts: Library, language: Language, cluster: str | None = None) -> BuildInfo:
    """Read the texts into the graph and the full-text index, with a progress bar on standard error.

    Corrections that were not applied are told there too.

    For an endpoint the graph is built in a folder of the user's data first, where a later build finds what it need not read again.

    Raises:
        StoreBusy: if another build is at it.
        StoreError: if the graph cannot be written.
        CorpusError: if a text does not match its manifest.
    """
    # Reading loads the language pipeline, which takes a second or two: only commands that read pay for it.
    from ..extract.build import build as build_graph
    from ..queries.searching.index import index_of

    unused: list[Notice] = []
    access, folder = settings.access, str(settings.build_folder)
    if is_remote(settings.store):
        from ..ontology.publishing import reach

        reach(settings.store, access)
    with progress_of(language) as progress:
        info = build_graph(
            texts, folder, base=settings.base, workers=settings.workers, cluster=cluster, progress=progress, warn=unused.append
        )
        if is_remote(settings.store):
            from ..ontology.publishing import publish

            publish(folder, settings.store, access=access, progress=partial(progress, "send"))
    for notice in unused:
        note(f"hengce: {notice.message(language)}")
    with open_store(folder) as store, store.snapshot() as graph:
        index_of(graph, settings.search_folder).close()
    return info


def ensure_built(settings: Settings, language: Language) -> None:
    """Build the graph from the corpus if nothing has been built yet, and say so; an endpoint of somebody else is never written.

    Raises:
        StoreMissing: if there is nothing at a remote endpoint.
        CorpusError: if there is no text to build from.
    """
    try:
        open_store(settings.store, access=settings.access).close()
    except StoreMissing:
        if is_remote(settings.store):
            raise
        texts = library(settings)
        if not texts.ids():
            raise CorpusError("语料为空，无从构建。", "The corpus is empty: there is nothing to build from.") from None
        note(f"{settings.store} 还没有图谱，先从自带语料构建（{len(texts.ids())} 份文件）……" if language == "zh"
             else f"Nothing built at {settings.store} yet: building from the packaged corpus ({len(texts.ids())} documents) …")  # fmt: skip
        info = build(settings, texts, language)
        note(built(info, settings.store, language))


def built(info: BuildInfo, location: str, language: Language) -> str:
    """The line that says what a build made."""
    location = shown(location)
    if language == "zh":
        return f"已构建 {location}：文件 {info.documents} 份，事实 {info.facts} 条，三元组 {info.triples} 个，数据版本 {info.data_version}"
    return f"Built {location}: {info.documents} documents, {info.facts} facts, {info.triples} triples, data version {info.data_version}"


@contextmanager
def graph(settings: Settings, language: Language, *, guarded: bool = False) -> Iterator[Store]:
    """The graph, built first where there is none.

    Args:
        settings: where it is, and the limits.
        language: of what is said on the way.
        guarded: whether queries run in a worker process, within the limits of time and memory.
    """
    ensure_built(settings, language)
    if guarded and not is_remote(settings.store):
        store = open_store(settings.store, workers=1, timeout=settings.query_timeout, memory_mb=settings.query_memory)
    else:
        timeout = settings.query_timeout if is_remote(settings.store) else None
        store = open_store(settings.store, timeout=timeout, access=settings.access)
    with store:
        yield store
