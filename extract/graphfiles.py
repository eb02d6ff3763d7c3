"""Graphs on their way into the store: files of N-Quads, sorted, each line once.

Sorted by their bytes, equal graphs are equal files, whatever order their quads were made in.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import NamedNode, Quad, RdfFormat, serialize


def n_quads(quads: Iterable[Quad]) -> list[bytes]:
    """Quads in N-Quads, one line each, with its line end."""
    return (serialize(quads, format=RdfFormat.N_QUADS) or b"").splitlines(keepends=True)


def add(path: Path, quads: Iterable[Quad]) -> None:
    """Write quads to a file, together with those that it holds already."""
    held = lines(path) if path.exists() else []
    path.write_bytes(b"".join(sorted({*held, *n_quads(quads)})))


def lines(path: Path) -> list[bytes]:
    """The lines of a file, each with its line end."""
    return path.read_bytes().splitlines(keepends=True)


def digest(paths: Iterable[Path], more: str) -> str:
    """Sixteen hexadecimal digits of the SHA-256 of ``more`` and of files, in their order."""
    whole = hashlib.sha256(f"{more}\n".encode())
    for path in paths:
        whole.update(path.read_bytes())
    return whole.hexdigest()[:16]


def by_graph(quads: Iterable[Quad]) -> dict[str, list[Quad]]:
    """Quads by the name of their graph; those of the default graph are left out."""
    graphs: dict[str, list[Quad]] = defaultdict(list)
    for quad in quads:
        if isinstance(quad.graph_name, NamedNode):
            graphs[quad.graph_name.value].append(quad)
    return graphs
