"""How a remote endpoint is entered: who asks, by which secret, and how long it may take.

Secrets are in no ``repr`` and no message, and are never sent on to where an endpoint redirects.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit, urlunsplit

from .errors import InvalidParameter


@dataclass(frozen=True, slots=True)
class Access:
    """What an endpoint wants to know of who enters.

    Attributes:
        user, password: for basic authentication (RFC 7617), and for digest authentication (RFC 7616) where graphs are written.
        token: for bearer authentication (RFC 6750); with a token there is no user.
        graphs: address of the SPARQL 1.1 Graph Store, where it does not follow from the endpoint's own.
        write_timeout: seconds that the endpoint may take for one graph of a build.
    """

    user: str = ""
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)
    graphs: str = ""
    write_timeout: float = 300.0

    def __post_init__(self) -> None:
        if self.user and self.token:
            raise InvalidParameter("用户与令牌只能给一个。", "Give a user or a token, not both.", parameter="store_token")
        if any(ord(char) < 0x20 or ord(char) == 0x7F for char in self.user + self.password + self.token) or not self.token.isascii():
            raise InvalidParameter("用户、密码或令牌含有不可用的字符。", "User, password or token hold characters that cannot be sent.",
                                   parameter="store_token")  # fmt: skip

    def authorization(self) -> str:
        """The value of the header ``Authorization``; empty where nobody is named."""
        if self.token:
            return f"Bearer {self.token}"
        return "Basic " + base64.b64encode(f"{self.user}:{self.password}".encode()).decode() if self.user else ""


OPEN = Access()
"""An endpoint that asks nobody."""


def split(address: str, access: Access) -> tuple[str, Access]:
    """An address without the ``user:password@`` in it, and the access with them, unless it names somebody already.

    Raises:
        InvalidParameter: if the address is none; the message holds no password.
    """
    try:
        parts = urlsplit(address)
        port = f":{parts.port}" if parts.port else ""
    except ValueError as error:
        raise _no_address(address) from error
    if not parts.hostname or parts.scheme.lower() not in ("http", "https"):
        raise _no_address(address)
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    if parts.username and not (access.user or access.token):
        named = {"user": unquote(parts.username), "password": unquote(parts.password or "")}
        access = Access(**named, graphs=access.graphs, write_timeout=access.write_timeout)
    return urlunsplit((parts.scheme, host + port, parts.path, parts.query, "")), access


def shown(location: str) -> str:
    """A location as it may be shown: of an address, without user and password."""
    return split(location, OPEN)[0] if location.lower().startswith(("http://", "https://")) else location


def _no_address(address: str) -> InvalidParameter:
    shown = address.rpartition("@")[2]  # never a password
    return InvalidParameter(
        f"“{shown}”不是有效的 SPARQL 服务地址。", f"'{shown}' is no valid address of a SPARQL endpoint.", parameter="store"
    )
