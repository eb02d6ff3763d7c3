"""A text cut at the places that are remarked on, so that each stretch of it is shown once, with all remarks on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, NamedTuple


class Mark(NamedTuple):
    """A place of a finding.

    Attributes:
        start, end: in the text, in code points.
        number: of the finding, from 1.
        severity: of it.
        main: whether the finding is made here; else it only concerns this place too.
    """

    start: int
    end: int
    number: int
    severity: str
    main: bool = True


class Stretch(NamedTuple):
    """A part of the text.

    Attributes:
        start, end: in the text.
        marks: all that cover it, by the numbers of their findings.
    """

    start: int
    end: int
    marks: tuple[Mark, ...]


def marks_of(findings: Sequence[Mapping[str, Any]], *, everywhere: bool = False) -> list[Mark]:
    """The places of findings, which are numbered in their order.

    Args:
        findings: of ``queries.checking.check.check``.
        everywhere: whether to mark the other places too that a finding concerns.
    """
    found: list[Mark] = []
    for number, each in enumerate(findings, start=1):
        found.append(Mark(each["start"], each["end"], number, each["severity"]))
        if everywhere:
            others = ((place["start"], place["end"]) for place in each["places"])
            found += [Mark(*span, number, each["severity"], main=False) for span in others if span != (each["start"], each["end"])]
    return found


def stretches(length: int, marks: Iterable[Mark], cuts: Iterable[int] = ()) -> Iterator[Stretch]:
    """The whole text in stretches.

    Args:
        length: of the text.
        marks: what to cut it at.
        cuts: further offsets to cut it at.
    """
    waiting = sorted(marks, reverse=True)
    bounds = sorted({0, length, *cuts, *(at for mark in waiting for at in (mark.start, mark.end))})
    here: list[Mark] = []
    for start, end in pairwise(bounds):
        here = [mark for mark in here if mark.end > start]
        while waiting and waiting[-1].start <= start:
            here.append(waiting.pop())
        yield Stretch(start, end, tuple(sorted(here, key=lambda mark: mark.number)))
