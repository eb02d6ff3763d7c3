"""Lists in pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import Depends, Query, Request

from ..ontology.errors import InvalidParameter
from .service import TheService

DEFAULT_LIMIT = 100
"""Entries on a page when a client does not say."""


@dataclass(frozen=True, slots=True)
class Paging:
    """Which part of a list is asked for.

    Attributes:
        limit: the most entries.
        offset: entries left out before.
        path, query: of the request, for the address of the next page.
        headers: of the answer: they say in every form (CSV has no other place) what the JSON says of the list.
    """

    limit: int
    offset: int
    path: str
    query: tuple[tuple[str, str], ...]
    headers: dict[str, str]

    def cut(self, items: Sequence[Any]) -> Sequence[Any]:
        """The entries of this page, of the whole list in its order."""
        self._tell(len(items))
        return items[self.offset : self.offset + self.limit]

    def page(self, items: Sequence[Any]) -> dict[str, Any]:
        """The page in the shape of :class:`~.models.Page`; ``items`` is the whole list, in its order."""
        return self.part(self.cut(items), len(items))

    def part(self, items: Sequence[Any], total: int) -> dict[str, Any]:
        """The same where ``items`` are only those of this page, of a list of ``total`` entries."""
        return {"items": list(items), "total": total, "limit": self.limit, "offset": self.offset, "next": self._tell(total)}

    def _tell(self, total: int) -> str | None:
        """Set the headers; the address of the next page."""
        self.headers["X-Total-Count"] = str(total)
        following = self.offset + self.limit
        if following >= total:
            return None
        rest = [(name, value) for name, value in self.query if name not in ("limit", "offset")]
        address = f"{self.path}?{urlencode([*rest, ('limit', self.limit), ('offset', following)])}"
        self.headers["Link"] = f'<{address}>; rel="next"'
        return address


async def paging(
    request: Request,
    service: TheService,
    limit: Annotated[int, Query(ge=1, description="一页最多的条数（entries on a page）")] = DEFAULT_LIMIT,
    offset: Annotated[int, Query(ge=0, le=10**9, description="跳过的条数（entries left out before）")] = 0,
) -> Paging:
    """The page that a request asks for.

    Raises:
        InvalidParameter: if ``limit`` is above the service's own.
    """
    most = service.settings.page_limit
    if limit > most:
        raise InvalidParameter(f"参数 limit 不得大于 {most}。", f"Parameter limit must not be greater than {most}.", parameter="limit")
    query = tuple(request.query_params.multi_items())
    return Paging(limit, offset, request.scope["raw_path"].decode("ascii"), query, request.scope["hengce.headers"])


Pages = Annotated[Paging, Depends(paging)]
