"""Which fact of the new text answers which of the old, and what has changed in it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from ...extract.facts import KINDS, Fact, Step
from ...ontology.concepts import Concept, plain
from ...ontology.schemes import schemes
from ..alignment import ASPECTS, alignment
from ..deltas import Delta, delta, said
from ..likeness import likeness

_LIKE = 0.5  # how alike the quotes of two facts must be to be one that was changed
_LEAST = {"threshold": 0.0, "target": 0.0, "incentive": 0.2, "cycle": 0.2, "deadline": 0.3}
"""The same for kinds whose facts are told apart by what they are about, so that the words need not be alike."""
_ORDER = list(KINDS)


@dataclass(frozen=True, slots=True)
class FactChange:
    """A fact that was changed, added or removed; ``delta`` says whether the new one is stricter, seen from those whom it binds."""

    old: Fact | None
    new: Fact | None

    @property
    def delta(self) -> Delta:
        """How the new fact stands to the old one."""
        return delta([self.new] if self.new else [], [self.old] if self.old else [])

    @property
    def fact(self) -> Fact:
        """The fact, the new one if it is there."""
        found = self.new or self.old
        assert found is not None
        return found


def fact_changes(old: Sequence[Fact], new: Sequence[Fact], place: Concept | None) -> list[FactChange]:
    """What changed in the facts, by kind and place in the text; steps whose number alone differs are the same.

    Args:
        old, new: the facts of the two texts.
        place: the place that the texts are for, by which bodies are told apart.
    """
    where = place or schemes().regions["000000"]
    before, after = ([fact for fact in facts if fact.kind in ASPECTS] for facts in (old, new))
    _take(before, after, lambda fact: (*_about(fact), _content(fact)), 0)
    pairs = _take(before, after, lambda fact: (*_about(fact), *_rank(fact), alignment().row(fact, where).key))
    pairs += _take(before, after, lambda fact: (fact.kind, fact.subject), _LIKE)
    changes = [FactChange(one, two) for one, two in pairs if _content(one) != _content(two)]
    changes += [FactChange(one, None) for one in before] + [FactChange(None, two) for two in after]
    return sorted(changes, key=lambda each: (_ORDER.index(each.fact.kind), each.new is None, each.fact.start, each.fact.end))


def _take(before: list[Fact], after: list[Fact], key: Callable[[Fact], Hashable], least: float | None = None) -> list[tuple[Fact, Fact]]:
    """Pairs of facts with equal keys, the likest first, taken out of both lists.

    Args:
        before, after: the facts that have no answer yet.
        key: what must be equal.
        least: how alike the quotes must be; if not given, as the kind demands.
    """
    found: dict[Hashable, list[int]] = {}
    for j, fact in enumerate(after):
        found.setdefault(key(fact), []).append(j)
    ranked = sorted((-likeness(one.quote, after[j].quote), i, j) for i, one in enumerate(before) for j in found.get(key(one), ()))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for unlike, i, j in ranked:
        enough = _LEAST.get(before[i].kind, _LIKE) if least is None else least
        if i not in pairs and j not in taken and -unlike >= enough:
            pairs[i] = j
            taken.add(j)
    told = [(before[i], after[j]) for i, j in sorted(pairs.items())]
    before[:] = [fact for i, fact in enumerate(before) if i not in pairs]
    after[:] = [fact for j, fact in enumerate(after) if j not in taken]
    return told


def _about(fact: Fact) -> tuple[Hashable, ...]:
    """What must be equal before two facts are one."""
    further = (plain(fact.name or ""),) if isinstance(fact, Step) else (getattr(fact, "role", None), getattr(fact, "consequence", None))
    return fact.kind, fact.subject, *further


def _rank(fact: Fact) -> tuple[Hashable, ...]:
    return getattr(fact, "level", None), getattr(fact, "grade", None), getattr(fact, "scope", None), getattr(fact, "per", None)


def _content(fact: Fact) -> tuple[Hashable, ...]:
    """What a fact says; of a step its name and actor, since numbers shift."""
    if isinstance(fact, Step):
        return plain(fact.name or ""), plain(fact.actor or "")
    return (*_rank(fact), *said(fact))
