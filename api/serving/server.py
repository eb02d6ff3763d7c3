"""Listening: the socket, the loop of one process, and the words that say where the service is."""

from __future__ import annotations

import errno
import math
import socket
from collections.abc import Callable
from threading import Thread

import uvicorn
from starlette.types import ASGIApp

from ...ontology.errors import InvalidParameter
from ..language import Language
from ..settings import Settings
from .logs import configure
from .protocol import HEAD_LIMIT, patient

_QUEUE = 1024
"""Connections that may wait to be accepted."""


class _Server(uvicorn.Server):
    """uvicorn's server, which tells when it is listening."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        for each in sockets or ():
            each.listen(_QUEUE)  # the loop has set it to what it accepts at a time
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
        listening.listen(_QUEUE)
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


def run(app: ASGIApp, listening: socket.socket, ready: Callable[[], None], settings: Settings) -> None:
    """Serve in this process until a signal ends it (SIGINT, SIGTERM); what was accepted is answered first.

    Args:
        app: the application; its lifespan is run.
        listening: where.
        ready: called once, when requests are answered.
        settings: limits of time, and the form of the log.
    """
    from ...queries.asking.ask import prepare  # the socket is open before anything slow is loaded

    configure(settings.log)
    Thread(target=prepare, daemon=True).start()  # questions in words need word lists that take a second to read
    config = uvicorn.Config(
        app,
        http=patient(settings.request_timeout),
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        backlog=1,  # accepted at a time: the others are left to whichever process is free
        h11_max_incomplete_event_size=HEAD_LIMIT,
        timeout_graceful_shutdown=math.ceil(settings.shutdown_timeout),
    )
    _Server(config, ready).run([listening])


def announce(url: str, language: Language) -> str:
    """The line that says that the service is ready."""
    return f"Hengce is ready: {url} (end with Ctrl-C)" if language == "en" else f"衡策已就绪：{url}（按 Ctrl-C 结束）"
