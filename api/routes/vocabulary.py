"""What the graph is about: types, bodies, places."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request

from .. import holdings
from ..answers import JSON, TABULAR, asked, format_query, forms, tabular
from ..export.grid import Grid
from ..models import AgencySummary, JurisdictionSummary, Page, TypeSummary
from ..paging import Pages, Paging
from ..service import Graph, known_parameters

router = APIRouter(tags=["词表"], dependencies=[Depends(known_parameters)])
Format = Annotated[str | None, format_query(*TABULAR)]


def _listed(request: Request, pages: Paging, items: Sequence[dict[str, Any]], columns: Sequence[str], name: str) -> Any:
    offer = asked(request)
    return pages.page(items) if offer is JSON else tabular(request, offer, Grid.of(pages.cut(items), columns), name)


@router.get("/types", response_model=Page[TypeSummary], responses=forms(*TABULAR), summary="示范类型（types）")
def types(request: Request, graph: Graph, pages: Pages, format: Format = None) -> Any:
    """The demonstration types that facts are about, by label."""
    return _listed(request, pages, holdings.types(graph), ("label", "aliases", "facts", "documents", "iri"), "types")


@router.get("/agencies", response_model=Page[AgencySummary], responses=forms(*TABULAR), summary="机构及职责（agencies）")
def agencies(request: Request, graph: Graph, pages: Pages, format: Format = None) -> Any:
    """The bodies that have a role in some document, by name."""
    return _listed(request, pages, holdings.agencies(graph), ("name", "roles", "documents", "iri"), "agencies")


@router.get("/jurisdictions", response_model=Page[JurisdictionSummary], responses=forms(*TABULAR), summary="地区（jurisdictions）")
def jurisdictions(request: Request, graph: Graph, pages: Pages, format: Format = None) -> Any:
    """The places whose documents are held, by GB/T 2260 code."""
    return _listed(request, pages, holdings.jurisdictions(graph), ("code", "name", "documents", "iri"), "jurisdictions")
