"""Every IRI of the graph dereferences, under any host, in the form and the vocabulary that a client asks for."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request
from starlette.responses import FileResponse, HTMLResponse, Response

from ...ontology.context import context as jsonld_context
from ...ontology.errors import UnknownValue
from ...ontology.identifiers import Identifiers
from ...ontology.publication import DUMPS
from .. import conneg, profile, things
from ..answers import asked, format_query, forms, problems
from ..conneg import GRAPHS, Choice
from ..negotiate import HTML, JSONLD, accepts_gzip
from ..service import Graph, TheService, known_parameters, validated
from ..web.asking import view_of
from ..web.things import ontology as ontology_page
from ..web.things import profiles as profiles_page
from ..web.things import thing as thing_page
from ..web.things.reference import Reference

router = APIRouter(tags=["标识"], dependencies=[Depends(known_parameters)])

Format = Annotated[str | None, format_query(*GRAPHS, HTML)]
Token = Annotated[str | None, Query(alias="profile", description="档案，优先于 Accept-Profile；alt 列出全部（the view; alt lists them）")]
Rest = Annotated[str, Path(description="标识在 /id/ 之后的部分（what follows /id/ in an IRI）", examples=["document/fujian-2018"])]
Version = Annotated[str, Path(description="版本号（version number）", examples=["1.1.0"])]
File = Annotated[str, Path(description="文件名（name of the file）", examples=["hengce.ttl"], json_schema_extra={"enum": list(DUMPS)})]
ProfileName = Annotated[str, Path(description="档案名，见 /profile（a name listed at /profile）", examples=["odrl"])]
_FORMS = forms(*GRAPHS, HTML)


@router.get("/id/{path:path}", responses=_FORMS, response_class=Response, summary="一个标识的描述（description of an IRI）")
def thing(request: Request, graph: Graph, path: Rest, format: Format = None, token: Token = None) -> Response:
    """What the graph says of the thing whose IRI ends in this path; of a named graph, its triples."""
    return _described(request, graph, things.resolve(graph, _sent(request)), token)


@router.get("/ontology", responses=_FORMS, response_class=Response, summary="本体（ontology）")
def ontology(request: Request, graph: Graph, format: Format = None, token: Token = None) -> Response:
    """The ontology: as HTML its reference, else its triples. Its schemes are described at addresses of their own, such as ``/id/type``."""
    lines, offered = things.ontology(graph), conneg.choices(graph.info.base, "")
    page = partial(ontology_page.page, view_of(request), Reference(lines, graph.info.base), offered)
    return _answer(request, graph, offered, token, page, lambda view: lines)


@router.get("/ontology/context.jsonld", responses=forms(JSONLD), response_class=Response, summary="JSON-LD 上下文（context）")
def context(graph: Graph) -> Response:
    """The JSON-LD context of the graph."""
    document = {"@context": jsonld_context(graph.info.base)}
    return Response(json.dumps(document, ensure_ascii=False, indent=1) + "\n", media_type=JSONLD.media_type)


@router.get("/ontology/{version:path}", responses=_FORMS, response_class=Response, summary="本体的一个版本（version of the ontology）")
def version(request: Request, graph: Graph, version: Version, format: Format = None, token: Token = None) -> Response:
    """What the graph says of a version of the ontology; of the one that it holds, the ontology itself."""
    iri = things.resolve(graph, _sent(request))
    held = Reference(things.ontology(graph), graph.info.base).itself.iris("owl:versionIRI")
    return ontology(request, graph, token=token) if iri in held else _described(request, graph, iri, token)


@router.get("/.well-known/void", responses=_FORMS, response_class=Response, summary="数据集的描述（VoID、DCAT）")
def dataset(request: Request, graph: Graph, format: Format = None, token: Token = None) -> Response:
    """What the dataset is, how much of what it holds, where and in which forms it is to be had."""
    base, offered = graph.info.base, conneg.choices(graph.info.base, "")
    page = partial(thing_page.page, view_of(request), graph, f"{base}id/dataset", offered)
    return _answer(request, graph, offered, token, page, lambda view: things.statements(graph, Identifiers(base).graph("build")))


@router.get(
    "/download/{name}", responses=problems(400, 404, 503), response_class=FileResponse, summary="全部数据（the whole graph as a file）"
)
def download(request: Request, service: TheService, graph: Graph, name: File) -> Response:
    """The whole graph, sorted: equal data are equal bytes."""
    if name not in DUMPS:
        raise UnknownValue(f"没有文件 {name[:60]!r}。", f"There is no file {name[:60]!r}.", parameter="name", allowed=tuple(DUMPS))
    file = service.downloads.file(graph, name)
    # What is sent may be younger than the snapshot that this request began with.
    request.scope["hengce.headers"]["X-Data-Version"] = file.parent.name
    validated(request, f"{file.parent.name}-{name}{'-gzip' if accepts_gzip(request.headers) else ''}")
    headers = {"ETag": request.scope["hengce.headers"]["ETag"]}  # the validator of parts of it too
    return FileResponse(file, media_type=DUMPS[name][0], filename=name, headers=headers)


@router.get("/profile", responses=forms(*GRAPHS, HTML), response_class=Response, summary="档案列表（profiles）")
def profiles(request: Request, graph: Graph, format: Format = None) -> Response:
    """The vocabularies that things are described in besides the graph's own."""
    return _profiles(request, graph, list(profile.profiles().values()))


@router.get("/profile/{name}", responses=forms(*GRAPHS, HTML), response_class=Response, summary="一个档案（profile）")
def one_profile(request: Request, graph: Graph, name: ProfileName, format: Format = None) -> Response:
    """One of these: what it is a view of, what it keeps to, and the query that makes it."""
    return _profiles(request, graph, [profile.named(name)])


def _profiles(request: Request, graph: Graph, shown: list[profile.Profile]) -> Response:
    offer = asked(request, (*GRAPHS, HTML))
    if offer is HTML:
        return HTMLResponse(profiles_page.page(view_of(request), shown, graph.info.base))
    return things.written(profiles_page.statements(shown, graph.info.base), offer, graph.info.base)


def _described(request: Request, graph: Graph, iri: str, token: str | None) -> Response:
    """What the graph says of a thing, in the vocabulary and form that are asked for."""
    kind = things.name(graph, iri).kind
    offered = conneg.choices(graph.info.base, kind)
    page = partial(thing_page.named_graph if kind == "graph" else thing_page.page, view_of(request), graph, iri, offered)

    def triples(view: profile.Profile | None) -> list[bytes]:
        found = things.statements(graph, iri)
        return found if view is None else profile.lines(graph, view, iri)

    return _answer(request, graph, offered, token, page, triples)


def _answer(
    request: Request,
    graph: Graph,
    offered: Sequence[Choice],
    token: str | None,
    page: Callable[[], str],
    triples: Callable[[profile.Profile | None], Sequence[bytes]],
) -> Response:
    """The answer in the vocabulary and form that are asked for, or the list of vocabularies.

    Args:
        request: what is answered.
        graph: what it is about.
        offered: the vocabularies that there are.
        token: value of the parameter ``profile``.
        page: makes the page.
        triples: gives sorted N-Triples, in a view if it is given one.
    """
    if token == conneg.LIST:
        triples(None)  # what the graph does not know has no profiles
        answer, chosen = HTMLResponse(profiles_page.available(view_of(request), offered)), None
    else:
        chosen = conneg.choose(offered, request.headers.get("accept-profile"), token)
        offer = asked(request, chosen.offers)
        answer = HTMLResponse(page()) if offer is HTML else things.written(triples(chosen.view), offer, graph.info.base)
    answer.headers["Link"] = conneg.links(offered, chosen)
    return answer


def _sent(request: Request) -> str:
    """The path as it was sent, without the first slash."""
    return request.scope["raw_path"].decode("ascii").removeprefix("/")
