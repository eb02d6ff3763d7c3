"""``hengce doctor``: whether everything is there that the program needs, and the data are whole."""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping

from ...ontology.errors import InvalidParameter
from ..console import emit, emit_json
from ..language import Language
from ..settings import PREFIX, Settings
from .options import Commands, add_corpus, add_format, add_store

_MARKS: Mapping[str, Mapping[Language, str]] = {
    "ok": {"zh": "正常", "en": "ok"}, "absent": {"zh": "未装", "en": "absent"}, "advice": {"zh": "提示", "en": "note"},
    "fault": {"zh": "须修", "en": "FAULT"},
}  # fmt: skip


def register(commands: Commands, zh: bool) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "doctor", help="体检：环境、设置、语料、图谱、磁盘" if zh else "examine environment, settings, corpus, graph and disk"
    )
    add_corpus(parser)
    add_store(parser)
    add_format(parser, "text", "json")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Examine, say how everything is, and end with 1 if something must be mended."""
    # The data bring the libraries of the store with them, which the other commands load when they need them.
    from ..examining import data, environment

    settings = _settings(args)
    library, texts = data.corpus(settings)
    size, graph = data.store(settings, library)
    found = [
        *environment.versions(), *environment.variables(os.environ), *texts, *graph,
        *environment.space(settings.build_folder, 2 * size), *environment.components(),
    ]  # fmt: skip
    faults = sum(each.state == "fault" for each in found)
    if args.format == "json":
        emit_json({"faults": faults, "findings": [each.to_json(settings.lang) for each in found]})
    else:
        lines = [f"{_MARKS[each.state][settings.lang]}  {each.message(settings.lang)}" for each in found]
        lines.append(f"须修 {faults} 处" if settings.lang == "zh" else f"{faults} faults")
        emit("".join(line + "\n" for line in lines))
    return 1 if faults else 0


def _settings(args: argparse.Namespace) -> Settings:
    """The settings that can be read: one that cannot is a finding, and must not keep the rest from being looked at."""
    sound: dict[str, str] = {}
    for name, value in os.environ.items():
        if name.startswith(PREFIX):
            try:
                Settings.load({name: value})
            except InvalidParameter:
                continue  # told by environment.variables
            sound[name] = value
    return Settings.load(sound, corpus=args.corpus, store=args.store)
