"""Options that several commands share."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeAlias

from ...ontology.errors import InvalidParameter
from ..console import Parser
from ..settings import Settings

Commands: TypeAlias = "argparse._SubParsersAction[Parser]"
"""What ``add_subparsers`` returns; argparse has no public name for it."""

FILES = (
    "文件：文本、网页、Word（.docx/.doc）、WPS、OFD、PDF 等，格式按内容识别；- 为标准输入",
    "text, web page, Word (.docx/.doc), WPS, OFD, PDF …; the format is told by the content; -: standard input",
)
"""What a document may be, in Chinese and in English."""


def add_store(parser: Parser) -> None:
    """``--store``, for commands that need a graph."""
    parser.add_argument(
        "--store",
        metavar="PATH|URL",
        help=parser.say("图谱所在的文件夹或 SPARQL 端点（HENGCE_STORE）", "folder of the graph, or a SPARQL endpoint (HENGCE_STORE)"),
    )


def add_corpus(parser: Parser) -> None:
    """``--corpus``, for commands that read texts of the corpus."""
    parser.add_argument(
        "--corpus",
        metavar="DIR",
        help=parser.say("用户自己的语料文件夹（HENGCE_CORPUS）", "the user's own folder of texts (HENGCE_CORPUS)"),
    )


def add_workers(parser: Parser) -> None:
    """``--workers``, for commands that read many texts."""
    parser.add_argument(
        "--workers",
        metavar="N",
        help=parser.say("同时读文件的进程数（HENGCE_WORKERS，默认 1）", "processes that read documents (HENGCE_WORKERS, default 1)"),
    )


def add_output(parser: Parser) -> None:
    """``-o``, for commands whose result may go to a file."""
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        type=Path,
        help=parser.say("写入文件，而不是标准输出", "write to a file instead of standard output"),
    )


def add_places(parser: Parser) -> None:
    """``--in``, for commands that answer for places."""
    parser.add_argument(
        "--in", dest="places", metavar="J,J", help=parser.say("地区：代码或名称（默认全部）", "places by code or name (default all)")
    )


def add_as_of(parser: Parser) -> None:
    """``--as-of``, for commands whose answers depend on what is in force."""
    parser.add_argument(
        "--as-of",
        metavar="DATE",
        help=parser.say("哪一天的效力，YYYY-MM-DD（默认今天）", "standing on which day, YYYY-MM-DD (default today)"),
    )


def add_format(parser: Parser, *formats: str) -> None:
    """``--format``; the first is the default."""
    parser.add_argument(
        "--format",
        choices=formats,
        default=formats[0],
        help=parser.say(f"输出形式（默认 {formats[0]}）", f"form of the output (default {formats[0]})"),
    )


def pairs(given: Iterable[str], option: str) -> Iterator[tuple[str, str]]:
    """Names and values.

    Args:
        given: ``NAME=VALUE`` texts.
        option: the option that they came by, for the error.

    Raises:
        InvalidParameter: if one is no such pair.
    """
    for pair in given:
        name, equals, value = pair.partition("=")
        if not equals or not name.strip():
            raise InvalidParameter(
                f"{option} 应为 名称=值，不是 {pair!r}。", f"{option} must be NAME=VALUE, not {pair!r}.", parameter=option
            )
        yield name.strip(), value


def settings_of(args: argparse.Namespace, *names: str) -> Settings:
    """Settings of the environment, overridden by the options of these names."""
    return Settings.load(**{name: getattr(args, name) for name in names})
