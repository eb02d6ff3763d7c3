"""A named question with everything that its answer must say: citations, the standing of documents, what was left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..ontology.store import Reader
from .catalogue import Arguments, Catalogue
from .citations import cited
from .documents import with_standing
from .notices import Language, Notice
from .parameters import Scalar
from .snapshots import snapshot_of


@dataclass(frozen=True, slots=True)
class Named:
    """The answer to a named question.

    Attributes:
        name: of the question.
        variables: of its SELECT.
        rows: with ``citation`` in place of the columns of quotes, and the status of the documents that they cite.
        left_out: rows whose quote does not stand in the stored text.
        notices: what must be known of the documents.
    """

    name: str
    variables: tuple[str, ...]
    rows: list[dict[str, Any]]
    left_out: int
    notices: list[Notice]

    def about(self, language: Language) -> dict[str, Any]:
        """All but the rows as JSON; ``variables`` are the columns that the rows have."""
        columns = [*dict.fromkeys(key for row in self.rows for key in row)] if self.rows else list(self.variables)
        warnings = [notice.message(language) for notice in self.notices]
        return {"name": self.name, "variables": columns, "left_out": self.left_out, "warnings": warnings}


def dated(name: str, arguments: Arguments, as_of: Scalar | None) -> Arguments:
    """Arguments with the day for which standings are asked, if one is given and the question takes one."""
    if as_of is None or "as_of" not in Catalogue.load().question(name).names:
        return arguments
    return {"as_of": as_of, **arguments}


def answer_named(store: Reader, name: str, arguments: Arguments, as_of: Scalar | None = None) -> Named:
    """Ask a question of the catalogue.

    Args:
        store: a store, or a snapshot of one.
        name: the question's name.
        arguments: values by parameter.
        as_of: ISO date for the standing of documents; today if not given.

    Raises:
        UnknownValue, InvalidParameter: see :meth:`.catalogue.Catalogue.run`.
        StoreError: if the store failed.
    """
    with snapshot_of(store) as graph:
        table = Catalogue.load().run(graph, name, **arguments)
        rows, left_out = cited(graph, table)
        rows, notices = with_standing(graph, rows, as_of)
    return Named(name, table.variables, rows, left_out, list(notices))
