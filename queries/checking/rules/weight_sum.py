"""权重: weights or marks of one list or table that do not add up to 100."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ..against import Against
from ..draft import Draft
from ..finding import Finding

RULE = "weight-sum"
_WHOLE = Decimal(100)
_NEAR = range(70, 131)  # sums that are meant to be 100
_WEIGHT = re.compile(r"权重(?:分别)?[为占]?[：:]?|占比分别为|各占")
_SHARE = re.compile(r"(\d{1,2}(?:\.\d+)?)%")


def find(draft: Draft, against: Against) -> Iterator[Finding]:
    """Weights in sentences, and columns headed 权重 or 分值."""
    for clause in draft.clauses:
        shares = [Decimal(match[1]) for match in _SHARE.finditer(clause.text)]
        if len(shares) > 1 and _WEIGHT.search(clause.text) and (added := sum(shares)) != _WHOLE and int(added) in _NEAR:
            yield _finding(*clause.view.span(clause.body, len(clause.text)), added)
    for table in draft.document.tables:
        for column, head in enumerate(table.header):
            if not re.search(r"权重|分值|满分|标准分", head.text):
                continue
            cells = [row[column] for row in table.rows if column < len(row) and not re.search("合计|总[计分]", row[0].text)]
            numbers = [Decimal(match[0]) for cell in cells if (match := re.match(r"\d{1,3}(?:\.\d+)?", cell.text))]
            if len(numbers) > 2 and (added := sum(numbers)) != _WHOLE and int(added) in _NEAR:
                yield _finding(head.start, head.end, added)


def _finding(start: int, end: int, added: Decimal | int) -> Finding:
    return Finding(
        rule=RULE, start=start, end=end, zh=f"各项权重（分值）相加为 {added}，不是 100。", en=f"The weights add up to {added}, not to 100.",
        suggestion_zh="请核对各项权重，使其合计为100。", suggestion_en="Let them add up to 100.",
    )  # fmt: skip
