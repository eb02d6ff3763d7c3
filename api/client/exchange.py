"""What is asked and answered, whichever way it goes: a request of the HTTP interface, and the reply to it."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import quote, urlencode

JSON = "application/json"
Argument = str | int | float | bool | Sequence[str] | None


@dataclass(frozen=True, slots=True)
class Call:
    """A request.

    Attributes:
        method: ``GET``, which may be repeated, or ``POST``.
        target: path and query, percent-encoded, without a leading slash.
        headers: its header fields.
        body: of a POST.
    """

    method: str
    target: str
    headers: Mapping[str, str] = field(default_factory=lambda: {"Accept": JSON})
    body: bytes | None = None

    @classmethod
    def get(cls, *path: str, **parameters: Argument) -> Call:
        """A question by its address; parameters that are None are left out."""
        given = {name: str(value).lower() if isinstance(value, bool) else value for name, value in parameters.items() if value is not None}
        return cls("GET", "/".join(quote(part, safe="") for part in path) + ("?" + urlencode(given, doseq=True) if given else ""))

    @classmethod
    def post(cls, path: str, content: Mapping[str, Any]) -> Call:
        """A question sent as JSON; what is None is left out."""
        body = json.dumps({name: value for name, value in content.items() if value is not None}, ensure_ascii=False).encode()
        return cls("POST", path, {"Accept": JSON, "Content-Type": JSON}, body)

    @classmethod
    def form(cls, path: str, accept: str, **fields: str) -> Call:
        """A question sent as a form."""
        return cls("POST", path, {"Accept": accept, "Content-Type": "application/x-www-form-urlencoded"}, urlencode(fields).encode())

    @classmethod
    def upload(cls, path: str, name: str, data: bytes, **fields: str | None) -> Call:
        """A question with a file, as ``multipart/form-data`` (RFC 7578)."""
        boundary = secrets.token_hex(16)
        named = {f'name="{field}"': value.encode() for field, value in fields.items() if value is not None}
        named[f'name="file"; filename="{quote(name)}"'] = data
        parts = [f"--{boundary}\r\nContent-Disposition: form-data; {head}\r\n\r\n".encode() + part for head, part in named.items()]
        body = b"\r\n".join([*parts, f"--{boundary}--\r\n".encode()])
        return cls("POST", path, {"Accept": JSON, "Content-Type": f"multipart/form-data; boundary={boundary}"}, body)


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back.

    Attributes:
        status: of HTTP.
        headers: by their names in lower case.
        body: whole.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def media_type(self) -> str:
        """What the body is, without parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


class Way(Protocol):
    """A way to where the answers are given; it may be used from any thread."""

    def send(self, call: Call, language: str) -> Reply:
        """The reply to a call, whatever its status.

        Args:
            call: what is asked.
            language: of messages and warnings, ``zh`` or ``en``.

        Raises:
            RemoteStoreError: if there is none.
        """
        ...

    def close(self) -> None:
        """End what the way has started; closing twice is allowed."""
        ...
