"""The documents: what is known of them, their texts, outlines and facts."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request
from starlette.responses import Response

from ...extract.facts import KINDS
from ...ontology.errors import UnknownValue
from ...queries.documents import PolicyDocument
from ...queries.documents import documents as find
from .. import holdings
from ..answers import JSON, TABULAR, asked, format_query, forms, tabular
from ..export.grid import Grid
from ..language import Language
from ..models import DocumentSummary, DocumentText, FactRecord, Outline, Page
from ..negotiate import TEXT
from ..paging import Pages
from ..service import AsOf, Graph, TheLanguage, known_parameters

router = APIRouter(prefix="/documents", tags=["文件"], dependencies=[Depends(known_parameters)])
Id = Annotated[str, Path(description="文件标识（document id）", examples=["fujian-2018"])]
Format = Annotated[str | None, format_query(*TABULAR)]

_COLUMNS = ("id", "title", "doc_number", "issuer", "jurisdiction", "date", "status", "as_of", "valid_from", "valid_to", "superseded_by",
            "source", "sha256", "warnings", "iri")  # fmt: skip
_FACT_COLUMNS = ("doc", "kind", "subject", "path", "quote", "start", "end", "rule", "alignment", "certainty")


def summary(document: PolicyDocument, language: Language) -> dict[str, Any]:
    """A document in the shape of :class:`~..models.DocumentSummary`."""
    warnings = [notice.message(language) for notice in document.notices]
    return {**document.to_json(), "warnings": warnings, "url": f"/documents/{document.id}"}


@router.get("", response_model=Page[DocumentSummary], responses=forms(*TABULAR), summary="文件列表（documents）")
def documents(request: Request, graph: Graph, day: AsOf, pages: Pages, language: TheLanguage, format: Format = None) -> Any:
    """All documents with their standing on a date, by place and identifier."""
    offer = asked(request)
    items = [summary(document, language) for document in find(graph, day)]
    return pages.page(items) if offer is JSON else tabular(request, offer, Grid.of(pages.cut(items), _COLUMNS), "documents")


@router.get("/{id}", response_model=DocumentSummary, responses=forms(JSON), summary="一份文件（document）")
def document(graph: Graph, day: AsOf, language: TheLanguage, id: Id) -> Any:
    """What is known of one document; what its text does not say is null."""
    known(graph, id)
    return summary(find(graph, day, ids=[id])[0], language)


@router.get("/{id}/text", response_model=DocumentText, responses=forms(JSON, TEXT), summary="原文（text）")
def text(request: Request, graph: Graph, id: Id, format: Annotated[str | None, format_query(JSON, TEXT)] = None) -> Any:
    """The stored text, unchanged: offsets of quotes count its Unicode code points."""
    offer = asked(request, (JSON, TEXT))
    found = holdings.text(graph, known(graph, id))
    if offer is TEXT:
        return Response(found["text"], media_type=TEXT.media_type)
    return {"id": id, "sha256": found["sha256"], "length": len(found["text"]), "text": found["text"]}


@router.get("/{id}/outline", response_model=Outline, responses=forms(JSON), summary="层次结构（outline）")
def outline(graph: Graph, id: Id) -> Any:
    """The clauses as a tree, in text order."""
    return {"id": id, "clauses": holdings.outline(graph, known(graph, id))}


@router.get("/{id}/facts", response_model=Page[FactRecord], responses=forms(*TABULAR), summary="事实（facts）")
def facts(
    request: Request,
    graph: Graph,
    pages: Pages,
    id: Id,
    kind: Annotated[str | None, Query(description="事实类别，默认全部（kind of fact）", json_schema_extra={"enum": list(KINDS)})] = None,
    format: Format = None,
) -> Any:
    """The facts of a document, by kind and place in the text, each with its quote."""
    offer = asked(request)
    if kind is not None and kind not in KINDS:
        raise UnknownValue(
            f"没有事实类别 {kind[:60]!r}。", f"There is no kind of fact {kind[:60]!r}.", parameter="kind", allowed=tuple(KINDS)
        )
    found = [fact for fact in holdings.facts(graph, known(graph, id)) if kind in (None, fact["kind"])]
    if offer is JSON:
        return pages.page(found)
    further = dict.fromkeys(name for fact in found for name in fact if name not in _FACT_COLUMNS and name != "iri")
    return tabular(request, offer, Grid.of(pages.cut(found), (*_FACT_COLUMNS, *further, "iri")), f"{id}-facts")


def known(graph: Graph, id: str) -> str:
    """The IRI of a document.

    Raises:
        UnknownValue: if there is no such document; the error lists those there are.
    """
    held = {str(row["id"]): str(row["iri"]) for row in holdings.select(graph, "documents")}
    if id in held:
        return held[id]
    raise UnknownValue(f"没有文件 {id[:60]!r}。", f"There is no document {id[:60]!r}.", parameter="id", allowed=sorted(held))
