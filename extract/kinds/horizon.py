"""By when a target is to be reached (期限): a date of the sentence, of what stands above it, or the period of the title."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..contexts import passages
from ..dates import DateMention
from ..dates import find as find_dates
from ..reading import Clause, Reading
from ..validity import plan_years

_CARRIES = re.compile(r"^(?:累计|同期|其中|力争)")
_OTHER = re.compile("《[^》]+》")
_DASH = re.compile(r"\s*[—－-]{1,2}")
_MARKS = re.compile(r"[“”\"]")
# The year that a document is for by its own title: 2022年工作要点; not that of an edition.
_TITLE_YEAR = re.compile(r"(?<![〔\[\d—-])(20\d{2})年(?:度|至|—|(?!版|修订|第|\d))")


def horizon(clause: Clause, position: int) -> str | None:
    """By when: a date of the sentence, of the lead paragraph or heading above it, of the caption, or the title's period."""
    own = _ahead(clause)
    here = last_year([d for d in own if d.start <= position]) or last_year(own)
    if here:
        return here
    if _CARRIES.match(clause.text[clause.body :]) or passages(clause)[:1] == ["goal"]:
        for other in reversed(clause.reading.leaf_clauses(clause)[: clause.number]):
            if found := last_year(_ahead(other)):
                return found
    for other in reversed(clause.reading.leaf_clauses(clause)[: clause.number]):  # 到2026年，甲达到10家；乙下降10%
        if not other.text.endswith("；"):
            break
        if found := last_year(_ahead(other)):
            return found
    texts = [clause.cell.table.caption] if clause.cell else []
    for text in (*texts, *clause.stems, *clause.headings, *_lead_paragraphs(clause), *_before_dash(clause)):
        if found := last_year(find_dates(text, clause.reading.profile.year)):
            return found
    if found := _at_the_end(clause):
        return found
    until = clause.reading.profile.valid_to
    return until[:4] if until and _plan_period(clause.reading) else _title_year(clause.reading)


def _at_the_end(clause: Clause) -> str | None:
    """The date of the remark in brackets that closes an item (（市住建局牵头，6月底前完成）): it holds for all sentences of the item."""
    last = clause.reading.leaf_clauses(clause)[-1]
    remark = last.text.rfind("（") if last.text.rstrip("。；").endswith("）") else -1
    return last_year([d for d in last.dates if d.start > remark]) if remark >= 0 else None


def _title_year(reading: Reading) -> str | None:
    """The one year of a plan's title, by the end of which its aims are to be reached."""
    title = reading.profile.title or ""
    years = set(_TITLE_YEAR.findall(title))
    if not years and (plan := plan_years(_OTHER.sub("", title) if "印发" not in title else title)):
        return plan[1]  # 某区“十四五”工业绿色发展行动计划
    return years.pop() if len(years) == 1 else None


def _ahead(clause: Clause) -> list[DateMention]:
    """The dates of a sentence, without those in brackets and those that a number is compared with (比2020年下降)."""
    return [
        d
        for d in clause.dates
        if not in_brackets(clause.text, d.start) and not re.search(r"(?:较|比|相比|对比|以)“?$", clause.text[: d.start])
    ]


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


def _before_dash(clause: Clause) -> Iterator[str]:
    """The paragraph before a row of paragraphs that dashes open (到2025年，…。——绿色制造体系基本形成。…)."""
    document, leaf = clause.reading.document, clause.leaf
    above = document.parent(leaf)
    if above is None or leaf.type != "text" or not _DASH.match(document.text, leaf.start):
        return
    for child in reversed(above.children):
        if child.type == "text" and child.end <= leaf.start and not _DASH.match(document.text, child.start):
            yield document.view(child.start, child.end).text
            return


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


def in_quotes(text: str, position: int) -> bool:
    """Whether a position stands inside quotation marks; a straight one closes what is open (“一网通办"), else opens."""
    depth = 0
    for mark in _MARKS.findall(text, 0, position):
        depth = 1 if mark == "“" or (mark == '"' and not depth) else 0
    return depth > 0
