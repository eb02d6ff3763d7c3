"""Listening: the socket, the HTTP protocol, and the words that say where the service is."""

from __future__ import annotations

import errno
import json
import re
import socket
from collections.abc import Callable

import h11
import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from ..ontology.errors import InvalidParameter
from .language import Language
from .problems import MEDIA_TYPE, BadRequest, document

_NON_ASCII = re.compile(rb"[\x80-\xff]")


class ChineseTargets(H11Protocol):
    """HTTP/1.1 as uvicorn speaks it, for clients that send Chinese in an address as it stands.

    ``curl 'http://…/compare?type=绿色工厂'`` puts raw UTF-8 on the request line, which RFC 9112 does not allow and which parsers
    refuse; the bytes are percent-encoded here before parsing, as a browser would have done (WHATWG URL, "percent-encode").
    A request that no parser can read is answered with a problem document like every other error.
    """

    def data_received(self, data: bytes) -> None:
        """Take bytes from the client; only those of a request line are ever changed."""
        line_open = self.conn.their_state is h11.IDLE and b"\n" not in self.conn.trailing_data[0]
        if line_open and _NON_ASCII.search(data):
            line, newline, rest = data.partition(b"\n")
            data = _NON_ASCII.sub(lambda byte: b"%%%02X" % byte[0][0], line) + newline + rest
        super().data_received(data)

    def send_400_response(self, msg: str) -> None:
        """Answer a request that is no HTTP, and close the connection."""
        error = BadRequest("收到的不是有效的 HTTP 请求。", "What was received is no valid HTTP request.")
        body = json.dumps(document(error, "zh", ""), ensure_ascii=False).encode()
        headers = [("Content-Type", MEDIA_TYPE), ("Content-Length", str(len(body))), ("Connection", "close")]
        for event in (h11.Response(status_code=400, headers=headers, reason=b"Bad Request"), h11.Data(data=body), h11.EndOfMessage()):
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()


class _Server(uvicorn.Server):
    """uvicorn's server, which tells when it is listening."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._ready()


def listen(host: str, port: int) -> socket.socket:
    """A listening socket.

    Args:
        host: name or address.
        port: 0 to 65535; 0 takes any free one.

    Raises:
        InvalidParameter: if the place is taken, forbidden or unknown; the message says what to do.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    except OSError as error:
        raise InvalidParameter(f"无法解析监听地址 {host!r}：{error.strerror}。", f"Cannot resolve the address {host!r}: {error.strerror}.",
                               parameter="--host") from error  # fmt: skip
    listening = socket.socket(family, kind, protocol)
    try:
        if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):  # Windows, where SO_REUSEADDR would share a port that is in use
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(128)
    except OSError as error:
        listening.close()
        if error.errno == errno.EADDRINUSE:
            raise InvalidParameter(f"{host} 的端口 {port} 已被占用；请用 --port 换一个（0 为任一空闲端口）。",
                                   f"Port {port} of {host} is taken; choose another with --port (0: any free one).",
                                   parameter="--port") from error  # fmt: skip
        raise InvalidParameter(f"无法监听 {host}:{port}：{error.strerror}。", f"Cannot listen on {host}:{port}: {error.strerror}.",
                               parameter="--host") from error  # fmt: skip
    return listening


def address(listening: socket.socket) -> str:
    """The URL of a listening socket."""
    host, port = listening.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


def run(app: ASGIApp, listening: socket.socket, ready: Callable[[], None], *, log_level: str = "warning") -> None:
    """Serve until a signal ends it (SIGINT, SIGTERM).

    Args:
        app: the application; its lifespan is run.
        listening: where.
        ready: called once, when requests are answered.
        log_level: uvicorn's.
    """
    config = uvicorn.Config(
        app,
        http=ChineseTargets,
        ws="none",
        lifespan="on",
        log_level=log_level,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=5,
    )
    _Server(config, ready).run([listening])


def announce(url: str, language: Language) -> str:
    """The line that says that the service is ready."""
    return f"Hengce is ready: {url} (end with Ctrl-C)" if language == "en" else f"衡策已就绪：{url}（按 Ctrl-C 结束）"
