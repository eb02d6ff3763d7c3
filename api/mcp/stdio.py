"""MCP over standard input and output, for one client on this machine."""

from __future__ import annotations

from threading import Thread

from mcp.server.stdio import stdio_server

from ..service import Service
from .server import server_of


async def serve(service: Service) -> None:
    """Answer until the client closes standard input. While this runs, nothing but the protocol goes to standard output."""
    from ...queries.asking.ask import prepare

    Thread(target=prepare, daemon=True).start()  # questions in words need word lists that take a second to read
    server = server_of(service)
    async with stdio_server() as (read, write):
        await server.run(read, write, server.create_initialization_options())
