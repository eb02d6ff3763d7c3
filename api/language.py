"""Which language a message is written in: Chinese unless English is asked for."""

from __future__ import annotations

from typing import Literal
from urllib.parse import parse_qs

Language = Literal["zh", "en"]

LANG = "lang"
"""Parameter of an address that names the language; it wins over the header, so that an address can be passed on."""
LANGUAGES: tuple[Language, ...] = ("zh", "en")


def requested(query: bytes, accept_language: str | None, default: Language) -> Language:
    """The language of the answer to a request.

    Args:
        query: the query string of its address; ``lang`` in it decides.
        accept_language: value of the header ``Accept-Language``, or None.
        default: what to use when neither names Chinese nor English.
    """
    given = parse_qs(query.decode("ascii", "replace")).get(LANG, [""])[0]
    return given if given == "zh" or given == "en" else preferred(accept_language, default)


def preferred(accept_language: str | None, default: Language) -> Language:
    """The language a client prefers (RFC 9110, section 12.5.4), of the two there are.

    Args:
        accept_language: value of the header ``Accept-Language``, or None.
        default: what to use when the header names neither Chinese nor English.
    """
    best: tuple[float, Language] | None = None
    for part in (accept_language or "").split(","):
        tag, _, parameter = part.strip().partition(";")
        primary = tag.strip().lower().split("-")[0]
        if primary == "zh" or primary == "en":
            weight = _weight(parameter)
            if weight > 0 and (best is None or weight > best[0]):
                best = weight, primary
    return best[1] if best else default


def _weight(parameter: str) -> float:
    """The value of ``q=…``: 1 when absent, 0 when it cannot be read."""
    name, _, value = parameter.strip().partition("=")
    if name.strip().lower() != "q":
        return 1.0
    try:
        return min(max(float(value), 0.0), 1.0)
    except ValueError:
        return 0.0
