"""分档重叠: values that belong to two bands of a ladder."""

from __future__ import annotations

from collections.abc import Iterator

from ..against import Against
from ..bands import neighbours
from ..draft import Draft
from ..finding import Finding

RULE = "grade-overlap"


def find(draft: Draft, against: Against) -> Iterator[Finding]:
    """Overlaps of neighbours."""
    for lower, upper in neighbours(draft):
        if upper.overlaps(lower):
            first, second = sorted((lower.place, upper.place))
            yield Finding(
                rule=RULE, start=second[0], end=second[1], places=(first, second),
                zh=f"分档重叠：“{lower.words}”与“{upper.words}”有共同的数值，同一数值会落入两档。",
                en=f"The bands overlap: some values are in both “{lower.words}” and “{upper.words}”.",
                suggestion_zh="请使各档首尾相接而不重叠；“以上”“以下”均包含本数，一端宜用“不满”或“（不含）”。",
                suggestion_en="Let one band end where the next begins; 以上 and 以下 include the number itself, 不满 excludes it.",
            )  # fmt: skip
