"""The catalogue of named questions, and one operation for each file of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request

from ...queries.catalogue import Catalogue
from ...queries.catalogue import Question as NamedQuestion
from ...queries.functions import function, meaning, schema_of
from ...queries.named import answer_named
from ...queries.parameters import Parameter
from ..answers import JSON, TABULAR, asked, format_query, forms, tabular
from ..export import jsonl
from ..export.grid import Grid, flat_citation, with_corrections
from ..models import Page, Question, Rows
from ..paging import Pages
from ..service import AsOf, Graph, TheLanguage, known_parameters

router = APIRouter(tags=["问题目录"])
_COMMON = {"limit", "offset", "format", "as_of"}
"""What every question is asked with over HTTP; ``as_of`` is a parameter of some questions too."""
_ANSWER = """引用文件的行写明该文件在 as_of 之日的状态；warnings 是这些文件须知的事。

A row that cites a document says its status on `as_of`, and `warnings` what must be known of these documents."""


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


def _operation(question: NamedQuestion) -> Callable[..., Any]:
    """The endpoint that answers a question."""

    def rows(
        request: Request,
        graph: Graph,
        pages: Pages,
        day: AsOf,
        language: TheLanguage,
        format: Annotated[str | None, format_query(*TABULAR)] = None,
    ) -> Any:
        offer = asked(request)
        arguments = {
            key: values if len(values) > 1 else values[0]
            for key in request.query_params
            if key in question.names and (values := request.query_params.getlist(key))
        }
        found = answer_named(graph, question.name, arguments, day)
        if offer is JSON:
            return {**pages.page(jsonl.plain(found.rows)), **found.about(language)}
        flat = [flat_citation(row) for row in found.rows]
        return tabular(request, offer, Grid.of(pages.cut(flat), with_corrections(found.variables, flat)), question.name)

    return rows


def _parameters(question: NamedQuestion) -> list[dict[str, Any]]:
    """The question's own parameters in the OpenAPI document, but for those that every question has."""
    shown = question.example.call
    return [
        {
            "name": each.name,
            "in": "query",
            "required": each.required,
            "description": meaning(each) + ("；可重复，或用逗号分隔（may be repeated, or joined by commas）" if each.many else ""),
            "schema": schema_of(each),
            **({"example": _example(each, shown[each.name])} if each.name in shown else {}),
        }
        for each in question.parameters
        if each.name not in _COMMON
    ]


def _example(parameter: Parameter, value: Any) -> Any:
    """A value of an example call in the parameter's own type: headers write lists with commas, and numbers also as text."""
    values = [float(str(each)) if parameter.kind == "number" else each for each in parameter.values(value)]
    return values if parameter.many else values[0]


for _question in Catalogue.load().values():
    _function = function(_question)
    router.add_api_route(
        f"/queries/{_question.name}",
        _operation(_question),
        response_model=Rows,
        responses=forms(*TABULAR),
        summary=_function.title,
        description=f"{_function.description}\n\n{_ANSWER}",
        operation_id=_function.name,
        dependencies=[Depends(known_parameters)],
        openapi_extra={"parameters": _parameters(_question)},
    )


@router.get("/queries/{name}", include_in_schema=False)
def unknown(name: str) -> Any:
    """A name that no question has.

    Raises:
        UnknownValue: always; ``allowed`` lists the questions.
    """
    return Catalogue.load().question(name)


def describe(question: NamedQuestion) -> dict[str, Any]:
    """A question in the shape of :class:`~..models.Question`."""
    return {
        "name": question.name,
        "topic": question.topic,
        "title": dict(question.title),
        "description": dict(question.description),
        "parameters": [
            {
                "name": each.name,
                "kind": each.kind,
                "required": each.required,
                "many": each.many,
                "default": each.default,
                "choices": dict(each.choices),
                "zh": each.zh,
                "en": each.en,
            }
            for each in question.parameters
        ],
        "example": dict(question.example.call),
        "sparql": question.sparql,
        "url": f"/queries/{question.name}",
    }
