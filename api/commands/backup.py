"""``hengce backup``: the user's own corpus, corrections and history in one file."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..console import note
from .options import Commands, add_corpus, add_store, settings_of


def register(commands: Commands, zh: bool) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "backup", help="把自己的语料、更正和构建记录备份为一个文件" if zh else "save one's own corpus, corrections and history"
    )
    parser.add_argument("file", metavar="FILE", type=Path, help=parser.say("备份文件（.zip）", "the backup (.zip)"))
    add_corpus(parser)
    add_store(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Save, and say what was saved."""
    from ..backup import backup  # archives and hashes, which no other command needs

    settings = settings_of(args, "corpus", "store")
    saved = backup(args.file, settings.corpus, settings.build_folder)
    note(
        f"已备份到 {args.file}：文件 {saved.files} 个，{saved.bytes} 字节，数据版本 {saved.data_version or '（尚未构建）'}"
        if settings.lang == "zh"
        else f"Saved to {args.file}: {saved.files} files, {saved.bytes} bytes, data version {saved.data_version or '(nothing built)'}"
    )
    return 0
