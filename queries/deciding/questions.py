"""What to ask (要问什么): the questions behind requirements, the most deciding first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal, TypedDict

from ..citations import Citation
from ..notices import Language
from ..wording import number
from .requirements import FULL_MARK, Judged, Requirement


class Question(TypedDict):
    """A question; ``scale`` is the full mark of a score."""

    name: str
    text: str
    type: Literal["number", "boolean"]
    unit: str | None
    scale: int | float | None
    citation: Citation


def asked_by(tiers: Iterable[Sequence[Requirement]], language: Language = "zh") -> list[Question]:
    """The questions of some levels and grades, each once.

    Args:
        tiers: what each of them asks for.
        language: of the words around what a text says.
    """
    count: dict[str, int] = {}
    first: dict[str, Requirement] = {}
    for requirements in tiers:
        for leaf in {leaf.name: leaf for each in requirements for leaf in each.leaves()}.values():
            count[leaf.name] = count.get(leaf.name, 0) + 1
            first.setdefault(leaf.name, leaf)
    order = {name: i for i, name in enumerate(first)}
    return [_question(first[name], language) for name in sorted(first, key=lambda n: (*_weight(first[n], count[n]), order[n]))]


def next_names(judged: Sequence[Judged]) -> list[str]:
    """Names of what is still unknown, the most deciding first; what is asked only to keep a status comes last."""
    leaves = [leaf for each in judged if each.status == "unknown" for leaf in _unknown(each)]
    order = {leaf.name: i for i, leaf in reversed(list(enumerate(leaves)))}
    unique = {leaf.name: leaf for leaf in reversed(leaves)}
    return sorted(unique, key=lambda name: (*_weight(unique[name], 1), order[name]))


def _unknown(judged: Judged) -> list[Requirement]:
    if not judged.options:
        return [judged.requirement]
    return [leaf for option in judged.options if option.status == "unknown" for leaf in _unknown(option)]


def _weight(requirement: Requirement, count: int) -> tuple[bool, bool, bool, int]:
    """Scores tell grades apart; other numbers and sentences decide on as many levels and grades as ask for them."""
    scored = requirement.overall or requirement.part_score
    return requirement.phase == "keep", not scored, requirement.bounds is None, -count


def _question(requirement: Requirement, language: Language) -> Question:
    scale = requirement.scale or (FULL_MARK if requirement.overall else None)
    return {
        "name": requirement.name, "text": _words(requirement, language), "type": "boolean" if requirement.bounds is None else "number",
        "unit": requirement.unit, "scale": number(scale), "citation": requirement.citation,
    }  # fmt: skip


def _words(requirement: Requirement, language: Language) -> str:
    """A number is asked for by its metric, with the words of the text; a sentence is the text's own."""
    if requirement.bounds is None:
        return requirement.text
    metric, unit = requirement.metric or "", requirement.unit or ""
    scored = requirement.overall or requirement.part_score  # each grade has its own words
    if language == "en":
        return f"{metric or 'number'}{f' ({unit})' if unit else ''}" + ("" if scored else f"; text: {requirement.text}")
    return f"{metric or ('得分' if scored else '数值')}是多少{unit}？" + ("" if scored else f"（原文：{requirement.text}）")
