"""How many of something a draft names (数量): as it says itself, else by what it lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ...corpus.numbering import integer
from ...extract.facts import Sector
from .draft import Draft
from .requirements import Counted

_NUMBER = r"(?<![第\d])(?P<n>[一二两三四五六七八九十]{1,3}|\d{1,3})(?:个|大|类|项|家)[\u4e00-\u9fff]{0,4}?"


@dataclass(frozen=True, slots=True)
class Count:
    """How many, and the words that say or list it; ``open`` where a list ends in 等."""

    number: int
    start: int
    end: int
    open: bool = False


def counts(draft: Draft, kind: Counted) -> Iterator[Count]:
    """What a draft as a whole counts; numbers under the heading of one type (绿色供应链) are that type's affair.

    Args:
        draft: the draft.
        kind: what is counted.
    """
    stated = list(_stated(draft, kind))
    yield from stated
    if kind.lists and not stated:
        yield from _listed(draft, kind)


def _stated(draft: Draft, kind: Counted) -> Iterator[Count]:
    pattern = re.compile(_NUMBER + f"(?:{kind.noun.pattern})")
    for clause in draft.clauses:
        for match in pattern.finditer(clause.text):
            if not clause.governing_types() and (number := integer(match["n"].replace("两", "二"))):
                part = clause.part_at(match.start())
                yield Count(number, *clause.view.span(part[0], match.end()))


def _listed(draft: Draft, kind: Counted) -> Iterator[Count]:
    """The items below a heading of that name; where there are none, the industries that its sentences or those of that name list."""
    for node in draft.nodes:
        if node.heading and kind.noun.search(draft.document.heading(node)):
            items = [child for child in node.children if child.type == "item"]
            if len(items) > 1:
                yield Count(len(items), *node.heading)
                return
    named = re.compile(f"(?:{kind.noun.pattern})(?:包括|为|是|有)?[：:为是](?P<list>[^。；]*、[^。；]*)")
    for clause in draft.clauses:
        if (match := named.search(clause.text)) is not None:
            parts = re.split("[、和及]|以及", match["list"].removesuffix("等"))
            yield Count(len(parts), *clause.view.span(match.start(), match.end()), open=match["list"].endswith("等"))
            return
    listed: dict[tuple[int, int], list[Sector]] = {}
    for sector in draft.of(Sector):
        if sector.subject is None:
            listed.setdefault((sector.start, sector.end), []).append(sector)
    for (start, end), sectors in listed.items():
        clause = next(each for each in draft.clauses if each.leaf.start <= start < each.leaf.end)
        words = draft.clean(start, end)
        if len(sectors) > 1 and (kind.noun.search(words) or any(kind.noun.search(heading) for heading in clause.headings)):
            yield Count(len({each.sector for each in sectors}), start, end, open="等" in words)
