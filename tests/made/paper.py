"""A document while it is written: its text grows line by line, and each fact is tied to the words that state it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from hengce.extract.facts import KINDS, Fact

from .grammar import Said

WHOLE = ""
"""The mark of a statement whose evidence is the whole item, with its number and end mark."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A fact that a sentence states.

    Attributes:
        kind: class of the fact.
        mark: the mark of its words in the sentence, or :data:`WHOLE`.
        fields: the fields of the fact.
    """

    kind: type[Fact]
    mark: str
    fields: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words without an end mark, and what they state."""

    said: Said
    states: Sequence[Statement] = ()


@dataclass(frozen=True, slots=True)
class Provision:
    """A rule of a document: a sentence, a list under a stem, or both.

    Attributes:
        heading: what it is called where the style has headings.
        lead: sentences that stand together; the last is the stem if there are items.
        items: the list.
        logic: how the items belong together: ``all``, ``any``, or empty for items that are no conditions.
    """

    heading: str
    lead: Sequence[Sentence] = ()
    items: Sequence[Sentence] = ()
    logic: str = ""


@dataclass
class Paper:
    """The text so far and the facts in it.

    Attributes:
        id: identifier of the document.
    """

    id: str
    _parts: list[str] = field(default_factory=list)
    _length: int = 0
    _facts: list[Fact] = field(default_factory=list)

    def write(self, text: str) -> None:
        """Words that state nothing."""
        self._parts.append(text)
        self._length += len(text)

    def state(self, sentence: Sentence, path: str, before: str = "", after: str = "", parent: str = "", logic: str = "") -> None:
        """A sentence with what it states.

        Args:
            sentence: the words and their facts.
            path: address of the clause.
            before, after: number and end mark of an item; a statement about the whole item has them in its quote.
            parent, logic: of an item in a list of conditions: the path of the stem, and how the items belong together.
        """
        begin = self._length
        self.write(before + sentence.said.text + after)
        text = "".join(self._parts[-1:])
        for statement in sentence.states:
            start, end = (0, len(text)) if statement.mark == WHOLE else sentence.said.marks[statement.mark]
            if statement.mark != WHOLE:
                start, end = start + len(before), end + len(before)
            said = dict(statement.fields)
            if logic and statement.kind.kind in ("threshold", "criterion"):
                said |= {"parent": parent, "group_logic": logic}
            self._facts.append(statement.kind(doc=self.id, quote=text[start:end], start=begin + start, end=begin + end, path=path, **said))

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(self._parts)

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts so far: by kind in the order of the contract, then by place; repetitions of one statement once."""
        return tuple(sorted(self._once(), key=lambda fact: (_ORDER[fact.kind], fact.start, fact.end)))

    def _once(self) -> Iterator[Fact]:
        """A body has a role in a document once, and a work is cited once, however often the text says so."""
        seen: set[tuple[Any, ...]] = set()
        for fact in self._facts:
            key: tuple[Any, ...] | None = None
            if fact.kind == "agency":
                key = fact.kind, getattr(fact, "canonical", None), getattr(fact, "role", None)
            elif fact.kind == "reference":
                key = fact.kind, getattr(fact, "number", None) or getattr(fact, "title", None)
            if key is None or key not in seen:
                yield fact
            seen.add(key) if key else None


_ORDER = {kind: order for order, kind in enumerate(KINDS)}
