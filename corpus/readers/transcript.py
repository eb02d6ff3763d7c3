"""What a reader makes of a file that is no plain text: its text, and where each character of it stands in the file."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ...ontology.errors import UnreadableText
from ..notice import Notice
from .limits import TEXT_BYTES, too_large
from .places import Place, Places

# What a text file cannot hold: control characters, halves of surrogate pairs, a byte order mark that is none.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufeff\ufffe\uffff]")
_BREAKS = re.compile("\r\n?|[\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Transcript:
    """A file as text.

    Attributes:
        text: its characters, lines ended by ``\\n``. Paragraphs stand on lines of their own; the cells of a table row stand on one line,
            divided by tabs, as :mod:`hengce.corpus.tables` reads them.
        places: where each character stands in the file.
        notices: what the user should know: what was left out, what may be wrong.
    """

    text: str
    places: Places
    notices: tuple[Notice, ...] = ()


class Writer:
    """Puts a transcript together, piece by piece.

    Args:
        name: what to call the file in messages.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._pieces: list[str] = []
        self._starts: list[int] = []
        self._places: list[Place] = []
        self._length = 0
        self._notices: dict[Notice, None] = {}

    @property
    def length(self) -> int:
        """Characters so far."""
        return self._length

    def add(self, text: str, place: Place | None = None) -> None:
        """Append characters that stand at one place; None: they belong to what stands before them (white space, line ends).

        Raises:
            TooLarge: if the text becomes larger than a text may be.
        """
        text = _UNWRITABLE.sub("", _BREAKS.sub("\n", text))
        if not text:
            return
        if place is None:
            place = self._places[-1] if self._places else Place()
        if not self._places or self._places[-1] != place:
            self._starts.append(self._length)
            self._places.append(place)
        self._pieces.append(text)
        self._length += len(text)
        if self._length > TEXT_BYTES // 3:  # bytes of a Chinese character in UTF-8
            raise too_large(self._name, TEXT_BYTES)

    def line_end(self) -> None:
        """End the line; nothing where a line has just ended."""
        if self._pieces and not self._pieces[-1].endswith("\n"):
            self.add("\n")

    def notice(self, zh: str, en: str) -> None:
        """Tell the user something, once."""
        self._notices.setdefault(Notice(zh, en))

    def transcript(self) -> Transcript:
        """What has been written.

        Raises:
            UnreadableText: if there is nothing but white space.
        """
        text = "".join(self._pieces)
        if not text.strip():
            raise UnreadableText(f"{self._name} 中没有文字。", f"There is no text in {self._name}.")
        return Transcript(text, Places(tuple(self._starts), tuple(self._places), len(text)), tuple(self._notices))
