"""``hengce search``: clauses by words."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import Any

from ...queries.parameters import integer
from .. import opening
from ..console import emit, emit_json, terminal_width
from ..export import table
from ..export.grid import Grid
from ..language import Language
from .options import Commands, add_format, add_output, add_places, add_store, settings_of


def register(commands: Commands, zh: bool) -> None:
    """Describe the command."""
    parser = commands.add_parser("search", help="按词语检索条款" if zh else "find clauses by words")
    parser.add_argument("words", metavar="WORDS", nargs="+", help=parser.say("词语，如 绿色工厂 奖励", "words, like 绿色工厂 奖励"))
    add_places(parser)
    parser.add_argument("--type", metavar="T", help=parser.say("只要关于这一类型的条款", "only clauses about this type"))
    parser.add_argument(
        "--kind", metavar="K", help=parser.say("只要有这一类事实的条款，如 incentive", "only clauses with such a fact, like incentive")
    )
    parser.add_argument("--year", metavar="Y", help=parser.say("文件的年份", "year of the document"))
    parser.add_argument("--limit", metavar="N", default="20", help=parser.say("最多几条（默认 20）", "how many at most (default 20)"))
    add_format(parser, "table", "json")
    add_output(parser)
    add_store(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the clauses that were found."""
    from ...queries.searching.search import search  # loads jieba, which only searching needs

    settings = settings_of(args, "store")
    year, limit = None if args.year is None else integer(args.year, "--year"), max(1, integer(args.limit, "--limit"))
    with opening.graph(settings, settings.lang) as store:
        answer = search(
            store,
            " ".join(args.words),
            args.places,
            args.type,
            args.kind,
            year,
            folder=settings.search_folder,
            limit=limit,
            language=settings.lang,
        )
    if args.format == "json":
        emit_json(answer, args.output)
    else:
        emit(_table(answer, settings.lang, None if args.output else terminal_width()), args.output)
    return 0


def _table(answer: Mapping[str, Any], language: Language, total: int | None) -> str:
    zh = language == "zh"
    heads = ("出处", "条款") if zh else ("where", "clause")
    rows = tuple((f"{hit['document']} {hit['path']}", _marked(hit)) for hit in answer["hits"])
    counted = f"共 {answer['total']} 条" if zh else f"{answer['total']} clauses"
    partly = (
        ("（没有含全部词语的条款，以下含其中部分）" if zh else " (none has all words; these have some)")
        if answer["matched"] == "any"
        else ""
    )
    return f"{counted}{partly if answer['total'] else ''}\n" + (table.render(Grid(heads, rows), total=total) if rows else "")


def _marked(hit: Mapping[str, Any]) -> str:
    """The clause with its words in brackets 【】."""
    text, begin, at, parts = hit["text"], hit["citation"]["start"], 0, []
    for span in hit["highlights"]:
        parts += [text[at : span["start"] - begin], "【", text[span["start"] - begin : span["end"] - begin], "】"]
        at = span["end"] - begin
    return "".join([*parts, text[at:]])
