"""The catalogue of questions: one ``.rq`` file each, a header that machines read above plain SPARQL.

The header is YAML in the comment lines that begin with ``#+`` at the top of the file:

    name         the file's stem
    title        {zh, en}
    topic        one of those in ``topics.yaml``
    description  {zh, en}
    parameters   {name: {kind, required, many, default, choices, zh, en}}
    example      {call: {parameter: value}, rows: [{column: value}], documents: {id: {field: value, facts: [[kind, quote, fields]]}}}

The rows of the example are all rows of the answer, in order; each shows the columns that it is about, with null for unbound. They are
those that the packaged documents give, or the invented ``documents`` of the example where these say nothing of the matter.
A question is added by adding a file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from ..ontology.errors import DefinitionError, InvalidParameter, UnknownValue
from ..ontology.store import Reader, Table
from ..ontology.yamlfiles import LOADER, load_yaml
from .binding import based, blocks, bound
from .parameters import PARAMETER_KINDS, Parameter, Scalar, shortened
from .resolver import Resolver
from .snapshots import snapshot_of

QUESTIONS = Path(__file__).parent / "questions"
"""Where the packaged questions lie."""
TOPICS: Mapping[str, Mapping[str, str]] = load_yaml(Path(__file__).parent / "topics.yaml")
"""What questions are about, in the order in which they are listed: ``{zh, en}`` by key."""

Arguments = Mapping[str, Scalar | Iterable[Scalar] | None]


@dataclass(frozen=True, slots=True)
class Example:
    """A call of a question and the rows that it gives on the packaged documents, or on invented ones."""

    call: Mapping[str, Any]
    rows: tuple[Mapping[str, Any], ...]
    documents: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Question:
    """A named question.

    Attributes:
        name: its name.
        topic: what it is about, a key of :data:`TOPICS`.
        title, description: by language, ``zh`` and ``en``.
        parameters: what it can be told, in the order of its header.
        example: a call with the rows it gives.
        sparql: the whole file, which is a SPARQL query as it stands: the question without restrictions.
    """

    name: str
    topic: str
    title: Mapping[str, str]
    description: Mapping[str, str]
    parameters: tuple[Parameter, ...]
    example: Example
    sparql: str

    @property
    def names(self) -> frozenset[str]:
        """The names of its parameters."""
        return frozenset(parameter.name for parameter in self.parameters)

    def bind(self, graph: Reader, arguments: Arguments) -> str:
        """The query with these values in it.

        Args:
            graph: where it will be asked.
            arguments: values by parameter; None means not given.

        Raises:
            InvalidParameter: if there is no such parameter, or a value is missing or malformed.
            UnknownValue: if a value names nothing.
        """
        known = {parameter.name: parameter for parameter in self.parameters}
        for name in sorted(arguments.keys() - known.keys()):
            zh, en = f"问题 {self.name} 没有参数“{shortened(name)}”。", f"The question {self.name} has no parameter '{shortened(name)}'."
            raise InvalidParameter(zh, en, parameter=shortened(name), allowed=tuple(known))
        resolver = Resolver(graph)
        terms = {name: resolver.terms(parameter, arguments.get(name)) for name, parameter in known.items()}
        return bound(based(self.sparql, graph.info.base), terms)


class Catalogue(Mapping[str, Question]):
    """Questions by name, sorted."""

    def __init__(self, questions: Iterable[Question]) -> None:
        self._questions = {question.name: question for question in sorted(questions, key=lambda each: each.name)}

    @staticmethod
    def load(folder: Path = QUESTIONS) -> Catalogue:
        """The questions of a folder, by default the packaged ones.

        Raises:
            DefinitionError: if a file has no sound header.
        """
        return _load(folder)

    def __getitem__(self, name: str) -> Question:
        return self._questions[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._questions)

    def __len__(self) -> int:
        return len(self._questions)

    def question(self, name: str) -> Question:
        """The question of this name.

        Raises:
            UnknownValue: if there is none; ``allowed`` lists those there are.
        """
        if name not in self._questions:
            zh, en = f"没有名为“{shortened(name)}”的问题。", f"There is no question called '{shortened(name)}'."
            raise UnknownValue(zh, en, parameter="name", allowed=tuple(self))
        return self._questions[name]

    def by_topic(self) -> dict[str, list[Question]]:
        """The questions by topic, both in their order; topics without a question are left out."""
        found = {topic: [question for question in self.values() if question.topic == topic] for topic in TOPICS}
        return {topic: questions for topic, questions in found.items() if questions}

    def run(self, store: Reader, name: str, /, **arguments: Scalar | Iterable[Scalar] | None) -> Table:
        """Ask a question.

        Args:
            store: a store, or a snapshot of one.
            name: the question's name.
            **arguments: values by parameter; of a parameter that takes many, a list or a text with commas.

        Returns:
            the rows in the question's own, total order.

        Raises:
            UnknownValue, InvalidParameter: see :meth:`question` and :meth:`Question.bind`.
            StoreError: if the store failed.
        """
        question = self.question(name)
        with snapshot_of(store) as snapshot:
            return snapshot.select(question.bind(snapshot, arguments))


def read_question(path: Path) -> Question:
    """The question in a file.

    Raises:
        DefinitionError: if its header is malformed, or its parameters are not those of its SPARQL.
    """
    text = path.read_text(encoding="utf-8")
    header = _header(path, text)
    try:
        parameters = tuple(Parameter(name=name, **_texts(path, values)) for name, values in (header.get("parameters") or {}).items())
        shown = header["example"]
        example = Example(shown["call"], tuple(shown["rows"]), shown.get("documents") or {})
        question = Question(header["name"], header["topic"], header["title"], header["description"], parameters, example, text)
    except (KeyError, TypeError, AttributeError) as error:
        raise _malformed(path, f"{type(error).__name__}: {error}") from error
    if question.name != path.stem:
        raise _malformed(path, f"name is {question.name}")
    if question.topic not in TOPICS:
        raise _malformed(path, f"topic {question.topic}")
    for parameter in parameters:
        if parameter.kind not in PARAMETER_KINDS or (parameter.kind == "choice") != bool(parameter.choices):
            raise _malformed(path, f"{parameter.name}: kind {parameter.kind}")
    if (named := {parameter.name for parameter in parameters}) != (used := blocks(text)):
        raise _malformed(path, f"header and VALUES blocks differ: {sorted(named ^ used)}")
    return question


def _header(path: Path, text: str) -> dict[str, Any]:
    lines = [line[2:].removeprefix(" ") for line in text.splitlines() if line.startswith("#+")]
    try:
        header = yaml.load("\n".join(lines), Loader=LOADER)
    except yaml.YAMLError as error:
        raise _malformed(path, " ".join(str(error).split())) from error
    if not isinstance(header, dict):
        raise _malformed(path, "no #+ header")
    return header


def _texts(path: Path, values: Mapping[str, Any]) -> dict[str, Any]:
    """A parameter's entry; YAML's numbers and dates are no defaults, which are text."""
    if "default" in values and not isinstance(values["default"], str):
        raise _malformed(path, f"default {values['default']!r} is not text")
    return dict(values)


def _malformed(path: Path, what: str) -> DefinitionError:
    return DefinitionError(f"问题文件 {path.name} 的文件头有误：{what}。", f"The header of the question {path.name} is malformed: {what}.")


@cache
def _load(folder: Path) -> Catalogue:
    return Catalogue(read_question(path) for path in sorted(folder.glob("*.rq")))
