"""What queries answer with: values, tables and documents in the standard formats.

Every store, embedded or remote, answers a SELECT or ASK in the SPARQL 1.1 Query Results JSON Format; the Python values are
made from that one form, so that a question gives equal rows wherever it is asked.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any, Literal, Self

from .errors import InvalidParameter, TooLarge

Form = Literal["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"]
"""The four forms of a SPARQL query (SPARQL 1.1 Query Language, section 16)."""

JSON = "application/sparql-results+json"
TURTLE = "text/turtle"
RESULT_TYPES = (JSON, "application/sparql-results+xml", "text/csv", "text/tab-separated-values")
"""Media types of SELECT and ASK, the default first."""
GRAPH_TYPES = (TURTLE, "application/n-triples", "application/rdf+xml", "application/ld+json")
"""Media types of CONSTRUCT and DESCRIBE, the default first."""

_XSD = "http://www.w3.org/2001/XMLSchema#"
_INTEGERS = frozenset(
    _XSD + name
    for name in (
        "integer", "long", "int", "short", "byte", "nonNegativeInteger", "positiveInteger", "nonPositiveInteger",
        "negativeInteger", "unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte",
    )
)  # fmt: skip
_BOOLEANS = {"true": True, "1": True, "false": False, "0": False}


class IRI(str):
    """An IRI among values; a plain ``str`` is a literal."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"IRI({str(self)!r})"


Value = IRI | str | int | float | Decimal | bool


@dataclass(frozen=True, slots=True)
class Table:
    """The solutions of a SELECT query.

    Attributes:
        variables: names of the selected variables, without ``?``, in the order of the query.
        rows: one mapping for each solution; a variable that is unbound in it is absent.
    """

    variables: tuple[str, ...]
    rows: list[dict[str, Value]] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, Value]]:
        return iter(self.rows)


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer in one of the standard formats.

    Attributes:
        body: the document, in UTF-8.
        media_type: its media type, one of :data:`RESULT_TYPES` or :data:`GRAPH_TYPES`.
        form: the form of the query.
    """

    body: bytes
    media_type: str
    form: Form


@dataclass(frozen=True, slots=True)
class BuildInfo:
    """What a store holds.

    Attributes:
        base: the IRI base of data and terms, ending in ``/``.
        data_version: short hash of the data; equal data have equal versions.
        version: version of the program that built it.
        documents, facts: how many there are.
        triples: distinct triples over all graphs.
        inferred: triples that rules inferred (``id/graph/inferred``).
    """

    base: str
    data_version: str
    version: str
    documents: int
    facts: int
    triples: int
    inferred: int = 0

    def to_json(self) -> dict[str, Any]:
        """The record as a JSON object."""
        return asdict(self)

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Self:
        """The record of :meth:`to_json`.

        Raises:
            TypeError: if fields are missing or unknown.
        """
        return cls(**record)


def media_type_for(form: Form, wanted: str | None) -> str:
    """The media type in which a query is answered.

    Args:
        form: the form of the query.
        wanted: a media type without parameters, or None for the form's default.

    Raises:
        InvalidParameter: if that form has no such representation.
    """
    offered = RESULT_TYPES if form in ("SELECT", "ASK") else GRAPH_TYPES
    if wanted is None:
        return offered[0]
    if wanted not in offered:
        raise InvalidParameter(
            f"{form} 查询的结果不能表示为 {wanted}。", f"The result of a {form} query cannot be written as {wanted}.",
            parameter="format", allowed=offered,
        )  # fmt: skip
    return wanted


def too_large(limit: int) -> TooLarge:
    """The error for an answer of more than ``limit`` bytes."""
    return TooLarge(
        f"查询结果超过 {limit} 字节；请用 LIMIT 或更具体的条件缩小范围。",
        f"The result has more than {limit} bytes; narrow the query, for instance by LIMIT.",
        parameter="query",
    )


def table_from_json(body: bytes) -> Table:
    """The table in a SPARQL 1.1 Query Results JSON document (W3C Recommendation of 21 March 2013).

    Raises:
        ValueError: if ``body`` is no such document of a SELECT query.
    """
    document = _object(body)
    try:
        variables = tuple(document["head"]["vars"])
        bindings = document["results"]["bindings"]
        rows = [{name: value_from_json(term) for name, term in binding.items()} for binding in bindings]
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"no SELECT result in the SPARQL results JSON format: {error!r}") from error
    return Table(variables, rows)


def boolean_from_json(body: bytes) -> bool:
    """The answer in a SPARQL 1.1 Query Results JSON document of an ASK query.

    Raises:
        ValueError: if ``body`` is no such document.
    """
    answer = _object(body).get("boolean")
    if not isinstance(answer, bool):
        raise ValueError("no ASK result in the SPARQL results JSON format")
    return answer


def _object(body: bytes) -> dict[str, Any]:
    document = json.loads(body)
    if not isinstance(document, dict):
        raise ValueError("not a JSON object")
    return document


def value_from_json(term: Mapping[str, Any]) -> Value:
    """The Python value of one RDF term of a results document.

    Numbers and booleans take their Python type; every other literal, dates included, stays its lexical form, and so does a
    number whose lexical form is not valid. A blank node is ``_:label``. A language tag is not kept.
    """
    kind, value = term["type"], term["value"]
    if kind == "uri":
        return IRI(value)
    if kind == "bnode":
        return f"_:{value}"
    if kind == "triple":
        return "<<( " + " ".join(str(value_from_json(value[part])) for part in ("subject", "predicate", "object")) + " )>>"
    datatype = term.get("datatype", "")
    try:
        if datatype in _INTEGERS:
            return int(value)
        if datatype == _XSD + "decimal":
            return Decimal(value)
        if datatype in (_XSD + "double", _XSD + "float"):
            return float(value)
    except (ValueError, InvalidOperation):
        return value  # an ill-typed literal such as "abc"^^xsd:integer is legal RDF
    if datatype == _XSD + "boolean" and value in _BOOLEANS:
        return _BOOLEANS[value]
    return value
