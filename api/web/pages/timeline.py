"""Who must act by when in a year, as a calendar; and from when until when the documents stand, as a chart."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from fastapi import APIRouter
from starlette.responses import HTMLResponse

from ....queries.deadlines import YEARS, deadlines
from ....queries.documents import PolicyDocument, documents
from ... import holdings
from ...service import Graph
from ..asking import Number, Text, TheDay, TheView
from ..charts import Chart, draw
from ..page import page
from ..view import View, addressed

router = APIRouter(include_in_schema=False)

_ROW = 26
"""Height of a document in the chart, in pixels."""
_MOST = 60
"""Documents in the chart: more are a list, not a picture."""


@router.get("/web/timeline", response_class=HTMLResponse)
def timeline(
    graph: Graph,
    view: TheView,
    day: TheDay,
    year: Number = None,
    jurisdiction: Text = None,
    actor: Text = None,
    start: Text = None,
) -> str:
    """The deadlines of a year by month, those that hang on an event apart; below them how long the documents stand."""
    year = day.year if year is None else year
    found = deadlines(graph, year, [jurisdiction] if jurisdiction else None, actor, start, day, view.language)
    dated = [each for each in found["deadlines"] if each["due"]]
    asked = {"year": year, "jurisdiction": jurisdiction, "actor": actor, "start": start}
    places = [(each["code"], each["name"]) for each in holdings.jurisdictions(graph)]
    standing = _standing(graph, day, jurisdiction)
    return page(
        view,
        "timeline.html",
        title=view.say("timeline.title"),
        section="timeline",
        crumbs=[(view.say("section.timeline"), None)],
        months=[(month, list(of_month)) for month, of_month in groupby(dated, key=lambda each: each["due"][:7])],
        undated=[each for each in found["deadlines"] if not each["due"]],
        warnings=found["warnings"],
        calendar=addressed("/deadlines", [*((name, str(value)) for name, value in asked.items() if value), ("format", "ics")]),
        rows=[_row(view, each) for each in standing],
        chart=_chart(view, standing, day) if 0 < len(standing) <= _MOST else None,
        asked=asked,
        places=places,
        years=YEARS,
        day=day,
    )


def _standing(graph: Graph, day: datetime.date, jurisdiction: str | None) -> list[PolicyDocument]:
    """The documents that say when they begin or end, by their first day."""
    found = documents(graph, day, jurisdictions=[jurisdiction]) if jurisdiction else documents(graph, day)
    return sorted((each for each in found if each.valid_from or each.valid_to), key=lambda each: (_first(each), each.id))


def _row(view: View, document: PolicyDocument) -> tuple[str, ...]:
    last = document.valid_to_text or view.say("timeline.open")
    return document.name, document.valid_from_text or str(document.date or "—"), last, view.say("status." + document.status)


def _first(document: PolicyDocument) -> datetime.date:
    first = document.valid_from or document.date or document.valid_to
    assert first is not None  # by the choice of _standing
    return first


def _chart(view: View, standing: Sequence[PolicyDocument], day: datetime.date) -> Chart:
    """A bar for each document; one without a last day goes on to the edge."""
    edge = max([day, *(each.valid_to for each in standing if each.valid_to)]) + datetime.timedelta(days=365)
    rows: list[Mapping[str, Any]] = [
        {
            "name": f"{each.place or ''} {_short(each)}".strip(),
            "from": _first(each).isoformat(),
            "to": (each.valid_to or edge).isoformat(),
            "status": view.say("status." + each.status),
        }
        for each in standing
    ]
    order = [row["name"] for row in rows]
    spec = {
        "width": 640,
        "height": {"step": _ROW},
        "layer": [
            {
                "data": {"values": rows},
                "mark": {"type": "bar", "height": 14},
                "encoding": {
                    "y": {"field": "name", "type": "nominal", "sort": order, "title": None},
                    "x": {"field": "from", "type": "temporal", "title": None, "axis": {"format": "%Y", "tickCount": "year"}},
                    "x2": {"field": "to"},
                    "color": {"field": "status", "type": "nominal", "title": None, "legend": {"orient": "top"}},
                },
            },
            {
                "data": {"values": [{"day": day.isoformat()}]},
                "mark": {"type": "rule", "strokeDash": [4, 3], "strokeWidth": 2},
                "encoding": {"x": {"field": "day", "type": "temporal"}},
            },
        ],
    }
    return draw(spec, view.say("timeline.chart", day=day), view.say("timeline.chart_told", count=len(rows), day=day))


def _short(document: PolicyDocument) -> str:
    """A name that fits beside a bar."""
    name = document.title or document.id
    return name if len(name) <= 18 else name[:17] + "…"
