"""What is found in the clauses, with the words marked."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

from fastapi import APIRouter
from starlette.responses import HTMLResponse

from ....extract.facts import KINDS
from ....ontology.store import Reader
from ....queries.documents import documents
from ....queries.searching.search import search
from ... import holdings
from ...service import Graph, TheService
from ..asking import Number, Text, TheDay, TheView
from ..page import page
from ..remembered import remembered

router = APIRouter(include_in_schema=False)

_LIMIT = 20
"""Clauses on a page."""


@router.get("/web/search", response_class=HTMLResponse)
def searched(
    graph: Graph,
    service: TheService,
    view: TheView,
    day: TheDay,
    q: Text = None,
    jurisdiction: Text = None,
    type: Text = None,
    kind: Text = None,
    offset: Number = None,
) -> str:
    """The clauses with these words, the best first; without words, how to search."""
    found: dict[str, Any] | None = None
    if q is not None:
        found = search(
            graph, q, jurisdiction, type, kind, None, day, service.settings.search_folder,
            limit=_LIMIT, offset=max(0, offset or 0), language=view.language,
        )  # fmt: skip
    return page(
        view,
        "search.html",
        title=view.say("search.title") if q is None else view.say("search.about", words=q),
        section="search",
        crumbs=[(view.say("section.search"), None)],
        found=found,
        names=_names(graph, day, found),
        hits=[] if found is None else [{**hit, "pieces": list(_pieces(hit))} for hit in found["hits"]],
        list=None if found is None else {"items": found["hits"], "total": found["total"], "limit": _LIMIT, "offset": max(0, offset or 0)},
        places=[(each["code"], each["name"]) for each in holdings.jurisdictions(graph)],
        types=[(each["label"], each["label"]) for each in remembered(graph, holdings.types)],
        kinds=[(name, view.say("kind." + name)) for name in KINDS],
        chosen={"q": q, "jurisdiction": jurisdiction, "type": type, "kind": kind},
        day=day,
    )


def _names(graph: Reader, day: datetime.date, found: Mapping[str, Any] | None) -> Mapping[str, str]:
    """What to call the documents of the clauses."""
    ids = sorted({hit["document"] for hit in found["hits"]}) if found else []
    return {each.id: each.name for each in documents(graph, day, ids=ids)} if ids else {}


def _pieces(hit: Mapping[str, Any]) -> Iterator[tuple[str, bool]]:
    """The quoted words of a clause in pieces, each with whether it was looked for."""
    quote, start = hit["citation"]["quote"], hit["citation"]["start"]
    position = 0
    for span in hit["highlights"]:
        first, last = span["start"] - start, span["end"] - start
        if position <= first < last <= len(quote):
            yield quote[position:first], False
            yield quote[first:last], True
            position = last
    yield quote[position:], False
