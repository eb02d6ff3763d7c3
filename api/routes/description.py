"""The description of the service for other programs."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Depends, Request
from starlette.responses import JSONResponse, Response

from ...queries.documents import documents
from .. import llms
from ..openapi.older import as_3_0
from ..service import Graph, known_parameters

router = APIRouter(include_in_schema=False, dependencies=[Depends(known_parameters)])


@router.get("/openapi.json")
def openapi(request: Request) -> Response:
    """OpenAPI 3.1."""
    return JSONResponse(_here(request))


@router.get("/openapi-3.0.json")
def openapi_3_0(request: Request) -> Response:
    """The same in OpenAPI 3.0.3."""
    return JSONResponse(as_3_0(_here(request)))


@router.get("/llms.txt")
def llms_txt(request: Request, graph: Graph) -> Response:
    """The service for language models (https://llmstxt.org)."""
    return Response(llms.rendered(address_of(request), graph.info, documents(graph), request.app.openapi()), media_type="text/plain")


def _here(request: Request) -> dict[str, Any]:
    """The document with the address at which this client reaches the service."""
    return {**request.app.openapi(), "servers": [{"url": address_of(request), "description": "本服务（this service）"}]}


def address_of(request: Request) -> str:
    """The address at which a client reaches the service, without its last slash."""
    address = str(request.base_url).rstrip("/")
    # The host comes from the client: what a URL cannot hold must not end it.
    return "".join(char for char in address if char not in '<>"{}|\\^`' and char > " ")
