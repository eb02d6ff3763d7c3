"""The comparison of a type across places: rows that mean the same, cells that cite their clauses, and who is stricter.

The shape of the answer and its rules are promised to users (README.md in this folder says them in full).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from typing import Any

from ..extract.facts import Fact
from ..ontology.concepts import Concept, Regions
from ..ontology.errors import UnknownValue
from ..ontology.schemes import schemes
from ..ontology.store import Reader
from .alignment import ASPECTS
from .documents import PolicyDocument, by_place, documents, without_place
from .judgement import Judgement, RowKey
from .matrix import Scope, Statement, documents_about, labels_of, query_of, read_statements
from .notices import Language, Notice
from .parameters import Scalar, iso_date, several, shortened
from .resolver import Resolver, Subject
from .snapshots import snapshot_of
from .wording import number, phrase

SUPERIOR = "superior"
"""The baseline of a city is its province, then the nation."""


def compare(
    store: Reader,
    type: str,
    aspects: Iterable[str] | str | None = None,
    jurisdictions: Iterable[str] | str | None = None,
    as_of: Scalar | None = None,
    baseline: str = SUPERIOR,
    language: Language = "zh",
) -> dict[str, Any]:
    """What places rule on a type, side by side.

    Args:
        store: a store, or a snapshot of one.
        type: a demonstration type by label or alias.
        aspects: some of :data:`.alignment.ASPECTS`; all of them if not given.
        jurisdictions: places by code or name; all that have documents if not given.
        as_of: the ISO date on which documents are in force or not; today if not given.
        baseline: what deltas compare with: ``superior``, or a place.
        language: of row labels and warnings, ``zh`` or ``en``; what documents say stays Chinese.

    Returns:
        the comparison as a JSON object.

    Raises:
        UnknownValue: if the type, an aspect or a place is not known; the error lists what there is.
        InvalidParameter: if ``as_of`` is no ISO date, or a name is too long or holds control characters.
        StoreError: if the store failed.
    """
    day = datetime.date.today() if as_of is None else iso_date(as_of)
    kinds = _aspects(aspects)
    with snapshot_of(store) as graph:
        resolver = Resolver(graph)
        subject = resolver.type(type)
        asked = {place.key: place for place in (resolver.place(name, "jurisdictions") for name in several(jurisdictions))}
        base = None if baseline.strip() == SUPERIOR else resolver.place(baseline, "baseline")
        needed = {each.key for place in (*asked.values(), *filter(None, [base])) for each in schemes().regions.line(place)}
        held = by_place(documents(graph, day, sorted(needed) if asked else None))
        columns = {code: schemes().regions[code] for code in sorted(asked or held) if code in held}
        baselines = {code: _baselines(place, base, held) for code, place in columns.items()}
        places = columns | {code: schemes().regions[code] for codes in baselines.values() for code in codes}
        scope = Scope(subject.label, subject.wider, kinds, {each.id: each for code in places for each in held[code]}, places, subject.close)
        statements, notices = read_statements(graph, scope)
        judgement = Judgement(statements, baselines, drafts=base is not None)
        rows = [_row(judgement, key, tuple(columns), subject, language) for key in _ordered(judgement, kinds, columns)]
        missing = {code: place for code, place in (asked | ({base.key: base} if base else {})).items() if code not in held}
        notices = [
            *_about_documents(documents_about(graph, scope.labels, [*without_place(graph, day), *scope.documents.values()])),
            *judgement.notices,
            *_about_types(subject, statements),
            *_about_baselines(base, columns, baselines),
            *notices,
        ]
        return {
            "type": subject.label,
            "as_of": day.isoformat(),
            "data_version": graph.info.data_version,
            "baseline": base.key if base else SUPERIOR,
            "jurisdictions": [_place(place) | {"documents": [_document(each) for each in held[code]]} for code, place in columns.items()],
            "not_collected": [_place(place) for _, place in sorted(missing.items())],
            "rows": rows,
            "warnings": [notice.message(language) for notice in dict.fromkeys(notices)],
            "sparql": query_of(resolver.identifiers, scope) if places else None,
        }


def _aspects(given: Iterable[str] | str | None) -> tuple[str, ...]:
    wanted = tuple(dict.fromkeys(several(given))) or ASPECTS
    for aspect in wanted:
        if aspect not in ASPECTS:
            raise UnknownValue(
                f"没有方面“{shortened(aspect)}”。", f"There is no aspect '{shortened(aspect)}'.", parameter="aspect", allowed=ASPECTS
            )
    return wanted


def _baselines(place: Concept, base: Concept | None, held: Mapping[str, Sequence[PolicyDocument]]) -> tuple[str, ...]:
    """What a place is compared with, the nearest first: drafts are superior to nothing."""
    if base is not None:
        return (base.key,) if base.key in held and base != place else ()
    above = (each.key for each in schemes().regions.ancestors(place))
    return tuple(code for code in above if any(document.status != "draft" for document in held.get(code, ())))


def _ordered(judgement: Judgement, kinds: Sequence[str], columns: Iterable[str]) -> list[RowKey]:
    """The rows on which any column says something, by aspect and rank."""
    shown = [row for row in judgement.rows if any(judgement.said_by(row, code) for code in columns)]
    return sorted(shown, key=lambda row: (kinds.index(row[0]), row[1]))


def _row(judgement: Judgement, key: RowKey, columns: Sequence[str], subject: Subject, language: Language) -> dict[str, Any]:
    aspect, row = key
    deltas = {code: judgement.delta(key, code) for code in columns}
    return {
        "aspect": aspect,
        "key": row.key,
        "label": row.en if language == "en" else row.zh,
        "cells": {code: [_cell(each, subject.label) for each in judgement.said_by(key, code)] for code in columns},
        "differs": judgement.differs(key, columns),
        "delta": {code: delta for code, delta in deltas.items() if delta is not None},
    }


_COMMON = {field.name for field in fields(Fact)} | {"level", "grade"}


def _cell(statement: Statement, about: str) -> dict[str, Any]:
    fact = statement.fact
    own = {field.name: number(getattr(fact, field.name)) for field in fields(fact) if field.name not in _COMMON}
    return {
        "value": {"subject": fact.subject, **own},
        "level": getattr(fact, "level", None),
        "grade": getattr(fact, "grade", None),
        "text": phrase(fact, about),
        "fact": statement.iri,
        "certainty": fact.certainty,
        "document_status": statement.document.status,
        "corrected_by": statement.citation.get("corrected_by"),
        "citation": dict(statement.citation),
    }


def _place(place: Concept) -> dict[str, Any]:
    return {"code": place.key, "name": place.label}


def _document(document: PolicyDocument) -> dict[str, Any]:
    date = None if document.date is None else document.date.isoformat()
    return {"id": document.id, "title": document.title, "date": date, "status": document.status}


def _about_documents(about: Iterable[PolicyDocument]) -> Iterator[Notice]:
    """What must be known of the documents that deal with the type, whether or not they speak on the aspects asked for."""
    for document in about:
        if document.code is None:
            zh = f"{document.name_and_id}适用于何地未能确定，没有列入比较。"
            yield Notice("no-place", zh, f"It is not known which place {document.name} ({document.id}) is for; it is not compared.")
        else:
            yield from document.notices


def _about_types(subject: Subject, statements: Iterable[Statement]) -> Iterator[Notice]:
    others = [each for each in statements if each.fact.subject is not None and not each.exact]
    close = {label for each in others for label in labels_of(each.fact) if label in subject.close}
    wider = {each.fact.subject for each in others if close.isdisjoint(labels_of(each.fact))}
    for label in sorted(close):
        yield Notice("close-type", f"“{label}”与“{subject.label}”含义相近，对它的规定一并列出，并注明对象。",
                     f"{label} means about the same as {subject.label}: rules on it are listed too and say so.")  # fmt: skip
    if wider:
        joined = sorted(filter(None, wider))
        zh, en = "、".join(f"“{label}”" for label in joined), ", ".join(joined)
        yield Notice("wider-type", f"{zh}包含“{subject.label}”，对它的规定一并列出，并注明对象。",
                     f"Rules on {en}, which include {subject.label}, are listed too and say so.")  # fmt: skip


def _about_baselines(base: Concept | None, columns: Mapping[str, Concept], baselines: Mapping[str, Sequence[str]]) -> Iterator[Notice]:
    alone = [place for code, place in columns.items() if not baselines[code] and place != base and Regions.rank(place) > 0]
    names = "、".join(place.label for place in alone)
    if base is not None and alone:
        yield Notice("no-superior", f"未收录{base.label}的文件，无从比较宽严。",
                     f"No document of {base.label} is collected, so nothing is compared with it.")  # fmt: skip
    elif alone:
        yield Notice("no-superior", f"未收录{names}的上级文件，未与上级比较宽严。",
                     f"No superior document is collected for {names}, which is compared with none.")  # fmt: skip
