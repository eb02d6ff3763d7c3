"""The type that named industries are for (所指类型): what a sentence says of it, or the headings above."""

from __future__ import annotations

import re
from functools import lru_cache

from ..nouns import is_generic, name_starting_at, noun_words, without_level
from ..reading import Clause
from ..units import load_yaml

# 等重点领域的公共服务平台: what the industries describe.
_DESCRIBED = re.compile(r"的(?=[^，。；、的]{4,16})")
# 推进…中心建设，加快…等领域…: what the part before the list is about.
_BUILT = re.compile(r"(?:推进|推动|加强|开展|加快)(?P<name>[^，。；、的]{4,20}?)(?:建设|创建|培育|试点)$")
_PRAISE = re.compile(r"^(?:专业|大型|重点|重大|特色|综合性?|高水平|高能级|(?:[一二三四五六七八九十百千万]+亿级))+(?=.{4})")


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    data = load_yaml("sectors.yaml")
    return re.compile(data["aimed_at"]), re.compile(data["sets_up"])


def subjects(clause: Clause, end: int, *, listed: bool) -> tuple[str, ...]:
    """The labels of the type that industries are named for; empty where none is.

    Args:
        clause: the sentence.
        end: where the industries end in it.
        listed: whether they are a list; one that stands alone is what its own part of the sentence is about.
    """
    if described := _DESCRIBED.match(clause.text, end):
        name = _name_at(clause, described.end())
        return (name,) if name else ()
    governing = clause.governing_types()
    if (listed or not governing) and (named := _named(clause, end, clause.part_at(end - 1)[1])):
        return named
    groups = _set_up(clause, end) if listed else []
    if len(groups) == 1:
        return groups[0]
    if listed and not groups and (named := _named(clause, end, _near(clause, end) if governing else len(clause.text))):
        return named
    if governing:
        return governing
    if clause.cell is not None and clause.reading.main_subject:
        return (clause.reading.main_subject,)
    return _built(clause, end) if listed else ()


def _near(clause: Clause, end: int) -> int:
    """The end of the second part after the one that holds ``end``: so far a sentence goes on about the same, where a heading governs."""
    parts = [p for p in clause.parts if p[1] >= end]
    return parts[min(2, len(parts) - 1)][1] if parts else len(clause.text)


def _named(clause: Clause, end: int, limit: int) -> tuple[str, ...]:
    """The next type that the sentence names, that which it is to become where several stand together."""
    after = [m for m in clause.types if end <= m.start < limit and m.labels]
    if not after:
        return ()
    near = [m for m in after if m.start < clause.part_at(after[0].start)[1]]
    return next((m for m in near if _patterns()[0].search(clause.text[: m.start])), after[0]).labels


def _set_up(clause: Clause, end: int) -> list[tuple[str, ...]]:
    """What the rest of the sentence sets up (建设一批…平台), each with its labels."""
    stop = clause.text.find("；", end)
    groups: list[tuple[str, ...]] = []
    for match in _patterns()[1].finditer(clause.text, end, stop if stop >= 0 else len(clause.text)):
        at = match.start("what")
        if (of := match["what"].rfind("的")) >= 0 and "、" not in match["what"][of:]:
            at += of + 1
        names: list[str] = []
        while name := _name_at(clause, at):
            known = [label for m in clause.types if at <= m.start and m.end <= at + len(name) for label in m.labels]
            names += known or [_PRAISE.sub("", without_level(name))]
            at += len(name) + 1
            if not clause.text.startswith("、", at - 1):
                break
        if names:
            groups.append(tuple(dict.fromkeys(names)))
    return groups


def _name_at(clause: Clause, position: int) -> str:
    """The name of a type that begins at a position, or nothing."""
    token = next((t.i for t in clause.doc if t.idx >= position), None)
    if token is None or clause.doc[token].idx != position:
        return ""
    start, stop = name_starting_at(clause.doc, token)
    name = clause.text[start:stop]
    return name if len(name) >= 4 and name.endswith(noun_words().type_heads) and not is_generic(name) else ""


def _built(clause: Clause, end: int) -> tuple[str, ...]:
    """What the part before speaks of building, where the list is of the fields that it is for."""
    part = clause.part_at(end)
    before = next((p for p in reversed(clause.parts) if p[1] <= part[0]), None)
    match = _BUILT.search(clause.text[before[0] : before[1]]) if before else None
    if match is None:
        return ()
    name = re.sub(r"^(?:国家|省|市)级?", "", match["name"])
    return (name,) if len(name) >= 4 and name.endswith(noun_words().type_heads) and not is_generic(name) else ()
