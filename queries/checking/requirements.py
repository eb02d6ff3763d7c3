"""What superior documents ask a plan to contain (上位要求): the clause, whom it binds and which plan it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from ...corpus.clean import sentences
from ...corpus.structure import outline
from ...extract.quantities import Quantity
from ...extract.quantities import find as quantities
from ...ontology.schemes import schemes
from ..citations import Citation
from ..documents import PolicyDocument
from .addressees import Addressees
from .against import Against
from .draft import Draft
from .likeness import likeness
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
    """

    name: str
    asked: re.Pattern[str]
    heading: re.Pattern[str]
    body: re.Pattern[str]
    facts: str
    yearly: bool


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
    for document in against.documents:
        issuing = schemes().regions.get(document.code or "")
        text = against.evidence.text(document.id)
        if issuing is None:
            continue
        plan = ""
        for match, path, start, end in _duties(document.id, text):
            plan = match["plan"] if not _GENERIC.match(match["plan"]) else plan or match["plan"]
            if _is_such_a_plan(draft, plan) and addressees.binds(match["who"], text, issuing):
                citation = against.evidence.cite(document.id, path, start, end, text[start:end])
                if citation is not None:
                    yield Requirement(document, match["contents"], citation)


def _duties(id: str, text: str) -> Iterator[tuple[re.Match[str], str, int, int]]:
    """The sentences that lay the duty down, each with its address and offsets."""
    document = outline(id, text)
    for leaf in document.root.leaves():
        view = document.view(leaf.start, leaf.end)
        for start, end in sentences(view) if leaf.type == "text" else ():
            words = view.text[start:end].rstrip("。；")
            match = next((found for pattern in _data().duties if (found := pattern.search(words)) is not None), None)
            if match is not None:
                yield match, leaf.path, *view.span(start, start + len(words))


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
    data: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "elements.yaml").read_text(encoding="utf-8"))
    return _Data(
        tuple(re.compile(pattern) for pattern in data["duties"]),
        tuple(
            Element(
                each["name"],
                *(re.compile(each.get(part, "(?!)")) for part in ("asked", "heading", "body")),
                each.get("facts", ""),
                each.get("yearly", False),
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
