"""``hengce verify``: every quote of the graph still equals its text."""

from __future__ import annotations

import argparse

from .. import opening
from ..checking import check
from ..console import emit, note
from .options import Commands, add_corpus, add_store, settings_of


def register(commands: Commands, zh: bool) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "verify",
        help="核对图谱：原文未变，每条引文与原文逐字相符" if zh else "check the graph: texts unchanged, every quote equal to its text",
    )
    add_store(parser)
    add_corpus(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Check, tell each fault on one line, and end with 1 if there are any."""
    settings = settings_of(args, "store", "corpus")
    with opening.graph(settings, settings.lang) as store, store.snapshot() as graph:
        outcome = check(graph, opening.library(settings, required=args.corpus is not None))
    for fault in outcome.faults:
        note("hengce: " + fault.message(settings.lang))
    documents, facts, clauses, faults = outcome.documents, outcome.facts, outcome.clauses, len(outcome.faults)
    if settings.lang == "zh":
        emit(f"文件 {documents} 份，事实 {facts} 条，条款 {clauses} 个，问题 {faults} 处\n")
    else:
        emit(f"{documents} documents, {facts} facts, {clauses} clauses: {faults} faults\n")
    return 1 if outcome.faults else 0
