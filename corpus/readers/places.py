"""Where each character of a text stands in the file that it was read from, so that a citation can be shown there.

The map is made of runs: neighbouring characters with one place are one run. Offsets are Unicode code points, as in citations.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from itertools import pairwise
from typing import Any

from ...ontology.errors import CorpusError

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in points (1/72 inch), from the upper left corner of the page."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a file; None where its format knows no such thing.

    Attributes:
        page: page, the first 1.
        box: where it stands on the page.
        paragraph: paragraph of the file, the first 1: in Word all ``w:p`` of the body, or of the notes, in the order of the file.
        table, row, column: cell of a table, each counted from 1; of merged cells the first.
        note: number of the footnote or endnote that it is part of, the first 1.
        element: the element that it was read from (HTML): an XPath from the root.
        generated: whether it stands in no character of the file but follows from its format: the number that Word puts before a
            paragraph of a list.
        confidence: how sure the recognition of scanned characters is, 0 to 1.
    """

    page: int | None = None
    box: Box | None = None
    paragraph: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    note: int | None = None
    element: str | None = None
    generated: bool = False
    confidence: float | None = None

    def to_json(self) -> dict[str, Any]:
        """What is known, by the names of the attributes."""
        return {name: value for name, value in asdict(self).items() if value is not None and value is not False}

    def label(self, language: str = "zh") -> str:
        """The place in words, without its box and its confidence: 第3页 表1第2行第1列."""
        zh = language != "en"
        cell = f"表{self.table}第{self.row}行第{self.column}列" if zh else f"table {self.table}, row {self.row}, column {self.column}"
        page, paragraph, note = ("第{}页", "第{}段", "注{}") if zh else ("page {}", "paragraph {}", "note {}")
        parts = (
            page.format(self.page) if self.page is not None else "",
            cell if self.table is not None else "",
            paragraph.format(self.paragraph) if self.paragraph is not None and self.table is None else "",
            note.format(self.note) if self.note is not None else "",
            self.element if self.element is not None and self.table is None else "",
        )
        return (" " if zh else ", ").join(filter(None, parts))


_FIELDS = frozenset(field.name for field in fields(Place))


@dataclass(frozen=True, slots=True)
class Places:
    """The map of one text.

    Attributes:
        starts: where each run begins: ascending, the first 0.
        places: the place of each run.
        length: characters of the text.
    """

    starts: tuple[int, ...]
    places: tuple[Place, ...]
    length: int

    def __post_init__(self) -> None:
        ascending = all(left < right for left, right in pairwise((*self.starts, self.length)))
        if len(self.starts) != len(self.places) or not self.starts or self.starts[0] != 0 or not ascending:
            raise CorpusError("位置表与文本不符。", "The map of places does not cover its text.")

    def place_of(self, start: int, end: int) -> tuple[Place, ...]:
        """The places of ``text[start:end]``, in the order of the text; ends of printed lines, which have no box, only if there is no other.

        Raises:
            ValueError: if the span is empty or outside the text.
        """
        found: list[Place] = []
        for _, _, place in self.runs(start, end):
            if not (found and place == replace(found[-1], box=None)):
                found.append(place)
        return tuple(found)

    def runs(self, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int, Place]]:
        """The runs that a span touches, each cut to it: start, end and place.

        The characters of a run that has a box are equally wide: a part of the run is the same part of its box.

        Raises:
            ValueError: if the span is empty or outside the text.
        """
        end = self.length if end is None else end
        if not 0 <= start < end <= self.length:
            raise ValueError(f"no span {start}-{end} in a text of {self.length} characters")
        for at in range(bisect_right(self.starts, start) - 1, len(self.starts)):
            first = self.starts[at]
            if first >= end:
                return
            last = self.starts[at + 1] if at + 1 < len(self.starts) else self.length
            yield max(first, start), min(last, end), _cut(self.places[at], first, last, max(first, start), min(last, end))

    def to_json(self) -> dict[str, Any]:
        """``{"length", "runs": [[start, {place}], …]}``."""
        return {"length": self.length, "runs": [[start, place.to_json()] for start, place in zip(self.starts, self.places, strict=True)]}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Places:
        """Read what :meth:`to_json` wrote.

        Raises:
            CorpusError: if it is malformed.
        """
        try:
            starts = tuple(int(start) for start, _ in data["runs"])
            return cls(starts, tuple(_place(place) for _, place in data["runs"]), int(data["length"]))
        except (KeyError, TypeError, ValueError) as error:
            raise CorpusError(f"位置表格式有误：{error}", f"The map of places is malformed: {error}") from None


def _cut(place: Place, first: int, last: int, start: int, end: int) -> Place:
    """The place of a part of a run."""
    if place.box is None or (first, last) == (start, end):
        return place
    left, top, right, bottom = place.box
    width = (right - left) / (last - first)
    return replace(place, box=(round(left + (start - first) * width, 1), top, round(left + (end - first) * width, 1), bottom))


def _place(data: Mapping[str, Any]) -> Place:
    if unknown := data.keys() - _FIELDS:
        raise ValueError(f"unknown field {min(unknown)}")
    box: Sequence[float] | None = data.get("box")
    if box is not None:
        left, top, right, bottom = map(float, box)
        return Place(**{**data, "box": (left, top, right, bottom)})
    return Place(**data)
