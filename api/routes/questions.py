"""The catalogue of named questions, and the rows of one."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Request

from ...queries.catalogue import Catalogue
from ...queries.catalogue import Question as NamedQuestion
from ...queries.citations import cited
from ...queries.documents import with_standing
from ..answers import JSON, TABULAR, asked, format_query, forms, tabular
from ..export import jsonl
from ..export.grid import Grid, flat_citation, with_corrections
from ..models import Page, Question, Rows
from ..paging import Pages
from ..service import AsOf, Graph, TheLanguage, known_parameters

router = APIRouter(tags=["问题目录"])
_RESERVED = {"limit", "offset", "format", "as_of"}
"""What the service takes itself; ``as_of`` is a parameter of some questions too."""


@router.get(
    "/queries",
    response_model=Page[Question],
    responses=forms(JSON),
    summary="问题目录（catalogue）",
    dependencies=[Depends(known_parameters)],
)
def questions(graph: Graph, pages: Pages) -> Any:
    """The named questions with their parameters, an example call and their SPARQL, by name."""
    return pages.page([describe(question) for question in Catalogue.load().values()])


@router.get("/queries/{name}", response_model=Rows, responses=forms(*TABULAR), summary="提一个问题（ask a named question）")
def rows(
    request: Request,
    graph: Graph,
    pages: Pages,
    day: AsOf,
    language: TheLanguage,
    name: Annotated[str, Path(description="问题名，见 /queries（a name listed at /queries）", examples=["thresholds"])],
    format: Annotated[str | None, format_query(*TABULAR)] = None,
) -> Any:
    """The rows of a question. Its parameters are query parameters; one that takes many may be repeated or joined by commas.

    A row that cites a document says its status on ``as_of``, and ``warnings`` what must be known of these documents.
    """
    offer = asked(request)
    question = Catalogue.load().question(name)
    arguments = {
        key: values if len(values) > 1 else values[0]
        for key in request.query_params
        if (key not in _RESERVED or key in question.names) and (values := request.query_params.getlist(key))
    }
    table = Catalogue.load().run(graph, question.name, **arguments)
    found, left_out = cited(graph, table)
    found, notices = with_standing(graph, found, day)
    if offer is JSON:
        columns = [*dict.fromkeys(key for row in found for key in row)] if found else list(table.variables)
        warnings = [notice.message(language) for notice in notices]
        return {
            **pages.page(jsonl.plain(found)), "name": question.name, "variables": columns, "left_out": left_out, "warnings": warnings,
        }  # fmt: skip
    flat = [flat_citation(row) for row in found]
    return tabular(request, offer, Grid.of(pages.cut(flat), with_corrections(table.variables, flat)), question.name)


def describe(question: NamedQuestion) -> dict[str, Any]:
    """A question in the shape of :class:`~..models.Question`."""
    return {
        "name": question.name,
        "title": dict(question.title),
        "description": dict(question.description),
        "parameters": [
            {
                "name": each.name,
                "kind": each.kind,
                "required": each.required,
                "many": each.many,
                "default": each.default,
                "zh": each.zh,
                "en": each.en,
            }
            for each in question.parameters
        ],
        "example": dict(question.example.call),
        "sparql": question.sparql,
        "url": f"/queries/{question.name}",
    }
