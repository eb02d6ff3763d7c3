"""The first page: one box for words and questions, what is collected, and three ways in."""

from __future__ import annotations

import datetime
from collections import Counter

from fastapi import APIRouter
from starlette.responses import HTMLResponse

from ....queries.documents import documents
from ... import holdings
from ...service import Graph
from ..asking import TheDay, TheView
from ..page import page
from ..remembered import remembered
from ..sections import SECTIONS
from ..tilemap import SIDE, SIZE, tiles

router = APIRouter(include_in_schema=False)

STATUSES = ("in_force", "expired", "draft", "superseded")
WAYS = {
    "office": ("compare", "check", "documents"),
    "company": ("eligibility", "timeline", "search"),
    "research": ("ask", "graph", "quality", "sparql"),
}
"""For which readers which sections come first."""
_LATEST = 6
"""Documents that are named on the first page."""


@router.get("/", response_class=HTMLResponse)
def home(graph: Graph, view: TheView, day: TheDay) -> str:
    """What is here, and where to begin."""
    held = remembered(graph, documents, day)
    sections = {section.name: section.path for section in SECTIONS}
    return page(
        view,
        "home.html",
        title=view.say("home.title"),
        section="home",
        info=graph.info,
        day=day,
        counted=Counter(each.status for each in held),
        statuses=STATUSES,
        places=len({each.code for each in held if each.code}),
        types=len(remembered(graph, holdings.types)),
        newest=max((each.date.isoformat() for each in held if each.date), default=None),
        latest=sorted(held, key=lambda each: (each.date or datetime.date.min, each.id), reverse=True)[:_LATEST],
        national=sum(each.code == "000000" for each in held),
        tiles=tiles([each.code for each in held if each.code], english=not view.zh),
        side=SIDE,
        size=SIZE,
        ways=[(name, [(each, sections[each]) for each in parts if each in sections]) for name, parts in WAYS.items()],
        asks="ask" in sections,
    )
