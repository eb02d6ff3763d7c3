"""What every request and answer passes: encoding, HEAD, headers, and a last answer to errors and defects.

A plain ASGI middleware: it works for every route alike, also where there is none.
"""

from __future__ import annotations

import asyncio
import logging
import os
import traceback
from pathlib import Path
from urllib.parse import unquote_to_bytes

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ...ontology.errors import HengceError, Overloaded
from ..language import Language
from ..problems import BadRequest, Internal, respond

_log = logging.getLogger(__name__)

SECURITY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    # Pages take style, scripts and pictures from this service only; nothing inline runs, and nothing is framed or sent elsewhere.
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
}


class Guard:
    """The middleware.

    Args:
        app: the application inside; it gets a scope of its own.
        language: language of messages where a client asks for none.
    """

    def __init__(self, app: ASGIApp, *, language: Language) -> None:
        self.app = app
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
        always: dict[str, str] = {}  # what stands on errors too
        # Every GET answers HEAD (RFC 9110, section 9.3.2).
        inner = {**scope, "hengce.headers": wanted, "hengce.always": always, "method": "GET" if head else scope["method"]}

        async def guarded_send(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                headers = MutableHeaders(scope=message)
                added = {**SECURITY_HEADERS, **(wanted if message["status"] < 400 else {})}
                if vary := _joined(headers.get("Vary", ""), added.pop("Vary", "")):
                    headers["Vary"] = vary
                for name, value in added.items():
                    headers.setdefault(name, value)
                headers.update(always)
            elif head and message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        try:
            _check_encoding(scope)
            await self.app(inner, receive, guarded_send)
        except (Exception, asyncio.CancelledError) as error:  # noqa: BLE001  # defects are answered too, and logged
            problem = _problem(error, scope.get("hengce.id", ""))
            if started:  # half an answer is out: left without its end, the connection is broken, and nobody takes it for the whole
                return
            response = respond(problem, inner, self.language)
            await response(scope, receive, guarded_send)
        finally:
            scope["route"] = inner.get("route")  # who counts and logs stands outside


def _joined(*lists: str) -> str:
    """Lists of names in one, each name once."""
    return ", ".join(dict.fromkeys(name for part in lists for each in part.split(",") if (name := each.strip())))


def _problem(error: BaseException, request_id: str) -> HengceError:
    """What the client is told; a defect is logged."""
    if isinstance(error, HengceError):
        return error
    if isinstance(error, asyncio.CancelledError):
        return Overloaded("服务正在停止；请稍后重试。", "The service is stopping; try again later.")
    _log.error("unexpected error in request %s: %s", request_id, where(error), exc_info=error if os.environ.get("HENGCE_DEBUG") else None)
    return Internal()


def where(error: BaseException) -> str:
    """What went wrong and where, on one line and without the error's own message: that may quote a question or a draft."""
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    return f"{type(error).__name__} at " + " > ".join(f"{Path(each.filename).name}:{each.lineno} {each.name}" for each in frames)


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
