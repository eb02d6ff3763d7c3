"""The answers of an applicant in the address of a page (申报自测): short names for questions, and which question comes next.

Questions are named by the words of clauses; in an address each has a short name, a hash of these. Nothing is kept on the server.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from ...queries.deciding.applicant import SCORE
from ...queries.deciding.questions import Question

SKIP = "skip"
"""The answer of somebody who does not know: nothing is given, and the question does not come next again."""
_DIGITS = 8


def key(name: str) -> str:
    """The name of a question in addresses: 33 bits of its hash are enough to tell a few hundred apart.

    Args:
        name: of the question.
    """
    return name if name == SCORE else "a" + hashlib.sha256(name.encode()).hexdigest()[:_DIGITS]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as a form shows it.

    Attributes:
        key: name of its field.
        question: what is asked.
        given: the answer as it was sent; empty: none.
    """

    key: str
    question: Question
    given: str


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """All questions, in the order of their weight.

    Attributes:
        asked: the questions.
    """

    asked: tuple[Asked, ...]

    @classmethod
    def of(cls, questions: Sequence[Question], address: Mapping[str, str]) -> Questionnaire:
        """The questions with the answers of an address.

        Args:
            questions: the most deciding first.
            address: its parameters.
        """
        named = ((key(each["name"]), each) for each in questions)
        return cls(tuple(Asked(name, each, address.get(name, "").strip()) for name, each in named))

    @property
    def facts(self) -> dict[str, str]:
        """What is known of the applicant, as :func:`...queries.deciding.eligibility.eligibility` takes it."""
        return {each.question["name"]: each.given for each in self.asked if each.given not in ("", SKIP)}

    @property
    def answered(self) -> list[Asked]:
        """The questions with an answer, also that it is not known."""
        return [each for each in self.asked if each.given]

    def next(self, open: Collection[str]) -> Asked | None:
        """The question that decides most, among those without answer.

        Args:
            open: names of the questions on which a decision still hangs.
        """
        return next((each for each in self.asked if not each.given and each.question["name"] in open), None)

    def others(self, shown: Asked | None) -> list[Asked]:
        """The questions without answer beside the one that is shown."""
        return [each for each in self.asked if not each.given and each is not shown]
