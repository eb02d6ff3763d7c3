"""The word lists around time (``patterns/calendar.yaml``), compiled once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from .numerals import CHINESE
from .units import load_yaml


@dataclass(frozen=True, slots=True)
class Words:
    """Tuples are longest first, for ``endswith`` and ``startswith``; patterns are anchored as their names say."""

    by_before: tuple[str, ...]
    by_after: tuple[str, ...]
    no_limits: tuple[str, ...]
    from_before: tuple[str, ...]
    from_after: tuple[str, ...]
    expiry: tuple[str, ...]
    expiry_fillers: tuple[str, ...]
    expiry_until: tuple[str, ...]
    past: tuple[str, ...]
    within: tuple[str, ...]
    after_event: tuple[str, ...]
    event_begins: tuple[str, ...]
    coming: tuple[str, ...]
    rates: tuple[str, ...]
    monthly: tuple[str, ...]
    of_month: tuple[str, ...]
    quarterly: tuple[str, ...]
    recurring: tuple[str, ...]
    every: re.Pattern[str]  # a word that recurs by itself: 每月, 按年度, 年度考核
    periods: dict[str, str]  # what it recurs with

    def ends(self, text: str, at: int, group: tuple[str, ...], floor: int = 0) -> str:
        """The word of a group that ends at ``at``, or empty."""
        return next((word for word in group if text.endswith(word, floor, at)), "")

    def starts(self, text: str, at: int, group: tuple[str, ...]) -> str:
        """The word of a group that begins at ``at``, or empty."""
        return next((word for word in group if text.startswith(word, at)), "")


@cache
def words() -> Words:
    """The lists of ``calendar.yaml``."""
    data = load_yaml("calendar.yaml")
    groups = {name: tuple(sorted(map(str, group), key=len, reverse=True)) for name, group in data.items()}
    lengths = {
        "yearly": "P1Y", "half_yearly": "P6M", "quarterly": "P3M", "monthly": "P1M", "weekly": "P1W",
        "by_quarter": "P3M", "by_month": "P1M", "of_month": "P1M",
    }  # fmt: skip
    periods = {word: lengths[name] for name in lengths for word in groups[name]}
    listed = "|".join(sorted(map(re.escape, periods), key=len, reverse=True))
    acts = "|".join(map(re.escape, groups["annual_acts"]))
    every = re.compile(rf"(?P<word>{listed})|(?<![\d{CHINESE}每上下本当一个计年两度多跨整])(?P<annual>年度)(?={acts})")
    return Words(**{name: groups[name] for name in Words.__slots__ if name in groups}, every=every, periods=periods)
