"""What can be read as a resource: the ontology, the questions, and documents with their clauses.

    hengce://ontology                        the ontology, Turtle
    hengce://queries                         the catalogue of questions, JSON
    hengce://documents/{id}{?from}           what is known of a document, and its clauses with their addresses, in parts, JSON
    hengce://documents/{id}/text{?from}      its stored text, in parts
    hengce://documents/{id}/clauses/{+path}  the words of a clause, in parts likewise

Identifiers and paths are percent-encoded or not, as the client likes; they are only ever compared with those that there are.
"""

from __future__ import annotations

import json
import re
from urllib.parse import parse_qs, quote, unquote

from mcp import types

from ...ontology.errors import InvalidParameter, UnknownValue
from ...ontology.store import Reader
from ...queries.catalogue import Catalogue, Question
from ...queries.documents import documents
from ...queries.parameters import shortened
from .. import holdings, reading, things
from ..language import Language
from ..negotiate import TURTLE
from ..routes.documents import summary
from ..routes.questions import describe
from ..service import Service

SCHEME = "hengce://"
PAGE = 50
"""Documents that a page of the list has."""
CLAUSES = 300
"""Clauses of a document that are listed at a time."""
LONGEST = 40_000
"""Characters of a text that are given at a time."""
_MATERIAL = types.Annotations(audience=["assistant", "user"], priority=0.5)
_DOCUMENT = re.compile(r"documents/([^/?]+)(?:/(text|clauses/(.+?)))?(?:\?(.*))?")


def listed(service: Service, cursor: str | None) -> types.ListResourcesResult:
    """A page of what there is: the ontology and the questions, then the documents by place and identifier.

    Raises:
        InvalidParameter: if the cursor is none of ours.
    """
    if cursor is not None and not re.fullmatch(r"\d{1,9}", cursor):
        raise InvalidParameter("cursor 有误。", "The cursor is none of this service.", parameter="cursor")
    first = int(cursor or 0)
    with service.store.snapshot() as graph:
        held = documents(graph)
    page = [
        types.Resource(
            uri=document_uri(each.id),
            name=each.id,
            title=each.title or each.number or each.id,
            description=" ".join(filter(None, (each.place, each.number, each.date and each.date.isoformat()))),
            mime_type="application/json",
            annotations=_MATERIAL,
        )
        for each in held[first : first + PAGE]
    ]
    following = first + PAGE
    return types.ListResourcesResult(
        resources=[*(_FIXED if not first else ()), *page], next_cursor=str(following) if following < len(held) else None
    )


_FIXED = (
    types.Resource(uri=f"{SCHEME}ontology", name="ontology", title="本体（the ontology, Turtle）", mime_type=TURTLE.media_type),
    types.Resource(uri=f"{SCHEME}queries", name="queries", title="问题目录（the named questions）", mime_type="application/json"),
)


def templates() -> list[types.ResourceTemplate]:
    """How the addresses of documents and clauses are made."""
    return [
        types.ResourceTemplate(
            uri_template=f"{SCHEME}documents/{{id}}{{?from}}", name="document", title="一份文件（a document）",
            description="已知信息、效力、各条款的地址；id 是文件标识（what is known of it, and its clauses）", mime_type="application/json",
        ),
        types.ResourceTemplate(
            uri_template=f"{SCHEME}documents/{{id}}/text{{?from}}", name="text", title="原文（the stored text）",
            description="长的分段，_meta.next 是下一段的地址（long ones in parts; _meta.next is where it goes on）", mime_type="text/plain",
        ),
        types.ResourceTemplate(
            uri_template=f"{SCHEME}documents/{{id}}/clauses/{{+path}}", name="clause", title="一个条款（a clause）",
            description="path 是条款的层次地址，如 二/（一）（address of the clause in the outline）", mime_type="text/plain",
        ),
    ]  # fmt: skip


def document_uri(id: str, rest: str = "") -> str:
    """The address of a document, or of something in it."""
    return f"{SCHEME}documents/{quote(id, safe='')}{'/' + quote(rest) if rest else ''}"


def read(service: Service, uri: str) -> types.ReadResourceResult:
    """What stands at an address.

    Raises:
        UnknownValue: if there is nothing.
        InvalidParameter: if it asks for a part that there is not.
    """
    address = uri.removeprefix(SCHEME) if uri.startswith(SCHEME) else ""
    with service.store.snapshot() as graph:
        if address == "ontology":
            turtle = bytes(things.written(things.ontology(graph), TURTLE, graph.info.base).body).decode("utf-8")
            return _text(uri, turtle, TURTLE.media_type)
        if address == "queries":
            return _json(uri, [_without_query(each) for each in Catalogue.load().values()])
        if (named := _DOCUMENT.fullmatch(address)) is None:
            raise UnknownValue(f"没有资源 {shortened(uri)}。", f"There is no resource {shortened(uri)}.", parameter="uri")
        id, path = unquote(named[1]), unquote(named[3] or "")
        if named[2] is None:
            return _document(graph, uri, id, named[4] or "", service.settings.lang)
        return _words(graph, uri, id, path, named[4] or "")


def _document(graph: Reader, uri: str, id: str, query: str, language: Language) -> types.ReadResourceResult:
    """What is known of a document, and some of its clauses, in text order."""
    rows = holdings.select(graph, "clauses", document=holdings.document(graph, id)).rows
    first, about = _place(uri, query, len(rows), CLAUSES)
    listed = [
        {"path": row["path"], "heading": row.get("heading"), "uri": document_uri(id, f"clauses/{row['path']}")}
        for row in rows[first : first + CLAUSES]
    ]
    return _json(uri, {**summary(documents(graph, ids=[id])[0], language), "clauses": listed}, about)


def _words(graph: Reader, uri: str, id: str, path: str, query: str) -> types.ReadResourceResult:
    """Words of a document or clause from some place on."""
    clause = reading.clause(graph, id, path)
    first, about = _place(uri, query, len(clause.text), LONGEST)
    return _text(uri, clause.text[first : first + LONGEST], "text/plain", {**about, "start": clause.start + first, "quoted": True})


def _place(uri: str, query: str, total: int, most: int) -> tuple[int, dict[str, object]]:
    """Where a part begins, and what is to be told of it.

    Args:
        uri: its address.
        query: what the address asks for: ``from=N``.
        total: characters or entries of the whole.
        most: how many are given at a time.

    Raises:
        InvalidParameter: if it begins behind the end.
    """
    given = parse_qs(query).get("from", ["0"])[-1]
    if not re.fullmatch(r"\d{1,9}", given) or int(given) >= max(total, 1):
        raise InvalidParameter(f"from 应小于 {total}。", f"from must be less than {total}.", parameter="from")
    first = int(given)
    end = first + most
    following = {"next": f"{uri.partition('?')[0]}?from={end}"} if end < total else {}
    return first, {"total": total, **following}


def _without_query(question: Question) -> dict[str, object]:
    """A question as a model needs to know it, to ask it by ``run_query``."""
    return {name: value for name, value in describe(question).items() if name not in ("sparql", "url")}


def _json(uri: str, value: object, about: dict[str, object] | None = None) -> types.ReadResourceResult:
    return _text(uri, json.dumps(value, ensure_ascii=False, indent=1), "application/json", about)


def _text(uri: str, text: str, media_type: str, about: dict[str, object] | None = None) -> types.ReadResourceResult:
    return types.ReadResourceResult(contents=[types.TextResourceContents(uri=uri, text=text, mime_type=media_type, _meta=about)])
