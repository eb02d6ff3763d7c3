"""Whether the service answers, what it holds, and how it fares."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from ...ontology.errors import StoreError
from ..answers import problems
from ..models import Health, Live, Ready
from ..service import VERSION, TheLanguage, TheService, known_parameters

router = APIRouter(tags=["服务"], dependencies=[Depends(known_parameters)])


@router.get(
    "/health", response_model=Health, response_model_exclude_none=True, responses=problems(400, 502, 503, 504), summary="服务状态（health）"
)
def health(service: TheService, language: TheLanguage) -> dict[str, Any]:
    """Status, counts and versions; read from the build's own record, so it answers while queries keep every worker busy.

    Where the latest data cannot be read (a damaged folder, an endpoint that does not answer), it says so with those last known.
    """
    trouble = None
    try:
        info = service.store.latest()
    except StoreError as error:
        info, trouble = service.store.known, error.message(language)
        if info is None:
            raise
    return {
        "status": "ok" if trouble is None else "degraded",
        "detail": trouble,
        "documents": info.documents,
        "facts": info.facts,
        "triples": info.triples,
        "version": VERSION,
        "data_version": info.data_version,
    }


@router.get("/health/live", response_model=Live, responses=problems(400), summary="进程在运行（liveness）")
async def live() -> dict[str, str]:
    """That the process answers; nothing is looked at. Where this fails, it should be started anew."""
    return {"status": "live"}


@router.get("/health/ready", response_model=Ready, responses=problems(400, 502, 503), summary="可以接受请求（readiness）")
def ready(service: TheService) -> dict[str, str]:
    """That the graph can be read; where it cannot, the status is 502 or 503, and requests should go elsewhere."""
    return {"status": "ready", "data_version": service.store.info.data_version}


@router.get("/metrics", include_in_schema=False)
def metrics(request: Request, service: TheService) -> Response:
    """Figures of all processes of the service in the text formats of Prometheus."""
    body, media_type = service.metrics.exposed(request.headers.get("accept"))
    return Response(body, headers={"Content-Type": media_type, "Cache-Control": "no-store", "Vary": "Accept, Accept-Encoding"})
