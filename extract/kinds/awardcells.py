"""Cells of tables of awards (奖励标准表): a sum for each grade, level or type."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ..facts import Form, Incentive
from ..levels import grade_in
from ..reading import Clause
from .bounds import number

# 奖励金额（万元）, 补助标准（万元/家）
_HEAD = re.compile(
    r"(?P<form>奖励|奖补|奖金|补助|补贴|资助|支持|扶持)[^（(]{0,8}"
    r"(?:[（(](?:单位：)?(?P<unit>亿元|万元|元)(?:/(?P<per>[^）)]{1,4}))?[）)])?"
)
_UNIT_ELSEWHERE = re.compile(r"单位：(?P<unit>亿元|万元|元)(?:/(?P<per>[^）)，。]{1,4}))?")
_SUM = re.compile(r"(?P<cap>不超过|最高|≤|上限)?(?P<number>\d+(?:\.\d+)?)(?P<unit>亿元|万元|元)?(?P<below>以内|以下)?")
_YUAN = {"元": 1, "万元": 10_000, "亿元": 100_000_000}
_FORMS: dict[str, Form] = {"奖励": "award", "奖补": "award", "奖金": "award"}
_PER = {"家": "企业", "户": "企业"}


def read_cell(clause: Clause) -> Iterator[Incentive]:
    """Yields the award that a cell states: 一级 × 奖励金额（万元） → 3,000,000 yuan.

    Args:
        clause: a cell of a table, not of its head.
    """
    assert clause.cell is not None
    table, reading = clause.cell.table, clause.reading
    head, row = clause.cell.column_head, clause.cell.row_head
    kind, said = _HEAD.search(head), _SUM.fullmatch(clause.text)
    if kind is None and (titled := _HEAD.search(table.caption)) and (grade_in(head) or reading.levels.before(head, len(head))):
        kind, row = titled, f"{row}{head}"  # types in the rows, grades in the columns, money in the caption
    if kind is None or said is None or clause.cell.row < 0:
        return
    elsewhere = _UNIT_ELSEWHERE.search(table.caption) or _UNIT_ELSEWHERE.search(table.remark)
    unit = said["unit"] or kind["unit"] or (elsewhere["unit"] if elsewhere else None)
    if unit is None:
        return
    per = kind["per"] or (elsewhere["per"] if elsewhere else None)
    mentions = [m for m in reading.types.find(row) if m.labels]
    labels = mentions[0].labels if mentions else clause.governing_types() or ((reading.main_subject,) if reading.main_subject else (None,))
    levels = reading.levels.before(row, mentions[0].start if mentions else len(row)) or reading.levels.before(row, len(row)) or (None,)
    for label in labels:
        for level in levels:
            yield Incentive(
                **clause.evidence(0, len(clause.text)), rule="incentive-table", subject=label, level=level, grade=grade_in(row),
                form=_FORMS.get(kind["form"], "subsidy"), amount=number(Decimal(said["number"]) * _YUAN[unit]),
                cap=bool(said["cap"] or said["below"]), per=_PER.get(per, per) if per else None,
            )  # fmt: skip
