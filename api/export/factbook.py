"""All facts as one workbook: a sheet for each kind, a row for each fact, its clause and words beside its fields."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ...extract.facts import KINDS
from ..language import Language
from .grid import Grid
from .jsonl import plain
from .workbook import empty, head, layout, put, saved

_KINDS = {
    "document": "文件", "threshold": "门槛", "target": "目标", "incentive": "激励", "deadline": "时限", "cycle": "周期",
    "sanction": "罚则", "exemption": "免检", "criterion": "条件", "sector": "重点行业", "agency": "机构", "reference": "引用",
    "step": "程序", "definition": "定义",
}  # fmt: skip
_FIRST, _LAST = ("doc", "path", "subject"), ("quote", "start", "end", "certainty", "corrected_by", "iri")
_LEFT_OUT = ("kind", "rule", "alignment")
_WIDTHS = {"doc": 22, "path": 20, "subject": 20, "quote": 70, "iri": 40, "text": 40, "start": 8, "end": 8}
_USUAL = 16  # digits; the width of any other column


_STAMP = "1980-01-01"
"""What the file bears as its date: facts have none of their own, and equal facts give equal bytes."""


def render(facts: Iterable[Mapping[str, Any]], language: Language = "zh") -> bytes:
    """The workbook.

    Args:
        facts: as ``holdings.facts`` gives them.
        language: of the names of sheets; columns are called as the contract of facts calls its fields.
    """
    by_kind: dict[str, list[Mapping[str, Any]]] = {kind: [] for kind in KINDS}
    for fact in map(plain, facts):
        by_kind[fact["kind"]].append(fact)
    book = empty(_STAMP)
    for kind, all_ in by_kind.items():
        if not all_:
            continue
        own = dict.fromkeys(name for fact in all_ for name in fact if name not in (*_FIRST, *_LAST, *_LEFT_OUT))
        grid = Grid.of(all_, [*_FIRST, *own, *_LAST])
        sheet = book.create_sheet(_KINDS[kind] if language == "zh" else kind)
        head(sheet, grid.columns)
        for number, row in enumerate(grid.rows, start=2):
            for column, value in enumerate(row, start=1):
                put(sheet, number, column, str(value).lower() if isinstance(value, bool) else value)
        layout(sheet, [_WIDTHS.get(name, _USUAL) for name in grid.columns])
    if not book.sheetnames:
        book.create_sheet("无" if language == "zh" else "none")
    return saved(book, _STAMP)
