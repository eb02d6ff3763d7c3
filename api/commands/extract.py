"""``hengce extract``: the facts of files, without a store."""

from __future__ import annotations

import argparse
import io
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, fields
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...corpus.document import Document
from ...extract.facts import Fact
from ...ontology.errors import HengceError
from ...ontology.identifiers import Identifiers
from .. import sources
from ..console import defect, emit, note, one_of, terminal_width
from ..export import jsonl, table
from ..export.grid import Grid, text_of
from ..language import Language
from ..settings import Settings
from .options import FILES, Commands, add_format, add_output, add_workers, settings_of

if TYPE_CHECKING:  # at run time the language pipeline comes with it
    from ...corpus.readers.original import Original
    from ...extract.unread import Unread


def register(commands: Commands, zh: bool) -> None:
    """Describe the command."""
    parser = commands.add_parser("extract", help="读出文件中的事实（不需要图谱）" if zh else "read the facts of files (no graph needed)")
    parser.add_argument("files", metavar="FILE", nargs="+", type=Path, help=parser.say(*FILES))
    parser.add_argument(
        "--unread",
        action="store_true",
        help=parser.say(
            "不列事实，而列没有读懂的：没有事实引用的数量和时间（jsonl 或 table）",
            "list no facts but what was not understood: numbers and times that no fact claims (jsonl or table)",
        ),
    )
    parser.add_argument(
        "--places",
        action="store_true",
        help=parser.say(
            "并列出每条事实在原件中的位置：页、坐标、段落、单元格（jsonl 或 table）",
            "with the place of each fact in the file: page, box, paragraph, cell (jsonl or table)",
        ),
    )
    add_workers(parser)
    add_format(parser, "jsonl", "turtle", "table")
    add_output(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Read every file that can be read; a bad one is told on one line, and the exit status is then 2."""
    if args.unread or args.places:
        one_of(args.format, ("jsonl", "table"), "--format")
    settings = settings_of(args, "workers")
    status = 0
    kept: list[str] = []
    read = partial(_text, format=args.format, unread=args.unread, places=args.places, settings=settings)
    # Standard input is this process's own.
    workers = 1 if any(str(path) == sources.STDIN for path in args.files) else settings.workers
    for one in _texts(read, args.files, workers):
        for told in one.told:
            note(f"hengce: {told}")
        if one.text is None:
            status = 2
        elif args.output is None:
            emit(one.text)
        else:
            kept.append(one.text)
    if args.output is not None:
        emit("".join(kept), args.output)
    return status


@dataclass(frozen=True, slots=True)
class _Outcome:
    """The output for one file, None if it cannot be read, and what the user is told about it."""

    text: str | None
    told: tuple[str, ...] = ()


def _texts(read: Callable[[Path], _Outcome], paths: Sequence[Path], workers: int) -> Iterator[_Outcome]:
    """What ``read`` makes of each file, in the order of the files, by one process or by several."""
    if workers == 1 or len(paths) == 1:
        yield from map(read, paths)
        return
    with ProcessPoolExecutor(min(workers, len(paths)), mp_context=get_context("spawn")) as pool:
        try:
            # A few files at a time: passing single ones to and fro costs more than short texts take to read.
            yield from pool.map(read, paths, chunksize=min(16, -(-len(paths) // (4 * workers))))
        except BrokenProcessPool as error:
            raise HengceError("读取文件的进程意外结束；请重试。", "A process that reads files ended unexpectedly; try again.") from error
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _text(path: Path, *, format: str, unread: bool, places: bool, settings: Settings) -> _Outcome:
    """The output for one file, or why there is none; runs in any process."""
    from ...corpus.structure import outline
    from ...extract.pipeline import read
    from ...extract.unread import unread as not_understood

    try:
        original = sources.original(path)
        document = outline(sources.named(path).stem, original.text)
        told = tuple(notice.message(settings.lang) for notice in original.notices)
        if unread:
            return _Outcome(_unread(format, document, not_understood(document), settings.lang), told)
        return _Outcome(_render(format, document, read(document), original if places else None, settings), told)
    except Exception as error:  # noqa: BLE001  # a text on which a rule fails must not take the other files with it
        message = " ".join(error.message(settings.lang).split()) if isinstance(error, HengceError) else defect(error, settings.lang)
        return _Outcome(None, (message if str(sources.named(path)) in message else f"{sources.named(path)}: {message}",))


def _render(format: str, document: Document, facts: Sequence[Fact], original: Original | None, settings: Settings) -> str:
    """The facts in a format; where the original is given, with their places in it."""
    match format:
        case "turtle":
            return _turtle(document, facts, settings)
        case "table":
            return _table(document, facts, original, settings)
        case _:
            return jsonl.render(fact.to_json() | _places(fact, original) for fact in facts)


def _places(fact: Fact, original: Original | None) -> dict[str, Any]:
    """Where a fact's quote stands in the file, as JSON."""
    return {} if original is None else {"places": [place.to_json() for place in original.place_of(fact.start, fact.end)]}


def _unread(format: str, document: Document, rows: Sequence[Unread], language: Language) -> str:
    """What was not understood, one line a number or time."""
    if format == "jsonl":
        return jsonl.render(row.to_json(language) for row in rows)
    zh = language == "zh"
    heads = ("条款", "未读出", "可能是", "类型", "所在句") if zh else ("clause", "unread", "perhaps", "type", "sentence")
    cells = tuple((row.path, "".join(row.mention.split()), row.why(language), row.type, row.sentence) for row in rows)
    count = f"{document.id}：{len(rows)} 处未读出" if zh else f"{document.id}: {len(rows)} not understood"
    return f"{count}\n{table.render(Grid(heads, cells), widest=48, total=terminal_width())}\n"


def _turtle(document: Document, facts: Sequence[Fact], settings: Settings) -> str:
    """The named graph of the document, as its triples."""
    import pyoxigraph

    from ...extract.graph import to_quads

    triples = (quad.triple for quad in to_quads(document, facts, Identifiers(settings.base)))
    prefixes = {"h": Identifiers(settings.base).vocabulary, "eli": "http://data.europa.eu/eli/ontology#"}
    out = io.BytesIO()
    pyoxigraph.serialize(triples, out, pyoxigraph.RdfFormat.TURTLE, prefixes=prefixes)
    return out.getvalue().decode("utf-8")


def _table(document: Document, facts: Sequence[Fact], original: Original | None, settings: Settings) -> str:
    """One line a fact: what it says beside its evidence, and where that stands in the original if it is given."""
    shown = {item.name for item in fields(Fact)}
    rows = []
    for fact in facts:
        says = {
            name: value for name, value in jsonl.plain(fact.to_json()).items() if value is not None and name not in shown and name != "kind"
        }
        cells = (fact.kind, fact.subject, "；".join(f"{name}={text_of(value)}" for name, value in says.items()), fact.path, fact.quote)
        places = () if original is None else original.place_of(fact.start, fact.end)
        labels = "；".join(dict.fromkeys(place.label(settings.lang) for place in places))
        rows.append(cells if original is None else (*cells, labels))
    zh = settings.lang == "zh"
    heads = ("类别", "对象", "内容", "条款", "引文") if zh else ("kind", "subject", "content", "clause", "quote")
    if original is not None:
        heads = (*heads, "原件位置" if zh else "place")
    count = f"{document.id}：{len(facts)} 条事实" if zh else f"{document.id}: {len(facts)} facts"
    return f"{count}\n{table.render(Grid(heads, tuple(rows)), widest=48, total=terminal_width())}\n"
