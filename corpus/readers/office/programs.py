"""Programs that read what no library does: started on a file of their own, without network, bounded in time and memory."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from .. import limits
from ..limits import Deadline

_MEMORY = 4 * 2**20  # KiB of address space; LibreOffice maps two thirds of it before it reads anything
_SHARED_MEMORY = Path("/dev/shm")  # where there is one, nothing that is read touches a disk


def find(*commands: str) -> str | None:
    """The first of some commands that is installed."""
    return next((path for command in commands if (path := shutil.which(command))), None)


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder that nobody else can look into and that is gone afterwards; in memory where the system has such a place."""
    place = _SHARED_MEMORY if os.access(_SHARED_MEMORY, os.W_OK) else None
    with TemporaryDirectory(prefix="hengce-", dir=place, ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def run(command: Sequence[str], folder: Path, name: str, deadline: Deadline) -> bytes:
    """Run a program on a stranger's file, and wait for its end; what it started itself ends with it.

    Args:
        command: the program and its arguments.
        folder: where it works; also its home.
        name: what to call the file in messages.
        deadline: the time it may take.

    Returns:
        what it wrote to its standard output.

    Raises:
        TooLarge: if the time is over.
    """
    limited = f'ulimit -v {_MEMORY}; ulimit -f {limits.UNPACKED_BYTES // 512}; exec "$@"'
    environment = {"PATH": os.defpath, "HOME": str(folder), "TMPDIR": str(folder), "LANG": "C.UTF-8"}
    process = subprocess.Popen(
        [*_without_network(), "sh", "-c", limited, "sh", *command], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        return process.communicate(timeout=deadline.left)[0]
    except subprocess.TimeoutExpired:
        raise limits.too_slow(name, limits.SECONDS) from None
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a program and all that it started."""
    with suppress(ProcessLookupError):  # all of them have ended
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


@cache
def _without_network() -> tuple[str, ...]:
    """What starts a program in a network of its own, in which nothing is; empty where the system does not let users do that."""
    command = find("unshare")
    if command is None:
        return ()
    tried = subprocess.run([command, "--net", "--map-root-user", "true"], capture_output=True, check=False)
    return (command, "--net", "--map-root-user") if tried.returncode == 0 else ()
