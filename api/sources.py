"""What a command is given: a file by its name, or standard input by the name ``-``."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from ..corpus.readers.limits import FILE_BYTES, too_large
from ..corpus.readers.original import Original, read_original
from ..corpus.readers.text import decode
from ..ontology.errors import UnreadableText

STDIN = "-"
"""What stands for standard input on the command line."""
NAME = "stdin"
"""What it is called in messages, and the identifier of a document that came by it."""


def named(path: Path) -> Path:
    """The file that a path on the command line stands for, as it is shown."""
    return Path(NAME) if str(path) == STDIN else path


def original(path: Path) -> Original:
    """The document in a file or on standard input, which then touches no disk.

    Raises:
        UnreadableText, TooLarge: as :func:`~..corpus.readers.original.read_original`.
    """
    return read_original(piped(), NAME) if str(path) == STDIN else read_original(path)


def text(word: str) -> str:
    """A word of the command line; in place of ``-`` the text on standard input, without the line breaks around it.

    Raises:
        UnreadableText: if that is empty or no text.
        TooLarge: if it has more than 20 MB.
    """
    return decode(piped(), NAME).strip() if word == STDIN else word


def piped() -> bytes:
    """All of standard input.

    Raises:
        UnreadableText: if there is none, or it cannot be read.
        TooLarge: if it has more bytes than a file may have.
    """
    try:
        data = sys.stdin.buffer.read(FILE_BYTES + 1)
    except (AttributeError, OSError, ValueError) as error:  # a program that is started without one has None there
        raise UnreadableText(f"无法读取标准输入：{error}。", f"Standard input cannot be read: {error}.") from None
    if len(data) > FILE_BYTES:
        raise too_large(NAME, FILE_BYTES)
    return data


@contextmanager
def as_files(paths: Sequence[Path]) -> Iterator[list[Path]]:
    """The same with a file in place of standard input, for what must read a document more than once; it is gone afterwards."""
    with TemporaryDirectory() as folder:
        spooled = Path(folder) / NAME
        if any(str(path) == STDIN for path in paths):
            spooled.write_bytes(piped())
        yield [spooled if str(path) == STDIN else path for path in paths]
