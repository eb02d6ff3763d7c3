"""Which superior documents a draft has to do with (相关文件): those it cites, and those that rule on the types it deals with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ...extract.facts import Fact
from ...ontology.schemes import schemes
from .against import Against
from .citing import citings
from .draft import Draft
from .rulings import Ruling
from .standing import work_of


def relevant(draft: Draft, against: Against) -> Sequence[Ruling]:
    """The rulings that a draft can answer: those of documents on its own matter, the nearest place first."""
    matter = _types(draft.facts)
    works = (work_of(citing, draft, against) for citing in citings(draft))
    cited = {work.document.id for work in works if work is not None and work.document is not None}
    by_document: dict[str, list[Fact]] = {}
    for ruling in against.rulings:
        by_document.setdefault(ruling.document.id, []).append(ruling.fact)
    related = {id for id, facts in by_document.items() if id in cited or matter & _types(facts)}
    return [ruling for ruling in against.rulings if ruling.document.id in related]


def _types(facts: Iterable[Fact]) -> set[str]:
    """The types that facts are about, with those above them; what is only counted or addressed tells nothing of a document's matter."""
    found: set[str] = set()
    for label in {label for fact in facts if fact.subject for label in fact.subject.split("/")}:
        concept = schemes().types.resolve(label)
        if concept is None:
            found.add(label)
        elif "DemonstrationType" in concept.classes:
            found |= {concept.label, *(each.label for each in schemes().types.ancestors(concept))}
    return found
