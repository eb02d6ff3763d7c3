"""``hengce sparql``: one SPARQL query."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from ...ontology.errors import InputError
from ...ontology.results import JSON, table_from_json
from ...ontology.sparql import check_read_only
from .. import opening, sources
from ..console import emit, emit_bytes, one_of, terminal_width
from ..export import table
from ..export.grid import Grid
from .options import Commands, add_output, add_store, settings_of

_RESULTS = {
    "json": "application/sparql-results+json",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "xml": "application/sparql-results+xml",
}
_GRAPHS = {"turtle": "text/turtle", "ntriples": "application/n-triples", "rdfxml": "application/rdf+xml", "jsonld": "application/ld+json"}


def register(commands: Commands, zh: bool) -> None:
    """Describe the command."""
    parser = commands.add_parser("sparql", help="执行一条 SPARQL 查询（只读）" if zh else "run a SPARQL query (read only)")
    parser.add_argument(
        "query",
        metavar="QUERY|@FILE",
        help=parser.say("查询文本，或 @ 加文件名（- 为标准输入）", "the query, or @ and a file (-: standard input)"),
    )
    parser.add_argument("--format", metavar="FORMAT", help=parser.say(
        "SELECT、ASK：table（默认）、json、csv、tsv、xml；CONSTRUCT、DESCRIBE：turtle（默认）、ntriples、rdfxml、jsonld",
        "SELECT, ASK: table (default), json, csv, tsv, xml; CONSTRUCT, DESCRIBE: turtle (default), ntriples, rdfxml, jsonld"))  # fmt: skip
    add_output(parser)
    add_store(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Run the query in a worker process, within the limits, and write the result."""
    settings = settings_of(args, "store")
    query = _text(args.query)
    form = check_read_only(query).form
    tabular = form in ("SELECT", "ASK")
    formats = {"table": JSON, **_RESULTS} if tabular else _GRAPHS
    format = one_of(args.format or next(iter(formats)), formats, "--format")
    with opening.graph(settings, settings.lang, guarded=True) as store:
        answer = store.execute(query, formats[format])
    if format == "table":
        emit(_table(answer.body, form, None if args.output else terminal_width()), args.output)
    else:
        emit_bytes([answer.body], args.output)
    return 0


def _text(word: str) -> str:
    """The query itself, read from a file where one is named.

    Raises:
        InputError: if the file cannot be read.
    """
    if not word.startswith("@") or word == "@-":
        return sources.text(word.removeprefix("@"))
    try:
        return Path(word[1:]).read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "不是 UTF-8 文本"
        raise InputError(
            f"无法读取查询文件 {word[1:]}：{reason}。",
            f"Cannot read the query file {word[1:]}: {'not UTF-8 text' if isinstance(error, UnicodeDecodeError) else reason}.",
        ) from error


def _table(body: bytes, form: str, total: int | None) -> str:
    if form == "ASK":
        return f"{'true' if json.loads(body)['boolean'] else 'false'}\n"
    found = table_from_json(body)
    return table.render(Grid.of(found.rows, found.variables), widest=60, total=total)
