"""One SPARQL 1.1 endpoint, asked through SPARQLWrapper.

Queries go as form POST (SPARQL 1.1 Protocol, section 2.1.2), which has no limit of length and which every engine understands. Whatever
an endpoint does wrong becomes an error that says so.
"""

from __future__ import annotations

import ast
import time
from http.client import HTTPException, HTTPResponse
from urllib.error import HTTPError, URLError
from urllib.parse import unquote, urlsplit, urlunsplit

from SPARQLWrapper import JSON as AS_JSON
from SPARQLWrapper import POST, SPARQLExceptions, SPARQLWrapper
from SPARQLWrapper import TURTLE as AS_TURTLE

from .errors import HengceError, InvalidParameter, Overloaded, QueryRefused, QueryTimeout, RemoteStoreError
from .results import JSON, Answer, too_large
from .sparql import CheckedQuery

# Names under which endpoints send what was asked for.
_ALIASES = {
    JSON: ("application/json",),
    "application/sparql-results+xml": ("application/xml", "text/xml"),
    "text/turtle": ("application/x-turtle", "application/turtle"),
    "application/n-triples": ("text/plain",),
    "application/rdf+xml": ("application/xml", "text/xml"),
    "application/ld+json": ("application/json",),
}
_CHUNK = 65_536
_EXCERPT = 300


class Endpoint:
    """A SPARQL endpoint; may be used from any thread.

    Args:
        address: its ``http(s)`` address; ``user:password@`` in it is sent as basic authentication.
        timeout: seconds that a query may take.
        max_bytes: how long an answer may be.

    Raises:
        InvalidParameter: if the address is none.
    """

    def __init__(self, address: str, *, timeout: float, max_bytes: int) -> None:
        try:
            parts = urlsplit(address)
            port = f":{parts.port}" if parts.port else ""
        except ValueError as error:
            raise _no_address(address) from error
        if not parts.hostname:
            raise _no_address(address)
        # The address is shown in errors: without the password.
        host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
        self.address = urlunsplit((parts.scheme, host + port, parts.path, parts.query, ""))
        self._credentials = (unquote(parts.username), unquote(parts.password or "")) if parts.username else None
        self._timeout = timeout
        self._max_bytes = max_bytes

    def answer(self, query: CheckedQuery, media_type: str) -> Answer:
        """Have a query answered.

        Args:
            query: a query that has passed the guard.
            media_type: one that suits its form.

        Raises:
            QueryRefused: if the endpoint says that the query is malformed.
            QueryTimeout: if it does not answer in time, or says that it cannot.
            TooLarge: if the answer is too long.
            Overloaded: if it says that it is busy.
            RemoteStoreError: if it cannot be reached or sends something else.
        """
        deadline = time.monotonic() + self._timeout
        try:
            response: HTTPResponse = self._request(query, media_type).query().response
            with response:
                given = response.headers.get_content_type()
                if given != media_type and given not in _ALIASES.get(media_type, ()):
                    raise self.failed(f"{given} ≠ {media_type}")
                return Answer(self._body(response, deadline), media_type, query.form)
        except (SPARQLExceptions.SPARQLWrapperException, HTTPException, OSError) as error:
            raise self._translate(error) from error

    def _request(self, query: CheckedQuery, media_type: str) -> SPARQLWrapper:
        wrapper = SPARQLWrapper(self.address, agent="hengce")
        wrapper.setMethod(POST)
        wrapper.setOnlyConneg(True)
        wrapper.setQuery(query.text)
        # SPARQLWrapper guesses the form by regular expressions, and cannot ask for N-Triples: it is told.
        wrapper.queryType = query.form
        wrapper.setReturnFormat(AS_JSON if query.form in ("SELECT", "ASK") else AS_TURTLE)
        wrapper.addCustomHttpHeader("Accept", media_type)
        wrapper.timeout = self._timeout  # type: ignore[assignment]  # setTimeout() cuts it to whole seconds
        if self._credentials:
            wrapper.setCredentials(*self._credentials)
        return wrapper

    def _body(self, response: HTTPResponse, deadline: float) -> bytes:
        body = bytearray()
        while chunk := response.read1(_CHUNK):
            body += chunk
            if len(body) > self._max_bytes:
                raise too_large(self._max_bytes)
            if time.monotonic() > deadline:  # the limit of the socket is one for each wait, and bytes may drip for ever
                raise self._too_slow()
        if response.length:
            raise self.failed(f"{response.length} bytes missing")
        return bytes(body)

    def _translate(self, error: Exception) -> HengceError:
        """The error to raise for what SPARQLWrapper and urllib raise."""
        reason = error.reason if isinstance(error, URLError) and not isinstance(error, HTTPError) else error
        if isinstance(reason, TimeoutError):
            return self._too_slow()
        if isinstance(error, SPARQLExceptions.QueryBadFormed):
            return QueryRefused(
                f"SPARQL 服务 {self.address} 不接受这个查询：{_sent(error)}",
                f"The endpoint {self.address} refuses the query: {_sent(error)}",
                parameter="query",
            )
        if isinstance(error, SPARQLExceptions.SPARQLWrapperException):
            return self.failed(f"{error.msg}: {_sent(error)}")
        if isinstance(error, HTTPError):
            error.close()
            if error.code in (408, 504):
                return self._too_slow()
            if error.code in (429, 503):
                return Overloaded(f"SPARQL 服务 {self.address} 正忙；请稍后重试。", f"The endpoint {self.address} is busy; try later.")
            return self.failed(f"HTTP {error.code}")
        return self.failed(f"{type(reason).__name__}: {reason}")

    def _too_slow(self) -> QueryTimeout:
        return QueryTimeout(
            f"SPARQL 服务 {self.address} 没有在 {self._timeout:g} 秒内答复。",
            f"The endpoint {self.address} did not answer within {self._timeout:g} s.",
        )

    def failed(self, reason: str) -> RemoteStoreError:
        """The error for an answer that cannot be used."""
        reason = _short(reason)
        return RemoteStoreError(
            f"SPARQL 服务 {self.address} 没有给出可用的答复（{reason}）；请检查地址和服务状态。",
            f"The endpoint {self.address} gave no usable answer ({reason}); check the address and the service.",
        )


def _no_address(address: str) -> InvalidParameter:
    shown = address.rpartition("@")[2]  # never a password
    return InvalidParameter(
        f"“{shown}”不是有效的 SPARQL 服务地址。", f"'{shown}' is no valid address of a SPARQL endpoint.", parameter="store"
    )


def _sent(error: SPARQLExceptions.SPARQLWrapperException) -> str:
    """What the endpoint wrote (SPARQLWrapper keeps it as the ``repr`` of the bytes)."""
    _, _, sent = str(error).partition("Response:\n")
    return _short(ast.literal_eval(sent).decode(errors="replace")) if sent else ""


def _short(text: str) -> str:
    """One line of what an endpoint wrote, which may be a page."""
    return " ".join(text.split())[:_EXCERPT]
