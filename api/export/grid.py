"""A grid: what every tabular export is made from."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

Cell = str | int | float | Decimal | bool | None


@dataclass(frozen=True, slots=True)
class Grid:
    """Columns and rows.

    Attributes:
        columns: heads of the columns.
        rows: cells, as many in each row as there are columns; None is an empty cell.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @classmethod
    def of(cls, records: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> Grid:
        """A grid of JSON objects: one column a name; what is absent is empty, a nested value is written as text."""
        return cls(tuple(columns), tuple(tuple(_flat(record.get(name)) for name in columns) for record in records))


def _flat(value: Any) -> Cell:
    if isinstance(value, Mapping):
        return "；".join(f"{name}: {text_of(_flat(part))}" for name, part in value.items() if part is not None)
    if isinstance(value, (list, tuple)):
        return "；".join(text_of(_flat(part)) for part in value)
    return value if value is None or isinstance(value, (str, int, float, Decimal, bool)) else str(value)


def flat_citation(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row of a question with the parts of its citation as columns of their own; a row without one as it is."""
    citation = row.get("citation")
    return {**row, **citation, "doc": citation["document"]} if citation else dict(row)


def with_corrections(columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """The columns of a question's rows (:func:`flat_citation`), with one for the status of the documents that are cited, and one for who
    corrected them where any is a person's.
    """
    rows = list(rows)
    further = (name for name in ("document_status", "corrected_by") if any(name in row for row in rows))
    return (*columns, *further)


def text_of(cell: Cell) -> str:
    """A cell as text: numbers without a needless ``.0``, booleans as in JSON, None as nothing."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    return str(cell)


def visible(text: str) -> str:
    """``text`` without control and format characters, so that a document cannot steer a terminal or turn a line round.

    Line breaks and tabs become blanks. Of category Cf the zero-width joiners go too: nothing in these texts needs them.
    """
    return "".join(
        " " if char in "\n\r\t\u2028\u2029" else "" if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co") else char for char in text
    )
