"""What ``hengce verify`` finds: checks with their faults, and what is cited but not collected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from .language import Language

Name = Literal["consistency", "shapes", "hygiene", "evidence", "citations"]
"""The checks, in their order: OWL, SHACL, hygiene, quotes and texts, cited documents."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is wrong.

    Attributes:
        node: IRI of what it is wrong with.
        zh, en: what is wrong.
    """

    node: str
    zh: str
    en: str

    def message(self, language: Language = "zh") -> str:
        """What is wrong, in a language, on one line."""
        return " ".join((self.en if language == "en" else self.zh).split())


@dataclass(frozen=True, slots=True)
class Check:
    """One of the checks, done or left out.

    Attributes:
        name: which.
        checked: how many of what were looked at, by plural noun.
        faults: what is wrong.
        left_out: why it was not done, None if it was.
    """

    name: Name
    checked: Mapping[str, int] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    left_out: Fault | None = None

    @property
    def status(self) -> Literal["passed", "failed", "left_out"]:
        """How it ended."""
        return "left_out" if self.left_out else "failed" if self.faults else "passed"


@dataclass(frozen=True, slots=True)
class Missing:
    """A document or standard that is cited and not collected.

    Attributes:
        titles, numbers: what it is called, in the order of the alphabet; at least one of both.
        cited_by: identifiers of the documents that cite it.
    """

    titles: tuple[str, ...]
    numbers: tuple[str, ...]
    cited_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verification:
    """All of it.

    Attributes:
        data_version: of the graph.
        checks: in their order.
        missing: what is cited and not collected, by number and title; this is no fault.
    """

    data_version: str
    checks: tuple[Check, ...]
    missing: tuple[Missing, ...]

    @property
    def faults(self) -> int:
        """How many there are."""
        return sum(len(check.faults) for check in self.checks)

    def to_json(self, language: Language = "zh") -> dict[str, Any]:
        """The record as a JSON object, its messages in a language."""
        return {
            "data_version": self.data_version,
            "faults": self.faults,
            "checks": [
                {
                    "name": check.name, "status": check.status, "checked": dict(check.checked),
                    "reason": check.left_out.message(language) if check.left_out else None,
                    "faults": [{"node": fault.node, "message": fault.message(language)} for fault in check.faults],
                }
                for check in self.checks
            ],
            "missing": [
                {"titles": list(each.titles), "numbers": list(each.numbers), "cited_by": list(each.cited_by)} for each in self.missing
            ],
        }  # fmt: skip
