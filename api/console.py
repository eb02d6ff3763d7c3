"""The terminal: a parser that speaks Chinese or English, and where results and notes are written.

Results go to standard output, everything else to standard error, so that ``hengce … > file`` keeps only results.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NoReturn

from ..ontology.errors import InputError, InvalidParameter
from .language import Language

_MESSAGES: tuple[tuple[str, str], ...] = (
    (r"the following arguments are required: (.+)", r"缺少参数：\1"),
    (r"unrecognized arguments: (.+)", r"不认识的参数：\1"),
    (r"argument (.+?): expected one argument", r"参数 \1 需要一个值"),
    (r"argument (.+?): expected at least one argument", r"参数 \1 至少需要一个值"),
    (r"argument (.+?): not allowed with argument (.+)", r"参数 \1 不能与 \2 同用"),
    (r"argument (.+?): ignored explicit argument (.+)", r"参数 \1 不带值，收到 \2"),
    (r"argument (.+?): invalid choice: (.+?) \(choose from (.+)\)", r"参数 \1 没有值 \2。可用的值：\3"),
    (r"argument (.+?): invalid \w+ value: (.+)", r"参数 \1 的值有误：\2"),
    (r"one of the arguments (.+) is required", r"需要下列参数之一：\1"),
)
"""What argparse says, in Chinese; a wording not listed stays as it is."""


class Parser(argparse.ArgumentParser):
    """An argument parser whose help is in the user's language and whose errors are one line.

    Attributes:
        language: language of headings, help and errors; a class of its own for each, since parsers make their subparsers by class.

    Args:
        **options: those of :class:`argparse.ArgumentParser`.
    """

    language: Language = "zh"

    def __init__(self, **options: Any) -> None:
        options = {"formatter_class": argparse.RawDescriptionHelpFormatter, "allow_abbrev": False, **options}
        super().__init__(**options, add_help=False)
        self._positionals.title = self.say("参数", "arguments")
        self._optionals.title = self.say("选项", "options")
        self.add_argument("-h", "--help", action="help", help=self.say("显示帮助后退出", "show this help and exit"))

    def say(self, zh: str, en: str) -> str:
        """The text in the parser's language."""
        return en if self.language == "en" else zh

    def format_usage(self) -> str:
        """How the command is called, in one paragraph."""
        return self._spoken(super().format_usage())

    def format_help(self) -> str:
        """The whole help."""
        return self._spoken(super().format_help())

    def _spoken(self, text: str) -> str:
        return re.sub(r"^usage: ", self.say("用法：", "usage: "), text)

    def error(self, message: str) -> NoReturn:
        """Refuse the command line.

        Raises:
            InputError: always; the command line prints it on one line and ends with status 2.
        """
        line = " ".join(message.split())
        zh = next((re.sub(pattern, words, line) for pattern, words in _MESSAGES if re.fullmatch(pattern, line)), line)
        raise InputError(f"{zh}。用法见 {self.prog} --help", f"{line}. See {self.prog} --help")


class EnglishParser(Parser):
    """The same in English."""

    language: Language = "en"


def one_of(given: str, allowed: Iterable[str], option: str) -> str:
    """``given``, if it is one of the values allowed.

    Raises:
        InvalidParameter: if it is not.
    """
    allowed = tuple(allowed)
    if given in allowed:
        return given
    raise InvalidParameter(f"{option} 没有值 {given!r}。", f"{option} has no value {given!r}.", parameter=option, allowed=allowed)


def note(text: str) -> None:
    """Tell the user something that is no result, on standard error."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def defect(error: Exception, language: Language) -> str:
    """The line that tells of an error of the program itself.

    Raises:
        Exception: the error, if ``HENGCE_DEBUG`` is set: who mends the program wants the traceback.
    """
    if os.environ.get("HENGCE_DEBUG"):
        raise error
    what = " ".join(f"{type(error).__name__}: {error}".split())[:300]
    if language == "en":
        return f"internal error: {what} (HENGCE_DEBUG=1 shows more)"
    return f"程序内部出错：{what}（设 HENGCE_DEBUG=1 可看详情）"


def emit(text: str, path: Path | None = None) -> None:
    """Write a result to standard output, or to a file that is whole or not there.

    Args:
        text: what to write; its line ends stay as they are.
        path: the file (``-o``), or None.

    Raises:
        InputError: if the file cannot be written.
    """
    encoding, errors = ("utf-8", "strict") if path is not None else (sys.stdout.encoding, sys.stdout.errors or "strict")
    emit_bytes([text.encode(encoding, errors)], path)


def emit_json(value: object, path: Path | None = None) -> None:
    """Write an answer as indented JSON; where to, and what can go wrong, as :func:`emit`."""
    emit(json.dumps(value, ensure_ascii=False, indent=2) + "\n", path)


def emit_bytes(chunks: Iterable[bytes], path: Path | None = None) -> None:
    """The same for a result that is bytes already."""
    if path is not None:
        save(chunks, path)
        return
    sys.stdout.flush()
    for chunk in chunks:
        rest = memoryview(chunk)
        while rest:  # unbuffered standard output (python -u) may take less than it is given
            rest = rest[sys.stdout.buffer.write(rest[:65536]) :]
    sys.stdout.buffer.flush()


def save(chunks: Iterable[bytes], path: Path) -> None:
    """Write bytes to a file that is whole or not there: beside it first, then renamed.

    A link is followed. What is no ordinary file (a device, a pipe) is written to as it is, never replaced.

    Raises:
        InputError: if the file cannot be written.
    """
    beside: Path | None = None
    try:
        path = path.resolve()
        if path.exists() and not path.is_file() and not path.is_dir():
            with path.open("wb") as stream:
                stream.writelines(chunks)
            return
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            beside = Path(file.name)
            for chunk in chunks:
                file.write(chunk)
        mask = os.umask(0)
        os.umask(mask)
        beside.chmod(0o666 & ~mask)  # a temporary file is its owner's only; this one is an ordinary file
        beside.replace(path)
    except OSError as error:
        raise InputError(f"无法写入 {path}：{error.strerror}。", f"Cannot write {path}: {error.strerror}.", parameter="-o") from error
    finally:
        if beside is not None:
            beside.unlink(missing_ok=True)


def terminal_width() -> int | None:
    """Places of a line of the terminal, or None where standard output is no terminal."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def speak_chinese() -> None:
    """Let standard output and error carry Chinese where the locale's encoding cannot (``LANG=C``, an old Windows console)."""
    for stream in (sys.stdout, sys.stderr):
        try:
            "衡策：≥（一）".encode(stream.encoding or "ascii")
        except (UnicodeEncodeError, LookupError):
            stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
