"""Who writes a document, about what, and the sentences at hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

from hengce.extract.facts import Fact

from .data import wording
from .grammar import Said, say
from .paper import Sentence, Statement
from .places import Place

_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Work:
    """A document that another may cite."""

    title: str
    number: str | None


@dataclass
class Author:
    """What one document's sentences are made from.

    Attributes:
        random: decides everything.
        place, year: where and when it is issued.
        type: an entry of ``types.yaml``.
        works: documents that it rests on.
        until: the last year of its plans.
        itself: what it calls itself: 办法, 方案, 措施.
    """

    random: Random
    place: Place
    year: int
    type: Mapping[str, str]
    works: tuple[Work, ...]
    until: int
    itself: str
    slots: dict[str, str | Said] = field(init=False)

    def __post_init__(self) -> None:
        self.slots = {
            "type": self.type["label"], "who": self.type["who"], "unit": self.type["unit"], "field": self.type["field"],
            "defined": self.type["defined"], "level": self.place.level_word, "lv": self.place.level_word,
            "body": self.place.short_body(self.year), "finance": self.place.finance()[0], "below": self.place.below(self.year)[0],
            "own": self.place.own, "organ": self.place.organ(self.year), "place": self.place.name, "itself": self.itself,
        }  # fmt: skip

    @property
    def subject(self) -> str:
        """The canonical label of the type."""
        return self.type["label"]

    def words(self, name: str, /, **slots: Any) -> Said:
        """One of the wordings of a name in ``wording.yaml``; numbers in slots are written in digits."""
        return self.phrase(self.random.choice(wording()[name]), **slots)

    def phrase(self, template: str, /, **slots: Any) -> Said:
        """The words of a template."""
        given = {name: value if isinstance(value, Said) else f"{value:g}" if isinstance(value, int | float) else value
                 for name, value in slots.items()}  # fmt: skip
        return say(template, {**self.slots, **given}, self.random)

    def sentence(self, name: str, /, *states: Statement, **slots: Any) -> Sentence:
        """A sentence in one of its wordings; of the statements those whose words it has."""
        said = self.words(name, **slots)
        return Sentence(said, [each for each in states if not each.mark or each.mark in said.marks])

    def fact(self, kind: type[Fact], mark: str, **fields: Any) -> Statement:
        """A statement about the type."""
        return Statement(kind, mark, {"subject": self.subject, **fields})

    def pick(self, low: int, high: int, step: int = 1) -> int:
        """A number from ``low`` to ``high``, both included."""
        return self.random.randrange(low, high + 1, step)

    def some(self, choices: Any, low: int, high: int) -> list[Any]:
        """Different ones of the choices, in their order."""
        chosen = self.random.sample(range(len(choices)), min(len(choices), self.pick(low, high)))
        return [choices[each] for each in sorted(chosen)]

    def perhaps(self, share: float) -> bool:
        """True in that share of cases."""
        return self.random.random() < share


def hanzi(number: int) -> str:
    """A number from 0 to 99 in Chinese."""
    if number < 10:
        return _DIGITS[number]
    tens, rest = divmod(number, 10)
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[rest] if rest else "")
