"""A text from which names are taken, the longest first, so that no character means two things."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

from ...ontology.schemes import schemes


class Taken:
    """A text from which names are taken, the longest first.

    Args:
        text: the question.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._free = [True] * len(text)

    def all(self, names: Callable[[str], str | None], longest: int = 24, least: int = 2) -> Iterator[str]:
        """What the names in the text mean, in the order of the text; they are taken."""
        found: list[tuple[int, str]] = []
        for size in range(min(longest, len(self.text)), least - 1, -1):
            for start in range(len(self.text) - size + 1):
                if all(self._free[start : start + size]) and (meant := names(self.text[start : start + size])):
                    found.append((start, meant))
                    self.take(start, start + size)
        yield from (meant for _, meant in sorted(found))

    def take(self, start: int, end: int) -> None:
        """Let a span mean nothing else."""
        self._free[start:end] = [False] * (end - start)

    def free(self, start: int, end: int) -> bool:
        """Whether nothing of a span is taken."""
        return all(self._free[start:end])

    def rest(self) -> str:
        """The text with blanks for what is taken."""
        return "".join(char if free else " " for char, free in zip(self.text, self._free, strict=True))


@cache
def names_of(scheme: str) -> Callable[[str], str | None]:
    """Finds the key of the concept of a scheme that a name means."""
    index = {name: concept.key for name, concept in reversed(schemes()[scheme].surfaces())}
    return index.get
