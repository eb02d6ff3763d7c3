"""Answers are sent compressed to clients that take them so (RFC 9110, section 8.4)."""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.gzip import DEFAULT_EXCLUDED_CONTENT_TYPES, GZipMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

from ..negotiate import XLSX, accepts_gzip

_LEAST = 1024
"""Bytes below which the saving is smaller than its cost."""
_LEVEL = 5
"""Of nine: for JSON of this kind nearly the size of the highest, in a third of its time."""


class Compression(GZipMiddleware):
    """The middleware. What is compressed already, streams of events and parts of a file pass as they are.

    The scope must be the caller's own: its header ``Accept-Encoding`` is replaced.

    Args:
        app: the application inside.
    """

    def __init__(self, app: ASGIApp) -> None:
        super().__init__(app, _LEAST, _LEVEL, exclude_content_types=(*DEFAULT_EXCLUDED_CONTENT_TYPES, XLSX.media_type))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] == "http":
            # The framework looks for the word only, and would compress for "gzip;q=0" too.
            taken = accepts_gzip(Headers(scope=scope))
            scope["headers"] = list(scope["headers"])
            MutableHeaders(scope=scope)["accept-encoding"] = "gzip" if taken else "identity"
        await super().__call__(scope, receive, send)
