"""How sure a reading is (确定程度), decided by named reasons, never by a score that nobody can explain.

Without a reason to doubt a fact is ``sure``, with a light one ``likely``, with a heavy one ``doubtful``. Which reasons are heavy was
decided by how often facts that have them were wrong, on texts with reference facts; the figures are in ``extract/README.md``.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum, auto

from .facts import Certainty


class Reason(Enum):
    """Why a fact may be wrong."""

    HEADING = auto()
    """Its subject is named by the heading or lead-in above, not by the clause."""
    CARRIED = auto()
    """Its subject is named by an earlier sentence."""
    NOBODY = auto()
    """The clause means anybody (企业, 项目), so that it has no subject."""
    NO_SUM = auto()
    """A promise without a sum of money."""
    NO_YEAR = auto()
    """A goal without a year."""
    IMPLIED = auto()
    """The words do not say it outright: a condition of a promise, a definition, a document named without 《》, a text without a title."""
    GUESSED = auto()
    """Its subject or metric is a name that neither a scheme nor the document defines."""
    ASSUMED = auto()
    """Its subject is what the document as a whole is about."""


_HEAVY = frozenset({Reason.CARRIED, Reason.HEADING})


def certainty(reasons: Iterable[Reason]) -> Certainty:
    """The certainty of a fact that there are these reasons to doubt."""
    found = set(reasons)
    return "sure" if not found else "likely" if found.isdisjoint(_HEAVY) else "doubtful"
