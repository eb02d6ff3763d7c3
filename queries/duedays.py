"""The days of deadlines (到期日): of recurring ones, of periods that run from an event; and which come too late for another."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..extract.facts import Deadline
from ..ontology.schemes import schemes
from .citations import Citation
from .documents import PolicyDocument
from .notices import Notice
from .periods import LastDay, last_day

CHAIN = ("applicant", "group", "evaluator", "platform", "county", "city", "province", "nation")
"""The classes of bodies in the order in which papers pass them."""


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline on one of its days.

    Attributes:
        fact, iri: the deadline.
        document: where it stands.
        citation: its clause.
        actor, recipient: classes of who must act and to whom; empty where nobody is named.
        matter: class of what is done; empty where none is known.
        day: the day, or None where it hangs on an event whose day is not given.
        notices: what must be known of this day.
    """

    fact: Deadline
    iri: str
    document: PolicyDocument
    citation: Citation
    actor: str
    recipient: str
    matter: str
    day: datetime.date | None
    notices: tuple[Notice, ...] = ()


def days_of(due: Due, event: datetime.date | None, year: int) -> Iterator[Due]:
    """A deadline on each of its days.

    Args:
        due: the deadline.
        event: the day of the event from which a period runs, if it is known; else the period has no day.
        year: whose days recurring deadlines get.
    """
    fact = due.fact
    if fact.recurrence:
        for day in _recurring(fact.recurrence, year):
            yield _on(due, day, _outside(due.document, day))
    elif fact.date:
        yield _on(due, _end_of(fact.date))
    elif fact.within and event and (last := last_day(event, fact.within, bool(fact.working_days))):
        yield _on(due, last.day, _unknown_holidays(last))
    else:
        yield due


def _on(due: Due, day: datetime.date | None, notices: tuple[Notice, ...] = ()) -> Due:
    return replace(due, day=day, notices=notices)


def _recurring(recurrence: str, year: int) -> list[datetime.date]:
    """The days of a recurrence in a year: the last of each month or quarter, or the one named."""
    if recurrence in ("monthly", "quarterly"):
        step = 1 if recurrence == "monthly" else 3
        return [end for month in range(step, 13, step) if (end := _end_of(f"{year:04}-{month:02}"))]
    end = _end_of(f"{year:04}{recurrence.removeprefix('-')}") if recurrence.startswith("--") else None
    return [end] if end else []


def _end_of(when: str) -> datetime.date | None:
    """The last day of a year, a month or a day in ISO 8601; a day that its month does not have (02-30) is the month's last."""
    match = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", when)
    if match is None or not 1 <= int(match[1]) < 9999 or not 1 <= int(match[2] or 12) <= 12:
        return None
    year, month = int(match[1]), int(match[2] or 12)
    last = (datetime.date(year + month // 12, month % 12 + 1, 1) - datetime.timedelta(days=1)).day
    return datetime.date(year, month, min(int(match[3] or last), last)) if match[3] != "00" else None


def _outside(document: PolicyDocument, day: datetime.date) -> tuple[Notice, ...]:
    """A warning where a recurring deadline falls outside the period that its document gives itself."""
    first, last = document.valid_from, document.valid_to
    if not ((first and day < first) or (last and day > last)):
        return ()
    zh = f"{day.isoformat()} 不在{document.name_and_id}的有效期内。"
    return (Notice("outside-period", zh, f"{day.isoformat()} lies outside the period of {document.name} ({document.id})."),)


def _unknown_holidays(last: LastDay) -> tuple[Notice, ...]:
    if last.calendar_known:
        return ()
    zh = f"{last.day.year} 年的节假日安排尚无数据，{last.day.isoformat()} 未按节假日顺延。"
    return (Notice("no-holidays", zh, f"The holidays of {last.day.year} are not known; {last.day.isoformat()} was not moved for any."),)


def conflicts_among(found: Sequence[Due]) -> dict[tuple[str, datetime.date | None], list[Due]]:
    """For each deadline those that come too early for it: its recipient must pass the same matter on before it is due."""
    by_actor: dict[tuple[str, str, int], list[Due]] = {}
    for due in found:
        if due.day is not None and due.recipient:
            by_actor.setdefault((due.actor, due.matter, due.day.year), []).append(due)
    conflicts: dict[tuple[str, datetime.date | None], list[Due]] = {}
    for due in found:
        if due.day is None or not due.matter or due.recipient not in CHAIN or due.actor not in CHAIN:
            continue
        if CHAIN.index(due.actor) >= CHAIN.index(due.recipient):
            continue
        for other in by_actor.get((due.recipient, due.matter, due.day.year), ()):
            if other.day is not None and other.day < due.day and _one_line(due.document, other.document):
                conflicts.setdefault((due.iri, due.day), []).append(other)
    return conflicts


def _one_line(one: PolicyDocument, other: PolicyDocument) -> bool:
    """Whether one document's place lies in the other's: what a sister province does by when is no conflict."""
    regions = schemes().regions
    places = [place for each in (one, other) if (place := regions.get(each.code or "")) is not None]
    return len(places) == 2 and (places[0] in regions.line(places[1]) or places[1] in regions.line(places[0]))
