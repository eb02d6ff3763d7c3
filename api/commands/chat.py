"""``hengce chat``: a question to a language model of one's own, which uses the tools; its figures are held to the texts."""

from __future__ import annotations

import argparse
from contextlib import closing
from dataclasses import asdict

from .. import opening
from ..console import emit, emit_json
from .options import Commands, add_format, add_output, add_store, settings_of


def register(commands: Commands, zh: bool) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "chat", help="用自己的对话模型提问，数字逐一核对" if zh else "ask through a language model, figures checked"
    )
    parser.add_argument("question", metavar="QUESTION", help=parser.say("问题", "the question"))
    add_format(parser, "text", "json")
    add_output(parser)
    add_store(parser)
    parser.epilog = parser.say(
        "需要 HENGCE_CHAT_URL、HENGCE_CHAT_MODEL（以及 HENGCE_CHAT_KEY）；问题和工具的答案会发给该模型。没有原文依据的数字用 ~~ 划去。",
        "Needs HENGCE_CHAT_URL and HENGCE_CHAT_MODEL (and HENGCE_CHAT_KEY); the question and the answers of tools are sent to that model. "
        "Figures that no text supports are struck out with ~~.",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write what the model answers, checked."""
    from ..chat.loop import converse
    from ..chat.model import Model
    from ..service import Service

    settings = settings_of(args, "store")
    model = Model.of(settings)
    opening.ensure_built(settings, settings.lang)
    with closing(Service.open(settings)) as service:
        said = converse(model, service, args.question, settings.lang)
    if args.format == "json":
        emit_json(asdict(said), args.output)
        return 0
    zh = settings.lang == "zh"
    struck = (
        f"\n\n已划去没有原文依据的数字：{'、'.join(said.struck)}"
        if zh
        else f"\n\nStruck out, no text supports them: {', '.join(said.struck)}"
    )
    emit(said.text + (struck if said.struck else "") + "\n", args.output)
    return 0
