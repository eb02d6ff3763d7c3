"""Facts as pages show them: a phrase for each, and all of its fields in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...extract.properties import properties
from ...ontology.schemes import schemes
from ...ontology.store import Reader
from ...queries.wording import duration, number, phrase
from .. import holdings, things
from .view import View
from .wording import texts

_LAST = ("certainty", "alignment", "rule")
"""Fields of the reading rather than of what is said."""
_APART = frozenset({"quote", "start", "end", "path", "min_inclusive", "max_inclusive"})
"""Fields that are shown in another way than as a row of their own."""


def in_order(graph: Reader, document: str) -> list[dict[str, Any]]:
    """The facts of a document in the order of its text, as the API gives them, each with ``key`` (what follows its document in its
    address) and ``phrase`` (what it says, in short).

    Args:
        graph: where to look.
        document: IRI of the document.
    """
    phrases = {iri: phrase(fact) for iri, fact in holdings.stated(graph, document).items()}
    found = [
        {**fact, "key": things.name(graph, fact["iri"]).path, "phrase": phrases[fact["iri"]]} for fact in holdings.facts(graph, document)
    ]
    return sorted(found, key=lambda fact: (fact["start"], -fact["end"], fact["key"]))


def fields(fact: Mapping[str, Any], view: View) -> Iterator[tuple[str, str]]:
    """The fields of a fact that are said, in the order of the contract, those of the reading last: name and value in words."""
    for each in sorted(properties(fact["kind"]), key=lambda each: each.field in _LAST):
        value = fact.get(each.field)
        if value is not None and value != "" and each.field not in _APART:
            yield view.say("field." + each.field), _value(fact, each.field, each.scheme, value, view)


def _value(fact: Mapping[str, Any], field: str, scheme: str, value: Any, view: View) -> str:
    if field in ("min", "max"):
        bound = view.say("field.inclusive" if fact[f"{field}_inclusive"] else "field.exclusive")
        return f"{number(value)}{fact['unit'] or ''}{bound}"
    if isinstance(value, bool):
        return view.say("field.yes" if value else "field.no")
    if scheme:
        concept = schemes()[scheme].get(str(value))
        return str(value) if concept is None else concept.label if view.zh or not concept.label_en else concept.label_en
    if field in ("within", "period", "duration") and view.zh:
        return duration(str(value))
    said = f"value.{field}_{value}"
    return view.say(said) if said in texts() else str(number(value))
