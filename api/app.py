"""The HTTP service as an ASGI application."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware

from ..ontology.store import is_remote
from . import problems
from .answers import OF_THE_GRAPH
from .openapi.document import describe, operation_id
from .routes import (
    asking,
    checking,
    comparing,
    deadlines,
    deciding,
    description,
    diffing,
    documents,
    feed,
    functions,
    health,
    mcp,
    questions,
    resources,
    searching,
    sparql,
    vocabulary,
)
from .service import VERSION, NotModified, Service, not_modified
from .serving.again import Keeping, Known, known
from .serving.bodies import Bodies
from .serving.common import Common
from .serving.compression import Compression
from .serving.guard import Guard
from .serving.observed import HEADER, Observed
from .serving.ratelimit import RateLimit
from .settings import Settings
from .web.pages import PAGES

DESCRIPTION = """衡策把中国政策文本读成可查证、可比较的知识图谱；每个回答都引原文，位置精确到字。

Hengce reads Chinese policy texts into a knowledge graph that can be checked and compared; every answer cites its clause."""


_THREADS = 8
"""Threads that compute answers in a process: more would only pass the interpreter's lock around, and everything would wait for it."""
_EXPOSED = (
    "Content-Disposition", "ETag", "Link", "RateLimit", "RateLimit-Policy", "Retry-After", "X-Data-Version", HEADER, "X-Total-Count",
)  # fmt: skip
"""Headers that pages of other origins may read."""


def create_app(settings: Settings | None = None, common: Common | None = None) -> FastAPI:
    """The application, with the graph open.

    Args:
        settings: by default those of the environment, so that any ASGI server can be pointed at this function as a factory.
        common: what it shares with other processes of the service.

    Raises:
        StoreMissing: if nothing has been built where the settings say.
        StoreError: if the graph cannot be read.
        InvalidParameter: if a variable of the environment is malformed.
    """
    settings = Settings.load() if settings is None else settings
    common = common or Common()
    service, buckets = Service.open(settings), common.buckets(settings)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        if not is_remote(settings.store):
            current_default_thread_limiter().total_tokens = _THREADS
        try:
            yield
        finally:
            service.close()
            if buckets is not None:
                buckets.close()

    app = FastAPI(
        title="衡策 Hengce",
        version=VERSION,
        description=DESCRIPTION,
        lifespan=lifespan,
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        generate_unique_id_function=operation_id,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    app.state.service = service
    for routes in (health, sparql, description, functions):
        app.include_router(routes.router)
    for page in PAGES:
        app.include_router(page.router)
    for routes in (documents, vocabulary, comparing, diffing, deciding, checking, deadlines, searching, asking, questions, feed, resources):
        app.include_router(routes.router, responses=OF_THE_GRAPH)
    app.router.routes.append(mcp.Endpoint(service).route)
    problems.install(app, settings.lang)
    app.add_exception_handler(NotModified, not_modified)
    app.add_exception_handler(Known, known)
    # What every request passes on its way to a route, the innermost first.
    app.add_middleware(Compression)
    drafts: dict[str, int] = dict.fromkeys((checking.PATH, *checking.PAGES), settings.draft_limit << 20)
    app.add_middleware(Bodies, limit=settings.body_limit << 20, larger=drafts, seconds=settings.request_timeout)
    if buckets is not None:
        app.add_middleware(RateLimit, buckets=buckets)
    app.add_middleware(Guard, language=settings.lang)
    app.add_middleware(Keeping, answers=service.answers)
    if settings.cors_origins:  # pages of others may read the guard's own refusals too
        app.add_middleware(
            CORSMiddleware,
            allow_origins=settings.cors_origins,
            allow_methods=["GET", "POST"],
            allow_headers=["If-None-Match", "Accept-Profile", HEADER, "Mcp-Protocol-Version", "Mcp-Method", "Mcp-Name"],
            expose_headers=_EXPOSED,
        )
    app.add_middleware(Observed, metrics=service.metrics, key=common.key)
    describe(app)
    return app
