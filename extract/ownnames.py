"""What a document calls a thing for short (以下简称…), and the kinds that it divides it into (分为综合型和特色型两类)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from .nouns import is_generic, noun_words, without_level
from .reading import Reading

_SHORT = re.compile(
    r"(?P<full>[^，。；：、（）《》“”\s]{4,30})（以?下(?:同?简|统|均|并)称(?:为|：)?“?(?P<short>[^“”（）《》，。；]{3,20})”?）"
)
_DIVIDED = re.compile(
    r"(?:^|[，。；])(?P<whole>[^，。；：、（）“”]{3,20}?)(?:按照?[^，。；]{1,12})?[，]?(?:分为|划分为|包括|分)"
    r"(?P<kinds>[^，。；：“”（）]{4,40}?)(?:[两二三四五六2-6]|这[两二三四五六])(?:大|个)?(?:类别|类型|类|种)"
)
_AND = re.compile(r"[、和及与]|以及")
# 综合型, 特色类; A类, 一类 and 甲类 are grades, not names.
_KIND = re.compile(r"[\u4e00-\u9fff]{2,8}[型类]")
_HEAD_OF_PLACE = re.compile("[省市区县]长")
_LEAST = 3  # characters of a short name; 集群, 基地 and 项目 alone name nothing


def short_names(reading: Reading, names: Collection[str]) -> dict[str, str]:
    """Full names with the short ones that the document says it uses, both without place and level in front.

    Only names that say what they name: 省级高新技术产业开发区（以下简称省级高新区） gives 高新技术产业开发区 → 高新区, but
    …产业集群（以下简称集群） nothing.

    Args:
        reading: the document.
        names: the names found so far; one that stands before the brackets is the full name.
    """
    found: dict[str, str] = {}
    for match in _SHORT.finditer(reading.document.view().text):
        full, short = match["full"], without_place(match["short"], reading)
        if _HEAD_OF_PLACE.match(match["short"]):
            continue  # 市长质量奖 is a name as it stands
        if (
            len(short) < _LEAST
            or is_generic(short)
            or not full.endswith((*noun_words().type_heads, "奖"))
            or short in noun_words().anaphors
        ):
            continue
        if full[-1] != short[-1] or (begin := _begin(full, short)) is None:
            continue
        wholes = {full[begin:], *(name for name in names if full.endswith(name) and len(name) > len(full) - begin)}
        if short.endswith("区") and not any(full.removesuffix(whole).endswith(noun_words().level_words) for whole in wholes):
            continue  # one zone of that name, not a kind of them: 某某国家自主创新示范区（以下简称某某示范区）
        found |= {without_place(whole, reading): short for whole in sorted(wholes)}
    return found


def _begin(full: str, short: str) -> int | None:
    """Where the name begins that a short one stands for: its characters stand in the short name's order (高…新…区)."""
    at = len(full)
    for char in reversed(short):
        at = full.rfind(char, 0, at)
        if at < 0:
            return None
    return at


def kinds(reading: Reading, names: dict[str, str]) -> Iterator[str]:
    """Names of the kinds of a named thing: 高新区分为综合型和特色型两类 → 综合型高新区, 特色型高新区.

    Args:
        reading: the document.
        names: the document's own names with their labels.
    """
    for clause in reading.clauses:
        for match in _DIVIDED.finditer(clause.text[clause.body :]):
            whole = without_place(match["whole"], reading)
            parts = _AND.split(match["kinds"])
            if len(parts) > 1 and (whole in names or reading.types.canonical(whole)) and all(_KIND.fullmatch(part) for part in parts):
                yield from (part + names.get(whole, whole) for part in parts)


def without_place(name: str, reading: Reading) -> str:
    """A name without the place's own name and the level in front."""
    name = re.sub(r"^第[一二三四五六七八九十百零\d]+条", "", name)  # of an article that no line break sets off
    for place in sorted(reading.profile.place_names, key=len, reverse=True):
        name = name.removeprefix(place)
    return without_level(name.strip("“”"))
