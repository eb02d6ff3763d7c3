"""缩略语: a short form that is used without having been introduced: EMC, 《办法》, 绿建办."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ..against import Against
from ..draft import Draft
from ..finding import Finding
from ..words import words

RULE = "undefined-abbreviation"
_LETTERS = re.compile(r"(?<![A-Za-z0-9/.@_\-—])[A-Z][A-Za-z0-9]*[A-Z][A-Za-z]*\d?(?![A-Za-z0-9/@_\-—]|\.\d|\d)")
_SHORT_TITLE = re.compile(
    r"(?<!本)《(?P<name>(?:实施|暂行|管理|工作|行动|指导|若干)?(?:办法|意见|通知|方案|指南|规划|纲要|条例|规定|细则|计划|措施|决定|导则))》"
)
# An office by its short form: of a place (市绿促办), or where a body must stand (由绿促办).
_OFFICE = re.compile(
    r"(?:由|报|经|向|会同|、|^|(?<=[，。；：]))(?P<name>[市省区县]?(?:(?!的|网|上)[\u4e00-\u9fff]){2,4}办)(?=设在|每|应|承担|负责|牵头|会同|审核|备案|统筹|组织|协调|汇总|公布|定期|应当|、|（)"
    r"|(?:(?<=[由报经向同、，。；：（和及与对将于])|^)(?P<placed>[市省区县州](?:(?![的网上市省区县州各级政府委公协承主督])[\u4e00-\u9fff]){1,4}办)(?![\u4e00-\u9fff]?(?:[理事公法学案结好园证件]))"
)


def find(draft: Draft, against: Against) -> Iterator[Finding]:
    """The first use of every short form that nothing introduces."""
    text = draft.document.view().text
    views = [draft.document.view(leaf.start, leaf.end) for leaf in draft.leaves]
    for pattern, is_open in ((_LETTERS, _is_letters), (_SHORT_TITLE, _is_title), (_OFFICE, _is_office)):
        seen: set[str] = set()
        for view, match in [(each, match) for each in views for match in pattern.finditer(each.text)]:
            group = next((each for each in ("name", "placed") if each in match.groupdict() and match[each]), 0)
            name = match[group]
            if name in seen:
                continue
            seen.add(name)
            if is_open(text, name):
                start, end = view.span(match.start(group), match.end(group))
                yield Finding(
                    rule=RULE, start=start, end=end,
                    zh=f"简称“{name}”未在文中说明全称。", en=f"The short form “{name}” is never introduced.",
                    suggestion_zh=f"请在首次出现处写出全称，并注明“（以下简称{name}）”，或直接使用全称。",
                    suggestion_en="Give the full name where it first occurs, or use that throughout.",
                )  # fmt: skip


def _is_letters(text: str, name: str) -> bool:
    """Whether a Latin abbreviation is neither common, nor a grade (AAA), nor glossed anywhere: 合同能源管理（EMC）, 简称EMC."""
    if len(set(name)) == 1 or name in _known("known_abbreviations") or name.rstrip("0123456789s") in _known("known_abbreviations"):
        return False
    written = re.escape(name)
    return not re.search(
        rf"[\u4e00-\u9fff”][（][^（）]{{0,60}}{written}[^（）]{{0,60}}[）]|{written}[）]?[（][^（）]*[\u4e00-\u9fff]|称[为作]?[“‘]?{written}|{written}[，：]?(?:是指|即|指(?![数标南导引挥]))",
        text,
    )


def _is_title(text: str, name: str) -> bool:
    """Whether 《办法》 stands for a title that was never shortened to it."""
    return not re.search(rf"称[为作]?[：:]?[“《]*{name}|《[^《》]+》[（][^（）]{{0,20}}{name}", text)


def _is_office(text: str, name: str) -> bool:
    """Whether 绿建办 is no office that everybody knows, none whose full name stands in the text, and nowhere introduced."""
    if name.endswith(words("known_offices")):
        return False
    stem = name.lstrip("市省区县")[:-1]
    full = "[\u4e00-\u9fff]{0,6}".join(map(re.escape, stem)) + "[\u4e00-\u9fff]{0,12}办公室"
    return not re.search(rf"称[为作]?[“]?{name}|[（][^（）]*{name}[）]|{full}", text)


@cache
def _known(name: str) -> frozenset[str]:
    return frozenset(words(name))
