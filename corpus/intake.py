"""How documents enter the user's corpus (收录): recognised when they are there already, stored unchanged, described in the manifest.

Texts go to ``texts/``, under their identifiers; of a document in another format its text goes there, and the file itself with the map of
its places to ``originals/``. Of several documents that are added together either all are added or none, and who reads the folder
meanwhile sees the old manifest or the new one.
"""

from __future__ import annotations

import fcntl
import os
import re
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath

from ..ontology.errors import CorpusError
from ..ontology.files import replace_bytes, replace_text
from . import manifest, originals
from .clean import view
from .entries import with_entries
from .library import Library, is_packaged
from .manifest import Entry, Metadata
from .notice import Notice
from .readers.formats import Format
from .readers.limits import FILE_BYTES
from .readers.text import read_bytes, read_text
from .readers.transcript import Transcript

_TEXTS = "texts"
_LONGEST_ID = 100


@dataclass(frozen=True, slots=True)
class Arrival:
    """A document that is to be added.

    Attributes:
        id: its identifier.
        path: the file; it is read again when it is stored.
        sha256: of the file, hexadecimal; one that has changed since is refused.
        metadata: what is known of it.
        format: what the file is.
        transcript: what was read of it; None of a plain text, whose bytes are the text.
    """

    id: str
    path: Path
    sha256: str
    metadata: Metadata
    format: Format = "text"
    transcript: Transcript | None = None

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What the user should know about the reading."""
        return () if self.transcript is None else self.transcript.notices


class Contents:
    """Which texts a library holds, by their characters: the same text in another encoding or format is the same document.

    White space does not count, nor whether signs are full or half width: they differ from format to format.

    Args:
        library: the texts; all are read once.

    Raises:
        CorpusError: if one cannot be read.
    """

    def __init__(self, library: Library) -> None:
        self._ids = {_content(library.get(id).text): id for id in reversed(library.ids())}

    def find(self, text: str) -> str | None:
        """The identifier of the document with this text, or None."""
        return self._ids.get(_content(text))

    def add(self, text: str, id: str) -> None:
        """Count a text as held."""
        self._ids.setdefault(_content(text), id)


def _content(text: str) -> str:
    return sha256(view(text).text.encode("utf-8", "surrogatepass")).hexdigest()


def identifier_of(path: Path) -> str:
    """An identifier made of a file's name: what cannot stand in one becomes ``-``; empty if nothing is left."""
    return re.sub(r"[^\w-]+", "-", unicodedata.normalize("NFC", path.stem)).strip("-")[:_LONGEST_ID]


def add(folder: Path, arrivals: Sequence[Arrival]) -> None:
    """Store documents and describe them in the folder's manifest.

    Args:
        folder: the user's corpus; it is made if it is not there. A file that lies in it already stays where it is.
        arrivals: what to add, each under an identifier of its own.

    Raises:
        CorpusError: if the folder is the packaged one or cannot be written, a file has changed since it was read, or its place is taken;
            then nothing has been added.
        UnreadableText: if a file cannot be read any more.
    """
    if is_packaged(folder):
        zh = "不能写入程序自带的语料，请用 --corpus 另选文件夹。"
        raise CorpusError(zh, "The packaged corpus is not written to; choose another folder.", parameter="corpus")
    stored: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with only_writer(folder):
            described = folder / manifest.NAME
            known = {entry.id for entry in manifest.load(described)} if described.exists() else set()
            entries = [_entry(folder, arrival, known) for arrival in arrivals]
            text = with_entries(read_text(described) if described.exists() else None, entries, described)
            for entry, arrival in zip(entries, arrivals, strict=True):
                for place, content in _files(entry, arrival, folder):
                    (folder / place).parent.mkdir(exist_ok=True)
                    stored.append(folder / place)
                    replace_bytes(folder / place, content)
            replace_text(described, text)
    except BaseException as error:
        for place in stored:
            place.unlink(missing_ok=True)
        if isinstance(error, OSError):
            zh = f"无法写入语料文件夹 {folder}：{error.strerror or error}；没有加入任何文件。"
            raise CorpusError(zh, f"Cannot write to the corpus {folder}: {error.strerror or error}; nothing was added.") from error
        raise


def _entry(folder: Path, arrival: Arrival, known: set[str]) -> Entry:
    """The entry of a document; its places must be free."""
    here = _is_there(arrival, folder)
    own = arrival.path.resolve().relative_to(folder.resolve()).as_posix() if here else f"{_TEXTS}/{arrival.id}.txt"
    file = PurePosixPath(own)
    original = None if arrival.transcript is None else originals.name_of(arrival.id, arrival.format, arrival.path)
    taken = [] if here else [file, *([original, originals.map_of(original)] if original is not None else [])]
    if arrival.id in known or any((folder / each).exists() for each in taken):
        zh = f"{folder} 中已有标识为 {arrival.id} 的另一份文件，请用 --id 另取标识。"
        raise CorpusError(zh, f"{folder} has another document {arrival.id}; choose an identifier with --id.", parameter="--id")
    if arrival.transcript is None:
        return Entry(arrival.id, file, arrival.metadata, arrival.sha256)
    digest = sha256(arrival.transcript.stored).hexdigest()
    return Entry(arrival.id, file, arrival.metadata, digest, original, arrival.sha256)


def _is_there(arrival: Arrival, folder: Path) -> bool:
    """Whether the file itself lies where the corpus looks for texts, and is one."""
    return arrival.transcript is None and arrival.path.resolve().parent in (folder.resolve(), folder.resolve() / _TEXTS)


def _files(entry: Entry, arrival: Arrival, folder: Path) -> Iterator[tuple[PurePosixPath, bytes]]:
    """What is to be written of a document, and where in the corpus."""
    if _is_there(arrival, folder):
        return
    data = read_bytes(arrival.path, FILE_BYTES)
    if sha256(data).hexdigest() != arrival.sha256:
        raise CorpusError(f"{arrival.path} 在读取之后变了，请重试。", f"{arrival.path} has changed since it was read; try again.")
    if arrival.transcript is None or entry.original is None:
        yield entry.file, data
        return
    text = arrival.transcript.stored
    yield entry.file, text
    yield entry.original, data
    yield originals.map_of(entry.original), originals.write_map(arrival.transcript.places, text, arrival.sha256)


@contextmanager
def only_writer(folder: Path) -> Iterator[None]:
    """Wait until nobody else adds to the folder; the lock goes with the process."""
    lock = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)
