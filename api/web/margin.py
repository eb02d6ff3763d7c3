"""A draft with what was found in it beside its lines (旁注), as a page shows it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ...corpus.paragraphs import spans
from ..export.findings import SEVERITIES
from ..export.stretches import Mark, marks_of, stretches


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line.

    Attributes:
        text: its characters.
        severity: the gravest of the findings that concern it; empty: none.
        numbers: of the findings whose place ends here.
        main: whether one of them is made here, not only concerns the place.
        anchors: identifiers that begin here: ``m3`` where finding 3 is made, ``m3-1`` and so on at its other places.
    """

    text: str
    severity: str = ""
    numbers: tuple[int, ...] = ()
    main: bool = False
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the draft that is not blank.

    Attributes:
        pieces: its text.
        notes: the findings that are made in it, with their numbers.
    """

    pieces: list[Piece] = field(default_factory=list)
    notes: list[tuple[int, Mapping[str, Any]]] = field(default_factory=list)


def lines(draft: str, findings: Sequence[Mapping[str, Any]]) -> list[Line]:
    """The draft by lines, each with the findings that begin in it.

    Args:
        draft: the text that was checked.
        findings: of ``queries.checking.check.check``.
    """
    rows = spans(draft)
    starts = [start for start, _ in rows]
    found = [Line() for _ in rows]
    marks = marks_of(findings, everywhere=True)
    names = _names(marks)
    begun: set[Mark] = set()
    for start, end, here in stretches(len(draft), marks, (at for row in rows for at in row)):
        row = bisect_right(starts, start) - 1
        if start >= rows[row][1]:
            continue  # the break of a line
        anchors = tuple(names[mark] for mark in here if mark not in begun)
        begun.update(here)
        gravest = min((mark.severity for mark in here), key=list(SEVERITIES).index, default="")
        numbers = tuple(dict.fromkeys(mark.number for mark in here if min(mark.end, rows[row][1]) == end))
        found[row].pieces.append(Piece(draft[start:end], gravest, numbers, any(mark.main for mark in here), anchors))
    for number, each in enumerate(findings, start=1):
        found[bisect_right(starts, each["start"]) - 1].notes.append((number, each))
    return [line for line in found if line.notes or any(piece.text.strip() for piece in line.pieces)]


def _names(marks: Sequence[Mark]) -> dict[Mark, str]:
    """The identifier of each place."""
    count: dict[int, int] = {}
    named: dict[Mark, str] = {}
    for mark in marks:
        if mark.main:
            named[mark] = f"m{mark.number}"
        else:
            count[mark.number] = count.get(mark.number, 0) + 1
            named[mark] = f"m{mark.number}-{count[mark.number]}"
    return named
