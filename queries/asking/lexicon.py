"""The word lists of ``lexicon.yaml``, ready for use."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ...ontology.yamlfiles import load_yaml

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Lexicon:
    """How people write.

    Attributes:
        spoken: patterns of short and spoken forms, each with its full form.
        elliptic: nouns that stand for a type that ends with them, by the word that is written.
        nation: patterns of words that mean the nation as the place asked about.
        nation_alone: pattern of words that mean it where no other place is named.
        tiers: patterns of words that mean a level without naming it (国家绿色工厂).
        not_places: names of places that are common words.
        not_grades: names of grades that are common words.
        heard: key words to which slips are mended, besides names.
        typed: words that are left in pinyin, besides names and key words.
        statuses: pattern of words for the status itself (称号), where no type is named.
        stops: words that say nothing of what is asked.
        common: words that tell little, since nearly every text holds them.
        general: nouns that say of what class an answer is.
        shared: words that many names of regions and bodies have in common.
        everywhere: pattern of questions about all places.
        same: words of questions with the words of texts that mean them.
        consequences: patterns of consequences that are asked about.
        breaches: pattern of breaches.
        realised, realised_said: patterns of questions for what has come about, and of sentences that state it.
        papers: pattern of words for the documents themselves.
        measures: pattern of nouns that say of what a value is asked.
        supporting: pattern of sentences that promise something.
        forms: patterns of forms of incentive that are asked for by name.
        follow_up: pattern of a question put once more about something else.
        open_ended: pattern of words that ask for anything at all about what is named.
        instructing, elsewhere: patterns of what is no question about texts.
    """

    spoken: tuple[tuple[re.Pattern[str], str], ...]
    elliptic: Mapping[str, str]
    nation: re.Pattern[str]
    nation_alone: re.Pattern[str]
    tiers: Mapping[str, re.Pattern[str]]
    not_places: frozenset[str]
    not_grades: frozenset[str]
    heard: tuple[str, ...]
    typed: tuple[str, ...]
    statuses: re.Pattern[str]
    stops: frozenset[str]
    common: frozenset[str]
    general: frozenset[str]
    shared: frozenset[str]
    everywhere: re.Pattern[str]
    same: Mapping[str, tuple[str, ...]]
    consequences: Mapping[str, re.Pattern[str]]
    breaches: re.Pattern[str]
    realised: re.Pattern[str]
    realised_said: re.Pattern[str]
    papers: re.Pattern[str]
    measures: re.Pattern[str]
    supporting: re.Pattern[str]
    forms: Mapping[str, re.Pattern[str]]
    follow_up: re.Pattern[str]
    open_ended: re.Pattern[str]
    instructing: re.Pattern[str]
    elsewhere: re.Pattern[str]

    def ways(self, word: str) -> tuple[str, ...]:
        """A word of a question and the words of texts that mean it."""
        return (word, *self.same.get(word, ()))


@cache
def lexicon() -> Lexicon:
    """The packaged word lists."""
    data: Mapping[str, Any] = load_yaml(FOLDER / "lexicon.yaml")
    return Lexicon(
        spoken=tuple((re.compile(pattern), full) for pattern, full in data["spoken"].items()),
        elliptic={**data["elliptic_one"], **{noun: noun for noun in data["elliptic"]}},
        nation=_any(data["nation"]),
        nation_alone=re.compile(data["nation_alone"]),
        tiers={level: re.compile(said) for level, said in data["tiers"].items()},
        not_places=frozenset(data["not_places"]),
        statuses=re.compile(data["statuses"]),
        not_grades=frozenset(data["not_grades"]),
        heard=tuple(data["heard"]),
        typed=tuple(data["typed"]),
        stops=frozenset(data["stops"].split()),
        common=frozenset(data["common"].split()),
        general=frozenset(data["general"].split()),
        shared=frozenset(data["shared"]),
        everywhere=_any(data["everywhere"]),
        same={word: tuple(others) for word, others in data["same"].items()},
        consequences={name: re.compile(said) for name, said in data["consequences"].items()},
        breaches=re.compile(data["breaches"]),
        realised=re.compile(data["realised"]),
        realised_said=re.compile(data["realised_said"]),
        papers=re.compile(data["papers"]),
        measures=re.compile(data["measures"]),
        supporting=re.compile(data["supporting"]),
        forms={form: re.compile(said) for form, said in data["forms"].items()},
        follow_up=re.compile(data["follow_up"]),
        open_ended=re.compile(data["open_ended"]),
        instructing=_any(data["instructing"]),
        elsewhere=_any(data["elsewhere"]),
    )


def _any(patterns: list[str]) -> re.Pattern[str]:
    flags = re.IGNORECASE if any("(?i" in pattern for pattern in patterns) else 0
    return re.compile("|".join(f"(?:{pattern.replace('(?i)', '').replace('(?i:', '(?:')})" for pattern in patterns), flags)
