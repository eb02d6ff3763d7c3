"""Which property of the ontology holds which field of a fact, and how values become RDF terms and come back.

One table for both directions, made from the fact classes themselves: a field that is added there is in the graph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from functools import cache
from types import MappingProxyType, NoneType
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pyoxigraph as ox

from ..ontology.errors import EvidenceError
from ..ontology.identifiers import Identifiers
from ..ontology.terms import XSD
from .facts import KINDS, Fact

CLASSES: Mapping[str, str] = MappingProxyType({
    "document": "DocumentStatement", "threshold": "Threshold", "target": "Target", "incentive": "Incentive",
    "deadline": "Deadline", "cycle": "Cycle", "sanction": "Sanction", "exemption": "Exemption", "criterion": "Criterion",
    "sector": "SectorFocus", "agency": "AgencyRole", "reference": "Citation", "step": "Step", "definition": "Definition",
})  # fmt: skip
"""The class of the ontology for each kind of fact."""

# Fields whose property does not bear their own name in camelCase.
_RENAMED = {
    "subject": "subjectLabel", "doc_number": "number", "jurisdiction": "jurisdictionCode", "status": "issuanceStatus",
    "valid_from": "validFromText", "valid_to": "validToText", "canonical": "agency",
}  # fmt: skip
# A step's number in its procedure is not its place among the facts.
_RENAMED_IN = {("step", "order"): "stepOrder"}
# Properties whose values are concepts: the scheme that each belongs to.
_SCHEMES = {
    "level": "level", "grade": "grade", "form": "form", "role": "role", "consequence": "consequence", "group": "group",
    "agency": "agency", "sector": "sector",
}  # fmt: skip
# The document of a fact is part of its address.
_IN_ADDRESS = frozenset({"doc"})


@dataclass(frozen=True, slots=True)
class Property:
    """How one field stands in the graph.

    Attributes:
        field: name of the field.
        name: local name of the property.
        type: Python type of the field's value: ``str``, ``int``, ``float`` or ``bool``.
        scheme: the scheme of its concepts, or empty for a literal.
    """

    field: str
    name: str
    type: type
    scheme: str = ""

    def term(self, value: Any, identifiers: Identifiers) -> ox.NamedNode | ox.Literal:
        """The RDF term of a value that is not None."""
        if self.scheme:
            return ox.NamedNode(identifiers.concept(self.scheme, value))
        return decimal(value) if self.type is float else literal(self.type(value))

    def value(self, term: Any, identifiers: Identifiers) -> Any:
        """The field's value from a value that a query gave back (an IRI, a str, or a number)."""
        if self.scheme:
            name = identifiers.parse(term)
            if name is None or name.kind != self.scheme:
                raise EvidenceError(f"{self.name} 的值 {term} 不是概念。", f"The value {term} of {self.name} is not a concept.")
            return name.key
        if self.type is float:
            return int(term) if int(term) == term else float(term)
        return self.type(term)


def literal(value: str | bool | int) -> ox.Literal:
    """A literal of xsd:string, xsd:boolean or xsd:integer."""
    if isinstance(value, bool):
        return ox.Literal("true" if value else "false", datatype=XSD.boolean)
    return ox.Literal(str(value), datatype=XSD.integer) if isinstance(value, int) else ox.Literal(value)


def decimal(value: float) -> ox.Literal:
    """An xsd:decimal with the fewest digits that give the same number back, never with an exponent.

    Args:
        value: a finite number; at most 18 digits before or after the point are kept by the store.
    """
    written = Decimal(repr(value))
    return ox.Literal(format(written.quantize(1) if written == written.to_integral_value() else written, "f"), datatype=XSD.decimal)


@cache
def properties(kind: str) -> tuple[Property, ...]:
    """The properties of a kind of fact, in the order of its fields.

    Args:
        kind: one of :data:`~.facts.KINDS`.
    """
    hints = get_type_hints(KINDS[kind])
    return tuple(_property(kind, f.name, hints[f.name]) for f in fields(KINDS[kind]) if f.name not in _IN_ADDRESS)


def _property(kind: str, field: str, hint: Any) -> Property:
    name = _RENAMED_IN.get((kind, field)) or _RENAMED.get(field) or _camel_case(field)
    return Property(field, name, _plain_type(hint), _SCHEMES.get(name, ""))


def _camel_case(name: str) -> str:
    return re.sub(r"_(\w)", lambda match: match[1].upper(), name)


def _plain_type(hint: Any) -> type:
    """``str`` for ``str | None`` and for ``Literal["a", "b"]``, and so on."""
    for option in get_args(hint) if get_origin(hint) is not Literal else ():
        if option is not NoneType:
            return _plain_type(option)
    return str if get_origin(hint) is Literal else hint


def rebuild(kind: str, doc: str, values: Mapping[str, Any], identifiers: Identifiers) -> Fact:
    """A fact from the values of its properties.

    Args:
        kind: kind of the fact.
        doc: identifier of its document.
        values: by local name of the property; names that belong to no field are left out.
        identifiers: how the graph's IRIs were minted.

    Raises:
        EvidenceError: if the kind is unknown, a value does not suit its property, or a field that the kind needs is missing.
    """
    if kind not in KINDS:
        raise EvidenceError(f"未知的事实类别：{kind!r}。", f"Unknown kind of fact: {kind!r}.")
    known: dict[str, Any] = {}
    for each in properties(kind):
        if each.name in values:
            try:
                known[each.field] = each.value(values[each.name], identifiers)
            except (TypeError, ValueError, ArithmeticError) as error:
                said = f"{each.name}={values[each.name]!r}"
                raise EvidenceError(f"{doc} 的 {kind} 事实中 {said} 无法理解。", f"{said} makes no sense in a {kind} of {doc}.") from error
    return Fact.from_json({"doc": doc, "kind": kind, **known})


def from_rows(rows: Iterable[Mapping[str, Any]], identifiers: Identifiers) -> dict[str, Fact]:
    """The facts that a query gave back, by IRI, in the order of documents and, within one, in the order in which they were read.

    Args:
        rows: one for each property of each fact: ``fact`` its IRI, ``property`` the property's IRI or local name, ``value`` the
            IRI or plain value. Rows of one fact need not stand together; other properties and further columns will do no harm.
        identifiers: how the graph's IRIs were minted.

    Raises:
        EvidenceError: if an IRI is no fact's, or a fact lacks a field that its kind needs.
    """
    own = identifiers.vocabulary
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        found.setdefault(str(row["fact"]), {})[str(row["property"]).removeprefix(own)] = row["value"]
    facts: list[tuple[str, int, str, Fact]] = []
    for iri, values in found.items():
        name = identifiers.parse(iri)
        if name is None or name.kind != "fact" or "order" not in values:
            raise EvidenceError(f"{iri} 不是事实，或其属性不全。", f"{iri} is no fact, or its properties are incomplete.")
        fact = rebuild(name.path.partition("/")[0], name.key, values, identifiers)
        facts.append((fact.doc, int(values["order"]), iri, fact))
    return {iri: fact for *_, iri, fact in sorted(facts, key=lambda found: found[:3])}
