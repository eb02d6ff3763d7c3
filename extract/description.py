"""What is known of a document as a whole, from its manifest and from what its text says of itself."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from .facts import DocumentFact, Fact


@dataclass(frozen=True, slots=True)
class Description:
    """What is known of a document as a whole; whatever neither its text nor the manifest says is None.

    Attributes:
        title: title (标题), without （征求意见稿）.
        number: document number (发文字号).
        issuer: issuing bodies (发文机关) in full, several joined by ``、``.
        jurisdiction: GB/T 2260 code of the place it is issued for.
        status: ``issued`` or ``draft``.
        date: date of signature (成文日期), ISO.
        valid_from, valid_to: period of validity: ISO date, year-month or year.
        sha256: of the text in UTF-8, hexadecimal.
        source: where the text comes from.
    """

    title: str | None = None
    number: str | None = None
    issuer: str | None = None
    jurisdiction: str | None = None
    status: str | None = None
    date: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None
    sha256: str | None = None
    source: str | None = None


def describe(facts: Iterable[Fact], known: Mapping[str, str | None] | None = None) -> Description:
    """The description of a document: what a manifest says, completed by what its text says of itself.

    Args:
        facts: the facts of one document.
        known: fields of :class:`Description` that are known without reading; None counts as unknown.
    """
    own = next((fact for fact in facts if isinstance(fact, DocumentFact)), None)
    said = {} if own is None else {
        "title": own.title, "number": own.doc_number, "issuer": own.issuer, "jurisdiction": own.jurisdiction, "status": own.status,
        "date": own.date, "valid_from": own.valid_from, "valid_to": own.valid_to,
    }  # fmt: skip
    return Description(**said | {name: value for name, value in (known or {}).items() if value is not None})


def first_day(written: str | None) -> date | None:
    """The first day of a year, year-month or day in ISO 8601; None for None and for a day that is in no calendar."""
    parts = written.split("-") if written else []
    return date_of("-".join((*parts, "01", "01")[:3])) if parts else None


def last_day(written: str | None) -> date | None:
    """The last day of a year, year-month or day: 2025 → 2025-12-31, 2025-06 → 2025-06-30."""
    start = first_day(written)
    if written is None or start is None:
        return None
    if written.count("-") == 0:
        return start.replace(month=12, day=31)
    return start.replace(day=monthrange(start.year, start.month)[1]) if written.count("-") == 1 else start


def date_of(written: str | None) -> date | None:
    """A full ISO date; None for None, for a date without its day, and for a day that is in no calendar."""
    try:
        return date.fromisoformat(written or "")
    except ValueError:
        return None
