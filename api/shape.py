"""What the shapes of answers have in common for those who read them in Python: access by name, and the way to a data frame."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, PrivateAttr

if TYPE_CHECKING:
    from pandas import DataFrame

Record = dict[str, Any]
"""One line of a table: values by column."""


class Shape(BaseModel):
    """A shape whose fields are read as attributes, or by name as in the JSON: ``answer.rows`` is ``answer["rows"]``."""

    def __getitem__(self, name: str) -> Any:
        """The field of a name; KeyError if there is none."""
        further = self.__pydantic_extra__ or {}
        return further[name] if name in further else self.__dict__[name]


class Framed(Shape):
    """An answer made of statements, which can be set out as a table."""

    _numbers: Mapping[str, str | None] = PrivateAttr(default_factory=dict)

    def numbered(self, numbers: Mapping[str, str | None]) -> None:
        """Learn the numbers (文号) of the documents that are cited, by identifier: citations do not have them."""
        self._numbers = numbers

    def frame(self) -> DataFrame:
        """The answer as a pandas data frame: tidy, one row a statement, with the columns of its citation.

        Numbers are numbers, whole dates are dates. The columns of a citation are ``document``, ``title``, ``doc_number`` (文号, of an
        answer that a client gave), ``path`` (the clause), ``quote``, ``start``, ``end`` and ``url`` (the IRI of the clause); ``fact`` is
        the IRI of the statement. Fields of nested objects are ``outer.inner``.

        Raises:
            ComponentMissing: if pandas is not installed; ``pip install 'hengce[frames]'`` brings it.
        """
        from .export.frames import frame

        return frame(list(self._records()), self._columns(), self._numbers)

    def _records(self) -> Iterator[Record]:
        """One line a statement; each shape says which that are."""
        raise NotImplementedError

    def _columns(self) -> Sequence[str]:
        """Columns that the table has even where no line has a value for them."""
        return ()


def flat(statement: Mapping[str, Any], prefix: str = "") -> Record:
    """A statement as one line: the parts of its citation and of its place as columns of their own, other nested fields as ``outer.inner``.

    Args:
        statement: a JSON object.
        prefix: what the names of columns begin with.
    """
    line: Record = {}
    for name, value in statement.items():
        if name == "citation" and value is not None:
            line |= {prefix + part: each for part, each in value.items()}
        elif isinstance(value, Mapping) and value.keys() == {"code", "name"}:
            line |= {prefix + name: value["code"], prefix + "place": value["name"]}
        elif isinstance(value, Mapping):
            line |= flat(value, f"{prefix}{name}.")
        else:
            line[prefix + name] = value
    return line
