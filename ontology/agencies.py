"""Bodies (机构): which full name an abbreviation stands for, given the place whose document uses it.

A local body is not listed anywhere: its name is a place and a pattern, 福建省 + 经济和信息化委员会. The patterns and their abbreviations
(经信委) are data; what a text calls its own place (省, 本市, 我区) is resolved here.
"""

from __future__ import annotations

import re

from .concepts import Concept, Regions, Scheme, without_quotes

# What a text calls the place it is issued for, with the rank (see Regions.rank) that the word says.
_OWN_PLACE = {"省": 1, "自治区": 1, "市": 2, "州": 2, "盟": 2, "区": 3, "县": 3, "旗": 3}
_DETERMINERS = re.compile(r"^(?:本|我|全)(?=[省市州盟区县旗自])")
_EACH = re.compile(r"^(?:各级|各有关|各)(?:地方)?")


class Agencies:
    """Finds the canonical names of bodies.

    Args:
        national: the scheme of national bodies.
        patterns: the scheme of patterns of local ones.
        regions: the places.

    Attributes:
        national, patterns: as given.
    """

    def __init__(self, national: Scheme, patterns: Scheme, regions: Regions) -> None:
        self.national = national
        self.patterns = patterns
        self._regions = regions
        # The longest wording first: 市科技行政主管部门 ends in 主管部门 too.
        self._endings = patterns.surfaces()

    def resolve(self, name: str, place: Concept | None = None) -> str | None:
        """The full name of a body.

        Args:
            name: as a text writes it: ``工信部``, ``省经信委``, ``宁波市经信局``, ``各设区市经信部门``, ``市发展改革委``.
            place: the place whose document writes it; needed for 省…, 市…, 本区….

        Returns:
            the name in full: ``福建省经济和信息化委员会``; of bodies of many places without 各: ``设区市经济和信息化部门``. None when
            neither a national body nor a pattern fits.
        """
        wording = _EACH.sub("", without_quotes(name))
        if national := self.national.resolve(wording):
            return national.label
        if wording.endswith("特别行政区政府"):  # its full name has no 人民
            return wording
        for ending, pattern in self._endings:
            if wording.endswith(ending):
                return self._place_name(wording[: -len(ending)], place, plural=wording != without_quotes(name)) + pattern.label
        return None

    def _place_name(self, words: str, place: Concept | None, *, plural: bool) -> str:
        """Full name of the place that stands before a pattern; the words themselves when they name no one place."""
        own = _DETERMINERS.sub("", words)
        if not plural and place is not None and own in _OWN_PLACE:
            found = next((area for area in (place, *self._regions.ancestors(place)) if self._is_called(area, own)), None)
            if found is not None:
                return self.full_place_name(found)
        named = self._regions.resolve(words) if len(words) > 1 else None
        if named is not None:
            return self.full_place_name(named)
        return "设区市" if plural and words in ("市", "地市") else own

    def _is_called(self, area: Concept, word: str) -> bool:
        """Whether a text may call a place by a word: 市 also a municipality or a county-level city, 区 also an autonomous region."""
        rank = self._regions.rank(area)
        return area.label.endswith(word) and (rank in (1, _OWN_PLACE[word]) or (word == "市" and rank == 3))

    def full_place_name(self, place: Concept) -> str:
        """The name that the bodies of a place bear: 福建省, 宁波市, 慈溪市; of a district with its city: 深圳市坪山区."""
        above = self._regions.get(place.broader)
        if place.label.endswith("区") and self._regions.rank(place) == 3 and above is not None:
            return above.label + place.label
        return place.label
