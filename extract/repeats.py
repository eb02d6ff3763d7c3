"""A text that stands twice in one file (重出): a page with its attachment, or a page that its reader saved in two forms."""

from __future__ import annotations

from bisect import bisect_right

_ENOUGH = 500  # characters of lines one after the other; two lists may share a few lines


def repeated(text: str) -> list[tuple[int, int]]:
    """The stretches of a text that only repeat, line by line, an earlier stretch of it."""
    first: dict[str, int] = {}  # where a line stands, by its words
    found: list[tuple[int, int]] = []
    start = position = size = number = 0
    before: int | None = None  # the number of the earlier line that the last one repeats
    end = 0
    for line in text.splitlines(keepends=True):
        words = "".join(line.split())
        position += len(line)
        if not words:
            continue
        same = first.setdefault(words, number)
        if same == number or before is None or same != before + 1:
            if size >= _ENOUGH:
                found.append((start, end))
            start, size = position - len(line), 0
        before = same if same < number else None
        size += len(words) if before is not None else 0
        end, number = position, number + 1
    return [*found, (start, end)] if size >= _ENOUGH else found


def stands_in(stretches: list[tuple[int, int]], start: int) -> bool:
    """Whether a position lies in one of the stretches.

    Args:
        stretches: as :func:`repeated` gives them, in order.
        start: an offset of the same text.
    """
    at = bisect_right(stretches, start, key=lambda stretch: stretch[0]) - 1
    return at >= 0 and start < stretches[at][1]
