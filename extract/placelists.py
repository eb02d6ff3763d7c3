"""Places named together before what their bodies share (市、区县|人民政府, 省、设区的市和县（市、区）|财政部门, 市、某某区|人民政府)."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from .places import find_places

_BRACKET = r"(?:（[市区县旗州盟镇乡街道自治直辖不设的级、和及或含]{1,12}）)"
# A kind of place: 设区的市, 县（市、区）, 沿海县; bare 乡 and 镇 stand in such a list only.
_KIND = (
    r"(?:(?:(?:各|本|我|有关|相关|沿海|沿河|其他|省级?以?下|所辖)的?)?"
    r"(?:(?:不?设区的?|地级以上|地级|省辖|县级|副省级)?市辖?区?|省|自治区|直辖市|自治州|自治县|区县|县区|旗县区?|[州盟区县旗]|乡镇|街道|新区|开发区|功能区|[镇乡])"
    rf"(?:{_BRACKET}区?)*级?)"
)
_JOIN = "(?:[、和及与或]|以及|或者)"
_LAST = re.compile(_KIND)
_ITEM = re.compile(rf"{_KIND}(?={_JOIN}|[\u4e00-\u9fff])")
_JOINED = re.compile(_JOIN)
# What may stand before the first place of a list; inside a word (城市、县) it is none.
_EDGE = re.compile(r"(?:^|第[一二三四五六七八九十百零\d]{1,5}条|[^\u4e00-\u9fff]|[由经向和与及或同报送至在对为将请会受的到令])$")
_COUNT = re.compile("[两二三四五]级")


def list_start(text: str, at: int) -> int:
    """Where a list of two or more places begins that ends at ``at``; ``at`` itself where there is none."""
    start = best = at
    if at >= 2 and _COUNT.fullmatch(text, at - 2, at):  # 省、市、县三级|财政部门
        start -= 2
    for items in range(1, 9):
        begin = _place_start(text, start)
        if begin == start:
            break
        if items > 1 and _EDGE.search(text, max(0, begin - 8), begin):
            best = begin
        joined = next((n for n in (2, 1) if _JOINED.fullmatch(text, begin - n, begin)), 0) if begin else 0
        if not joined:
            break
        start = begin - joined
    return best


def _place_start(text: str, end: int) -> int:
    """Where a place or kind of place begins that ends at ``end``, a name as far to the left as it goes."""
    low = max(0, end - 14)
    named = [p for p in find_places(text[low:end]) if p.end == end - low]
    if named and not text.endswith(("省", "州", "市", "区", "县", "旗"), 0, named[0].start + low):
        return low + named[0].start
    for size in range(min(14, end), 0, -1):
        if _LAST.fullmatch(text, end - size, end):
            return end - size
    return end


def split(name: str) -> tuple[list[str], str] | None:
    """The places that a name begins with and what they share (市、区县民政部门 → 市, 区县; 民政部门); None where it names less than two."""
    items: list[str] = []
    at = 0
    while True:
        end = _item_end(name, at)
        if end == at:
            return None
        items.append(name[at:end].removesuffix("级"))
        joint = _JOINED.match(name, end)
        if joint is None:
            break
        at = joint.end()
    count = _COUNT.match(name, end)
    rest = name[count.end() if count else end :]
    return (items, rest) if len(items) > 1 and len(rest) > 1 else None


def _item_end(name: str, at: int) -> int:
    place = next((p for p in find_places(name[at : at + 14]) if p.start == 0), None)
    if place is not None:
        return at + place.end
    kind = _ITEM.match(name, at)
    return kind.end() if kind else at


def each_owner(places: list[str], owner: Callable[[str], str]) -> list[str]:
    """The places, those that stand for no place of their own joined again as written: 市、区、县 → 市, 区、县.

    Args:
        places: as :func:`split` gives them.
        owner: the full name of the place that a word means, empty where it means any of a kind.
    """
    found: list[tuple[str, bool]] = []
    for place in places:
        own = bool(owner(place)) or bool(find_places(place))
        if found and not own and not found[-1][1]:
            found[-1] = (f"{found[-1][0]}、{place}", False)
        else:
            found.append((place, own))
    return [place for place, _ in found]


@lru_cache(maxsize=1)
def sign() -> re.Pattern[str]:
    """What every list of places before a body holds; a text without it needs no search."""
    return re.compile(r"[省市区县州盟旗乡镇）级](?:[、和及与或]|以及|或者)")
