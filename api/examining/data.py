"""The data: the corpus is whole, the store is healthy, and the one holds what the other says."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from ...corpus.library import Library
from ...ontology.embedded import Database
from ...ontology.errors import HengceError, StoreMissing
from ...ontology.generations import Generation, Generations
from ...ontology.history import History
from ...ontology.store import Reader, is_remote, open_store
from ...queries.documents import documents
from ..settings import Settings
from .finding import Finding


def corpus(settings: Settings) -> tuple[Library | None, list[Finding]]:
    """The texts, each read and compared with its manifest, with what people corrected in them.

    Returns:
        the library, None where it cannot be opened, and what was found.
    """
    folder = settings.corpus
    if not folder.exists():
        zh, en = f"没有自己的语料（{folder}），只有自带的文件", f"No corpus of one's own ({folder}): the packaged texts only"
        found = [Finding("corpus", "ok", zh, en)]
    else:
        found = []
    try:
        library = Library(folder if folder.exists() else None)
    except HengceError as error:
        return None, [*found, _fault("corpus", error)]
    broken = [*_broken(library)]
    told = [Finding("corpus", "advice", each.zh, each.en) for each in library.warnings]
    if not broken:
        number = len(library.ids())
        found.append(Finding("corpus", "ok", f"文件 {number} 份，都与清单相符", f"{number} documents, all as their manifest says"))
    return library, [*found, *told, *broken]


def _broken(library: Library) -> Iterator[Finding]:
    for id in library.ids():
        try:
            library.original(id)  # reads the text too
            library.corrections(id)
        except HengceError as error:
            yield _fault("corpus", error)


def store(settings: Settings, library: Library | None) -> tuple[int, list[Finding]]:
    """The graph: it can be read, is whole, of this version of the program, and of these texts.

    Returns:
        bytes that it takes on this machine, and what was found.
    """
    try:
        if is_remote(settings.store):
            with open_store(settings.store, timeout=settings.query_timeout, access=settings.access) as opened, opened.snapshot() as graph:
                return 0, [*_held(graph, library)]
        generation = Generations(Path(settings.store)).hold()
    except StoreMissing as error:
        return 0, [Finding("store", "advice", error.zh, error.en)]
    except HengceError as error:
        return 0, [_fault("store", error)]
    try:
        found = [*_whole(generation)]
        if not found:
            with open_store(settings.store) as opened, opened.snapshot() as graph:
                found = [*_held(graph, library), *_history(generation)]
    except HengceError as error:
        found = [_fault("store", error)]
    finally:
        generation.release()
    return sum(path.stat().st_size for path in generation.data.rglob("*") if path.is_file()), found


def _whole(generation: Generation) -> Iterator[Finding]:
    """That the database holds what the build wrote; all of it is read."""
    counted = Database(generation.data).triples()
    if counted != generation.info.triples:
        zh = f"图谱有 {counted} 个三元组，应为 {generation.info.triples} 个：请运行 hengce build"
        yield Finding("store", "fault", zh, f"The graph has {counted} triples, not {generation.info.triples}: run hengce build")


def _held(graph: Reader, library: Library | None) -> Iterator[Finding]:
    info, program = graph.info, version("hengce")
    zh = f"文件 {info.documents} 份，事实 {info.facts} 条，三元组 {info.triples} 个，数据版本 {info.data_version}"
    en = f"{info.documents} documents, {info.facts} facts, {info.triples} triples, data version {info.data_version}"
    yield Finding("store", "ok", zh, en)
    if info.version != program:
        zh, en = f"图谱由 {info.version} 版构建，程序是 {program} 版", f"The graph was built by version {info.version}, this is {program}"
        yield Finding("store", "advice", f"{zh}：请运行 hengce build 更新", f"{en}: run hengce build")
    if library is not None:
        texts = {id: library.get(id).sha256 for id in _readable(library)}
        built = {each.id: each.sha256 for each in documents(graph)}
        if behind := sorted(id for id in texts.keys() | built.keys() if texts.get(id) != built.get(id)):
            named = "、".join(behind[:10]) + ("……" if len(behind) > 10 else "")
            zh, en = (
                f"语料与图谱不同的文件 {len(behind)} 份（{named}）",
                f"{len(behind)} documents differ from the corpus ({', '.join(behind[:10])})",
            )
            yield Finding("store", "advice", f"{zh}：请运行 hengce build", f"{en}: run hengce build")


def _readable(library: Library) -> Iterator[str]:
    """The documents whose text can be read; of the others :func:`corpus` has told."""
    for id in library.ids():
        try:
            library.get(id)
        except HengceError:
            continue
        yield id


def _history(generation: Generation) -> Iterator[Finding]:
    """The record of builds: it can be read, and the clock has not been turned behind it."""
    steps = History(generation.path.parent.parent).steps(generation.info.data_version)
    if not steps:
        return
    last, now = datetime.datetime.fromisoformat(steps[-1].time), datetime.datetime.now(datetime.UTC)
    if last > now + datetime.timedelta(minutes=5):
        zh, en = f"上次构建的时间 {steps[-1].time} 在将来", f"The last build was made in the future, {steps[-1].time}"
        yield Finding("clock", "advice", f"{zh}：请核对系统时钟", f"{en}: look at the clock of this machine")


def _fault(name: str, error: HengceError) -> Finding:
    return Finding(name, "fault", error.message("zh"), error.message("en"))
