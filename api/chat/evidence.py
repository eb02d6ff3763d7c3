"""What tools have cited, and a text held to it: a figure that no cited statement has is struck out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ...corpus.clean import view
from .figures import Figure, figures, implied

_CITING = frozenset({"citation", "citations", "related"})
"""Members that make an object a cited statement; of a finding, ``related`` is what it rests on. A finding itself cites the draft."""
_ALWAYS = frozenset({"warnings", "as_of", "documents"})
"""What the program says of documents beside its statements."""
_NAMES = frozenset({"document", "id", "path", "url", "data_version"})
"""What names a place: it may be repeated, but lends its figures to nothing else."""
_PASSED_OVER = frozenset(
    {"start", "end", "score", "sparql", "highlights", "context", "limit", "offset", "total", "next", "sha256", "slots"}
)
"""What neither a document nor a computation says: positions, sizes, and what was asked."""
_ADDRESS = re.compile(r"https?://")
_ISO = re.compile(r"--\d\d(?:-\d\d)?|P\d+[YMWD]")  # a day of every year, a period


@dataclass(frozen=True, slots=True)
class Checked:
    """A text held to what was cited.

    Attributes:
        text: with ``~~`` around each figure that no cited statement has.
        struck: these figures.
    """

    text: str
    struck: tuple[str, ...]


class Evidence:
    """What cited statements say.

    Args:
        question: the user's words: what the user said of an applicant may be repeated once a decision has taken it into account.
    """

    def __init__(self, question: str = "") -> None:
        self._own = _tokens(figures(question))
        self._tokens: set[str] = set()
        self._names: set[str] = set()
        self._words: list[str] = []

    def add(self, answer: Mapping[str, Any]) -> None:
        """Take in the answer of a tool: its cited statements, with the words that they quote."""
        self._walk(answer, cited=False)

    def checked(self, text: str) -> Checked:
        """A text with each figure struck out that nothing here has."""
        named = [span for name in self._names for span in _found(name, text)]
        parts: list[str] = []
        struck: list[str] = []
        at = 0
        for figure in figures(text):
            if self._holds(figure) or any(start <= figure.start and figure.end <= end for start, end in named):
                continue
            words = text[figure.start : figure.end]
            parts += [text[at : figure.start], f"~~{words}~~"]
            struck.append(words)
            at = figure.end
        return Checked("".join([*parts, text[at:]]), tuple(struck))

    def _holds(self, figure: Figure) -> bool:
        return any(all(self._says(token) for token in meaning) for meaning in figure.meanings)

    def _says(self, token: str) -> bool:
        if token in self._tokens:
            return True
        if token.startswith("“"):  # of a document number the body before it may be named as well
            numbers = tuple(each[1:-1] for each in self._tokens if each.startswith("“") and "〔" in each)
            return token[1:-1].endswith(numbers) or any(token[1:-1] in words for words in self._words)
        amount, _, per = token.partition("|元/")
        # 每家企业20万元 is 20万元/企业
        return bool(per) and f"{amount}|元" in self._tokens and any(per in words for words in self._words)

    def _walk(self, value: Any, *, cited: bool) -> None:
        if isinstance(value, Mapping):
            cited = cited or any(value.get(name) for name in _CITING) or "severity" in value
            quoted = "quote" in value and "document" in value  # a citation itself
            if cited:
                self._tokens |= set(_amounts(value))
            for name, part in value.items():
                if name == "given":
                    weighed = {each.removeprefix("#") for each in _said(part)}
                    self._tokens |= {each for each in self._own if each.partition("|")[0].removeprefix("#") in weighed}
                elif name in _NAMES:
                    self._name(part)
                elif name not in _PASSED_OVER:
                    self._walk(part, cited=cited or quoted or name in _ALWAYS)
        elif isinstance(value, list):
            for part in value:
                self._walk(part, cited=cited)
        elif cited and not (isinstance(value, str) and _ADDRESS.match(value)):
            self._tokens |= set(_said(value))
            if isinstance(value, str):
                self._words.append(view(value).text)

    def _name(self, value: Any) -> None:
        if isinstance(value, str):
            parts = [value, *value.split("/")]
            self._names |= {part for part in parts if len(part) > 1 and not part.isdecimal()}


def _amounts(statement: Mapping[str, Any]) -> Iterator[str]:
    """The tokens of the numbers of a statement that has its unit beside them."""
    if isinstance(unit := statement.get("unit"), str):
        for value in statement.values():
            if isinstance(value, int | float):
                yield from (f"{token[1:]}|{unit}" for token in _said(value) if token.startswith("#"))


def _said(value: Any) -> Iterator[str]:
    """The tokens of a value: of a text those of its figures, of a number its own."""
    if isinstance(value, bool) or value is None:
        return
    words = value if isinstance(value, str) else f"{value:f}" if isinstance(value, float) else str(value)
    yield from implied(words) if _ISO.fullmatch(words) else _tokens(figures(words, numbered=True))


def _tokens(found: Iterable[Figure]) -> set[str]:
    return {each for figure in found for meaning in figure.meanings for token in meaning for each in implied(token)}


def _found(name: str, text: str) -> Iterator[tuple[int, int]]:
    at = text.find(name)
    while at >= 0:
        yield at, at + len(name)
        at = text.find(name, at + 1)
