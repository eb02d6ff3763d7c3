"""Whether an applicant may be recognised (能不能申报): a profile in, one decision for each level and grade out.

The flow: the type and the places → what each place's documents rule (:mod:`.place`) → a requirement tree for each level and grade
(:mod:`.tree`) → its truth for the applicant (:mod:`.requirements`) → the verdict with gaps, what it brings, and what to ask next. The shape
and its rules are promised to users (``queries/README.md``).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ...ontology.errors import UnknownValue
from ...ontology.schemes import schemes
from ...ontology.store import Reader
from ..documents import by_place, documents
from ..matrix import Scope, documents_about, read_statements
from ..notices import Language, Notice
from ..parameters import Scalar, checked_text, iso_date, several
from ..resolver import Resolver, Subject
from ..snapshots import snapshot_of
from .applicant import SCORE, Applicant
from .decision import Case, decide, ranked
from .place import KINDS, Rules, rules_of
from .questions import Question, asked_by
from .tree import lists_of, without_annexes


def eligibility(
    store: Reader,
    type: str,
    jurisdictions: Iterable[str] | str | None = None,
    as_of: Scalar | None = None,
    facts: Mapping[str, Any] | None = None,
    language: Language = "zh",
    trace: bool = False,
) -> dict[str, Any]:
    """What an applicant may become, and what is missing.

    Args:
        store: a store, or a snapshot of one.
        type: a demonstration type by label or alias.
        jurisdictions: places by code or name; all that have documents if not given.
        as_of: the ISO date on which documents are in force or not; today if not given.
        facts: what is known of the applicant, by the names of :func:`questions`; ``score`` is always accepted.
        language: of warnings, ``zh`` or ``en``; what documents say stays Chinese.
        trace: whether each decision tells its steps.

    Returns:
        the decisions as a JSON object.

    Raises:
        UnknownValue: if a place is not known.
        InvalidParameter: if ``as_of`` is no ISO date, a value cannot be read, or a score lies outside its scale.
        StoreError: if the store failed.
    """
    day = datetime.date.today() if as_of is None else iso_date(as_of)
    applicant = Applicant(facts or {})
    with snapshot_of(store) as graph:
        subject, every, notices = _ruled(graph, type, jurisdictions, day)
        case = Case(subject.label, applicant, alone=len(every) == 1, language=language, trace=trace)
        found = [decision for rules in every for decision in decide(case, rules)]
        return {
            "type": subject.label,
            "as_of": day.isoformat(),
            "data_version": graph.info.data_version,
            "decisions": ranked(found) if len(every) > 1 else found,
            "warnings": [notice.message(language) for notice in (*notices, *_unused(applicant, every))],
        }


def questions(
    store: Reader,
    type: str,
    jurisdictions: Iterable[str] | str | None = None,
    as_of: Scalar | None = None,
    language: Language = "zh",
) -> list[Question]:
    """What a form or a chatbot must ask, the most deciding first; arguments and errors as for :func:`eligibility`."""
    day = datetime.date.today() if as_of is None else iso_date(as_of)
    with snapshot_of(store) as graph:
        _, every, _ = _ruled(graph, type, jurisdictions, day)
        return asked_by([found for rules in every for found in rules.tiers.values()], language)


def _ruled(
    graph: Reader, type: str, jurisdictions: Iterable[str] | str | None, day: datetime.date
) -> tuple[Subject, list[Rules], list[Notice]]:
    """The type, the rules of each place on it, and what must be said of the type itself."""
    resolver = Resolver(graph)
    subject, notices = _subject(resolver, type)
    asked = {place.key: place for place in (resolver.place(name, "jurisdiction") for name in several(jurisdictions))}
    held = by_place(documents(graph, day, asked or None))
    places = asked or {code: schemes().regions[code] for code in sorted(held)}
    collected = {code: place for code, place in places.items() if code in held}
    known = {each.id: each for code in collected for each in held[code]}
    scope = Scope(subject.label, subject.wider, KINDS, known, collected)
    statements, left_out = read_statements(graph, scope)
    speaking = sorted({each.document.id for each in statements})
    lists, bare = lists_of(graph, speaking), without_annexes(graph, speaking)
    every = [rules_of(place, held.get(code, []), [s for s in statements if s.place == code], lists, bare) for code, place in places.items()]
    return subject, every, [*notices, *_in_its_stead(graph, subject, every), *left_out]


def _in_its_stead(graph: Reader, subject: Subject, every: Iterable[Rules]) -> Iterator[Notice]:
    """What a place that does not offer the type has that means about the same."""
    lacking = [rules for rules in every if rules.documents and not rules.offered]
    for label in subject.close:
        for place in (rules.place.label for rules in lacking if documents_about(graph, [label], rules.documents)):
            zh = f"{place}的文件没有设“{subject.label}”，但说到含义相近的“{label}”，可改用它来问。"
            en = f"The documents of {place} offer no {subject.label}, but speak of {label}, which means about the same; ask for that."
            yield Notice("close-type", zh, en)


def _subject(resolver: Resolver, type: str) -> tuple[Subject, list[Notice]]:
    """The type; one that no document and no scheme knows is offered nowhere, and a warning says that it is not known."""
    try:
        return resolver.type(type), []
    except UnknownValue:
        label = "".join(checked_text(type, "type").split())
        notice = Notice(
            "unknown-type", f"已收录的文件都没有提到“{label}”这一类型。", f"No document that is collected names the type {label}."
        )
        return Subject(label, resolver.identifiers.type(label), None), [notice]


def _unused(applicant: Applicant, every: Iterable[Rules]) -> list[Notice]:
    """A warning that names the values that no requirement asks for: most likely a name is misspelt."""
    known = {SCORE}
    for rules in every:
        for requirement in (each for found in rules.tiers.values() for each in found):
            known |= {requirement.name, *(leaf.name for leaf in requirement.leaves())}
    unused = [name for name in applicant.facts if name not in known]
    if not unused:
        return []
    shown = unused[:10]
    return [Notice("unused-fact", f"没有条件用到所给的{'、'.join(f'“{name[:60]}”' for name in shown)}。",
                   f"No requirement asks for {', '.join(name[:60] for name in shown)}.")]  # fmt: skip
