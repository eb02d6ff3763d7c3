"""What is seen of each request from outside of everything: its identifier, its line in the log, its place in the metrics."""

from __future__ import annotations

import hashlib
import re
import secrets
import time

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .logs import Handled
from .metrics import Metrics

HEADER = "X-Request-ID"
_SANE = re.compile(r"[A-Za-z0-9._-]{1,64}")
_METHODS = frozenset(("GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"))


class Observed:
    """The middleware, outermost of all.

    Args:
        app: the application inside.
        metrics: where requests are counted.
        key: secret for the hash of clients' addresses.
    """

    def __init__(self, app: ASGIApp, *, metrics: Metrics, key: bytes) -> None:
        self.app = app
        self.metrics = metrics
        self.key = key

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection; all but HTTP requests pass untouched."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        given = Headers(scope=scope).get(HEADER, "")
        request_id = given if _SANE.fullmatch(given) else secrets.token_hex(8)
        began, status, size = time.perf_counter(), None, 0

        async def counted(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[HEADER] = request_id
            elif message["type"] == "http.response.body":
                size += len(message.get("body", b""))
            await send(message)

        with self.metrics.in_progress():
            try:
                await self.app(scope, receive, counted)
            finally:
                seconds = time.perf_counter() - began
                method = scope["method"] if scope["method"] in _METHODS else "other"
                route = getattr(scope.get("route"), "path_format", None)
                self.metrics.request(method, route or "none", status, seconds)
                Handled(method, route, status, round(seconds * 1000, 3), size, self._client(scope), request_id).log()

    def _client(self, scope: Scope) -> str:
        client = scope.get("client")
        return hashlib.blake2b((client[0] if client else "").encode(), digest_size=6, key=self.key).hexdigest()
