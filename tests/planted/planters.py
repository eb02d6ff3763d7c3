"""What can go wrong in a draft, done to a clean one: a number dropped or repeated, a sum changed, a reference led astray …"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

Span = tuple[int, int]
_NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Planted:
    """A text with one error.

    Attributes:
        rule: the rule that should find it.
        text: the text with the error.
        places: where it stands; a finding at any of them has found it.
    """

    rule: str
    text: str
    places: tuple[Span, ...]


Planter = Callable[[str, random.Random], "Planted | None"]


def plant(text: str, seed: int) -> Iterator[Planted]:
    """Every error that the text has room for, each in a copy of its own."""
    for name, planter in PLANTERS.items():
        planted = planter(text, random.Random(f"{name} {seed}"))
        if planted is not None:
            yield planted


def _changed(rule: str, text: str, start: int, end: int, new: str, *others: Span, wide: int = 0) -> Planted:
    """The text with a stretch replaced; ``others`` are places of the old text in front of it."""
    return Planted(rule, text[:start] + new + text[end:], ((max(0, start - wide), start + max(1, len(new)) + wide), *others))


def _one(pattern: str, text: str, dice: random.Random, flags: int = re.MULTILINE) -> re.Match[str] | None:
    found = list(re.finditer(pattern, text, flags))
    return dice.choice(found) if found else None


def drop_number(text: str, dice: random.Random) -> Planted | None:
    """（二） becomes （三） and so does what follows: the paragraph between is gone."""
    found = _one(r"^（([二三四])）.*\n(?=（[三四五]）)", text, dice)
    if found is None:
        return None
    return Planted("numbering", text[: found.start()] + text[found.end() :], ((found.start(), found.start() + 20),))


def repeat_number(text: str, dice: random.Random) -> Planted | None:
    """三、 becomes 二、."""
    found = _one(r"^([三四五六])、", text, dice)
    return found and _changed("numbering", text, found.start(), found.end(), _NUMERALS[_NUMERALS.index(found[1]) - 1] + "、", wide=0)


def jump_article(text: str, dice: random.Random) -> Planted | None:
    """第六条 becomes 第八条."""
    found = _one(r"^第([四五六])条", text, dice)
    return found and _changed("numbering", text, found.start(), found.end(), f"第{_NUMERALS[_NUMERALS.index(found[1]) + 2]}条", wide=0)


def wrong_part(text: str, dice: random.Random) -> Planted | None:
    """One part of a sum is changed."""
    found = _one(
        r"(?P<n>\d{1,5})(?:家|个|项|分|万元|人|万千瓦)，其中[^。；\n]*?\D(?P<part>\d{1,5})(?=(?:家|个|项|分|万元|人|万千瓦)[、。；])",
        text,
        dice,
    )
    if found is None:
        return None
    value = int(found["part"])
    return _changed("total-mismatch", text, *found.span("part"), str(value + dice.choice((1, 2, 3)) * max(1, value // 20)), found.span())


def wrong_year_of_plan(text: str, dice: random.Random) -> Planted | None:
    """One year of a plan is changed."""
    found = _one(r"20\d\d年(?:创建|建成|建设|新增|培育)?\D{2,10}(\d{1,3})(?=[家个条]，20\d\d年\D{2,14}\d+[家个条])", text, dice)
    return found and _changed("total-mismatch", text, *found.span(1), str(int(found[1]) + dice.choice((1, 2, 4))), wide=30)


def second_value(text: str, dice: random.Random) -> Planted | None:
    """A goal is said again at the end, with another value."""
    found = _one(
        r"到(20\d\d)年，(?:全市|全省|全区|全县)?(?:建成|创建|建设|培育)?([\u4e00-\u9fff“”]{3,12}?)(达到)?(\d{2,4})(家|个|条|%)", text, dice
    )
    if found is None or (found[5] == "%" and not found[3]):
        return None
    verb = "" if found[3] else dice.choice(("建成", "创建", "建设", "培育"))
    again = f"到{found[1]}年，{verb}{found[2]}{found[3] or ''}{int(found[4]) + 3}{found[5]}。"
    end = _one(r"^[（一二三四五六七八九十）]+、?加?强.*。$", text, dice)
    at = end.end() if end else len(text.rstrip())
    return _changed("target-conflict", text, at, at, again, found.span()) if at > found.end() else None


def gap(text: str, dice: random.Random) -> Planted | None:
    """不满90分 becomes 不满87分."""
    found = _one(r"(?:不满|不足)(\d{2,3})分", text, dice)
    return found and _changed("grade-gap", text, *found.span(1), str(int(found[1]) - 3), wide=60)


def overlap(text: str, dice: random.Random) -> Planted | None:
    """不满90分 becomes 不满93分."""
    found = _one(r"(?:不满|不足)(\d{2,3})分(?!的?不予)", text, dice)
    return found and _changed("grade-overlap", text, *found.span(1), str(int(found[1]) + 3), wide=60)


def rename_annex(text: str, dice: random.Random) -> Planted | None:
    """The attached text has another title."""
    found = _one(r"^附件\d?\n(.{4,30})$", text, dice)
    return found and _changed(
        "missing-annex", text, *found.span(1), dice.choice(("现场核查工作规程", "专家评审纪律要求", "资金拨付流程图"))
    )


def no_such_article(text: str, dice: random.Random) -> Planted | None:
    """A sentence refers to an article or part that does not exist."""
    found = _one(r"[\u4e00-\u9fff]{4}。$", text, dice)
    if found is None:
        return None
    own = "第二十八条" if re.search("^第三条", text, re.MULTILINE) else "本方案第九部分第（六）项"
    new = dice.choice((f"，具体按照{own}执行。", f"，依照{own}的规定办理。"))
    return _changed("dangling-reference", text, found.end() - 1, found.end(), new)


def no_such_annex(text: str, dice: random.Random) -> Planted | None:
    """见附件7."""
    found = _one(r"[\u4e00-\u9fff]{4}。$", text, dice)
    return found and _changed("missing-annex", text, found.end() - 1, found.end(), "，具体要求见附件7。")


def abbreviation(text: str, dice: random.Random) -> Planted | None:
    """A Latin or Chinese short form that nothing introduces."""
    found = _one(r"[\u4e00-\u9fff]{4}。$", text, dice)
    short = dice.choice(
        (
            "支持开展LCA评价",
            "推行EPR制度",
            "鼓励采用BOT方式",
            "探索CCER交易",
            "具体由市绿促办负责",
            "执行《管理办法》有关规定",
            "支持设立SPV公司",
        )
    )
    return found and _changed("undefined-abbreviation", text, found.end() - 1, found.end(), f"，{short}。")


def stray(text: str, dice: random.Random) -> Planted | None:
    """Foreign words, placeholders, doubled words and marks."""
    found = _one(r"[\u4e00-\u9fff]{4}，[\u4e00-\u9fff]{4}", text, dice)
    if found is None:
        return None
    at = text.index("，", found.start())
    new = dice.choice(
        (
            "，，",
            "，of",
            "（待定），",
            "，XX",
            "，待补充",
            " with，",
            "，、",
            "，zhongdian",
            "，的的",
            "，【此处补充】",
            "，××",
            "，TODO",
            "，???",
        )
    )
    return _changed("stray-text", text, at, at + 1, new)


def doubled_word(text: str, dice: random.Random) -> Planted | None:
    """推进 becomes 推进推进."""
    found = _one("(?:推进|加强|建立|组织|完善|支持|实施|企业|项目)(?=[\u4e00-\u9fff]{2})", text, dice)
    return found and _changed("stray-text", text, found.start(), found.end(), found[0] * 2)


def impossible_day(text: str, dice: random.Random) -> Planted | None:
    """6月30日 becomes 6月31日, 9月底 becomes 13月底."""
    found = _one(r"(?<!\d)\d{1,2}月(?:\d{1,2}日|底)", text, dice)
    return found and _changed("date-order", text, *found.span(), dice.choice(("2月30日", "6月31日", "11月31日", "13月底", "9月31日")))


def end_before_start(text: str, dice: random.Random) -> Planted | None:
    """Something is finished before it begins."""
    found = _one(r"[\u4e00-\u9fff]{4}。$", text, dice)
    new = dice.choice((
        "，2028年6月底前启动平台建设，2028年3月底前建成投用。", "，2028年9月开工，2027年12月竣工。", "，建设期为2029年1月至2028年12月。",
        "，2029年3月启动试点，2028年10月完成验收。",
    ))  # fmt: skip
    return found and _changed("date-order", text, found.end() - 1, found.end(), new)


def wrong_count(text: str, dice: random.Random) -> Planted | None:
    """等五个 becomes 等六个 or 等四个; 三项制度 becomes 四项制度."""
    found = _one(r"[\u4e00-\u9fff]、[\u4e00-\u9fff]+、[\u4e00-\u9fff]+?等?([三四五六])(?=[个项类种条])", text, dice)
    if found is None:
        return None
    return _changed("count-mismatch", text, *found.span(1), _NUMERALS[_NUMERALS.index(found[1]) + dice.choice((-1, 1))])


PLANTERS: Mapping[str, Planter] = {
    each.__name__: each
    for each in (
        drop_number, repeat_number, jump_article, wrong_part, wrong_year_of_plan, second_value, gap, overlap, rename_annex, no_such_article,
        no_such_annex, abbreviation, stray, doubled_word, impossible_day, end_before_start, wrong_count,
    )
}  # fmt: skip
"""All planters by name."""
