"""Sanctions (罚则) and exemptions (免检): what follows a breach, and what a good record frees from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, NamedTuple

from ..contexts import lead_in, opened
from ..dates import find as find_dates
from ..facts import Exemption, Sanction
from ..reading import Clause, Reading
from ..units import load_yaml
from .addressee import addressed, governing, listed
from .breaches import Trigger, by_law, conditions, goes_on, triggers
from .oughts import is_statute

Name = Literal["revoke", "clawback", "ban", "notice", "transfer", "rectify"]


class _Words(NamedTuple):
    consequences: tuple[tuple[Name, re.Pattern[str]], ...]
    exemption: re.Pattern[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    data = load_yaml("sanctions.yaml")
    consequences = tuple((name, re.compile(pattern)) for name, pattern in data["consequences"].items())
    return _Words(consequences, re.compile(data["exemption"]))


class _Consequence(NamedTuple):
    start: int
    end: int
    name: Name
    duration: str | None


# What nobody suffers for nothing: a condition by its 的 alone is a breach where one of these follows.
_CASES = re.compile("(?:下列|以下)[^，。；]{0,12}(?:之一|的)，")
_TAKES_AWAY = frozenset({"revoke", "clawback"})
_PUNISHES = _TAKES_AWAY | {"rectify"}


@dataclass
class _Group:
    """Breaches with what follows from them, as far as a sentence has been read."""

    start: int
    told_to: int = 0  # where the words end that only go on about the last breach
    triggers: list[Trigger] = field(default_factory=list)
    consequences: list[_Consequence] = field(default_factory=list)


def read(reading: Reading) -> Iterator[Sanction | Exemption]:
    """Yields the sanctions and exemptions of a document."""
    carried: tuple[Clause, _Group] | None = None
    for clause in reading.clauses:
        if clause.is_heading or clause.leaf.type not in {"text", "cell", "heading"}:
            continue
        yield from _exemptions(clause)
        if lead_in(clause) == "sanction":
            yield from _listed(clause)
            continue
        if clause.text.endswith("：") and opened(clause.text) == "sanction":
            continue  # leads in the breaches
        groups, loose = _groups(clause)
        if loose and carried and carried[0].leaf is clause.leaf and carried[0].number == clause.number - 1:
            yield from _carried(*carried, clause, loose)
        for group in groups:
            yield from _facts(clause, group)
        carried = (clause, groups[-1]) if groups else None


def _groups(clause: Clause) -> tuple[list[_Group], list[_Consequence]]:
    """The breaches of a sentence with their consequences, in order, and consequences before any breach."""
    groups: list[_Group] = []
    loose: list[_Consequence] = []
    by_part = [(part, _consequences(clause, part)) for part in clause.parts]
    if not any(consequences for _, consequences in by_part):  # as in most sentences: what is a breach matters to nobody
        return [], []
    for i, (part, consequences) in enumerate(by_part):
        found = triggers(clause, part, consequences[0].start if consequences else part[1], closed=not consequences)
        follows = set() if consequences else {c.name for c in _next(clause, by_part[i + 1 :])}
        if follows & (_PUNISHES if not found else _TAKES_AWAY):
            taken = conditions(clause, part, goes_on=bool(groups and not groups[-1].consequences))
            found = taken if len(taken) > len(found) else found
        if found:
            if not groups or groups[-1].consequences:
                groups.append(_Group(part[0]))
            if groups[-1].triggers and goes_on(clause, part, groups[-1].triggers[-1]):
                groups[-1].told_to = part[1]
                if clause.text[part[0]] == "且":  # both together are the breach
                    groups[-1].triggers[-1] = groups[-1].triggers[-1]._replace(end=found[-1].end)
            else:
                groups[-1].triggers += found
        if consequences and groups:
            told = [t for t in groups[-1].triggers if not by_law(clause, t)]
            if not told and _CASES.search(clause.text, groups[-1].start, part[0]):
                continue  # 违反本条例规定，有下列情形之一的，由…: the items are the breaches
            groups[-1].triggers = told or groups[-1].triggers
            groups[-1].consequences += consequences
        else:
            loose += consequences
    return [group for group in groups if group.consequences], loose


def _next(clause: Clause, later: list[tuple[tuple[int, int], list[_Consequence]]]) -> list[_Consequence]:
    """The consequences of the next part; one that 或 or 且 joins as a further condition (…的，或…的，取消…) is passed over."""
    for part, consequences in later:
        if consequences or not clause.text.startswith(("或", "且"), part[0]):
            return consequences
    return []


def _consequences(clause: Clause, part: tuple[int, int]) -> list[_Consequence]:
    """Consequences in a part, in order; a duration (5年内) counts for the part that it stands in."""
    found: list[_Consequence] = []
    if re.search(r"^(?:且|或|并)?(?:被|曾被|已被|未被)", clause.text[slice(*part)]) and not clause.text.startswith("的，", part[1] - 1):
        return []  # 被列入失信名单的: what has happened to somebody, not what will
    for name, pattern in _words().consequences:
        match = pattern.search(clause.text, *part)
        if match and not (name == "ban" and any(other.name == "revoke" and other.end >= match.end() for other in found)):
            found.append(_Consequence(match.start(), part[1], name, _duration(clause, part) if name != "rectify" else None))
    return sorted(found)


def _duration(clause: Clause, part: tuple[int, int]) -> str | None:
    mention = next((d for d in clause.dates if part[0] <= d.start < part[1] and d.kind in {"within", "duration"} and d.value), None)
    return mention.value if mention else None


def _facts(clause: Clause, group: _Group) -> Iterator[Sanction]:
    for subject in _subjects(clause, group):
        for trigger in group.triggers:
            for consequence in group.consequences:
                yield Sanction(
                    **clause.evidence(group.start, consequence.end), rule="sanction-stated", subject=subject,
                    trigger=clause.text[slice(*trigger)], consequence=consequence.name, duration=consequence.duration,
                )  # fmt: skip


def _carried(before: Clause, group: _Group, clause: Clause, consequences: list[_Consequence]) -> Iterator[Sanction]:
    """Consequences in the sentence after the breach: their evidence runs over both sentences."""
    document = clause.reading.document
    start, _ = before.view.span(group.start, group.start + 1)
    for subject in _subjects(before, group):
        for trigger in group.triggers:
            for consequence in consequences:
                evidence = clause.evidence(consequence.start, consequence.end)
                quote = document.text[start : evidence["end"]]
                evidence |= {"start": start, "quote": quote, "alignment": "healed" if "\n" in quote else "exact"}
                yield Sanction(
                    **evidence, rule="sanction-carried", subject=subject, trigger=before.text[slice(*trigger)],
                    consequence=consequence.name, duration=consequence.duration,
                )  # fmt: skip


def _listed(clause: Clause) -> Iterator[Sanction]:
    """An item of a list (有下列情形之一的，取消…): the item is the breach, the lead-in says what follows."""
    if clause.number > 0 or clause.leaf.type != "text":
        return
    stem = clause.stems[0]
    names: list[tuple[Name, re.Match[str]]] = [(name, match) for name, pattern in _words().consequences if (match := pattern.search(stem))]
    end = len(clause.text.rstrip("；。，"))
    if end <= clause.body:  # an item of nothing but its number
        return
    mentions = clause.reading.types.find(stem)
    labels = [label for m in mentions for label in m.labels] or listed(clause, stem) or clause.governing_types()
    for subject in clause.reading.types.collapse(labels) or (clause.reading.topic(clause.leaf.start),):
        for name, match in names:
            duration = next(
                (d.value for d in find_dates(stem) if d.kind in {"within", "duration"} and 0 <= match.start() - d.start <= 12), None
            )
            yield Sanction(
                **clause.evidence(clause.body, end), rule="sanction-listed", subject=subject, trigger=clause.text[clause.body : end],
                consequence=name, duration=duration,
            )  # fmt: skip


def _subjects(clause: Clause, group: _Group) -> tuple[str | None, ...]:
    """Who is sanctioned: those whom the breaches name, else those whom the sentence goes on about."""
    end = max(group.told_to, *(trigger.end for trigger in group.triggers))
    while end < len(clause.text) and clause.text[end] not in "，。；":  # …低于85分的绿色工厂: the head behind the breach
        end += 1
    found = addressed(clause, group.start, end)
    if found is None and is_statute(clause.reading):  # 各级政府及其工作人员在监督中，滥用职权的: named in a part before the breach
        found = addressed(clause, clause.body, end)
    return governing(clause, group.start) if found is None else found or (None,)


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
        found = addressed(clause, start, part[1])
        for subject in governing(clause, start) if found is None else found or (None,):
            yield Exemption(
                **clause.evidence(start, part[1]),
                rule="exemption",
                subject=subject,
                condition=re.sub(r"的$", "", text) or None,
                duration=_duration(clause, part),
            )
