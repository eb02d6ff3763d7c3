"""From what a user writes to the terms that go into a query.

A parameter ``p`` of a question is a block ``VALUES ?p { UNDEF }`` in its SPARQL. Binding replaces the block by the terms, or drops
it where nothing was given. No text of a user is ever pasted: types, places, documents and the like become IRIs of concepts
that exist, everything else becomes a literal written by :func:`.binding.written`.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal as OneOf
from typing import get_args

from rdflib import XSD, Literal, URIRef

from ..extract.facts import KINDS
from ..extract.properties import CLASSES
from ..ontology.errors import InvalidParameter, UnknownValue
from ..ontology.identifiers import Identifiers
from ..ontology.schemes import Concept, Scheme, schemes
from ..ontology.store import Reader, Table
from .binding import Term, based

ParameterKind = OneOf["type", "jurisdiction", "document", "kind", "level", "form", "role", "date", "text", "integer"]
"""What the value of a parameter means; ``kind`` is a kind of fact, ``form`` one of incentive, ``role`` one of an agency."""
PARAMETER_KINDS: tuple[str, ...] = get_args(ParameterKind)

Scalar = str | int | datetime.date
LOOKUPS = Path(__file__).parent / "lookups"
LONGEST_TEXT = 400
"""The most characters that a value may have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A parameter of a question.

    Attributes:
        name: its name, which is also the variable's.
        kind: what its value means.
        required: whether a call must give it.
        many: whether it takes several values, any of which may hold.
        default: used when nothing is given, ``today`` for the date of the call; None for no restriction.
        zh, en: what it is for.
    """

    name: str
    kind: ParameterKind
    required: bool = False
    many: bool = False
    default: str | None = None
    zh: str = ""
    en: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """A type that a user named: its canonical label, its IRI in the graph, and its concept where a scheme has it."""

    label: str
    iri: str
    concept: Concept | None


class Resolver:
    """Finds what values mean in one graph; what the graph holds is looked up when first needed.

    Args:
        graph: the store or snapshot that will be asked.
    """

    def __init__(self, graph: Reader) -> None:
        self._graph = graph
        self.identifiers = Identifiers(graph.info.base)

    def terms(self, parameter: Parameter, value: Scalar | Iterable[Scalar] | None) -> tuple[Term, ...]:
        """The terms that a value stands for; none where nothing was given and there is no default.

        Args:
            parameter: what is asked for.
            value: a value, or several of them; of a parameter with ``many`` a text is split at commas and ``、``.

        Raises:
            InvalidParameter: if a required value is missing, there are too many, or one is malformed.
            UnknownValue: if a value names nothing; the error lists what there is.
        """
        given = _several(parameter, value)
        if not given and parameter.default is not None:
            given = [datetime.date.today() if parameter.default == "today" else parameter.default]
        if not given and parameter.required:
            raise InvalidParameter(f"缺少参数 {parameter.name}（{parameter.zh}）。", f"Parameter {parameter.name} is missing ({parameter.en}).",
                                   parameter=parameter.name)  # fmt: skip
        return tuple(dict.fromkeys(self._term(parameter, each) for each in given))

    def _term(self, parameter: Parameter, value: Scalar) -> Term:
        name = parameter.name
        match parameter.kind:
            case "date":
                return Literal(iso_date(value, name).isoformat(), datatype=XSD.date)
            case "integer":
                return Literal(str(_integer(value, name)), datatype=XSD.integer)
            case "text":
                return Literal(_text(value, name))
            case "type":
                return URIRef(self.type(_text(value, name), name).iri)
            case "jurisdiction":
                return URIRef(self.identifiers.region(self.place(_text(value, name), name).key))
            case "document":
                return URIRef(self.document(_text(value, name), name))
            case "kind":
                return URIRef(self.identifiers.vocabulary + CLASSES[self.kind(_text(value, name), name)])
            case "level" | "form" | "role":
                return URIRef(self.identifiers.concept(parameter.kind, self._concept(parameter.kind, _text(value, name), name).key))

    def type(self, text: str, parameter: str = "type") -> Subject:
        """The type of a label or alias; one that no scheme has is found by its label in the graph.

        Raises:
            UnknownValue: if there is no such type; ``allowed`` lists the types that the graph has facts about.
        """
        concept = schemes().resolve_type(text)
        label = concept.key if concept else "".join(text.split())
        if concept is None and label not in self._types:
            raise UnknownValue(f"没有类型“{_short(text)}”。", f"There is no type '{_short(text)}'.", parameter=parameter, allowed=tuple(self._types))
        return Subject(label, self.identifiers.type(label), concept)

    def has_facts(self, label: str) -> bool:
        """Whether the graph has facts about the type of this label."""
        return label in self._types

    def place(self, text: str, parameter: str = "jurisdiction") -> Concept:
        """The place of a code or name, whether or not the graph has a document of it.

        Raises:
            UnknownValue: if there is no such place, or several; ``allowed`` lists these, else the places with documents.
        """
        concept = schemes().resolve_region(text)
        if concept is not None:
            return concept
        namesakes = schemes().regions.candidates(text)
        if namesakes:
            raise UnknownValue(f"地名“{_short(text)}”不止一处，请用代码。", f"More than one place is called '{_short(text)}'; give its code.",
                               parameter=parameter, allowed=tuple(f"{each.key} {each.label}" for each in namesakes))  # fmt: skip
        raise UnknownValue(f"没有地区“{_short(text)}”。", f"There is no place '{_short(text)}'.", parameter=parameter, allowed=self._places)

    def document(self, text: str, parameter: str = "document") -> str:
        """The IRI of the document with this identifier.

        Raises:
            UnknownValue: if the graph has no such document.
        """
        iri = self._documents.get(text.strip())
        if iri is None:
            raise UnknownValue(f"没有文件“{_short(text)}”。", f"There is no document '{_short(text)}'.", parameter=parameter,
                               allowed=tuple(self._documents))  # fmt: skip
        return iri

    def kind(self, text: str, parameter: str = "kind") -> str:
        """The kind of fact, by its name in the contract.

        Raises:
            UnknownValue: if there is no such kind.
        """
        if text.strip() not in KINDS:
            raise UnknownValue(f"没有事实类别“{_short(text)}”。", f"There is no kind of fact '{_short(text)}'.", parameter=parameter, allowed=tuple(KINDS))
        return text.strip()

    def _concept(self, scheme: str, text: str, parameter: str) -> Concept:
        among: Scheme = {"level": schemes().levels, "form": schemes().forms, "role": schemes().roles}[scheme]
        concept = among.resolve(text)
        if concept is None:
            raise UnknownValue(f"没有“{_short(text)}”。", f"There is no '{_short(text)}'.", parameter=parameter,
                               allowed=tuple(dict.fromkeys(name for each in among.values() for name in (each.key, each.label))))  # fmt: skip
        return concept

    @cached_property
    def _documents(self) -> dict[str, str]:
        return {str(row["id"]): str(row["iri"]) for row in self._lookup("documents").rows}

    @cached_property
    def _types(self) -> dict[str, str]:
        return {str(row["label"]): str(row["iri"]) for row in self._lookup("types").rows}

    @cached_property
    def _places(self) -> tuple[str, ...]:
        return tuple(f"{row['code']} {row['name']}" for row in self._lookup("places").rows)

    def _lookup(self, name: str) -> Table:
        return self._graph.select(based((LOOKUPS / f"{name}.rq").read_text(encoding="utf-8"), self.identifiers.base))


def iso_date(value: Scalar, parameter: str = "as_of") -> datetime.date:
    """A calendar date from ISO 8601 ``YYYY-MM-DD``.

    Raises:
        InvalidParameter: if ``value`` is in any other form or no date of the calendar.
    """
    if isinstance(value, datetime.date):
        return datetime.date(value.year, value.month, value.day)
    text = str(value).strip()
    try:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            raise ValueError(text)
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise InvalidParameter(f"{parameter} 应为日期，形如 2024-06-30，而不是“{_short(text)}”。",
                               f"{parameter} must be a date like 2024-06-30, not '{_short(text)}'.", parameter=parameter) from None  # fmt: skip


def _integer(value: Scalar, parameter: str) -> int:
    if re.fullmatch(r"[+-]?[0-9]{1,15}", str(value).strip()) and not isinstance(value, datetime.date):
        return int(value)
    raise InvalidParameter(f"{parameter} 应为整数，而不是“{_short(str(value))}”。", f"{parameter} must be an integer, not '{_short(str(value))}'.",
                           parameter=parameter)  # fmt: skip


def _text(value: Scalar, parameter: str) -> str:
    text = str(value)
    if len(text) > LONGEST_TEXT:
        raise InvalidParameter(f"{parameter} 最多 {LONGEST_TEXT} 字，收到 {len(text)} 字。",
                               f"{parameter} takes at most {LONGEST_TEXT} characters, not {len(text)}.", parameter=parameter)  # fmt: skip
    if re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]", text):
        raise InvalidParameter(f"{parameter} 含有控制字符或不完整的字符。", f"{parameter} holds control characters or half characters.",
                               parameter=parameter)  # fmt: skip
    return text


def _several(parameter: Parameter, value: Scalar | Iterable[Scalar] | None) -> list[Scalar]:
    """The values given, blank ones left out."""
    if value is None:
        return []
    values: Sequence[Scalar] = [value] if isinstance(value, str | int | datetime.date) else list(value)
    if parameter.many and parameter.kind != "text":
        values = [part for each in values for part in (re.split(r"[,，、]", each) if isinstance(each, str) else [each])]
    values = [each for each in values if not isinstance(each, str) or each.strip()]
    if len(values) > 1 and not parameter.many:
        raise InvalidParameter(f"参数 {parameter.name} 只能有一个值。", f"Parameter {parameter.name} takes one value.", parameter=parameter.name)
    return list(values)


def _short(text: str) -> str:
    """``text`` on one line, cut for a message."""
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:60] + "…"
