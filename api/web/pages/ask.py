"""Questions in plain words: the answer with its clauses, and questions that follow it up."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BeforeValidator, StringConstraints
from starlette.responses import HTMLResponse

from ....queries.asking.context import LONGEST
from ...service import Graph, TheService
from ..asking import Text, TheDay, TheView, given
from ..page import page

router = APIRouter(include_in_schema=False)

Context = Annotated[Annotated[str, StringConstraints(max_length=LONGEST)] | None, BeforeValidator(given), Query()]
"""What the last answer returned; it stands in the address, since the service keeps nothing of a conversation."""

EXAMPLES = (
    "福建的绿色园区要多少分？",
    "江苏的绿色工厂能拿多少奖励？",
    "哪个省对绿色工厂最严？",
    "我在上海得了86分，能评几星？",
    "停产一年半会怎样？",
    "绿色工厂向谁申报，谁来评价？",
)
"""One of each kind of question."""


@router.get("/web/ask", response_class=HTMLResponse)
def asked(graph: Graph, service: TheService, view: TheView, day: TheDay, q: Text = None, context: Context = None) -> str:
    """The answer to a question; without one, what can be asked."""
    answer: dict[str, Any] | None = None
    if q is not None:
        from ....queries.asking.ask import ask  # word lists are read with the first question

        answer = ask(graph, q, day, context, service.settings.search_folder, view.language)
    return page(
        view,
        "ask.html",
        title=view.say("ask.title"),
        section="ask",
        crumbs=[(view.say("section.ask"), None)],
        question=q,
        answer=answer,
        follows=context is not None,
        examples=EXAMPLES,
        day=day,
    )
