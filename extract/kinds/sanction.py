"""Sanctions (罚则) and exemptions (免检): what follows a breach, and what a good record frees from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, NamedTuple

from ..contexts import lead_in
from ..dates import find as find_dates
from ..facts import Exemption, Sanction
from ..reading import Clause, Reading
from ..units import load_yaml
from .addressee import addressed, after_name, governing

Name = Literal["revoke", "clawback", "ban", "notice", "transfer", "rectify"]


class _Words(NamedTuple):
    consequences: tuple[tuple[Name, re.Pattern[str]], ...]
    breach: re.Pattern[str]
    exemption: re.Pattern[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    data = load_yaml("sanctions.yaml")
    consequences = tuple((name, re.compile(pattern)) for name, pattern in data["consequences"].items())
    return _Words(consequences, re.compile(data["breach"]), re.compile(data["exemption"]))


class _Consequence(NamedTuple):
    start: int
    end: int
    name: Name
    duration: str | None


class _Trigger(NamedTuple):
    start: int
    end: int


# Words around a trigger that are not part of it.
_LEAD = re.compile(r"(?:对于?|凡|如|若|或者?|经(?:查实|核实|查证|调查)[，]?|一经查实[，]?|如有|发现|违反本[^，]{1,6}规定，|在)+")
_TAIL = re.compile(
    r"(?:的(?:示范|申报|相关|有关|参评)?(?:项目单位|企业|单位|机构|园区|项目|个人|主体|人员|产品)?[^，。；的]{0,24}|等(?:违规|违法|违法违规|失信)?(?:行为|情形|情况)的?|(?<=[^违法规])行为的?|情形的?|情况的?)$"
)
# What the law says before it names the breach itself.
_BY_LAW = re.compile(r"违反本[^，。；]{1,8}(?:规定|要求)?")
_SPLIT = re.compile(r"(?:，(?:或者?|以及)?|、|或者?|和|以及)")


@dataclass
class _Group:
    """Breaches with what follows from them, as far as a sentence has been read."""

    start: int
    triggers: list[_Trigger] = field(default_factory=list)
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
    for part, consequences in by_part:
        triggers = _triggers(clause, part, consequences[0].start if consequences else part[1], closed=not consequences)
        if triggers:
            if not groups or groups[-1].consequences:
                groups.append(_Group(part[0]))
            groups[-1].triggers += triggers
        if consequences and groups:
            told = [t for t in groups[-1].triggers if not _BY_LAW.fullmatch(clause.text, t.start, t.end)]
            groups[-1].triggers = told or groups[-1].triggers
            groups[-1].consequences += consequences
        else:
            loose += consequences
    return [group for group in groups if group.consequences], loose


def _consequences(clause: Clause, part: tuple[int, int]) -> list[_Consequence]:
    """Consequences in a part, in order; a duration (5年内) counts for the part that it stands in."""
    found: list[_Consequence] = []
    if re.search(r"^(?:且|或|并)?(?:被|曾被|已被|未被)", clause.text[slice(*part)]) and not clause.text.startswith("的，", part[1] - 1):
        return []  # 被列入失信名单的: what has happened to somebody, not what will
    for name, pattern in _words().consequences:
        match = pattern.search(clause.text, *part)
        if match and not (name == "ban" and any(other.name == "revoke" and other.end >= match.end() for other in found)):
            found.append(_Consequence(match.start(), part[1], name, _duration(clause, part)))
    return sorted(found)


def _duration(clause: Clause, part: tuple[int, int]) -> str | None:
    mention = next((d for d in clause.dates if part[0] <= d.start < part[1] and d.kind in {"within", "duration"} and d.value), None)
    return mention.value if mention else None


def _triggers(clause: Clause, part: tuple[int, int], end: int, *, closed: bool) -> list[_Trigger]:
    """The breaches that a part names before ``end``; alternatives with predicates of their own are apart.

    Args:
        closed: whether the part holds no consequence: then all of it may be a breach, else only a clause that ends in 的.
    """
    text = clause.text
    if not closed:
        inside = re.match(r".*的[^，。；的]{0,16}", text[part[0] : end])
        if inside is None:
            return []
        end = part[0] + inside.end()
    pieces: list[_Trigger] = []
    start = part[0]
    for cut in [*_SPLIT.finditer(text, part[0], end), None]:
        stop = cut.start() if cut else end
        if not cut or (
            _is_breach(clause, start, stop) and _is_breach(clause, cut.end(), end) and not _one(text, start, cut.start(), part[0])
        ):
            trimmed = _trim(text, start, stop)
            if trimmed and _is_breach(clause, *trimmed):
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
    if (
        tail
        and tail.start() >= 2
        and not (_words().breach.search(tail[0]) and not _words().breach.search(text, start, start + tail.start()))
    ):
        end = start + tail.start()
    start = after_name(text, start, end)
    return (start, end) if end - start >= 2 else None


def _is_breach(clause: Clause, start: int, end: int) -> bool:
    """Whether a stretch has the predicate of a breach, or a bound that is missed (得分低于85分)."""
    if _words().breach.search(clause.text, start, end):
        return True
    return any(start <= q.start < end and q.max is not None and q.min is None and q.kind != "duration" for q in clause.quantities)


def _one(text: str, start: int, at: int, opening: int) -> bool:
    """Whether a cut would part what belongs together.

    Things in brackets do, objects of one verb (涉嫌违纪或职务犯罪), and verbs with one object (不报告或者不如实报告结果).
    """
    in_brackets = text.count("（", opening, at) > text.count("）", opening, at)
    return (
        in_brackets
        or text.startswith("涉嫌", start)
        or (re.search(r"[不未][^，。；、不未]{1,3}$", text[start:at]) is not None and text.startswith("或", at))
    )


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
    labels = [label for m in mentions for label in m.labels] or list(clause.governing_types()) or [clause.reading.main_subject]
    for subject in clause.reading.types.collapse([label for label in labels if label]) or (None,):
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
    end = max(trigger.end for trigger in group.triggers)
    while end < len(clause.text) and clause.text[end] not in "，。；":  # …低于85分的绿色工厂: the head behind the breach
        end += 1
    found = addressed(clause, group.start, end)
    return governing(clause) if found is None else found or (None,)


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
        for subject in governing(clause) if found is None else found or (None,):
            yield Exemption(
                **clause.evidence(start, part[1]),
                rule="exemption",
                subject=subject,
                condition=re.sub(r"的$", "", text) or None,
                duration=_duration(clause, part),
            )
