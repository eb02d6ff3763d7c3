"""What superior documents ask a plan to contain (上位要求): the clause, whom it binds and which plan it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ...extract.quantities import Quantity
from ...extract.quantities import find as quantities
from ...ontology.schemes import schemes
from ...ontology.yamlfiles import load_yaml
from ..citations import Citation
from ..documents import PolicyDocument
from ..likeness import likeness
from .addressees import Addressees
from .against import Against
from .draft import Draft
from .superior import cite, superior_sentences
from .titles import title_of

_SUCH_A_PLAN = 0.42  # how alike a draft's title and the plan that is asked for must be
_GENERIC = re.compile("^(?:实施|工作|行动|推进|具体)*(?:方案|计划|意见|细则|办法|规划)$")


@dataclass(frozen=True, slots=True)
class Requirement:
    """A clause that says what a plan must contain.

    Attributes:
        document: where it stands.
        contents: the words that say what.
        citation: the whole sentence.
    """

    document: PolicyDocument
    contents: str
    citation: Citation

    @property
    def ranges(self) -> Iterator[tuple[Quantity, str]]:
        """The numbers that it asks for, each with the noun that it counts: 5-8个, 重点领域."""
        for quantity in quantities(self.contents):
            noun = re.match(r"[^，。；、和及与以]{2,16}", self.contents[quantity.end :])
            if noun is not None and quantity.unit not in ("年", "%", "元"):
                yield quantity, noun[0]


@dataclass(frozen=True, slots=True)
class Element:
    """Something that plans are asked to contain.

    Attributes:
        name: what to call it.
        asked: the words in which superior documents ask for it.
        heading, body: the words of a heading, or of the body, by which a plan shows it.
        facts: the kind of fact that shows it, or empty.
        yearly: whether targets for several years show it.
        loose: whether plans often have it under words of their own, so that its absence is in doubt.
    """

    name: str
    asked: re.Pattern[str]
    heading: re.Pattern[str]
    body: re.Pattern[str]
    facts: str
    yearly: bool
    loose: bool


@dataclass(frozen=True, slots=True)
class Counted:
    """Something that a plan counts: the nouns that name it, and whether a list without a number counts too."""

    name: str
    noun: re.Pattern[str]
    lists: bool


def requirements(draft: Draft, against: Against) -> Iterator[Requirement]:
    """The clauses of the documents that bind the draft which say what such a plan must contain."""
    if draft.place is None or not draft.title:
        return
    addressees = Addressees(against.graph, draft.place)
    plans: dict[str, str] = {}
    for document, sentence in superior_sentences(against):
        duty = next((found for pattern in _data().duties if (found := pattern.search(sentence.words)) is not None), None)
        issuing = schemes().regions.get(document.code or "")
        if duty is None or issuing is None:
            continue
        if not _GENERIC.match(duty["plan"]):
            plans[document.id] = duty["plan"]  # 实施方案 by itself is the plan that was spoken of before
        plan = plans.get(document.id, duty["plan"])
        if _is_such_a_plan(draft, plan) and addressees.binds(duty["who"], against.evidence.text(document.id), issuing):
            citation = cite(against, document, sentence)
            if citation is not None:
                yield Requirement(document, duty["contents"], citation)


def _is_such_a_plan(draft: Draft, plan: str) -> bool:
    """Whether the draft is a plan of the kind that is asked for: its title, without place and years, reads much like it."""
    title = title_of(draft.title).core
    for name in draft.place.names if draft.place is not None else ():
        title = title.removeprefix(name)
    return likeness(title, title_of(plan).core) >= _SUCH_A_PLAN


@dataclass(frozen=True, slots=True)
class _Data:
    duties: tuple[re.Pattern[str], ...]
    elements: tuple[Element, ...]
    counted: tuple[Counted, ...]


@lru_cache(maxsize=1)
def _data() -> _Data:
    data: dict[str, Any] = load_yaml(Path(__file__).with_name("elements.yaml"))
    return _Data(
        tuple(re.compile(pattern) for pattern in data["duties"]),
        tuple(
            Element(
                each["name"],
                re.compile(each["asked"]),
                re.compile(each.get("heading", "(?!)")),
                re.compile(each.get("body", "(?!)")),
                each.get("facts", ""),
                each.get("yearly", False),
                each.get("loose", False),
            )
            for each in data["elements"]
        ),
        tuple(Counted(each["name"], re.compile(each["noun"]), each["lists"]) for each in data["counted"]),
    )


def elements() -> tuple[Element, ...]:
    """What plans are asked to contain, as far as it is known by name."""
    return _data().elements


def counted() -> tuple[Counted, ...]:
    """What plans count."""
    return _data().counted
