"""What the documents of one place rule on one type (一地的规定): which of them decide, for which levels and grades, and what they bring."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from ...extract.facts import Threshold
from ...ontology.concepts import Concept
from ..documents import PolicyDocument
from ..judgement import Judgement
from ..matrix import Statement
from ..notices import Notice
from .requirements import Requirement
from .tree import Address, Listing, requirements

Tier = tuple[str | None, str | None]
"""A level and a grade (级别, 等级), either of which may not be set."""

KINDS = ("threshold", "criterion", "sanction", "incentive", "target", "sector", "step", "deadline")
"""The kinds of fact that decisions are made of."""
_NAMING = frozenset({"threshold", "criterion", "incentive", "target", "sector"})
"""The kinds by which a document names a type as something that one can become there, be it without rules."""
_CONDITIONS = frozenset({"threshold", "criterion", "sanction"})


@dataclass(frozen=True)
class Rules:
    """The rules of a place on a type.

    Attributes:
        place: the place.
        documents: all its documents.
        statements: those that decide: on each row the later of several documents in force, failing these expired ones, failing these
            drafts.
        offered: whether anything names the type as a status: conditions, rewards, a target, or the industries it is meant for.
        notices: what must be known of the documents that decide.
        lists: the lists of conditions of the documents.
    """

    place: Concept
    documents: Sequence[PolicyDocument]
    statements: Sequence[Statement] = ()
    offered: bool = False
    notices: Sequence[Notice] = ()
    lists: Mapping[Address, Listing] = field(default_factory=dict)

    def _tiers(self) -> list[Tier]:
        """The levels and grades that its conditions set, else those that its incentives name, in the order of the texts."""
        for kinds in (_CONDITIONS, {"incentive"}):
            found = (_tier(each) for each in self.statements if each.fact.kind in kinds and _recognises(each))
            if set_ := list(dict.fromkeys(tier for tier in found if tier != (None, None))):
                return set_
        return [(None, None)]

    @cached_property
    def tiers(self) -> dict[Tier, list[Requirement]]:
        """What each level and grade asks for: its own conditions and those of all."""
        return {tier: self._requirements(tier) for tier in self._tiers()}

    def _requirements(self, tier: Tier) -> list[Requirement]:
        conditions = [s for s in self.statements if s.fact.kind in _CONDITIONS and _holds(_tier(s), tier)]
        recognising = [s for s in conditions if _recognises(s)]
        return requirements(recognising if any(s.fact.kind != "sanction" for s in recognising) else conditions, self.lists)

    def of_kind(self, kind: str, tier: Tier | None = None) -> list[Statement]:
        """The statements of a kind that do not speak of another level or grade."""
        return [s for s in self.statements if s.fact.kind == kind and (tier is None or _may_hold(_tier(s), tier))]


def rules_of(
    place: Concept,
    documents: Sequence[PolicyDocument],
    statements: Iterable[Statement],
    lists: Mapping[Address, Listing],
    bare: Container[str] = (),
) -> Rules:
    """The rules of a place.

    Args:
        place: the place.
        documents: its documents.
        statements: what they say of the type.
        lists: the lists of conditions of its documents.
        bare: identifiers of documents whose annexes are not collected.
    """
    statements = list(statements)
    judgement = Judgement(statements, baselines={}, nearest=False)
    chosen = [each for row in judgement.rows for each in judgement.choice(row, place.key).statements]
    deciding = {s.document.id: s.document for s in chosen if s.fact.subject}.values()
    notices = [notice for document in deciding for notice in document.notices]
    notices += [_annexes_missing(document) for document in deciding if document.id in bare]
    notices += judgement.notices
    offered = any(each.exact and each.fact.kind in _NAMING for each in statements)
    chosen.sort(key=lambda s: (s.document.id, s.fact.start))
    return Rules(place, documents, chosen, offered, list(dict.fromkeys(notices)), lists)


def _annexes_missing(document: PolicyDocument) -> Notice:
    zh = f"{document.name_and_id}提到的附件没有收录，附件中的要求无法列出，请查阅原件。"
    return Notice(
        "missing-annex", zh, f"The annexes of {document.name} ({document.id}) are not collected; what they ask for is not listed."
    )


def _tier(statement: Statement) -> Tier:
    return getattr(statement.fact, "level", None), getattr(statement.fact, "grade", None)


def _recognises(statement: Statement) -> bool:
    """Whether a condition is one of recognition; what is only paid for has tiers and conditions of its own."""
    return not (isinstance(statement.fact, Threshold) and statement.fact.effect == "fund")


def _holds(said: Tier, tier: Tier) -> bool:
    """Whether a condition said of one level and grade is one of another: what names none is one of all."""
    return all(mine in (None, theirs) for mine, theirs in zip(said, tier, strict=True))


def _may_hold(said: Tier, tier: Tier) -> bool:
    return all(None in (mine, theirs) or mine == theirs for mine, theirs in zip(said, tier, strict=True))
