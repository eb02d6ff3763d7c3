"""Which document a citation of a draft means, and how that document stands on the day on which the draft is judged."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ...ontology.schemes import schemes
from ..citations import Citation
from .against import Against
from .citing import Citing, citings
from .draft import Draft
from .finding import Finding
from .works import Work


@dataclass(frozen=True, slots=True)
class Standing:
    """How a cited document stands.

    Attributes:
        status: ``expired``, ``superseded`` or ``draft``.
        since: the last day of its period, or None.
        successor: what it was superseded by or issued as, in words; empty where nothing is known.
        related: its clause that the graph holds, if any.
    """

    status: Literal["expired", "superseded", "draft"]
    since: datetime.date | None = None
    successor: str = ""
    related: tuple[Citation, ...] = ()


def work_of(citing: Citing, draft: Draft, against: Against) -> Work | None:
    """The document that a citation means: by its number, else by its title; a short title counts within the line of the draft's place."""
    works = against.works
    if citing.number is not None and (found := works.by_number(citing.number)) is not None:
        return found
    if citing.title is None:
        return None
    if named := works.by_title(citing.title):
        return named[0]
    line = set() if draft.place is None else {draft.place.key, *(each.key for each in schemes().regions.ancestors(draft.place))}
    short = [
        work
        for work in works.collected
        if work.document is not None
        and work.document.code in line
        and any(citing.title.is_short_for(title) for title in work.titles.values())
    ]
    return short[0] if len(short) == 1 else None


def standing(citing: Citing, draft: Draft, against: Against) -> Standing | None:
    """How the document of a citation stands on the draft's day, None where nothing is wrong with it.

    Of a document that is not collected its own title tells: （征求意见稿）, and a period of years that is over.
    """
    work = work_of(citing, draft, against)
    document = work.document if work is not None else None
    related = against.works.cite(work) if work is not None and document is not None else ()
    if document is not None and (citing.title is None or not citing.title.draft):
        if document.status == "draft":
            issued = next((each.id for each in document.successors if each.relation == "issued"), "")
            return Standing("draft", successor=_named(issued, against), related=related)
        if document.status == "superseded":
            return Standing("superseded", successor=_named(document.superseded_by or "", against), related=related)
        if document.status == "expired":
            return Standing("expired", document.valid_to, related=related)
        return None
    if citing.title is None:
        return None
    if citing.title.draft:
        return Standing("draft", related=related)
    years = citing.title.years
    if years is not None and years[1] < draft.day.year:
        return Standing("expired", datetime.date(years[1], 12, 31))
    return None


def rested_on(draft: Draft, against: Against) -> Iterator[tuple[Citing, Standing]]:
    """The citations that a draft rests on and that do not stand on its day, each with how the document stands."""
    for citing in citings(draft):
        found = standing(citing, draft, against) if citing.rests else None
        if found is not None:
            yield citing, found


def finding_on(rule: str, citing: Citing, found: Standing, said: tuple[str, str], mend: tuple[str, str]) -> Finding:
    """A finding on a citation.

    Args:
        rule: the rule's name.
        citing, found: the citation, and how its document stands.
        said, mend: what is wrong and how to mend it, in Chinese and English.
    """
    return Finding(
        rule=rule, start=citing.start, end=citing.end, zh=said[0], en=said[1],
        suggestion_zh=mend[0], suggestion_en=mend[1], related=found.related,
    )  # fmt: skip


def _named(id: str, against: Against) -> str:
    return next((each.name_and_id for each in against.collected if each.id == id), "")
