"""One type side by side in all places: the matrix, who is stricter, the numbers as charts, and the ways to take it along."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import APIRouter
from starlette.responses import HTMLResponse

from ....ontology.schemes import schemes
from ....ontology.store import Reader
from ....queries.alignment import ASPECTS
from ....queries.compare import SUPERIOR, compare
from ....queries.parameters import several
from ...service import Graph
from .. import choices
from ..asking import Many, Number, Text, TheDay, TheView
from ..page import page
from ..scales import awards, number_lines

router = APIRouter(include_in_schema=False)

FORMS = (("xlsx", "Excel"), ("csv", "CSV"), ("markdown", "Markdown"), ("json", "JSON"))
"""Files of a comparison, by the value of ``format`` of the API, beside the report."""


@router.get("/web/compare", response_class=HTMLResponse)
def compared(
    graph: Graph,
    view: TheView,
    day: TheDay,
    type: Text = None,
    aspect: Many = None,
    jurisdictions: Many = None,
    baseline: Text = None,
    differing: Text = None,
    offset: Number = None,
) -> str:
    """What the places rule on a type, so many places at a time; until a type is chosen, the choice."""
    places = choices.places(graph)
    given = {name: _code(name) for name in several(jurisdictions)}
    asked = list(dict.fromkeys(given.values()))
    chosen = {"type": type, "aspect": aspect or [], "jurisdictions": asked, "baseline": _code(baseline or SUPERIOR), "differing": differing}
    result: dict[str, Any] | None = None
    columns = asked or _all_of(graph, type, places)
    begin = min(max(0, offset or 0), max(0, len(columns) - 1))  # no column at all would mean all
    shown = columns[begin : begin + choices.MOST_PLACES]
    if type is not None:
        result = compare(graph, type, aspect, shown, day, baseline or SUPERIOR, view.language)
        chosen["type"] = result["type"]
    return page(
        view,
        "compare.html",
        title=view.say("compare.title") if result is None else view.say("compare.about", type=result["type"]),
        section="compare",
        crumbs=[(view.say("section.compare"), None)],
        result=result,
        groups=_groups(result["rows"], differing is not None) if result else [],
        charts=[*number_lines(result, view), *awards(result, view)] if result else [],
        forms=FORMS,
        query={"type": type, "aspect": aspect, "jurisdictions": shown, "baseline": baseline, "as_of": day},
        list={"items": shown, "total": len(columns), "limit": choices.MOST_PLACES, "offset": begin},
        types=choices.types(graph),
        examples=choices.examples(graph),
        aspects=[(name, view.say("kind." + name)) for name in ASPECTS],
        places=places,
        others=[name for name, code in given.items() if code not in dict(places)],
        chosen=chosen,
        day=day,
    )


def _code(name: str) -> str:
    """The code of a place, or the name where it is none, which the comparison refuses in words."""
    place = schemes().resolve_region(name)
    return place.key if place else name


def _all_of(graph: Reader, type: str | None, places: Sequence[tuple[str, str]]) -> list[str]:
    """The places to compare where none is named: all, if they are many those first that speak of the type; none means all."""
    if len(places) <= choices.MOST_PLACES:
        return []
    first = choices.speaking(graph, type or "")
    return [code for code, _ in (*first, *(each for each in places if each not in first))]


def _groups(rows: Sequence[Mapping[str, Any]], differing: bool) -> list[tuple[str, list[Mapping[str, Any]]]]:
    """The rows of each aspect; with ``differing`` only those in which places differ."""
    shown = [row for row in rows if row["differs"] or not differing]
    return [(aspect, [row for row in shown if row["aspect"] == aspect]) for aspect in dict.fromkeys(row["aspect"] for row in shown)]
