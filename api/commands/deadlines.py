"""``hengce deadlines``: who must act by when."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import Any

from ...queries.parameters import integer
from .. import opening
from ..console import emit, emit_bytes, emit_json, note, terminal_width
from ..export import table
from ..export.grid import Grid
from ..language import Language
from .options import Commands, add_as_of, add_format, add_output, add_places, add_store, settings_of


def register(commands: Commands, zh: bool) -> None:
    """Describe the command."""
    parser = commands.add_parser("deadlines", help="谁须在何时前做什么" if zh else "who must act by when")
    parser.add_argument("--year", metavar="Y", help=parser.say("年份；默认全部，每年重复的按今年", "year (default: all)"))
    add_places(parser)
    parser.add_argument(
        "--actor",
        metavar="A",
        help=parser.say("行为人：原文的一部分，或类别（企业、设区市、省级 ……）", "part of the actor as written, or of its class"),
    )
    parser.add_argument(
        "--start",
        metavar="DATE",
        help=parser.say("期间从哪一天起算，YYYY-MM-DD", "the day from which periods run, YYYY-MM-DD"),
    )
    add_as_of(parser)
    add_format(parser, "table", "json", "ics")
    add_output(parser)
    add_store(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the deadlines."""
    from ...queries.deadlines import deadlines  # loads the holidays of all years
    from ..export import ics  # loads icalendar

    settings = settings_of(args, "store")
    year = None if args.year is None else integer(args.year, "--year")
    with opening.graph(settings, settings.lang) as store:
        answer = deadlines(store, year, args.places, args.actor, args.start, args.as_of, settings.lang)
    match args.format:
        case "json":
            emit_json(answer, args.output)
        case "ics":
            emit_bytes([ics.render(answer)], args.output)
            if left_out := sum(each["due"] is None for each in answer["deadlines"]):
                note(f"{left_out} 项没有确定日期，未写入日历；可用 --start 给出起算日" if settings.lang == "zh"
                     else f"{left_out} without a day were left out; --start gives the day from which periods run")  # fmt: skip
        case _:
            emit(_table(answer, settings.lang, None if args.output else terminal_width()), args.output)
    return 0


def _table(answer: Mapping[str, Any], language: Language, total: int | None) -> str:
    zh = language == "zh"
    heads = ("日期", "地区", "行为人", "做什么", "出处") if zh else ("due", "place", "actor", "what", "where")
    rows = tuple(
        (
            each["due"] or "—",
            each["place"] or "—",
            each["actor"] or "—",
            _what(each, zh),
            f"{each['citation']['document']} {each['citation']['path']}",
        )
        for each in answer["deadlines"]
    )
    warnings = [("注意：" if zh else "Warning: ") + words + "\n" for words in answer["warnings"]]
    return table.render(Grid(heads, rows), total=total) + "".join(warnings)


def _what(deadline: Mapping[str, Any], zh: bool) -> str:
    late = "；".join(f"{each['text']}（{each['due']}）" for each in deadline["conflicts"])
    return deadline["text"] + ((f"【晚于：{late}】" if zh else f" [later than: {late}]") if late else "")
