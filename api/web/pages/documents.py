"""The list of documents, narrowed down by place, standing, type and kind of fact."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from fastapi import APIRouter
from starlette.responses import HTMLResponse

from ....extract.facts import KINDS
from ....ontology.schemes import schemes
from ....ontology.store import Reader
from ....queries.catalogue import Catalogue
from ....queries.documents import PolicyDocument
from ....queries.documents import documents as find
from ... import holdings
from ...paging import Pages
from ...routes.documents import summary
from ...service import Graph
from ..asking import Text, TheDay, TheView
from ..page import page
from ..remembered import remembered

router = APIRouter(include_in_schema=False)

STATUSES = ("in_force", "expired", "draft", "superseded")


@router.get("/web/documents", response_class=HTMLResponse)
def documents(
    graph: Graph,
    view: TheView,
    day: TheDay,
    pages: Pages,
    jurisdiction: Text = None,
    status: Text = None,
    type: Text = None,
    kind: Text = None,
    words: Text = None,
) -> str:
    """The documents that are asked for, by place and identifier."""
    every = remembered(graph, find, day)
    held = [summary(document, view.language) for document in _within(every, jurisdiction)]
    types = remembered(graph, holdings.types)
    chosen = [ids for ids in (_about(types, type), _with_facts(graph, kind)) if ids is not None]
    found = [
        each
        for each in held
        if (status is None or each["status"] == status) and all(each["id"] in ids for ids in chosen) and _holds(each, words)
    ]
    shown = pages.page(found)
    return page(
        view,
        "documents.html",
        title=view.say("documents.title"),
        section="documents",
        crumbs=[(view.say("section.documents"), None)],
        list=shown,
        every=graph.info.documents,
        facts=_counted(graph, [each["id"] for each in shown["items"]]),
        places=_places(every, jurisdiction),
        types=[(each["label"], each["label"]) for each in types],
        kinds=[(name, view.say("kind." + name)) for name in KINDS],
        statuses=[(name, view.say("status." + name)) for name in STATUSES],
        chosen={"jurisdiction": jurisdiction, "status": status, "type": type, "kind": kind, "words": words},
        day=day,
    )


def _within(every: Sequence[PolicyDocument], area: str | None) -> Sequence[PolicyDocument]:
    """The documents of a place and of the places in it; of the nation only its own."""
    regions = schemes().regions
    if area is None:
        return every
    place = regions.resolve(area)
    if place is None:
        return []
    if regions.rank(place) == 0:
        return [each for each in every if each.code == place.key]
    return [each for each in every if each.code and each.code in regions and regions.within(regions[each.code], place)]


def _places(every: Sequence[PolicyDocument], chosen: str | None) -> list[tuple[str, str]]:
    """The places that documents are for, those that these lie in, and the one that is chosen: codes with names."""
    regions = schemes().regions
    codes = {each.code for each in every if each.code} | {chosen or ""}
    codes |= {area.key for code in codes if code in regions for area in regions.ancestors(regions[code])}
    return [(code, regions[code].label) for code in sorted(codes) if code in regions]


def _about(types: Iterable[Mapping[str, Any]], type: str | None) -> Collection[str] | None:
    """The documents that speak of a type, by any of its names; None: of any."""
    return None if type is None else next((each["documents"] for each in types if type in (each["label"], *each["aliases"])), ())


def _with_facts(graph: Reader, kind: str | None) -> Collection[str] | None:
    """The documents with facts of a kind; None: all."""
    return None if kind is None else {str(row["doc"]) for row in Catalogue.load().run(graph, "coverage", kind=kind)}


def _holds(document: Mapping[str, Any], words: str | None) -> bool:
    """Whether a document's title, number, issuer or identifier holds all the words."""
    said = " ".join(str(document[name] or "") for name in ("title", "doc_number", "issuer", "id")).casefold()
    return all(word in said for word in (words or "").casefold().split())


def _counted(graph: Reader, ids: Sequence[str]) -> Mapping[str, int]:
    """How many facts were read from each of these documents."""
    found: Counter[str] = Counter()
    for row in Catalogue.load().run(graph, "coverage", document=ids) if ids else ():
        found[str(row["doc"])] += int(row["facts"])
    return found
