"""What is new: documents that came, changed, went, end soon or were superseded, and the facts that this concerns.

What came and changed is known from the history of builds; what ends soon and what was superseded follows from the graph and a date. Every
entry has the instant since when it is so, taken from these, never from the clock: for what ends soon the day on which it came into the
span that is looked at, for what was superseded the day of its successor, but neither before the store knew the document.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Literal, get_args

from rdflib import URIRef

from ..extract.properties import CLASSES
from ..ontology.errors import InvalidParameter, UnknownValue
from ..ontology.history import Gone, Step, written
from ..ontology.identifiers import Identifiers
from ..ontology.schemes import schemes
from ..ontology.store import Reader
from .citations import cited
from .documents import PolicyDocument, documents
from .parameters import Scalar, iso_date, several, shortened
from .resolver import Resolver, Subject, look_up

Happening = Literal["new", "changed", "removed", "expiring", "superseded"]
HAPPENINGS: tuple[str, ...] = get_args(Happening)
OF = ("document", "fact")
"""Of what there may be entries."""
DAYS = range(1, 3661)
"""How many days ahead one may look for what ends."""
_BATCH = 50


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a document.

    Attributes:
        happening: what.
        document: its identifier.
        since: since when, RFC 3339 in UTC.
        mark: what tells it from others of this kind that the document had or will have.
        title, code: what the document is called, and GB/T 2260 code of its place.
        standing: the document; None where it is there no more.
        facts: IRIs of the facts that it concerns; None where these are all of the document.
        gone: the facts that are there no more.
    """

    happening: Happening
    document: str
    since: str
    mark: str
    title: str | None
    code: str | None
    standing: PolicyDocument | None = None
    facts: frozenset[str] | None = None
    gone: tuple[Gone, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """An event with what it concerns.

    Attributes:
        event: what happened.
        facts: the facts that it concerns: ``fact`` (IRI), ``kind``, ``citation``.
        gone: those that are there no more.
        alone: whether the entry is about that one fact and not about the document.
    """

    event: Event
    facts: tuple[dict[str, Any], ...]
    gone: tuple[Gone, ...]
    alone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a reader wants to hear of.

    Attributes:
        happenings: what may have happened, of :data:`HAPPENINGS`.
        of: of what there are entries, of :data:`OF`: one for each document, or one for each fact.
        jurisdictions: only documents of these places, by code or name.
        type, kind: only documents with facts about this type and of this kind, and only these facts.
        days: how many days before its end a document ends soon (1 to 3660).
    """

    happenings: Iterable[str] | str = HAPPENINGS
    of: str = "document"
    jurisdictions: Iterable[str] | str | None = None
    type: str | None = None
    kind: str | None = None
    days: int = 90


def news(
    graph: Reader, steps: Sequence[Step], wanted: Wanted, as_of: Scalar | None = None, limit: int = 100, offset: int = 0
) -> tuple[list[Entry], bool]:  # fmt: skip
    """The entries of a feed, the latest first.

    Args:
        graph: a snapshot.
        steps: the history of builds up to its version; without any, nothing is known to be new, changed or removed.
        wanted: what to tell of.
        as_of: ISO date on which documents end soon or are superseded; today if not given.
        limit, offset: how many entries, and how many before them are left out.

    Returns:
        the entries, and whether there are more.

    Raises:
        UnknownValue: if an event, place, type or kind is not known.
        InvalidParameter: if ``days`` is out of range.
    """
    for name, value, allowed in (*(("event", each, HAPPENINGS) for each in several(wanted.happenings)), ("of", wanted.of, OF)):
        if value not in allowed:
            zh, en = f"参数 {name} 没有值“{shortened(value)}”。", f"Parameter {name} has no value '{shortened(value)}'."
            raise UnknownValue(zh, en, parameter=name, allowed=allowed)
    if wanted.days not in DAYS:
        zh, en = f"days 应在 {DAYS[0]} 到 {DAYS[-1]} 之间。", f"days must be from {DAYS[0]} to {DAYS[-1]}."
        raise InvalidParameter(zh, en, parameter="days")
    day = datetime.date.today() if as_of is None else iso_date(as_of)
    concerned = _Concerned(graph, wanted)
    events = sorted(_events(graph, steps, wanted, day), key=lambda event: (event.happening, event.document, event.mark))
    events.sort(key=lambda event: event.since, reverse=True)
    if wanted.of == "document" and not concerned.filtered:  # one entry each: what is left out need not be looked up
        events, offset = events[offset:], 0
    entries = list(islice(_entries(events, concerned, wanted.of), offset, offset + limit + 1))
    return entries[:limit], len(entries) > limit


def _entries(events: Sequence[Event], concerned: _Concerned, of: str) -> Iterator[Entry]:
    for some in (events[first : first + _BATCH] for first in range(0, len(events), _BATCH)):
        facts = concerned.facts(event.document for event in some if event.standing is not None)
        for event in some:
            here = tuple(fact for fact in facts[event.document] if event.facts is None or fact["fact"] in event.facts)
            gone = tuple(each for each in event.gone if concerned.wants(each))
            if of == "fact":
                yield from (Entry(event, (fact,), (), alone=True) for fact in here)
                yield from (Entry(event, (), (each,), alone=True) for each in gone)
            elif here or gone or not concerned.filtered:
                yield Entry(event, here, gone)


class _Concerned:
    """The facts of documents that a reader wants to hear of."""

    def __init__(self, graph: Reader, wanted: Wanted) -> None:
        resolver = Resolver(graph)
        self._graph, self._ids = graph, Identifiers(graph.info.base)
        self._type: Subject | None = None if wanted.type is None else resolver.type(wanted.type)
        self._kind: str | None = None if wanted.kind is None else resolver.kind(wanted.kind)
        self.filtered = self._type is not None or self._kind is not None

    def facts(self, documents: Iterable[str]) -> defaultdict[str, list[dict[str, Any]]]:
        """Those of some documents, in the order of the text, each cited."""
        iris = [URIRef(self._ids.document(id)) for id in dict.fromkeys(documents)]
        found: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
        if iris:
            kinds = [URIRef(self._ids.vocabulary + CLASSES[self._kind])] if self._kind else []
            types = [URIRef(self._type.iri)] if self._type else []
            for row in cited(self._graph, look_up(self._graph, "concerned", document=iris, kind=kinds, subject=types))[0]:
                name = self._ids.parse(str(row["fact"]))
                kind = name.path.partition("/")[0] if name else ""
                found[row["citation"]["document"]].append({"fact": str(row["fact"]), "kind": kind, "citation": row["citation"]})
        return found

    def wants(self, gone: Gone) -> bool:
        """Whether a fact that is there no more is one of them."""
        types = schemes().types
        labels = {types.key_of(label) for label in (gone.subject or "").split("/") if label}
        return self._kind in (None, gone.kind) and (self._type is None or types.key_of(self._type.label) in labels)


def _events(graph: Reader, steps: Sequence[Step], wanted: Wanted, day: datetime.date) -> Iterator[Event]:
    """All that happened to the documents of the places that are asked for."""
    resolver = Resolver(graph)
    happenings = several(wanted.happenings)
    places = {resolver.place(name).key for name in several(wanted.jurisdictions)}
    held = {each.id: each for each in documents(graph, day) if not places or each.code in places}
    for event in (*_built(steps, held, Identifiers(graph.info.base)), *_standing(steps, held, day, wanted.days)):
        if event.happening in happenings and (not places or event.code in places):
            yield event


def _built(steps: Sequence[Step], held: dict[str, PolicyDocument], ids: Identifiers) -> Iterator[Event]:
    """What builds added, changed and removed; of what was removed later, its removal only."""
    for number, step in enumerate(steps):
        later = {id for each in steps[number + 1 :] for id in each.removed}
        for id in sorted(step.added.keys() & held.keys() - later):
            yield Event("new", id, step.time, step.time, held[id].title, held[id].code, held[id])
        for id, change in sorted(step.changed.items()):
            if id in held and id not in later:
                base = ids.document(id).replace("/id/document/", "/id/fact/")
                facts = frozenset(f"{base}/{fact}" for fact in change.facts)
                yield Event("changed", id, step.time, step.time, held[id].title, held[id].code, held[id], facts, change.gone)
        for id, gone in sorted(step.removed.items()):
            yield Event("removed", id, step.time, step.time, gone.title, gone.jurisdiction)


def _standing(steps: Sequence[Step], held: dict[str, PolicyDocument], day: datetime.date, days: int) -> Iterator[Event]:
    """What ends soon, and what was superseded."""
    touched: dict[str, str] = {}
    came: dict[str, str] = {}
    for step in steps:
        touched |= dict.fromkeys((*step.added, *step.changed), step.time)
        came |= dict.fromkeys(step.added, step.time)
    for each in held.values():
        if each.status == "in_force" and each.valid_to is not None and day <= each.valid_to <= _shifted(day, days):
            since = max(_midnight(_shifted(each.valid_to, -days)), touched.get(each.id, ""))
            yield Event("expiring", each.id, since, each.valid_to.isoformat(), each.title, each.code, each)
        elif each.status == "superseded" and each.superseded_by is not None:
            on = next((later.on for later in each.successors if later.id == each.superseded_by and later.on is not None), each.date)
            since = max(_midnight(on or datetime.date.min), came.get(each.id, ""), came.get(each.superseded_by, ""))
            yield Event("superseded", each.id, since, each.superseded_by, each.title, each.code, each)


def _midnight(day: datetime.date) -> str:
    return written(datetime.datetime.combine(day, datetime.time(), datetime.UTC))


def _shifted(day: datetime.date, days: int) -> datetime.date:
    """Days later or earlier, within the calendar."""
    return datetime.date.fromordinal(min(max(day.toordinal() + days, 1), datetime.date.max.toordinal()))
