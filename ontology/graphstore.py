"""Writing named graphs into an endpoint by the SPARQL 1.1 Graph Store HTTP Protocol (W3C Recommendation of 21 March 2013).

One request replaces one graph as a whole (PUT, section 5.3) or removes it (DELETE, section 5.4).
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from http.client import HTTPException
from pathlib import Path
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import HTTPDigestAuthHandler, HTTPPasswordMgrWithDefaultRealm, OpenerDirector, Request, build_opener

from .access import Access
from .errors import QueryTimeout, RemoteStoreError
from .retrying import patiently

_EXCERPT = 300


class _Body:
    """A file as the body of a request; it begins anew when it has been read, since a challenge makes urllib send it again."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def read(self, size: int = -1) -> bytes:
        """The next bytes; none at the end."""
        piece = self._file.read(size)
        if not piece:
            self.rewind()
        return piece

    def rewind(self) -> None:
        """Begin anew."""
        self._file.seek(0)


class _Digest(HTTPDigestAuthHandler):
    """Digest authentication that answers a challenge once and then before it is asked.

    A server that refuses a long body closes the connection while it is being sent, and its challenge is never seen: the first
    request has to be one without a body.
    """

    _challenge: Mapping[str, str] | None = None

    def get_authorization(self, req: Request, chal: Mapping[str, str]) -> str | None:
        self._challenge = chal
        return super().get_authorization(req, chal)

    def http_request(self, request: Request) -> Request:
        if self._challenge and (answer := super().get_authorization(request, self._challenge)):
            request.add_unredirected_header("Authorization", f"Digest {answer}")
        return request

    https_request = http_request


class GraphStore:
    """The graphs of an endpoint, to be written.

    Args:
        address: of the Graph Store, without user and password.
        access: how it is entered.
        digest: whether a password is sent only as the answer to a challenge (RFC 7616), never as it is.
    """

    def __init__(self, address: str, access: Access, *, digest: bool = False) -> None:
        self.address = address
        self._access = access
        self._authorization = "" if digest else access.authorization()
        self._opener = self._digesting() if digest and access.user else build_opener()

    def _digesting(self) -> OpenerDirector:
        passwords = HTTPPasswordMgrWithDefaultRealm()
        passwords.add_password(None, self.address, self._access.user, self._access.password)
        return build_opener(_Digest(passwords))

    def put(self, graph: str | None, triples: Path) -> None:
        """Replace a graph.

        Args:
            graph: its IRI; None: the default graph.
            triples: a file of N-Triples.

        Raises:
            QueryTimeout: if the endpoint takes too long.
            RemoteStoreError: if it cannot be reached or refuses.
        """
        with triples.open("rb") as file:
            headers = {"Content-Type": "application/n-triples", "Content-Length": str(triples.stat().st_size)}
            self._send("PUT", graph, headers, _Body(file))

    def delete(self, graph: str) -> None:
        """Remove a graph, if it is there; errors as for :meth:`put`."""
        self._send("DELETE", graph, {}, None)

    def _send(self, method: str, graph: str | None, headers: dict[str, str], body: _Body | None) -> None:
        chosen = "default" if graph is None else urlencode({"graph": graph})
        request = Request(f"{self.address}{'&' if '?' in self.address else '?'}{chosen}", body, headers, method=method)  # type: ignore[arg-type]
        request.add_header("User-Agent", "hengce")
        if self._authorization:
            request.add_unredirected_header("Authorization", self._authorization)

        def ask() -> None:
            if body is not None:
                body.rewind()  # it may have been sent in part
            self._opener.open(request, timeout=self._access.write_timeout).close()

        try:
            patiently(ask, time.monotonic() + self._access.write_timeout)
        except HTTPError as error:
            with error:
                if error.code == 404 and method == "DELETE":
                    return  # it was not there
                said = " ".join(error.read(4 * _EXCERPT).decode(errors="replace").split())[:_EXCERPT]
                raise self._failed(f"HTTP {error.code} {said}") from None
        except (HTTPException, OSError) as error:
            reason = error.reason if isinstance(error, URLError) else error
            if isinstance(reason, TimeoutError):
                raise QueryTimeout(
                    f"{self.address} 没有在 {self._access.write_timeout:g} 秒内收下一张图；可调高 HENGCE_STORE_TIMEOUT。",
                    f"{self.address} did not take a graph within {self._access.write_timeout:g} s; HENGCE_STORE_TIMEOUT may be raised.",
                ) from error
            raise self._failed(f"{type(reason).__name__}: {reason}") from error

    def _failed(self, reason: str) -> RemoteStoreError:
        return RemoteStoreError(
            f"无法写入 {self.address}（{reason}）；请检查 HENGCE_STORE_GRAPHS、用户与权限，然后重新构建。",
            f"{self.address} cannot be written ({reason}); check HENGCE_STORE_GRAPHS, the user and its rights, and build again.",
        )
