"""``hengce export``: the whole graph, or all facts, in one file."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator

from ...ontology.errors import InvalidParameter
from ...ontology.store import is_remote
from .. import holdings, opening
from ..console import emit_bytes
from ..export import jsonl
from ..settings import Settings
from .options import Commands, add_format, add_output, add_store, settings_of

_EVERYTHING = "CONSTRUCT { ?subject ?property ?value } WHERE { ?subject ?property ?value }"


def register(commands: Commands, zh: bool) -> None:
    """Describe the command."""
    parser = commands.add_parser("export", help="导出整个图谱或全部事实" if zh else "write out the whole graph or all facts")
    add_format(parser, "nquads", "turtle", "jsonl")
    add_output(parser)
    add_store(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the export; equal data give equal bytes."""
    settings = settings_of(args, "store")
    opening.ensure_built(settings, settings.lang)
    emit_bytes(_chunks(settings, args.format), args.output)
    return 0


def _chunks(settings: Settings, format: str) -> Iterable[bytes]:
    match format:
        case "nquads":
            return _nquads(settings)
        case "turtle":
            return _turtle(settings)
        case _:
            return _jsonl(settings)


def _nquads(settings: Settings) -> Iterable[bytes]:
    from ...extract.build import dump_nquads

    if is_remote(settings.store):
        raise InvalidParameter("远程端点不能导出 nquads。", "nquads cannot be exported from a remote endpoint.", parameter="--format",
                               allowed=("turtle", "jsonl"))  # fmt: skip
    return dump_nquads(settings.store)


def _turtle(settings: Settings) -> Iterator[bytes]:
    with opening.graph(settings, settings.lang) as store:
        yield store.execute(_EVERYTHING, "text/turtle").body


def _jsonl(settings: Settings) -> Iterator[bytes]:
    with opening.graph(settings, settings.lang) as store, store.snapshot() as graph:
        for held in holdings.select(graph, "documents"):
            yield jsonl.render(holdings.facts(graph, str(held["iri"]))).encode("utf-8")
