"""Tables for a terminal, in which Chinese characters take two places (Unicode Standard Annex 11)."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from .grid import Grid, text_of, visible

_GAP = "  "
_NOT_FIRST = frozenset("，。、；：？！）〕》」』】”’％…·,.;:?!)]%")


def width(text: str) -> int:
    """Places that ``text`` takes: two for wide and full-width characters, none for combining marks, one for all others."""
    return sum(0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1 for char in text)


def wrap(text: str, places: int) -> list[str]:
    """``text`` in lines of at most ``places`` (2 or more).

    Latin words are broken only when they fill a line alone, and no line begins with a closing mark where that can be avoided
    (避头尾; Requirements for Chinese Text Layout, section 3.1.6).
    """
    lines: list[str] = []
    for part in text.split("\n"):
        line, used = "", 0
        for char in visible(part):
            size = width(char)
            if used + size > places:
                kept, carried = _break(line, char, places)
                lines.append(kept.rstrip())
                line, used = carried.lstrip(), width(carried.lstrip())
                if char == " " and not line:  # a blank at the break is the break
                    continue
            line, used = line + char, used + size
        lines.append(line.rstrip())
    return lines


def _break(line: str, following: str, places: int) -> tuple[str, str]:
    """Where a full line ends, and what goes over to the next one before ``following``."""
    start = len(line)
    if following in _NOT_FIRST:
        start -= 1
    while start and start < len(line) and line[start] in _NOT_FIRST:
        start -= 1
    first = line[start : start + 1] or following
    while start and _in_word(first) and _in_word(line[start - 1]):
        start -= 1
    fits = line[:start].strip() and width(line[start:] + following) <= places
    return (line[:start], line[start:]) if fits else (line, "")


def _in_word(char: str) -> bool:
    return char.isascii() and (char.isalnum() or char in "[]")  # the marks of citations, [1], stay whole


def render(grid: Grid, *, widest: int = 40, total: int | None = None) -> str:
    """A grid as aligned text.

    Args:
        grid: what to write.
        widest: the most places of a column; longer cells are wrapped.
        total: places of the whole table, for instance those of the terminal; wide columns are narrowed to fit, but not below 12.
    """
    cells = [[text_of(cell) for cell in row] for row in (grid.columns, *grid.rows)]
    if not grid.columns:
        return ""
    natural = [max(width(visible(part)) for row in cells for part in row[i].split("\n")) for i in range(len(grid.columns))]
    places = _fit([max(2, min(size, widest)) for size in natural], total)
    out: list[str] = []
    for number, row in enumerate(cells):
        wrapped = [wrap(cell, places[i]) for i, cell in enumerate(row)]
        for at in range(max(len(lines) for lines in wrapped)):
            line = _GAP.join(_pad(lines[at] if at < len(lines) else "", places[i]) for i, lines in enumerate(wrapped))
            out.append(line.rstrip())
        if number == 0:
            out.append(_GAP.join("─" * size for size in places))
    return "\n".join(out) + "\n"


def _fit(places: Sequence[int], total: int | None) -> list[int]:
    """Narrow the widest columns, one place at a time, until the table fits."""
    fitted = list(places)
    while total is not None and sum(fitted) + len(_GAP) * (len(fitted) - 1) > total:
        i = fitted.index(max(fitted))
        if fitted[i] <= 12:
            break
        fitted[i] -= 1
    return fitted


def _pad(text: str, places: int) -> str:
    return text + " " * (places - width(text))
