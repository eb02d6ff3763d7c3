"""The catalogue of questions as people read it: a list by topic, and the description of one question."""

from __future__ import annotations

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
    parts = []
    for topic, questions in catalogue.by_topic().items():
        lines = [
            f"  {each.name:{names}}{each.title[language]}{' ' * (titles - width(each.title[language]))}{' '.join(map(_name, each.parameters))}"
            for each in questions
        ]
        parts.append("\n".join([TOPICS[topic][language], *map(str.rstrip, lines)]))
    end = "带 * 的参数必填。详细说明：hengce query 问题名 --help" if language == "zh" else "* must be given. More: hengce query NAME --help"
    return "\n\n".join([*parts, end]) + "\n"


def described(question: Question, language: Language) -> str:
    """What a question answers, its parameters, and a call of it."""
    zh = language == "zh"
    parameters = [f"  {_name(each)}\n      {meaning(each)}" for each in question.parameters]
    call = " ".join(["hengce query", question.name, *(f"--param {name}={_quoted(value)}" for name, value in question.example.call.items())])
    heads = ("参数（--param 名称=值，可重复）", "没有参数。", "例") if zh else ("parameters (--param NAME=VALUE, may be repeated)", "no parameters", "example")
    return "\n".join(
        [
            f"{question.name}  {question.title[language]}",
            "",
            question.description[language],
            "",
            *([heads[0], *parameters] if parameters else [heads[1]]),
            "",
            heads[2],
            f"  {call}",
            "",
        ]
    )


def _name(parameter: Parameter) -> str:
    return parameter.name + ("*" if parameter.required else "")


def _quoted(value: object) -> str:
    """A value as a shell takes it."""
    text = str(value)
    return f'"{text}"' if " " in text else text
