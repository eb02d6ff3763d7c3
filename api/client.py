"""A small Python client of a running service; it needs nothing but the standard library.

>>> from hengce.api import connect
>>> service = connect("http://127.0.0.1:8000")
>>> rows = service.compare("绿色工厂", aspect="threshold")["rows"]  # doctest: +SKIP
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlencode, urljoin
from urllib.request import Request, urlopen

from ..ontology import errors
from ..ontology.errors import HengceError, InvalidParameter, RemoteStoreError
from ..ontology.results import JSON, Table, boolean_from_json, table_from_json

Argument = str | int | Sequence[str] | None


class Client:
    """The questions of a service as methods. Calls keep nothing between them: one client may serve many threads.

    Every method raises the error that the service raised, with its message, parameter and allowed values: UnknownValue for a type,
    place or document that is not known, InvalidParameter, QueryRefused, QueryTimeout and so on; RemoteStoreError if it does not answer.

    Args:
        url: address of the service.
        timeout: seconds to wait for an answer.
        language: ``zh`` or ``en``, for messages and warnings.
    """

    def __init__(self, url: str, *, timeout: float = 60.0, language: str = "zh") -> None:
        if not url.lower().startswith(("http://", "https://")):
            raise InvalidParameter(f"服务地址应以 http:// 或 https:// 开头，不是 {url!r}。",
                                   f"The address of a service begins with http:// or https://, not {url!r}.", parameter="url")  # fmt: skip
        self.url = url if url.endswith("/") else url + "/"
        self.timeout = timeout
        self.language = language

    def __repr__(self) -> str:
        return f"connect({self.url!r})"

    def health(self) -> dict[str, Any]:
        """Status, counts and versions."""
        return self._json("health")

    def documents(self, as_of: str | None = None) -> Iterator[dict[str, Any]]:
        """All documents with their standing on a date (ISO 8601; today if not given)."""
        return self._all("documents", as_of=as_of)

    def document(self, id: str, as_of: str | None = None) -> dict[str, Any]:
        """What is known of one document."""
        return self._json(f"documents/{quote(id, safe='')}", as_of=as_of)

    def text(self, id: str) -> str:
        """The stored text of a document, to which all offsets refer."""
        return self._json(f"documents/{quote(id, safe='')}/text")["text"]

    def outline(self, id: str) -> list[dict[str, Any]]:
        """The clauses of a document as a tree."""
        return self._json(f"documents/{quote(id, safe='')}/outline")["clauses"]

    def facts(self, id: str, kind: str | None = None) -> Iterator[dict[str, Any]]:
        """The facts of a document, of one kind or of all."""
        return self._all(f"documents/{quote(id, safe='')}/facts", kind=kind)

    def types(self) -> Iterator[dict[str, Any]]:
        """The demonstration types that facts are about."""
        return self._all("types")

    def agencies(self) -> Iterator[dict[str, Any]]:
        """The bodies that have a role."""
        return self._all("agencies")

    def jurisdictions(self) -> Iterator[dict[str, Any]]:
        """The places whose documents are held."""
        return self._all("jurisdictions")

    def compare(
        self, type: str, aspect: Argument = None, jurisdictions: Argument = None, as_of: str | None = None, baseline: str | None = None
    ) -> dict[str, Any]:
        """One type side by side in all places, or in some, in all aspects, or in some."""
        return self._json("compare", type=type, aspect=aspect, jurisdictions=jurisdictions, as_of=as_of, baseline=baseline)

    def queries(self) -> Iterator[dict[str, Any]]:
        """The catalogue of named questions."""
        return self._all("queries")

    def query(self, name: str, **parameters: Argument) -> Iterator[dict[str, Any]]:
        """The rows of a named question."""
        return self._all(f"queries/{quote(name, safe='')}", **parameters)

    def sparql(self, query: str) -> Table | bool | str:
        """The answer to a SPARQL query: a table (SELECT), a boolean (ASK), or Turtle (CONSTRUCT, DESCRIBE)."""
        body, media_type = self._call("sparql", f"{JSON}, text/turtle;q=0.9", urlencode({"query": query}).encode())
        if media_type != JSON:
            return body.decode("utf-8")
        return boolean_from_json(body) if "boolean" in json.loads(body) else table_from_json(body)

    def _json(self, path: str, **parameters: Argument) -> dict[str, Any]:
        return json.loads(self._call(path + _query(parameters), "application/json")[0])

    def _all(self, path: str, **parameters: Argument) -> Iterator[dict[str, Any]]:
        """The entries of all pages of a list."""
        address: str | None = path + _query(parameters)
        while address:
            page = json.loads(self._call(address, "application/json")[0])
            yield from page["items"]
            # The service knows its own paths only, not the prefix that a proxy may have put before them.
            address = path + "?" + page["next"].partition("?")[2] if page["next"] else None

    def _call(self, path: str, accept: str, body: bytes | None = None) -> tuple[bytes, str]:
        headers = {"Accept": accept, "Accept-Language": self.language}
        try:
            with urlopen(Request(urljoin(self.url, path), body, headers), timeout=self.timeout) as answer:
                return answer.read(), answer.headers.get_content_type()
        except HTTPError as error:
            with error:
                raise _error(error.code, error.read()) from error
        except (URLError, TimeoutError, ConnectionError) as error:
            reason = getattr(error, "reason", error)
            raise RemoteStoreError(f"服务 {self.url} 没有回应：{reason}。", f"The service {self.url} does not answer: {reason}.") from error


def connect(url: str, *, timeout: float = 60.0, language: str = "zh") -> Client:
    """A client of the service at ``url``; nothing is sent before the first call.

    Args:
        url: address of the service, for instance ``http://127.0.0.1:8000``.
        timeout: seconds to wait for an answer.
        language: ``zh`` or ``en``, for messages and warnings.

    Raises:
        InvalidParameter: if ``url`` is no http(s) address.
    """
    return Client(url, timeout=timeout, language=language)


def _query(parameters: Mapping[str, Argument]) -> str:
    given = {name: value for name, value in parameters.items() if value is not None}
    return "?" + urlencode(given, doseq=True) if given else ""


def _error(status: int, body: bytes) -> HengceError:
    """The error that a problem document tells of, as the class that the service raised."""
    try:
        problem = json.loads(body)
        kind = "".join(part.capitalize() for part in problem["type"].rsplit("/", 1)[-1].split("-"))
        detail, parameter = str(problem["title"]), problem.get("parameter")
        detail = str(problem["detail"])
    except (ValueError, KeyError, TypeError, AttributeError):
        return RemoteStoreError(f"服务回应 {status}，而不是所要的内容。", f"The service answered {status} instead of what was asked for.")
    cls = getattr(errors, kind, None)
    error = (cls if isinstance(cls, type) and issubclass(cls, HengceError) else RemoteStoreError)(detail, detail, parameter=parameter)
    # The detail has the allowed values in its words already: they are kept for programs, not said twice.
    error.allowed = ()
    return error
