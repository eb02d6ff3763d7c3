"""Asking again: an endpoint that is being restarted, or is busy for a moment, is asked once or twice more before that is an error.

Only for what may be done twice: queries, and the replacing or removing of a whole graph. What ran out of time is not tried again, since its
time is over; nor is a refusal, which would be the same.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from http.client import HTTPException, IncompleteRead, RemoteDisconnected
from typing import TypeVar
from urllib.error import HTTPError, URLError

T = TypeVar("T")
PAUSES = (0.1, 0.4)
"""Seconds before the second and the third time."""
_PASSING = frozenset({429, 502, 503})


def patiently(ask: Callable[[], T], deadline: float) -> T:
    """The answer, asked for up to three times.

    Args:
        ask: asks; what it raises is raised here, in the end.
        deadline: of the monotonic clock, after which nothing is tried again.

    Raises:
        Exception: whatever ``ask`` raised the last time.
    """
    for pause in PAUSES:
        try:
            return ask()
        except (HTTPException, OSError) as error:
            if not _passes(error) or time.monotonic() + pause > deadline:
                raise
            if isinstance(error, HTTPError):
                error.close()
        time.sleep(pause)
    return ask()


def _passes(error: Exception) -> bool:
    """Whether a failure may be over in a moment."""
    if isinstance(error, HTTPError):
        return error.code in _PASSING
    reason = error.reason if isinstance(error, URLError) else error
    return isinstance(reason, ConnectionError | RemoteDisconnected | IncompleteRead)
