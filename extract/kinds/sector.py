"""Sectors (重点行业): industries named as a focus, in lists (在机械、食品等重点行业) and alone (集成电路产业)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

import yaml

from ...ontology.schemes import schemes
from ..contexts import lead_in
from ..facts import Sector
from ..reading import Clause, Reading


class _Words(NamedTuple):
    ends: re.Pattern[str]
    strip_lead: re.Pattern[str]
    strip_tail: re.Pattern[str]
    no_sector: re.Pattern[str]
    listed: re.Pattern[str]
    known: frozenset[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    data = yaml.safe_load(files("hengce.extract").joinpath("patterns", "sectors.yaml").read_text(encoding="utf-8"))
    listed = re.compile(rf"(?P<list>[^，。；：（）《》]{{2,14}}(?:、[^，。；：、（）《》]{{1,10}})+(?:[和及与][^，。；：、（）《》]{{1,8}})?)等?(?:[^，。；：、]{{0,8}}?)(?:{data['ends']})")
    known = frozenset(name for name, _ in schemes()["sector"].surfaces())
    return _Words(
        re.compile(data["ends"]), re.compile(data["strip_lead"]), re.compile(data["strip_tail"]), re.compile(data["no_sector"]), listed, known
    )  # fmt: skip


def read(reading: Reading) -> Iterator[Sector]:
    """Yields the sectors of a document."""
    for clause in reading.clauses:
        if clause.leaf.type not in {"text", "cell"} or lead_in(clause) in {"condition", "material", "exclusion", "sanction", "duty"}:
            continue
        done = 0
        for match in _words().listed.finditer(clause.text):
            entries = _entries(match["list"])
            if _is_industries(entries):
                done = match.end()
                yield from _facts(clause, match.start(), match.end(), entries)
        yield from _alone(clause, done)


def _entries(text: str) -> list[str]:
    """The entries of a list, trimmed of what leads in and out."""
    words = _words()
    pieces = [piece for part in text.split("、") for piece in re.split(r"(?<=[^和及与]{2})[和及与](?=[^和及与]{2})", part)]
    trimmed = [words.strip_tail.sub("", words.strip_lead.sub("", piece)) for piece in pieces]
    if trimmed and (known := _known_end(trimmed[0])):
        trimmed[0] = known
    return [entry for entry in trimmed if len(entry) >= 2 and not words.no_sector.search(entry)]


def _known_end(text: str) -> str | None:
    """The known industry that a text ends in (…的规模化钢铁 → 钢铁)."""
    return max((name for name in _words().known if text.endswith(name)), key=len, default=None)


def _is_industries(entries: list[str]) -> bool:
    known = sum(entry in _words().known for entry in entries)
    return len(entries) >= 2 and all(len(e) <= 10 for e in entries) and known * 2 >= len(entries)


def _alone(clause: Clause, after: int) -> Iterator[Sector]:
    """One known industry before 产业 or 行业."""
    for match in re.finditer(r"(?:产业|行业|领域)", clause.text):
        if match.start() < after:
            continue
        known = _known_end(clause.text[max(0, match.start() - 10) : match.start()])
        if known:
            yield from _facts(clause, match.start() - len(known), match.end(), [known])


def _facts(clause: Clause, start: int, end: int, entries: list[str]) -> Iterator[Sector]:
    for subject in _subjects(clause, end) or (None,):
        for entry in entries:
            yield Sector(**clause.evidence(*_part(clause, start, end)), rule="sector", subject=subject, sector=entry)


def _part(clause: Clause, start: int, end: int) -> tuple[int, int]:
    part = clause.part_at(start)
    return part[0], max(end, min(part[1], end + 20))


def _subjects(clause: Clause, end: int) -> tuple[str, ...]:
    """The type that the list leads to, in its part or the two after it; else the one that governs."""
    parts = [p for p in clause.parts if p[1] >= end][:3]
    near = [m for m in clause.types if parts and end <= m.start < parts[-1][1] and m.labels]
    if near:
        return near[0].labels
    if clause.cell is not None:
        before = [m for m in clause.types if m.labels]
        return before[-1].labels if before else clause.governing_types()
    return clause.governing_types()
