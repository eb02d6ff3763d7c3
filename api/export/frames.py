"""Answers as pandas data frames."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ...ontology.errors import ComponentMissing
from .grid import Grid

if TYPE_CHECKING:
    from pandas import DataFrame

CITED = ("document", "title", "doc_number", "path", "quote", "start", "end", "url")
"""The columns of a citation; they stand last."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def frame(records: Sequence[Mapping[str, Any]], columns: Iterable[str], numbers: Mapping[str, str | None]) -> DataFrame:
    """A data frame of these lines.

    Args:
        records: values by column; what is absent is empty, a list is written as text.
        columns: those that come first, and are there even if nothing has a value for them.
        numbers: the numbers (文号) of documents by identifier.

    Returns:
        a frame with pandas' own types that know missing values; a column whose every value is a whole day (YYYY-MM-DD) holds times.

    Raises:
        ComponentMissing: if pandas is not installed.
    """
    try:
        import pandas
    except ImportError:
        raise ComponentMissing(
            "表格（frame）需要 pandas：pip install 'hengce[frames]'。", "Frames need pandas: pip install 'hengce[frames]'."
        ) from None

    lines = [{**each, "doc_number": numbers.get(each["document"])} if each.get("document") else each for each in records]
    named = dict.fromkeys([*columns, *(name for line in lines for name in line)])
    for outer in {name.rpartition(".")[0] for name in named} & named.keys():
        if all(line.get(outer) is None for line in lines):  # an object in some lines, whose fields are columns, and nothing in others
            del named[outer]
    cited = [name for name in CITED if name in named]
    grid = Grid.of(lines, [*(name for name in named if name not in cited), *cited])
    table = pandas.DataFrame(grid.rows, columns=pandas.Index(grid.columns)).convert_dtypes()
    for name in grid.columns:
        if _is_days(table[name].dropna()):
            table[name] = pandas.to_datetime(table[name], format="%Y-%m-%d")
    return table


def _is_days(values: Iterable[Any]) -> bool:
    """Whether there are values, and each is a whole day."""
    values = list(values)
    return bool(values) and all(isinstance(each, str) and _DAY.fullmatch(each) for each in values)
