"""``hengce ingest``: documents into the user's own corpus, with what they say of themselves shown and completed."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import fields, replace
from pathlib import Path

from ...corpus.intake import Arrival, Contents, add, identifier_of
from ...corpus.library import Library, is_packaged
from ...corpus.manifest import Metadata, check_id, form_of, suits
from ...corpus.readers.original import read_original
from ...ontology.errors import CorpusError, HengceError, InvalidParameter, UnknownValue
from ...ontology.schemes import schemes
from .. import opening, sources
from ..console import emit, note
from ..export import table
from ..export.grid import Grid, visible
from ..language import Language
from ..progress import progress_of
from ..settings import Settings
from .options import FILES, Commands, add_corpus, settings_of

_FLAGS = {
    "title": "--title", "jurisdiction": "--jurisdiction", "issuer": "--issuer", "doc_number": "--number", "date": "--date",
    "valid_from": "--valid-from", "valid_to": "--valid-to", "status": "--status", "source": "--source", "licence": "--licence",
}  # fmt: skip
_ONE_DOCUMENT = ("id", "title", "doc_number")  # what two documents never share
_HELP = {
    "title": ("标题", "title"), "jurisdiction": ("适用地区：名称或 GB/T 2260 代码", "place: name or GB/T 2260 code"),
    "issuer": ("发文机关", "issuing body"), "doc_number": ("发文字号", "document number"), "date": ("成文日期", "date of signature"),
    "valid_from": ("有效期起", "first day of validity"), "valid_to": ("有效期止", "last day of validity"),
    "status": ("发布状态：issued 或 draft（征求意见稿）", "issued or draft"), "source": ("文本来源", "where the text comes from"),
    "licence": ("使用许可", "terms of use"),
}  # fmt: skip

_STATUS = {"issued": "正式文件", "draft": "征求意见稿"}


def register(commands: Commands, zh: bool) -> None:
    """Describe the command."""
    parser = commands.add_parser("ingest", help="把文件收入自己的语料" if zh else "add documents to the user's own corpus")
    parser.add_argument("files", metavar="FILE", nargs="+", type=Path, help=parser.say(*FILES))
    parser.add_argument("--id", metavar="ID", help=parser.say("文件标识（默认取自文件名）", "identifier (default: from the file's name)"))
    for name, flag in _FLAGS.items():
        about = parser.say(*_HELP[name]) + parser.say("（默认从原文识别）", " (default: as the text says)") * (
            name not in ("source", "licence")
        )
        parser.add_argument(flag, dest=name, metavar="TEXT", help=about)
    parser.add_argument(
        "--yes", action="store_true", help=parser.say("不再询问：没有识别出的留空", "do not ask: what was not found stays empty")
    )
    add_corpus(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Read all files, show what they say of themselves, ask what is missing, and add what can be added; a bad file gets one line."""
    settings = settings_of(args, "corpus")
    if is_packaged(settings.corpus):
        raise InvalidParameter(f"{settings.corpus} 是程序自带的语料，不能写入；请另选文件夹。",
                               f"{settings.corpus} is the packaged corpus, which is not written to; choose another folder.",
                               parameter="--corpus")  # fmt: skip
    if args.id is None and any(str(path) == sources.STDIN for path in args.files):
        raise InvalidParameter("标准输入没有文件名，请用 --id 指定标识。", "Standard input has no file name: give --id.", parameter="--id")
    said = _said(args)
    texts = opening.library(settings)
    with sources.as_files(args.files) as files:
        return _entered(args, files, said, texts, settings)


def _entered(args: argparse.Namespace, files: Sequence[Path], said: dict[str, str | None], texts: Library, settings: Settings) -> int:
    """Add what can be added of the files; the exit status."""
    language = settings.lang
    found, status = _read(files, args.id, said, texts, language)
    ready: list[Arrival] = []
    for arrival in found:
        emit(_shown(arrival, language))
        for notice in arrival.notices:
            note(f"hengce: {notice.message(language)}")
        try:
            ready.append(arrival if args.yes else _completed(arrival, said, language))
        except HengceError as error:
            status = _tell(error, arrival.path, language)
    if ready:
        add(settings.corpus, ready)
        emit(f"已收入 {settings.corpus}：{'、'.join(each.id for each in ready)}\n" if language == "zh"
             else f"Added to {settings.corpus}: {', '.join(each.id for each in ready)}\n")  # fmt: skip
    return status


def _tell(error: HengceError, path: Path, language: Language) -> int:
    """The line about a file that is not added, and the exit status that follows from it."""
    message = " ".join(error.message(language).split())
    note(f"hengce: {message}" if str(path) in message else f"hengce: {path}: {message}")
    return 2


def _said(args: argparse.Namespace) -> dict[str, str | None]:
    """What the flags say, by the fields of the manifest; an empty value says that there is none.

    Raises:
        InvalidParameter: if a value has another form, or one that belongs to one document is given for several.
        UnknownValue: if there is no such place.
    """
    given = {name: getattr(args, name) for name in ("id", *_FLAGS) if getattr(args, name) is not None}
    alone = [name for name in _ONE_DOCUMENT if name in given]
    if alone and len(args.files) > 1:
        flags = "、".join(_FLAGS.get(name, "--id") for name in alone)
        raise InvalidParameter(f"{flags} 只能用于一份文件。", f"{flags} can be given for one file only.", parameter=flags)
    said: dict[str, str | None] = {}
    for name, value in given.items():
        if name != "id":
            said[name] = _place(value) if name == "jurisdiction" and value.strip() else _value(name, value)
    return said


def _value(name: str, given: str) -> str | None:
    value, flag = given.strip(), _FLAGS[name]
    if not value.isprintable():
        raise InvalidParameter(f"{flag} 应为一行文字。", f"{flag} should be one line of text.", parameter=flag)
    if value and not suits(name, value):
        form = form_of(name)
        raise InvalidParameter(f"{flag} 应为 {form}，不是 {value!r}。", f"{flag} should be {form}, not {value!r}.", parameter=flag)
    return value or None


def _place(given: str) -> str:
    """The code of a place.

    Raises:
        UnknownValue: if there is no such place, or several; these are then listed.
    """
    place = schemes().resolve_region(given.strip())
    if place is not None:
        return place.key
    text = given.strip()
    several = tuple(f"{each.key} {each.label}" for each in schemes().regions.candidates(text))
    if several:
        zh, en = (
            f"叫“{text}”的地方不止一处，--jurisdiction 请用代码。",
            f"Several places are called {text!r}; give the code as --jurisdiction.",
        )
    else:
        zh, en = f"没有地区“{text}”，--jurisdiction 请用全称或 GB/T 2260 代码。", f"There is no place {text!r} for --jurisdiction."
    raise UnknownValue(zh, en, parameter="--jurisdiction", allowed=several)


def _read(
    paths: Sequence[Path], id: str | None, said: dict[str, str | None], texts: Library, language: Language
) -> tuple[list[Arrival], int]:  # fmt: skip
    """What can be added of some files, and the exit status so far: files that are there already are told and left."""
    from ...extract.build import RESERVED

    contents, taken, status = Contents(texts), set(texts.ids()), 0
    found: list[Arrival] = []
    told: list[tuple[HengceError | str, Path]] = []
    with progress_of(language) if len(paths) > 1 else nullcontext(_silent) as progress:
        for done, path in enumerate(paths, 1):
            try:
                original = read_original(path)
                same = contents.find(original.text)
                unlisted = (
                    same is not None and same in texts.ids() and not texts.has_entry(same) and path.resolve() == texts.path(same).resolve()
                )
                if same is not None and not unlisted:
                    told.append((same, path))
                    continue
                own = _identifier(path, id, taken - ({same} if unlisted else set()), RESERVED)
                known = replace(_detected(own, original.text), **said)
                found.append(Arrival(own, path, original.sha256, known, original.format, original.transcript))
                taken.add(own)
                contents.add(original.text, own)
            except HengceError as error:
                told.append((error, path))
            finally:
                progress("read", done, len(paths))
    for what, path in told:
        if isinstance(what, HengceError):
            status = _tell(what, path, language)
        else:
            emit(f"{path}：与已有的 {what} 内容相同，不再收入\n" if language == "zh" else f"{path}: same text as {what}; not added again\n")
    return found, status


def _silent(stage: str, done: int, total: int) -> None:
    pass


def _identifier(path: Path, given: str | None, taken: set[str], reserved: frozenset[str]) -> str:
    """The identifier of a document that is to be added.

    Raises:
        CorpusError: if there is none, or it is that of another document; one of the packaged corpus may be replaced only by name.
    """
    id = given if given is not None else identifier_of(path)
    if not id:
        raise CorpusError(
            f"文件名 {path.name} 不能作标识，请用 --id 指定。", f"No identifier can be made of {path.name}; give --id.", parameter="--id"
        )
    id = check_id(id, str(path))
    if id in reserved or (id in taken and given is None):
        zh = f"{path} 的标识 {id} 已被占用，请用 --id 另取。"
        raise CorpusError(zh, f"The identifier {id} of {path} is taken; choose another with --id.", parameter="--id")
    return id


def _detected(id: str, text: str) -> Metadata:
    """What a text says of itself."""
    from ...corpus.structure import outline
    from ...extract.profile import profile

    own = profile(outline(id, text))
    return Metadata(
        title=own.title, jurisdiction=own.jurisdiction, issuer=own.issuer, doc_number=own.doc_number, date=own.date,
        valid_from=own.valid_from, valid_to=own.valid_to, status=own.status,
    )  # fmt: skip


def _shown(arrival: Arrival, language: Language) -> str:
    """What would be written, for the user to check."""
    zh = language == "zh"
    known = arrival.metadata
    place = schemes().regions.get(known.jurisdiction) if known.jurisdiction else None
    values = {each.name: getattr(known, each.name) for each in fields(known)}
    values["status"] = f"{known.status}（{_STATUS[known.status]}）" if zh and known.status else known.status
    values["jurisdiction"] = f"{known.jurisdiction} {place.label if place else ''}".strip() if known.jurisdiction else None
    rows = [(_HELP[name][not zh].split("：")[0].split(":")[0], flag, visible(values[name] or "—")) for name, flag in _FLAGS.items() if
            values[name] or name not in ("source", "licence")]  # fmt: skip
    heads = (arrival.id, "更正用" if zh else "flag", str(arrival.path))
    return table.render(Grid(heads, tuple(rows)), widest=100) + "\n"


def _completed(arrival: Arrival, said: dict[str, str | None], language: Language) -> Arrival:
    """The document with what the text does not say asked for; a flag is an answer, an empty one too.

    Raises:
        InvalidParameter: if there is nobody to ask.
    """
    unsure = [name for name in ("title", "jurisdiction") if getattr(arrival.metadata, name) is None and name not in said]
    if unsure and not sys.stdin.isatty():
        zh, en = "、".join(_HELP[name][0].split("：")[0] for name in unsure), ", ".join(_HELP[name][1].split(":")[0] for name in unsure)
        flags = " ".join(_FLAGS[name] for name in unsure)
        raise InvalidParameter(f"{arrival.path} 没有写明{zh}，没有收入；请用 {flags} 指明，或用 --yes 留空。",
                               f"{arrival.path} does not say its {en}; it was not added. Give {flags}, or --yes to leave it empty.",
                               parameter=flags)  # fmt: skip
    answers = {name: _ask(name, language) for name in unsure}
    return replace(arrival, metadata=replace(arrival.metadata, **answers))


def _ask(name: str, language: Language) -> str | None:
    """What the user answers on the terminal, asked again until it can be used; None for an empty line.

    Raises:
        InvalidParameter: if the terminal was closed.
    """
    while True:
        sys.stderr.write(f"{_HELP[name][0]}（回车留空）：" if language == "zh" else f"{_HELP[name][1]} (Enter: none): ")
        sys.stderr.flush()
        line = sys.stdin.readline()
        if not line:
            raise InvalidParameter("输入已结束，没有收入。", "The input has ended; nothing was added.", parameter=_FLAGS[name])
        try:
            return _place(line) if name == "jurisdiction" and line.strip() else _value(name, line)
        except HengceError as error:
            note(f"hengce: {error.message(language)}")
