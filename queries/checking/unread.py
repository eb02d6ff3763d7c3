"""Numbers of a draft that answer a superior threshold though they were not read as one: told by wording and unit alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...extract.facts import Sanction, Threshold
from ...extract.mentions import Quantity
from ..alignment import alignment
from ..likeness import likeness
from .draft import Draft
from .rulings import Ruling
from .weaker import in_base, is_breach, unit_of

_ALIKE = 0.44  # how alike a part of a sentence must be to a superior threshold's clause
_ADMONISHED = re.compile(
    r"(?P<trigger>[^，。；：]{4,40}?)的?(?:单位|企业|园区)?，(?:给予|予以|进行|实施)(?:书面|口头|警示)?(?:提醒|约谈|警示|批评教育|告诫)"
)
_SHORTEST = 6  # characters that such a part must have


def answers(draft: Draft, rulings: Sequence[Ruling]) -> Iterator[tuple[int, int, Ruling]]:
    """The parts of sentences that fall short of a superior threshold, each with its span in the draft and the ruling.

    Args:
        draft: the draft.
        rulings: the superior rulings.
    """
    numbers = [each for each in rulings if isinstance(each.fact, Threshold) and not alignment().is_score(each.fact)]
    if not numbers:
        return
    read = [(fact.start, fact.end) for fact in draft.of(Threshold)]
    for clause in draft.clauses:
        for quantity in clause.quantities:
            start, end = clause.part_at(quantity.start)
            words = clause.text[start:end]
            place = clause.view.span(start, end)
            if len(words) < _SHORTEST or any(begin < place[1] and place[0] < until for begin, until in read):
                continue
            alike = max(numbers, key=lambda each, words=words: likeness(words, each.fact.quote))
            if likeness(words, alike.fact.quote) >= _ALIKE and _falls_short(quantity, alike, is_breach(rulings, alike)):
                yield *place, alike


def admonitions(draft: Draft) -> Iterator[Sanction]:
    """Breaches that a draft only admonishes for (给予书面提醒, 予以约谈), in words that state no sanction."""
    read = [(fact.start, fact.end) for fact in draft.of(Sanction)]
    for clause in draft.clauses:
        for match in _ADMONISHED.finditer(clause.text):
            start, end = clause.view.span(*match.span())
            if not any(begin < end and start < until for begin, until in read):
                evidence = clause.evidence(*match.span())
                yield Sanction(**evidence, subject=None, trigger=match["trigger"], consequence="rectify", rule="admonished")


def _falls_short(quantity: Quantity, ruling: Ruling, breach: bool) -> bool:
    fact = ruling.fact
    if not isinstance(fact, Threshold) or unit_of(quantity.unit) != unit_of(fact.unit):
        return False
    for mine, its, sign in ((quantity.min, fact.min, 1), (quantity.max, fact.max, -1)):
        if mine is not None and its is not None:
            less = sign * (in_base(float(mine), quantity.unit) - in_base(its, fact.unit))
            return less > 0 if breach else less < 0
    return False
