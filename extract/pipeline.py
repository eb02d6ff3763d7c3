"""The whole flow of reading, from a text to its facts.

text → outline → profile (what it says of itself) → names (types, bodies) → sentences → facts of each kind → one sorted list
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from ..corpus.document import Document
from ..corpus.structure import outline
from ..ontology.schemes import schemes
from .agencies import AgencyFinder
from .discover import discover, main_subject, main_subjects
from .facts import KINDS, Agency, Fact
from .kinds import agency, criterion, deadline, definition, document, incentive, reference, sanction, sector, step, target, threshold
from .levels import LevelWords
from .profile import profile
from .reading import Reading
from .repeats import repeated, stands_in
from .types import TypeFinder

Reader = Callable[[Reading], Iterator[Fact]]

READERS: tuple[Reader, ...] = (
    document.read,
    threshold.read,
    target.read,
    incentive.read,
    deadline.read,
    sanction.read,
    criterion.read,
    sector.read,
    agency.read,
    reference.read,
    step.read,
    definition.read,
)  # fmt: skip
"""One reader for each group of kinds: ``deadline`` reads cycles too, ``sanction`` exemptions."""


def prepare(text: Document) -> Reading:
    """A document with its profile, names and main subject, ready to be read clause by clause."""
    own = profile(text)
    levels = LevelWords(own.municipality, own.place_level, own.place_names)
    known = TypeFinder(tuple(schemes().types.values()), context=text.view().text, title=own.title or "")
    reading = Reading(text, own, known, AgencyFinder(own, text), levels)
    reading = reading.but(types=replace(known, discovered=discover(reading)))
    main = main_subject(reading)
    return reading.but(main_subject=main, main_subjects=main_subjects(reading, main))


def read(document: Document) -> list[Fact]:
    """The facts of a document, each checked against its text.

    Args:
        document: the text with its outline.

    Returns:
        facts in the order of the contract's kinds, then of the text; the same text gives the same list.

    Raises:
        EvidenceError: if a reader made a fact whose quote does not stand in the text (a defect of the program).
    """
    return facts_of(prepare(document))


def facts_of(reading: Reading) -> list[Fact]:
    """The facts of a document that is ready to be read; as :func:`read`."""
    text = reading.document.text
    facts = [_as_written(fact, text) for reader in READERS for fact in reader(reading)]
    for fact in facts:
        fact.check(text)
    again = repeated(text)
    return sort(fact for fact in facts if not (again and stands_in(again, fact.start)))


_NARROW = str.maketrans("（）", "()")


def _as_written(fact: Fact, text: str) -> Fact:
    """The fact with the text's own brackets in its subject or body (企业技术(研发)中心, 县(市、区)…): views have wide ones only."""
    if isinstance(fact, Agency) and "（" not in fact.quote and (body := fact.canonical.translate(_NARROW)) != fact.canonical:
        return replace(fact, canonical=body) if body.partition(")")[0] in text else fact
    name = fact.subject
    if name is None or "（" not in name or name in text or (narrow := name.translate(_NARROW)) not in text:
        return fact
    return replace(fact, subject=narrow)


def read_text(id: str, text: str) -> list[Fact]:
    """The facts of a bare text, for which nothing but the text is known."""
    return read(outline(id, text))


def sort(facts: Iterable[Fact]) -> list[Fact]:
    """Facts without repetitions, by kind in the contract's order, then by place in the text."""
    order = {kind: i for i, kind in enumerate(KINDS)}
    unique = {repr(sorted(fact.to_json().items(), key=lambda item: item[0])): fact for fact in facts}
    return sorted(unique.values(), key=lambda f: (order[f.kind], f.start, f.end))
