"""``hengce restore``: what ``hengce backup`` saved, all of it or nothing."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..console import note
from .options import Commands, add_corpus, add_store, settings_of


def register(commands: Commands, zh: bool) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "restore", help="恢复备份：先逐个核对，再整个换上" if zh else "bring back a backup: checked first, then put in place"
    )
    parser.add_argument("file", metavar="FILE", type=Path, help=parser.say("备份文件", "the backup"))
    parser.add_argument("--replace", action="store_true", help=parser.say("把现有语料移到一旁", "put the corpus aside that is there"))
    add_corpus(parser)
    add_store(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Restore, and say what was restored and what comes next."""
    from ..backup import restore  # archives and hashes, which no other command needs

    settings = settings_of(args, "corpus", "store")
    done = restore(args.file, settings.corpus, settings.build_folder, replace=args.replace)
    zh = settings.lang == "zh"
    note(f"已恢复到 {settings.corpus}：文件 {done.files} 个" if zh else f"Restored to {settings.corpus}: {done.files} files")
    if done.aside is not None:
        note(f"原有语料在 {done.aside}" if zh else f"The corpus that was there is in {done.aside}")
    note(
        f"请运行 hengce build 重建图谱（备份时的数据版本：{done.data_version or '无'}）"
        if zh
        else f"Run hengce build to make the graph again (data version when saved: {done.data_version or 'none'})"
    )
    return 0
