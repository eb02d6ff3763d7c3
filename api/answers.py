"""From a result to the response in the form that the client asked for."""

from __future__ import annotations

import re
from typing import Any

from fastapi import Request
from starlette.responses import Response

from .export import csv, markdown
from .export.grid import Grid
from .models import Problem
from .negotiate import CSV, JSON, MARKDOWN, Offer, negotiate

TABULAR = (JSON, CSV, MARKDOWN)
"""The forms of every list and matrix, JSON where the client does not say."""

FORMAT = "形式，优先于 Accept：json、csv 或 markdown（the form; it wins over Accept）"
"""What ``?format=`` is, for the OpenAPI document."""


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


def forms(*offers: Offer, description: str = "") -> dict[int | str, dict[str, Any]]:
    """The entry ``responses`` of a route that answers in these forms, and with problem documents, for the OpenAPI document."""
    content: dict[str, Any] = {offer.media_type: {} for offer in offers if offer is not JSON}
    return {200: {"description": description or "成功（success）", "content": content}, **problems(400, 404, 406)}


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The entries ``responses`` for errors with these statuses."""
    words = {
        400: "参数有误",
        404: "没有这一项",
        406: "没有可接受的格式",
        413: "内容过大",
        415: "不支持的内容类型",
        422: "文件无法读取",
        429: "请求过多",
        503: "图谱尚未构建或服务繁忙",
        504: "查询超时",
    }
    schema = {"schema": {"$ref": f"#/components/schemas/{Problem.__name__}"}}
    return {status: {"description": words[status], "content": {"application/problem+json": schema}} for status in statuses}
