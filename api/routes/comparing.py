"""One type side by side in all places."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from pydantic import Field
from starlette.responses import Response

from ...queries.alignment import ASPECTS
from ...queries.compare import compare
from ..answers import JSON, MARKDOWN, TABULAR, asked, file_page, format_query, forms, tabular
from ..export import comparison, markdown, report
from ..models import Comparison
from ..negotiate import HTML, XLSX
from ..service import AsOf, Graph, TheLanguage, known_parameters

_FORMS = (*TABULAR, XLSX, HTML)
Aspect = Annotated[str, Field(json_schema_extra={"enum": list(ASPECTS)})]
router = APIRouter(tags=["比较"], dependencies=[Depends(known_parameters)])


@router.get("/compare", response_model=Comparison, responses=forms(*_FORMS), summary="各地比较（compare）")
def compared(
    request: Request,
    graph: Graph,
    day: AsOf,
    language: TheLanguage,
    type: Annotated[str, Query(description="示范类型：标准名或别名（a type by label or alias）", examples=["绿色工厂"])],
    aspect: Annotated[list[Aspect] | None, Query(description="方面，可给多个或用逗号分隔；默认全部（aspects; all if not given）")] = None,
    jurisdictions: Annotated[list[str] | None, Query(description="地区：代码或名称，逗号分隔；默认全部")] = None,
    baseline: Annotated[str, Query(description="比较的基准：superior（上级）或地区代码")] = "superior",
    format: Annotated[str | None, format_query(*_FORMS)] = None,
) -> Any:
    """The matrix of what each place's documents say about a type, every cell citing its clause exactly."""
    offer = asked(request, _FORMS)
    result = compare(graph, type, aspects=aspect, jurisdictions=jurisdictions, as_of=day, baseline=baseline, language=language)
    if offer is JSON:
        return result
    if offer is MARKDOWN:
        return Response(comparison.as_markdown(result, language), media_type=markdown.MEDIA_TYPE)
    if offer is HTML:
        return file_page(report.render(result, language))
    if offer is XLSX:
        from ..export import xlsx  # loads openpyxl, which only workbooks need

        headers = {"Content-Disposition": 'attachment; filename="compare.xlsx"'}
        return Response(xlsx.render(result, language), media_type=xlsx.MEDIA_TYPE, headers=headers)
    return tabular(request, offer, comparison.records(result), "compare")
