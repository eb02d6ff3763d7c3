"""Numbers of a draft that answer a superior threshold though they were not read as one: told by wording and unit alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...extract.facts import Threshold
from ...extract.mentions import Quantity
from ..alignment import alignment
from ..likeness import likeness
from .draft import Draft
from .rulings import Ruling
from .weaker import is_breach

_ALIKE = 0.44  # how alike a part of a sentence must be to a superior threshold's clause
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


def _falls_short(quantity: Quantity, ruling: Ruling, breach: bool) -> bool:
    fact = ruling.fact
    if not isinstance(fact, Threshold) or quantity.unit != fact.unit:
        return False
    if fact.min is not None and quantity.min is not None:
        return quantity.min > fact.min if breach else quantity.min < fact.min
    if fact.max is not None and quantity.max is not None:
        return quantity.max < fact.max if breach else quantity.max > fact.max
    return False
