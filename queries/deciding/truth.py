"""Three-valued logic of requirements (Kleene's strong logic): what is not known is neither met nor unmet."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

Status = Literal["met", "unmet", "unknown"]
"""Whether a requirement is met by what is known of an applicant."""


def every(statuses: Iterable[Status]) -> Status:
    """Whether all are met: one that is unmet decides, else one that is unknown."""
    found = set(statuses)
    return "unmet" if "unmet" in found else "unknown" if "unknown" in found else "met"


def at_least(needed: int, statuses: Iterable[Status]) -> Status:
    """Whether so many are met, or still can be.

    Args:
        needed: how many, 1 or more.
        statuses: of the alternatives.
    """
    found = list(statuses)
    if found.count("met") >= needed:
        return "met"
    return "unknown" if len(found) - found.count("unmet") >= needed else "unmet"


def negated(status: Status) -> Status:
    """Whether the opposite is met."""
    opposite: dict[Status, Status] = {"met": "unmet", "unmet": "met", "unknown": "unknown"}
    return opposite[status]
