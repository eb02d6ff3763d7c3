"""Archives that can be trusted: ZIP files with a list of what they hold, each file with its size and SHA-256.

    hengce-backup.json   the list
    corpus/…, store/…    the files

Nothing is taken from an archive but what its list names, under plain relative names, in the size and with the hash that it says.
Equal content gives equal bytes.
"""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from ..ontology.errors import TooLarge, UnreadableText
from ..ontology.files import replacing

LIST = "hengce-backup.json"
FORMAT = 1
_STAMP = (1980, 1, 1, 0, 0, 0)
_PIECE = 1 << 20
_LIST_BYTES = 256 << 20
_SHA256 = re.compile("[0-9a-f]{64}")
# No drive, no stream, no device of another system either; the last character of a part is neither a dot nor a blank.
_PART = re.compile(r'[^\x00-\x1f\\/:*?"<>|]*[^\x00-\x1f\\/:*?"<>|. ]')


@dataclass(frozen=True, slots=True)
class Held:
    """A file of an archive: its name there, its size in bytes, its SHA-256 in hexadecimal."""

    name: str
    size: int
    sha256: str


def write(path: Path, files: Iterable[tuple[str, Path]], about: Mapping[str, Any]) -> list[Held]:
    """Write an archive; it is whole or not there.

    Args:
        path: the file; one that is there is replaced.
        files: what goes in: the name there, and where it lies.
        about: what else the list says.

    Raises:
        OSError: if a file cannot be read, or the archive not be written.
    """
    held: list[Held] = []
    with replacing(path) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, source in files:
            digest, size = hashlib.sha256(), 0
            with source.open("rb") as opened, archive.open(_entry(name), "w", force_zip64=True) as entry:
                while piece := opened.read(_PIECE):
                    digest.update(piece)
                    size += len(piece)
                    entry.write(piece)
            held.append(Held(name, size, digest.hexdigest()))
        record = {"format": FORMAT, **about, "files": [asdict(each) for each in held]}
        archive.writestr(_entry(LIST), json.dumps(record, ensure_ascii=False, indent=1) + "\n")
    return held


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _STAMP)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


class Archive:
    """An archive that is read; made by :func:`opened`.

    Attributes:
        about: what its list says.
        files: what it holds.
    """

    def __init__(self, path: Path, archive: zipfile.ZipFile) -> None:
        self._path, self._archive = path, archive
        self.about = self._list()
        self.files = [self._held(each) for each in self.about.pop("files")]
        names = [LIST, *(each.name for each in self.files)]
        if sorted(names) != sorted(archive.namelist()) or len(set(map(str.casefold, names))) != len(names):
            raise _damaged(path, "文件与清单不一致", "its files are not those of its list")

    def _list(self) -> dict[str, Any]:
        if any(entry.flag_bits & 1 for entry in self._archive.infolist()):
            raise _damaged(self._path, "文件加了密", "it is encrypted")
        try:
            if self._archive.getinfo(LIST).file_size > _LIST_BYTES:
                raise TooLarge(f"{self._path} 的清单过大。", f"The list of {self._path} is too large.")
            record = json.loads(self._archive.read(LIST))
        except (KeyError, ValueError, RecursionError) as error:
            raise _damaged(
                self._path, "没有可读的清单，不是衡策的备份", "it has no list that can be read, and is no backup of Hengce"
            ) from error
        if not isinstance(record, dict) or not isinstance(record.get("files"), list):
            raise _damaged(self._path, "清单格式有误", "its list is malformed")
        if record.get("format") != FORMAT:
            zh = f"{self._path} 的备份格式是 {str(record.get('format'))[:20]}，本程序只认 {FORMAT}；请用写出它的版本恢复。"
            en = f"{self._path} is in format {str(record.get('format'))[:20]}, not {FORMAT}: restore it with the version that wrote it."
            raise UnreadableText(zh, en)
        return record

    def _held(self, item: Any) -> Held:
        match item:
            case {"name": str(name), "size": int(size), "sha256": str(sha256)} if _is_plain(name) and _SHA256.fullmatch(sha256):
                return Held(name, size, sha256)
        raise _damaged(self._path, "清单中有不可用的文件名或校验值", "its list has a name or checksum that cannot be used")

    def extract(self, held: Held, target: Path) -> None:
        """Write a file of the archive where it belongs, checked while it is written.

        Raises:
            UnreadableText: if it is not what the list says.
            OSError: if it cannot be written.
        """
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as file:
            for piece in self._pieces(held):
                file.write(piece)

    def read(self, held: Held) -> bytes:
        """A small file of the archive; errors as :meth:`extract`."""
        return b"".join(self._pieces(held))

    def _pieces(self, held: Held) -> Iterator[bytes]:
        digest, left = hashlib.sha256(), held.size
        with self._archive.open(held.name) as entry:
            while piece := entry.read(min(_PIECE, left + 1)):
                left -= len(piece)
                if left < 0:  # a bomb ends here, whatever it would unpack to
                    break
                digest.update(piece)
                yield piece
        if left or digest.hexdigest() != held.sha256:
            raise _damaged(self._path, f"{held.name} 与校验值不符", f"{held.name} does not match its checksum")


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """An archive, its list checked.

    Raises:
        UnreadableText: if it is damaged, cut short, or no archive of this kind; also within the block, where a file of it is read.
    """
    try:
        file: IO[bytes] = path.open("rb")
    except OSError as error:
        raise UnreadableText(f"无法读取 {path}：{error.strerror}。", f"{path} cannot be read: {error.strerror}.") from error
    try:
        with file, zipfile.ZipFile(file) as archive:
            yield Archive(path, archive)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, zlib.error) as error:
        raise _damaged(path, "压缩包损坏或不完整", "the archive is broken or cut short") from error


def _is_plain(name: str) -> bool:
    """Whether a name is a relative path that stays below the folder it is written into, on any system."""
    return len(name) <= 1000 and name != LIST and all(_PART.fullmatch(part) for part in name.split("/"))


def _damaged(path: Path, zh: str, en: str) -> UnreadableText:
    return UnreadableText(f"{path} 不能恢复：{zh}；什么也没有改动。", f"{path} cannot be restored: {en}; nothing has been changed.")
