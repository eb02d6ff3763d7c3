"""How many requests a client may make: so many a second on average, and some at once.

The generic cell rate algorithm (ITU-T I.371), which is a token bucket that needs one number a client: the time at which its bucket will
be full again. The numbers lie in a file that all processes of the service map into their memory, so that a limit is one limit whoever
answers; a lock on the entry goes with a process that dies. The table does not grow: a client who finds no place takes that of the one
whose bucket is full, or will be soonest.
"""

from __future__ import annotations

import fcntl
import hashlib
import ipaddress
import math
import mmap
import struct
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from starlette.types import ASGIApp, Receive, Scope, Send

from ..problems import TooManyRequests

_ENTRY = struct.Struct("<Qd")  # who (a hash), when the bucket is full
_ROW = 8
"""Entries of a row: places that one client may take."""
_ROWS = 8192
EXEMPT = ("/health", "/health/live", "/health/ready", "/metrics")
"""What watches the service is never refused."""


@dataclass(frozen=True, slots=True)
class Leave:
    """What is left to a client.

    Attributes:
        given: whether this request may be answered.
        remaining: requests that could follow at once.
        full: seconds until all are there again.
        wait: seconds until the next one may be made; 0 if it may be at once.
    """

    given: bool
    remaining: int
    full: float
    wait: float


class Buckets:
    """A bucket for each client.

    Args:
        rate: requests a second (> 0) with which a bucket fills.
        burst: requests that a full one holds (at least 1).
        key: secret for the hash, the same for all who share the table: nobody can choose addresses that fall on one place.
        path: the file of the table, made by :func:`make_table`; None for a table of this process alone.
    """

    def __init__(self, rate: float, burst: int, key: bytes, path: Path | None = None) -> None:
        self._interval = 1 / rate
        self.burst = burst
        self._key = key
        self._file = tempfile.TemporaryFile() if path is None else path.open("r+b")  # noqa: SIM115  # lives as long as the table
        if path is None:
            self._file.truncate(_SIZE)
        self._table = mmap.mmap(self._file.fileno(), _SIZE)
        self._lock = threading.Lock()  # locks on files are the process's: they do not keep threads apart

    @property
    def window(self) -> float:
        """Seconds in which an empty bucket fills."""
        return self.burst * self._interval

    def take(self, client: str) -> Leave:
        """Take a token out of a client's bucket, if there is one.

        Args:
            client: address; of IPv6 its network of 64 bits counts, which is what one client has.
        """
        digest = hashlib.blake2b(_network(client), digest_size=16, key=self._key).digest()
        who, row = int.from_bytes(digest[:8], "little") or 1, int.from_bytes(digest[8:], "little") % _ROWS
        begin = row * _ROW * _ENTRY.size
        with self._lock:
            fcntl.lockf(self._file, fcntl.LOCK_EX, _ROW * _ENTRY.size, begin)
            try:
                now = time.monotonic()  # one clock for all processes of a machine
                place, full = self._place(begin, who, now)
                taken = max(full, now) + self._interval
                given = taken - now <= self.window + 1e-9
                if given:
                    _ENTRY.pack_into(self._table, place, who, full := taken)
            finally:
                fcntl.lockf(self._file, fcntl.LOCK_UN, _ROW * _ENTRY.size, begin)
        missing = max(full - now, 0.0)
        wait = 0.0 if given else max(taken - now - self.window, 0.0)
        return Leave(given, max(math.floor((self.window - missing) / self._interval + 1e-9), 0), missing, wait)

    def _place(self, begin: int, who: int, now: float) -> tuple[int, float]:
        """Where a client's entry is, or may be, and when its bucket is full."""
        oldest, soonest = begin, math.inf
        for place in range(begin, begin + _ROW * _ENTRY.size, _ENTRY.size):
            owner, full = _ENTRY.unpack_from(self._table, place)
            if owner == who:
                return place, full
            if full < soonest:
                oldest, soonest = place, full
        return oldest, now

    def close(self) -> None:
        """Let go of the table."""
        self._table.close()
        self._file.close()


_SIZE = _ROWS * _ROW * _ENTRY.size


def make_table(path: Path) -> None:
    """Make the file of a table that processes share."""
    with path.open("wb") as file:
        file.truncate(_SIZE)


def _network(client: str) -> bytes:
    try:
        address = ipaddress.ip_address(client)
    except ValueError:
        return client.encode()
    return address.packed[:8] if address.version == 6 and address.ipv4_mapped is None else address.packed[-4:]


class RateLimit:
    """The middleware; every answer says what is left (draft-ietf-httpapi-ratelimit-headers-10).

    Args:
        app: the application inside.
        buckets: of the clients.
    """

    def __init__(self, app: ASGIApp, *, buckets: Buckets) -> None:
        self.app = app
        self.buckets = buckets
        self.policy = f'"client";q={buckets.burst};w={math.ceil(buckets.window)}'

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection; all but HTTP requests pass untouched.

        Raises:
            TooManyRequests: if the client's bucket is empty.
        """
        if scope["type"] != "http" or scope["path"] in EXEMPT:
            await self.app(scope, receive, send)
            return
        client = scope.get("client")
        leave = self.buckets.take(client[0] if client else "")
        told = {"RateLimit-Policy": self.policy, "RateLimit": f'"client";r={leave.remaining};t={math.ceil(leave.full)}'}
        scope["hengce.always"].update(told)
        if not leave.given:
            seconds = max(math.ceil(leave.wait), 1)
            scope["hengce.always"]["Retry-After"] = str(seconds)
            raise TooManyRequests(
                f"请求过于频繁；请 {seconds} 秒后再试（见响应头 RateLimit）。",
                f"Too many requests: try again in {seconds} s (see the header RateLimit).",
            )
        await self.app(scope, receive, send)
