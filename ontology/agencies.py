"""Bodies (机构): which full name an abbreviation stands for, given the place whose document uses it.

A local body is not listed anywhere: its name is a place and a pattern, 福建省 + 经济和信息化委员会. The patterns and their abbreviations
(经信委) are data; what a text calls its own place (省, 本市, 我区) is resolved here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from .changes import Change, Changes, rank_of
from .concepts import Concept, Regions, Scheme, without_quotes

# What a text calls the place it is issued for, with the rank (see Regions.rank) that the word says.
_OWN_PLACE = {"省": 1, "自治区": 1, "市": 2, "州": 2, "盟": 2, "区": 3, "县": 3, "旗": 3}
_DETERMINERS = re.compile(r"^(?:本|我|全)(?=[省市州盟区县旗自])")
_NEVER = 9999  # until when a name is in use that has not been given up
_YEAR = re.compile(r"〔(\d{4})〕")
_EACH = re.compile(r"^(?:各级|各有关|各)(?:地方)?")


class Agencies:
    """Finds the canonical names of bodies.

    Args:
        national: the scheme of national bodies.
        patterns: the scheme of patterns of local ones.
        regions: the places.
        changes: the scheme of changes of patterns.

    Attributes:
        national, patterns: as given.
        changes: how names changed.
    """

    def __init__(self, national: Scheme, patterns: Scheme, regions: Regions, changes: Scheme) -> None:
        self.national = national
        self.patterns = patterns
        self.changes = Changes(changes, regions)
        self._regions = regions
        self._endings = dict(reversed(patterns.surfaces()))  # of several the first

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
        for cut in range(len(wording)):  # the longest ending first: 市科技行政主管部门 ends in 主管部门 too
            if pattern := self._endings.get(wording[cut:]):
                return self._place_name(wording[:cut], place, plural=wording != without_quotes(name)) + pattern.label
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

    def parts(self, name: str) -> tuple[Concept, Concept] | None:
        """The place and the pattern that a local body's full name is made of (福建省 + 工业和信息化厅), or None."""
        for cut in range(1, len(name)):
            pattern = self.patterns.get(name[cut:])
            place = self._regions.resolve(name[:cut]) if pattern is not None else None
            if pattern is not None and place is not None and self.full_place_name(place) == name[:cut]:
                return place, pattern
        return None

    def renamings(self, name: str) -> tuple[tuple[Change, str, str], ...]:
        """The changes by which a local body got or lost its full name: each with the full names before and after.

        Args:
            name: a full name, such as ``福建省经济和信息化委员会``.
        """
        if (parts := self.parts(name)) is None:
            return ()
        place, pattern = parts
        area = self.full_place_name(place)
        return tuple((change, area + change.former, area + change.later) for change in self.changes.of(place, pattern.key))

    def renamings_in(self, place: Concept) -> tuple[tuple[Change, str, str], ...]:
        """All changes of the names of a place's bodies: each with the full names before and after, in the order of years."""
        area = self.full_place_name(place)
        found = {change.source.key: change for pattern in self.patterns for change in self.changes.of(place, pattern)}
        changes = sorted(found.values(), key=lambda each: (each.year, each.source.key))
        return tuple((change, area + change.former, area + change.later) for change in changes)

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

    # -- document numbers (发文字号) -------------------------------------------------------------------------------------

    def of_number(self, number: str, text: str = "") -> str | None:
        """Full name of the body that a document number's code (机关代字) means.

        Where a code fits several bodies, the ranks of places that have them and the years of their names there decide (浙经信〔2016〕
        is the 委员会, 浙经信〔2020〕 the 厅), then which of them the text names.

        Args:
            number: in its normal form, with 〔〕: ``闽政〔2017〕29号``, ``工信厅节函〔2016〕586号``.
            text: the text that bears the number.

        Returns:
            the name, or None where nothing decides.
        """
        code, year = number.partition("〔")[0], _YEAR.search(number)
        national = _longest(self._national_codes, code)
        if national:
            return national[0].label if len(national) == 1 else None
        place, length = self.place_of_number(number)
        if place is None:
            return None
        fitting = _longest(self._local_codes, code[length:].removeprefix("委"))
        at = int(year[1]) if year else None
        fitting = [body for body in fitting if self._exists(body, place, at)]
        certain = [body for body in fitting if self._established(body, place) or self._changed(body, place)]
        fitting = certain or fitting
        named = [body for body in fitting if body.label in text]
        # Where an old name and its successor, or a name that other places always had, both fit: the old one until its last year.
        old = [body for body in fitting if at is not None and at < self._until(body, place)]
        young = [body for body in fitting if at is not None and at != self._until(body, place)]
        given_up = [body for body in old if self._until(body, place) < _NEVER]
        one = next((bodies for bodies in (fitting, named, given_up, young) if len(bodies) == 1), [])
        return self.full_place_name(place) + one[0].label if one else None

    def place_of_number(self, number: str) -> tuple[Concept | None, int]:
        """The place whose sign a number begins with (闽政 → 福建, 深坪府办规 → 深圳市坪山区) and how many characters its sign has."""
        code = number.partition("〔")[0]
        place = self._signs.get(code[:1])
        if place is None or _longest(self._national_codes, code):
            return None, 0

        def local(rest: str) -> bool:
            return bool(_longest(self._local_codes, rest))

        below = [area for area in self._counties(place) if area.label[0] == code[1:2]]
        if len(below) == 1 and not local(code[1:]) and local(code[2:]):
            return below[0], 2
        return (place, 1) if local(code[1:].removeprefix("委")) else (None, 0)

    @cached_property
    def _signs(self) -> dict[str, Concept]:
        """One-character abbreviations of provinces and cities (闽, 甬); a province's goes before a city's."""
        found: dict[str, Concept] = {}
        for place in sorted(self._regions.values(), key=lambda place: (self._regions.rank(place), place.key)):
            for name in place.aliases:
                if len(name) == 1:
                    found.setdefault(name, place)
        return found

    @cached_property
    def _national_codes(self) -> dict[str, list[Concept]]:
        return _by_code(self.national)

    @cached_property
    def _local_codes(self) -> dict[str, list[Concept]]:
        return _by_code(self.patterns)

    def _established(self, body: Concept, place: Concept) -> bool:
        return place.key in body.properties.get("establishedIn", ())

    def _changed(self, body: Concept, place: Concept) -> bool:
        """Whether it is known of this very place that its body got or gave up the name."""
        return any(place.key in change.source.properties.get("tookPlaceIn", ()) for change in self.changes.of(place, body.key))

    def _exists(self, body: Concept, place: Concept, year: int | None) -> bool:
        """Whether a place of this rank has such a body, and whether it bore that name in that year."""
        if self._established(body, place):
            return True
        ranks = body.properties.get("rank", ())
        in_time = year is None or self.changes.since(place, body) <= year <= self._until(body, place)
        return in_time and (not ranks or rank_of(place, self._regions) in ranks or self._changed(body, place))

    def _until(self, body: Concept, place: Concept) -> int:
        return self.changes.until(place, body, _NEVER)

    def _counties(self, place: Concept) -> Sequence[Concept]:
        """The counties and districts right below a city or a municipality."""
        if self._regions.rank(place) == 1 and not place.label.endswith("市"):
            return ()
        return self._below.get(place.key, ())

    @cached_property
    def _below(self) -> dict[str, list[Concept]]:
        """The counties in each larger place by its key, in the order of their keys."""
        found: dict[str, list[Concept]] = {}
        for county in self._regions.values():
            if self._regions.rank(county) == 3:
                for place in self._regions.ancestors(county):
                    found.setdefault(place.key, []).append(county)
        return found


def _by_code(scheme: Scheme) -> dict[str, list[Concept]]:
    table: dict[str, list[Concept]] = {}
    for concept in scheme.values():
        for code in concept.properties.get("numberCode", ()):
            table.setdefault(code, []).append(concept)
    return table


def _longest(table: dict[str, list[Concept]], code: str) -> list[Concept]:
    """The bodies whose number code is the longest that ``code`` begins with."""
    found = next((code[:i] for i in range(len(code), 0, -1) if code[:i] in table), None)
    return table[found] if found else []
