"""From a file to its text: the one function that a document enters by, whatever its format.

The format is told by the file's content. A plain text is kept as it is, byte for byte. Every other format is read into a text of
its own, which is what offsets count in from then on; the file is kept beside it, and a map leads from each character back to its place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from ...ontology.errors import UnreadableText
from ..notice import Notice
from .formats import Format, format_of
from .limits import FILE_BYTES
from .places import Place
from .text import decode, read_bytes
from .transcript import Transcript

# The module that reads each format but plain text; it has a function ``read(data, name)`` that gives a Transcript.
_READERS: Mapping[Format, str] = {
    "html": ".web.page",
    "docx": ".word.document",
    "pdf": ".pdf.document",
    "image": ".scan.document",
    "doc": ".office.convert",
    "rtf": ".office.convert",
    "odt": ".office.convert",
    "ofd": ".ofd.document",
}


class Reader(Protocol):
    """A module that reads a format."""

    def read(self, data: bytes, name: str) -> Transcript:
        """Read a file.

        Args:
            data: its bytes, which nobody has checked but for the format's mark.
            name: what to call the file in messages.

        Raises:
            UnreadableText: if it is damaged, encrypted, holds macros, has no text, or what reads it is not installed.
            TooLarge: if it goes beyond one of :mod:`.limits`.
        """
        ...


@dataclass(frozen=True, slots=True)
class Original:
    """A document as it came.

    Attributes:
        text: its characters.
        format: what the file is.
        data: the file's bytes, unchanged.
        transcript: what was read of it; None of a plain text, which is its own.
    """

    text: str
    format: Format
    data: bytes
    transcript: Transcript | None = None

    @property
    def sha256(self) -> str:
        """Of the file, hexadecimal."""
        return sha256(self.data).hexdigest()

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What the user should know about the reading."""
        return () if self.transcript is None else self.transcript.notices

    def place_of(self, start: int, end: int) -> tuple[Place, ...]:
        """The places of ``text[start:end]`` in the file, in order; none of a plain text, in which offsets say it.

        Raises:
            ValueError: if the span is empty or outside the text.
        """
        return () if self.transcript is None else self.transcript.places.place_of(start, end)


def read_original(source: Path | bytes, name: str | None = None) -> Original:
    """Read a document.

    Args:
        source: the file, or its bytes (which then touch no disk, but for formats that LibreOffice reads).
        name: what to call it in messages; the path if not given.

    Raises:
        UnreadableText: if there is no such file, or it is empty, damaged, encrypted, holds macros, or is of no known format.
        TooLarge: if it, or what it unpacks to, is larger than :mod:`.limits` allow, or takes too long.
    """
    shown = name or (str(source) if isinstance(source, Path) else "文件")
    data = read_bytes(source, FILE_BYTES) if isinstance(source, Path) else source
    format = format_of(data, shown)
    if format == "text":
        return Original(decode(data, shown), format, data)
    reader = cast(Reader, import_module(_READERS[format], __package__))
    read = reader.read(data, shown)
    if decode(read.stored, shown) != read.text:
        raise UnreadableText(f"{shown} 的文字不能存为文本。", f"The text of {shown} cannot be stored as a text file.")
    return Original(read.text, format, data, read)
