"""What a paragraph is in an official document: title, number, addressee, signature … (党政机关公文格式 GB/T 9704-2012, section 7)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from ..ontology.yamlfiles import load_yaml
from .clean import view
from .numbering import Marker, integer, skip_prefix
from .paragraphs import Paragraph, trim
from .tables import Grid

Role = Literal[
    "title", "number", "status", "note", "addressee", "signature", "date", "mark", "contents",
    "annex", "annex_list", "annex_item", "caption", "remark", "card", "field", "item", "text",
    "table",
    "furniture",  # what a file adds to a text: page numbers, comments, rules
]  # fmt: skip

_CHINESE_DATE = "[〇○零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
_DATE = re.compile(rf"（?(?:\d{{4}}年\d{{1,2}}月\d{{1,2}}日|\d{{4}}-\d{{1,2}}-\d{{1,2}}|{_CHINESE_DATE})）?(?:（[公盖]章）)?")
_NUMBER = re.compile(r"（?[\u4e00-\u9fffA-Za-z]{1,20}[〔［（【]\d{4}[〕］）】]第?\d{1,5}号）?")
_STATUS = re.compile(r"（[^（）]{0,8}(?:征求意见|送审|草案|讨论|修订)[^（）]{0,8}）")
_NOTE = re.compile(
    r"（?(?:根据)?\d{4}年\d{1,2}月\d{1,2}日.{0,120}?(?:通过|修正|修订|公布|发布|施行|会议|号）)"
    r"|（此件.{1,12}）|（联系人.{1,60}）"
)
_MARK = re.compile(r"抄送[：:].*|[\u4e00-\u9fff]{4,24}文件|.{4,24}\d{4}年\d{1,2}月\d{1,2}日印发")
# What a file or a website adds to a text: page numbers, rules, breadcrumbs, addresses.
_FURNITURE = re.compile(
    r"[-—]{2,}|[-—·]?\d{1,4}[-—·]?|第\d{1,4}页.{0,12}|https?[：:]//.*|原文链接[：:].*|\d{4}-\d{2}-\d{2}\d{2}[：:]\d{2}.*"
    r"|(?:您|你)?(?:现在|当前)?的?位置[：:]?首页.*|导航|【字体.*|【(?:法宝|发布|发文|实施|时效|效力|法规|唯一)[^】]{0,6}】.{0,80}"
)
_UNIT_LINE = re.compile(r"（?(?:计量)?单位：[^，。；]{1,20}")
_CAPTION = re.compile(r"续?表(?:\d{1,3}(?:[-.]\d{1,2})?|[一二三四五六七八九十]{1,3})(?![、。，中所和至到明示])")
_REMARK = re.compile(r"(?:注|备注|注释)\d?[：:.]")
_BARE_NUMBER = re.compile(r"(\d{1,2})[ \u3000\xa0]{1,4}(?=[\u4e00-\u9fff]{2})(?![万亿元个家项年月日人名分种])")
_TITLE_AND_ADDRESSEE = re.compile(
    r"[^，。；：\n]{0,40}关于[^。；：\n]{4,100}(?:通知|意见|批复|决定|通报|公告)(?=各[^。；：\n]{2,100}[：:]$)"
)
_STOP = "。；！？：，、"
_HEAD = 160  # characters of a paragraph that are looked at


@cache
def words() -> dict[str, tuple[str, ...]]:
    """The word lists of ``words.yaml``."""
    data = load_yaml(Path(__file__).with_name("words.yaml"))
    return {name: tuple(map(str, entries)) for name, entries in data.items()}


@dataclass(slots=True)
class Element:
    """A paragraph or table, and what it is.

    Attributes:
        start, end: its span.
        marker: the number at its head.
        head: its normalised beginning, without marks of markdown.
        whole: whether ``head`` is all of it.
        role: what it is.
        label: its part of an address, if the role has one.
        grid: rows and cells, if it is a table.
    """

    start: int
    end: int
    marker: Marker | None
    head: str
    whole: bool
    role: Role = "text"
    label: str = ""
    grid: Grid | None = None

    @property
    def short(self) -> bool:
        """A line that can be a title or a heading: short, without a stop at its end."""
        return self.whole and 0 < len(self.head) <= 80 and self.head[-1] not in _STOP

    @property
    def title_like(self) -> bool:
        """A short line that ends with the name of a kind of document (文种), brackets behind it left aside."""
        if not self.whole or not self.head or self.head[-1] in _STOP or "。" in self.head:
            return False
        return re.sub(r"(?:（[^（）]{0,20}）)+$", "", self.head).endswith(words()["genres"])


def elements(text: str, found: Sequence[Paragraph], tables: Sequence[Grid] = ()) -> list[Element]:
    """Paragraphs and tables in order, with the roles that show in each of them alone; :mod:`.frame` gives the others."""
    read = [element for paragraph in found for element in _elements(text, paragraph)]
    read += [Element(grid.start, grid.end, None, "", False, "table", grid=grid) for grid in tables]
    read.sort(key=lambda element: element.start)
    for element in read:
        if element.grid is not None:
            continue
        element.marker = element.marker or _unnumbered(text, element)
        _by_form(element)
    _articles(read)
    _bare_numbers(text, read)
    return _field_values(read)


def _elements(text: str, paragraph: Paragraph) -> list[Element]:
    start = skip_prefix(text, paragraph.start, paragraph.end)
    limit = min(paragraph.end, start + _HEAD)
    head = view(text, start, limit).text
    # 某局关于印发某办法的通知各街道办事处，区属各单位：a title and its addressees on one line.
    titled = _TITLE_AND_ADDRESSEE.match(text, start, limit) if limit == paragraph.end and paragraph.marker is None else None
    if titled is not None:
        return [Element(paragraph.start, titled.end(), None, view(text, start, titled.end()).text, True),
                Element(titled.end(), limit, None, view(text, titled.end(), limit).text, True)]  # fmt: skip
    # 福建省人民政府办公厅　　2018年5月30日: two elements on one line.
    signed = re.match(rf"\S{{2,30}}(?=\s{{1,40}}(?:\d{{4}}\s?年\s?\d{{1,2}}\s?月\s?\d{{1,2}}\s?日|{_CHINESE_DATE})$)", text[start:limit])
    if paragraph.marker is None and limit == paragraph.end and signed and signed[0].endswith(words()["bodies"]):
        date, _ = trim(text, start + signed.end(), limit)
        return [Element(paragraph.start, start + signed.end(), None, signed[0], True, "signature"),
                Element(date, limit, None, view(text, date, limit).text, True, "date")]  # fmt: skip
    return [Element(paragraph.start, paragraph.end, paragraph.marker, head, limit == paragraph.end)]


def _by_form(element: Element) -> None:
    """Roles that show in the paragraph alone."""
    head = element.head
    if element.role != "text":
        return
    if element.marker is not None:
        element.role = "item"
    elif not head or (element.whole and _FURNITURE.fullmatch(head)) or head[:2] in {"<!", "<！"}:
        element.role = "furniture"
    elif head in {"目录", "目次", "正文"}:
        element.role = "mark"
    elif _NOTE.match(head) and (head[0] == "（" or (element.whole and head[-1] not in _STOP)):
        element.role = "note"
    elif not element.whole:
        pass
    elif _DATE.fullmatch(head):
        element.role = "date"
    elif _NUMBER.fullmatch(head):
        element.role = "number"
    elif _STATUS.fullmatch(head):
        element.role = "status"
    elif _MARK.fullmatch(head):
        element.role = "mark"
    elif element.short and (_CAPTION.match(head) or _UNIT_LINE.fullmatch(head)):
        element.role = "caption"
    elif _REMARK.match(head):
        element.role = "remark"
    elif head.rstrip("：") in words()["fields"]:
        element.role, element.label = "field", head.rstrip("：")


def _unnumbered(text: str, element: Element) -> Marker | None:
    """Series that count by name (专栏1, 方向2), and chapters without a number (附则)."""
    start = skip_prefix(text, element.start, element.end)
    head = text[start : min(element.end, start + 40)]
    match = _series().match(head)
    if match is not None:
        label = re.sub(r"\s", "", match[0])
        return Marker("系列", match[1], integer(match[2]), label, start, start + match.end() + len(match["blanks"]))
    for name in words()["chapters"]:
        match = re.match(r"\s{0,4}".join(name) + r"(?:$|[\s\u3000]{1,4})", head)
        if match is not None and (match.end() == len(head) or name == "附则"):
            return Marker("章", "", 0, name, start, start + match.end())
    return None


@cache
def _series() -> re.Pattern[str]:
    names = "|".join(words()["series"])
    return re.compile(
        rf"({names})\s{{0,2}}(\d{{1,2}}|[一二三四五六七八九十]{{1,3}})"
        r"(?=(?P<blanks>[\s\u3000]{0,4}))(?!\s{0,2}[、，,和至到\d年月个项类家万亿%元倍届])"
    )


def _articles(found: list[Element]) -> None:
    """第十一条 at the head of a line is an article only among its neighbours: not a lone citation."""
    articles = [(element, element.marker.number) for element in found if element.marker and element.marker.style == "条"]
    for i, (element, number) in enumerate(articles):
        near = [other for _, other in articles[max(0, i - 1) : i] + articles[i + 1 : i + 2]]
        if number != 1 and not any(abs(number - other) <= 3 for other in near):
            element.marker, element.role = None, "text"


def _bare_numbers(text: str, found: list[Element]) -> None:
    """``1 范围`` of standards: a number with nothing but a blank behind it counts only in a row with others."""
    bare = [
        (element, match)
        for element in found
        if element.role == "text" and element.short and (match := _BARE_NUMBER.match(text, element.start, element.end))
    ]
    numbers = [int(match[1]) for _, match in bare]
    for i, (element, match) in enumerate(bare):
        if numbers[i] + 1 in numbers[i + 1 : i + 2] or numbers[i] - 1 in numbers[max(0, i - 1) : i]:
            element.marker = Marker("1.", " ", numbers[i], match[1], element.start, match.end())
            element.role = "item"


def _field_values(found: list[Element]) -> list[Element]:
    """The value of a field, broken over two lines of a narrow column, becomes one element again."""
    joined: list[Element] = []
    for i, element in enumerate(found):
        last = joined[-1] if joined else None
        if (
            last is not None and len(joined) >= 2 and joined[-2].role == "field" and i + 1 < len(found) and found[i + 1].role == "field"
            and last.role == element.role == "text" and last.short and element.short and len(element.head) < len(last.head) / 2
        ):  # fmt: skip
            last.end, last.head = element.end, last.head + element.head
        else:
            joined.append(element)
    return joined
