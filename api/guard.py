"""What every request and answer passes: encoding, size, HEAD, security headers, and a last answer to defects.

A plain ASGI middleware: it sees each byte of a body before anything is kept, and it works for every route alike.
"""

from __future__ import annotations

import logging
from urllib.parse import unquote_to_bytes

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..ontology.errors import HengceError, TooLarge
from .language import Language
from .problems import BadRequest, Internal, respond

_log = logging.getLogger(__name__)

SECURITY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    # Pages are plain HTML with one inline style sheet: nothing may be loaded, run, framed or sent elsewhere.
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
}
_DRAIN = 64
"""A refused body is still read, unkept, up to so many times the limit: a client that is sending sees no answer before it has ended."""


class Guard:
    """The middleware.

    Args:
        app: the application inside.
        body_limit: the most bytes that a request's body may have.
        language: language of messages where a client asks for none.
    """

    def __init__(self, app: ASGIApp, *, body_limit: int, language: Language) -> None:
        self.app = app
        self.body_limit = body_limit
        self.language: Language = language

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection; all but HTTP requests pass untouched."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        head = scope["method"] == "HEAD"
        started = False
        # What routes want on their answer whatever its form (validators, versions); errors do not carry it.
        wanted: dict[str, str] = {}
        # Every GET answers HEAD (RFC 9110, section 9.3.2).
        scope = {**scope, "hengce.headers": wanted, "method": "GET" if head else scope["method"]}

        async def guarded_send(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                for name, value in {**SECURITY_HEADERS, **(wanted if message["status"] < 400 else {})}.items():
                    headers.setdefault(name, value)
            elif head and message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        try:
            _check_encoding(scope)
            await self.app(scope, await self._bounded(scope, receive), guarded_send)
        except Exception as error:
            if started:  # half an answer is out: all that is left is to break the connection
                raise
            if not isinstance(error, HengceError):
                _log.exception("unexpected error at %s %r", scope["method"], scope["path"])
                error = Internal()
            response = respond(error, Headers(scope=scope).get("accept-language"), self.language, scope["path"])
            await response(scope, receive, guarded_send)

    async def _bounded(self, scope: Scope, receive: Receive) -> Receive:
        """``receive`` that gives the body, read whole and found within the limit.

        Raises:
            TooLarge: if the body is longer; it has then been read to its end, or to :data:`_DRAIN` times the limit.
            BadRequest: if it broke off.
        """
        headers = Headers(scope=scope)
        declared = headers.get("content-length", "")
        if not declared and "transfer-encoding" not in headers:
            return receive
        too_large = declared.isdecimal() and int(declared) > self.body_limit
        if too_large and headers.get("expect", "").lower() == "100-continue":
            raise self._too_large()  # the client waits for leave to send
        chunks: list[bytes] = []
        size = 0
        while size <= self.body_limit * _DRAIN:
            message = await receive()
            if message["type"] != "http.request":
                raise BadRequest("请求正文没有发完。", "The body of the request broke off.")
            chunk = message.get("body", b"")
            size += len(chunk)
            if size > self.body_limit:
                too_large = True
                chunks.clear()
            else:
                chunks.append(chunk)
            if not message.get("more_body", False):
                break
        if too_large:
            raise self._too_large()
        whole: list[Message] = [{"type": "http.request", "body": b"".join(chunks), "more_body": False}]

        async def replay() -> Message:
            return whole.pop() if whole else await receive()

        return replay

    def _too_large(self) -> TooLarge:
        megabytes = self.body_limit / (1 << 20)
        return TooLarge(f"请求正文超过 {megabytes:g} MB 的上限。", f"The body of the request exceeds the limit of {megabytes:g} MB.")


def _check_encoding(scope: Scope) -> None:
    """Refuse a path or query string that is not percent-encoded UTF-8 (RFC 3987, section 3.2).

    Raises:
        BadRequest: if it is not; the framework would put replacement characters there instead.
    """
    for part, zh, en in (("raw_path", "路径", "path"), ("query_string", "查询串", "query string")):
        try:
            text = unquote_to_bytes(scope.get(part) or b"").decode("utf-8")
        except UnicodeDecodeError:
            raise BadRequest(f"地址的{zh}不是有效的 UTF-8。", f"The {en} is not valid UTF-8.") from None
        if "\0" in text:
            raise BadRequest(f"地址的{zh}含有空字符。", f"The {en} contains a null character.")
