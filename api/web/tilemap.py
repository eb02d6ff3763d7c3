"""The provinces as tiles of one size, coloured by how many documents are collected of each and of the places in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from ...ontology.concepts import Concept
from ...ontology.schemes import schemes

SIDE = 52
"""Width and height of a tile, in CSS pixels."""
MANY = 5
"""From how many documents on a tile is dark."""


@dataclass(frozen=True, slots=True)
class Tile:
    """A province on the map.

    Attributes:
        code: its GB/T 2260 code.
        name: its name.
        letter: its abbreviation (闽).
        x, y: its corner, in CSS pixels.
        documents: how many are collected of it and of the places in it.
    """

    code: str
    name: str
    letter: str
    x: int
    y: int
    documents: int

    @property
    def shade(self) -> str:
        """Its class in the style sheet: none, some or many documents."""
        return "many" if self.documents >= MANY else "some" if self.documents else "none"


@cache
def _places() -> Mapping[str, tuple[int, int]]:
    return {code: (x, y) for code, (x, y) in yaml.safe_load((Path(__file__).parent / "tiles.yaml").read_text(encoding="utf-8")).items()}


def _letter(region: Concept) -> str:
    """The abbreviation in one character, the one that is in its name if there are several (陕, not 秦)."""
    letters = [alias for alias in region.aliases if len(alias) == 1]
    return next((letter for letter in letters if letter in region.label), letters[0])


SIZE = 10 * SIDE, 8 * SIDE
"""Width and height of the map."""


def tiles(codes: Iterable[str], english: bool) -> list[Tile]:
    """The map.

    Args:
        codes: of the places that documents are for, each as often as it has documents.
        english: whether names are English.
    """
    regions = schemes().regions
    counted: Counter[str] = Counter()
    for code in codes:
        if code in regions:
            counted.update({code, *(area.key for area in regions.ancestors(regions[code]))})
    return [
        Tile(code, region.label_en if english else region.label, _letter(region), x * SIDE, y * SIDE, counted[code])
        for code, (x, y) in _places().items()
        for region in [regions[code]]
    ]
