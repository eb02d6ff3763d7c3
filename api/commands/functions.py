"""``hengce functions``: the tools as function descriptions for chat models."""

from __future__ import annotations

import argparse

from ..console import emit_json
from .options import Commands, add_output


def register(commands: Commands, zh: bool) -> None:
    """Describe the command."""
    parser = commands.add_parser("functions", help="供对话模型用的函数描述（OpenAI 形式）" if zh else "the tools for chat models")
    parser.add_argument(
        "--all",
        action="store_true",
        help=parser.say("问题目录的每个问题也各成一个函数", "each question of the catalogue as a function, too"),
    )
    add_output(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the list ``tools`` of a chat completion."""
    from ..tools.functions import openai  # loads the shapes of all answers

    emit_json(openai(args.all), args.output)
    return 0
