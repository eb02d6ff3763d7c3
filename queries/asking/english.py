"""English questions, put into Chinese word by word: names by the schemes' English labels, the rest by ``english.yaml``.

The answer is still Chinese, for it quotes the texts. What is left over and means nothing here stays as it is, and is then a word that no
text holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from ...ontology.schemes import schemes
from ...ontology.yamlfiles import load_yaml
from .lexicon import FOLDER

_LATIN = re.compile(r"[A-Za-z]{2,}")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_NUMBER = r"(?<![\w.])(\d+(?:\.\d+)?)"


def in_chinese(question: str) -> str:
    """A question in Chinese where it is in English; any other as it is."""
    if _HAN.search(question) or len(_LATIN.findall(question)) < 3:
        return question
    text, named = _taken(question, _names())
    values = [(match[1] + unit) for pattern, unit in _units() for match in pattern.finditer(text)]
    for pattern, _ in _units():
        text = pattern.sub(" ", text)
    years = [f"{year}年" for year in re.findall(r"(?<!\d)20\d\d(?!\d)", text)]
    text, asked = _taken(re.sub(r"(?<!\d)20\d\d(?!\d)", " ", text), _asked())
    stops = _data()["stops"].split()
    left = [word for word in re.findall(r"[A-Za-z0-9]+", text) if word.lower() not in stops]
    places = {each.label for each in schemes().regions.values()}
    named.sort(key=lambda name: name not in places)  # whose, then what
    return "".join([*named, *years, *values, *asked, *(f" {word}" for word in left)]) + "？"


def _taken(text: str, patterns: Iterator[tuple[re.Pattern[str], str]] | tuple[tuple[re.Pattern[str], str], ...]) -> tuple[str, list[str]]:
    """A text without what some patterns find, and what that is in Chinese, in the order of the text."""
    found: dict[int, str] = {}
    for pattern, chinese in patterns:
        for match in pattern.finditer(text):
            found.setdefault(match.start(), chinese)
        text = pattern.sub(lambda match: " " * len(match.group()), text)
    return text, list(dict.fromkeys(found[at] for at in sorted(found)))


@cache
def _data() -> Mapping[str, Any]:
    return load_yaml(FOLDER / "english.yaml")


@cache
def _names() -> tuple[tuple[re.Pattern[str], str], ...]:
    labels = {
        concept.label_en: concept.label
        for name in ("type", "region", "sector", "grade", "level")
        for concept in schemes()[name].values()
        if concept.label_en and not concept.deprecated and len(concept.label_en) > 3
    }
    longest = sorted(labels, key=lambda label: (-len(label), label))
    return (*_patterns(_data()["names"]), *((re.compile(rf"\b{_plural(each)}\b", re.IGNORECASE), labels[each]) for each in longest))


@cache
def _asked() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(_patterns(_data()["asked"]))


@cache
def _units() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(rf"{_NUMBER}[ -]?(?:{name})(?!\w)", re.IGNORECASE), unit) for name, unit in _data()["units"].items())


def _plural(label: str) -> str:
    """A pattern of a name and its plural."""
    return f"{re.escape(label[:-1])}(?:y|ies)" if label.endswith("y") else f"{re.escape(label)}s?"


def _patterns(entries: Mapping[str, str]) -> Iterator[tuple[re.Pattern[str], str]]:
    for pattern, chinese in entries.items():
        yield re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE), chinese
