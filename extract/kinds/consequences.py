"""What follows from a breach (后果): which consequences a part of a sentence states, and for how long."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from ..reading import Clause
from ..units import load_yaml

Span = tuple[int, int]
Name = Literal["revoke", "clawback", "ban", "notice", "transfer", "rectify"]


class Consequence(NamedTuple):
    """What follows from a breach.

    Attributes:
        start, end: from its verb to the end of its part of the sentence.
        name: its kind; None for a penalty that no fact states (罚款, 处分), which yet shows that a breach stands before it.
        duration: how long it lasts, ISO 8601, or None.
    """

    start: int
    end: int
    name: Name | None
    duration: str | None


class Words(NamedTuple):
    """The patterns of ``patterns/sanctions.yaml``."""

    consequences: tuple[tuple[Name, re.Pattern[str]], ...]
    penalty: re.Pattern[str]
    exemption: re.Pattern[str]


@lru_cache(maxsize=1)
def words() -> Words:
    """The patterns, read once."""
    data = load_yaml("sanctions.yaml")
    consequences = tuple((name, re.compile(pattern)) for name, pattern in data["consequences"].items())
    return Words(consequences, re.compile(data["penalty"]), re.compile(data["exemption"]))


# 被列入失信名单的, 依法被吊销执照: what has happened to somebody, not what will.
_HAPPENED = re.compile(r"(?<![将会])(?:被|受到)[^，。；]{0,3}$")


def consequences(clause: Clause, part: Span) -> list[Consequence]:
    """Consequences in a part, in order; a duration (5年内) counts for the part that it stands in."""
    text = clause.text
    if text[part[1] - 1] == "的":
        return []
    found: list[Consequence] = []
    for name, pattern in words().consequences:
        match = pattern.search(text, *part)
        if match is None or _HAPPENED.search(text, part[0], match.start()):
            continue
        if name != "ban" or not any(other.name == "revoke" and other.end >= match.end() for other in found):
            found.append(Consequence(match.start(), part[1], name, duration(clause, part) if name != "rectify" else None))
    if not found and (penalty := words().penalty.search(text, *part)):
        found.append(Consequence(penalty.start(), part[1], None, None))
    return sorted(found, key=lambda each: each.start)


def named(stem: str) -> list[tuple[Name, re.Match[str]]]:
    """The consequences that a lead-in announces for the cases of its list."""
    return [(name, match) for name, pattern in words().consequences if (match := pattern.search(stem))]


def duration(clause: Clause, part: Span) -> str | None:
    """How long what a part says is to last, or None."""
    mention = next((d for d in clause.dates if part[0] <= d.start < part[1] and d.kind in {"within", "duration"} and d.value), None)
    return mention.value if mention else None
