"""Sorting more lines than memory holds."""

from __future__ import annotations

import heapq
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path

RUN_BYTES = 32 << 20
"""Lines are sorted in memory in runs of so many bytes, and the runs merged from temporary files."""


def sorted_once(lines: Iterable[bytes], run_bytes: int = RUN_BYTES) -> Iterator[bytes]:
    """Lines in the order of their bytes, each once (external merge sort; Knuth, The Art of Computer Programming 3, section 5.4).

    Args:
        lines: each with its line end.
        run_bytes: how many bytes of lines are held in memory (> 0); the lines themselves take some 50 bytes more each.
    """
    with ExitStack() as stack:
        runs: list[Path] = []
        held: list[bytes] = []
        size = 0
        folder: Path | None = None
        for line in lines:
            held.append(line)
            size += len(line)
            if size >= run_bytes:
                folder = folder or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="hengce-")))
                runs.append(folder / str(len(runs)))
                with runs[-1].open("wb") as file:
                    file.writelines(sorted(held))
                held, size = [], 0
        held.sort()
        yield from _once(heapq.merge(held, *(stack.enter_context(run.open("rb")) for run in runs)) if runs else held)


def _once(ordered: Iterable[bytes]) -> Iterator[bytes]:
    last = None
    for line in ordered:
        if line != last:
            yield line
            last = line
