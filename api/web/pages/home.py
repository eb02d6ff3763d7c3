"""The first page: one box for questions and words, what is collected, and the ways in."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import HTMLResponse

from ...service import Graph
from ..asking import TheDay, TheView
from ..page import page

router = APIRouter(include_in_schema=False)


@router.get("/", response_class=HTMLResponse)
def home(graph: Graph, view: TheView, day: TheDay) -> str:
    """What is here."""
    return page(view, "home.html", title=view.say("home.title"), section="home", info=graph.info, day=day)
