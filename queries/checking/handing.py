"""Papers on their way up (逐级上报): who hands what to whom by which day of the year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ...extract.facts import Deadline
from ...ontology.concepts import Concept, Regions
from ...ontology.schemes import schemes
from ...ontology.yamlfiles import load_yaml
from ..alignment import alignment
from ..duedays import CHAIN

_OF_RANK = ("nation", "province", "city", "county")
_DAY = re.compile("[0-9]月|年底|次年")
_YEARLY = re.compile(r"(?:\d{4})?-{1,2}(?P<month>\d\d)-(?P<day>\d\d)")


@dataclass(frozen=True, slots=True)
class Handing:
    """A step of the way up.

    Attributes:
        giver: place of who must act in :data:`..duedays.CHAIN`.
        matter: class of what is handed up.
        day: month and day, months counted on from the year that the matter is about.
    """

    giver: int
    matter: str
    day: tuple[int, int]


def handing(fact: Deadline, place: Concept, sentence: str) -> Handing | None:
    """A deadline as a step of the way up, or None where nothing is handed to a body above on a day of the year.

    Args:
        fact: the deadline.
        place: the place that its document is for.
        sentence: the sentence that states it.
    """
    when, data = _YEARLY.fullmatch(fact.recurrence or fact.date or ""), _data()
    # What must be done by the day stands first: 公布名单，并从中推荐 is no handing up by that day.
    if when is None or not data["handed"].search((fact.action or fact.quote).partition("，")[0]):
        return None
    actor = _DAY.split(fact.actor)[0].rstrip("应须于在") or None if fact.actor else None  # what holds the day is no body
    giver, taker = (_position(name, place) for name in (actor, fact.recipient))
    if giver is None:
        giver = taker - 1 if taker is not None else None
    if giver is None or (taker is not None and taker <= giver):
        return None
    bodies = [name for name in (actor, fact.recipient) if name]
    own, whole = (_without(words, bodies) for words in (fact.quote, sentence))
    matter = _matter(own)
    words = own if matter else whole
    year = (fact.date or "")[:4]  # a date may have none: --10-31
    # 2027年12月底前报2028年度名单; where only the list has a year (12月20日前报2028年度名单) the day is of the year before.
    labelled = f"{year}年度" in words and not re.search(rf"{year}年(?!度)", words)
    next_year = year.isdecimal() and (labelled or f"{int(year) + 1}年" in words)
    shift = 12 * (data["later_year"].search(own) is not None) - 12 * (next_year or data["earlier_year"].search(words) is not None)
    return Handing(giver, matter or _matter(whole) or data["default"], (int(when["month"]) + shift, int(when["day"])))


def _matter(words: str) -> str:
    return next((name for name, pattern in _data()["matters"] if pattern.search(words)), "")


def _without(words: str, bodies: Iterable[str]) -> str:
    """Words without the names of bodies: 工业和信息化局 is no 信息."""
    for name in (*bodies, "工业和信息化", "经济和信息化"):
        words = words.replace(name, "")
    return words


def _position(name: str | None, place: Concept) -> int | None:
    """Where in the chain a body stands, as a document of a place calls it."""
    if not name:
        return None
    full = schemes().agencies.resolve(name, place)
    parts = schemes().agencies.parts(full) if full else None
    known = _OF_RANK[Regions.rank(parts[0])] if parts is not None else alignment().body(name, place)
    return CHAIN.index(known) if known in CHAIN else None


@lru_cache(maxsize=1)
def _data() -> Mapping[str, Any]:
    data = load_yaml(Path(__file__).with_name("matters.yaml"))
    patterns = {name: re.compile(data[name]) for name in ("handed", "later_year", "earlier_year")}
    return {**patterns, "default": data["default"], "matters": [(each["name"], re.compile(each["pattern"])) for each in data["matters"]]}
