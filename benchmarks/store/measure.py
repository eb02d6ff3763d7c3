"""Taking times fairly on a machine that others use too."""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path


def say(*cells: object) -> None:
    """Print one line, at once."""
    sys.stdout.write(" ".join(map(str, cells)) + "\n")
    sys.stdout.flush()


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print a Markdown table."""
    for row in (head, ["---"] * len(head), *rows):
        say("|", " | ".join(map(str, row)), "|")
    say()


def processor() -> float:
    """Processor seconds of this process and of its children that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def in_turn(
    acts: Mapping[str, Callable[[], object]], rounds: int, clock: Callable[[], float] = time.perf_counter
) -> dict[str, list[float]]:
    """Milliseconds of each act, sorted: all acts once a round, so that what else the machine does falls on all of them alike.

    Args:
        acts: what is timed, by name; each runs twice before the first round, so that what is loaded at the first use does not count.
        rounds: how often.
        clock: seconds; of the processor (``time.process_time``) where an act runs in this process alone.
    """
    for act in acts.values():
        act()
        act()
    taken: dict[str, list[float]] = {name: [] for name in acts}
    for _ in range(rounds):
        for name, act in acts.items():
            began = clock()
            act()
            taken[name].append((clock() - began) * 1000)
    return {name: sorted(times) for name, times in taken.items()}


def quantile(times: Sequence[float], share: float) -> float:
    """The time below which that share of sorted times lies (nearest rank)."""
    return times[min(len(times) - 1, int(share * len(times)))]


def megabytes(folder: Path) -> float:
    """What the files of a folder take on disk, in MB."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
