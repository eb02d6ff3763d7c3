"""Which way a location means."""

from __future__ import annotations

import re
from pathlib import Path

from ..language import Language
from .client import Client
from .remote import Remote


def connect(location: str | Path | None = None, *, timeout: float = 60.0, retries: int = 2, language: Language = "zh") -> Client:
    """A client of a graph on this machine, or of a service elsewhere.

    Args:
        location: the address of a service (``http://127.0.0.1:8000``); or the folder of a graph; or None for the user's own graph
            (``HENGCE_STORE``, else in the user's data folder). Where nothing has been built in a folder, the graph is built there first
            from the corpus, and that is said on standard error.
        timeout: seconds to wait for a service; here only a SPARQL query is limited (``HENGCE_QUERY_TIMEOUT``).
        retries: how often a GET that failed by a passing failure (502, 503, 504) is repeated, with growing pauses.
        language: ``zh`` or ``en``, for messages and warnings.

    Returns:
        the client; close it (``with``) when done.

    Raises:
        InvalidParameter: if ``location`` is an address, but not of http(s).
        StoreError: if the graph cannot be read.
    """
    if isinstance(location, str) and ("://" in location or re.fullmatch(r"[\w.-]+:\d+(/.*)?|file:.*", location)):
        return Client(Remote(location, timeout=timeout, retries=retries), language)
    from .local import Local  # brings the whole service

    return Client(Local(None if location is None else Path(location).expanduser(), language=language), language)
