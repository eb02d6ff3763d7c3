"""What the processes of one service have in common."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from ..settings import Settings
from .ratelimit import Buckets, make_table


@dataclass(frozen=True, slots=True)
class Common:
    """Handed to each process; of a service with one process, that one's own.

    Attributes:
        folder: where the processes keep what they share; None: there is one process only.
        key: secret for hashes of clients' addresses.
    """

    folder: Path | None = None
    key: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)

    def buckets(self, settings: Settings) -> Buckets | None:
        """The buckets of the clients; None where nobody is limited."""
        if not settings.rate_limit:
            return None
        return Buckets(settings.rate_limit, settings.rate_burst, self.key, self.folder and _table(self.folder))

    @property
    def figures(self) -> Path:
        """The folder of the metrics."""
        assert self.folder is not None
        return self.folder / "metrics"


@contextmanager
def common() -> Iterator[Common]:
    """For several processes: the folder, which is removed at the end."""
    with TemporaryDirectory(prefix="hengce-serve-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        shared = Common(folder)
        shared.figures.mkdir()
        make_table(_table(folder))
        yield shared


def _table(folder: Path) -> Path:
    return folder / "clients"
