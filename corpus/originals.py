"""The files that texts were read from, kept beside them: the file itself, unchanged, and the map from each character to its place.

``originals/ID.docx`` and ``originals/ID.places.json``; the text is ``texts/ID.txt``, and offsets count in it. The map carries the hashes
of both, so that a citation is never shown at a wrong place.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath

from ..ontology.errors import CorpusError, UnreadableText
from .readers.formats import Format
from .readers.limits import FILE_BYTES, UNPACKED_BYTES
from .readers.places import Place, Places
from .readers.text import read_bytes

FOLDER = "originals"
_SUFFIX = ".places.json"
# What files of a format are named; the first where a file's own name says something else.
_NAMES: Mapping[Format, tuple[str, ...]] = {
    "text": (".txt",),
    "html": (".html", ".htm", ".mht", ".mhtml", ".shtml", ".doc"),
    "docx": (".docx",),
    "doc": (".doc", ".wps"),
    "rtf": (".rtf", ".doc"),
    "odt": (".odt",),
    "ofd": (".ofd",),
    "pdf": (".pdf",),
    "image": (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".gif", ".webp"),
}


@dataclass(frozen=True, slots=True)
class Kept:
    """The file that a text was read from.

    Attributes:
        path: where it lies.
        places: where each character of the text stands in it.
    """

    path: Path
    places: Places

    def place_of(self, start: int, end: int) -> tuple[Place, ...]:
        """The places of a span of the text, in order.

        Raises:
            ValueError: if the span is empty or outside the text.
        """
        return self.places.place_of(start, end)


def name_of(id: str, format: Format, path: Path) -> PurePosixPath:
    """What the file of a document is called in the corpus.

    Args:
        id: identifier of the document.
        format: what the file is.
        path: the file as it came.
    """
    own = path.suffix.lower()
    return PurePosixPath(FOLDER) / f"{id}{own if own in _NAMES[format] else _NAMES[format][0]}"


def map_of(original: PurePosixPath) -> PurePosixPath:
    """Where the map of an original lies."""
    return original.with_name(original.stem + _SUFFIX)


def write_map(places: Places, text: bytes, original: str) -> bytes:
    """The map as a file.

    Args:
        places: the map.
        text: the stored text.
        original: sha256 of the file that it was read from.
    """
    content = {"text_sha256": sha256(text).hexdigest(), "original_sha256": original, **places.to_json()}
    return (json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def load(folder: Path, original: PurePosixPath, text_sha256: str, original_sha256: str | None) -> Kept:
    """The file that a text was read from, with its map.

    Args:
        folder: the corpus.
        original: its path in the corpus.
        text_sha256: of the stored text.
        original_sha256: of the file, as the manifest says; None if that is not to be checked.

    Raises:
        CorpusError: if either is missing, malformed, or not what belongs to the text.
        TooLarge: if either is larger than such files may be.
    """
    path, map = folder / original, folder / map_of(original)
    try:
        digest = sha256(read_bytes(path, FILE_BYTES)).hexdigest()
        content = json.loads(read_bytes(map, UNPACKED_BYTES))
    except UnreadableText as error:
        raise CorpusError(error.zh, error.en) from None
    except ValueError as error:
        raise CorpusError(f"{map} 不是合法的 JSON：{error}。", f"{map} is not valid JSON: {error}.") from None
    said = (content.get("text_sha256"), content.get("original_sha256")) if isinstance(content, dict) else (None, None)
    if said != (text_sha256, digest) or original_sha256 not in (None, digest):
        zh = f"{path}、它的位置表 {map.name} 与文本的 sha256 不相符：请恢复这些文件，或重新收入。"
        raise CorpusError(zh, f"{path}, its map {map.name} and the text do not belong together: restore them, or ingest the file again.")
    return Kept(path, Places.from_json(content))
