"""Markdown tables (GitHub Flavored Markdown, section 4.10)."""

from __future__ import annotations

import re

from .grid import Grid, text_of, visible

MEDIA_TYPE = "text/markdown"

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~!$&])")


def escaped(text: str) -> str:
    """``text`` as literal words: no mark-up, link, HTML or table border can come of it."""
    return _SPECIAL.sub(r"\\\1", visible(text)).replace("://", ":\\//")


def render(grid: Grid) -> str:
    """A grid as a Markdown table; line breaks in a cell become ``<br>``."""

    def line(cells: list[str]) -> str:
        return "| " + " | ".join(cells) + " |\n"

    def cell(text: str) -> str:
        return "<br>".join(escaped(part) for part in text.split("\n"))

    head = line([cell(column) for column in grid.columns]) + line(["---"] * len(grid.columns))
    return head + "".join(line([cell(text_of(value)) for value in row]) for row in grid.rows)
