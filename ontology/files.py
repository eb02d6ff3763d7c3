"""Writing files that others may be reading."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


def replace_text(path: Path, text: str) -> None:
    """Write a file so that whoever reads it sees the old or the new one, also after a crash or a power cut.

    Args:
        path: the file; its folder must be there.
        text: what it is to hold.

    Raises:
        OSError: if it cannot be written; a file ``.NAME-…`` may stay behind if the process is killed.
    """
    replace_bytes(path, text.encode("utf-8"))


def replace_bytes(path: Path, content: bytes) -> None:
    """The same for a file that is no text, or whose bytes must stay as they are."""
    with replacing(path) as file:
        file.write(content)


@contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """The same for a file that is written piece by piece; where the block ends in an error, the old one stays."""
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}-", delete=False) as file:
        written = Path(file.name)
        try:
            yield file
            file.flush()
            os.fsync(file.fileno())
            written.chmod(0o644)  # temporary files can be read by their owner only
            written.replace(path)
        except BaseException:
            written.unlink(missing_ok=True)
            raise
