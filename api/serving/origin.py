"""Which pages may have a browser call what is meant for programs.

A browser names the page that calls (``Origin``, RFC 6454). A page of a stranger may lead its own name to this machine (DNS rebinding):
then its origin and the host that it calls are the same. So a service that listens on this machine only trusts names of this machine.
"""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import ip_address
from urllib.parse import urlsplit

from ..problems import Forbidden
from ..settings import Settings


def check_origin(headers: Mapping[str, str], settings: Settings) -> None:
    """Refuse the calls of pages that are neither the service's own nor allowed by ``HENGCE_CORS_ORIGINS``; programs name no page.

    Raises:
        Forbidden: if such a page calls.
    """
    origin = headers.get("origin")
    if origin is None or origin in settings.cors_origins or "*" in settings.cors_origins:
        return
    try:
        page = urlsplit(origin)
    except ValueError:  # an unclosed bracket of an IPv6 address
        page = urlsplit("")
    own = page.netloc == headers.get("host")
    if own and (_is_local(page.hostname or "") or not _is_local(settings.host)):
        return
    raise Forbidden(
        "不接受这个网页的调用；可用 HENGCE_CORS_ORIGINS 允许它。",
        "Calls of this page are refused; HENGCE_CORS_ORIGINS allows it.",
    )


def _is_local(host: str) -> bool:
    """Whether a name is this machine's own."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
