"""The solutions of a SPARQL query, and the way to a data frame."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...ontology.results import Table, table_from_json

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True, slots=True)
class Solutions(Table):
    """The solutions of a SELECT query."""

    def frame(self) -> DataFrame:
        """A pandas data frame: one column a variable, one row a solution; numbers are numbers, whole dates are dates.

        Raises:
            ComponentMissing: if pandas is not installed; ``pip install 'hengce[frames]'`` brings it.
        """
        from ..export.frames import frame

        return frame(self.rows, self.variables, {})


def solutions_of(body: bytes) -> Solutions:
    """The solutions in a SPARQL 1.1 Query Results JSON document.

    Raises:
        ValueError: if ``body`` is no such document.
    """
    found = table_from_json(body)
    return Solutions(found.variables, found.rows)
