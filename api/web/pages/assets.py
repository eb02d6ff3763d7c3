"""Style sheet, scripts and pictures."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from ...problems import UnknownPath
from ..assets import PREFIX, assets

router = APIRouter(include_in_schema=False)

_FOR_EVER = "public, max-age=31536000, immutable"


@router.get(PREFIX + "{name}", response_class=Response)
def asset(request: Request, name: str) -> Response:
    """One file; under the name with its hash it may be kept for ever.

    Raises:
        UnknownPath: if there is no such file.
    """
    found = assets().get(name)
    if found is None:
        raise UnknownPath(f"没有文件 {name[:60]!r}。", f"There is no file {name[:60]!r}.")
    headers = {"ETag": found.tag, "Cache-Control": _FOR_EVER if name == found.hashed else "no-cache"}
    if found.tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(found.content, media_type=found.media_type, headers=headers)
