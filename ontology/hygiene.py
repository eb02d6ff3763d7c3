"""Hygiene: questions about the ontology, its schemes and how data use them, whose every answer is a defect (``hygiene/*.rq``).

Each file says in its header what should hold (``# banner:`` in English, ``# 说明：`` in Chinese) and selects ``?thing`` and ``?message``.
A file that is added is asked with the others.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .errors import DefinitionError
from .identifiers import based
from .store import Reader

FOLDER = Path(__file__).parent / "hygiene"


@dataclass(frozen=True, slots=True)
class Question:
    """What should hold, and the query that finds where it does not.

    Attributes:
        name: the file's stem.
        zh, en: what should hold.
        sparql: the query.
    """

    name: str
    zh: str
    en: str
    sparql: str


@dataclass(frozen=True, slots=True)
class Defect:
    """Where something that should hold does not.

    Attributes:
        question: what should hold.
        thing: IRI of what is at fault.
        detail: the query's own message, in English.
    """

    question: Question
    thing: str
    detail: str

    def message(self, language: str = "zh") -> str:
        """What is wrong, on one line."""
        return f"{self.question.en} {self.detail}" if language == "en" else f"{self.question.zh}{self.detail}"


@cache
def questions() -> tuple[Question, ...]:
    """The packaged questions, by name.

    Raises:
        DefinitionError: if a file does not say what it is about.
    """
    return tuple(_read(path) for path in sorted(FOLDER.glob("*.rq")))


def hygiene(graph: Reader) -> list[Defect]:
    """Ask every question of a graph.

    Args:
        graph: one version of the data, ontology and schemes included.

    Returns:
        the defects, question by question; nothing if all is clean.
    """
    return [
        Defect(question, str(row["thing"]), str(row["message"]))
        for question in questions()
        for row in graph.select(based(question.sparql, graph.info.base))
    ]


def _read(path: Path) -> Question:
    sparql = path.read_text(encoding="utf-8")
    header = " ".join(line[1:].strip() for line in sparql.splitlines() if line.startswith("#"))
    en, zh = re.search(r"banner: (.+?)(?= Each row | 说明：|$)", header), re.search(r"说明：(.+?)(?= banner:|$)", header)
    if en is None or zh is None:
        raise DefinitionError(f"{path.name} 的文件头没有 banner 或说明。", f"The header of {path.name} lacks its banner or 说明.")
    return Question(path.stem, zh[1], en[1], sparql)
