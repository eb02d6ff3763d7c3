"""``hengce query``: the catalogue of named questions, and the rows of one."""

from __future__ import annotations

import argparse

from ...ontology.errors import InvalidParameter
from ...ontology.store import Store
from ...queries.catalogue import Catalogue
from ...queries.named import answer_named, dated
from .. import opening
from ..console import emit, emit_json, note, terminal_width
from ..export import csv, jsonl, markdown, questions, table
from ..export.grid import Grid, flat_citation, with_corrections
from ..language import Language
from ..settings import Settings
from .options import Commands, add_as_of, add_format, add_output, add_store, pairs, settings_of


def register(commands: Commands, zh: bool) -> None:
    """Describe the command."""
    parser = commands.add_parser("query", help="提一个现成的问题" if zh else "ask a named question", conflict_handler="resolve")
    parser.add_argument(
        "-h", "--help", action=_Help, nargs=0, help=parser.say("显示帮助，或所给问题的说明", "this help, or that of the question named")
    )
    parser.add_argument("name", metavar="NAME", nargs="?", help=parser.say("问题名，见 --list", "the question's name, see --list"))
    parser.add_argument("--list", action="store_true", help=parser.say("列出全部问题及其参数", "list all questions with their parameters"))
    parser.add_argument(
        "--param", metavar="NAME=VALUE", action="append", default=[], help=parser.say("参数，可重复", "a parameter; may be repeated")
    )
    add_as_of(parser)
    add_format(parser, "table", "json", "csv", "markdown")
    add_output(parser)
    add_store(parser)
    parser.set_defaults(run=run)


class _Help(argparse.Action):
    """The help of the command; behind the name of a question, the description of that question."""

    def __call__(self, parser: argparse.ArgumentParser, namespace: argparse.Namespace, *_: object) -> None:
        if namespace.name is None:
            parser.print_help()
        else:
            emit(questions.described(Catalogue.load().question(namespace.name), Settings.load().lang))
        parser.exit()


def run(args: argparse.Namespace) -> int:
    """List the questions, or ask one."""
    settings = settings_of(args, "store")
    if args.list:
        if args.format == "table":
            emit(questions.listing(settings.lang), args.output)
            return 0
        grid, shape = questions.grid(settings.lang), None
    elif args.name:
        arguments = _arguments(args.param)
        Catalogue.load().question(args.name)  # a misspelt name is told before anything is built
        with opening.graph(settings, settings.lang) as store:
            grid, shape = _rows(store, args.name, arguments, args.as_of, settings.lang)
    else:
        raise InvalidParameter("请给出问题名，或用 --list 列出全部问题。", "Give the name of a question, or --list.", parameter="NAME",
                               allowed=tuple(Catalogue.load()))  # fmt: skip
    match args.format:
        case "json":
            records = [dict(zip(grid.columns, row, strict=True)) for row in grid.rows] if shape is None else shape
            emit_json(jsonl.plain(records), args.output)
        case "csv":
            emit(csv.render(grid, bom=args.output is not None), args.output)
        case "markdown":
            emit(markdown.render(grid), args.output)
        case _:
            emit(table.render(grid, total=None if args.output else terminal_width()), args.output)
    return 0


def _arguments(given: list[str]) -> dict[str, str | list[str]]:
    """Names and values; a name given several times has several values."""
    found: dict[str, list[str]] = {}
    for name, value in pairs(given, "--param"):
        found.setdefault(name, []).append(value)
    return {name: values[0] if len(values) == 1 else values for name, values in found.items()}


def _rows(
    store: Store, name: str, arguments: dict[str, str | list[str]], as_of: str | None, language: Language
) -> tuple[Grid, list[dict[str, object]]]:
    """The rows of a question as a grid, and as JSON objects with their citations; what must be known of the documents is noted."""
    found = answer_named(store, name, dated(name, arguments, as_of), as_of)
    for notice in found.notices:
        note(f"hengce: {notice.message(language)}")
    flat = [flat_citation(row) for row in found.rows]
    return Grid.of(flat, with_corrections(found.variables, flat)), found.rows
