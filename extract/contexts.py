"""What kind of passage a clause stands in: goals, conditions, procedure, support, sanctions … (语境), by its lead-in and headings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from . import numerals
from .reading import Clause
from .units import load_yaml

Patterns = tuple[tuple[str, re.Pattern[str]], ...]


@lru_cache(maxsize=1)
def _patterns() -> tuple[Patterns, Patterns]:
    data = load_yaml("contexts.yaml")
    lead_in, heading = (tuple((name, re.compile(text)) for name, text in data[part].items()) for part in ("lead_in", "heading"))
    return lead_in, heading


def lead_in(clause: Clause) -> str | None:
    """What the nearest lead-in (…下列条件：) opens: exclusion, sanction, material, condition, support, duty, procedure, goal; or None."""
    return next((name for stem in clause.stems if (name := _opened(stem))), None)


def passage(clause: Clause) -> str | None:
    """What the nearest heading that says something announces: one of the names under ``heading`` in ``patterns/contexts.yaml``."""
    return next((name for heading in clause.headings if (name := _announced(heading))), None)


def passages(clause: Clause) -> list[str]:
    """As :func:`passage`, for every heading above, the nearest first; headings that say nothing are left out."""
    return [name for heading in clause.headings if (name := _announced(heading))]


# Every sentence below a heading or lead-in asks for it, and every kind of fact.
@lru_cache(maxsize=512)
def _opened(stem: str) -> str | None:
    return next((name for name, pattern in _patterns()[0] if pattern.search(stem)), None)


@lru_cache(maxsize=512)
def _announced(heading: str) -> str | None:
    return next((name for name, pattern in _patterns()[1] if pattern.search(heading)), None)


@dataclass(frozen=True, slots=True)
class Group:
    """How the items of a list of conditions belong together.

    Attributes:
        parent: address of the clause whose list it is, or None outside lists.
        logic: ``all``, ``any`` (之一), a number (至少满足三项 → ``3``), ``unless`` for cases that exclude; None outside lists.
    """

    parent: str | None = None
    logic: str | None = None


_SOME = re.compile(r"(?:至少|任意|任一|其中|满足|符合|具备)[^，：]{0,8}?(?P<n>[一二两三四五六七八九十\d]{1,2})(?:项|条|个)(?:及?以上)?")


def group_of(clause: Clause) -> Group:
    """The group that an item of a list belongs to, by the list's lead-in."""
    context = lead_in(clause)
    item = next((node for node in (clause.leaf, *clause.reading.document.ancestors(clause.leaf)) if node.type == "item"), None)
    above = clause.reading.document.parent(item) if item else None
    if above is None or context not in {"condition", "exclusion", "sanction"}:
        return Group()
    stem = clause.stems[0]
    if context == "exclusion":
        logic = "unless"
    elif match := _SOME.search(stem):
        logic = "any" if (n := numerals.parse(match["n"])) == 1 else str(n)
    else:
        logic = "any" if "之一" in stem or context == "sanction" else "all"
    return Group(above.path, logic)
