"""How provisions stand on the page: articles, numbered sections, fields of a card; and the address that each clause then has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from .author import hanzi
from .grammar import Said
from .paper import Paper, Provision, Sentence


class Layout(Protocol):
    """A style of numbering."""

    def place(self, paper: Paper, provision: Provision) -> None:
        """Write a provision as the next unit."""
        ...


class Articles:
    """第一条　…, with items （一）."""

    def __init__(self) -> None:
        self._count = 0

    def place(self, paper: Paper, provision: Provision) -> None:
        """Write a provision as an article; items without a stem are sentences of one paragraph."""
        self._count += 1
        name = f"第{hanzi(self._count)}条"
        paper.write(f"{name}　")
        lead, items = (provision.lead, provision.items) if provision.lead else (provision.items, ())
        _paragraph(paper, lead, name, stem=bool(items))
        _items(paper, provision, name, items, indent="", number=lambda n: f"（{hanzi(n)}）")


class Sections:
    """一、heading, with items （一） or 1.; in an annex every line is indented and every address begins with it.

    Args:
        annex: whether the sections stand in an annex.
        digits: whether items bear digits.
    """

    def __init__(self, *, annex: bool = False, digits: bool = False) -> None:
        self._count = 0
        self._prefix, self._indent = ("附件/", "　　") if annex else ("", "")
        self._digits = digits

    def place(self, paper: Paper, provision: Provision) -> None:
        """Write a provision as a section with a heading of its own."""
        name = self._heading(paper, provision.heading)
        if provision.lead:
            paper.write(self._indent)
            _paragraph(paper, provision.lead, name, stem=bool(provision.items))
        self._list(paper, provision, name)

    def group(self, paper: Paper, heading: str, provisions: Sequence[Provision]) -> None:
        """Write several provisions under one heading: （一）heading。, then 1. for the items or the sentences themselves."""
        name = self._heading(paper, heading)
        for number, provision in enumerate(provisions, 1):
            paper.write(f"{self._indent}（{hanzi(number)}）{provision.heading}\n")
            inner = f"{name}/（{hanzi(number)}）"
            items = provision.items or provision.lead
            _items(paper, provision, inner, items, self._indent, "{}.".format, stem=False)

    def _heading(self, paper: Paper, heading: str) -> str:
        self._count += 1
        paper.write(f"{self._indent}{hanzi(self._count)}、{heading}\n")
        return f"{self._prefix}{hanzi(self._count)}"

    def _list(self, paper: Paper, provision: Provision, name: str) -> None:
        number = "{}.".format if self._digits else lambda n: f"（{hanzi(n)}）"
        _items(paper, provision, name, provision.items, self._indent, number, stem=bool(provision.lead))


class Card:
    """A policy card: 申报条件：, then items 1. or one paragraph."""

    def place(self, paper: Paper, provision: Provision) -> None:
        """Write a provision as a field; the stem of a list is the field's name."""
        paper.write(f"{provision.heading}：")
        if provision.items:
            paper.write("\n")
            _items(paper, provision, provision.heading, provision.items, "", "{}.".format)
        else:
            _paragraph(paper, provision.lead, provision.heading, stem=False)


def _paragraph(paper: Paper, sentences: Sequence[Sentence], path: str, *, stem: bool) -> None:
    for number, sentence in enumerate(sentences, 1):
        last = number == len(sentences)
        paper.state(sentence, path)
        paper.write("：" if stem and last else "。")
    paper.write("\n")


def _items(
    paper: Paper, provision: Provision, name: str, items: Sequence[Sentence], indent: str, number: _Number, *, stem: bool = True
) -> None:
    for order, item in enumerate(items, 1):
        mark = number(order)
        sentence_in_it = "。" in item.said.text
        end = "。" if order == len(items) or not stem or sentence_in_it else "；"
        paper.write(indent)
        paper.state(item, f"{name}/{mark.removesuffix('.')}", mark, end, name, provision.logic)
        paper.write("\n")


class _Number(Protocol):
    def __call__(self, number: int, /) -> str: ...


def plain(text: str) -> Sentence:
    """A sentence that states nothing."""
    return Sentence(Said(text))
