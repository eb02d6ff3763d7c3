"""Full names that the ontology cannot compose: branches of national bodies, offices of the party, groups a text sets up, its 主管部门."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .bodies import standing_groups
from .bodygrammar import data
from .places import find_places

_PARTY_OFFICE = re.compile(r"(?P<of>[省市区县州旗盟])委(?P<office>[\u4e00-\u9fff]{2,12})")
_LEAGUE = re.compile(r"(?:共青)?团(?P<of>[省市区县州])委")
_COMMITTEE = re.compile(r"[\u4e00-\u9fff]{4,20}管理委员会")
_MADE_RESPONSIBLE = re.compile(
    r"(?:(?<=[，。；：】])|^)(?:第[一二三四五六七八九十百]{1,4}条)?(?P<body>[^，。；：、的是]{2,20}(?:局|委|厅|部门|委员会))"
    r"(?:(?:是|为|作为)(?P<of>[^，。；、]{0,20}?)的?主管部门|(?:主管|负责)(?:本行政区域|本辖区|全省|全市|本省|本市)内?(?:的)?(?P<charged>[^，。；、]{2,30}?)的?(?:[^，。；]{0,20})(?:工作|管理))"
)


def party_office(name: str) -> tuple[str, str] | None:
    """Whose office of the party a name means (省委金融办 → 省), and its own full name with {place} for that place's; or None."""
    if office := _PARTY_OFFICE.fullmatch(name):
        full = data()["party_offices"].get(office["office"], office["office"])
        return office["of"], "中共{place}委" + full
    if re.fullmatch("[省市区县州旗盟]委", name):
        return name[0], "中共{place}委员会"
    league = _LEAGUE.fullmatch(name)
    return (league["of"], "中国共产主义青年团{place}委员会") if league else None


def branch(name: str) -> str | None:
    """Full name of a national body's branch (福建证监局, 省税务局, 人行福州中心支行), or None."""
    for short, full in data()["bank"].items():
        if name.startswith(short) and name.endswith(("行", "营管部")) and len(name) > len(short):
            return full + name[len(short) :].replace("营管部", "营业管理部")
    named = find_places(name)
    if not named or named[0].start > 0:
        return None
    kind, place = name[named[0].end :], name[: named[0].end]
    if kind not in data()["branches"] or (kind == "金融监管局" and place[-1] in "省市区"):
        return None  # 省金融监管局 may be the province's own bureau
    return data()["branches"][kind].format(place=re.sub("[省市]$", "", place), whole=place)


def ministry(issuer: str, kind: str) -> str:
    """The ministry or department itself where its office signs (工业和信息化部办公厅 → 工业和信息化部)."""
    bare = re.sub(r"办公[厅室]$", "", issuer)
    return bare if kind in {"部", "委", "局", "厅"} and bare.endswith((kind, "员会")) else issuer


class Groups:
    """The standing groups and 管理委员会 that the paragraphs name in full, for the short forms by which they are called later.

    Args:
        texts: the views of all paragraphs.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        names: set[str] = set()
        self._committees: set[str] = set()
        for text in texts:
            names |= {text[start:end].removesuffix("办公室") for start, end in standing_groups(text)}
            for match in _COMMITTEE.finditer(text):
                self._committees.add(re.sub(r"^.*?[由经向报和与及的](?=[\u4e00-\u9fff]{6})", "", match[0]))
        self._names = {name for name in names if not any(name != other and other.endswith(name) for other in names)}

    def full(self, name: str) -> str | None:
        """The one name that a short form stands for (领导小组办公室 → 全县重点产业领导小组办公室, 管委会 → 某地管理委员会), or None."""
        if name.endswith("管委会"):
            short = name.removesuffix("管委会")
            fitting = [full for full in self._committees if short in full]
            return fitting[0] if len(fitting) == 1 else None
        short = name.removesuffix("办公室")
        if not short.endswith(tuple(data()["groups"])):
            return None
        fitting = [full for full in self._names if full.endswith(short)]
        return fitting[0] + name[len(short) :] if len(fitting) == 1 and fitting[0] != short else None


def in_charge(texts: Iterable[str]) -> tuple[str, str] | None:
    """The body that the paragraphs make 主管部门, with what it is in charge of; None where there are several."""
    found = {(match["body"], match["of"] or match["charged"] or "") for text in texts for match in _MADE_RESPONSIBLE.finditer(text)}
    bodies = {body for body, _ in found}
    return (bodies.pop(), "".join(sorted(of for _, of in found))) if len(bodies) == 1 else None
