"""Places that a question names: in full, in short, by one character (闽), or the nation by what it issues."""

from __future__ import annotations

import re
from functools import cache

from ...extract.tagger import tagger
from ...ontology.concepts import Concept, Regions
from ...ontology.schemes import schemes
from .lexicon import lexicon
from .scene import Scene
from .taken import Taken

_WORD = re.compile(r"[0-9A-Za-z\u3400-\u9fff]")

_WHICH = re.compile(r"(?:哪|几|多少)(?:些|个|几个|份|几份)?(?:地方|省|市|文件|地区|城市|方案|政策)|谁家")
"""Asks which places: the nation is then no place that the question is about (哪些文件要求向工信部推荐)."""


def places_in(taken: Taken, scene: Scene) -> tuple[str, ...]:
    """Codes of the places, in the order of the text."""
    text, found = taken.text, dict[int, str]()
    for match in lexicon().nation.finditer(text):
        if taken.free(match.start(), match.start() + 1):
            found[match.start()] = "000000"
            taken.take(*match.span())
    names = place_names()
    cut = [word for word, _ in tagger().cut(text)]
    edges = {0, *(sum(map(len, cut[: at + 1])) for at in range(len(cut)))}
    for size in range(min(12, len(text)), 1, -1):
        for start in range(len(text) - size + 1):
            if taken.free(start, start + size) and (code := names.get(text[start : start + size])):
                if (size < 3 and start not in edges) or not _meant(text[start : start + size], code, scene):
                    continue  # 大理 in 五大理念
                found[start] = code
                taken.take(start, start + size)
    at = 0
    for before, word in zip(["", *cut], cut, strict=False):
        apart = not before or not _WORD.search(before) or before in lexicon().stops or before in names or before in place_letters()
        if len(word) == 1 and apart and taken.free(at, at + 1) and (code := place_letters().get(word)):
            found[at] = code
            taken.take(at, at + 1)
        at += len(word)
    if not found and not _WHICH.search(text) and (match := lexicon().nation_alone.search(text)) and "000000" in scene.held:
        found[match.start()] = "000000"
        taken.take(*match.span())
    return tuple(dict.fromkeys(code for _, code in sorted(found.items())))


def _meant(name: str, code: str, scene: Scene) -> bool:
    """Whether a short name of a county (慈溪) can be meant: many are words too (合作, 延长), so only where the place above is held."""
    regions = schemes().regions
    place = regions[code]
    above = [each.key for each in regions.ancestors(place) if each.key != "000000"]
    return Regions.rank(place) < 3 or name == place.label or any(each in scene.held for each in above)


@cache
def place_names() -> dict[str, str]:
    """Names of two characters or more: of counties only those in full."""
    regions, banned = schemes().regions, lexicon().not_places
    names: dict[str, str] = {}
    for surface, place in regions.surfaces():
        if surface in banned or place.key == "000000" or (Regions.rank(place) == 3 and not _names_county(surface, place)):
            continue
        meant = regions.resolve(surface)
        if meant is not None:
            names[surface] = meant.key
    for place in regions.values():
        short = place.label[:-1]
        if _is_short_district(place) and short not in names and short not in banned:
            names[short] = place.key
    return names


def _is_short_district(place: Concept) -> bool:
    """Whether a district is called by its name without 区 (鄞州): a name that no other district has, and that begins like one."""
    label = place.label
    if Regions.rank(place) != 3 or place.deprecated or len(label) != 3 or not label.endswith("区"):
        return False
    return schemes().regions.resolve(label) is place and next(tag for _, tag in tagger().cut(label[:-1])) == "ns"


def _names_county(surface: str, place: Concept) -> bool:
    """Whether a name can only mean the county: its full name, or a short one that is no other word."""
    if place.deprecated:
        return surface == place.label
    return (surface == place.label and len(surface) > 2) or [tag for _, tag in tagger().cut(surface)] == ["ns"]


@cache
def place_letters() -> dict[str, str]:
    """Names of one character (闽, 沪, 甬)."""
    regions, banned = schemes().regions, lexicon().not_places
    every = {name for place in regions.values() for name in place.names if len(name) == 1 and name not in banned}
    return {name: place.key for name in sorted(every) if (place := regions.resolve(name)) is not None}
