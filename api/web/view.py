"""For whom a page is made: language and address, and how its links keep them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

from starlette.datastructures import Headers
from starlette.types import Scope

from ..language import LANG, Language, requested
from .wording import say

_KEPT = (LANG, "as_of")
"""Parameters that go along with every link once they are in the address: who reads in English or as of a day goes on so."""


@dataclass(frozen=True, slots=True)
class View:
    """What a page must know of its request.

    Attributes:
        language: in which it speaks.
        path: of the page, not percent-encoded.
        query: parameters of its address, in order.
    """

    language: Language
    path: str
    query: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, scope: Scope, default: Language) -> View:
        """That of a request.

        Args:
            scope: of the request (ASGI).
            default: language where it names none.
        """
        query: bytes = scope.get("query_string", b"")
        language = requested(query, Headers(scope=scope).get("accept-language"), default)
        return cls(language, scope["path"], tuple(parse_qsl(query.decode("utf-8", "replace"), keep_blank_values=True)))

    @property
    def zh(self) -> bool:
        """Whether the page is in Chinese."""
        return self.language == "zh"

    def say(self, name: str, /, **values: Any) -> str:
        """A text of the pages (:func:`.wording.say`) in this language."""
        return say(self.language, name, **values)

    def address(self, path: str, /, **query: Any) -> str:
        """An address of this service, with what is kept from this one's: the day for pages only, other addresses do not all know it.

        Args:
            path: not percent-encoded.
            **query: parameters; None and "" are left out, of a list or tuple each value is given.
        """
        names = _KEPT if path.startswith("/web/") or path == "/" else (LANG,)
        kept = [(name, value) for name, value in self.query if name in names and value and name not in query]
        return addressed(path, [*_pairs(query), *kept])

    def here(self, **changed: Any) -> str:
        """The address of this page with some parameters changed; None takes one away."""
        rest = [(name, value) for name, value in self.query if name not in changed and value]
        return addressed(self.path, [*rest, *_pairs(changed)])

    def in_language(self, language: Language) -> str:
        """The address of this page in a language."""
        return self.here(**{LANG: language})

    def kept(self) -> list[tuple[str, str]]:
        """What a form of the page must carry on, as hidden fields."""
        return [(name, value) for name, value in self.query if name in _KEPT and value]


def _pairs(query: dict[str, Any]) -> list[tuple[str, str]]:
    pairs = ((name, each) for name, value in query.items() for each in (value if isinstance(value, list | tuple) else [value]))
    return [(name, str(value)) for name, value in pairs if value not in (None, "")]


def addressed(path: str, query: Sequence[tuple[str, str]]) -> str:
    """A path and parameters as one address (RFC 3986); an anchor in the path stays at its end."""
    path, mark, anchor = path.partition("#")
    written = urlencode(query, quote_via=quote, safe="")
    return quote(path, safe="/~:()*!$&',;=@%+") + ("?" + written if written else "") + mark + quote(anchor, safe="/~:()*!$&',;=@%+")
