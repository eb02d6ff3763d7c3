"""Places (行政区划) named in a text, found by the ontology's scheme of regions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ..ontology.schemes import Concept, schemes
from .alternation import any_of

NATION = "000000"


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place named in a text: its span in the view and the codes (GB/T 2260) that the name may mean, the likeliest first."""

    start: int
    end: int
    codes: tuple[str, ...]


@lru_cache(maxsize=1)
def _names() -> re.Pattern[str]:
    """Any place's name. Counties count by their full name only: 和平 or 东方 alone says too little."""
    return re.compile(
        any_of(
            name
            for region in schemes().regions.values()
            for name in region.names
            if len(name) >= 2 and region.key != NATION and (name == region.label or region.key.endswith("00"))
        )
    )


@lru_cache(maxsize=512)  # asked again and again for the few names of bodies in a text
def find_places(text: str) -> tuple[PlaceMention, ...]:
    """The places that a view's text names, in order; 深圳市坪山区 is one mention, of the district."""
    found: list[PlaceMention] = []
    for match in _names().finditer(text):
        mention = PlaceMention(match.start(), match.end(), tuple(place.key for place in schemes().regions.candidates(match[0])))
        if found and found[-1].end == mention.start:
            below = tuple(code for code in mention.codes if any(within(code, above) for above in found[-1].codes))
            if below:
                mention = PlaceMention(found.pop().start, mention.end, below)
        found.append(mention)
    return tuple(found)


def region(code: str) -> Concept | None:
    """The region of a code, or None."""
    return schemes().regions.get(code)


def within(code: str, above: str) -> bool:
    """Whether a place lies in another one, or is it."""
    inner, outer = region(code), region(above)
    return inner is not None and outer is not None and schemes().regions.within(inner, outer)


def level_of(code: str) -> str:
    """Level (国家级, 省级, 市级, 区县级) of a place."""
    return ("国家级", "省级", "市级", "区县级")[schemes().regions.rank(schemes().regions[code])]


def is_municipality(code: str) -> bool:
    """Whether a place is, or lies in, a municipality under the central government (直辖市)."""
    province = region(code[:2] + "0000")
    return province is not None and province.label.endswith("市")


def full_name(code: str) -> str:
    """The name of a place as its bodies bear it: 山东省, 宁波市, 深圳市坪山区, 柳河县."""
    place = region(code)
    return schemes().agencies.full_place_name(place) if place is not None else ""


def names_of(code: str) -> tuple[str, ...]:
    """The names of a place in a text, full ones first; one-character abbreviations are left out."""
    place = region(code)
    names = (full_name(code), *place.names) if place is not None else ()
    return tuple(dict.fromkeys(name for name in names if len(name) >= 2))
