"""``hengce eligible``: whether an applicant may be recognised, and what is missing."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from ...ontology.errors import InvalidParameter
from ...queries.deciding.eligibility import eligibility
from .. import opening, sources
from ..console import emit, emit_json, terminal_width
from ..export import decided
from .options import Commands, add_as_of, add_format, add_output, add_places, add_store, pairs, settings_of


def register(commands: Commands, zh: bool) -> None:
    """Describe the command."""
    parser = commands.add_parser("eligible", help="能不能申报、还差什么、能得什么" if zh else "whether one may apply, and what is missing")
    parser.add_argument(
        "type", metavar="TYPE", help=parser.say("示范类型，标准名或别名，如 绿色工厂", "a type by label or alias, like 绿色工厂")
    )
    add_places(parser)
    parser.add_argument(
        "--set",
        metavar="NAME=VALUE",
        action="append",
        default=[],
        help=parser.say("已知情况，可重复，如 score=86", "what is known, may be repeated, like score=86"),
    )
    parser.add_argument(
        "--profile",
        metavar="FILE",
        type=Path,
        help=parser.say("已知情况的 JSON 文件：名称到值；- 为标准输入", "JSON file of what is known: names to values; -: standard input"),
    )
    add_as_of(parser)
    parser.add_argument("--trace", action="store_true", help=parser.say("json 中列出判定的每一步", "tell each step, in json"))
    add_format(parser, "table", "json")
    add_output(parser)
    add_store(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the decisions."""
    settings = settings_of(args, "store")
    facts = _profile(args.profile) | dict(pairs(args.set, "--set"))
    with opening.graph(settings, settings.lang) as store:
        answer = eligibility(store, args.type, args.places, args.as_of, facts, settings.lang, args.trace)
    if args.format == "json":
        emit_json(answer, args.output)
    else:
        emit(decided.as_table(answer, settings.lang, None if args.output else terminal_width()), args.output)
    return 0


def _profile(path: Path | None) -> dict[str, Any]:
    """The values of a file.

    Raises:
        InvalidParameter: if it cannot be read, or holds no JSON object.
    """
    if path is None:
        return {}
    try:
        found = json.loads(sources.piped() if str(path) == sources.STDIN else path.read_bytes())
    except (OSError, ValueError, RecursionError) as error:
        zh, en = f"--profile 读不出 JSON：{path}（{error}）。", f"--profile cannot be read as JSON: {path} ({error})."
        raise InvalidParameter(zh, en, parameter="--profile") from None
    if not isinstance(found, dict):
        zh, en = f"--profile 应为 JSON 对象（名称到值）：{path}。", f"--profile must hold a JSON object of names and values: {path}."
        raise InvalidParameter(zh, en, parameter="--profile")
    return found
