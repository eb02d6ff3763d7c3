"""分档断档: values between two bands of a ladder that belong to neither."""

from __future__ import annotations

from collections.abc import Iterator

from ..against import Against
from ..bands import Band, faults
from ..draft import Draft
from ..finding import Finding

RULE = "grade-gap"
_SAID = (
    "分档不连续：“{0}”与“{1}”之间的数值不属于任何一档。",
    "The bands leave a gap: what lies between “{0}” and “{1}” belongs to neither.",
)
_MEND = (
    "请使下一档的上限与上一档的下限相接，例如“80分及以上、不满90分”。",
    "Let one band end where the next begins.",
)


def find(draft: Draft, against: Against) -> Iterator[Finding]:
    """Gaps between neighbours."""
    return faults(draft, RULE, Band.gap_below, _SAID, _MEND)
