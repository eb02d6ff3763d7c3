"""What kind of passage a clause stands in: goals, conditions, procedure, support, sanctions … (语境), by its lead-in and headings."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

import yaml

from .reading import Clause

Patterns = tuple[tuple[str, re.Pattern[str]], ...]


@lru_cache(maxsize=1)
def _patterns() -> tuple[Patterns, Patterns]:
    data = yaml.safe_load(files(__package__).joinpath("patterns", "contexts.yaml").read_text(encoding="utf-8"))
    lead_in, heading = (tuple((name, re.compile(text)) for name, text in data[part].items()) for part in ("lead_in", "heading"))
    return lead_in, heading


def lead_in(clause: Clause) -> str | None:
    """What the nearest lead-in (…下列条件：) opens: exclusion, sanction, material, condition, support, duty, procedure, goal; or None."""
    patterns, _ = _patterns()
    return next((name for stem in clause.stems for name, pattern in patterns if pattern.search(stem)), None)


def passage(clause: Clause) -> str | None:
    """What the nearest heading that says something announces: card, background, condition, sanction, procedure, support, goal, duty, task."""
    _, patterns = _patterns()
    return next((name for heading in clause.headings for name, pattern in patterns if pattern.search(heading)), None)


def passages(clause: Clause) -> list[str]:
    """As :func:`passage`, for every heading above, the nearest first; headings that say nothing are left out."""
    _, patterns = _patterns()
    found = (next((name for name, pattern in patterns if pattern.search(heading)), None) for heading in clause.headings)
    return [name for name in found if name]
