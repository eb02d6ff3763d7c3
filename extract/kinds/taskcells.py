"""Cells of tables of tasks (任务分解表、指标表): a number for each body and type, or for each indicator and year."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..dates import find as find_dates
from ..facts import Target
from ..levels import grade_in
from ..nouns import without_level
from ..reading import Clause
from .bounds import Bounds, bounds
from .horizon import horizon, last_year

_NUMBER_ONLY = re.compile(r"[约近≥≤＞＜<>]?\d+(?:\.\d+)?%?(?:（\d+(?:\.\d+)?%?）)?[家个项种户人名条]?(?:以上|以下|左右)?")
_RUNNING = re.compile(r"序号|编号|No\.?|备注")
_GOAL_TABLE = re.compile(r"(?:目标|任务|计划|指标|分解)")
_TOTAL = re.compile(r"合\s?计|总\s?计|共计|小计|总\s?数|全[省市区县]")
_UNIT = re.compile(r"[（(](?:单位：)?([^（）()：]{1,10})[）)]|单位：([^（）()，。；]{1,8})")
_COUNTER = re.compile(r"[家个项种户人名条%]|[^（）]*(?:元|吨|平方米|千瓦|公里|亩|煤|/).*")
# A column of one year of a plan (2025年目标值); one of the year it starts from is past.
_YEAR_HEAD = re.compile(
    r"(?:到)?(?:“十[一二三四五六]五”末|(?:20)\d{2}年?(?:底|末)?)(?:累计)?(?:目标|预期|计划|规划)?(?:值|数|任务)?(?:[（(][^（）()]*[）)])?"
)
_PAST_HEAD = re.compile(r"实际|现状|基数|基期|完成|现有|已有")


def is_number(text: str) -> bool:
    """Whether a cell holds only a number with at most a counter and a bound."""
    return _NUMBER_ONLY.fullmatch(text) is not None


def is_goal_table(clause: Clause) -> bool:
    """Whether the caption of a cell's table, or the heading that governs it, speaks of goals or tasks."""
    assert clause.cell is not None
    return _GOAL_TABLE.search(clause.cell.table.caption + "".join(clause.headings[:1])) is not None


def read_cell(clause: Clause) -> Iterator[Target]:
    """Yields the targets of a cell: 松江区 × 绿色工厂 → 20, or 绿色工厂数 × 2025年目标 → 300.

    Args:
        clause: a cell whose text :func:`is_number`.
    """
    assert clause.cell is not None
    head = clause.cell.column_head
    if not is_goal_table(clause) or _RUNNING.fullmatch(head) or _PAST_HEAD.search(head):
        return
    yield from _by_year(clause) if _YEAR_HEAD.fullmatch(head) else _by_type(clause)


def _by_type(clause: Clause) -> Iterator[Target]:
    """The row is the body or region, the column the type."""
    assert clause.cell is not None
    table, reading, head = clause.cell.table, clause.reading, clause.cell.column_head
    mentions = [m for m in reading.types.find(head) if m.labels]
    subject = mentions[0].labels[0] if mentions else (re.sub(r"（[^）]*）", "", head) or None)
    grade = grade_in(head)
    if grade == head:  # the column is only a grade: the type is that of the caption, or what the document is about
        subject = next(iter(clause.governing_types()), reading.main_subject)
    level = next(iter(reading.levels.before(head, mentions[0].start if mentions else 0)), None)
    row = clause.cell.row_head
    outer, inner = re.fullmatch(r"(?s)(.+?)(?:（([^）（]{2,12})）)?", row).groups() if row else ("", None)  # type: ignore[union-attr]
    total = _TOTAL.fullmatch(row) is not None
    numbers = re.findall(r"\d+(?:\.\d+)?", clause.text)
    # 45（15） under 浦东新区（临港）: the second figure is the part in brackets; 上海电气（集团）总公司 is one name.
    split = inner and row.endswith("）") and any(re.search(r"\d[（(]\d", cell.text) for cell in table.rows[clause.cell.row])
    scopes = [outer, inner] if split else [row] * len(numbers)
    for number, scope in zip(numbers, scopes, strict=False):
        value = float(number) if "." in number else int(number)
        yield Target(
            **clause.evidence(0, len(clause.text)), rule="target-table", subject=subject, level=level, grade=grade,
            **_limits(clause, value),
            unit=_unit(clause, head), by=horizon(clause, 0), scope=None if total else scope or None, total=True if total else None,
            part_of=outer if scope == inner and inner else None,
        )  # fmt: skip


def _by_year(clause: Clause) -> Iterator[Target]:
    """The row is the indicator, the column the year."""
    assert clause.cell is not None
    reading, row = clause.reading, clause.cell.row_head
    name = re.sub(r"[（(][^（）()]*[）)]", "", row)
    mentions = [m for m in reading.types.find(name) if m.labels and m.end >= len(name) - 2]
    head = clause.cell.column_head
    by = last_year(find_dates(f"到{head.removeprefix('到')}", reading.profile.year)) or horizon(clause, 0)
    value = float(re.search(r"\d+(?:\.\d+)?", clause.text)[0])  # type: ignore[index]
    subject = mentions[0].labels[0] if mentions else without_level(re.sub(r"数量?$", "", name))
    if name:
        yield Target(
            **clause.evidence(0, len(clause.text)), rule="target-table-year", subject=subject,
            level=next(iter(reading.levels.before(name, mentions[0].start)), None) if mentions else None, grade=grade_in(name),
            **_limits(clause, int(value) if value.is_integer() else value), unit=_unit(clause, row), by=by,
        )  # fmt: skip


def _limits(clause: Clause, value: float) -> Bounds:
    said = clause.quantities[0] if len(clause.quantities) == 1 and re.search(r"[≥≤＞＜<>]|以上|以下", clause.text) else None
    return bounds(said) if said is not None else {"min": value, "min_inclusive": True, "max": value, "max_inclusive": True}


def _unit(clause: Clause, head: str) -> str | None:
    """The unit from the cell, its head, a column of units, the caption, the heading or the note."""
    assert clause.cell is not None
    table = clause.cell.table
    own = re.search(r"\d([家个项种户人名条%])", clause.text)
    if own:
        return own[1]
    column = next((i for i, cell in enumerate(table.header) if re.fullmatch(r"(?:计量)?单位", cell.text)), None)
    if column is not None and (written := table.rows[clause.cell.row][column].text):
        return written
    for text in (head, table.caption, *clause.headings[:1], table.remark):
        for match in _UNIT.finditer(text):
            unit = match[1] or match[2]
            if _COUNTER.fullmatch(unit):
                return unit
    return None
