"""The library: the packaged corpus together with the user's own folder.

A user's folder holds texts (``*.txt``, also in ``texts/``) and may hold a ``manifest.yaml`` and ``corrections/``; what no manifest says
is None, and the identifier of a text without entry is the stem of its file name. Nothing is read before it is asked for, and
nothing is written.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from ..ontology.errors import CorpusError, UnknownValue, UnreadableText
from . import corrections, manifest
from .corrections import Correction
from .manifest import Metadata, check_id
from .notice import Notice
from .readers.text import decode, read_bytes

_PACKAGED = Path(__file__).resolve().parent
_TEXTS = "texts"


@dataclass(frozen=True, slots=True)
class Source:
    """A text of the library.

    Attributes:
        id: identifier of the document.
        text: its characters.
        metadata: what its manifest says of it.
        sha256: of the file as stored, hexadecimal.
    """

    id: str
    text: str
    metadata: Metadata
    sha256: str


@dataclass(frozen=True, slots=True)
class _Holding:
    """Where a text lies, and what it has to be."""

    path: Path
    metadata: Metadata
    sha256: str | None
    manifest: Path | None


class Library:
    """All texts, by identifier.

    Args:
        user: folder of the user's own texts, if any; of two texts with one identifier the user's is taken.

    Raises:
        CorpusError: if a manifest is broken, a file it names is missing, or an identifier cannot be used.

    Attributes:
        warnings: what the user should know: texts of the packaged corpus that the user's own replace, corrections of no text.
    """

    def __init__(self, user: Path | None = None) -> None:
        holdings = _holdings(_PACKAGED)
        own = _holdings(user) if user is not None else {}
        replaced = [
            Notice(
                f"{own[id].path} 与自带语料的 {id} 同名，以您的文件为准。",
                f"{own[id].path} has the identifier of {id} of the packaged corpus; yours is used.",
            )
            for id in sorted(own.keys() & holdings.keys())
        ]
        self._holdings = dict(sorted((holdings | own).items()))
        self._corrections, unused = _correction_files(user, self._holdings.keys())
        self.warnings = (*replaced, *unused)

    def ids(self) -> tuple[str, ...]:
        """The identifiers, sorted."""
        return tuple(self._holdings)

    def get(self, id: str) -> Source:
        """Read a text.

        Raises:
            UnknownValue: if there is no such document.
            CorpusError: if the file has gone, cannot be read, or is not the one that the manifest describes.
            TooLarge: if it is larger than a text may be.
        """
        holding = self._holdings.get(id)
        if holding is None:
            raise UnknownValue(f"语料中没有文件“{id}”。", f"The corpus has no document {id!r}.", parameter="id", allowed=self.ids())
        try:
            data = read_bytes(holding.path)
            text = decode(data, str(holding.path))
        except UnreadableText as error:
            raise CorpusError(f"文件 {id} 无法读取：{error.zh}", f"Document {id} cannot be read: {error.en}") from None
        digest = sha256(data).hexdigest()
        if holding.sha256 is not None and digest != holding.sha256:
            raise CorpusError(
                f"{holding.path} 的 sha256 与清单不符（实为 {digest}）：请恢复原文件；若确实更换了文本，请更新 {holding.manifest}。",
                f"The sha256 of {holding.path} is {digest}, not that of {holding.manifest}: restore the file or update the manifest.",
                parameter="sha256",
            )
        return Source(id, text, holding.metadata, digest)

    def corrections(self, id: str) -> tuple[Correction, ...]:
        """What people have corrected in the reading of a document, in the order of the file; none for a document without such a file.

        Raises:
            CorpusError: if the file cannot be read or a line of it is malformed.
            TooLarge: if it is larger than a text may be.
        """
        path = self._corrections.get(id)
        return () if path is None else corrections.load(path, id)

    def has_entry(self, id: str) -> bool:
        """Whether a manifest describes a document."""
        return id in self._holdings and self._holdings[id].manifest is not None

    def path(self, id: str) -> Path:
        """Where the text of a document lies.

        Raises:
            KeyError: if there is no such document.
        """
        return self._holdings[id].path


def is_packaged(folder: Path) -> bool:
    """Whether a folder is, or lies in, the corpus that the package carries, which nothing may write to."""
    return folder.resolve().is_relative_to(_PACKAGED)


def _correction_files(folder: Path | None, ids: Collection[str]) -> tuple[dict[str, Path], list[Notice]]:
    """The files of corrections by document, and those that correct nothing here: a misspelt name must not pass unseen."""
    found: dict[str, Path] = {}
    unused: list[Notice] = []
    place = folder / corrections.FOLDER if folder is not None else None
    for path in sorted(place.iterdir()) if place is not None and place.is_dir() else ():
        if path.name.startswith("."):
            continue
        id = unicodedata.normalize("NFC", path.stem)
        if path.suffix == ".jsonl" and path.is_file() and id in ids:
            found[id] = path
        else:
            zh = f"{path} 不对应语料中的任何文件，没有使用；更正应写在“文件标识.jsonl”中。"
            unused.append(Notice(zh, f"{path} is of no document of the corpus and not used; corrections lie in IDENTIFIER.jsonl."))
    return found, unused


def _holdings(folder: Path) -> dict[str, _Holding]:
    """The texts of one folder: those of its manifest, then those that lie there besides."""
    if not folder.is_dir():
        raise CorpusError(f"没有语料文件夹 {folder}。", f"There is no corpus folder {folder}.", parameter="corpus")
    found: dict[str, _Holding] = {}
    listed: set[Path] = set()
    path = folder / manifest.NAME
    for entry in manifest.load(path) if path.exists() else ():
        file = (folder / entry.file).resolve()
        if not file.is_relative_to(folder.resolve()):
            zh = f"清单 {path} 中 {entry.id} 的文件越出了语料文件夹：{entry.file}。"
            raise CorpusError(zh, f"The file of {entry.id} in {path} lies outside the corpus folder: {entry.file}.", parameter="file")
        if not file.is_file():
            zh = f"清单 {path} 中 {entry.id} 的文件 {entry.file} 不存在：请放回文件，或从清单中删去该条。"
            en = f"The file {entry.file} of {entry.id} in {path} is missing: put it back, or take the entry out."
            raise CorpusError(zh, en, parameter="file")
        listed.add(file)
        found[entry.id] = _Holding(folder / entry.file, entry.metadata, entry.sha256, path)
    for file in sorted([*folder.glob("*.txt"), *(folder / _TEXTS).glob("*.txt")]):
        if file.resolve() in listed or not file.is_file() or file.name.startswith("."):
            continue
        id = check_id(file.stem, str(file))
        if id in found:
            zh = f"{file} 与 {found[id].path} 的标识都是 {id}，请改名。"
            raise CorpusError(zh, f"{file} and {found[id].path} have the same identifier {id}; rename one.", parameter="id")
        found[id] = _Holding(file, Metadata(), None, None)
    return found
