"""``hengce verify``: the graph contradicts nothing, is what its users rely on, and keeps its evidence."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from .. import opening
from ..console import emit, emit_json, note
from ..language import Language
from .options import Commands, add_corpus, add_format, add_store, settings_of

if TYPE_CHECKING:
    from ..verification import Check, Missing, Verification

_CHECKS: Mapping[str, Mapping[Language, str]] = {
    "consistency": {"zh": "OWL 一致性", "en": "OWL consistency"},
    "shapes": {"zh": "SHACL 形状", "en": "SHACL shapes"},
    "hygiene": {"zh": "本体卫生", "en": "hygiene"},
    "evidence": {"zh": "原文与引文", "en": "texts and quotes"},
    "citations": {"zh": "被引文件", "en": "cited documents"},
}
_STATUS: Mapping[str, Mapping[Language, str]] = {
    "passed": {"zh": "通过", "en": "passed"}, "failed": {"zh": "有问题", "en": "failed"}, "left_out": {"zh": "未做", "en": "left out"},
}  # fmt: skip
_COUNTED: Mapping[str, str] = {
    "classes": "类 {} 个", "individuals": "抽取个体 {} 个", "documents": "文件 {} 份", "triples": "三元组 {} 个", "questions": "查询 {} 条",
    "facts": "事实 {} 条", "clauses": "条款 {} 个", "works": "{} 种", "collected": "已收录 {} 种",
}  # fmt: skip


def register(commands: Commands, zh: bool) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "verify",
        help="核对图谱：无矛盾，合乎形状，每条引文与原文逐字相符"
        if zh
        else "check the graph: no contradiction, shapes hold, quotes equal their texts",
    )
    add_store(parser)
    add_corpus(parser)
    add_format(parser, "text", "json")
    parser.add_argument(
        "--json", action="store_const", const="json", dest="format", help=parser.say("同 --format json", "the same as --format json")
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Check; faults go to standard error, one a line, and end with 1 if there are any."""
    # The checks bring reasoning and shapes, which no other command needs.
    from ..checking import verify

    settings = settings_of(args, "store", "corpus")
    with opening.graph(settings, settings.lang) as store, store.snapshot() as graph:
        found = verify(graph, opening.library(settings, required=args.corpus is not None))
    if args.format == "json":
        emit_json(found.to_json(settings.lang))
    else:
        for check in found.checks:
            for fault in check.faults:
                note("hengce: " + fault.message(settings.lang))
        emit("".join(line + "\n" for line in _lines(found, settings.lang)))
    return 1 if found.faults else 0


def _lines(found: Verification, language: Language) -> Iterator[str]:
    for check in found.checks:
        yield _line(check, language)
        if check.name == "citations":
            yield from (_missing(each, language) for each in found.missing)
    yield f"问题 {found.faults} 处" if language == "zh" else f"{found.faults} faults"


def _line(check: Check, language: Language) -> str:
    name, status = _CHECKS[check.name][language], _STATUS[check.status][language]
    if check.left_out is not None:
        return (f"{name}：{status}：" if language == "zh" else f"{name}: {status}: ") + check.left_out.message(language)
    if language == "zh":
        return f"{name}：{status}（{'，'.join(_COUNTED[noun].format(number) for noun, number in check.checked.items())}）"
    return f"{name}: {status} ({', '.join(f'{number} {noun}' for noun, number in check.checked.items())})"


def _missing(each: Missing, language: Language) -> str:
    if language == "zh":
        called = "".join((*(f"《{title}》" for title in each.titles[:1]), *each.numbers[:1]))
        return f"  未收录：{called}（引用者：{'、'.join(each.cited_by)}）"
    called = " ".join((*each.titles[:1], *each.numbers[:1]))
    return f"  not collected: {called} (cited by {', '.join(each.cited_by)})"
