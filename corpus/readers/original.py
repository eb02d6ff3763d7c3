"""From a file to its text: the one function that a document enters by, whatever its format.

Plain text is what is read so far; a reader of another format is chosen here, by the file's first bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from .text import decode, read_bytes


@dataclass(frozen=True, slots=True)
class Original:
    """A document as it came.

    Attributes:
        text: its characters.
        stored: the bytes that the corpus keeps; :func:`.text.decode` gives ``text`` from them.
    """

    text: str
    stored: bytes

    @property
    def sha256(self) -> str:
        """Of the bytes that the corpus keeps, hexadecimal."""
        return sha256(self.stored).hexdigest()


def read_original(path: Path) -> Original:
    """Read a document.

    Args:
        path: a plain text file of at most 20 MB; its bytes are kept unchanged, whatever its encoding.

    Raises:
        UnreadableText: if there is no such file, or it is empty, binary or in another encoding.
        TooLarge: if it is larger than a text may be.
    """
    data = read_bytes(path)
    return Original(decode(data, str(path)), data)
