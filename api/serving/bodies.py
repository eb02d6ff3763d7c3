"""The body of a request, read whole before anything is done with it: within a limit of bytes and one of seconds."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ...ontology.errors import TooLarge
from ..problems import BadRequest, RequestTimeout

_DRAIN = 64
"""A refused body is still read, unkept, up to so many times the limit: a client that is sending sees no answer before it has ended."""


class Bodies:
    """The middleware: a plain one, since it sees each byte of a body before anything is kept.

    Args:
        app: the application inside.
        limit: the most bytes that a body may have.
        larger: the same for some paths: files are longer than questions.
        seconds: how long it may take to arrive.
    """

    def __init__(self, app: ASGIApp, *, limit: int, larger: Mapping[str, int], seconds: float) -> None:
        self.app = app
        self.limit = limit
        self.larger = larger
        self.seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection; all but HTTP requests pass untouched.

        Raises:
            TooLarge: if the body is longer; it has then been read to its end, or to :data:`_DRAIN` times the limit.
            RequestTimeout: if it has not arrived in time.
            BadRequest: if it broke off, or its end could be read in two ways (RFC 9112, section 6.1).
        """
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if "content-length" not in headers and "transfer-encoding" not in headers:
            await self.app(scope, receive, send)
            return
        if "content-length" in headers and "transfer-encoding" in headers:
            scope["hengce.always"]["Connection"] = "close"
            raise BadRequest(
                "Content-Length 和 Transfer-Encoding 不能同时给出。", "Content-Length and Transfer-Encoding may not be given together."
            )
        limit = self.larger.get(scope["path"], self.limit)
        declared = headers.get("content-length", "")
        too_large = declared.isdecimal() and int(declared) > limit
        if too_large and headers.get("expect", "").lower() == "100-continue":
            raise _too_large(limit)  # the client waits for leave to send
        try:
            async with asyncio.timeout(self.seconds):
                body = await _read(receive, limit, too_large)
        except TimeoutError:
            scope["hengce.always"]["Connection"] = "close"
            raise RequestTimeout(self.seconds) from None
        if body is None:
            raise _too_large(limit)
        whole: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

        async def replay() -> Message:
            return whole.pop() if whole else await receive()

        await self.app(scope, replay, send)


async def _read(receive: Receive, limit: int, too_large: bool) -> bytes | None:
    """The body; None if it is too large."""
    chunks: list[bytes] = []
    size = 0
    while size <= limit * _DRAIN:
        message = await receive()
        if message["type"] != "http.request":
            raise BadRequest("请求正文没有发完。", "The body of the request broke off.")
        chunk = message.get("body", b"")
        size += len(chunk)
        if size > limit:
            too_large = True
            chunks.clear()
        else:
            chunks.append(chunk)
        if not message.get("more_body", False):
            break
    return None if too_large else b"".join(chunks)


def _too_large(limit: int) -> TooLarge:
    megabytes = limit / (1 << 20)
    return TooLarge(f"请求正文超过 {megabytes:g} MB 的上限。", f"The body of the request exceeds the limit of {megabytes:g} MB.")
