"""From a result to the response in the form that the client asked for."""

from __future__ import annotations

import re
from typing import Any

from fastapi import Query, Request
from starlette.responses import HTMLResponse, Response

from .export import csv, markdown
from .export.grid import Grid
from .models import Problem
from .negotiate import CSV, JSON, MARKDOWN, Offer, negotiate

TABULAR = (JSON, CSV, MARKDOWN)
"""The forms of every list and matrix, JSON where the client does not say."""


def format_query(*offers: Offer) -> Any:
    """The declaration of a parameter ``?format=`` that asks for one of these forms."""
    names = [offer.name for offer in offers]
    return Query(description=f"形式，优先于 Accept：{'、'.join(names)}（the form; it wins over Accept）", json_schema_extra={"enum": names})


def asked(request: Request, offers: tuple[Offer, ...] = TABULAR) -> Offer:
    """The form that a request asks for; errors as for :func:`~.negotiate.negotiate`."""
    return negotiate(offers, request.headers.get("accept"), request.query_params.get("format"))


def tabular(request: Request, offer: Offer, grid: Grid, name: str) -> Response:
    """A grid as CSV or Markdown.

    CSV that a browser asks for will be opened in a spreadsheet: it begins with a byte order mark and is offered as a file.

    Args:
        request: what is answered.
        offer: :data:`CSV` or :data:`MARKDOWN`.
        grid: what to write.
        name: of the file, without ending.
    """
    if offer is MARKDOWN:
        return Response(markdown.render(grid), media_type=markdown.MEDIA_TYPE)
    browser = "text/html" in request.headers.get("accept", "")
    safe = re.sub(r"[^A-Za-z0-9._-]", "-", name)
    headers = {"Content-Disposition": f'attachment; filename="{safe}.csv"'} if browser else {}
    return Response(csv.render(grid, bom=browser), media_type=csv.MEDIA_TYPE, headers=headers)


def file_page(text: str) -> Response:
    """A page that stands alone, as it would be saved: its style is inside, and it needs nothing else."""
    policy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    return HTMLResponse(text, headers={"Content-Security-Policy": policy})


def forms(*offers: Offer, description: str = "") -> dict[int | str, dict[str, Any]]:
    """The entry ``responses`` of a route that answers in these forms, and with problem documents, for the OpenAPI document."""
    content: dict[str, Any] = {offer.media_type: {} for offer in offers if offer is not JSON}
    return {200: {"description": description or "成功（success）", "content": content}, **problems(400, 404, 406)}


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The entries ``responses`` for errors with these statuses."""
    words = {
        400: "参数有误（malformed）",
        404: "没有这一项（there is no such thing）",
        406: "没有可接受的格式（none of the accepted forms can be given）",
        408: "请求没有及时发完（not sent in time）",
        413: "内容过大（too large）",
        415: "不支持的内容类型（bodies of this type are not read）",
        422: "文件无法读取（the file cannot be read）",
        429: "请求过多（too many requests）",
        431: "请求头过长（headers too long）",
        502: "远程端点出错（the remote store failed）",
        503: "图谱尚未构建或服务繁忙（nothing built yet, or busy）",
        504: "查询超时（the query took too long）",
    }
    schema = {"schema": {"$ref": f"#/components/schemas/{Problem.__name__}"}}
    return {status: {"description": words[status], "content": {"application/problem+json": schema}} for status in statuses}


OF_THE_GRAPH: dict[int | str, dict[str, Any]] = {
    304: {"description": "客户端已有这一回答（If-None-Match）（the client has this very answer）"},
    **problems(502, 503, 504),
}
"""The entries ``responses`` of all that asks the graph."""
