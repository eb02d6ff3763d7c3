"""One SPARQL 1.1 endpoint, asked through SPARQLWrapper.

Queries go as form POST (SPARQL 1.1 Protocol, section 2.1.2), which has no limit of length and which every engine understands
(Virtuoso never answers a body of ``application/sparql-query``). Whatever an endpoint does wrong becomes an error that says so.
"""

from __future__ import annotations

import ast
import time
from collections.abc import Mapping, Sequence
from http.client import HTTPException, HTTPResponse
from urllib.error import HTTPError, URLError
from urllib.request import Request

from SPARQLWrapper import JSON as AS_JSON
from SPARQLWrapper import POST, SPARQLExceptions, SPARQLWrapper
from SPARQLWrapper import TURTLE as AS_TURTLE

from .access import OPEN, Access, split
from .dialects import PROBE, Dialect, Parameters, recognise
from .errors import HengceError, Overloaded, QueryRefused, QueryTimeout, RemoteStoreError
from .results import JSON, Answer, Form, too_large
from .retrying import patiently
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


class _Wrapper(SPARQLWrapper):
    """SPARQLWrapper, told the form of a query (it guesses that by regular expressions) and the media type of its answer."""

    def __init__(self, address: str, form: Form, accept: str, authorization: str) -> None:
        super().__init__(address, agent="hengce")
        self._authorization = authorization
        self.setMethod(POST)
        self.setOnlyConneg(True)
        self.queryType = form
        self.setReturnFormat(AS_JSON if form in ("SELECT", "ASK") else AS_TURTLE)
        self.addCustomHttpHeader("Accept", accept)

    def _createRequest(self) -> Request:  # noqa: N802  # SPARQLWrapper's name
        request = super()._createRequest()
        if self._authorization:
            # Not among the ordinary headers: urllib would send those on to wherever the endpoint redirects.
            request.add_unredirected_header("Authorization", self._authorization)
        return request


class Endpoint:
    """A SPARQL endpoint; may be used from any thread.

    Args:
        address: its ``http(s)`` address; ``user:password@`` in it is sent as basic authentication.
        timeout: seconds that a query may take.
        max_bytes: how long an answer may be.
        access: how it is entered.

    Raises:
        InvalidParameter: if the address is none.
    """

    def __init__(self, address: str, *, timeout: float, max_bytes: int, access: Access = OPEN) -> None:
        self.address, self.access = split(address, access)
        self._timeout = timeout
        self._max_bytes = max_bytes
        self._dialect: Dialect | None = None

    @property
    def dialect(self) -> Dialect:
        """What kind of engine it is; found out at the first query.

        Raises:
            HengceError: as :meth:`answer`.
        """
        if self._dialect is None:  # two threads that find it out at once find the same
            body, headers = self._ask(CheckedQuery(PROBE, "SELECT"), PROBE, [], JSON)
            self._dialect = recognise(headers, body)
        return self._dialect

    def answer(self, query: CheckedQuery, media_type: str, graphs: Sequence[str] = ()) -> Answer:
        """Have a query answered.

        Args:
            query: a query that has passed the guard.
            media_type: one that suits its form.
            graphs: the graphs of the store, where its dialect needs them.

        Raises:
            QueryRefused: if the endpoint says that the query is malformed.
            QueryTimeout: if it does not answer in time, or says that it cannot.
            TooLarge: if the answer is too long, or the endpoint cut it off.
            Overloaded: if it says that it is busy.
            RemoteStoreError: if it cannot be reached or sends something else.
        """
        dialect = self.dialect
        text, parameters = dialect.request(query, graphs)
        body, headers = self._ask(query, text, parameters, dialect.asks_for(query.form, media_type))
        if error := dialect.cut_short(headers):
            raise error
        try:
            return Answer(dialect.read(body, query, media_type, self._max_bytes), media_type, query.form)
        except (ValueError, SyntaxError, AttributeError, KeyError) as error:
            raise self.failed(f"{type(error).__name__}: {error}") from error

    def _ask(self, query: CheckedQuery, text: str, parameters: Parameters, accept: str) -> tuple[bytes, Mapping[str, str]]:
        """Send a query; the body of what comes, and its headers by their names in small letters."""
        wrapper = _Wrapper(self.address, query.form, accept, self.access.authorization())
        wrapper.setQuery(text)
        wrapper.queryType = query.form  # setQuery() has guessed again
        for name, value in parameters:
            wrapper.addParameter(name, value)
        wrapper.timeout = self._timeout  # type: ignore[assignment]  # setTimeout() cuts it to whole seconds
        deadline = time.monotonic() + self._timeout
        try:
            response: HTTPResponse = patiently(wrapper.query, deadline).response
            with response:
                given = response.headers.get_content_type()
                if given != accept and given not in _ALIASES.get(accept, ()):
                    raise self.failed(f"{given} ≠ {accept}")
                return self._body(response, deadline), {name.lower(): value for name, value in response.headers.items()}
        except (SPARQLExceptions.SPARQLWrapperException, HTTPException, OSError) as error:
            raise self._translate(error) from error

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
        if isinstance(error, SPARQLExceptions.Unauthorized):
            return self._forbidden(401)
        if isinstance(error, SPARQLExceptions.SPARQLWrapperException) and self._dialect and self._dialect.timed_out(str(error)):
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
            if error.code in (401, 403):
                return self._forbidden(error.code)
            if error.code in (408, 504):
                return self._too_slow()
            if error.code in (429, 503):
                return Overloaded(f"SPARQL 服务 {self.address} 正忙；请稍后重试。", f"The endpoint {self.address} is busy; try later.")
            return self.failed(f"HTTP {error.code}")
        return self.failed(f"{type(reason).__name__}: {reason}")

    def _forbidden(self, status: int) -> RemoteStoreError:
        names = ("HENGCE_STORE_USER", "HENGCE_STORE_PASSWORD", "HENGCE_STORE_TOKEN")
        return RemoteStoreError(
            f"SPARQL 服务 {self.address} 拒绝访问（HTTP {status}）；请检查 {'、'.join(names)}。",
            f"The endpoint {self.address} denies access (HTTP {status}); check {', '.join(names)}.",
        )

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


def _sent(error: SPARQLExceptions.SPARQLWrapperException) -> str:
    """What the endpoint wrote (SPARQLWrapper keeps it as the ``repr`` of the bytes)."""
    _, _, sent = str(error).partition("Response:\n")
    return _short(ast.literal_eval(sent).decode(errors="replace")) if sent else ""


def _short(text: str) -> str:
    """One line of what an endpoint wrote, which may be a page."""
    return " ".join(text.split())[:_EXCERPT]
