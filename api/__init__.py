"""All the ways in: the command line, the HTTP service, and the client for Python.

``from hengce.api import connect`` gives the client, of a graph on this machine or of a service.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .client import Client, connect

__all__ = ["Client", "connect"]


def __getattr__(name: str) -> Any:
    """The client when it is first asked for (PEP 562): its shapes take time to load, and the command line does without them."""
    if name in __all__:
        from . import client

        return getattr(client, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
