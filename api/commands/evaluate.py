"""``hengce evaluate``: how well facts are read, against reference facts."""

from __future__ import annotations

import argparse
from pathlib import Path

from ...corpus.document import Document
from ...extract.evaluate import Report, evaluate, read_records
from ...ontology.errors import InvalidParameter, UnreadableText
from .. import opening
from ..console import emit, emit_json, note
from ..export import table
from ..export.grid import Grid
from ..language import Language
from ..settings import Settings
from .options import Commands, add_corpus, add_format, settings_of


def register(commands: Commands, zh: bool) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "evaluate", help="与参考事实比较，给出准确率、召回率和 F1" if zh else "precision, recall and F1 against reference facts"
    )
    parser.add_argument(
        "gold",
        metavar="GOLD_DIR",
        type=Path,
        help=parser.say("参考事实：*.jsonl 的文件夹，或一个文件", "reference facts: a folder of *.jsonl, or a file"),
    )
    parser.add_argument(
        "--texts",
        metavar="DIR",
        type=Path,
        help=parser.say("原文 *.txt 的文件夹（默认用语料）", "folder of the texts *.txt (default: the corpus)"),
    )
    parser.add_argument(
        "--min", metavar="F1", help=parser.say("总 F1 低于此值（0 到 1）则退出码为 1", "exit with 1 if F1 over all is below (0 to 1)")
    )
    add_format(parser, "table", "json")
    add_corpus(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Read the documents that the reference speaks of, compare, and report."""
    settings = settings_of(args, "corpus")
    least = _share(args.min)
    gold = list(read_records(args.gold))
    if not gold:
        raise UnreadableText(
            f"{args.gold} 中没有参考事实（*.jsonl）。", f"There are no reference facts (*.jsonl) in {args.gold}.", parameter="GOLD_DIR"
        )
    from ...extract.pipeline import read

    ids = sorted({record["doc"] for record in gold})
    found = [fact.to_json() for document in _documents(ids, args.texts, settings, args.corpus is not None) for fact in read(document)]
    report = evaluate(gold, found)
    if args.format == "json":
        emit_json(report.to_json())
    else:
        emit(_table(report, settings.lang))
    if least is not None and report.micro.f1 < least:
        note(
            f"hengce: 总 F1 {report.micro.f1:.4f} 低于 {least:g}"
            if settings.lang == "zh"
            else f"hengce: F1 {report.micro.f1:.4f} is below {least:g}"
        )
        return 1
    return 0


def _share(given: str | None) -> float | None:
    """The value of ``--min``.

    Raises:
        InvalidParameter: if it is no number from 0 to 1.
    """
    if given is None:
        return None
    try:
        value = float(given)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise InvalidParameter(
            f"--min 应为 0 到 1 的数，不是 {given!r}。", f"--min must be a number from 0 to 1, not {given!r}.", parameter="--min"
        )
    return value


def _documents(ids: list[str], folder: Path | None, settings: Settings, required: bool) -> list[Document]:
    """The documents of these identifiers, from a folder of texts or from the corpus.

    Raises:
        UnreadableText: if a text cannot be read.
        UnknownValue: if the corpus has no such document.
    """
    from ...corpus.readers.text import read_text
    from ...corpus.structure import outline

    if folder is None:
        texts = opening.library(settings, required=required)
        return [outline(each, texts.get(each).text) for each in ids]
    for each in ids:
        if Path(each).name != each or each in ("", ".", ".."):  # a reference must not reach outside the folder
            raise UnreadableText(
                f"参考事实中的文件标识 {each!r} 不是文件名。", f"The document id {each!r} of the reference is no file name."
            )
    return [outline(each, read_text(folder / f"{each}.txt")) for each in ids]


def _table(report: Report, language: Language) -> str:
    heads = (
        ("类别", "准确率", "召回率", "F1", "命中", "参考", "读出")
        if language == "zh"
        else ("kind", "precision", "recall", "F1", "hits", "gold", "found")
    )
    rows = [
        (name, f"{score.precision:.3f}", f"{score.recall:.3f}", f"{score.f1:.3f}", score.hits, score.gold, score.found)
        for name, score in (*report.kinds.items(), *report.documents.items(), ("总计" if language == "zh" else "all (micro)", report.micro))
    ]
    return table.render(Grid(heads, tuple(rows))) + _certainties(report, language)


def _certainties(report: Report, language: Language) -> str:
    """One line: of the facts that are said to be sure, likely and doubtful, how many are right."""
    words = {"sure": "确定", "likely": "较可能", "doubtful": "存疑"}
    shares = [
        f"{words[name] if language == 'zh' else name} {score.hits}/{score.found} ({score.precision:.3f})"
        for name, score in report.certainties.items()
    ]
    if not shares:
        return ""
    return f"各确定程度中读对的：{'，'.join(shares)}\n" if language == "zh" else f"right among: {', '.join(shares)}\n"
