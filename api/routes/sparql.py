"""The SPARQL endpoint: SPARQL 1.1 Protocol, query operation (https://www.w3.org/TR/sparql11-protocol/#query-operation).

Queries run in worker processes that are ended at the limit. Nothing here writes: there is no update operation.
"""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import parse_qsl

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from ...ontology.errors import InvalidParameter, QueryRefused
from ...ontology.sparql import check_read_only
from .. import holdings
from ..answers import problems
from ..negotiate import CSV, JSONLD, NTRIPLES, RDFXML, TURTLE, Offer, negotiate
from ..problems import BadRequest, UnsupportedMediaType
from ..service import Service, TheService, known_parameters

router = APIRouter(tags=["SPARQL"])

RESULTS = (
    Offer("json", "application/sparql-results+json", ("sparql-results+json",), ("application/json",)),
    Offer("xml", "application/sparql-results+xml", ("sparql-results+xml",), ("application/xml", "text/xml")),
    CSV,
    Offer("tsv", "text/tab-separated-values"),
)
"""The forms of SELECT and ASK."""
GRAPHS = (
    TURTLE,
    NTRIPLES,
    Offer(RDFXML.name, RDFXML.media_type, (*RDFXML.aliases, "xml"), ("application/xml", "text/xml")),
    Offer(JSONLD.name, JSONLD.media_type, (*JSONLD.aliases, "json"), ("application/json",)),
)
"""The forms of CONSTRUCT and DESCRIBE."""

_FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"
_DATASET = ("default-graph-uri", "named-graph-uri")
_SYNONYMS = ("format", "output", "results")
"""Parameters that name the form of the answer; SPARQLWrapper sends all three."""
_MEDIA = {offer.media_type: {} for offer in (*RESULTS, *GRAPHS)}
_RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {"description": "结果，形式随查询类型与 Accept（results; the form follows the query and Accept）", "content": _MEDIA},
    **problems(400, 406, 413, 415, 503, 504),
}


@router.get("/sparql", responses=_RESPONSES, response_class=Response, summary="SPARQL 查询", dependencies=[Depends(known_parameters)])
async def by_get(
    request: Request,
    service: TheService,
    query: Annotated[str | None, Query(description="SPARQL 1.1 查询；不给则返回服务说明（without it: the service description）")] = None,
    default_graph: Annotated[list[str] | None, Query(alias="default-graph-uri", description="不支持，请用 FROM（use FROM）")] = None,
    named_graph: Annotated[
        list[str] | None, Query(alias="named-graph-uri", description="不支持，请用 FROM NAMED（use FROM NAMED）")
    ] = None,
    format: Annotated[str | None, Query(description="json、xml、csv、tsv；图：turtle、ntriples、rdfxml、jsonld")] = None,
    output: Annotated[str | None, Query(description="同 format（same as format）")] = None,
    results: Annotated[str | None, Query(description="同 format（same as format）")] = None,
    update: Annotated[str | None, Query(description="总被拒绝：本端点只读（always refused）")] = None,
) -> Response:
    """Answer a query; without one, describe the service (SPARQL 1.1 Service Description)."""
    parameters = request.query_params.multi_items()
    if not parameters:
        return _description(request)
    return await service.turnstile.run(_answer, service, parameters, request.headers.get("accept"))


@router.post(
    "/sparql",
    responses=_RESPONSES,
    response_class=Response,
    summary="SPARQL 查询（POST）",
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                _QUERY: {"schema": {"type": "string"}},
                _FORM: {"schema": {"type": "object", "required": ["query"], "properties": {"query": {"type": "string"}}}},
            },
        }
    },
)
async def by_post(request: Request, service: TheService) -> Response:
    """Answer a query sent as a form or as ``application/sparql-query``."""
    media_type = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if media_type == "application/sparql-update":
        raise _read_only()
    if media_type not in (_FORM, _QUERY):
        raise UnsupportedMediaType(f"不支持的内容类型 {media_type[:60]!r}。", f"Bodies of type {media_type[:60]!r} are not read.",
                                   parameter="Content-Type", allowed=(_QUERY, _FORM))  # fmt: skip
    try:
        body = (await request.body()).decode("utf-8")
        parameters = request.query_params.multi_items()
        # Both ways parameters may also stand in the address (SPARQL 1.1 Protocol, section 2.1.3); a query may not stand in both.
        parameters += (
            [("query", body)] if media_type == _QUERY else parse_qsl(body, keep_blank_values=True, errors="strict", max_num_fields=100)
        )
    except ValueError as error:  # UnicodeDecodeError is one
        raise BadRequest("请求正文不是有效的 UTF-8 表单。", "The body is no valid form in UTF-8.") from error
    return await service.turnstile.run(_answer, service, parameters, request.headers.get("accept"))


def _answer(service: Service, parameters: list[tuple[str, str]], accept: str | None) -> Response:
    """Run the one query among the parameters and give the result in the form asked for."""
    given: dict[str, list[str]] = {}
    for name, value in parameters:
        given.setdefault(name, []).append(value)
    if "update" in given:
        raise _read_only()
    for name in _DATASET:
        if name in given:
            zh = f"不支持参数 {name}；请在查询中用 FROM 或 FROM NAMED 指明图。"
            en = f"Parameter {name} is not supported; name graphs by FROM or FROM NAMED in the query."
            raise InvalidParameter(zh, en, parameter=name)
    queries = given.get("query", [])
    if len(queries) != 1:
        zh, en = f"需要恰好一个 query 参数，收到 {len(queries)} 个。", f"Exactly one parameter query is needed, not {len(queries)}."
        raise InvalidParameter(zh, en, parameter="query")
    form = check_read_only(queries[0]).form
    format = next((given[name][0] for name in _SYNONYMS if name in given), None)
    offer = negotiate(RESULTS if form in ("SELECT", "ASK") else GRAPHS, accept, format)
    found = service.public.execute(queries[0], offer.media_type)
    return Response(found.body, media_type=found.media_type, headers={"Vary": "Accept", "Cache-Control": "no-cache"})


def _read_only() -> QueryRefused:
    en = "This endpoint is read only: SPARQL UPDATE is refused. Data change by hengce build."
    return QueryRefused("本端点只读：不接受 SPARQL UPDATE。数据由 hengce build 更新。", en, parameter="update")


def _description(request: Request) -> Response:
    """The service description in Turtle; the endpoint is whatever address the client used."""
    endpoint = str(request.url.replace(query="", fragment=""))
    # The host comes from the client: what an IRI cannot hold must not end it.
    safe = "".join(char for char in endpoint if char not in '<>"{}|\\^`' and char > " ")
    turtle = holdings.VIEWS.joinpath("service.ttl").read_text(encoding="utf-8")
    return Response(turtle.replace("ENDPOINT", safe), media_type="text/turtle")
