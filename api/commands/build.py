"""``hengce build``: texts → graph."""

from __future__ import annotations

import argparse

from .. import opening
from ..console import note
from .options import Commands, add_corpus, add_store, add_workers, settings_of


def register(commands: Commands, zh: bool) -> None:
    """Describe the command."""
    parser = commands.add_parser("build", help="从语料构建图谱" if zh else "build the graph from the texts")
    add_corpus(parser)
    add_store(parser)
    add_workers(parser)
    parser.add_argument(
        "--cluster",
        metavar="URL",
        help=parser.say("由 Dask 集群读文件：tcp://主机:端口", "documents are read by a Dask cluster: tcp://host:port"),
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Build, and say what was built."""
    settings = settings_of(args, "corpus", "store", "workers")
    texts = opening.library(settings, required=args.corpus is not None)
    info = opening.build(settings, texts, settings.lang, args.cluster)
    note(opening.built(info, settings.store, settings.lang))
    return 0
