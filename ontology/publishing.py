"""The graph of a folder, into an endpoint: what ``hengce build`` does when the store is an address.

An endpoint has no generations to swap. The graph that describes the dataset is removed first and written last: whoever reads in
between, or after a build was killed, is told that nothing has been built there, and is never given half of a graph.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from .access import OPEN, Access
from .embedded import Database
from .endpoint import Endpoint
from .errors import RemoteStoreError, StoreError, StoreMissing
from .generations import Generation, Generations
from .graphstore import GraphStore
from .identifiers import Identifiers
from .remote import RemoteStore, graphs_of
from .results import BuildInfo

_ANSWER_BYTES = 64 * 1024 * 1024
_TIMEOUT = 60.0


def reach(address: str, access: Access = OPEN) -> None:
    """Make sure, before a long build, that an endpoint answers and that it is known where its graphs are written.

    Raises:
        RemoteStoreError, QueryTimeout: if it does not answer.
        InvalidParameter: if the address of its Graph Store must be told.
    """
    _graph_store(Endpoint(address, timeout=_TIMEOUT, max_bytes=_ANSWER_BYTES, access=access))


def publish(
    folder: str, address: str, *, access: Access = OPEN, progress: Callable[[int, int], None] = lambda done, total: None
) -> BuildInfo:  # fmt: skip
    """Make an endpoint hold what a folder holds; nothing is written if it does already.

    Args:
        folder: a store in which a build has been made.
        address: of the endpoint that answers queries; of its Graph Store see :meth:`.dialects.Dialect.graph_store`.
        access: how it is entered.
        progress: told how many graphs of how many are written.

    Returns:
        what the endpoint now holds.

    Raises:
        StoreMissing: if nothing has been built in the folder.
        RemoteStoreError: if the endpoint cannot be written, or does not then hold what was written.
        QueryTimeout: if it takes too long.
    """
    generation = Generations(Path(folder)).hold()
    try:
        remote = RemoteStore(address, timeout=_TIMEOUT, max_bytes=_ANSWER_BYTES, access=access)
        held = _held(remote)
        if held != generation.info:
            bases = {generation.info.base, *([held.base] if held else [])}
            _write(generation, remote.endpoint, {graph for base in bases for graph in graphs_of(remote.endpoint, base)}, progress)
            _check(remote, generation.info)
        return generation.info
    finally:
        generation.release()


def _held(remote: RemoteStore) -> BuildInfo | None:
    """What the endpoint holds, if that is a graph of this program and whole."""
    try:
        return remote.info
    except (StoreMissing, RemoteStoreError):
        return None  # if it is because nobody answers there, writing will say so


def _write(generation: Generation, endpoint: Endpoint, there: set[str], progress: Callable[[int, int], None]) -> None:
    """Write all graphs, and remove those of an earlier build that are ``there`` and are no more."""
    target = _graph_store(endpoint)
    database = Database(generation.data)
    description = Identifiers(generation.info.base).graph("build")
    target.delete(description)
    graphs = database.graphs()
    for gone in sorted(there - set(graphs)):
        target.delete(gone)
    # By source and by place in the endpoint; the union of all stands before the description of the whole.
    steps = [(graph, graph) for graph in graphs if graph != description] + [(None, endpoint.dialect.union), (description, description)]
    with tempfile.TemporaryDirectory(prefix="hengce-") as scratch:
        file = Path(scratch) / "graph.nt"
        for done, (graph, place) in enumerate(steps):
            progress(done, len(steps))
            try:
                database.write_graph(graph, file)
            except OSError as error:
                raise StoreError(f"无法写入 {file}：{error.strerror}。", f"{file} cannot be written: {error.strerror}.") from error
            target.put(place, file)
    progress(len(steps), len(steps))


def _graph_store(endpoint: Endpoint) -> GraphStore:
    dialect, access = endpoint.dialect, endpoint.access
    address = access.graphs or dialect.graph_store(endpoint.address, bool(access.user))
    return GraphStore(address, access, digest=dialect.digest)


def _check(remote: RemoteStore, info: BuildInfo) -> None:
    """Count what arrived: an engine may keep fewer triples than it was given, or make a union of its own besides."""
    counted = remote.select("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").rows[0]["n"]
    if remote.info != info or counted != info.triples:
        address = remote.endpoint.address
        raise RemoteStoreError(
            f"SPARQL 服务 {address} 的缺省图有 {counted} 个三元组，应为 {info.triples} 个；缺省图须由构建写入，不要让服务自行取并集。",
            f"The default graph of {address} has {counted} triples, not {info.triples}: the build writes it, no union must be made.",
        )
