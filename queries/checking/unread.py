"""Numbers of a draft that answer a superior threshold though they were not read as one: told by wording and unit alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...corpus.numbering import integer
from ...extract.facts import Cycle, Sanction, Threshold
from ...extract.mentions import Quantity
from ..alignment import alignment
from ..likeness import likeness
from .draft import Draft
from .rulings import Ruling
from .weaker import held_by, in_base, is_breach, unit_of

_ALIKE = 0.44  # how alike a part of a sentence must be to a superior threshold's clause
_ADMONISHED = re.compile(
    r"(?P<trigger>[^，。；：]{4,40}?)的?(?:单位|企业|园区)?，(?:给予|予以|进行|实施)(?:书面|口头|警示)?(?:提醒|约谈|警示|批评教育|告诫)"
)
_HELD = 0.7  # the share of such a part's words that a superior threshold's clause must hold to be worth a look
_FIGURES = re.compile(r"\d+")
_YEARLY = re.compile("(?P<n>[一二两三四五六七八九十]|\\d{1,2})年一?(?:次)?(?P<what>复核|复审|评估|抽查|检查|核查|考核)")
_SHORTEST = 6  # characters that such a part must have


def answers(draft: Draft, rulings: Sequence[Ruling]) -> Iterator[tuple[int, int, Ruling, bool]]:
    """The parts of sentences that fall short of a superior threshold: span in the draft, ruling, and whether it may be of another thing.

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
            held = max(numbers, key=lambda each, words=words: held_by(_FIGURES.sub("", words), each.fact.quote))
            if likeness(words, alike.fact.quote) >= _ALIKE:
                if _falls_short(quantity, alike, is_breach(rulings, alike)):
                    yield *place, alike, False
            elif held_by(_FIGURES.sub("", words), held.fact.quote) >= _HELD and _falls_short(quantity, held, is_breach(rulings, held)):
                yield *place, held, True


def rarer(draft: Draft, rulings: Sequence[Ruling]) -> Iterator[tuple[int, int, Ruling]]:
    """Checks that come in fewer years than a superior document asks (五年一复核 for 三年一复核), where a sentence names several.

    Args:
        draft: the draft.
        rulings: the superior rulings, the nearest place first.
    """
    asked: dict[str, tuple[int, Ruling]] = {}
    for ruling in rulings:
        for match in _YEARLY.finditer(ruling.fact.quote) if isinstance(ruling.fact, Cycle) else ():
            asked.setdefault(alignment().action(match["what"]), (integer(match["n"].replace("两", "二")), ruling))
    for clause in draft.clauses if asked else ():
        found = list(_YEARLY.finditer(clause.text))
        for match in found if len(found) > 1 else ():
            its = asked.get(alignment().action(match["what"]))
            if its is not None and integer(match["n"].replace("两", "二")) > its[0]:
                yield *clause.view.span(*match.span()), its[1]


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
