"""The whole way from printed pages to blocks of text.

pages → ruled tables → rows → without heads, feet and page numbers → columns in reading order → paragraphs and tables, also across pages
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from .. import blocks
from ..places import Place
from .aligned import unruled
from .columns import regions
from .furniture import furniture
from .grids import grids
from .lines import Line, is_latin, rows, segments
from .margins import Key, Margins, measure
from .page import Glyph, Page
from .paragraphs import Placed, paragraphs
from .tables import Cell, Table, go_on, joined, ruled

_CONTINUED = re.compile(r"(?:表\s*\d*)?\s*[（(]?续\s*表?[）)]?\s*\d*")
_SAME_PITCH = 0.02  # of the size, by which the widths of neighbouring characters in one run may differ


def read(pages: Sequence[Page]) -> Iterator[blocks.Block]:
    """The paragraphs and tables of a document, in reading order.

    Args:
        pages: its pages in their order.
    """
    parts: list[tuple[Page, list[Table], list[Line]]] = []
    for page in pages:
        tables, outside = ruled(page.number, grids(page.rules), page.glyphs)
        parts.append((page, tables, rows(page.number, outside)))
    left_out = furniture([(page, lines) for page, _, lines in parts])
    columns: list[tuple[Key, list[Line | Table]]] = []
    for (page, tables, lines), gone in zip(parts, left_out, strict=True):
        columns += _columns(page, tables, [line for line in lines if line not in gone])
    margins = measure([(key, [item for item in items if isinstance(item, Line)]) for key, items in columns])
    flow = [(item, own) for (_, items), own in zip(columns, margins, strict=True) for item in items]
    return _blocks(_without_continued(flow))


def _columns(page: Page, tables: Sequence[Table], lines: Sequence[Line]) -> Iterator[tuple[Key, list[Line | Table]]]:
    """The columns of a page with their lines and tables, from top to bottom."""
    for region in regions([*tables, *(part for line in lines for part in segments(line))]):
        own = [item for item in region.items if isinstance(item, Table)]
        held = rows(page.number, (glyph for item in region.items if isinstance(item, Line) for glyph in item.glyphs))
        items: list[Line | Table] = [*own, *unruled(page.number, held)]
        yield (round(page.width), region.column, region.columns), sorted(items, key=lambda item: item.top)


def _without_continued(flow: Sequence[tuple[Line | Table, Margins]]) -> Iterator[tuple[Line | Table, Margins]]:
    """The flow without 续表 between the parts of a table."""
    for i, (item, margins) in enumerate(flow):
        follows = 0 < i < len(flow) - 1 and isinstance(flow[i - 1][0], Table) and isinstance(flow[i + 1][0], Table)
        if not (follows and isinstance(item, Line) and _CONTINUED.fullmatch(item.text.strip())):
            yield item, margins


def _blocks(flow: Iterator[tuple[Line | Table, Margins]]) -> Iterator[blocks.Block]:
    for tabular, group in groupby(flow, key=lambda each: isinstance(each[0], Table)):
        if tabular:
            yield from map(_table, _whole([item for item, _ in group if isinstance(item, Table)]))
        else:
            placed: list[Placed] = [(item, margins) for item, margins in group if isinstance(item, Line)]
            yield from (blocks.Paragraph(pieces(paragraph)) for paragraph in paragraphs(placed))


def _whole(tables: Sequence[Table]) -> Iterator[Table]:
    """Tables that follow each other, the parts of one put together."""
    parts: list[Table] = []
    for table in tables:
        if parts and not go_on(parts[-1], table):
            yield joined(parts)
            parts = []
        parts.append(table)
    yield joined(parts)


def _table(table: Table) -> blocks.Table:
    return blocks.Table(tuple(tuple(map(_cell, row)) for row in table.rows))


def _cell(cell: Cell) -> blocks.Cell:
    held = tuple(blocks.Paragraph(pieces(paragraph)) for paragraph in cell.paragraphs)
    return blocks.Cell(held, columns=cell.columns, rows=cell.rows)


def pieces(lines: Sequence[Line]) -> tuple[blocks.Piece, ...]:
    """A paragraph's characters with their places, a run of equally wide ones at a time: a part of a run is the same part of its box."""
    found: list[blocks.Piece] = []
    before = ""
    for line in lines:
        if before and is_latin(before) and is_latin(line.text[0]) and (before.isalpha() or line.text[0].isalpha()):
            found.append((" ", _edge(line.page, line.glyphs[0])))
        found += _runs(line)
        before = line.text[-1]
    return tuple(found)


def _runs(line: Line) -> Iterator[blocks.Piece]:
    run: list[Glyph] = []
    for text, glyph in line.parts():
        if run and not (len(text) == 1 and _goes_on(run, glyph)):
            yield _piece(run, line.page)
            run = []
        if len(text) > 1:
            yield text[:-1], _edge(line.page, glyph)
        run.append(glyph)
    yield _piece(run, line.page)


def _edge(page: int, glyph: Glyph) -> Place:
    """Where a blank before a character stands, which is printed nowhere."""
    return Place(page=page, box=_rounded(glyph.left, glyph.top, glyph.left, glyph.bottom), confidence=glyph.confidence)


def _goes_on(run: Sequence[Glyph], glyph: Glyph) -> bool:
    """Whether a character is as wide, and as far from the one before it, as those of the run."""
    level = _SAME_PITCH * glyph.size
    last, first = run[-1], run[0]
    pitch = glyph.left - last.left
    same = len(run) == 1 or abs(pitch - (last.left - first.left) / (len(run) - 1)) <= level
    return same and abs((glyph.right - glyph.left) - (first.right - first.left)) <= level and glyph.confidence == first.confidence


def _piece(run: Sequence[Glyph], page: int) -> blocks.Piece:
    box = _rounded(run[0].left, min(glyph.top for glyph in run), run[-1].right, max(glyph.bottom for glyph in run))
    return "".join(glyph.char for glyph in run), Place(page=page, box=box, confidence=run[0].confidence)


def _rounded(left: float, top: float, right: float, bottom: float) -> tuple[float, float, float, float]:
    return round(left, 1), round(top, 1), round(right, 1), round(bottom, 1)
