"""Deadlines (时限): who must do what by when, recurring ones on their days, in the order of the chain from applicants to the ministry.

A deadline whose body reports up after that body must itself have reported is in conflict with it, and says so. The shape of the answer is
promised to users (README.md in this folder).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from rdflib import URIRef

from ..extract.facts import Deadline
from ..extract.properties import from_rows
from ..ontology.concepts import Concept
from ..ontology.errors import InvalidParameter
from ..ontology.identifiers import Identifiers
from ..ontology.schemes import schemes
from ..ontology.store import Reader
from .alignment import alignment
from .citations import Evidence
from .documents import PolicyDocument, documents
from .duedays import CHAIN, Due, conflicts_among, days_of
from .notices import Language
from .parameters import Scalar, checked_text, iso_date, several
from .resolver import Resolver, look_up
from .snapshots import snapshot_of
from .wording import phrase

YEARS = range(1900, 2201)
"""The years that can be asked for."""


def deadlines(
    store: Reader,
    year: int | None = None,
    jurisdictions: Iterable[str] | str | None = None,
    actor: str | None = None,
    start: Scalar | None = None,
    as_of: Scalar | None = None,
    language: Language = "zh",
) -> dict[str, Any]:
    """Who must act by when.

    Args:
        store: a store, or a snapshot of one.
        year: only what is due in it, and what hangs on an event; of recurring deadlines the days of this year (if not given, of the year of
            ``as_of``).
        jurisdictions: places by code or name; all if not given.
        actor: part of the actor as written, or of the name of its class (企业, 设区市, 省级 …).
        start: ISO date of the event from which periods run.
        as_of: ISO date for the status of documents; today if not given.
        language: of warnings, ``zh`` or ``en``.

    Returns:
        the deadlines by day, those without one last, as a JSON object.

    Raises:
        UnknownValue: if a place is not known.
        InvalidParameter: if a date or the year is malformed.
        StoreError: if the store failed.
    """
    day = datetime.date.today() if as_of is None else iso_date(as_of)
    event = None if start is None else iso_date(start, "start")
    if year is not None and year not in YEARS:
        zh, en = f"year 应在 {YEARS[0]} 到 {YEARS[-1]} 之间。", f"year must lie between {YEARS[0]} and {YEARS[-1]}."
        raise InvalidParameter(zh, en, parameter="year")
    with snapshot_of(store) as graph:
        resolver = Resolver(graph)
        places = {place.key: place for place in (resolver.place(name, "jurisdiction") for name in several(jurisdictions))}
        line = {each.key: each for place in places.values() for each in schemes().regions.line(place)}  # whom they must serve
        held = {each.id: each for each in documents(graph, day, line or None)}
        found = [due for each in _facts(graph, line.values(), held) for due in days_of(each, event, year or day.year)]
        found = [due for due in found if due.day is None or year is None or due.day.year == year]
        conflicts = conflicts_among(found)
        shown = [due for due in found if not places or due.document.code in places]
        if actor is not None:
            shown = [due for due in shown if checked_text(actor, "actor") in f"{due.fact.actor or ''}|{_label(due.actor)}"]
        shown.sort(key=_order)
        notices = [notice for due in shown for notice in due.document.notices]
        return {
            "year": year,
            "as_of": day.isoformat(),
            "start": event.isoformat() if event else None,
            "data_version": graph.info.data_version,
            "deadlines": [_json(due, conflicts.get((due.iri, due.day), ()), language) for due in shown],
            "warnings": [notice.message(language) for notice in dict.fromkeys([*notices, *(n for due in shown for n in due.notices)])],
        }


def _facts(graph: Reader, places: Iterable[Concept], held: dict[str, PolicyDocument]) -> list[Due]:
    """The deadlines of some places, each with its citation; one whose quote does not stand in its text is left out."""
    identifiers = Identifiers(graph.info.base)
    regions = [URIRef(identifiers.region(place.key)) for place in places]
    facts = from_rows(look_up(graph, "deadlines", jurisdiction=regions), identifiers)
    evidence = Evidence(graph, {fact.doc for fact in facts.values()})
    found: list[Due] = []
    for iri, fact in facts.items():
        citation = evidence.cite(fact.doc, fact.path, fact.start, fact.end, fact.quote, iri)
        if isinstance(fact, Deadline) and citation is not None:
            document = held[fact.doc]
            place = schemes().regions.get(document.code or "")
            actor, recipient = (alignment().body(words, place) for words in (fact.actor, fact.recipient))
            found.append(Due(fact, iri, document, citation, actor, recipient, alignment().action(fact.action), None))
    return found


def _order(due: Due) -> tuple[object, ...]:
    rank = CHAIN.index(due.actor) if due.actor in CHAIN else len(CHAIN)
    return due.day is None, due.day or datetime.date.max, rank, due.document.id, due.fact.start, due.iri


def _label(actor: str) -> str:
    return alignment().body_label(actor)[0]


def _json(due: Due, conflicts: Iterable[Due], language: Language) -> dict[str, Any]:
    fact = due.fact
    label = alignment().body_label(due.actor)
    return {
        "jurisdiction": due.document.code,
        "place": due.document.place,
        "actor": fact.actor,
        "actor_class": label[1] if language == "en" else label[0],
        "action": fact.action,
        "recipient": fact.recipient,
        "subject": fact.subject,
        "due": due.day.isoformat() if due.day else None,
        "date": fact.date,
        "recurrence": fact.recurrence,
        "within": fact.within,
        "working_days": fact.working_days,
        "after": fact.after,
        "text": phrase(fact),
        "conflicts": [
            {
                "fact": each.iri,
                "due": each.day.isoformat() if each.day else None,
                "text": phrase(each.fact),
                "citation": dict(each.citation),
            }
            for each in conflicts
        ],
        "document_status": due.document.status,
        "certainty": fact.certainty,
        "fact": due.iri,
        "warnings": [notice.message(language) for notice in due.notices],
        "citation": dict(due.citation),
    }
