"""The flow of a check (起草体检): text → outline, names and facts → what it is judged against → rules → findings in order."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from ...ontology.store import Reader
from ..notices import Language
from ..parameters import Scalar, iso_date
from ..resolver import Resolver
from ..snapshots import snapshot_of
from .against import Against, against
from .draft import Draft, read_draft
from .finding import SEVERITIES, Finding
from .rules import rules

_GRAVITY = {"error": 0, "warning": 1, "info": 2}


def check(
    store: Reader,
    text: str,
    *,
    jurisdiction: str | None = None,
    as_of: Scalar | None = None,
    named: Iterable[str] | str | None = None,
    language: Language = "zh",
) -> dict[str, Any]:
    """Check a draft. It is held in memory only.

    Args:
        store: the graph, or a snapshot of it.
        text: the draft.
        jurisdiction: the place it is for, by code or name; without it, what the text says.
        as_of: ISO date of the check; today if not given. A draft that states its own period is judged on the first day of that.
        named: identifiers of the documents to judge it by (``against``); without them the superior documents of its place.
        language: language of messages and suggestions.

    Returns:
        ``{"jurisdiction", "as_of", "against", "findings"}``: the place as ``{"code", "name"}`` or None, the day on which it is
        judged, the identifiers of the documents that it is judged by, and the findings, each as :func:`_record` makes it.

    Raises:
        InvalidParameter: if ``as_of`` is no ISO date.
        UnknownValue: if the place or a document is not known.
    """
    today = datetime.date.today() if as_of is None else iso_date(as_of)
    with snapshot_of(store) as graph:
        place = Resolver(graph).place(jurisdiction) if jurisdiction else None
        draft = read_draft(text, place, today)
        judged_by = against(graph, draft.place, draft.day, named)
        found = findings(draft, judged_by)
    return {
        "jurisdiction": None if draft.place is None else {"code": draft.place.key, "name": draft.place.label},
        "as_of": draft.day.isoformat(),
        "against": [each.id for each in judged_by.documents],
        "findings": [_record(each, draft, language) for each in found],
    }


def findings(draft: Draft, against: Against) -> list[Finding]:
    """What the rules find, in text order, the graver first; one finding of a rule for each place."""
    order = list(SEVERITIES)
    found: dict[tuple[str, int, int], Finding] = {}
    for rule in rules().values():
        for each in rule.find(draft, against):
            found.setdefault((each.rule, each.start, each.end), each)

    def key(each: Finding) -> tuple[int, int, int, int, str]:
        place = order.index(each.rule) if each.rule in SEVERITIES else len(order)
        return each.start, _GRAVITY[each.severity], each.end, place, each.rule

    return sorted(found.values(), key=key)


def _record(finding: Finding, draft: Draft, language: Language) -> dict[str, Any]:
    """A finding as a JSON object; ``quote`` is ``text[start:end]``, ``path`` the address of the clause that it begins in."""
    zh = language == "zh"
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "message": finding.zh if zh else finding.en,
        "quote": draft.text[finding.start : finding.end],
        "start": finding.start,
        "end": finding.end,
        "path": draft.document.path_at(finding.start),
        "places": [{"start": start, "end": end} for start, end in sorted(finding.places)],
        "related": list(finding.related),
        "suggestion": finding.suggestion_zh if zh else finding.suggestion_en,
    }
