"""分档断档: values between two bands of a ladder that belong to neither."""

from __future__ import annotations

from collections.abc import Iterator

from ..against import Against
from ..bands import neighbours
from ..draft import Draft
from ..finding import Finding

RULE = "grade-gap"


def find(draft: Draft, against: Against) -> Iterator[Finding]:
    """Gaps between neighbours."""
    for lower, upper in neighbours(draft):
        if upper.gap_below(lower):
            first, second = sorted((lower.place, upper.place))
            yield Finding(
                rule=RULE, start=second[0], end=second[1], places=(first, second),
                zh=f"分档不连续：“{lower.words}”与“{upper.words}”之间的数值不属于任何一档。",
                en=f"The bands leave a gap: what lies between “{lower.words}” and “{upper.words}” belongs to neither.",
                suggestion_zh="请使下一档的上限与上一档的下限相接，例如“80分及以上、不满90分”。",
                suggestion_en="Let one band end where the next begins.",
            )  # fmt: skip
