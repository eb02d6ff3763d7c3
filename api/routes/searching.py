"""Full-text search over the clauses."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from pydantic import Field

from ...extract.facts import KINDS
from ...queries.deadlines import YEARS
from ...queries.searching.search import MOST, search
from ..answers import problems
from ..models import Citation, Page, Status
from ..paging import Pages
from ..service import AsOf, Graph, TheLanguage, TheService, known_parameters
from ..shape import Shape

router = APIRouter(tags=["检索"], dependencies=[Depends(known_parameters)])


class Span(Shape):
    """A span of the stored text in Unicode code points."""

    start: int
    end: int


class Hit(Shape):
    """A clause that was found."""

    document: str
    title: str | None
    jurisdiction: str | None
    place: str | None
    document_status: Status
    path: str
    text: str
    score: float = Field(description="BM25; the higher the better")
    highlights: list[Span] = Field(description="Where the words stand in the stored text")
    url: str
    citation: Citation


class Hits(Page[Hit]):
    """A page of clauses, the best first."""

    query: str
    matched: str = Field(description="`all` if the clauses have all words, `any` if none has them all")
    words: list[list[str]] = Field(description="What was looked for: each word with those that mean the same")
    data_version: str
    warnings: list[str]


@router.get("/search", response_model=Hits, responses=problems(400, 404), summary="检索条款（search）")
def found(
    graph: Graph,
    service: TheService,
    pages: Pages,
    day: AsOf,
    language: TheLanguage,
    q: Annotated[str, Query(description="词语（words）", examples=["绿色工厂 奖励"])],
    jurisdiction: Annotated[list[str] | None, Query(description="地区：代码或名称，逗号分隔；默认全部")] = None,
    type: Annotated[str | None, Query(description="只要有关于这一类型的事实的条款（clauses with a fact about this type）")] = None,
    kind: Annotated[
        str | None,
        Query(description="只要有这一类事实的条款（clauses with a fact of this kind）", json_schema_extra={"enum": list(KINDS)}),
    ] = None,
    year: Annotated[int | None, Query(ge=YEARS[0], le=YEARS[-1], description="文件的年份（year of the document）")] = None,
) -> Any:
    """The clauses with all of the words or what means the same (aliases of types and industries); failing these, with any of them."""
    pages = replace(pages, limit=min(pages.limit, MOST))
    answer = search(
        graph, q, jurisdiction, type, kind, year, day, service.settings.search_folder,
        limit=pages.limit, offset=pages.offset, language=language,
    )  # fmt: skip
    hits, total = answer.pop("hits"), answer.pop("total")
    return {**pages.part(hits, total), **answer}
