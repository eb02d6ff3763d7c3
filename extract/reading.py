"""A document laid out for reading: its sentences, each with what governs it.

The subject of a clause comes from the clause itself, else from the stem or the nearest heading above it, else from what the
document as a whole is about; never from the nearest noun of another clause.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from operator import itemgetter
from typing import Any, Literal

from ..corpus.clean import View, sentences
from ..corpus.document import Document, Node
from . import dates, quantities
from .agencies import AgencyFinder, AgencyMention
from .cardtopics import topics
from .levels import LevelWords
from .placing import MARKER, CellPlace, enclosed
from .profile import Profile
from .protected import spans_to_protect
from .segment import Piece, Words, read_words
from .types import Mention, TypeFinder

# What a Clause keeps that depends on no names of types.
_BY_WORDS = ("is_heading", "quantities", "dates", "agencies", "doc", "parts")
_READ = frozenset({"heading", "text", "cell", "caption", "remark", "note", "title"})


@dataclass(frozen=True, eq=False)
class Clause:
    """One sentence (句) of a leaf.

    Attributes:
        reading: the document it belongs to.
        leaf: the outline leaf it stands in.
        view: the sentence itself; spans below are positions in ``view.text``.
        number: its position in the leaf, from 0.
        body: where the words begin after an item number.
        cell: its place in a table, or None.
    """

    reading: Reading
    leaf: Node
    view: View
    number: int
    body: int = 0
    cell: CellPlace | None = None

    @property
    def text(self) -> str:
        """The normalised sentence."""
        return self.view.text

    def carried_to(self, reading: Reading) -> Clause:
        """The same sentence in a document read by other names: what its words alone say is not read again."""
        clause = Clause(reading, self.leaf, self.view, self.number, self.body, self.cell)
        kept = _BY_WORDS if reading.types is not self.reading.types else (*_BY_WORDS, "things", "types")
        clause.__dict__.update({name: self.__dict__[name] for name in kept if name in self.__dict__})
        return clause

    @cached_property
    def is_heading(self) -> bool:
        """Whether the sentence is only a heading: on a line of its own, or run in (（六）企业科技创新奖励补助。鼓励…)."""
        if self.leaf.type == "heading":
            return True
        document = self.reading.document
        span = next((node.heading for node in document.ancestors(self.leaf) if node.heading), None)
        start, end = self.view.span(self.body, len(self.view)) if len(self.view) > self.body else (0, 0)
        if span is None or not (span[0] <= start and end <= span[1] + 2):
            return False
        # （二）市工业和信息化局每两年组织一次评估。 stands where a run-in heading would, but says something.
        return not any(mention.kind in {"period", "recurrence", "within", "expiry"} for mention in self.dates)

    @cached_property
    def types(self) -> list[Mention]:
        """Types that the sentence names."""
        return [mention for mention in self.things if not mention.counted]

    @cached_property
    def things(self) -> list[Mention]:
        """Types, and things that are only counted or addressed (绿色制造体系建设)."""
        return self.reading.types.find_all(self.text)

    @cached_property
    def quantities(self) -> list[quantities.Quantity]:
        """Quantities in the sentence."""
        return quantities.find(self.text, self.reading.profile.inclusive)

    @cached_property
    def dates(self) -> list[dates.DateMention]:
        """Dates, recurrences and periods in the sentence."""
        return dates.find(self.text, self.reading.profile.year)

    @cached_property
    def agencies(self) -> list[AgencyMention]:
        """Bodies named in the sentence."""
        return self.reading.agencies.find(self.text)

    @cached_property
    def doc(self) -> Words:
        """The words of the sentence; quantities, dates and titles are one token each."""
        pieces = [Piece(q.start, q.end, "QUANTITY") for q in self.quantities]
        pieces += [Piece(d.start, d.end, "DATE") for d in self.dates]
        pieces += [Piece(p.start, p.end, "TITLE") for p in spans_to_protect(self.text)]
        return read_words(self.text, pieces)

    @cached_property
    def parts(self) -> list[tuple[int, int]]:
        """Spans of the parts between commas (分句), the marks left out; brackets and quotes are never split."""
        spans, begin = [], self.body
        inside = enclosed(self.text)
        for i, char in enumerate(self.text):
            if char in "，。；：！？→" and i not in inside and not (char == "：" and self.text[i - 1 : i + 2 : 2].isdigit()):  # 1：1
                if i > begin:
                    spans.append((begin, i))
                begin = i + 1
        if begin < len(self.text):
            spans.append((begin, len(self.text)))
        return spans

    def part_at(self, position: int) -> tuple[int, int]:
        """The part that holds a position (the whole sentence's body if none does)."""
        return next((p for p in self.parts if p[0] <= position < p[1]), (self.body, len(self.text)))

    def evidence(self, start: int, end: int) -> dict[str, Any]:
        """The fields that bind a fact to its evidence: doc, quote, start, end, path, alignment.

        Args:
            start, end: a non-empty span of the sentence; marks at its end are left out.
        """
        while end - 1 > start and self.text[end - 1] in "，。；：、":
            end -= 1
        source_start, source_end = self.view.span(start, end)
        document = self.reading.document
        quote = document.text[source_start:source_end]
        return {
            "doc": document.id,
            "quote": quote,
            "start": source_start,
            "end": source_end,
            "path": self.leaf.path,
            "alignment": "healed" if "\n" in quote else "exact",
        }

    @property
    def stems(self) -> list[str]:
        """The lead-ins (…下列条件：) of the lists that the leaf stands in, the nearest first."""
        return self.reading.stems(self.leaf)

    @property
    def headings(self) -> list[str]:
        """The headings that govern the leaf, the nearest first; the document's title is not one of them."""
        return self.reading.headings(self.leaf)

    def governing_types(self) -> tuple[str, ...]:
        """Labels from the stem, the table or the headings, the nearest first; empty where none names a type."""
        if named := self._named_ahead():
            return named
        contexts = [*self.stems, *self.headings]
        if self.cell is not None:
            contexts = [self.cell.row_head, self.cell.column_head, self.cell.table.caption, *contexts]
        for context in contexts:
            labels = [label for m in self.reading.types.find(context) for label in m.labels]
            if labels:
                return self.reading.types.collapse(labels)
        return ()

    def _named_ahead(self) -> tuple[str, ...]:
        """The type that is all that the leaf's first sentence names: 1．综合型高新区。产值超过…"""
        first = self.reading.leaf_clauses(self)[0] if self.number else self
        named = first.types[0] if self.number and len(first.types) == 1 else None
        alone = named is not None and named.start == first.body and named.end >= len(first.text) - 1
        return named.labels if named is not None and alone else ()

    def subjects(self, start: int | None = None, end: int | None = None, *, default: bool = True) -> tuple[str, ...]:
        """Canonical labels of what a span is about.

        The span's own types, else those before it in the sentence, else what governs the clause, else (``default``) the
        document's main subject.

        Args:
            start, end: the span; by default the sentence.
            default: whether the document's main subject may stand in.
        """
        start, end = self.body if start is None else start, len(self.text) if end is None else end
        inside = [m for m in self.types if m.start < end and m.end > start]
        before = [m for m in self.types if m.end <= start]
        for group in (inside, before[-1:]):
            labels = [label for m in group for label in m.labels]
            if labels:
                return self.reading.types.collapse(labels)
            if any(m.anaphor for m in group):
                break
        return self.governing_types() or (self.reading.main_subjects if default else ())

    def level_at(self, position: int) -> tuple[str | None, ...]:
        """Levels said of the name at ``position`` (国家、省级绿色工厂 → both), ``(None,)`` where none is."""
        return self.reading.levels.before(self.text, position, place=True) or (None,)


@dataclass(frozen=True, eq=False)
class Reading:
    """A document with all that its clauses are read by."""

    document: Document
    profile: Profile
    types: TypeFinder
    agencies: AgencyFinder
    levels: LevelWords
    main_subject: str | None = None
    main_subjects: tuple[str, ...] = ()
    aliases: dict[str, str] = field(default_factory=dict)
    _stems: dict[int, list[str]] = field(default_factory=dict, repr=False)
    _headings: dict[int, list[str]] = field(default_factory=dict, repr=False)

    def but(
        self, *, types: TypeFinder | None = None, main_subject: str | None = None, main_subjects: tuple[str, ...] | None = None
    ) -> Reading:
        """The same document with the types found in it, or with what it is about: one subject, or the two of its title."""
        other = replace(
            self,
            types=types or self.types,
            main_subject=main_subject or self.main_subject,
            main_subjects=self.main_subjects if main_subjects is None else main_subjects,
        )
        other.__dict__["clauses"] = tuple(clause.carried_to(other) for clause in self.clauses)
        return other

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """All sentences in text order; table cells are sentences of their own."""
        return tuple(self._clauses())

    @cached_property
    def _cells(self) -> list[tuple[int, int, CellPlace]]:
        """Start and end of every cell that says something, with its place, in text order."""
        return sorted(
            (
                (cell.start, cell.end, CellPlace(table, row, column))
                for table in self.document.tables
                for row, cells in enumerate((table.header, *table.rows), start=-1)
                for column, cell in enumerate(cells)
                if cell.end > cell.start
            ),
            key=itemgetter(0),
        )

    def _clauses(self) -> Iterator[Clause]:
        for leaf in self.document.root.leaves():
            if leaf.type not in _READ:
                continue
            start, end, place = self._cell_in(leaf) if leaf.type == "cell" else (leaf.start, leaf.end, None)
            view = self.document.view(start, end)
            for number, (start, end) in enumerate(sentences(view)):
                part = view.part(start, end)
                marker = MARKER.match(part.text) if number == 0 else None
                yield Clause(self, leaf, part, number, body=marker.end() if marker and marker.end() < len(part) else 0, cell=place)

    def _cell_in(self, leaf: Node) -> tuple[int, int, CellPlace | None]:
        """The cell that a leaf holds, without the marks between cells; all of the leaf where the table knows none there."""
        i = bisect_left(self._cells, leaf.start, key=itemgetter(0))
        return self._cells[i] if i < len(self._cells) and self._cells[i][0] < leaf.end else (leaf.start, leaf.end, None)

    def stems(self, leaf: Node) -> list[str]:
        """See :attr:`Clause.stems`; sought once for all sentences of a leaf."""
        if id(leaf) not in self._stems:
            self._stems[id(leaf)] = list(self._stems_above(leaf))
        return self._stems[id(leaf)]

    def headings(self, leaf: Node) -> list[str]:
        """See :attr:`Clause.headings`; sought once for all sentences of a leaf."""
        if id(leaf) not in self._headings:
            found = (self.document.heading(node) for node in self.document.ancestors(leaf) if node.heading)
            self._headings[id(leaf)] = [heading for heading in found if heading]
        return self._headings[id(leaf)]

    def _stems_above(self, leaf: Node) -> Iterator[str]:
        for node in (leaf, *self.document.ancestors(leaf)):
            before = self._before_items.get(id(node))
            if before is not None:
                lead = self.document.view(before.start, before.end)
                last = lead.text[list(sentences(lead))[-1][0] :]
                if last.rstrip("”").endswith(("：", "的")):
                    yield MARKER.sub("", last, count=1) if MARKER.match(last) else last

    @cached_property
    def _before_items(self) -> dict[int, Node]:
        """The paragraph or heading that stands before an item among the children of the same node."""
        found: dict[int, Node] = {}
        for above in self.document.root.walk():
            before: Node | None = None
            for node in above.children:
                if node.type == "item" and before is not None:
                    found[id(node)] = before
                if node.type in {"text", "heading"} and not node.children:
                    before = node
        return found

    def topic(self, start: int) -> str | None:
        """What a place is about where nothing names a type: the title of its policy card, if there are several, else the main subject."""
        card = next((topic for card, topic in self._cards if card.start <= start < card.end), None)
        return card if len(self._cards) > 1 and card else self.main_subject or card

    @cached_property
    def _cards(self) -> list[tuple[Node, str]]:
        return topics(self.document, self.profile.place_names)

    def leaf_clauses(self, clause: Clause) -> list[Clause]:
        """The sentences of the same leaf, in order."""
        return self._by_leaf[id(clause.leaf)]

    @cached_property
    def _by_leaf(self) -> dict[int, list[Clause]]:
        index: dict[int, list[Clause]] = {}
        for clause in self.clauses:
            index.setdefault(id(clause.leaf), []).append(clause)
        return index


Effect = Literal["recognise", "grade", "recommend", "keep", "fund"]
