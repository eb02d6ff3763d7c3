"""The shapes of answers, as the OpenAPI document describes them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Generic, Literal, TypeVar

from pydantic import ConfigDict, Field

from .export.comparison import COLUMNS, records
from .shape import Framed, Record, Shape, flat

Item = TypeVar("Item")
Status = Literal["in_force", "expired", "draft", "superseded"]
Delta = Literal["stricter", "looser", "same", "added", "missing", "not_comparable"]


class Problem(Shape):
    """An error (RFC 9457)."""

    model_config = ConfigDict(json_schema_extra={"description": "错误说明（RFC 9457）"})

    type: str = Field(description="IRI that names the kind of error")
    title: str
    status: int = Field(ge=400, le=599)
    detail: str = Field(description="What was wrong, and how to mend it")
    instance: str = Field(description="Path of the request")
    parameter: str | None = Field(None, description="The parameter at fault")
    allowed: list[str] | None = Field(None, description="Values that would have been accepted")


class Page(Framed, Generic[Item]):
    """A page of a list in a total order."""

    items: list[Item]
    total: int = Field(description="Entries of the whole list")
    limit: int
    offset: int
    next: str | None = Field(description="Address of the next page; null on the last one")

    def __iter__(self) -> Iterator[Item]:  # pyright: ignore[reportIncompatibleMethodOverride]  # a model's own is over its fields
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    def _records(self) -> Iterator[Record]:
        return map(flat, self.model_dump()["items"])


class Health(Shape):
    """That the service answers, and what it holds."""

    status: Literal["ok", "degraded"] = Field(description="`degraded`: the latest data cannot be read; these are the last known")
    detail: str | None = Field(None, description="Where it is degraded, why")
    documents: int
    facts: int
    triples: int
    version: str = Field(description="Version of the program")
    data_version: str = Field(description="Changes whenever the data do")


class Live(Shape):
    """That a process of the service runs."""

    status: Literal["live"]


class Ready(Shape):
    """That requests can be answered."""

    status: Literal["ready"]
    data_version: str


class CorrectedBy(Shape):
    """Who stated a fact in place of what the program had read."""

    who: str
    when: str = Field(description="ISO date")
    reason: str
    replaces: str | None = Field(description="IRI of the fact that was read wrongly; null where a fact was added")


class Citation(Shape):
    """Where a statement stands: ``text[start:end] == quote`` in Unicode code points."""

    model_config = ConfigDict(extra="allow", json_schema_extra={
        "description": "原文出处；由人更正的另有 corrected_by（with `corrected_by` where a person stated it）"})  # fmt: skip

    document: str
    title: str | None
    path: str
    quote: str
    start: int
    end: int
    url: str


class Place(Shape):
    """A place by its GB/T 2260 code."""

    code: str
    name: str


class DocumentSummary(Shape):
    """What is known of a document; what its text does not say is null."""

    id: str
    title: str | None
    doc_number: str | None
    issuer: str | None
    jurisdiction: Place | None
    date: str | None
    valid_from: str | None
    valid_to: str | None
    status: Status = Field(description="Standing on the date `as_of`")
    as_of: str
    superseded_by: str | None
    source: str | None
    sha256: str | None
    warnings: list[str]
    iri: str
    url: str


class DocumentText(Shape):
    """The stored text of a document."""

    id: str
    sha256: str
    length: int = Field(description="Unicode code points")
    text: str


class Clause(Shape):
    """A node of the outline."""

    path: str
    type: str
    heading: str | None
    start: int
    end: int
    children: list[Clause]


class Outline(Shape):
    """The outline of a document."""

    id: str
    clauses: list[Clause]


class FactRecord(Shape):
    """A fact: the fields below, and those of its kind."""

    model_config = ConfigDict(extra="allow")

    iri: str
    doc: str
    kind: str
    quote: str
    start: int
    end: int
    path: str
    subject: str | None
    corrected_by: CorrectedBy | None = Field(None, description="Null for a fact that the program read")


class TypeSummary(Shape):
    """A demonstration type."""

    label: str
    aliases: list[str]
    facts: int
    documents: list[str]
    iri: str


class AgencySummary(Shape):
    """A body and what it does in which documents."""

    name: str
    roles: list[str]
    documents: list[str]
    iri: str


class JurisdictionSummary(Shape):
    """A place with documents."""

    code: str
    name: str
    documents: list[str]
    iri: str


class ComparedDocument(Shape):
    """A document of a comparison."""

    id: str
    title: str | None
    date: str | None
    status: Status


class ComparedPlace(Place):
    """A place of a comparison."""

    documents: list[ComparedDocument]


class ComparedCell(Shape):
    """What one fact of a place says."""

    model_config = ConfigDict(extra="allow")

    value: Any
    level: str | None
    grade: str | None
    text: str
    fact: str
    certainty: str
    document_status: Status
    corrected_by: CorrectedBy | None = Field(description="Null for a fact that the program read")
    citation: Citation


class ComparedRow(Shape):
    """One aspect side by side."""

    model_config = ConfigDict(extra="allow")

    aspect: str
    key: str
    label: str
    cells: dict[str, list[ComparedCell]]
    differs: bool = Field(description="Whether the places differ")
    delta: dict[str, Delta] = Field(description="By place, against the baseline")


class Comparison(Framed):
    """The matrix of a type over places."""

    model_config = ConfigDict(extra="allow")

    type: str
    as_of: str
    data_version: str
    baseline: str
    jurisdictions: list[ComparedPlace]
    not_collected: list[Place]
    rows: list[ComparedRow]
    warnings: list[str]
    sparql: str | None = Field(description="The query that read the facts; null where there was nothing to read")

    def _columns(self) -> Sequence[str]:
        return COLUMNS

    def _records(self) -> Iterator[Record]:
        grid = records(self.model_dump())
        return (dict(zip(grid.columns, row, strict=True)) for row in grid.rows)


class QuestionParameter(Shape):
    """A parameter of a named question."""

    name: str
    kind: str
    required: bool
    many: bool
    default: str | None
    choices: dict[str, str] = Field(description="Of kind `choice`, the values there are, each with its Chinese name, which is as good")
    zh: str
    en: str


class Question(Shape):
    """A named question of the catalogue."""

    name: str
    topic: str
    title: dict[str, str]
    description: dict[str, str]
    parameters: list[QuestionParameter]
    example: dict[str, Any]
    sparql: str
    url: str


class Rows(Page[dict[str, Any]]):
    """The rows of a named question; an unbound variable is absent from its row."""

    name: str
    variables: list[str] = Field(description="Columns; `citation` is document, path, quote and offsets; `document_status` is on as_of")
    left_out: int = Field(description="Rows left out because their quote does not stand in the stored text")
    warnings: list[str] = Field(description="What must be known of the documents that the rows cite: expired, draft, amended …")

    def _columns(self) -> Sequence[str]:
        return [name for name in self.variables if name != "citation"]
