"""What is new, for feed readers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request
from pydantic import Field
from starlette.responses import Response

from ...extract.facts import KINDS
from ...queries.news import DAYS, HAPPENINGS, OF, Wanted, news
from ..answers import problems
from ..export import atom
from ..paging import Paging, paging
from ..service import VERSION, AsOf, TheLanguage, Told, known_parameters
from .description import address_of

_Event = Annotated[str, Field(json_schema_extra={"enum": list(HAPPENINGS)})]
_OF = {"enum": list(OF)}
_KIND = {"enum": list(KINDS)}
router = APIRouter(tags=["动态"], dependencies=[Depends(known_parameters)])


@router.get(
    "/feed",
    response_class=Response,
    responses={200: {"description": "Atom（RFC 4287）", "content": {atom.MEDIA_TYPE: {}}}, **problems(400, 404)},
    summary="政策动态（feed）",
)
def feed(
    request: Request,
    told: Told,
    pages: Annotated[Paging, Depends(paging)],
    day: AsOf,
    language: TheLanguage,
    event: Annotated[list[_Event] | None, Query(description="哪些动态，可给多个或用逗号分隔；默认全部（what may have happened）")] = None,
    of: Annotated[
        str, Query(description="一份文件一条，或一个事实一条（entries of documents or facts）", json_schema_extra=_OF)
    ] = "document",
    jurisdiction: Annotated[list[str] | None, Query(description="地区：代码或名称，逗号分隔；默认全部")] = None,
    type: Annotated[str | None, Query(description="只要有关这一类型的（with facts about this type）")] = None,
    kind: Annotated[str | None, Query(description="只要有这一类事实的（with facts of this kind）", json_schema_extra=_KIND)] = None,
    days: Annotated[int, Query(ge=DAYS[0], le=DAYS[-1], description="期满前多少天算将满（days before its end）")] = 90,
) -> Response:
    """Documents, or facts, that are new, changed or removed, end soon or were superseded; the latest first."""
    graph, steps = told
    wanted = Wanted(happenings=event or HAPPENINGS, of=of, jurisdictions=jurisdiction, type=type, kind=kind, days=days)
    entries, more = news(graph, steps, wanted, day, pages.limit, pages.offset)
    rest = [(name, value) for name, value in pages.query if name not in ("limit", "offset")]
    described = atom.Feed(
        base=graph.info.base,
        host=address_of(request),
        path=_address(pages.path, rest),
        page=_address(pages.path, pages.query),
        following=_address(pages.path, [*rest, ("limit", pages.limit), ("offset", pages.offset + pages.limit)]) if more else None,
        version=VERSION,
    )
    return Response(atom.render(described, entries, language), media_type=atom.MEDIA_TYPE)


def _address(path: str, query: Iterable[tuple[str, object]]) -> str:
    written = urlencode([*query])
    return f"{path}?{written}" if written else path
