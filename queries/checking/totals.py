"""Totals in tables (合计、小计): rows and columns headed so, each number against those that it may add up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ...corpus.document import Cell, Table
from .draft import Draft
from .sums import Sum

_LONGEST = 300  # characters of a table that are pointed at
_TOTAL = re.compile(r"[^，。；]{0,12}?(?:合\s*计|总\s*计|共\s*计|总\s*数|小\s*计)")
_SUBTOTAL = re.compile(r"小\s*计")
_NOT_ADDED = re.compile("序号|编号|年份|占比|比例|比重|比率|率|单价|标准|%|平均|人均|排名|排序|得分|时间|时限|电话|备注")
_NUMBER = re.compile(r"(?P<n>\d[\d,，]*(?:\.\d+)?)\s*(?P<unit>[\u4e00-\u9fff]{0,3})")
_EMPTY = "-—/－– "

_Row = tuple[Cell, ...]


def tabled(draft: Draft) -> Iterator[Sum]:
    """Rows and columns of tables that are headed 合计, with the numbers that they add up."""
    for table in draft.document.tables:
        yield from _rows(table)
        yield from _columns(table)


def _rows(table: Table) -> Iterator[Sum]:
    """Rows headed 合计 or 小计, above or below what they add up; a grand total adds up rows or subtotals."""
    kinds = [_kind(row) for row in table.rows]
    for i, row in enumerate(table.rows):
        if kinds[i] is None:
            continue
        groups = [group for group in _groups(table.rows, kinds, i) if len(group) > 1]
        for column, cell in enumerate(row):
            if column < len(table.header) and _NOT_ADDED.search(table.header[column].text):
                continue
            sums = [found for group in groups if (found := _checked(cell, [each[column] for each in group if column < len(each)]))]
            if sums and not any(found.adds_up for found in sums):
                yield sums[0]


def _kind(row: _Row) -> str | None:
    """``part`` for a subtotal, ``whole`` for a total, None for any other row."""
    head = next((cell.text for cell in row if cell.text and not cell.text.isdigit()), "")
    if not _TOTAL.fullmatch(head):
        return None
    return "part" if _SUBTOTAL.search(head) else "whole"


def _groups(rows: Sequence[_Row], kinds: Sequence[str | None], at: int) -> Iterator[list[_Row]]:
    """The rows that a total may add up: those since the last total, those up to the next, all rows of the table, all its subtotals."""
    before = next((i for i in range(at - 1, -1, -1) if kinds[i] is not None), -1)
    after = next((i for i in range(at + 1, len(rows)) if kinds[i] is not None), len(rows))
    since, ahead = list(rows[before + 1 : at]), list(rows[at + 1 : after])
    if kinds[at] == "whole" and "part" in kinds:
        yield [row for row, kind in zip(rows, kinds, strict=True) if kind is None]
        yield [row for row, kind in zip(rows, kinds, strict=True) if kind == "part"]
    yield since
    yield ahead


def _columns(table: Table) -> Iterator[Sum]:
    """Columns headed 合计: each number against the others of its row."""
    heads = [cell.text for cell in table.header]
    totals = [i for i, head in enumerate(heads) if _TOTAL.fullmatch(re.sub("[（(].*", "", head))]
    if len(totals) != 1:
        return
    at = totals[0]
    for row in table.rows:
        others = [cell for i, cell in enumerate(row) if i != at and i < len(heads) and not _NOT_ADDED.search(heads[i])]
        numbers = others[1:] if others and _number(others[0]) is None else others
        if at < len(row) and (found := _checked(row[at], numbers)) is not None and not found.adds_up:
            yield found


def _checked(cell: Cell, others: Sequence[Cell]) -> Sum | None:
    """The sum that a cell states, where every other cell is a number or empty, and all are counted alike."""
    total = _number(cell)
    numbers = [(other, _number(other)) for other in others if other.text.strip(_EMPTY)]
    if total is None or len(numbers) < 2 or any(number is None for _, number in numbers):
        return None
    units = {_unit(each) for each in (cell, *(other for other, _ in numbers))} - {""}
    if len(units) > 1:
        return None
    places = tuple(sorted([(cell.start, cell.end), *((other.start, other.end) for other, _ in numbers)]))
    whole = places[0][0], places[-1][1]
    place = whole if whole[1] - whole[0] <= _LONGEST else (cell.start, cell.end)
    return Sum(total, tuple(number for _, number in numbers if number is not None), "", place, places)


def _number(cell: Cell) -> Decimal | None:
    match = _NUMBER.fullmatch(cell.text.strip())
    return Decimal(re.sub("[,，]", "", match["n"])) if match else None


def _unit(cell: Cell) -> str:
    match = _NUMBER.fullmatch(cell.text.strip())
    return match["unit"] if match else ""
