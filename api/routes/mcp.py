"""MCP over HTTP (streamable HTTP, https://modelcontextprotocol.io/specification): one address, one answer to each POST.

Nothing is kept between requests, so that any process answers any of them; there is therefore nothing to be listened to by GET, nor a
session to be ended by DELETE: both are answered 405, as the specification asks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from anyio import Lock, to_thread
from starlette.requests import Request
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from ..problems import MethodNotAllowed
from ..service import Service
from ..serving.origin import check_origin

if TYPE_CHECKING:
    from mcp.server.lowlevel import Server

PATH = "/mcp"


class Endpoint:
    """The address as an ASGI application, within all that guards the others.

    Args:
        service: what answers.

    Attributes:
        route: where it is found.
    """

    def __init__(self, service: Service) -> None:
        self.route = Route(PATH, self, include_in_schema=False)
        self._service = service
        self._server: Server[Any] | None = None
        self._loading = Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request.

        Raises:
            MethodNotAllowed: if it is no POST.
            Forbidden: if it comes from the page of a stranger.
        """
        scope["route"] = self.route  # for who counts and logs
        request = Request(scope)
        if request.method != "POST":
            raise MethodNotAllowed(f"{PATH} 只支持 POST。", f"{PATH} supports POST only.", allowed=("POST",))
        check_origin(request.headers, self._service.settings)
        server = await self._loaded()
        from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

        limit = self._service.settings.body_limit << 20
        manager = StreamableHTTPSessionManager(server, stateless=True, json_response=True, max_request_body_size=limit)
        async with manager.run():  # one for each request: it ends with it
            await manager.handle_request(scope, receive, send)

    async def _loaded(self) -> Server[Any]:
        """The server; loaded with the first request, since the SDK takes a third of a second that who does not use it need not wait for."""
        async with self._loading:
            if self._server is None:
                self._server = await to_thread.run_sync(_load, self._service)
            return self._server


def _load(service: Service) -> Server[Any]:
    from ..mcp.server import server_of

    return server_of(service)
