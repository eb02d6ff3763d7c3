"""The way to a service elsewhere: HTTP by the standard library."""

from __future__ import annotations

import time
from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.parse import urljoin
from urllib.request import Request, urlopen

from ...ontology.errors import InvalidParameter, RemoteStoreError
from .exchange import Call, Reply

_PASSING = frozenset({502, 503, 504})
"""Statuses of failures that may be over in a moment."""
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 10.0


class Remote:
    """A service by its address. Nothing is kept between calls.

    Args:
        url: the address.
        timeout: seconds in which something of a reply must arrive.
        retries: how often a GET is repeated that failed by a passing failure (502, 503, 504). What is posted is sent once.

    Raises:
        InvalidParameter: if ``url`` is no http(s) address.
    """

    def __init__(self, url: str, *, timeout: float, retries: int) -> None:
        if not url.lower().startswith(("http://", "https://")):
            zh, en = (
                f"服务地址应以 http:// 或 https:// 开头，不是 {url!r}。",
                f"The address of a service begins with http(s)://, not {url!r}.",
            )
            raise InvalidParameter(zh, en, parameter="location")
        self.url = url if url.endswith("/") else url + "/"
        self.timeout = timeout
        self.retries = retries

    def __repr__(self) -> str:
        return f"connect({self.url!r})"

    def send(self, call: Call, language: str) -> Reply:
        """The reply to a call; see :class:`~.exchange.Way`."""
        pause = _FIRST_PAUSE
        for left in reversed(range(self.retries + 1 if call.method == "GET" else 1)):
            reply = self._send(call, language)
            if reply.status not in _PASSING or not left:
                return reply
            wanted = reply.headers.get("retry-after", "")
            time.sleep(min(max(pause, float(wanted) if wanted.isdecimal() else 0.0), _LONGEST_PAUSE))
            pause *= 2
        raise AssertionError("a range of at least one")

    def _send(self, call: Call, language: str) -> Reply:
        headers = {**call.headers, "Accept-Language": language}
        request = Request(urljoin(self.url, call.target), call.body, headers, method=call.method)
        try:
            try:
                answer = urlopen(request, timeout=self.timeout)
            except HTTPError as error:
                answer = error
            with answer:
                return Reply(answer.status or 0, {name.lower(): value for name, value in answer.headers.items()}, answer.read())
        except (URLError, HTTPException, TimeoutError, ConnectionError) as error:
            reason = getattr(error, "reason", error)
            raise RemoteStoreError(f"服务 {self.url} 没有回应：{reason}。", f"The service {self.url} does not answer: {reason}.") from error

    def close(self) -> None:
        """Nothing is held."""
