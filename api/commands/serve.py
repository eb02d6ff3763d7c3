"""``hengce serve``: the HTTP API."""

from __future__ import annotations

import argparse
import contextlib
import threading

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
    add_store(parser)
    add_corpus(parser)
    parser.epilog = parser.say(
        "设置（环境变量，方括号内为默认值）：\n", "settings (environment variables, defaults in brackets):\n"
    ) + Settings.describe(parser.language)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Serve until ended; the port is taken before anything slow is done."""
    from ...queries.asking.ask import prepare
    from .. import server
    from ..app import create_app

    settings = settings_of(args, "host", "port", "store", "corpus")
    listening = server.listen(settings.host, settings.port)
    with listening:
        opening.ensure_built(settings, settings.lang)
        app = create_app(settings)
        threading.Thread(target=prepare, daemon=True).start()  # questions need word lists that take a second to read
        url = server.address(listening)
        with contextlib.suppress(KeyboardInterrupt):  # the usual way to end a service; it has shut down by then
            server.run(app, listening, lambda: emit(server.announce(url, settings.lang) + "\n"))
    return 0
