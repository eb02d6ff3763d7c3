"""One fact: its fields, its words in their context, how to cite it, and its triples."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import HTMLResponse

from ....ontology.errors import UnknownValue
from ....queries.documents import documents as find
from ... import holdings, things
from ...conneg import GRAPHS
from ...export.gbt7714 import reference
from ...routes.documents import Id, summary
from ...service import Graph
from ..asking import TheDay, TheView
from ..facts import fields, in_order
from ..page import page

router = APIRouter(include_in_schema=False)

_AROUND = 60
"""Characters of the text that are shown before and after a quote."""
_LISTED = 20
"""Facts at the same place that are listed."""


@router.get("/web/documents/{id}/facts/{key:path}", response_class=HTMLResponse)
def fact(graph: Graph, view: TheView, day: TheDay, id: Id, key: str) -> str:
    """The fact.

    Raises:
        UnknownValue: if the document has no such fact.
    """
    iri = holdings.document(graph, id)
    every = in_order(graph, iri)
    found = next((each for each in every if each["key"] == key), None)
    if found is None:
        raise UnknownValue(f"文件 {id} 没有事实 {key[:60]!r}。", f"Document {id} has no fact {key[:60]!r}.", parameter="key")
    document = find(graph, day, ids=[id])[0]
    described = summary(document, view.language)
    text = holdings.text(graph, iri)["text"]
    here = [each for each in every if each["start"] < found["end"] and found["start"] < each["end"] and each is not found]
    return page(
        view,
        "fact.html",
        title=view.say("fact.title", kind=view.say("kind." + found["kind"]), document=document.name),
        section="documents",
        crumbs=[
            (view.say("section.documents"), "/web/documents"),
            (document.name, f"/web/documents/{id}"),
            (view.say("kind." + found["kind"]), None),
        ],
        document=described,
        fact=found,
        fields=list(fields(found, view)),
        before=text[max(0, found["start"] - _AROUND) : found["start"]],
        after=text[found["end"] : found["end"] + _AROUND],
        here=here[:_LISTED],
        further=max(0, len(here) - _LISTED),
        citation=reference(described, day, found["iri"], found["path"]),
        address=things.address(graph, found["iri"]),
        turtle=bytes(things.written(things.statements(graph, found["iri"]), GRAPHS[0], graph.info.base).body).decode(),
    )
