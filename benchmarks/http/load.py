"""Clients that ask as fast as they get answers: wrk (https://github.com/wg/wrk; Debian package wrk)."""

from __future__ import annotations

import json
import shutil
import subprocess
import urllib.request
from dataclasses import dataclass
from pathlib import Path

SCRIPT = Path(__file__).with_name("requests.lua")


@dataclass(frozen=True, slots=True)
class Load:
    """What some clients saw.

    Attributes:
        requests: answers that came.
        seconds: in which they came.
        p50, p99: milliseconds below which that share of the answers came.
        failed: answers that were errors or did not come.
    """

    requests: int
    seconds: float
    p50: float
    p99: float
    failed: int


def load(host: str, path: str, clients: int, seconds: int, accept: str, body: str | None = None) -> Load:
    """Let clients ask one path over connections that stay open.

    Args:
        host: ``address:port``.
        path: percent-encoded, with its query; ``@`` becomes another number in each request.
        clients: how many ask at once.
        seconds: for how long.
        accept: header of each request.
        body: JSON that is posted, or None for GET.

    Raises:
        RuntimeError: if wrk is not installed, or a request failed.
        URLError: if the service does not answer.
    """
    if shutil.which("wrk") is None:
        raise RuntimeError("wrk is not installed; its Debian package is called wrk")
    headers = {"Accept": accept} if body is None else {"Accept": accept, "Content-Type": "application/json"}
    first = urllib.request.Request(f"http://{host}{path}", body.encode() if body else None, headers)
    urllib.request.urlopen(first, timeout=60).close()  # what starts or is loaded at the first use does not count
    command = ["wrk", "-t1", f"-c{clients}", f"-d{seconds}s", "--timeout", "60s", "-s", str(SCRIPT), "-H", f"Accept: {accept}"]
    command += [f"http://{host}{path}", *(() if body is None else ("--", body))]
    done = subprocess.run(command, capture_output=True, text=True, timeout=seconds + 120, check=True)
    found = Load(**json.loads(done.stdout.splitlines()[-1]))
    if found.failed:
        raise RuntimeError(f"{path}: {found.failed} of {found.requests} requests failed\n{done.stdout}")
    return found
