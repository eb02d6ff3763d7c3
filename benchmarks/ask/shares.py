"""Where the time of answers goes: reading the question, asking the graph, choosing what to say, wording it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from hengce.ontology.store import Reader
from hengce.queries.asking import answering
from hengce.queries.asking import ask as asking

T = TypeVar("T")
READING, QUERYING, WORDING, CHOOSING = "reading the question", "asking the graph", "wording", "choosing facts and sentences"
_PARTS = (
    (asking, "mended", READING),
    (asking, "read_slots", READING),
    (asking, "parts_of", READING),
    (answering, "found_in", READING),
    (Reader, "select", QUERYING),
    (asking, "composed", WORDING),
)
"""The functions in which each part happens; what they do not account for is choosing."""


class Clock:
    """Processor seconds by part; while a part is inside another, its time is its own only."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}
        self._open: list[str] = []
        self._since = 0.0

    def _turn(self) -> None:
        now = time.process_time()
        if self._open:
            self.spent[self._open[-1]] = self.spent.get(self._open[-1], 0.0) + now - self._since
        self._since = now

    def timed(self, part: str, run: Callable[..., Any]) -> Callable[..., Any]:
        """The same function, whose time is counted for a part."""

        def timed(*args: Any, **named: Any) -> Any:
            self._turn()
            self._open.append(part)
            try:
                return run(*args, **named)
            finally:
                self._turn()
                self._open.pop()

        return timed


@contextmanager
def _watched(clock: Clock) -> Iterator[None]:
    before = [(owner, name, getattr(owner, name)) for owner, name, _ in _PARTS]
    for owner, name, part in _PARTS:
        setattr(owner, name, clock.timed(part, getattr(owner, name)))
    try:
        yield
    finally:
        for owner, name, run in before:
            setattr(owner, name, run)


def shares(act: Callable[[], T]) -> tuple[T, dict[str, float]]:
    """What ``act`` gives, and the share of each part in its processor time."""
    clock = Clock()
    with _watched(clock):
        given = clock.timed(CHOOSING, act)()
    whole = sum(clock.spent.values())
    return given, {part: clock.spent.get(part, 0.0) / whole for part in (READING, QUERYING, CHOOSING, WORDING)}
