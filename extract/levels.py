"""Levels (级别) and grades (等级): 国家级, 省级, 市级, 区县级; 三星级, A级, 一级.

What a municipality under the central government calls 市级 is 省级; a place's own name before a type (宁波市绿色示范项目) says that
place's level.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_WORDS = {
    "国家级": "国家级", "国家": "国家级", "部级": "国家级", "工信部": "国家级", "工业和信息化部": "国家级",
    "省级以上": "省级", "省级": "省级", "自治区级": "省级", "省": "省级", "自治区": "省级",
    "市级以上": "市级", "市级": "市级", "地市级": "市级", "州级": "市级", "盟级": "市级", "市": "市级",
    "区级": "区县级", "县级": "区县级", "区县级": "区县级", "县（市、区）级": "区县级", "县区级": "区县级", "区": "区县级", "县": "区县级",
}  # fmt: skip
_WORD = "|".join(sorted(map(re.escape, _WORDS), key=len, reverse=True))
# One level word or a list of them, directly before the name; a place or 示范 may stand between.
_BEFORE = re.compile(
    rf"(?P<list>(?:{_WORD})(?:[（(][^（）()]*[）)])?(?:(?:、|和|及|或|与|以及)(?:{_WORD}))*)(?P<between>的?|认定的|新认定的|示范|重大|重点)$"
)
_GRADE = re.compile(
    r"(?:[一二三四五六七1-7][星]级?|[ABCD]{1,3}\+{0,2}级|[一二三四五]级(?!响应|以上|目录|建造|标准|节点|域名|市场|指标|资质|学科|医院|公路|注册|分类|标题|栏目|供应商|政府|财政|单位)|[ⅠⅡⅢⅣ]级|(?:卓越|优秀|良好|先进|基础|领航|标杆)级|[甲乙丙]级)"
)
_DIGITS = dict(zip("1234567", "一二三四五六七", strict=True))


@dataclass(frozen=True, slots=True)
class LevelWords:
    """How level words read in a document of one place.

    Attributes:
        municipality: whether the issuing place is a municipality under the central government (直辖市).
        place_level: the level of the issuing place itself, or None.
        place_names: its names, full and short.
    """

    municipality: bool = False
    place_level: str | None = None
    place_names: tuple[str, ...] = ()

    def normalise(self, word: str) -> str | None:
        """Level of one word (国家 → 国家级), or None."""
        if word in self.place_names:
            return self.place_level
        level = _WORDS.get(word)
        return "省级" if level == "市级" and self.municipality else level

    def before(self, text: str, position: int, *, place: bool = False) -> tuple[str, ...]:
        """Levels that the words directly before ``position`` say, in the order named; empty if none.

        Args:
            text: a view's text.
            position: where a name begins.
            place: whether the issuing place's own name counts as its level (获得宁波市绿色示范项目的企业).
        """
        lead = text[max(0, position - 24) : position]
        for name in self.place_names if place else ():
            if lead.endswith(name) and self.place_level:
                return (self.place_level,)
        match = _BEFORE.search(lead)
        if match is None:
            return ()
        words = re.split(r"、|和|及|或|与|以及", match["list"])
        # A single 省/市/区/县 right before a name is a place, not a level (全省绿色工厂), unless it stands in a list with others.
        if len(words) == 1 and words[0] in {"省", "市", "区", "县", "自治区"}:
            return ()
        levels = [level for word in words if (level := self.normalise(re.sub(r"[（(].*", "", word)))]
        return tuple(dict.fromkeys(levels))


def grade_in(text: str, start: int = 0, end: int | None = None) -> str | None:
    """The named grade in a span (四星级, A级, 一级), with Chinese digits and 级 (5星 → 五星级), or None."""
    match = _GRADE.search(text, start, len(text) if end is None else end)
    if match is None:
        return None
    grade = "".join(_DIGITS.get(char, char) for char in match[0])
    return grade + "级" if grade.endswith("星") else grade
