"""What kind of passage a clause stands in: goals, conditions, procedure, support, sanctions … (语境), by its lead-in and headings."""

from __future__ import annotations

import re
from functools import lru_cache

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
    return next((name for stem in clause.stems if (name := opened(stem))), None)


def passage(clause: Clause) -> str | None:
    """What the nearest heading that says something announces: one of the names under ``heading`` in ``patterns/contexts.yaml``."""
    return next((name for heading in clause.headings if (name := announced(heading))), None)


def passages(clause: Clause) -> list[str]:
    """As :func:`passage`, for every heading above, the nearest first; headings that say nothing are left out."""
    return [name for heading in clause.headings if (name := announced(heading))]


# Every sentence below a heading or lead-in asks for it, and every kind of fact.
@lru_cache(maxsize=512)
def opened(stem: str) -> str | None:
    """What a lead-in opens; as :func:`lead_in`."""
    return next((name for name, pattern in _patterns()[0] if pattern.search(stem)), None)


@lru_cache(maxsize=512)
def announced(heading: str) -> str | None:
    """What a heading announces; as :func:`passage`."""
    return next((name for name, pattern in _patterns()[1] if pattern.search(heading)), None)
