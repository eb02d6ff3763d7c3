"""What a check finds in a draft: one remark, bound to its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from ..citations import Citation

Severity = Literal["error", "warning", "info"]
Span = tuple[int, int]

SEVERITIES: Mapping[str, Severity] = MappingProxyType({
    "total-mismatch": "error",
    "target-conflict": "error",
    "grade-gap": "error",
    "grade-overlap": "error",
    "numbering": "warning",
    "count-mismatch": "warning",
    "missing-annex": "warning",
    "dangling-reference": "error",
    "undefined-abbreviation": "warning",
    "term-inconsistency": "info",
    "date-order": "error",
    "stray-text": "warning",
    "looser-than-superior": "error",
    "deadline-after-superior": "error",
    "missing-required-element": "warning",
    "outside-required-range": "error",
    "expired-reference": "warning",
    "draft-reference": "warning",
    "citation-mismatch": "error",
})  # fmt: skip
"""How grave the findings of a rule are; those of a rule that is not listed are ``info``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One remark on a draft.

    Attributes:
        rule: name of the rule (检查规则).
        start, end: the place it is made at, in Unicode code points of the draft, ``end`` exclusive and behind ``start``. Of a conflict
            between two places it is the later one; an omission is placed at the title.
        places: all places that it concerns, in text order; ``(start, end)`` alone where none are given.
        related: clauses of other documents that it rests on.
        zh, en: what is wrong, and why.
        suggestion_zh, suggestion_en: how to mend it.
        doubtful: whether a sound draft may well read so: told for information only.
    """

    rule: str
    start: int
    end: int
    zh: str
    en: str
    suggestion_zh: str
    suggestion_en: str
    places: tuple[Span, ...] = ()
    related: tuple[Citation, ...] = ()
    doubtful: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a finding of {self.rule} has no place: {self.start}-{self.end}")
        if not self.places:
            object.__setattr__(self, "places", ((self.start, self.end),))

    @property
    def severity(self) -> Severity:
        """How grave it is: by its rule, ``info`` where it is doubtful."""
        return "info" if self.doubtful else SEVERITIES.get(self.rule, "info")
