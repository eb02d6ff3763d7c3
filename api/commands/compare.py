"""``hengce compare``: one type side by side in all places."""

from __future__ import annotations

import argparse

from ...queries.compare import compare
from .. import opening
from ..console import emit, emit_bytes, emit_json, terminal_width
from ..export import comparison, csv, report
from .options import Commands, add_as_of, add_format, add_output, add_places, add_store, settings_of


def register(commands: Commands, zh: bool) -> None:
    """Describe the command."""
    parser = commands.add_parser("compare", help="一类示范对象在各地的规定逐项对照" if zh else "one type side by side in all places")
    parser.add_argument(
        "type", metavar="TYPE", help=parser.say("示范类型，标准名或别名，如 绿色工厂", "a type by label or alias, like 绿色工厂")
    )
    parser.add_argument(
        "--aspect",
        metavar="A,A",
        help=parser.say("方面：threshold、criterion、incentive ……（默认全部）", "aspects: threshold, criterion, incentive … (default all)"),
    )
    add_places(parser)
    add_as_of(parser)
    parser.add_argument(
        "--baseline",
        metavar="J",
        default="superior",
        help=parser.say("比较的基准：superior（上级，默认）或地区代码", "what is compared with: superior (default) or a code"),
    )
    add_format(parser, "table", "json", "csv", "markdown", "xlsx", "html")
    add_output(parser)
    add_store(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the comparison."""
    settings = settings_of(args, "store")
    with opening.graph(settings, settings.lang) as store:
        result = compare(
            store,
            args.type,
            aspects=args.aspect,
            jurisdictions=args.places,
            as_of=args.as_of,
            baseline=args.baseline,
            language=settings.lang,
        )
    match args.format:
        case "json":
            emit_json(result, args.output)
        case "xlsx":
            from ..export import xlsx  # loads openpyxl, which only workbooks need

            emit_bytes([xlsx.render(result, settings.lang)], args.output)
        case "csv":
            emit(csv.render(comparison.records(result), bom=args.output is not None), args.output)
        case "html":
            emit(report.render(result, settings.lang), args.output)
        case "markdown":
            emit(comparison.as_markdown(result, settings.lang), args.output)
        case _:
            emit(comparison.as_table(result, settings.lang, None if args.output else terminal_width()), args.output)
    return 0
