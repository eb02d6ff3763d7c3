"""A user's own work in one file: texts with their manifest, originals and corrections, and the history of the store.

The graph is not in it: it follows from the texts, and ``hengce build`` makes the same one again. What cannot be made again is kept:
the corpus, and when what came into it.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path, PurePosixPath
from typing import Any

from ..corpus.intake import only_writer
from ..corpus.library import Library, is_packaged
from ..ontology.errors import CorpusError, InputError, InvalidParameter, StoreError
from ..ontology.generations import Generations
from ..ontology.history import NAME as HISTORY
from .archives import Archive, opened, write

_CORPUS, _STORE = "corpus", "store"


@dataclass(frozen=True, slots=True)
class Saved:
    """What a backup holds.

    Attributes:
        files: how many.
        bytes: of all of them.
        data_version: of the graph that had been built when it was made; None if there was none.
    """

    files: int
    bytes: int
    data_version: str | None


@dataclass(frozen=True, slots=True)
class Restored(Saved):
    """What was restored.

    Attributes:
        aside: where the corpus lies now that was there before; None if there was none.
        history: whether the store was given the history; it is not where it has one of its own.
    """

    aside: Path | None
    history: bool


def backup(file: Path, corpus: Path, store: Path) -> Saved:
    """Write a user's corpus and the history of a store into a file, which is whole or not there.

    Args:
        file: where to; one that is there is replaced.
        corpus: the user's folder; it need not be there.
        store: the folder of the store; it need not be there.

    Raises:
        InvalidParameter: if ``file`` lies in one of the folders.
        InputError: if something cannot be read or written.
    """
    for folder in (corpus, store):
        if file.resolve().is_relative_to(folder.resolve()):
            zh = f"备份文件不能放在 {folder} 里面；请另选位置。"
            raise InvalidParameter(zh, f"The backup cannot lie in {folder}; choose another place.", parameter="FILE")
    about = {"program": f"hengce {version('hengce')}", "data": _built(store)}
    try:
        if not corpus.is_dir():
            held = write(file, _files(corpus, store), about)
        else:
            with only_writer(corpus):
                held = write(file, _files(corpus, store), about)
    except OSError as error:
        reason = f"{error.filename or file}：{error.strerror}"
        raise InputError(f"备份没有完成，{reason}。", f"The backup was not made, {reason}.") from error
    return Saved(len(held), sum(each.size for each in held), (about["data"] or {}).get("data_version"))


def restore(file: Path, corpus: Path, store: Path, *, replace: bool = False) -> Restored:
    """Bring back what :func:`backup` wrote: all of it or nothing.

    Everything is unpacked beside the corpus, checked against its hashes and read as a library; then the folder is renamed into its place.

    Args:
        file: the backup.
        corpus: where the user's folder goes.
        store: the folder of the store that gets the history if it has none.
        replace: whether a corpus that is there is put aside.

    Raises:
        UnreadableText: if the file is damaged or no backup.
        InvalidParameter: if there is a corpus already and it is not to be replaced.
        CorpusError: if what the file holds is no corpus.
        InputError: if something cannot be written.
        StoreBusy, StoreError: if the store cannot take the history; the corpus then is restored.
    """
    if is_packaged(corpus):
        raise InvalidParameter(f"{corpus} 是程序自带的语料，不能写入。", f"{corpus} is the packaged corpus.", parameter="--corpus")
    with opened(file) as archive:
        there = corpus.exists() and (not corpus.is_dir() or any(corpus.iterdir()))
        if there and not replace:
            zh = f"{corpus} 里已有文件；请用 --corpus 另选文件夹，或用 --replace 把它移到一旁。"
            en = f"There are files in {corpus}: choose another folder with --corpus, or put it aside with --replace."
            raise InvalidParameter(zh, en, parameter="--corpus")
        try:
            aside = _swapped(archive, corpus, there)
        except OSError as error:
            zh, en = (
                f"无法写入 {corpus}：{error.strerror}；什么也没有恢复。",
                f"{corpus} cannot be written: {error.strerror}; nothing is restored.",
            )
            raise InputError(zh, en) from error
        told = next((archive.read(each) for each in archive.files if each.name == f"{_STORE}/{HISTORY}"), None)
        kept = told is not None and Generations(store).take_history(told)
        data = archive.about.get("data")
        data_version = data.get("data_version") if isinstance(data, dict) else None
        return Restored(len(archive.files), sum(each.size for each in archive.files), data_version, aside, kept)


def _built(store: Path) -> dict[str, Any] | None:
    """What the store holds, for whoever looks into the backup; a store that is missing or damaged keeps nobody from saving the texts."""
    try:
        held = Generations(store).hold()
    except StoreError:
        return None
    try:
        return held.info.to_json()
    finally:
        held.release()


def _files(corpus: Path, store: Path) -> Iterator[tuple[str, Path]]:
    """What goes into a backup, by name; what begins with a dot (half-written files, folders of other programs) does not."""
    for folder, names, files in os.walk(corpus):
        names[:] = sorted(name for name in names if not name.startswith("."))
        for name in sorted(files):
            path = Path(folder, name)
            if not name.startswith(".") and path.is_file():
                yield (PurePosixPath(_CORPUS) / path.relative_to(corpus).as_posix()).as_posix(), path
    if (store / HISTORY).is_file():
        yield f"{_STORE}/{HISTORY}", store / HISTORY


def _swapped(archive: Archive, corpus: Path, there: bool) -> Path | None:
    """Unpack the corpus beside its place, check it, and put it there; returns where the one lies that was there before."""
    corpus = corpus.resolve()
    corpus.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=corpus.parent, prefix=f".{corpus.name}-", ignore_cleanup_errors=True) as scratch:
        new = Path(scratch) / corpus.name
        new.mkdir()
        for held in archive.files:
            first, _, rest = held.name.partition("/")
            if first == _CORPUS and rest:
                archive.extract(held, new / rest)
            elif held.name != f"{_STORE}/{HISTORY}":
                raise CorpusError(f"备份中有不认识的文件 {held.name}。", f"The backup has a file {held.name} that is not known.")
            else:
                archive.read(held)  # checked before anything is put in place
        library = Library(new)
        for id in library.ids():
            library.get(id)
            library.corrections(id)
        aside = _free(corpus) if there else None
        if aside is not None:
            corpus.rename(aside)
        elif corpus.exists():
            corpus.rmdir()
        try:
            new.rename(corpus)
        except OSError:
            if aside is not None:
                aside.rename(corpus)
            raise
    return aside


def _free(corpus: Path) -> Path:
    """A name beside a folder that nothing has."""
    names = (corpus.with_name(f"{corpus.name}.before-{number}") for number in range(1, 10_000))
    return next(path for path in names if not path.exists())
