"""What a build changes: documents that are new, otherwise or gone, and which facts of them.

A fact that stands elsewhere in the same words is the same: where it stands is no part of the comparison.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..ontology.embedded import Database
from ..ontology.history import Change, Gone, Step, state, time_of_build
from ..ontology.identifiers import Identifiers, based
from ..ontology.results import Table
from .facts import Fact

_LOOKUPS = Path(__file__).parent / "lookups"
_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


@dataclass(frozen=True, slots=True)
class Contents:
    """A graph that is compared.

    Attributes:
        base: of its IRIs.
        database: where it lies.
    """

    base: str
    database: Database

    def look_up(self, name: str, documents: Iterable[str]) -> Table:
        """The rows of a lookup for some documents."""
        ids = Identifiers(self.base)
        chosen = " ".join(f"<{ids.document(document)}>" for document in documents)
        query = based((_LOOKUPS / f"{name}.rq").read_text(encoding="utf-8"), self.base)
        return self.database.select(query.replace("{ UNDEF }", f"{{ {chosen} }}"))


_Said = frozenset[tuple[str, str]]
"""What a fact says: its properties and their values."""


def digest(facts: Iterable[Fact], known: Mapping[str, Any]) -> str:
    """Sixteen hexadecimal digits that stand for what a document is: its text, what is known of it, and its facts."""
    content = json.dumps([known, [fact.to_json() for fact in facts]], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def step(before: list[Step], digests: Mapping[str, str], version: str, old: Contents | None, new: Contents) -> Step | None:
    """The step from the documents that were there to those that are.

    Args:
        before: the steps so far.
        digests: of the documents that are there now, by identifier.
        version: of the data that they make.
        old: the graph before; None if there is none to compare with, so that it cannot be said which facts changed.
        new: the graph now.

    Returns:
        the step, or None if nothing changed since the last; one in which no document did tells of the version only.
    """
    held = state(before)
    added = {id: digest for id, digest in digests.items() if id not in held}
    changed = {id: digest for id, digest in digests.items() if held.get(id, digest) != digest}
    removed = sorted(held.keys() - digests.keys())
    if not (added or changed or removed) and before and before[-1].version == version:
        return None
    names = _names(old, [*changed, *removed])
    differences = _differences(old, new, list(changed), names)
    return Step(
        version,
        time_of_build(before),
        added,
        {id: Change(digest, *differences.get(id, ((), ()))) for id, digest in changed.items()},
        {id: names.get(id, Gone(None, None)) for id in removed},
    )


def _names(old: Contents | None, documents: list[str]) -> dict[str, Gone]:
    rows = old.look_up("names", documents) if old is not None and documents else ()
    return {str(row["id"]): Gone(_text(row.get("title")), _text(row.get("code"))) for row in rows}


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _differences(
    old: Contents | None, new: Contents, documents: list[str], names: Mapping[str, Gone]
) -> dict[str, tuple[tuple[str, ...], tuple[Gone, ...]]]:
    """For each document that changed its new facts, and those that are gone."""
    if old is None or not documents:
        return {}
    were, are = _said(old, documents), _said(new, documents)
    found: dict[str, tuple[tuple[str, ...], tuple[Gone, ...]]] = {}
    for id in documents:
        then, now = were.get(id, {}), are.get(id, {})
        fresh = _without(now, Counter(_key(said) for said in then.values()))
        lost = _without(then, Counter(_key(said) for said in now.values()))
        gone = tuple(_gone(fact, then[fact], names.get(id, Gone(None, None))) for fact in lost)
        found[id] = tuple(fresh), gone
    return found


def _key(said: _Said) -> _Said:
    return frozenset(pair for pair in said if pair[0] != "path")


def _without(facts: Mapping[str, _Said], others: Counter[_Said]) -> list[str]:
    """The facts of which ``others`` have no more that say the same, in the order of their addresses."""
    left: list[str] = []
    for fact, said in sorted(facts.items()):
        if others[_key(said)] > 0:
            others[_key(said)] -= 1
        else:
            left.append(fact)
    return left


def _said(contents: Contents, documents: list[str]) -> dict[str, dict[str, _Said]]:
    """What the facts say, by document and local address."""
    vocabulary = f"{contents.base}ontology#"
    found: dict[str, dict[str, set[tuple[str, str]]]] = defaultdict(lambda: defaultdict(set))
    for row in contents.look_up("contents", documents):
        property, value = str(row["property"]), str(row["value"])
        name = "kind" if property == _RDF_TYPE else property.removeprefix(vocabulary)
        if property.startswith(vocabulary) or (name == "kind" and value.startswith(vocabulary)):
            local = _local(contents.base, str(row["id"]), str(row["fact"]))
            found[str(row["id"])][local].add((name, value.removeprefix(vocabulary).removeprefix(contents.base)))
    return {id: {fact: frozenset(said) for fact, said in facts.items()} for id, facts in found.items()}


def _local(base: str, document: str, fact: str) -> str:
    """The local address of a fact: what follows that of its document."""
    return fact.removeprefix(Identifiers(base).document(document).replace("/id/document/", "/id/fact/") + "/")


def _gone(fact: str, said: _Said, document: Gone) -> Gone:
    values = dict(sorted(said))
    kind = fact.partition("/")[0]
    return Gone(document.title, document.jurisdiction, kind, values.get("subjectLabel"), values.get("path"), values.get("quote"))
