"""From what a user writes to the terms that go into a query.

No text of a user is ever pasted: types, places, documents and the like become IRIs of things that exist, everything else
becomes a literal written by :func:`.binding.written`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rdflib import XSD, Literal, URIRef

from ..extract.facts import KINDS
from ..extract.properties import CLASSES
from ..ontology.concepts import Concept
from ..ontology.errors import UnknownValue
from ..ontology.identifiers import Identifiers
from ..ontology.schemes import schemes
from ..ontology.store import Reader, Table
from .binding import Term, based, bound
from .parameters import Parameter, Scalar, checked_text, integer, iso_date, number, shortened

LOOKUPS = Path(__file__).parent / "lookups"
"""Queries of the program itself, which are no questions of users."""


@cache
def lookup(name: str) -> str:
    """The query of this name, as written; its file is read once."""
    return (LOOKUPS / f"{name}.rq").read_text(encoding="utf-8")


def look_up(graph: Reader, name: str, **terms: Sequence[Term]) -> Table:
    """The rows of a query of the program.

    Args:
        graph: the store or snapshot to ask.
        name: the query's.
        **terms: for each of its parameters the terms that it may be; none for no restriction.

    Raises:
        StoreError: if the store failed.
    """
    return graph.select(bound(based(lookup(name), graph.info.base), terms))


@dataclass(frozen=True, slots=True)
class Subject:
    """A type that a user named: its canonical label, its IRI in the graph, and its concept where a scheme has it."""

    label: str
    iri: str
    concept: Concept | None

    @property
    def wider(self) -> tuple[str, ...]:
        """Labels of the types above it, whose rules hold for it too."""
        return () if self.concept is None else tuple(each.label for each in schemes().types.ancestors(self.concept))

    @property
    def close(self) -> tuple[str, ...]:
        """Labels of the types that mean about the same in other places' words (skos:closeMatch)."""
        types = schemes().types
        return () if self.concept is None else tuple(types[key].label for key in self.concept.close if key in types)


class Resolver:
    """Finds what values mean in one graph. Only the thing that was named is looked up, and all there are only to list them in an error.

    Args:
        graph: the store or snapshot that will be asked.
    """

    def __init__(self, graph: Reader) -> None:
        self._graph = graph
        self.identifiers = Identifiers(graph.info.base)

    def terms(self, parameter: Parameter, given: Scalar | Iterable[Scalar] | None) -> tuple[Term, ...]:
        """The terms that a parameter's values stand for; none where nothing is given and there is no default.

        Raises:
            InvalidParameter: if a value is missing, superfluous or malformed.
            UnknownValue: if a value names nothing; the error lists what there is.
        """
        return tuple(dict.fromkeys(self._term(parameter, value) for value in parameter.values(given)))

    def _term(self, parameter: Parameter, value: Scalar) -> Term:
        name = parameter.name
        match parameter.kind:
            case "date":
                return Literal(iso_date(value, name).isoformat(), datatype=XSD.date)
            case "integer":
                return Literal(str(integer(value, name)), datatype=XSD.integer)
            case "number":
                return Literal(number(value, name), datatype=XSD.decimal)
            case "text":
                return Literal(checked_text(value, name))
            case "type":
                return URIRef(self.type(str(value), name).iri)
            case "jurisdiction":
                return URIRef(self.identifiers.region(self.place(str(value), name).key))
            case "document":
                return URIRef(self.document(str(value), name))
            case "kind":
                return URIRef(self.identifiers.vocabulary + CLASSES[self.kind(str(value), name)])
            case "choice":
                return Literal(self.choice(parameter, str(value)))
            case "level" | "form" | "role" | "consequence" | "group":
                return URIRef(self.identifiers.concept(parameter.kind, self._concept(parameter.kind, str(value), name).key))

    def type(self, text: str, parameter: str = "type") -> Subject:
        """The type of a label or alias; one that no scheme has is found by its label in the graph.

        Raises:
            InvalidParameter: if ``text`` is no usable text (see :func:`.parameters.checked_text`).
            UnknownValue: if there is no such type; ``allowed`` lists the types that the graph has facts about.
        """
        text = checked_text(text, parameter)
        concept = schemes().resolve_type(text)
        label = concept.key if concept else "".join(text.split())
        if concept is None and not self.has_facts(label):
            raise _unknown(("类型", "type"), text, parameter, [str(row["label"]) for row in look_up(self._graph, "types")])
        return Subject(label, self.identifiers.type(label), concept)

    def has_facts(self, label: str) -> bool:
        """Whether the graph has facts about the type of this label."""
        return bool(look_up(self._graph, "has-facts", subject=[URIRef(self.identifiers.type(label))]).rows)

    def place(self, text: str, parameter: str = "jurisdiction") -> Concept:
        """The place of a code or name, whether or not the graph has a document of it.

        Raises:
            InvalidParameter: if ``text`` is no usable text (see :func:`.parameters.checked_text`).
            UnknownValue: if there is no such place, or several; ``allowed`` lists these, else the places with documents.
        """
        text = checked_text(text, parameter)
        concept = schemes().resolve_region(text)
        if concept is not None:
            return concept
        if namesakes := schemes().regions.candidates(text):
            zh, en = f"叫“{shortened(text)}”的地方不止一处，请用代码。", f"Several places are called '{shortened(text)}'; give the code."
            raise UnknownValue(zh, en, parameter=parameter, allowed=tuple(f"{each.key} {each.label}" for each in namesakes))
        places = [f"{row['code']} {row['name']}" for row in look_up(self._graph, "places")]
        raise _unknown(("地区", "place"), text, parameter, places)

    def document(self, text: str, parameter: str = "document") -> str:
        """The IRI of the document with this identifier.

        Raises:
            InvalidParameter: if ``text`` is no usable text (see :func:`.parameters.checked_text`).
            UnknownValue: if the graph has no such document; ``allowed`` lists those there are.
        """
        iri = self.identifiers.document(checked_text(text, parameter).strip())
        if look_up(self._graph, "documents", document=[URIRef(iri)]).rows:
            return iri
        raise _unknown(("文件", "document"), text, parameter, [str(row["id"]) for row in look_up(self._graph, "documents", document=())])

    def kind(self, text: str, parameter: str = "kind") -> str:
        """The kind of fact of this name.

        Raises:
            UnknownValue: if there is no such kind.
        """
        if text.strip() not in KINDS:
            raise _unknown(("事实类别", "kind of fact"), text, parameter, tuple(KINDS))
        return text.strip()

    @staticmethod
    def choice(parameter: Parameter, text: str) -> str:
        """The one of a parameter's choices that ``text`` names, itself or in Chinese.

        Raises:
            UnknownValue: if there is no such choice.
        """
        for value, zh in parameter.choices.items():
            if text.strip() in (value, zh):
                return value
        raise _unknown(("值", "value"), text, parameter.name, [f"{value} {zh}" for value, zh in parameter.choices.items()])

    def _concept(self, scheme: str, text: str, parameter: str) -> Concept:
        concept = schemes()[scheme].resolve(text)
        if concept is None:
            every = (name for each in schemes()[scheme].values() for name in (each.key, each.label))
            raise _unknown(("值", "value"), text, parameter, tuple(dict.fromkeys(every)))
        return concept


def _unknown(what: tuple[str, str], text: str, parameter: str, allowed: Sequence[str]) -> UnknownValue:
    zh, en = f"没有{what[0]}“{shortened(text)}”。", f"There is no {what[1]} '{shortened(text)}'."
    return UnknownValue(zh, en, parameter=parameter, allowed=allowed)
