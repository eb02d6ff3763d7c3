"""Sanctions (罚则) and exemptions (免检): what follows a breach, and what a good record frees from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

import yaml

from ..contexts import lead_in
from ..dates import find as find_dates
from ..facts import Exemption, Sanction
from ..reading import Clause, Reading


class _Words(NamedTuple):
    consequences: tuple[tuple[str, re.Pattern[str]], ...]
    breach: re.Pattern[str]
    exemption: re.Pattern[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    data = yaml.safe_load(files("hengce.extract").joinpath("patterns", "sanctions.yaml").read_text(encoding="utf-8"))
    consequences = tuple((name, re.compile(pattern)) for name, pattern in data["consequences"].items())
    return _Words(consequences, re.compile(data["breach"]), re.compile(data["exemption"]))


class _Consequence(NamedTuple):
    start: int
    end: int
    name: str
    duration: str | None


class _Trigger(NamedTuple):
    start: int
    end: int


# Words around a trigger that are not part of it.
_LEAD = re.compile(r"(?:对于?|凡|如|若|经(?:查实|核实|查证|调查)[，]?|一经查实[，]?|如有|发现|违反本[^，]{1,6}规定，|在)+")
_TAIL = re.compile(r"(?:的(?:示范|申报|相关|有关|参评)?(?:项目单位|企业|单位|机构|园区|项目|个人|主体|人员|产品)?[^，。；的]{0,24}|等(?:违规|违法|违法违规|失信)?(?:行为|情形|情况)的?|行为的?|情形的?|情况的?)$")
_SPLIT = re.compile(r"(?:，(?:或者?|以及)?|、|或者?|和|以及)")


def read(reading: Reading) -> Iterator[Sanction | Exemption]:
    """Yields the sanctions and exemptions of a document."""
    carried: tuple[Clause, list[_Trigger]] | None = None
    for clause in reading.clauses:
        if clause.leaf.type not in {"text", "cell", "heading"}:
            continue
        yield from _exemptions(clause)
        if lead_in(clause) == "sanction":
            yield from _listed(clause)
            continue
        consequences = list(_consequences(clause))
        triggers = _triggers(clause, consequences[0].start) if consequences else []
        if triggers:
            carried = (clause, triggers)
            yield from _facts(clause, triggers, consequences)
        elif consequences and carried and carried[0].leaf is clause.leaf and carried[0].number == clause.number - 1:
            yield from _carried(carried[0], carried[1], clause, consequences)


def _consequences(clause: Clause) -> Iterator[_Consequence]:
    """Consequences in a sentence, in order; a duration (5年内) counts for the part that it stands in."""
    found: list[_Consequence] = []
    for part in clause.parts:
        text = clause.text[slice(*part)]
        for name, pattern in _words().consequences:
            match = pattern.search(text)
            if match and not (name == "ban" and found and found[-1].name == "revoke" and found[-1].end >= part[0] + match.end()):
                found.append(_Consequence(part[0] + match.start(), part[1], name, _duration(clause, part)))
    yield from sorted(found)


def _duration(clause: Clause, part: tuple[int, int]) -> str | None:
    mention = next((d for d in clause.dates if part[0] <= d.start < part[1] and d.kind in {"within", "duration"} and d.value), None)
    return mention.value if mention else None


def _triggers(clause: Clause, consequence: int) -> list[_Trigger]:
    """The breaches named before the first consequence; alternatives with predicates of their own are apart."""
    text = clause.text
    parts = [p for p in clause.parts if p[0] < consequence]
    begin = parts[0][0] if parts else clause.body
    end = next((p[0] for p in parts if p[0] < consequence <= p[1]), consequence)
    inside = re.match(r"[^，。；]*?的(?:[^，。；的]{0,16})?(?=从|取消|撤销|移|责令|列入|收回|追回|由|将)", text[end:consequence] + text[consequence : consequence + 2])
    stretch = (begin, end + inside.end()) if inside and _words().breach.search(text[end : end + inside.end()]) else (begin, end)
    breach = _words().breach
    pieces: list[_Trigger] = []
    start = stretch[0]
    for cut in [*_SPLIT.finditer(text, *stretch), None]:
        stop = cut.start() if cut else stretch[1]
        if not cut or (breach.search(text, start, stop) and breach.search(text, cut.end(), stretch[1]) and not _in_brackets(text, cut.start(), stretch[0])):
            trimmed = _trim(text, start, stop)
            if trimmed and breach.search(text, *trimmed):
                pieces.append(_Trigger(*trimmed))
            start = cut.end() if cut else stop
    return pieces


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start] in "，、；：":
        start += 1
    while end > start and text[end - 1] in "，、；：":
        end -= 1
    lead = _LEAD.match(text, start, end)
    if lead and not text.startswith("在", start):
        start = lead.end()
    tail = _TAIL.search(text[start:end])
    if tail and tail.start() >= 2:
        end = start + tail.start()
    return (start, end) if end - start >= 2 else None


def _in_brackets(text: str, at: int, start: int) -> bool:
    return text.count("（", start, at) > text.count("）", start, at)


def _facts(clause: Clause, triggers: list[_Trigger], consequences: list[_Consequence]) -> Iterator[Sanction]:
    for subject in _subjects(clause, consequences[-1].end) or (None,):
        for trigger in triggers:
            for consequence in consequences:
                yield Sanction(
                    **clause.evidence(min(triggers[0].start, clause.part_at(triggers[0].start)[0]), consequence.end), rule="sanction-stated", subject=subject,
                    trigger=clause.text[slice(*trigger)], consequence=consequence.name, duration=consequence.duration,  # type: ignore[arg-type]
                )  # fmt: skip


def _carried(before: Clause, triggers: list[_Trigger], clause: Clause, consequences: list[_Consequence]) -> Iterator[Sanction]:
    """Consequences in the sentence after the breach: their evidence runs over both sentences."""
    document = clause.reading.document
    start, _ = before.view.span(triggers[0].start, triggers[0].end)
    for subject in _subjects(before, len(before.text)) or (None,):
        for trigger in triggers:
            for consequence in consequences:
                evidence = clause.evidence(consequence.start, consequence.end)
                quote = document.text[start : evidence["end"]]
                evidence |= {"start": start, "quote": quote, "alignment": "healed" if "\n" in quote else "exact"}
                yield Sanction(
                    **evidence, rule="sanction-carried", subject=subject, trigger=before.text[slice(*trigger)],
                    consequence=consequence.name, duration=consequence.duration,  # type: ignore[arg-type]
                )  # fmt: skip


def _listed(clause: Clause) -> Iterator[Sanction]:
    """An item of a list (有下列情形之一的，取消…): the item is the breach, the lead-in says what follows."""
    if clause.number > 0 or clause.leaf.type != "text":
        return
    stem = clause.stems[0]
    names = [(name, match) for name, pattern in _words().consequences if (match := pattern.search(stem))]
    end = len(clause.text.rstrip("；。，"))
    mentions = clause.reading.types.find(stem)
    labels = [label for m in mentions for label in m.labels] or list(clause.governing_types()) or [clause.reading.main_subject]
    for subject in clause.reading.types.collapse([label for label in labels if label]) or (None,):
        for name, match in names:
            duration = next((d.value for d in find_dates(stem) if d.kind in {"within", "duration"} and 0 <= match.start() - d.start <= 12), None)
            yield Sanction(
                **clause.evidence(clause.body, end), rule="sanction-listed", subject=subject, trigger=clause.text[clause.body : end],
                consequence=name, duration=duration,  # type: ignore[arg-type]
            )  # fmt: skip


def _subjects(clause: Clause, end: int) -> tuple[str, ...]:
    """Who is sanctioned: the types of the sentence (甲和乙 both), else what governs it."""
    mentions = [m for m in clause.types if m.start < end]
    labels = [label for m in mentions for label in m.labels]
    if labels and not any(m.anaphor for m in mentions[:1]):
        return clause.reading.types.collapse(labels[:4])
    return clause.governing_types() or ((clause.reading.main_subject,) if clause.reading.main_subject else ())


def _exemptions(clause: Clause) -> Iterator[Exemption]:
    for part in clause.parts:
        match = _words().exemption.search(clause.text, *part)
        if match is None:
            continue
        index = clause.parts.index(part)
        condition = clause.parts[index - 1] if index else None
        inside = clause.text[part[0] : match.start()]
        if re.search(r"的(?:企业|单位)?[^，]{0,4}$", inside) and len(inside) > 6:
            condition = None
        text = clause.text[slice(*condition)] if condition else inside
        start = condition[0] if condition else part[0]
        subjects = _subjects(clause, part[1]) or (None,)
        for subject in subjects:
            yield Exemption(**clause.evidence(start, part[1]), rule="exemption", subject=subject, condition=re.sub(r"的$", "", text) or None, duration=_duration(clause, part))
