"""An answer while it is made: lines of text, each with the facts and clauses that it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from ...extract.facts import Fact
from ..citations import Citation

Status = Literal["answered", "unknown", "clarify", "out_of_scope"]


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that a text says.

    Attributes:
        citation: where.
        fact: the fact that was read from it, or None for a clause as it stands.
        iri: the fact's IRI.
    """

    citation: Citation
    fact: Fact | None = None
    iri: str | None = None

    def to_json(self) -> dict[str, Any] | None:
        """The fact as an answer shows it."""
        if self.fact is None:
            return None
        shown = {name: value for name, value in self.fact.to_json().items() if value is not None and name not in ("quote", "start", "end")}
        return {"fact": self.iri, **shown, "citation": dict(self.citation)}


@dataclass(frozen=True, slots=True)
class Reply:
    """What is to be said to one question.

    Attributes:
        status: how it came out.
        lines: sentences, the most important first.
        said: what they rest on.
        notes: further warnings.
        final: whether nothing else should be tried.
        score: how well it fits the question, from 0 to 1.
    """

    status: Status
    lines: Sequence[str]
    said: Sequence[Said] = ()
    notes: Sequence[str] = ()
    final: bool = False
    score: float = field(default=1.0, compare=False)


def unique(said: Iterable[Said]) -> list[Said]:
    """Without what was said before in the same words of the same place."""
    found: dict[tuple[str, int, int, str | None], Said] = {}
    for each in said:
        found.setdefault((each.citation["document"], each.citation["start"], each.citation["end"], each.iri), each)
    return list(found.values())
