"""By when a target is to be reached (期限): a date of the sentence, of what stands above it, or the period of the title."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..contexts import passages
from ..dates import DateMention
from ..dates import find as find_dates
from ..reading import Clause, Reading

_CARRIES = re.compile(r"^(?:累计|同期|其中|力争)")


def horizon(clause: Clause, position: int) -> str | None:
    """By when: a date of the sentence, of the lead paragraph or heading above it, of the caption, or the title's period."""
    own = [
        d
        for d in clause.dates
        if not in_brackets(clause.text, d.start) and not re.search(r"(?:较|比|相比|对比|以)“?$", clause.text[: d.start])
    ]
    here = last_year([d for d in own if d.start <= position]) or last_year(own)
    if here:
        return here
    if _CARRIES.match(clause.text[clause.body :]) or passages(clause)[:1] == ["goal"]:
        for other in reversed(clause.reading.leaf_clauses(clause)[: clause.number]):
            if found := last_year([d for d in other.dates if not in_brackets(other.text, d.start)]):
                return found
    texts = [clause.cell.table.caption] if clause.cell else []
    for text in (*texts, *clause.stems, *clause.headings, *_lead_paragraphs(clause)):
        if found := last_year(find_dates(text, clause.reading.profile.year)):
            return found
    return clause.reading.profile.valid_to[:4] if clause.reading.profile.valid_to and _plan_period(clause.reading) else None


def _plan_period(reading: Reading) -> bool:
    """Whether the period is the title's (a plan's), not a rule's term of validity."""
    return bool(re.search(r"\d{4}", reading.profile.title or ""))


def _lead_paragraphs(clause: Clause) -> Iterator[str]:
    """The paragraphs that stand before the first sub-item of the sections above (到2025年，…), the nearest section first."""
    document = clause.reading.document
    node = clause.leaf
    for above in document.ancestors(clause.leaf):
        if above.type in {"item", "chapter", "article"} and node.type == "item":
            for child in above.children:
                if child.type == "text" and child.end <= node.start:
                    yield document.view(child.start, child.end).text
        node = above


def last_year(mentions: list[DateMention]) -> str | None:
    """Year or date that a target is to be reached by, from the last mention that gives one."""
    for mention in reversed(mentions):
        if mention.kind in {"by_year", "date", "month", "year"} and mention.bound != "past":
            return mention.value
        if mention.kind == "range":
            return mention.until
    return None


def in_brackets(text: str, position: int) -> bool:
    """Whether a position stands inside （）."""
    return text.count("（", 0, position) > text.count("）", 0, position)
