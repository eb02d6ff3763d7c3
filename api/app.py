"""The HTTP service as an ASGI application."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware

from . import problems
from .guard import Guard
from .models import Problem
from .routes import asking, comparing, deadlines, deciding, documents, health, pages, questions, resources, searching, sparql, vocabulary
from .service import VERSION, NotModified, Service, not_modified
from .settings import Settings

DESCRIPTION = """衡策把中国政策文本读成可查证、可比较的知识图谱；每个回答都引原文，位置精确到字。

Hengce reads Chinese policy texts into a knowledge graph that can be checked and compared; every answer cites its clause."""


def create_app(settings: Settings | None = None) -> FastAPI:
    """The application, with the graph open.

    Args:
        settings: by default those of the environment, so that any ASGI server can be pointed at this function as a factory.

    Raises:
        StoreMissing: if nothing has been built where the settings say.
        StoreError: if the graph cannot be read.
        InvalidParameter: if a variable of the environment is malformed.
    """
    settings = Settings.load() if settings is None else settings
    service = Service.open(settings)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        try:
            yield
        finally:
            service.close()

    app = FastAPI(
        title="衡策 Hengce",
        version=VERSION,
        description=DESCRIPTION,
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    app.state.service = service
    for routes in (health, documents, vocabulary, comparing, deciding, deadlines, searching, asking, questions, sparql, resources, pages):
        app.include_router(routes.router)
    problems.install(app, settings.lang)
    app.add_exception_handler(NotModified, not_modified)
    app.add_middleware(Guard, body_limit=settings.body_limit << 20, language=settings.lang)
    if settings.cors_origins:  # outermost: pages of others may read the guard's own refusals too
        app.add_middleware(
            CORSMiddleware,
            allow_origins=settings.cors_origins,
            allow_methods=["GET", "POST"],
            allow_headers=["If-None-Match"],
            expose_headers=["ETag", "Retry-After", "X-Data-Version"],
        )
    _describe_problems(app)
    return app


def _describe_problems(app: FastAPI) -> None:
    """Let the OpenAPI document define the problem documents that its answers point to, in place of the framework's own errors."""
    generate = app.openapi

    def openapi() -> dict[str, object]:
        if app.openapi_schema is None:
            schema = generate()
            schemas = schema.setdefault("components", {}).setdefault("schemas", {})
            schemas[Problem.__name__] = Problem.model_json_schema()
            for unused in ("HTTPValidationError", "ValidationError"):
                schemas.pop(unused, None)
            for path in schema["paths"].values():
                for operation in path.values():
                    operation["responses"].pop("422", None)
        assert app.openapi_schema is not None
        return app.openapi_schema

    app.openapi = openapi
