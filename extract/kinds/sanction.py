"""Sanctions (罚则) and exemptions (免检): what follows a breach, and what a good record frees from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product

from ..contexts import opened
from ..dates import find as find_dates
from ..facts import Exemption, Sanction
from ..reading import Clause, Reading
from .addressee import addressed, governing, listed
from .breaches import Span, Trigger, by_law, conditions, goes_on, joined, triggers
from .consequences import Consequence, consequences, duration, named, words
from .oughts import is_statute, shut_out
from .roles import wholes

# A sentence that leads in a list of breaches; those behind it (情节严重的，撤销授权：) have breaches of their own.
_LEADS_IN = re.compile(r"(?:下列|以下|如下)[^，。；]{0,12}(?:之一|行为|情形|情况|的)")
_ON_CONDITION = re.compile("[^，。；]{2,40}的，")
_CASES = re.compile("(?:下列|以下)[^，。；]{0,12}(?:之一|的)，")
# What nobody suffers for nothing: a condition by its 的 alone is a breach where one of these follows.
_TAKES_AWAY = frozenset({"revoke", "clawback"})
_PUNISHES = _TAKES_AWAY | {"rectify", None}
# 未经授权，任何人不得从事…: what is forbidden to everybody is no ban that somebody is put under.
_FORBIDDEN = re.compile(r"(?:不得|不能|禁止)(?:其)?(?:从事|开展|参与|参加|承担|接受)")


_UPON = re.compile("(?:并)?对(?!其|该)[^，。；]{2,40}?(?:机构|专家|人员|部门|单位)")


@dataclass
class _Group:
    """Breaches with what follows from them, as far as a sentence has been read."""

    start: int
    told_to: int = 0  # where the words end that only go on about the last breach
    triggers: list[Trigger] = field(default_factory=list)
    consequences: list[Consequence] = field(default_factory=list)

    def suffers(self) -> bool:
        """Whether anything follows that a fact states."""
        return any(each.name for each in self.consequences)


def read(reading: Reading) -> Iterator[Sanction | Exemption]:
    """Yields the sanctions and exemptions of a document."""
    carried: tuple[Clause, _Group] | None = None
    leads: dict[str, str] = {}
    for clause in reading.clauses:
        if clause.is_heading or clause.leaf.type not in {"text", "cell", "heading"}:
            continue
        yield from _exemptions(clause)
        if (lead := _lead(clause, leads)) and opened(lead) == "sanction":
            yield from _listed(clause, lead)
            continue
        if clause.text.endswith(("：", "的")):
            leads[clause.text[clause.body :]] = _opening(clause)
        if clause.text.endswith("：") and opened(clause.text) == "sanction" and _LEADS_IN.search(clause.text):
            continue  # leads in the breaches
        if _announces(clause):
            continue
        if shut_out(clause):
            continue
        groups, loose = _groups(clause)
        if loose and carried and carried[0].leaf is clause.leaf and carried[0].number == clause.number - 1:
            yield from _carried(*carried, clause, loose)
        yield from _facts(clause, groups)
        carried = (clause, groups[-1]) if groups and (groups[-1].suffers() or clause.text.endswith("；")) else None


def _groups(clause: Clause) -> tuple[list[_Group], list[Consequence]]:
    """The breaches of a sentence with their consequences, in order, and consequences before any breach."""
    groups: list[_Group] = []
    loose: list[Consequence] = []
    by_part = [(part, consequences(clause, part)) for part in clause.parts]
    if not any(follows for _, follows in by_part):  # as in most sentences: what is a breach matters to nobody
        return [], []
    before: Span | None = None  # a part that may begin what the next one ends
    for i, (part, follows) in enumerate(by_part):
        found = triggers(clause, part, follows[0].start if follows else part[1], closed=not follows)
        coming = set() if follows else {c.name for c in _next(clause, by_part[i + 1 :])}
        if coming and (not found or coming & _TAKES_AWAY):
            open_ = bool(groups and not groups[-1].consequences)
            taken = conditions(clause, part, goes_on=open_, told=not coming & _PUNISHES)
            found = taken if len(taken) > len(found) else found
        if found:
            if not groups or groups[-1].consequences:
                groups.append(_Group(part[0]))
            group = groups[-1]
            if group.triggers and goes_on(clause, part, group.triggers[-1]):
                group.told_to = part[1]
                group.triggers[-1] = group.triggers[-1]._replace(end=found[-1].end)
            else:
                group.triggers += [*joined(clause, before, part), *found]
        before = None if found or follows else part
        if follows and groups:
            told = [t for t in groups[-1].triggers if not by_law(clause, t)]
            if not told and _CASES.search(clause.text, groups[-1].start, part[0]):
                continue  # 违反本条例规定，有下列情形之一的，由…: the items are the breaches
            groups[-1].triggers = told or groups[-1].triggers
            groups[-1].consequences += [each for each in follows if not _forbids(clause, each, groups[-1])]
        else:
            loose += [each for each in follows if each.name]
    return [group for group in groups if group.consequences], loose


def _forbids(clause: Clause, consequence: Consequence, group: _Group) -> bool:
    """Whether a ban is only what nobody may do who has not met a condition."""
    forbidden = consequence.name == "ban" and consequence.duration is None and _FORBIDDEN.match(clause.text, consequence.start)
    return bool(forbidden) and all(clause.text.startswith("未", trigger.start) for trigger in group.triggers)


def _next(clause: Clause, later: list[tuple[Span, list[Consequence]]]) -> list[Consequence]:
    """The consequences of the next part; one that 或 or 且 joins as a further condition (…的，或…的，取消…) is passed over."""
    for part, follows in later:
        if follows or not clause.text.startswith(("或", "且"), part[0]):
            return follows
    return []


def _facts(clause: Clause, groups: list[_Group]) -> Iterator[Sanction]:
    told: tuple[str | None, ...] | None = None
    for group in groups:
        subjects = told = _subjects(clause, group, told)
        for follows, trigger in product(group.consequences, group.triggers):
            if follows.name is None:
                continue
            for subject in _others(clause, follows) or subjects:
                yield Sanction(
                    **clause.evidence(group.start, follows.end), rule="sanction-stated", subject=subject,
                    trigger=clause.text[slice(*trigger)], consequence=follows.name, duration=follows.duration,
                )  # fmt: skip


def _others(clause: Clause, follows: Consequence) -> tuple[str | None, ...]:
    """Somebody else whom a consequence falls on (对负有责任的第三方机构予以通报); empty where it is who committed the breach."""
    begin = clause.part_at(follows.start)[0]
    if not _UPON.match(clause.text, begin, follows.start):
        return ()
    return addressed(clause, begin, follows.start) or ()


def _carried(before: Clause, group: _Group, clause: Clause, later: list[Consequence]) -> Iterator[Sanction]:
    """Consequences in the sentence after the breach: their evidence runs over both sentences."""
    document = clause.reading.document
    start, _ = before.view.span(group.start, group.start + 1)
    for subject, trigger, follows in product(_subjects(before, group), group.triggers, later):
        subject = (_others(clause, follows) or (subject,))[0]
        if follows.name is not None:
            evidence = clause.evidence(follows.start, follows.end)
            quote = document.text[start : evidence["end"]]
            evidence |= {"start": start, "quote": quote, "alignment": "healed" if "\n" in quote else "exact"}
            yield Sanction(
                **evidence, rule="sanction-carried", subject=subject, trigger=before.text[slice(*trigger)], consequence=follows.name,
                duration=follows.duration,
            )  # fmt: skip


def _opening(clause: Clause) -> str:
    """The sentence that leads in a list: the last one of its paragraph, or one before it where that only adds what else may follow."""
    before = clause.reading.leaf_clauses(clause)[: clause.number]
    if _LEADS_IN.search(clause.text):
        return clause.text
    told = ""
    for each in (clause, *reversed(before)):
        own = _LEADS_IN.search(each.text) or not _ON_CONDITION.match(each.text, each.body)  # 情节严重的，撤销授权： is for some only
        told = (each.text if own else "") + told
        if _LEADS_IN.search(each.text):
            return told
    return clause.text


def _announces(clause: Clause) -> bool:
    """Whether a sentence only begins to lead in the breaches that follow its paragraph (有下列情形之一的，撤销…；五年内不受理其申报：)."""
    last = clause.reading.leaf_clauses(clause)[-1]
    return last is not clause and clause.text.endswith("；") and last.text.endswith("：") and _CASES.search(clause.text) is not None


def _lead(clause: Clause, leads: dict[str, str]) -> str | None:
    """The sentence that leads in the list which a clause is an item of; None where its lead-ins say nothing."""
    return next((lead for stem in clause.stems if opened(lead := leads.get(stem, stem))), None)


def _listed(clause: Clause, stem: str) -> Iterator[Sanction]:
    """An item of a list (有下列情形之一的，取消…): the item is the breach, the lead-in says what follows."""
    end = len(clause.text.rstrip("；。，"))
    if end <= clause.body:  # an item of nothing but its number
        return
    groups, _ = _groups(clause)  # 按下列规定处罚：（一）甲的，责令改正: what an item says of its own
    yield from _facts(clause, groups)
    if clause.number > 0 or clause.leaf.type != "text":
        return
    own = {each.name for group in groups for each in group.consequences}
    if groups:
        end = max(trigger.end for trigger in groups[0].triggers)
    mentions = clause.reading.types.find(stem)
    labels = [label for m in mentions for label in m.labels] or listed(clause, stem) or clause.governing_types()
    for subject in clause.reading.types.collapse(labels) or wholes(clause):
        for name, match in named(stem):
            if name in own:
                continue
            lasts = next(
                (d.value for d in find_dates(stem) if d.kind in {"within", "duration"} and 0 <= match.start() - d.start <= 12), None
            )
            yield Sanction(
                **clause.evidence(clause.body, len(clause.text)), rule="sanction-listed", subject=subject,
                trigger=clause.text[clause.body : end], consequence=name, duration=lasts,
            )  # fmt: skip


def _subjects(clause: Clause, group: _Group, told: tuple[str | None, ...] | None = None) -> tuple[str | None, ...]:
    """Who is sanctioned: those whom the breaches name, else those whom the sentence goes on about (``told`` before in it)."""
    end = max(group.told_to, *(trigger.end for trigger in group.triggers))
    while end < len(clause.text) and clause.text[end] not in "，。；":  # …低于85分的绿色工厂: the head behind the breach
        end += 1
    found = addressed(clause, group.start, end)
    if found is None and is_statute(clause.reading):  # 各级政府及其工作人员在监督中，滥用职权的: named in a part before the breach
        found = addressed(clause, clause.body, end)
    if found is None:
        return told or governing(clause, group.start)
    return found or (None,)


def _exemptions(clause: Clause) -> Iterator[Exemption]:
    for part in clause.parts:
        match = words().exemption.search(clause.text, *part)
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
        for subject in (governing(clause, start) if found is None else found) or (None,):
            yield Exemption(
                **clause.evidence(start, part[1]),
                rule="exemption",
                subject=subject,
                condition=re.sub(r"的$", "", text) or None,
                duration=duration(clause, part),
            )
