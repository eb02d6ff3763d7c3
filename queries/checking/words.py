"""The words that rules look for (``words.yaml``): reviewers add to them without touching code."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ...extract.alternation import any_of
from ...ontology import yamlfiles

_FILE = Path(__file__).with_name("words.yaml")


@cache
def words(name: str) -> tuple[str, ...]:
    """The list of this name."""
    return tuple(map(str, yamlfiles.load_yaml(_FILE)[name]))


@cache
def pairs(name: str) -> dict[str, str]:
    """The table of this name, from word to word."""
    return {str(key): str(value) for key, value in yamlfiles.load_yaml(_FILE)[name].items()}


@cache
def either(name: str) -> str:
    """The words of a list as one regular expression."""
    return any_of(words(name))
