"""What the forms of a comparison say alike: its statements, the numbers of their citations, and what to beware of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..language import Language

STATUS = {"in_force": "有效", "expired": "已过期", "draft": "征求意见稿", "superseded": "已被替代"}
"""Standings of documents, in Chinese."""


class Numbered:
    """The citations of an answer, each with one number, in the order in which they are first used."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, int, int], tuple[int, Mapping[str, Any]]] = {}

    def number(self, cell: Mapping[str, Any]) -> int:
        """The number, from 1, of the clause that a statement cites."""
        source = cell["citation"]
        place = (source["document"], source["start"], source["end"])
        return self._found.setdefault(place, (len(self._found) + 1, cell))[0]

    def __iter__(self) -> Iterator[tuple[int, Mapping[str, Any]]]:
        """Each number, with the first statement that cites its clause."""
        return iter(self._found.values())


def statement(cell: Mapping[str, Any], zh: bool) -> str:
    """What a document says, and who says so in its place if a person corrected what was read."""
    by = cell.get("corrected_by")
    if by is None:
        return cell["text"]
    return cell["text"] + (f"（{by['who']} {by['when']} 更正）" if zh else f" (corrected by {by['who']}, {by['when']})")


def standing(cell: Mapping[str, Any], zh: bool) -> str:
    """How the document of a statement stands, in brackets; nothing for one in force."""
    status = cell["document_status"]
    return "" if status == "in_force" else f"（{STATUS[status]}）" if zh else f" ({status})"


def remarks(result: Mapping[str, Any], language: Language) -> Iterator[str]:
    """The places without a document, then the warnings."""
    zh = language == "zh"
    if result["not_collected"]:
        names = "、".join(place["name"] for place in result["not_collected"])
        yield f"未收集文件的地区：{names}" if zh else f"Places without a document: {names}"
    for warning in result["warnings"]:
        yield ("注意：" if zh else "Warning: ") + warning
