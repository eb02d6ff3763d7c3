"""Checks that superior documents ask for and a draft waives (免除检查): 无需第三方评价, 不再公示."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ...extract.facts import Exemption
from ...ontology.yamlfiles import load_yaml
from ..citations import Citation
from ..documents import PolicyDocument
from ..likeness import likeness
from .against import Against
from .draft import Draft
from .superior import cite, superior_sentences

_FOR_LIFE = re.compile("终身(?:负责|责任)|永久")
_FOR_YEARS = re.compile(r"(?:\d{1,2}|[一两二三四五六七八九十]{1,2})年(?:内|以内)?(?:对[^，。；]{0,20})?(?:负责|承担[^，。；]{0,4}责任)")
_ALIKE = 0.33  # how alike a duty of some years must be to one for life


@dataclass(frozen=True, slots=True)
class Waiver:
    """A check that is waived: where, which, and the superior clause that asks for it."""

    start: int
    end: int
    check: str
    document: PolicyDocument
    citation: Citation


@dataclass(frozen=True, slots=True)
class _Check:
    name: str
    said: re.Pattern[str]
    asked: re.Pattern[str]


def waivers(draft: Draft, against: Against, documents: set[str]) -> Iterator[Waiver]:
    """The checks that a draft waives; exemptions earned by a record are another matter.

    Args:
        draft: the draft.
        against: what it is judged against.
        documents: identifiers of the superior documents on its matter.
    """
    patterns, checks = _data()
    earned = [(fact.start, fact.end) for fact in draft.of(Exemption)]
    for clause in draft.clauses:
        for match in (found for pattern in patterns for found in pattern.finditer(clause.text)):
            start, end = clause.view.span(*match.span())
            check = next((each for each in checks if each.said.search(match["what"])), None)
            if check is None or any(begin < end and start < until for begin, until in earned):
                continue
            for document, sentence in superior_sentences(against):
                if document.id in documents and check.asked.search(sentence.words) and (citation := cite(against, document, sentence)):
                    yield Waiver(*clause.view.span(*clause.part_at(match.start())), check.name, document, citation)
                    break


def shortened(draft: Draft, against: Against, documents: set[str]) -> Iterator[Waiver]:
    """Duties for life (终身负责) that a draft ends after some years.

    Args:
        draft: the draft.
        against: what it is judged against.
        documents: identifiers of the superior documents on its matter.
    """
    asked = [
        (document, sentence)
        for document, sentence in superior_sentences(against)
        if document.id in documents and _FOR_LIFE.search(sentence.words)
    ]
    for clause in draft.clauses if asked else ():
        match = _FOR_YEARS.search(clause.text)
        if match is None or _FOR_LIFE.search(clause.text):
            continue
        for document, sentence in asked:
            if likeness(clause.text, _part_for_life(sentence.words)) >= _ALIKE and (citation := cite(against, document, sentence)):
                yield Waiver(*clause.view.span(*clause.part_at(match.start())), "终身责任", document, citation)
                break


def _part_for_life(words: str) -> str:
    return next((part for part in re.split("[，；]", words) if _FOR_LIFE.search(part)), words)


@lru_cache(maxsize=1)
def _data() -> tuple[tuple[re.Pattern[str], ...], tuple[_Check, ...]]:
    data = load_yaml(Path(__file__).with_name("waivers.yaml"))
    checks = (_Check(each["name"], re.compile(each["said"]), re.compile(each["asked"])) for each in data["checks"])
    return (re.compile(data["waived"]), re.compile(data["weakened"])), tuple(checks)
