"""How much of a file is read, and for how long: files come from strangers.

A file that goes beyond a limit is refused in clear words before it costs memory or time; nothing is cut off silently.
"""

from __future__ import annotations

import time

from ...ontology.errors import TooLarge

FILE_BYTES = 64 * 2**20
"""Of any file; scans are the largest."""
TEXT_BYTES = 20 * 2**20
"""Of a plain text, of an HTML page, and of the text that another format yields."""
MEMBERS = 10_000
"""Members of a container (ZIP)."""
MEMBER_BYTES = 64 * 2**20
"""Of one member of a container, unpacked."""
UNPACKED_BYTES = 128 * 2**20
"""Of all members that are read, unpacked."""
SMALL_BYTES = 2 * 2**20
"""Of markup that is read in the process that asks; what is more is read in one of its own, which can be ended."""
DEPTH = 200
"""Elements of a page inside each other; real ones have some fifty."""
PAGES = 2_000
"""Pages of one document."""
SECONDS = 120.0
"""For one file, whatever its format; each page that has to be recognised adds :data:`PAGE_SECONDS`."""
CHARACTERS = 1_000_000
"""Printed characters of a PDF, each with its box; a thousand full pages."""
SCANNED_PAGES = 300
"""Pages of one document that are recognised; 1 to 4 seconds each where nothing else runs."""
PAGE_SECONDS = 30.0
"""For the recognition of a page, on a slow and busy machine."""
PIXELS = 100_000_000
"""Of a scanned page: A3 at 600 dots an inch has 70 million."""
MEMORY_BYTES = 2 * 2**30
"""Address space of a process that reads a file; a PDF of a million characters takes a quarter of it."""
RECOGNITION_BYTES = 4 * 2**30
"""Address space of a process that recognises scans; its libraries take 2 before the first page."""


class Deadline:
    """The time that one file may take.

    Args:
        name: what to call the file in a message.
        seconds: from now on.
    """

    def __init__(self, name: str, seconds: float = SECONDS) -> None:
        self._name = name
        self._seconds = seconds
        self._end = time.monotonic() + seconds

    @property
    def left(self) -> float:
        """Seconds that are left; 0 when the time is over."""
        return max(0.0, self._end - time.monotonic())

    def check(self) -> None:
        """Go on only while there is time: to be called once a page, a table or some thousand elements.

        Raises:
            TooLarge: if the time is over.
        """
        if not self.left:
            raise too_slow(self._name, self._seconds)


def too_slow(name: str, seconds: float) -> TooLarge:
    """The refusal of a file that takes too long."""
    zh = f"{name} 在 {seconds:g} 秒内没有读完，请拆分或另存后再读。"
    return TooLarge(zh, f"{name} was not read within {seconds:g} seconds; divide it, or save it anew.")


def too_many(name: str, what: tuple[str, str], limit: int) -> TooLarge:
    """The refusal of a file with too many of something.

    Args:
        name: what to call the file.
        what: what there is too much of, in Chinese and in English (in the plural).
        limit: how many are read.
    """
    return TooLarge(f"{name} 的{what[0]}超过 {limit}，请拆分后再读。", f"{name} has more than {limit} {what[1]}; divide it first.")


def too_large(name: str, limit: int) -> TooLarge:
    """The refusal of a file, or of what it unpacks to, that is larger than ``limit`` bytes."""
    size = limit // 2**20
    return TooLarge(f"{name} 超过 {size} MB，请拆分后再读。", f"{name} is larger than {size} MB; divide it first.")
