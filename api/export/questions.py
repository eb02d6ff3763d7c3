"""The catalogue of questions as people read it: a list by topic, and the description of one question."""

from __future__ import annotations

import shlex

from ...queries.catalogue import TOPICS, Catalogue, Question
from ...queries.functions import meaning
from ...queries.parameters import Parameter
from ..language import Language
from .grid import Grid
from .table import width


def grid(language: Language) -> Grid:
    """All questions by topic: topic, name, title, parameters, description."""
    rows = [
        (TOPICS[topic][language], each.name, each.title[language], ", ".join(map(_name, each.parameters)), each.description[language])
        for topic, questions in Catalogue.load().by_topic().items()
        for each in questions
    ]
    heads = ("主题", "问题", "标题", "参数", "说明") if language == "zh" else ("topic", "question", "title", "parameters", "description")
    return Grid(heads, tuple(rows))


def listing(language: Language) -> str:
    """All questions, a line each, under the headings of their topics; parameters that must be given have an asterisk."""
    catalogue = Catalogue.load()
    names = max(map(len, catalogue)) + 2
    titles = max(width(each.title[language]) for each in catalogue.values()) + 2

    def line(question: Question) -> str:
        title = question.title[language]
        return f"  {question.name:{names}}{title}{' ' * (titles - width(title))}{' '.join(map(_name, question.parameters))}".rstrip()

    parts = ["\n".join([TOPICS[topic][language], *map(line, questions)]) for topic, questions in catalogue.by_topic().items()]
    end = "带 * 的参数必填。详细说明：hengce query 问题名 --help" if language == "zh" else "* must be given. More: hengce query NAME --help"
    return "\n\n".join([*parts, end]) + "\n"


def described(question: Question, language: Language) -> str:
    """What a question answers, its parameters, and a call of it."""
    zh = language == "zh"
    lines = [f"{question.name}  {question.title[language]}", "", question.description[language], ""]
    lines.append(
        "参数（--param 名称=值，可重复；带 * 的必填）" if zh else "parameters (--param NAME=VALUE, may be repeated; * must be given)"
    )
    lines += (f"  {_name(each)}\n      {meaning(each)}" for each in question.parameters)
    given = (f"--param {name}={shlex.quote(str(value))}" for name, value in question.example.call.items())
    return "\n".join([*lines, "", "例" if zh else "example", "  " + " ".join(["hengce query", question.name, *given]), ""])


def _name(parameter: Parameter) -> str:
    return parameter.name + ("*" if parameter.required else "")
