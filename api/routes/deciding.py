"""Whether an applicant may be recognised, and what to ask it."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query

from ...queries.deciding.eligibility import eligibility, questions
from ..answers import problems
from ..decisions import Decisions, EligibilityQuestion, EligibilityRequest
from ..models import Page
from ..paging import Pages
from ..service import AsOf, Graph, TheLanguage, known_parameters

router = APIRouter(tags=["申报自测"], dependencies=[Depends(known_parameters)])


@router.get(
    "/eligibility/questions",
    response_model=Page[EligibilityQuestion],
    responses=problems(400, 404),
    summary="要问申报人什么（questions that decide）",
)
def asked(
    graph: Graph,
    pages: Pages,
    day: AsOf,
    language: TheLanguage,
    type: Annotated[str, Query(description="示范类型：标准名或别名（a type by label or alias）", examples=["绿色工厂"])],
    jurisdiction: Annotated[list[str] | None, Query(description="地区：代码或名称，逗号分隔；默认全部")] = None,
) -> Any:
    """What a form or a chatbot must ask, the most deciding first, each question citing the clause that it comes from."""
    return pages.page(questions(graph, type, jurisdiction, day, language))


@router.post("/eligibility", response_model=Decisions, responses=problems(400, 404, 413), summary="能不能申报（eligibility）")
def decided(
    graph: Graph,
    language: TheLanguage,
    body: EligibilityRequest,
    trace: Annotated[bool, Query(description="是否列出判定的每一步（tell each step）")] = False,
) -> Any:
    """One decision for each level and grade: requirements met, unmet and unknown, gaps, what recognition brings, what to ask next."""
    return eligibility(graph, body.type, body.jurisdiction, body.as_of, body.facts, language, trace)
