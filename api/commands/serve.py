"""``hengce serve``: the HTTP API."""

from __future__ import annotations

import argparse
import contextlib

from .. import opening
from ..console import emit
from ..settings import Settings
from .options import Commands, add_corpus, add_store, settings_of


def register(commands: Commands, zh: bool) -> None:
    """Describe the command; its help lists all settings."""
    parser = commands.add_parser("serve", help="启动 HTTP 服务和 SPARQL 端点" if zh else "serve the HTTP API and the SPARQL endpoint")
    parser.add_argument(
        "--host",
        metavar="ADDRESS",
        help=parser.say("监听的地址（HENGCE_HOST，默认 127.0.0.1）", "address to listen on (HENGCE_HOST, default 127.0.0.1)"),
    )
    parser.add_argument(
        "--port",
        metavar="PORT",
        help=parser.say(
            "监听的端口（HENGCE_PORT，默认 8000；0 为任一空闲端口）", "port to listen on (HENGCE_PORT, default 8000; 0: any free one)"
        ),
    )
    parser.add_argument(
        "--workers",
        metavar="N",
        help=parser.say("答请求的进程数（HENGCE_WORKERS，默认 1）", "processes that answer requests (HENGCE_WORKERS, default 1)"),
    )
    add_store(parser)
    add_corpus(parser)
    parser.epilog = parser.say(
        "设置（环境变量，方括号内为默认值）：\n", "settings (environment variables, defaults in brackets):\n"
    ) + Settings.describe(parser.language)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Serve until ended; the port is taken before anything slow is done."""
    from ..serving import server

    settings = settings_of(args, "host", "port", "workers", "store", "corpus")
    listening = server.listen(settings.host, settings.port)
    with listening:
        opening.ensure_built(settings, settings.lang)
        url = server.address(listening)

        def ready() -> None:
            emit(server.announce(url, settings.lang) + "\n")

        if settings.workers > 1:
            from ..serving.processes import supervise

            supervise(settings, listening, ready)
        else:
            from ..app import create_app

            with contextlib.suppress(KeyboardInterrupt):  # the usual way to end a service; it has shut down by then
                server.run(create_app(settings), listening, ready, settings)
    return 0
