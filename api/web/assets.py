"""Style sheet, scripts and pictures of the pages: served under ``/static/``.

A page names them with a hash of their content (``style.3fa9c1d2e0.css``), so that a browser may keep them for ever. Modules that import
one another do so by plain name; under that they are validated at every use.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

STATIC = Path(__file__).parent / "static"
PREFIX = "/static/"
_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_DIGITS = 10


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it is sent.

    Attributes:
        name: its plain name.
        hashed: its name with the hash of its content.
        media_type: its media type.
        content: what is in it.
    """

    name: str
    hashed: str
    media_type: str
    content: bytes

    @property
    def tag(self) -> str:
        """Its validator (ETag)."""
        return f'"{self.hashed}"'


@cache
def assets() -> dict[str, Asset]:
    """All files, each by both of its names."""
    found: dict[str, Asset] = {}
    for file in sorted(STATIC.iterdir()):
        content = file.read_bytes()
        digest = hashlib.sha256(content).hexdigest()[:_DIGITS]
        asset = Asset(file.name, f"{file.stem}.{digest}{file.suffix}", _TYPES[file.suffix], content)
        found[asset.name] = found[asset.hashed] = asset
    return found


def address(name: str) -> str:
    """Where a page finds a file.

    Args:
        name: the plain name.

    Raises:
        KeyError: if there is no such file.
    """
    return PREFIX + assets()[name].hashed
