"""A draft (草案) as the rules see it: its outline, how it is read, its facts, its place and the day on which it is judged."""

from __future__ import annotations

import datetime
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from ...corpus.clean import sentences
from ...corpus.document import Document, Node
from ...corpus.numbering import Marker, marker
from ...corpus.structure import outline
from ...extract.facts import Fact
from ...extract.pipeline import facts_of, prepare
from ...extract.reading import Clause, Reading
from ...ontology.concepts import Concept
from ...ontology.schemes import schemes
from .finding import Span

NAME = "draft"
"""Identifier of a draft, which has none of its own; it is never stored."""
_HEAD = 80  # characters of the first line that stand for a title where there is none
Kind = TypeVar("Kind", bound=Fact)


@dataclass(frozen=True)
class Draft:
    """A draft.

    Attributes:
        reading: its outline, names and sentences.
        facts: what it states, sorted.
        place: the place it is for: as given, else as its text says; None where neither says.
        as_of: the day of the check.
    """

    reading: Reading
    facts: Sequence[Fact]
    place: Concept | None
    as_of: datetime.date

    @property
    def document(self) -> Document:
        """The text with its outline."""
        return self.reading.document

    @property
    def text(self) -> str:
        """The text as given; all offsets count its code points."""
        return self.document.text

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """Its sentences in text order."""
        return self.reading.clauses

    @property
    def title(self) -> str:
        """Its title, or empty."""
        return self.reading.profile.title or ""

    @cached_property
    def title_span(self) -> Span:
        """Where the title stands; without one, the first line that says something."""
        if self.reading.profile.title_span is not None:
            return self.reading.profile.title_span
        start = len(self.text) - len(self.text.lstrip())
        return start, start + max(1, len(self.text[start : start + _HEAD].split("\n", 1)[0].rstrip()))

    @cached_property
    def begins(self) -> datetime.date | None:
        """First day of the period that it states for itself (有效期、实施期, or the years in its title)."""
        return _day(self.reading.profile.valid_from, last=False)

    @cached_property
    def ends(self) -> datetime.date | None:
        """Last day of that period."""
        return _day(self.reading.profile.valid_to, last=True)

    @property
    def day(self) -> datetime.date:
        """The day on which it is judged: the first of its own period, else the day of the check."""
        return self.begins or self.as_of

    @cached_property
    def leaves(self) -> tuple[Node, ...]:
        """The leaves of its outline in text order."""
        return tuple(self.document.root.leaves())

    @cached_property
    def nodes(self) -> tuple[Node, ...]:
        """All nodes of its outline in text order."""
        return tuple(self.document.root.walk())

    def of(self, kind: type[Kind]) -> list[Kind]:
        """Its facts of one kind, in text order."""
        return [fact for fact in self.facts if isinstance(fact, kind)]

    def sentence(self, fact: Fact) -> str:
        """The normalised sentence that states a fact; where it runs over several, its quote."""
        leaf = self.document.leaf_at(fact.start)
        view = self.document.view(leaf.start, leaf.end)
        start, end = view.within(fact.start, fact.end)
        return next((view.text[first:last] for first, last in sentences(view) if first <= start and end <= last), view.text[start:end])

    def number(self, node: Node) -> Marker | None:
        """The number at the head of a node, or None; that of a chapter shows only before its heading, not before all that is in it."""
        line = self.text.find("\n", node.start, node.end)
        end = node.heading[1] if node.heading is not None else node.end if line < 0 else line
        return marker(self.text, node.start, end if node.type == "chapter" else node.end)

    def clean(self, start: int, end: int) -> str:
        """The normalised words of a span: no white space, one form of each sign."""
        return self.document.view(start, end).text


def read_draft(text: str, place: Concept | None, as_of: datetime.date) -> Draft:
    """Read a draft.

    Args:
        text: its characters.
        place: the place it is for; None to take what the text says.
        as_of: the day of the check.
    """
    reading = prepare(outline(NAME, text))
    found = schemes().regions.get(reading.profile.jurisdiction or "")
    return Draft(reading, facts_of(reading), place or found, as_of)


def _day(written: str | None, *, last: bool) -> datetime.date | None:
    """The first or last day of an ISO year, month or day."""
    if written is None:
        return None
    year, month, day = (*map(int, written.split("-")), 0, 0)[:3]
    month = month or (12 if last else 1)
    return datetime.date(year, month, day or (monthrange(year, month)[1] if last else 1))
