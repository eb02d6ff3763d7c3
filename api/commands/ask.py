"""``hengce ask``: a question in plain Chinese."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from typing import Any

from .. import opening, sources
from ..console import emit, emit_json
from ..language import Language
from .options import Commands, add_as_of, add_format, add_output, add_store, settings_of


def register(commands: Commands, zh: bool) -> None:
    """Describe the command."""
    parser = commands.add_parser("ask", help="用一句话提问，回答引原文" if zh else "ask in plain Chinese; answers cite the texts")
    parser.add_argument(
        "question",
        metavar="QUESTION",
        help=parser.say("问题，如 福建绿色工厂要多少分？- 为标准输入", "the question, in Chinese; -: standard input"),
    )
    add_as_of(parser)
    parser.add_argument(
        "--context", metavar="TEXT", help=parser.say("上一次回答的 context，用来追问", "context of the last answer, to follow it up")
    )
    add_format(parser, "text", "json")
    add_output(parser)
    add_store(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the answer."""
    from ...queries.asking.ask import ask  # loads jieba, which only asking needs

    settings = settings_of(args, "store")
    question = sources.text(args.question)
    with opening.graph(settings, settings.lang) as store:
        answer = ask(store, question, args.as_of, args.context, settings.search_folder, language=settings.lang)
    if args.format == "json":
        emit_json(answer, args.output)
    else:
        emit(_told(answer, settings.lang), args.output)
    return 0


def _told(answer: Mapping[str, Any], language: Language) -> str:
    """The answer, where it stands, and what a reader must know."""
    zh = language == "zh"
    parts = [answer["answer"]]
    if answer["citations"]:
        parts += ["", "出处：" if zh else "Sources:"]
        parts += [f"  {each['document']} {each['path']} [{each['start']}–{each['end']}]" for each in answer["citations"]]
    if answer["warnings"]:
        parts += ["", *(f"{'注意：' if zh else 'Note: '}{warning}" for warning in answer["warnings"])]
    if answer["follow_ups"]:
        parts += ["", ("还可以问：" if zh else "You could ask: ") + " ".join(answer["follow_ups"])]
    return "\n".join(parts) + "\n"
