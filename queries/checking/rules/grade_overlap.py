"""分档重叠: values that belong to two bands of a ladder."""

from __future__ import annotations

from collections.abc import Iterator

from ..against import Against
from ..bands import Band, faults
from ..draft import Draft
from ..finding import Finding

RULE = "grade-overlap"
_SAID = (
    "分档重叠：“{0}”与“{1}”有共同的数值，同一数值会落入两档。",
    "The bands overlap: some values are in both “{0}” and “{1}”.",
)
_MEND = (
    "请使各档首尾相接而不重叠；“以上”“以下”均包含本数，一端宜用“不满”或“（不含）”。",
    "Let one band end where the next begins; 以上 and 以下 include the number itself, 不满 excludes it.",
)


def find(draft: Draft, against: Against) -> Iterator[Finding]:
    """Overlaps of neighbours."""
    return faults(draft, RULE, Band.overlaps, _SAID, _MEND)
