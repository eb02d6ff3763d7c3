"""Who must act by when."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from pydantic import ConfigDict, Field
from starlette.responses import Response

from ...queries.deadlines import YEARS, deadlines
from ..answers import asked, format_query, forms
from ..export import ics
from ..models import Citation, Page, Status
from ..negotiate import ICALENDAR, JSON
from ..paging import Pages
from ..service import AsOf, Graph, TheLanguage, known_parameters
from ..shape import Shape

router = APIRouter(tags=["时限"], dependencies=[Depends(known_parameters)])


class DeadlineConflict(Shape):
    """A deadline that comes too early for another: what is passed on must have been received."""

    fact: str
    due: str | None
    text: str
    citation: Citation


class DeadlineRecord(Shape):
    """A deadline on one of its days."""

    model_config = ConfigDict(extra="allow")

    jurisdiction: str | None
    place: str | None
    actor: str | None
    actor_class: str
    action: str | None
    recipient: str | None
    due: str | None = Field(description="ISO date; null where it hangs on an event whose day is not given")
    recurrence: str | None
    within: str | None
    after: str | None
    text: str
    conflicts: list[DeadlineConflict]
    document_status: Status
    fact: str
    warnings: list[str]
    citation: Citation


class Deadlines(Page[DeadlineRecord]):
    """A page of deadlines, by day; those without one last."""

    year: int | None
    as_of: str
    start: str | None
    data_version: str
    warnings: list[str]


@router.get("/deadlines", response_model=Deadlines, responses=forms(JSON, ICALENDAR), summary="谁须在何时前做什么（deadlines）")
def due(
    request: Request,
    graph: Graph,
    pages: Pages,
    day: AsOf,
    language: TheLanguage,
    year: Annotated[int | None, Query(ge=YEARS[0], le=YEARS[-1], description="年份（year）")] = None,
    jurisdiction: Annotated[list[str] | None, Query(description="地区：代码或名称，逗号分隔；默认全部")] = None,
    actor: Annotated[str | None, Query(description="行为人：原文的一部分，或类别（企业、设区市、省级 ……）")] = None,
    start: Annotated[
        str | None, Query(description="期间的起算日，ISO 日期（the day from which periods run）", json_schema_extra={"format": "date"})
    ] = None,
    format: Annotated[str | None, format_query(JSON, ICALENDAR)] = None,
) -> Any:
    """The deadlines of a year with the clauses that set them; recurring ones on their days, periods from the day given."""
    offer = asked(request, (JSON, ICALENDAR))
    answer = deadlines(graph, year, jurisdiction, actor, start, day, language)
    if offer is ICALENDAR:
        headers = {"Content-Disposition": 'attachment; filename="deadlines.ics"'}
        return Response(ics.render(answer), media_type=ics.MEDIA_TYPE, headers=headers)
    found = answer.pop("deadlines")
    return {**pages.page(found), **answer}
