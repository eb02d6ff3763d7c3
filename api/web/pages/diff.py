"""Two documents side by side: what changed in the clauses and in the facts."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import HTMLResponse

from ....queries.diffing.diff import diff
from ....queries.documents import documents
from ...export import changes
from ...service import Graph
from ..asking import Text, TheDay, TheView
from ..page import page
from ..remembered import remembered

router = APIRouter(include_in_schema=False)


@router.get("/web/diff", response_class=HTMLResponse)
def compared(graph: Graph, view: TheView, day: TheDay, old: Text = None, new: Text = None) -> str:
    """What changed from one to the other; until both are chosen, the choice."""
    result = diff(graph, old, new, view.language) if old and new else None
    title = view.say("diff.title")
    return page(
        view,
        "diff.html",
        title=title,
        section="documents",
        crumbs=[(view.say("section.documents"), "/web/documents"), (title, None)],
        documents=[(each.id, each.name_and_id) for each in remembered(graph, documents, day)],
        old=old,
        new=new,
        result=result,
        counted=changes.counted(result, view.language) if result else "",
        sides=[[changes.side(each, which, view.zh) for which in ("old", "new")] for each in result["clauses"]["changes"]] if result else [],
        deltas=changes.DELTAS,
    )
