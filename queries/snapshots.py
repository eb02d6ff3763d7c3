"""Several queries that belong together see one version of the data."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from ..ontology.store import Reader, Store


@contextmanager
def snapshot_of(store: Reader) -> Iterator[Reader]:
    """A snapshot of a store; a snapshot itself stays as it is, and open.

    Raises:
        StoreMissing: if nothing has been built.
    """
    if isinstance(store, Store):
        with store.snapshot() as snapshot:
            yield snapshot
    else:
        yield store
