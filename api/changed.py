"""The shape of what changed from one text to another, as the service promises it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .models import Delta
from .shape import Shape


class ChangedText(Shape):
    """One of the two texts."""

    document: str | None = Field(description="Identifier; null of a text that is not in the graph")
    title: str
    place: str | None


class ChangedPlace(Shape):
    """Where a clause or fact stands; of a collected document a citation."""

    document: str | None
    title: str | None
    path: str
    quote: str
    start: int
    end: int
    url: str | None


class ChangedWords(Shape):
    """A stretch of a changed clause."""

    op: Literal["equal", "delete", "insert"]
    text: str


class ClauseChange(Shape):
    """What became of a clause."""

    change: Literal["renumbered", "changed", "moved", "added", "removed"]
    old: ChangedPlace | None
    new: ChangedPlace | None
    words: list[ChangedWords] = Field([], description="Of a changed or moved clause what stayed, what went and what came")


class ClauseChanges(Shape):
    """The clauses of both texts, aligned."""

    counts: dict[str, int] = Field(description="How many clauses stayed (same) or changed, by kind of change")
    changes: list[ClauseChange]


class FactChange(Shape):
    """What changed in a fact."""

    kind: str
    change: Literal["changed", "added", "removed"]
    subject: str | None
    text: str = Field(description="The change in words")
    delta: Delta | None = Field(description="How the new fact stands to the old one; null of one that was added or removed")
    old: ChangedPlace | None
    new: ChangedPlace | None


class Changes(Shape):
    """What changed from one text to the other."""

    old: ChangedText
    new: ChangedText
    data_version: str
    clauses: ClauseChanges
    facts: list[FactChange]
