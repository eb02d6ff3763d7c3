"""``hengce export``: the whole graph, a view of it in another vocabulary, or all facts, in one file."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

from ...ontology.dump import Dump, EndpointDump, dumped
from ...ontology.errors import InvalidParameter
from ...ontology.sorting import sorted_once
from ...ontology.store import is_remote
from .. import holdings, opening, profile
from ..console import emit_bytes
from ..downloads import chunks, triples
from ..export import jsonl
from ..settings import Settings
from .options import Commands, add_output, add_store, settings_of

_TRIPLES = ("turtle", "ntriples", "jsonld")
"""Forms without names of graphs: what is exported is the union of all graphs, or a view of it."""
_FORMATS = ("nquads", "trig", *_TRIPLES, "jsonl", "xlsx", "spacy")
_ENDINGS = {"nquads": "nq", "trig": "trig", "turtle": "ttl", "ntriples": "nt", "jsonld": "jsonld"}


def register(commands: Commands, zh: bool) -> None:
    """Describe the command."""
    parser = commands.add_parser("export", help="导出整个图谱或全部事实" if zh else "write out the whole graph or all facts")
    parser.add_argument(
        "--format",
        choices=_FORMATS,
        help=parser.say(
            "输出形式：默认 nquads，用 --profile 时默认 turtle；全部事实：jsonl、xlsx（每类一张表）、spacy（DocBin，事实为原文上的标注）",
            "form of the output: nquads by default, turtle with --profile; all facts: jsonl, xlsx (a sheet for each kind), "
            "spacy (DocBin, facts as spans of the texts)",
        ),
    )
    parser.add_argument(
        "--profile",
        choices=tuple(profile.profiles()),
        help=parser.say("换用另一词表的视图", "a view of the graph in another vocabulary"),
    )
    add_output(parser)
    add_store(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the export; equal data give equal bytes.

    Raises:
        InvalidParameter: if a view is wanted in a form that has names of graphs.
    """
    settings = settings_of(args, "store")
    format = args.format or ("turtle" if args.profile else "nquads")
    if args.profile and format not in _TRIPLES:
        raise InvalidParameter(f"--profile 不能以 {format} 输出。", f"A profile cannot be written as {format}.", parameter="--format",
                               allowed=_TRIPLES)  # fmt: skip
    emit_bytes(_view(settings, args.profile, format) if args.profile else _whole(settings, format), args.output)
    return 0


def _whole(settings: Settings, format: str) -> Iterator[bytes]:
    if format in ("jsonl", "xlsx", "spacy"):
        yield from _facts(settings, format)
        return
    with _dump(settings) as dump:
        yield from chunks(dump, _ENDINGS[format])


def _view(settings: Settings, name: str, format: str) -> Iterator[bytes]:
    with opening.graph(settings, settings.lang) as store, store.snapshot() as graph:
        lines = sorted_once(profile.everything(graph, profile.named(name)))
        yield from triples(lines, _ENDINGS[format], graph.info.base)


@contextmanager
def _dump(settings: Settings) -> Iterator[Dump]:
    if is_remote(settings.store):
        with opening.graph(settings, settings.lang) as store, store.snapshot() as graph:
            yield EndpointDump(graph)
        return
    opening.ensure_built(settings, settings.lang)
    with dumped(settings.store) as dump:
        yield dump


def _facts(settings: Settings, format: str) -> Iterator[bytes]:
    with opening.graph(settings, settings.lang) as store, store.snapshot() as graph:
        held = [(str(each["id"]), str(each["iri"])) for each in holdings.select(graph, "documents")]
        if format == "xlsx":
            from ..export import factbook  # loads openpyxl

            facts = (fact for _, iri in held for fact in holdings.facts(graph, iri))
            yield factbook.render(facts, settings.lang)
        elif format == "spacy":
            from ..export import docbin

            yield docbin.render((id, str(holdings.text(graph, iri)["text"]), holdings.facts(graph, iri)) for id, iri in held)
        else:
            for _, iri in held:
                yield jsonl.render(holdings.facts(graph, iri)).encode("utf-8")
