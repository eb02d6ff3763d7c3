"""What is said to and fro: calls and their replies become answers in their shapes, lists whole."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from pydantic import ValidationError

from ...ontology.errors import InvalidParameter, Overloaded, RemoteStoreError
from ..language import Language
from ..models import Page
from ..shape import Framed, Shape
from .exchange import Argument, Call, Reply, Way
from .failures import error_of

S = TypeVar("S", bound=Shape)
P = TypeVar("P", bound=Page[Any])
_LARGE = 1000
"""Entries of a page that are asked for: as many as a service gives by default."""
_ADDRESSED = 50
"""Documents that are named in one address, which must not grow too long."""
_TRIES = 3
"""How often a list is read from its beginning because the data have changed meanwhile."""


class Conversation:
    """One way and one language; it may be used from any thread.

    Args:
        way: the way to where answers are given.
        language: of messages and warnings.
    """

    def __init__(self, way: Way, language: Language) -> None:
        self.way = way
        self.language: Language = language
        self._numbers: dict[tuple[str, str], str | None] = {}

    def reply(self, call: Call) -> Reply:
        """The reply to a call that succeeded; else its error."""
        reply = self.way.send(call, self.language)
        if reply.status != 200:
            raise error_of(reply)
        return reply

    def one(self, shape: type[S], call: Call) -> S:
        """An answer in its shape."""
        reply = self.reply(call)
        return self._shaped(shape, _parsed(reply), reply)

    def all(self, shape: type[P], /, *path: str, **parameters: Argument) -> P:
        """A whole list, all its pages in one, and of one version of the data."""
        for _ in range(_TRIES):
            whole, last = self._pages(path, parameters)
            if whole is not None:
                return self._shaped(shape, whole | {"limit": max(len(whole["items"]), 1), "next": None}, last)
        raise Overloaded("数据在读取时一再更新；请稍后重试。", "The data kept changing while they were read; try again later.")

    def _pages(self, path: tuple[str, ...], parameters: Mapping[str, Argument]) -> tuple[dict[str, Any] | None, Reply]:
        """The first page with the entries of all; None if the data changed in between."""
        try:
            first = self.reply(Call.get(*path, **{"limit": _LARGE, **parameters}))
        except InvalidParameter as error:
            if error.parameter != "limit" or "limit" in parameters:
                raise
            first = self.reply(Call.get(*path, **parameters))
        whole = page = _page(first)
        last = first
        while page["next"]:
            # The service knows its own paths only, not the prefix that a proxy may have put before them.
            last = self.reply(Call("GET", Call.get(*path).target + "?" + page["next"].partition("?")[2]))
            if _version(last) != _version(first):
                return None, last
            page = _page(last)
            whole["items"] += page["items"]
        return whole, first

    def _shaped(self, shape: type[S], content: dict[str, Any], reply: Reply) -> S:
        """What was answered, checked; with the numbers of the documents that it cites, for its frame."""
        try:
            found = shape.model_validate(content)
        except ValidationError as error:
            zh, en = (
                f"服务的答复不合 {shape.__name__} 的形状，版本可能不同",
                f"The answer has not the shape {shape.__name__}; versions may differ",
            )
            raise RemoteStoreError(f"{zh}：{error.errors()[0]['msg']}。", f"{en}: {error.errors()[0]['msg']}.") from error
        if isinstance(found, Framed):
            found.numbered(self._numbers_of(sorted(set(_cited(content))), _version(reply)))
        return found

    def _numbers_of(self, ids: list[str], version: str) -> dict[str, str | None]:
        """The numbers (文号) of documents, asked for once for each version of the data."""
        unknown = [id for id in ids if (version, id) not in self._numbers]
        for some in (unknown[at : at + _ADDRESSED] for at in range(0, len(unknown), _ADDRESSED)):
            page, _ = self._pages(("queries", "documents"), {"document": some})
            rows = page["items"] if page else []
            self._numbers |= {(version, id): None for id in some} | {(version, row["id"]): row.get("number") for row in rows}
        return {id: self._numbers[version, id] for id in ids}


def _parsed(reply: Reply) -> dict[str, Any]:
    """The JSON object of a reply.

    Raises:
        RemoteStoreError: if it is none.
    """
    try:
        found = json.loads(reply.body)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise RemoteStoreError("服务的答复不是 JSON 对象。", "The answer of the service is no JSON object.")
    return found


def _page(reply: Reply) -> dict[str, Any]:
    """The page of a list.

    Raises:
        RemoteStoreError: if it is none.
    """
    found = _parsed(reply)
    if not isinstance(found.get("items"), list) or "next" not in found:
        raise RemoteStoreError("服务的答复不是列表。", "The answer of the service is no list.")
    return found


def _version(reply: Reply) -> str:
    """The version of the data that a reply is of."""
    return reply.headers.get("x-data-version", "")


def _cited(value: Any) -> Iterator[str]:
    """The identifiers of the documents that an answer cites."""
    if isinstance(value, dict):
        if "quote" in value and isinstance(value.get("document"), str):
            yield value["document"]
        for part in value.values():
            yield from _cited(part)
    elif isinstance(value, list):
        for part in value:
            yield from _cited(part)
