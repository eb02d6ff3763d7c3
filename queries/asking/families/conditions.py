"""Conditions beside a score: a question may give a score that is enough, and say of something else that it falls short."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ....extract.facts import Criterion, Threshold
from ...alignment import alignment
from ..ranking import Found, held, suiting
from ..reply import Said, unique
from ..scene import Scene
from ..sentences import clause_of
from ..slots import Slots
from ..wording import quoted, statement
from .values import counted_by, in_unit_of, shared, within

_LACKING = re.compile(r"(?:还?没有?|不是|并非|未(?!来)|无(?![锡论需须机])|缺少?|不具备|尚未)(?!达|到|过|够|问题)([\u4e00-\u9fff]{2,16})")
"""Says that something is not there."""
_NOT_ALL = re.compile(r"(?:没|未|不|部分|有的)[^，。？]{0,8}基本(?:要求|条件)|基本(?:要求|条件)[^，。？]{0,6}(?:没|未|不|差)")
"""Says that the basic requirements are not all met."""


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
    scored = [each for each in beside if each.fact.subject == subject and alignment().is_score(each.fact)]
    missed = [*_basics(scene, slots, scored), *_lacking(slots, own)]
    missed = [(line, said) for met, line, said in _against_bounds(slots, own) if not met] + missed
    return [line for line, _ in missed], [said for _, said in missed]


def judged(scene: Scene, slots: Slots, ids: Sequence[str]) -> list[tuple[str, Said]]:
    """Numbers of a question against the bounds that documents set for the very thing that they count, each told."""
    found = suiting(scene, slots, ("threshold",), ids)
    own = [each for each in found if each.match > 1 and not alignment().is_score(each.fact)]
    return [(line, said) for _, line, said in _against_bounds(slots, own)]


def _against_bounds(slots: Slots, own: Sequence[Found]) -> Iterator[tuple[bool, str, Said]]:
    """Whether numbers of a question are within the bounds for what they count, in words."""
    for value in slots.quantities:
        words = counted_by(slots, value)
        for each in own:
            fact = each.fact
            if isinstance(fact, Threshold) and shared(words, fact.metric or "") and (same := in_unit_of(value, fact)) is not None:
                met = within(same, fact)
                verdict = "符合这一要求" if met else "不符合"
                told = slots.text[value.start : value.end]
                yield met, f"{verdict}：要求是{statement(fact)}，所说的是{told}。原文：{quoted([each.said])}", each.said


def _basics(scene: Scene, slots: Slots, scored: Sequence[Found]) -> list[tuple[str, Said]]:
    """The sentence that asks for all basic requirements besides a score, where the question says that they are not all met."""
    if not _NOT_ALL.search(slots.text):
        return []
    sentences = [sentence for each in scored if (sentence := clause_of(scene, each.said, "。；\n")) is not None]
    told = [sentence for sentence in unique(sentences) if "基本" in sentence.citation["quote"]]
    return [(f"单看分数还不够，另须满足基本要求：{quoted([sentence])}", sentence) for sentence in told[:1]]


def _lacking(slots: Slots, own: Sequence[Found]) -> list[tuple[str, Said]]:
    """Conditions that speak of what the question says is not there; whether they are met is left to the reader."""
    missing = [match[1] for match in _LACKING.finditer(slots.text)]
    words = [word for word in slots.words if len(word) > 1 and any(word in each for each in missing)]
    told = [each for each in own if isinstance(each.fact, Criterion) and any(held(word, each.fact.quote) for word in words)]
    return [(f"单看分数还不够，另须符合：{quoted([each.said])}", each.said) for each in told[:2]]
