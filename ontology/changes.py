"""How the names of local bodies changed (机构改革): which pattern gave way to which, in which year and places.

The changes are data (``schemes/pattern-changes.ttl``). One of a place by name goes before one of all places of its rank: 经信委 became
工信厅 in 福建, 经信厅 in 浙江.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from .concepts import Concept, Regions, Scheme

RANKS = ("nation", "province", "prefecture", "county")
"""What the ranks of :meth:`.concepts.Regions.rank` are called in ``h:rank``; a province-level city is a ``municipality``."""


def rank_of(place: Concept, regions: Regions) -> str:
    """The rank of a place as ``h:rank`` calls it; empty for 台湾, 香港 and 澳门 (GB/T 2260: 71, 81, 82), whose bodies bear other names."""
    if place.key[:2] in {"71", "81", "82"}:
        return ""
    rank = RANKS[regions.rank(place)]
    return "municipality" if rank == "province" and place.label.endswith("市") else rank


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a local body's name.

    Attributes:
        year: in which it took place.
        former, later: keys of the patterns before and after.
        source: the concept that says so.
    """

    year: int
    former: str
    later: str
    source: Concept


class Changes:
    """The changes of all places.

    Args:
        changes: the scheme ``pattern-change``.
        regions: the places.
    """

    def __init__(self, changes: Scheme, regions: Regions) -> None:
        self._regions = regions
        self._changes = sorted((_change(concept) for concept in changes.values()), key=lambda each: (each.year, each.source.key))

    def of(self, place: Concept, pattern: str) -> tuple[Change, ...]:
        """The changes of a place's body by which a name of this pattern was given up or came into use, in the order of years.

        Args:
            place: the place.
            pattern: key of the pattern, such as ``经济和信息化委员会``.
        """
        touching = self._by_pattern.get(pattern, ())
        named = [each for each in touching if place.key in each.source.properties.get("tookPlaceIn", ())]
        rank = rank_of(place, self._regions)
        # What a place did by itself takes the place of what its rank did with the same name.
        settled = {(each.former == pattern, each.later == pattern) for each in named}
        general = [
            each
            for each in touching
            if rank in each.source.properties.get("rank", ()) and (each.former == pattern, each.later == pattern) not in settled
        ]
        return tuple(sorted({*named, *general}, key=lambda each: (each.year, each.source.key)))

    def since(self, place: Concept, pattern: Concept) -> int:
        """The first year of a name in a place: of its change there, else what the pattern says in general; 0 if always."""
        years = [change.year for change in self.of(place, pattern.key) if change.later == pattern.key]
        return min(years) if years else int(pattern.properties.get("since", ("0",))[0])

    def until(self, place: Concept, pattern: Concept, never: int) -> int:
        """The last year in which a name of a place may be met; ``never`` if it has not been given up.

        That is the year of its change there, or the next one where the pattern says that the name lasted so long: provinces changed
        late in 2018, and numbers of 2019 still bear the old name. Without a change there, it is what the pattern says.
        """
        general = pattern.properties.get("until")
        years = [change.year for change in self.of(place, pattern.key) if change.former == pattern.key]
        if not years:
            stays = place.key in pattern.properties.get("establishedIn", ())
            return int(general[0]) if general and not stays else never
        last = max(years)
        return min(max(last, int(general[0])), last + 1) if general else last

    @cached_property
    def _by_pattern(self) -> dict[str, list[Change]]:
        found: dict[str, list[Change]] = {}
        for each in self._changes:
            for pattern in dict.fromkeys((each.former, each.later)):
                found.setdefault(pattern, []).append(each)
        return found

    def __iter__(self) -> Iterator[Change]:
        return iter(self._changes)


def _change(concept: Concept) -> Change:
    said = concept.properties
    return Change(int(said["year"][0]), said["formerPattern"][0], said["laterPattern"][0], concept)
