"""Sectors (重点行业): industries named as a focus, in lists (在机械、食品等重点行业) and alone (推动海洋产业发展)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from ...ontology.schemes import schemes
from ..contexts import lead_in
from ..facts import Sector
from ..reading import Clause, Reading
from ..units import load_yaml


class _Words(NamedTuple):
    strip_lead: re.Pattern[str]
    strip_tail: re.Pattern[str]
    no_sector: re.Pattern[str]
    listed: re.Pattern[str]
    strong: re.Pattern[str]
    heading: re.Pattern[str]
    section: re.Pattern[str]
    opened: re.Pattern[str]
    aims_at: re.Pattern[str]
    lead_end: re.Pattern[str]
    aimed_at: re.Pattern[str]
    alone: tuple[re.Pattern[str], ...]
    known: frozenset[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    data = load_yaml("sectors.yaml")
    entry = r"[^，。；：、（）《》“”]"
    listed = re.compile(
        rf"(?P<list>{entry}{{2,18}}(?:、{entry}{{1,12}}?)+?)(?P<end>等[^，。；：、]{{0,8}}?(?:{data['ends']})(?!{data['not_after']})|(?:{data['strong_ends']})(?!{data['not_after']}))"
    )
    return _Words(
        re.compile(data["strip_lead"]), re.compile(data["strip_tail"]), re.compile(data["no_sector"]), listed,
        re.compile(data["strong_ends"]), re.compile(data["heading"]), re.compile(data["section"]),
        re.compile(rf"{data['opened']}(?P<list>{entry}{{2,12}}(?:、{entry}{{1,12}}?)+?)(?P<end>[。；，]|等|$)"),
        re.compile(data["aims_at"]),
        re.compile(data["lead_end"]), re.compile(data["aimed_at"]),
        tuple(re.compile(data[name]) for name in ("promoted", "share", "opens")),
        frozenset(name for name, _ in schemes()["sector"].surfaces()),
    )  # fmt: skip


# Under these lead-ins industries only tell who may apply or who must act.
_NOT_IN = frozenset({"condition", "material", "exclusion", "sanction", "duty"})


def read(reading: Reading) -> Iterator[Sector]:
    """Yields the sectors of a document."""
    for clause in reading.clauses:
        if clause.leaf.type not in {"text", "cell", "heading"} or lead_in(clause) in _NOT_IN:
            continue
        for start, end, entries in _heading(clause) if clause.is_heading else (*_lists(clause), *_alone(clause)):
            for subject in _subjects(clause, start, end) or (None,):
                for entry in entries:
                    yield Sector(**clause.evidence(*_quote(clause, start, end)), rule="sector", subject=subject, sector=entry)


def _heading(clause: Clause) -> Iterator[tuple[int, int, list[str]]]:
    """A heading that is the name of an industry (（一）电子信息产业。), known as one or standing under 重点产业."""
    words = _words()
    match = words.heading.fullmatch(clause.text, clause.body)
    if match is None or words.no_sector.search(match["name"]) or clause.things:
        return
    if match["name"] in words.known or any(words.section.search(above) for above in clause.headings[1:]):
        yield match.start("name"), match.end(), [match["name"]]


def _lists(clause: Clause) -> Iterator[tuple[int, int, list[str]]]:
    words = _words()
    for match in [*words.listed.finditer(clause.text), *words.opened.finditer(clause.text)]:
        if any(m.labels and match.start("list") <= m.start < match.end("list") for m in clause.things):
            continue
        entries = _entries(match["list"])
        known = sum(entry in words.known for entry in entries)
        strong = match["end"].startswith("等") and words.strong.search(match["end"])
        aimed = match.re is words.opened or words.aims_at.match(match["list"])
        enough = known * 2 >= len(entries) or (strong and (known or len(entries) >= 4)) or (aimed and known and len(entries) >= 3)
        if len(entries) >= 2 and enough and all(len(entry) <= 10 for entry in entries):
            yield match.start(), match.end(), entries


def _entries(text: str) -> list[str]:
    """The entries of a list, the first without what leads in; the last is split at 和 where both sides are names."""
    words = _words()
    pieces = text.split("、")
    pieces[-1:] = re.split(r"(?<=[^和及与]{2})[和与](?=[^和及与]{2})", pieces[-1])
    pieces[0] = _first(pieces[0])
    entries = (words.strip_tail.sub("", piece) for piece in pieces)
    return [entry for entry in entries if len(entry) >= 2 and not words.no_sector.search(entry)]


def _first(text: str) -> str:
    """The first entry without what leads in to it (优先在机械 → 机械, 企业与能源 → 能源); 动力装备 is one name."""
    words = _words()
    stripped = words.strip_lead.sub("", text)
    known = max((name for name in words.known if stripped.endswith(name)), key=len, default=None)
    lead = stripped[: len(stripped) - len(known)] if known else ""
    return known if known and (words.lead_end.search(lead) or len(lead) > 6) else stripped


def _alone(clause: Clause) -> Iterator[tuple[int, int, list[str]]]:
    """One industry that something is done for, or that has a share of its own."""
    for pattern in _words().alone:
        for match in pattern.finditer(clause.text):
            name = _words().strip_lead.sub("", match["name"])
            names = re.split(r"(?<=[^和及与]{2})[和与](?=[^和及与]{2})", name)
            if all(len(each) >= 2 and not _words().no_sector.search(each) and not clause.reading.types.find_all(each) for each in names):
                yield match.start("name"), match.end(), [name]


def _quote(clause: Clause, start: int, end: int) -> tuple[int, int]:
    part = clause.part_at(start)
    return part[0], max(end, part[1])


def _subjects(clause: Clause, start: int, end: int) -> tuple[str, ...]:
    """The type that the industries lead to: the next one in the sentence (near by, where a heading governs), else what governs."""
    governing = clause.governing_types()
    parts = [p for p in clause.parts if p[1] >= end]
    limit = parts[min(2, len(parts) - 1)][1] if governing and parts else len(clause.text)
    after = [m for m in clause.types if end <= m.start < limit and m.labels]
    if after:
        near = [m for m in after if m.start < clause.part_at(after[0].start)[1]]
        return next((m for m in near if _words().aimed_at.search(clause.text[: m.start])), after[0]).labels
    if governing:
        return governing
    if clause.cell is not None and clause.reading.main_subject:
        return (clause.reading.main_subject,)
    return ()
