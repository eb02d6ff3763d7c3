"""How far the data can be relied on: what was read from each document, how surely, what is silent, what is cited and missing."""

from __future__ import annotations

from collections import Counter
from typing import Any

from fastapi import APIRouter
from starlette.responses import HTMLResponse

from ....extract.facts import KINDS
from ....extract.properties import CLASSES
from ....ontology.store import Reader
from ....queries.catalogue import Catalogue
from ....queries.documents import documents
from ...citedworks import cited_works
from ...evidence import evidence
from ...service import Graph
from ..asking import Number, Text, TheDay, TheView
from ..charts import Chart, draw
from ..page import page
from ..remembered import remembered
from ..view import View

router = APIRouter(include_in_schema=False)

_LIMIT = 30
"""Documents on a page of the table."""
_MISSING = 50
"""Works in the list of what is cited and missing."""
_KIND_OF = {name: kind for kind, name in CLASSES.items()}


@router.get("/web/quality", response_class=HTMLResponse)
def quality(graph: Graph, view: TheView, day: TheDay, offset: Number = None, check: Text = None) -> str:
    """Facts and silence by document and kind; the chosen document's quotes compared with its text, character by character."""
    first = max(0, offset or 0)
    counted = remembered(graph, _counted)
    held = sorted(documents(graph, day), key=lambda each: (each.code or "", each.id))
    facts, unsure = Counter[str](), Counter[str]()
    for (_, kind), (all_, less) in counted.items():
        facts[kind] += all_
        unsure[kind] += less
    citations, missing = remembered(graph, cited_works)
    return page(
        view,
        "quality.html",
        title=view.say("quality.title"),
        section="quality",
        crumbs=[(view.say("section.quality"), None)],
        kinds=KINDS,
        heads=[view.say("kind." + kind) for kind in KINDS],
        rows=[(view.say("kind." + kind), facts[kind], unsure[kind]) for kind in KINDS],
        counted=counted,
        list={"items": held[first : first + _LIMIT], "total": len(held), "limit": _LIMIT, "offset": first},
        facts=facts,
        unsure=unsure,
        total=(sum(facts.values()), sum(unsure.values())),
        chart=_chart(view, facts, unsure),
        citations=citations,
        missing=missing[:_MISSING],
        missing_total=len(missing),
        checked=None if check is None else evidence(graph, only=check),
        check=check,
        day=day,
    )


def _counted(graph: Reader) -> dict[tuple[str, str], tuple[int, int]]:
    """Facts, and those of them that are less than sure, by document and kind."""
    found: dict[tuple[str, str], tuple[int, int]] = {}
    for row in Catalogue.load().run(graph, "coverage"):
        kind = _KIND_OF[str(row["kind"]).rpartition("#")[2]]
        found[str(row["doc"]), kind] = (int(str(row["facts"])), int(str(row["not_sure"])))
    return found


def _chart(view: View, facts: Counter[str], unsure: Counter[str]) -> Chart:
    """Facts by kind, those that are less than sure told apart."""
    sure, less = view.say("quality.sure"), view.say("quality.less")
    rows: list[dict[str, Any]] = []
    for kind in KINDS:
        name = view.say("kind." + kind)
        rows += [
            {"kind": name, "what": sure, "facts": facts[kind] - unsure[kind], "order": 0},
            {"kind": name, "what": less, "facts": unsure[kind], "order": 1},
        ]
    spec = {
        "width": 560,
        "height": {"step": 24},
        "data": {"values": rows},
        "mark": "bar",
        "encoding": {
            "y": {"field": "kind", "type": "nominal", "sort": None, "title": None},
            "x": {"field": "facts", "type": "quantitative", "title": view.say("quality.facts"), "axis": {"tickMinStep": 1}},
            "color": {"field": "what", "type": "nominal", "sort": [sure, less], "title": None, "legend": {"orient": "top"}},
            "order": {"field": "order"},
        },
    }
    return draw(spec, view.say("quality.chart"), view.say("quality.chart_told"))
