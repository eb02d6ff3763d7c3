"""``hengce diff``: what changed from one text to the next. Files are only read: nothing of them is stored."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from .. import opening, sources
from ..console import emit, emit_json, terminal_width
from ..export import changes
from .options import Commands, add_format, add_output, add_store, settings_of

if TYPE_CHECKING:
    from ...queries.diffing.diff import Text


def register(commands: Commands, zh: bool) -> None:
    """Describe the command."""
    parser = commands.add_parser("diff", help="修订对照：条款和规定有哪些变化" if zh else "what changed, in clauses and in facts")
    for name, said in (("OLD", ("原文", "the old text")), ("NEW", ("新文", "the new text"))):
        parser.add_argument(
            name.lower(),
            metavar=name,
            help=parser.say(
                f"{said[0]}：文件（- 为标准输入），或已收录文件的标识",
                f"{said[1]}: a file (-: standard input), or the identifier of a collected document",
            ),
        )
    add_format(parser, "table", "json", "html")
    add_output(parser)
    add_store(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write what changed."""
    # Reading loads the language pipeline, which takes a second: only commands that read pay for it.
    from ...queries.diffing.diff import diff

    settings = settings_of(args, "store")
    old, new = _given(args.old), _given(args.new)
    with opening.graph(settings, settings.lang) as store:
        result = diff(store, old, new, settings.lang)
    match args.format:
        case "json":
            emit_json(result, args.output)
        case "html":
            emit(changes.render(result, settings.lang), args.output)
        case _:
            emit(changes.as_text(result, settings.lang, None if args.output else terminal_width()), args.output)
    return 0


def _given(name: str) -> str | Text:
    """What a name on the command line means: a file where there is one, else a document of the graph."""
    from ...queries.diffing.diff import Text

    path = Path(name)
    if path.is_file() or path.suffix or len(path.parts) > 1 or name == sources.STDIN:  # identifiers have neither dots nor slashes
        return Text(sources.original(path).text, sources.named(path).name)
    return name
