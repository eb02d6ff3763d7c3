"""``hengce check``: what a careful reviewer would say of a draft. The draft is only read: nothing of it is stored."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from .. import opening, sources
from ..console import emit, emit_bytes, emit_json, terminal_width
from ..export import findings
from ..language import Language
from .options import Commands, add_as_of, add_format, add_output, add_store, settings_of


def register(commands: Commands, zh: bool) -> None:
    """Describe the command."""
    parser = commands.add_parser("check", help="起草体检：印发前找出草案中的问题" if zh else "a drafter's check, before a draft is printed")
    parser.add_argument(
        "draft", metavar="DRAFT", type=Path, help=parser.say("草案文件；- 为标准输入", "the draft, a file; -: standard input")
    )
    parser.add_argument(
        "--jurisdiction",
        metavar="J",
        help=parser.say(
            "草案适用的地区：代码或名称（默认按草案自身）", "the place it is for, by code or name (default: as the draft says)"
        ),
    )
    parser.add_argument(
        "--against",
        metavar="D,D",
        help=parser.say("对照哪些文件，文件标识（默认：上级文件）", "documents to judge it by, by identifier (default: the superior ones)"),
    )
    add_as_of(parser)
    add_format(parser, "table", "json", "sarif", "docx", "html")
    add_output(parser)
    add_store(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the findings; the status is 1 when one is an error."""
    # Reading loads the language pipeline, which takes a second: only commands that read pay for it.
    from ...queries.checking.check import check

    settings = settings_of(args, "store")
    original = sources.original(args.draft)
    with opening.graph(settings, settings.lang) as store:
        result = check(store, original.text, jurisdiction=args.jurisdiction, as_of=args.as_of, named=args.against, language=settings.lang)
    _write(args, result, original.text, settings.lang)
    return int(any(each["severity"] == "error" for each in result["findings"]))


def _write(args: argparse.Namespace, result: dict[str, Any], draft: str, language: Language) -> None:
    """Write what was found in the form that was asked for."""
    from ...queries.checking.rules import titles

    match args.format:
        case "json":
            emit_json(result, args.output)
        case "sarif":
            from ..export import sarif

            emit_json(sarif.log(result, draft, sources.named(args.draft).name, titles(), language), args.output)
        case "html":
            from ..export import reviewed

            emit(reviewed.render(result, draft, sources.named(args.draft).name, titles(), language), args.output)
        case "docx":
            from ..export import annotated  # loads python-docx, which only Word files need

            emit_bytes([annotated.render(result, draft, titles(), language)], args.output)
        case _:
            emit(findings.as_text(result, draft, language, None if args.output else terminal_width()), args.output)
