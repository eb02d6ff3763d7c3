"""English questions, put into Chinese word by word: names by the schemes' English labels, the rest by ``english.yaml``.

The answer is still Chinese, for it quotes the texts. What is left over and means nothing here stays as it is, and is then a word that no
text holds.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from ...ontology.schemes import schemes
from ...ontology.yamlfiles import load_yaml
from .lexicon import FOLDER

_LATIN = re.compile(r"[A-Za-z]{2,}")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_NUMBER = r"(?<![\w.])(\d+(?:\.\d+)?)"


def in_chinese(question: str) -> str:
    """A question in Chinese where it is in English; any other as it is."""
    if _HAN.search(question) or len(_LATIN.findall(question)) < 3:
        return question
    text, named = _taken(question, _patterns("names"))
    text, labelled = _labelled(text)
    values = [match[1] + unit for pattern, unit in _units() for match in pattern.finditer(text)]
    for pattern, _ in _units():
        text = pattern.sub(" ", text)
    years = [f"{year}年" for year in _YEAR.findall(text)]
    text, asked = _taken(_YEAR.sub(" ", text), _patterns("asked"))
    stops = _data()["stops"].split()
    left = [word for word in re.findall(r"[A-Za-z0-9]+", text) if word.lower() not in stops]
    places = {each.label for each in schemes().regions.values()}
    names = sorted([*named, *labelled], key=lambda name: name not in places)  # whose, then what
    return "".join([*names, *years, *values, *asked, *(f" {word}" for word in left)]) + "？"


def _taken(text: str, patterns: Sequence[tuple[re.Pattern[str], str]]) -> tuple[str, list[str]]:
    """A text without what some patterns find, and what that is in Chinese, in the order of the text."""
    found: dict[int, str] = {}
    for pattern, chinese in patterns:
        for match in pattern.finditer(text):
            found.setdefault(match.start(), chinese)
        text = pattern.sub(lambda match: " " * len(match.group()), text)
    return text, list(dict.fromkeys(found[at] for at in sorted(found)))


def _labelled(text: str) -> tuple[str, list[str]]:
    """A text without the schemes' English labels, and what they mean, in the order of the text."""
    labels, pattern = _labels()
    words = [match.group().lower() for match in pattern.finditer(text)]
    meant = [labels.get(word) or labels.get(word.removesuffix("s")) or labels[f"{word.removesuffix('ies')}y"] for word in words]
    return pattern.sub(" ", text), list(dict.fromkeys(meant))


@cache
def _labels() -> tuple[Mapping[str, str], re.Pattern[str]]:
    labels = {
        concept.label_en.lower(): concept.label
        for name in ("type", "region", "sector", "grade", "level")
        for concept in schemes()[name].values()
        if concept.label_en and not concept.deprecated and len(concept.label_en) > 3
    }
    longest = sorted(labels, key=lambda label: (-len(label), label))
    return labels, re.compile(rf"\b(?:{'|'.join(map(_plural, longest))})\b", re.IGNORECASE)


def _plural(label: str) -> str:
    """A pattern of a name and its plural."""
    return f"{re.escape(label[:-1])}(?:y|ies)" if label.endswith("y") else f"{re.escape(label)}s?"


@cache
def _data() -> Mapping[str, Any]:
    return load_yaml(FOLDER / "english.yaml")


@cache
def _patterns(section: str) -> Sequence[tuple[re.Pattern[str], str]]:
    return [(re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE), chinese) for pattern, chinese in _data()[section].items()]


@cache
def _units() -> Sequence[tuple[re.Pattern[str], str]]:
    return [(re.compile(rf"{_NUMBER}[ -]?(?:{name})(?!\w)", re.IGNORECASE), unit) for name, unit in _data()["units"].items()]
