"""Where documents are made: places of GB/T 2260, what their bodies are called, and how their texts speak of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from random import Random

from hengce.ontology.concepts import Concept, Regions
from hengce.ontology.schemes import schemes

_MUNICIPALITIES = ("110000", "120000", "310000", "500000")
_ELSEWHERE = ("71", "81", "82")
"""Codes of places whose administration does not issue such documents."""
_SHARES = {0: 3, 1: 25, 2: 47, 3: 25}
"""How many of a hundred documents are the nation's, a province's, a prefecture's and a county's."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place as its own documents see it.

    Attributes:
        code: GB/T 2260.
        name: in full as its bodies bear it: 曲靖市, 深圳市坪山区; empty for the nation.
        own: what a text calls it: 省, 自治区, 市, 州, 县, 区, 旗, 国.
        sign: the character that stands for it in document numbers.
        level, level_word: the level that it awards, in the contract's terms and as it says itself.
        above: the level of the place above it, as texts say it: 省级, 自治区级, 市级; empty for the nation and provinces.
        parts: the places directly below it, by name.
    """

    code: str
    name: str
    own: str
    sign: str
    level: str
    level_word: str
    above: str
    parts: tuple[str, ...]

    @property
    def municipal(self) -> bool:
        """Whether it is a municipality under the central government, or lies in one."""
        return f"{self.code[:2]}0000" in _MUNICIPALITIES

    def body(self, year: int) -> str:
        """Full name of the body for industry in a year; the reform of 2018 renamed most of them."""
        return self.name + self._office(year)

    def short_body(self, year: int) -> str:
        """What the place's own texts call that body."""
        return (self.own if self.name else "") + self._office(year)

    def organ(self, year: int) -> str:
        """What the body calls itself: 部, 厅, 局 or 委."""
        return {"会": "委"}.get(self._office(year)[-1], self._office(year)[-1])

    def finance(self) -> tuple[str, str]:
        """The body for finance, as written and in full."""
        office = "财政部" if not self.name else "财政厅" if self.own in ("省", "自治区") else "财政局"
        return (self.own if self.name else "") + office, self.name + office

    def below(self, year: int) -> tuple[str, str]:
        """The bodies for industry below, as written and in full (without 各)."""
        if not self.name:
            return "各省级工业和信息化主管部门", "省级工业和信息化主管部门"
        office = "经济和信息化" if year < 2019 else "工业和信息化"
        if self.own in ("省", "自治区"):
            return f"各设区市{office}部门", f"设区市{office}部门"
        if self.own in ("市", "州"):
            return f"各县（市、区）{office}部门", f"县（市、区）{office}部门"
        return "各乡镇人民政府", "乡镇人民政府"

    def _office(self, year: int) -> str:
        if not self.name:
            return "工业和信息化部"
        if self.code in _MUNICIPALITIES:
            return "经济和信息化委员会"
        if Regions.rank(schemes().regions[self.code]) == 3:
            return "经济和信息化局" if year < 2019 else "工业和信息化局"
        if year < 2019:
            return "经济和信息化委员会"
        return "工业和信息化厅" if self.own in ("省", "自治区") else "工业和信息化局"


def draw(random: Random) -> Place:
    """Any place, the higher ranks oftener than their number."""
    rank = random.choices(list(_SHARES), list(_SHARES.values()))[0]
    return place(random.choice(_codes(rank)))


@cache
def place(code: str) -> Place:
    """The place of a code of :func:`draw`."""
    regions = schemes().regions
    concept = regions[code]
    rank = regions.rank(concept)
    if rank == 0:
        return Place(code, "", "国", "", "国家级", "国家级", "", ())
    above = regions.get(concept.broader)
    district = rank == 3 and concept.label.endswith("区")
    name = above.label + concept.label if above and district else concept.label
    own = "自治区" if concept.label.endswith("自治区") else concept.label[-1]
    short = next((alias for alias in concept.aliases if len(alias) == 1), concept.label[0])
    level = ("省级", "市级", "区县级")[rank - 1]
    parts = tuple(each.label for each in _below().get(code, ()) if each.label[-1] in "市县区旗" and len(each.label) > 2)
    over = "" if rank == 1 or above is None else f"{'自治区' if above.label.endswith('自治区') else above.label[-1]}级"
    return Place(code, name, own, short, level, f"{own}级", over, parts)


@cache
def _codes(rank: int) -> tuple[str, ...]:
    regions = schemes().regions
    # Not the county-level 市: whether the 市级 of its documents is 市级 or 区县级, no text says.
    endings = {0: ("国",), 1: ("省", "区", "市"), 2: ("市", "州"), 3: ("县", "区", "旗")}[rank]
    return tuple(
        code
        for code, each in regions.items()
        if regions.rank(each) == rank and not each.deprecated and code[:2] not in _ELSEWHERE and each.label.endswith(endings)
    )


@cache
def _below() -> dict[str, list[Concept]]:
    found: dict[str, list[Concept]] = {}
    for each in schemes().regions.values():
        if not each.deprecated:
            found.setdefault(each.broader, []).append(each)
    return found
