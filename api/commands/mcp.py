"""``hengce mcp``: the tools for chat programs on this machine, by MCP over standard input and output."""

from __future__ import annotations

import argparse
import signal
from contextlib import closing

from .. import opening
from .options import Commands, add_corpus, add_store, settings_of


def register(commands: Commands, zh: bool) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "mcp", help="供聊天程序调用的工具（MCP，标准输入输出）" if zh else "tools for chat programs (MCP over stdio)"
    )
    add_store(parser)
    add_corpus(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Answer until the client closes standard input."""
    import anyio

    from ..mcp.stdio import serve  # loads the SDK, which takes a third of a second
    from ..service import Service
    from ..serving.logs import configure

    settings = settings_of(args, "store", "corpus")
    opening.ensure_built(settings, settings.lang)
    configure(settings.log)
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # a thread reads standard input, and nothing else would end it before the client does
    with closing(Service.open(settings)) as service:
        anyio.run(serve, service)
    return 0
