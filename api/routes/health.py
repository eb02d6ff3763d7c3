"""Whether the service answers, and what it holds."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Depends

from ..answers import problems
from ..models import Health
from ..service import VERSION, TheService, known_parameters

router = APIRouter(tags=["服务"], dependencies=[Depends(known_parameters)])


@router.get("/health", response_model=Health, responses=problems(400, 503), summary="服务状态（health）")
def health(service: TheService) -> dict[str, Any]:
    """Status, counts and versions; read from the build's own record, so it answers while queries keep every worker busy."""
    info = service.store.info
    return {
        "status": "ok",
        "documents": info.documents,
        "facts": info.facts,
        "triples": info.triples,
        "version": VERSION,
        "data_version": info.data_version,
    }
