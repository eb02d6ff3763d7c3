"""Percentages of what follows them (份额: 5%的用地指标), and by how much faster one thing must grow (增速差)."""

from __future__ import annotations

import re
from functools import cache

from ..quantities import Quantity
from ..reading import Clause
from ..units import load_yaml

Span = tuple[int, int]


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(load_yaml("targets.yaml")[name])


def shared_out(clause: Clause, quantity: Quantity, part: Span) -> Span | None:
    """Where stands what a percentage is of, that has to do or get something: 安排5%的用地指标, 推动60%以上的企业开展….

    Args:
        clause: the sentence.
        quantity: the number.
        part: the part of the sentence that holds it.
    """
    text = clause.text
    if quantity.kind != "percent" or not _pattern("shared").match(text, quantity.end):
        return None
    before = text[part[0] : quantity.start]
    said = _pattern("shares").search(before)
    start = quantity.end + text.startswith("的", quantity.end)
    if said is None or (before and not said[0]) or _pattern("no_share").match(text, start):
        return None
    body = _pattern("shared_body").match(text, start, part[1])
    end = body.end() if body and len(body[0]) > 2 else min(part[1], start + 20)
    return (start, end) if end - start >= 2 else None


def outgrowing(clause: Clause, quantity: Quantity, part: Span) -> Span | None:
    """Where stands what must grow by so much faster than another: 投入增速应当高于财政收入增速三个百分点以上; also a statute sets that."""
    match = _pattern("faster").search(clause.text, part[0], quantity.start)
    return match.span("of") if match else None
