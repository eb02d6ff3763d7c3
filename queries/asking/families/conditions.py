"""Conditions beside a score: a question may give a score that is enough, and say of something else that it falls short."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ....extract.facts import Criterion, Threshold
from ...alignment import alignment
from ..ranking import Found, held, suiting
from ..reply import Said
from ..scene import Scene
from ..slots import Slots
from ..wording import quoted, statement
from .values import counted_by, in_unit_of, shared, within

_LACKING = re.compile(r"(?:还?没有?|不是|并非|未|无|缺少?|不具备|尚未)(?!达|到|过|够|问题)([\u4e00-\u9fff]{2,16})")
"""Says that something is not there."""


def falling_short(scene: Scene, slots: Slots, subject: str | None, doc: str) -> tuple[list[str], list[Said]]:
    """What a question tells that a document's conditions for a type forbid or may forbid, besides its score.

    Args:
        scene: what it is asked of.
        slots: what the question names and tells.
        subject: the type whose score it gives.
        doc: the document.
    """
    beside = suiting(scene, replace(slots, levels=(), grades=()), ("threshold", "criterion"), (doc,))
    own = [each for each in beside if each.fact.subject == subject and not alignment().is_score(each.fact)]
    missed = [*_too_few(slots, own), *_lacking(slots, own)]
    return [line for line, _ in missed], [said for _, said in missed]


def out_of_bounds(scene: Scene, slots: Slots, ids: Sequence[str]) -> list[tuple[str, Said]]:
    """Numbers of a question out of the bounds that documents set for the very thing that they count, each told."""
    found = suiting(scene, slots, ("threshold",), ids)
    return _too_few(slots, [each for each in found if each.match > 1 and not alignment().is_score(each.fact)])


def _too_few(slots: Slots, own: Sequence[Found]) -> list[tuple[str, Said]]:
    """Numbers of the question out of the bounds that are set for the very thing that they count."""
    found: list[tuple[str, Said]] = []
    for value in slots.quantities:
        words = counted_by(slots, value)
        for each in own:
            fact = each.fact
            if isinstance(fact, Threshold) and shared(words, fact.metric or ""):
                same = in_unit_of(value, fact)
                if same is not None and not within(same, fact):
                    told = slots.text[value.start : value.end]
                    found.append((f"不符合：另外要求{statement(fact)}，所说的是{told}。原文：{quoted([each.said])}", each.said))
    return found


def _lacking(slots: Slots, own: Sequence[Found]) -> list[tuple[str, Said]]:
    """Conditions that speak of what the question says is not there; whether they are met is left to the reader."""
    missing = [match[1] for match in _LACKING.finditer(slots.text)]
    words = [word for word in slots.words if len(word) > 1 and any(word in each for each in missing)]
    told = [each for each in own if isinstance(each.fact, Criterion) and any(held(word, each.fact.quote) for word in words)]
    return [(f"单看分数还不够，另须符合：{quoted([each.said])}", each.said) for each in told[:2]]
