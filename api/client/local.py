"""The way to a graph on this machine: the service's own application, in this process and without a socket.

The application is what ``hengce serve`` runs: routes, checks of parameters, words of errors and forms of answers are the same, so that a
program gives equal results here and there. What that costs beside calling the functions behind the routes is measured in
``benchmarks/ask``.
"""

from __future__ import annotations

import weakref
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import unquote

from ..language import Language
from ..opening import ensure_built
from ..settings import Settings
from .exchange import Call, Reply


class Local:
    """A graph by its folder; a new one is built there from the packaged corpus first, and that is said on standard error.

    The application runs in an event loop of its own thread, so that it may be asked from any thread, and from within another loop (as in a
    notebook). Queries in SPARQL run in a process of their own, which can be ended.

    Args:
        folder: of the graph; None: the user's own (``HENGCE_STORE``).
        language: of what is said while a graph is built.

    Raises:
        StoreError: if there is something that cannot be read.
        CorpusError: if there is nothing to build from.
        InvalidParameter: if a variable of the environment is malformed.
    """

    def __init__(self, folder: Path | None, *, language: Language) -> None:
        # The service comes with a web framework, which whoever asks one elsewhere does not need.
        from anyio.from_thread import start_blocking_portal

        from ..app import create_app

        settings = Settings.load(store=None if folder is None else str(folder), lang=language, log="off", query_workers=1, rate_limit=0.0)
        ensure_built(settings, language)
        self._store = settings.store
        self._app = create_app(settings)
        with ExitStack() as stack:
            self._portal = stack.enter_context(start_blocking_portal())
            stack.enter_context(self._portal.wrap_async_context_manager(self._app.router.lifespan_context(self._app)))
            # Whoever forgets to close it must still see the program end.
            self._end = weakref.finalize(self, stack.pop_all().close)

    def __repr__(self) -> str:
        return f"connect({self._store!r})"

    def send(self, call: Call, language: str) -> Reply:
        """The reply to a call; see :class:`~.exchange.Way`.

        Raises:
            ValueError: if the client is closed.
        """
        if not self._end.alive:
            raise ValueError("this client is closed")
        return self._portal.call(self._answer, call, language)

    async def _answer(self, call: Call, language: str) -> Reply:
        """One request by the ASGI specification (version 3.0, HTTP 2.3)."""
        path, _, query = call.target.partition("?")
        body = call.body or b""
        headers = {**call.headers, "Accept-Language": language, "Host": "localhost"}
        if call.body is not None:
            headers["Content-Length"] = str(len(body))
        scope = {
            "type": "http", "asgi": {"version": "3.0", "spec_version": "2.3"}, "http_version": "1.1", "method": call.method,
            "scheme": "http", "path": "/" + unquote(path), "raw_path": f"/{path}".encode(), "query_string": query.encode(), "root_path": "",
            "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
            "client": None, "server": ("localhost", None),
        }  # fmt: skip
        incoming = [{"type": "http.request", "body": body, "more_body": False}]
        sent: list[dict[str, object]] = []

        async def receive() -> dict[str, object]:
            return incoming.pop() if incoming else {"type": "http.disconnect"}

        async def send(message: dict[str, object]) -> None:
            sent.append(message)

        await self._app(scope, receive, send)  # type: ignore[arg-type]  # messages are mappings in ASGI, these are dictionaries
        start, *parts = sent
        answered = {name.decode("latin-1"): value.decode("latin-1") for name, value in start["headers"]}  # type: ignore[attr-defined]
        return Reply(int(str(start["status"])), answered, b"".join(bytes(part.get("body", b"")) for part in parts))  # type: ignore[call-overload]

    def close(self) -> None:
        """End the application, its event loop and its worker process."""
        self._end()
