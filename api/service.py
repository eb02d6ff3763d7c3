"""What the routes share: the settings and the two ways into the graph; and what each request gets of them."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from typing import Annotated

from fastapi import Depends, Query, Request
from starlette.responses import Response

from ..ontology.errors import InvalidParameter
from ..ontology.history import History, Step
from ..ontology.store import Reader, Store, is_remote, open_store
from ..queries.parameters import iso_date
from .downloads import Downloads
from .language import LANG, LANGUAGES, Language, requested
from .negotiate import accepts_gzip
from .serving.again import Answers
from .serving.metrics import Metrics
from .serving.turnstile import Turnstile
from .settings import Settings

VERSION = version("hengce")
"""Version of the program."""


@dataclass(frozen=True, slots=True)
class Service:
    """What lives as long as the service; everything in it may be used from any thread.

    Attributes:
        settings: what it was started with.
        store: answers the program's own questions, in this process.
        turnstile: lets in as many queries of strangers as there are workers.
        public: answers the queries of strangers, in worker processes that are ended at the limit.
        downloads: the whole graph as files.
        metrics: figures of what is done here.
        answers: those that need not be made again.
    """

    settings: Settings
    store: Store
    public: Store
    turnstile: Turnstile
    downloads: Downloads
    metrics: Metrics
    answers: Answers

    @classmethod
    def open(cls, settings: Settings) -> Service:
        """Open the graph.

        Raises:
            StoreMissing: if nothing has been built.
            StoreError: if it cannot be read.
        """
        if is_remote(settings.store):
            store = open_store(
                settings.store, timeout=settings.query_timeout, max_bytes=settings.result_limit << 20, access=settings.access
            )
            return cls._of(settings, store, store)
        store = open_store(settings.store)
        try:
            public = open_store(
                settings.store,
                workers=settings.query_workers,
                timeout=settings.query_timeout,
                memory_mb=settings.query_memory,
                max_bytes=settings.result_limit << 20,
            )
        except BaseException:
            store.close()
            raise
        return cls._of(settings, store, public)

    @classmethod
    def _of(cls, settings: Settings, store: Store, public: Store) -> Service:
        metrics = Metrics(lambda: store.info, VERSION)
        turnstile = Turnstile(settings.query_workers, settings.client_queries, waiting=metrics.waiting, running=metrics.running)
        return cls(settings, store, public, turnstile, Downloads(settings.store), metrics, Answers(settings.cache << 20))

    def close(self) -> None:
        """Let go of the graph and its workers."""
        self.turnstile.close()
        self.downloads.close()
        self.public.close()
        self.store.close()


class NotModified(Exception):
    """The client already has this very answer."""


def not_modified(request: Request, error: Exception) -> Response:
    """The answer to :class:`NotModified`; the validator is added by the guard."""
    return Response(status_code=304)


# What does not wait is `async`: for any other dependency the framework goes to a thread and back, which takes longer than these do.


async def service(request: Request) -> Service:
    """The service that a request came to."""
    return _service(request)


async def language(request: Request) -> Language:
    """The language in which the client wants to be spoken to."""
    return _language(request)


def _service(request: Request) -> Service:
    return request.app.state.service


def _language(request: Request) -> Language:
    return requested(request.scope["query_string"], request.headers.get("accept-language"), _service(request).settings.lang)


async def known_parameters(request: Request) -> None:
    """Refuse parameters that the path does not know, single ones given twice, and a choice that chooses nothing.

    A misspelt parameter that is passed over in silence gives the right answer to another question. ``lang`` is known to all paths.

    Raises:
        InvalidParameter: naming the parameter and those there are.
    """
    path = request.scope["route"].path_format
    declared = request.app.openapi()["paths"].get(path, {}).get(request.method.lower(), {}).get("parameters", [])
    schemas = {item["name"]: item["schema"] for item in declared if item["in"] == "query"}
    schemas.setdefault(LANG, {"type": "string", "enum": LANGUAGES})
    if (given := request.query_params.get(LANG)) and given not in LANGUAGES:
        raise InvalidParameter(f"没有语言 {given[:60]!r}。", f"There is no language {given[:60]!r}.", parameter=LANG, allowed=LANGUAGES)
    for name in request.query_params:
        if name not in schemas:
            raise InvalidParameter(
                f"没有参数 {name[:60]!r}。", f"There is no parameter {name[:60]!r}.", parameter=name[:60], allowed=sorted(schemas)
            )
        many = any(kind.get("type") == "array" for kind in (schemas[name], *schemas[name].get("anyOf", ())))
        if len(request.query_params.getlist(name)) > 1 and not many:
            raise InvalidParameter(f"参数 {name} 只能给一次。", f"Parameter {name} may be given once only.", parameter=name)
        choices = schemas[name].get("enum") or schemas[name].get("items", {}).get("enum")
        if choices and not all(map(str.strip, request.query_params.getlist(name))):
            raise InvalidParameter(f"参数 {name} 没有给出值。", f"Parameter {name} is given no value.", parameter=name, allowed=choices)


def snapshot(request: Request) -> Iterator[Reader]:
    """One version of the data for the whole request, with the validator (ETag) of the answer that it gives.

    An answer follows from the address, the headers that are negotiated, the data, the program and the day (the default of ``as_of``):
    the validator is a hash of these, so a repeated request is answered before anything is computed (RFC 9110, section 13).

    Raises:
        NotModified, Known: see :func:`validated`.
    """
    with _service(request).store.snapshot() as graph:
        _negotiated(request, graph.info.data_version)
        yield graph


def told(request: Request) -> Iterator[tuple[Reader, list[Step]]]:
    """The same with the history of the builds up to that version, which is part of the answer, and of its validator.

    Raises:
        NotModified, Known: see :func:`validated`.
        StoreError: if the history cannot be read.
    """
    service = _service(request)
    with service.store.snapshot() as graph:
        steps = History(service.settings.build_folder).steps(graph.info.data_version)
        _negotiated(request, graph.info.data_version, str(len(steps)), steps[-1].time if steps else "")
        yield graph, steps


def _negotiated(request: Request, data_version: str, *more: str) -> None:
    """Tell which data an answer is of, and give it its validator, from these and what ``more`` it follows from."""
    request.scope["hengce.headers"]["X-Data-Version"] = data_version
    if request.method == "GET":
        parts = (
            str(request.url), request.headers.get("accept", ""), request.headers.get("accept-profile", ""), _language(request),
            str(accepts_gzip(request.headers)), data_version, VERSION, datetime.date.today().isoformat(), *more,
        )  # fmt: skip
        vary = "Accept, Accept-Language, Accept-Profile, Accept-Encoding"
        request.scope["hengce.headers"].update({"Cache-Control": "no-cache", "Vary": vary})
        validated(request, hashlib.sha256("\n".join(parts).encode()).hexdigest()[:24])


def validated(request: Request, version: str) -> None:
    """Give the answer a validator.

    Args:
        request: what is answered.
        version: another for each other answer, also for the same in another form or compressed.

    Raises:
        NotModified: if the client has that answer.
        Known: if it has been given before.
    """
    tag = f'"{version}"'
    request.scope["hengce.headers"]["ETag"] = tag
    known = {part.strip().removeprefix("W/") for part in request.headers.get("if-none-match", "").split(",")}
    if known & {tag, "*"}:
        raise NotModified
    _service(request).answers.recall(tag)


async def as_of(
    as_of: Annotated[
        str | None, Query(description="ISO 日期；默认今天（ISO date; today if not given）", json_schema_extra={"format": "date"})
    ] = None,
) -> datetime.date:
    """The date for which standings are asked.

    Raises:
        InvalidParameter: if it is no calendar date in the form YYYY-MM-DD.
    """
    return datetime.date.today() if as_of is None else iso_date(as_of)


TheService = Annotated[Service, Depends(service)]
Graph = Annotated[Reader, Depends(snapshot)]
Told = Annotated[tuple[Reader, list[Step]], Depends(told)]
TheLanguage = Annotated[Language, Depends(language)]
AsOf = Annotated[datetime.date, Depends(as_of)]
