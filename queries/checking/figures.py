"""Figures of tables (表中数值): what a row is about, for which year, how much: | 绿色工厂（家） | 30 | 45 | in a column headed 2029年."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ...corpus.document import Cell, Table
from ...extract.quantities import find as quantities
from .amounts import MORE, in_sentence, noun_of
from .draft import Draft
from .finding import Span

_YEAR = re.compile(r"20\d\d")
_NAMES = re.compile("指标|名称|项目|任务|内容|目标|类别|领域")
_UNITS = re.compile("(?:计量)?单位")
_BRACKET = re.compile(r"[（(](?:单位[：:])?(?P<unit>[^（）()\d]{1,8})[）)]")
_CAPTION_UNIT = re.compile(r"单位[：:](?P<unit>[^\s（）()，。；、|]{1,8})")
_DUE = re.compile("时限|时间|期限|进度|节点|年度")
_BASE = re.compile("基数|现状|基期|基准|实际|完成|上年")
_TOTAL = re.compile(r"合\s*计|总\s*计|小\s*计")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a table.

    Attributes:
        noun: what it counts or measures.
        year: the year by which or in which.
        value, unit: how much, read with the unit of the cell, row, column or table.
        more: whether its row, column or table says that it is added (新增).
        so_far: the sum of the row up to that year, what was before left out.
        place: the cell.
    """

    noun: str
    year: int
    value: Decimal
    unit: str | None
    more: bool
    so_far: Decimal
    place: Span


def figures_of(draft: Draft) -> Iterator[Figure]:
    """The figures of a draft's tables whose year is told: by the column's head, or by the row's time limit."""
    for table in draft.document.tables:
        yield from _by_columns(draft, table)
    yield from _tasks(draft)


def _by_columns(draft: Draft, table: Table) -> Iterator[Figure]:
    heads = [cell.text for cell in table.header]
    years = [int(found[0]) if len(found := _YEAR.findall(head)) == 1 else None for head in heads]
    if not any(years):
        return
    name = next((i for i, head in enumerate(heads) if _NAMES.search(head) and not years[i] and "序号" not in head), None)
    unit = next((i for i, head in enumerate(heads) if _UNITS.fullmatch(head)), None)
    common = _CAPTION_UNIT.search(draft.clean(max(0, table.node.start - 40), table.node.start) + table.caption)
    rows = [(_head(row, name), row) for row in table.rows]
    repeated = Counter(noun_of(head) for head, _ in rows)
    for head, row in rows:
        noun = noun_of(_BRACKET.sub("", head))
        if len(noun) < 2 or _TOTAL.search(head) or repeated[noun_of(head)] > 1:
            continue
        so_far = Decimal(0)
        for column, year in enumerate(years[: len(row)]):
            told = [
                row[unit].text if unit is not None else "",
                *(found["unit"] for text in (head, heads[column]) if (found := _BRACKET.search(text))),
            ]
            read = _read(row[column], next((each for each in told if each), common["unit"] if common else "")) if year else None
            if year is None or read is None:
                continue
            so_far += read[0] if not _BASE.search(heads[column]) else 0
            more = MORE.search(head + heads[column] + table.caption) is not None
            yield Figure(noun, year, *read, more, so_far, (row[column].start, row[column].end))


def _head(row: Sequence[Cell], name: int | None) -> str:
    """What a row is about: its cell below 指标, else its first that is no number."""
    if name is not None and name < len(row) and row[name].text:
        return re.sub(r"\s", "", row[name].text)
    return re.sub(r"\s", "", next((cell.text for cell in row if cell.text and not cell.text.isdecimal()), ""))


def _read(cell: Cell, unit: str) -> tuple[Decimal, str | None] | None:
    """The one number of a cell with its unit, or None."""
    text = cell.text.strip()
    if not re.match(r"[≥≤>＞]?\d", text):
        return None
    own = re.sub(r"[≥≤>＞\d.,，\s]", "", text)
    found = list(quantities(text if own else text + unit))
    value = found[0].min if len(found) == 1 and found[0].min is not None else found[0].max if len(found) == 1 else None
    return None if value is None else (value, found[0].unit)


def _tasks(draft: Draft) -> Iterator[Figure]:
    """Amounts within cells (打造“一件事”20个), of the year that the row's time limit names."""
    for clause in draft.clauses:
        if clause.cell is None or clause.cell.row < 0:
            continue
        row, heads = clause.cell.table.rows[clause.cell.row], clause.cell.table.header
        due = [
            int(found[0])
            for i, cell in enumerate(row)
            if i < len(heads) and i != clause.cell.column and _DUE.search(heads[i].text) and len(found := _YEAR.findall(cell.text)) == 1
        ]
        for amount in in_sentence(clause) if len(due) == 1 else ():
            if not (amount.each or amount.promise) and amount.by in (None, due[0]):
                yield Figure(amount.noun, due[0], amount.value, amount.unit, amount.more, amount.value, amount.place)
