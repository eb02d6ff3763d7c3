"""The SPARQL endpoint: SPARQL 1.1 Protocol, query operation (https://www.w3.org/TR/sparql11-protocol/#query-operation).

Queries run in worker processes that are ended at the limit. Nothing here writes: there is no update operation. What reads
``text/html`` before all else is a browser, and gets a page.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import parse_qsl

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from ...ontology.errors import HengceError, InvalidParameter, QueryRefused
from ...ontology.sparql import Dataset, check_read_only
from ...ontology.store import Reader
from .. import holdings, workbench
from ..answers import problems
from ..language import LANG
from ..negotiate import CSV, HTML, JSONLD, NTRIPLES, RDFXML, TURTLE, Offer, negotiate
from ..problems import BadRequest, UnsupportedMediaType, slug
from ..service import Service, TheService, known_parameters
from ..web.asking import view_of
from ..web.view import View

Parameters = list[tuple[str, str]]
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
_METHODS = "GET, HEAD, OPTIONS, POST"
_SYNONYMS = ("format", "output", "results")
"""Parameters that name the form of the answer; SPARQLWrapper sends all three."""
_EXAMPLE = "SELECT ?title WHERE { ?document <http://data.europa.eu/eli/ontology#title> ?title } ORDER BY ?title"
_MEDIA = {offer.media_type: {} for offer in (*RESULTS, *GRAPHS, HTML)}
_RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {"description": "结果，形式随查询类型与 Accept（results; the form follows the query and Accept）", "content": _MEDIA},
    **problems(400, 406, 413, 415, 429, 503, 504),
}


@router.get("/sparql", responses=_RESPONSES, response_class=Response, summary="SPARQL 查询", dependencies=[Depends(known_parameters)])
async def by_get(
    request: Request,
    service: TheService,
    query: Annotated[
        str | None,
        Query(description="SPARQL 1.1 查询；不给则返回服务说明（without it: the service description）", examples=[_EXAMPLE]),
    ] = None,
    default_graph: Annotated[
        list[str] | None, Query(alias="default-graph-uri", description="缺省图，代替 FROM（default graph, in place of FROM）")
    ] = None,
    named_graph: Annotated[
        list[str] | None, Query(alias="named-graph-uri", description="命名图，代替 FROM NAMED（named graphs, in place of FROM NAMED）")
    ] = None,
    format: Annotated[str | None, Query(description="json、xml、csv、tsv；图：turtle、ntriples、rdfxml、jsonld；网页：html")] = None,
    output: Annotated[str | None, Query(description="同 format（same as format）")] = None,
    results: Annotated[str | None, Query(description="同 format（same as format）")] = None,
    update: Annotated[str | None, Query(description="总被拒绝：本端点只读（always refused）")] = None,
) -> Response:
    """Answer a query; without one, describe the service (SPARQL 1.1 Service Description), and to a browser offer a form."""
    parameters = request.query_params.multi_items()
    answer = _answer if set(request.query_params) - {*_SYNONYMS, LANG} else _offer
    return await _in_turn(request, service, answer, parameters)


@router.options("/sparql", status_code=204, response_class=Response, responses=problems(400), summary="可用的方法（methods）")
def options() -> Response:
    """Which methods there are, and which bodies are read."""
    return Response(status_code=204, headers={"Allow": _METHODS, "Accept-Post": f"{_QUERY}, {_FORM}"})


@router.post(
    "/sparql",
    responses=_RESPONSES,
    response_class=Response,
    summary="SPARQL 查询（POST）",
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                _QUERY: {"schema": {"type": "string"}, "example": _EXAMPLE},
                _FORM: {
                    "schema": {"type": "object", "required": ["query"], "properties": {"query": {"type": "string"}}},
                    "example": {"query": _EXAMPLE},
                },
            },
        }
    },
)
async def by_post(request: Request, service: TheService) -> Response:
    """Answer a query sent as a form or as ``application/sparql-query``."""
    media_type, charset = _content_type(request)
    if media_type == "application/sparql-update":
        raise _read_only()
    if media_type not in (_FORM, _QUERY) or charset not in ("utf-8", "utf8"):
        given = request.headers.get("content-type", "")[:60]
        raise UnsupportedMediaType(f"不支持的内容类型 {given!r}。", f"Bodies of type {given!r} are not read.",
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
    return await _in_turn(request, service, _answer, parameters)


def _content_type(request: Request) -> tuple[str, str]:
    """Media type and character set of the body; UTF-8 where none is named (Protocol, section 2.1.3)."""
    media_type, *parameters = (part.strip().lower() for part in request.headers.get("content-type", "").split(";"))
    named = [value.strip('"') for name, _, value in (part.partition("=") for part in parameters) if name == "charset"]
    return media_type, named[0] if named else "utf-8"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks, apart from the query.

    Attributes:
        endpoint: its own address, as the client knows it.
        given: the values of each parameter.
        accept: value of the header ``Accept``, or None.
        view: for whom a page is made.
    """

    endpoint: str
    given: dict[str, list[str]]
    accept: str | None
    view: View

    def offer(self, *offers: Offer) -> Offer:
        """The form that is asked for, of these."""
        name = next((each for each in _SYNONYMS if each in self.given), _SYNONYMS[0])
        return negotiate(offers, self.accept, self.given.get(name, [None])[0], name)


async def _in_turn(request: Request, service: Service, answer: Callable[[Reader, Asked], Response], parameters: Parameters) -> Response:
    """Answer when the client's turn has come."""
    given: dict[str, list[str]] = {}
    for name, value in parameters:
        if name != LANG:
            given.setdefault(name, []).append(value)
    asked = Asked(str(request.url.replace(query="", fragment="")), given, request.headers.get("accept"), view_of(request))
    client = request.client.host if request.client else ""
    try:
        response = await service.turnstile.run(client, _of_one_version, service, answer, asked)
    except HengceError as error:
        service.metrics.query_ended(slug(error))
        raise
    service.metrics.query_ended("answered" if response.status_code < 400 else "refused")
    response.headers.update({"Vary": "Accept, Accept-Language, Accept-Encoding", "Cache-Control": "no-cache"})
    return response


def _of_one_version(service: Service, answer: Callable[[Reader, Asked], Response], asked: Asked) -> Response:
    """All that an answer says comes from one version of the data, which it names."""
    with service.public.snapshot() as graph:
        response = answer(graph, asked)
        response.headers["X-Data-Version"] = graph.info.data_version
    return response


def _offer(graph: Reader, asked: Asked) -> Response:
    """To a browser the form, to a program the service description."""
    offer = asked.offer(*GRAPHS, HTML)
    if offer is HTML:
        return Response(workbench.page(asked.view, "", base=graph.info.base), media_type=HTML.media_type)
    # The host comes from the client: what an IRI cannot hold must not end it.
    endpoint = "".join(char for char in asked.endpoint if char not in '<>"{}|\\^`' and char > " ")
    found = graph.execute(holdings.query(graph, "service", endpoint=endpoint), offer.media_type)
    return Response(found.body, media_type=found.media_type)


def _answer(graph: Reader, asked: Asked) -> Response:
    """Run the one query of a request and give the result in the form asked for; to a browser, errors are pages too."""
    if asked.offer(*RESULTS, *GRAPHS, HTML) is not HTML:
        query, dataset = _operation(asked.given)
        offer = asked.offer(*(RESULTS if check_read_only(query).form in ("SELECT", "ASK") else GRAPHS))
        found = graph.execute(query, offer.media_type, dataset)
        return Response(found.body, media_type=found.media_type)
    base, status = graph.info.base, 200
    try:
        query, dataset = _operation(asked.given)
        form = check_read_only(query).form
        found = graph.execute(query, workbench.media_type_for(form), dataset)
        forms = RESULTS if form in ("SELECT", "ASK") else GRAPHS
        page = workbench.page(asked.view, query, *workbench.answered(found, base), base=base, forms=forms)
    except HengceError as error:
        status = error.status
        page = workbench.page(
            asked.view, asked.given.get("query", [""])[0], workbench.refused(error.message(asked.view.language)), base=base
        )
    return Response(page, status, media_type=HTML.media_type)


def _operation(given: dict[str, list[str]]) -> tuple[str, Dataset | None]:
    """The query among the parameters, and the dataset that they name.

    Raises:
        QueryRefused: if it is an update.
        InvalidParameter: if there is not exactly one query, or a parameter that the operation does not know.
    """
    if "update" in given:
        raise _read_only()
    for name in given:
        if name not in ("query", *_DATASET, *_SYNONYMS):
            raise InvalidParameter(f"没有参数 {name[:60]!r}。", f"There is no parameter {name[:60]!r}.",
                                   parameter=name[:60], allowed=("query", *_DATASET, *_SYNONYMS))  # fmt: skip
    queries = given.get("query", [])
    if len(queries) != 1:
        zh, en = f"需要恰好一个 query 参数，收到 {len(queries)} 个。", f"Exactly one parameter query is needed, not {len(queries)}."
        raise InvalidParameter(zh, en, parameter="query")
    default, named = (tuple(given.get(name, ())) for name in _DATASET)
    return queries[0], Dataset(default, named, protocol=True) if default or named else None


def _read_only() -> QueryRefused:
    en = "This endpoint is read only: SPARQL UPDATE is refused. Data change by hengce build."
    return QueryRefused("本端点只读：不接受 SPARQL UPDATE。数据由 hengce build 更新。", en, parameter="update")
