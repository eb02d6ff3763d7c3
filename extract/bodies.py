"""Where a text names a body (机构), by the patterns of ``bodygrammar.py``.

A name is found from its head (经信委, 财政部门, 联席会议, 评价机构) and extended to the left over the place that it belongs to
(省, 各设区市, 深圳市坪山区, 县级以上人民政府).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..ontology.schemes import schemes
from .bodygrammar import Group, data, grammar, named
from .placelists import list_start, split
from .placelists import sign as list_sign
from .places import find_places

# Patterns that find names as they are, and a word without which each is tried in vain at every character.
_BY_SIGN = (
    ("relative", "的"), ("unlisted", ""), ("office", "委"), ("office", "政府"), ("in_charge", "主管部门"),
    ("set_up", "立"), ("set_up", "组建"),
)  # fmt: skip


class Span(NamedTuple):
    """A stretch that names a body.

    Attributes:
        start, end: span in the view.
        group: see :class:`.agencies.AgencyMention`.
        name: its full name where that is known at once.
        wording: its name where the stretch shares words with others: 财政部门 for 财政 in 发改、财政等部门.
        place: the words for the place that a list of departments begins with, empty where it names none; None outside lists.
    """

    start: int
    end: int
    group: Group
    name: str = ""
    wording: str = ""
    place: str | None = None


def body_spans(text: str) -> Iterator[Span]:
    """All stretches of a view's text that may name a body; they may overlap, see :func:`longest`."""
    words = grammar()
    for match in words["head"].finditer(text):
        start = left(text, match.start())
        national = schemes()["agency"].resolve(match["head"]) is not None
        alone = start == match.start()
        if alone and (match["head"] in {"政府", "人民政府"} or not (national or _BOUNDARY.search(before(text, start)))):
            continue
        yield Span(start, match.end(), "body")
    for signs, pattern, name, group in named():
        if signs.search(text) is None:
            continue
        for match in pattern.finditer(text):
            yield Span(match.start() if group == "applicant" else left(text, match.start()), match.end(), group, name)
    of_departments = "部门" in text  # a check that costs nothing beside what it spares
    for kind, sign in _BY_SIGN:
        for match in words[kind].finditer(text) if sign in text else ():
            yield Span(match.start("name"), match.end("name"), "body")
    for match in words["by_task"].finditer(text):
        yield Span(left(text, match.start()), match.end(), "body")
    for match in words["organs"].finditer(text) if of_departments else ():
        yield Span(match.start(), match.end(), "body", match[0])
    for start, end in standing_groups(text):
        begin = left(text, start)
        party = words["party"].search(before(text, begin))  # 县委、|县政府重点产业发展领导小组
        begin -= len(party[0]) if party and text.startswith(("政府", "人民政府"), begin + 1) else 0
        office = words["office_behind"].match(text, end)  # 某某联席会议（以下简称联席会议）办公室
        yield Span(begin, office.end(), "body", "", text[begin:end] + "办公室") if office else Span(begin, end, "body")
    for kind in ("place", "place_list"):
        for match in words[kind].finditer(text):
            following: re.Match[str] | None = match
            while following is not None:
                yield Span(following.start("name"), following.end("name"), "place")
                following = words["place_next"].match(text, following.end())
    for match in words["several"].finditer(text) if of_departments else ():
        yield Span(left(text, match.start()), match.end(), "unnamed")
    if of_departments:
        yield from _departments(text)
    for match in words["unnamed"].finditer(text):
        yield Span(match.start(), match.end(), "unnamed", match[0])
    for match in words["applicant"].finditer(text):
        yield Span(match.start(), match.end(), "applicant", match[0])


def _departments(text: str) -> Iterator[Span]:
    """The departments of a list that share its last word (各区发改、财政等部门), one span each; 等 adds nobody that is named."""
    words = grammar()
    for match in words["departments"].finditer(text):
        begin, tail = left(text, match.start()), re.sub("^(?:等|[和及与]|以及)?(?:其他)?(?:有关|相关)?", "", match["tail"])
        if begin == match.start() and not _BOUNDARY.search(before(text, begin)):
            continue
        place, items = text[begin : match.start()], tuple(words["department"].finditer(text, match.start(), match.end("list")))
        for number, item in enumerate(items):
            start = begin if number == 0 else item.start()
            end = match.end() if number == len(items) - 1 else item.end()
            # 财政、审计和业务主管部门: only the last of these is called 主管部门.
            kind = "部门" if number < len(items) - 1 and items[-1]["field"] in data()["any_field"] else tail
            place = item["at"] or place
            yield Span(start, end, "body", "", item["field"] + (item["own"] or kind), place)


def sharing(name: str) -> tuple[list[str], str] | None:
    """The places that a name puts before what they share, and that (市、区民政部门 → 市, 区; 民政部门), or None."""
    return split(name) if list_sign().search(name) else None


def sharing_departments(text: str) -> Iterator[tuple[list[str], str, str]]:
    """The departments that a view's text names with several places: the places, 人民政府 where it follows them, and the department."""
    for head in grammar()["head"].finditer(text) if "部门" in text and list_sign().search(text) else ():
        of = "人民政府" if text.endswith("人民政府", 0, head.start()) else ""
        begin, stop = list_start(text, head.start() - len(of)), head.start() - len(of)
        if begin < stop and head[0].endswith("部门") and (found := split(text[begin : head.end()])):
            yield found[0], of, head[0]


def or_called(text: str, span: Span) -> int:
    """Where a body's name ends with the other name that stands behind it in brackets (镇人民政府（街道办事处）)."""
    other = grammar()["or_called"].match(text, span.end) if span.group in {"body", "place"} else None
    fits = text.endswith(("政府", "办事处", "管委会", "委员会", "机构", "镇", "乡"), 0, span.end)
    return other.end() if other and fits else span.end


def unknown(text: str) -> Iterator[Span]:
    """Bodies that no list knows, by their ending and by what they do (某某基金理事会审定)."""
    words = grammar()
    if words["unknown_sign"].search(text):
        for match in words["unknown"].finditer(text):
            yield Span(left(text, match.start("name")), match.end("name"), "body")


def neighbours(text: str, known: Iterable[Span]) -> Iterator[Span]:
    """Bodies that no list knows, by the company they keep: what stands behind one in a list and ends like a body's name."""
    item = grammar()["item"]
    for span in known:
        following = item.match(text, span.end) if span.group in {"body", "place"} else None
        while following is not None:
            yield Span(following.start("name"), following.end(), "body")
            following = item.match(text, following.end())


def longest(spans: Iterable[Span]) -> list[Span]:
    """The spans without overlaps: the first, and of those the longest."""
    order = {"unnamed": 0, "body": 1, "service": 2, "place": 3, "applicant": 4}
    kept: list[Span] = []
    for span in sorted(set(spans), key=lambda s: (s.start, -s.end, order[s.group], s.name, s.wording, s.place or "")):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


def standing_groups(text: str) -> Iterator[tuple[int, int]]:
    """Spans of the standing groups (联席会议, 领导小组 …) that a view's text names, the words for their task included."""
    if not grammar()["group"].search(text):  # "standing" looks for one behind every character
        return
    for match in grammar()["standing"].finditer(text):
        start = match.start()
        for word in data()["before_groups"]:
            at = text.rfind(word, start, match.start("head"))
            start = max(start, at + len(word)) if at >= 0 else start
        yield start, match.end()


def left(text: str, at: int) -> int:
    """Where a body's name begins whose head begins at ``at``: names of places, kinds of places and lists of them before it."""
    start = at
    while start > 0:
        lead = text[max(0, start - 60) : start]
        place = next((p for p in find_places(lead[-20:]) if p.end == len(lead[-20:])), None)
        if place is not None:
            start -= place.end - place.start
            several = list_start(text, at) if list_sign().search(lead) else start
            start = min(start, several)
            continue
        if list_sign().search(lead) and (several := list_start(text, start)) < start:
            start = several
            continue
        match = grammar()["list_left"].search(lead) or grammar()["left"].search(lead)
        if match is None or not match[0]:
            break
        start -= len(match[0])
    return at - len(text[start:at].lstrip("的、及和与或"))


def before(text: str, at: int) -> str:
    """The words right before a position, as many as any pattern that ends there needs."""
    return text[max(0, at - 24) : at]


def clash(text: str, span: Span, other: Span) -> bool:
    """Whether two stretches overlap, unless the first is a whole name and the other only its last word (某园区各分园|管理机构)."""
    part = span.start < other.start and span.end == other.end and text[other.start : other.end] in data()["unknown_endings"]
    return span.start < other.end and other.start < span.end and not part


def whole_name(name: str) -> str:
    """A bureau's name with 监督管理 in full, as all that supervise are called (公共资源交易监管局)."""
    return re.sub("监管(?=局$)", "监督管理", name)


def strip_each(name: str) -> str:
    """A name without 各, 有关, 所在 and the like before it."""
    match = grammar()["each"].match(name)
    rest = name[match.end() :].removeprefix("的") if match else name
    return rest if rest not in {"", "部门", "单位", "政府", "人民政府"} else name  # 当地人民政府


def place_words(name: str) -> str:
    """The words for a place that a body's name begins with: 省工业和信息化厅 → 省, 各区县（市）经信局 → 各区县（市）; else empty."""
    bare = strip_each(name)
    if name.endswith("部门") and (government := re.match(r"(?:[省市区县]级以上)?[省市区县州]?人民政府", bare)):
        return government[0]  # 省人民政府统计部门和发展改革部门
    places = find_places(bare)
    if places and places[0].start == 0:
        return bare[: places[0].end]
    match = grammar()["local"].match(bare)
    return ("各" if name.startswith("各") else "") + match[0] if match and match.end() < len(bare) else ""


def only_places(text: str) -> bool:
    """Whether a text consists of words for kinds of places (县级以上人民政府, 省或者设区的市人民政府)."""
    return grammar()["only_places"].fullmatch(text) is not None


def is_head(name: str) -> bool:
    """Whether a name is the head of a body's name and nothing else (发展改革委, 财政部门)."""
    return grammar()["head"].fullmatch(name) is not None


def is_body_name(name: str) -> bool:
    """Whether a term ends like the name of a body."""
    return len(name) >= 2 and name.endswith(tuple(data()["endings"]))


# A head without a place before it is a name only behind these signs: 由财政部门, but not 绿色制造体系建设部门.
_BOUNDARY = re.compile(
    r"(?:^|第[一二三四五六七八九十百零\d]+条|[^\u4e00-\u9fff]|[由经向和与及同报送至在对按的或受为将请会合托达关据照于过求取])$"
)
