"""What changed from one collected document to another."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request

from ...queries.diffing.diff import diff
from ..answers import JSON, asked, file_page, format_query, forms
from ..changed import Changes
from ..export import changes
from ..negotiate import HTML
from ..service import Graph, TheLanguage, known_parameters

_FORMS = (JSON, HTML)
router = APIRouter(tags=["比较"], dependencies=[Depends(known_parameters)])


@router.get("/diff", response_model=Changes, response_model_exclude_unset=True, responses=forms(*_FORMS), summary="修订对照（diff）")
def changed(
    request: Request,
    graph: Graph,
    language: TheLanguage,
    old: Annotated[str, Query(description="原文：文件标识（identifier of the old document）", examples=["miit-2016-586"])],
    new: Annotated[str, Query(description="新文：文件标识（identifier of the new document）", examples=["jiangsu-2016"])],
    format: Annotated[str | None, format_query(*_FORMS)] = None,
) -> Any:
    """Clause-aligned differences of two documents, and what changed in the facts, in words; each clause is cited exactly."""
    offer = asked(request, _FORMS)
    result = diff(graph, old, new, language)
    return file_page(changes.render(result, language)) if offer is HTML else result
