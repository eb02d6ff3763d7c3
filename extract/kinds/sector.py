"""Sectors (重点行业): industries named as a focus, in lists (在机械、食品等重点行业) and alone (推动海洋产业发展).

Two things make one: what the words before or after say (发展…, 等…产业), and what its own name says (``industry.py``). The more
the one says, the less the other has to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from ..contexts import lead_in
from ..facts import Sector
from ..reading import Clause, Reading
from ..units import load_yaml
from .industry import apart, entries, is_group, is_known, is_place, is_task, is_trade, is_trade_of_its_own, name_before
from .sectorsubject import subjects

# Where industries are found: the span from the first entry to the end of the list, and the entries.
Found = tuple[int, int, list[str]]
_TITLE = 60  # characters at the beginning of a text in which its title stands, where none could be told apart
_TITLE_ENDS = re.compile(r"[^，。；]{0,10}(?:意见|通知|办法|措施|方案|规定|细则|条例|规划)")
# Without one of these a sentence names no industry, save as what it develops.
_ENDS = re.compile(r"业|领域|等|为|发展|攻|聚焦|布局")
_NAMED_TYPE = ("项目", "企业", "专项", "工程", "平台", "中心", "基地", "园区")
# Under these lead-ins industries only tell who may apply or who must act.
_NOT_IN = frozenset({"condition", "material", "exclusion", "sanction", "duty"})


class _Words(NamedTuple):
    listed: re.Pattern[str]
    opened: re.Pattern[str]
    strong: re.Pattern[str]
    trades: re.Pattern[str]
    heading: re.Pattern[str]
    section: re.Pattern[str]
    aims_at: re.Pattern[str]
    develops: re.Pattern[str]
    ahead: re.Pattern[str]
    head: re.Pattern[str]
    goes_on: re.Pattern[str]
    named_after: re.Pattern[str]
    developed: re.Pattern[str]
    moved: re.Pattern[str]
    empowered: re.Pattern[str]
    one: re.Pattern[str]
    run: re.Pattern[str]
    chosen: re.Pattern[str]
    favoured: re.Pattern[str]
    pair: re.Pattern[str]
    called: re.Pattern[str]
    quality: re.Pattern[str]
    cared_for: re.Pattern[str]
    holding: re.Pattern[str]
    defines: re.Pattern[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    data = load_yaml("sectors.yaml")
    entry = r"[^，。；：、（）《》“”]"
    item = rf"(?:(?![等的]){entry}|（[^（）]{{1,14}}）)"
    between = rf"(?:(?!{data['not_between']})[^，。；：、]){{0,10}}?"
    listed = (
        rf"(?P<list>{entry}{{2,18}}(?:（[^（）]{{1,14}}）)?(?:、{item}{{1,12}}?)+?)"
        rf"(?P<end>等{between}(?:{data['ends']})(?!{data['not_after']})|(?:{data['strong_ends']})(?!、|等|{data['not_after']})|{data['moved_ends']})"
    )
    opened = rf"{data['opened']}(?P<list>{entry}{{2,12}}(?:、{entry}{{1,12}}?)+?)(?P<end>[。；，]|等|$)"
    plain = {name: re.compile(data[name]) for name in _Words._fields if name not in {"listed", "opened", "strong"}}
    return _Words(re.compile(listed), re.compile(opened), re.compile(data["strong_ends"] + r"$"), **plain)


def read(reading: Reading) -> Iterator[Sector]:
    """Yields the sectors of a document."""
    for clause in reading.clauses:
        if clause.leaf.type not in {"text", "cell", "heading"} or lead_in(clause) in _NOT_IN or _words().defines.search(clause.text):
            continue
        heading = list(_heading(clause)) if clause.is_heading else []
        for start, end, names in heading or _said(clause):
            for subject in subjects(clause, end, listed=len(names) > 1) or (None,):
                for name in names:
                    yield Sector(**clause.evidence(*_quote(clause, start, end)), rule="sector", subject=subject, sector=name)


def _heading(clause: Clause) -> Iterator[Found]:
    """A heading that is the name of an industry (（一）电子信息产业。), known as one or standing under 重点产业."""
    words = _words()
    match = words.heading.fullmatch(clause.text, clause.body)
    if match is None or is_group(match["name"]) or clause.things or _is_topic(clause, match["name"]):
        return
    if is_known(match["name"]) or any(words.section.search(above) for above in clause.headings[1:]):
        yield match.start("name"), match.end(), [match["name"]]


def _said(clause: Clause) -> Iterator[Found]:
    """The lists of a sentence, and what stands alone outside them."""
    lists = list(_lists(clause))
    yield from lists
    lists += (pairs := list(_pairs(clause)))
    yield from pairs
    yield from (one for one in _alone(clause) if not any(start < one[1] and one[0] < end for start, end, _ in lists))


def _lists(clause: Clause) -> Iterator[Found]:
    """Lists that end in 等…行业, that 重点领域包括 opens, that 产业（包括…） holds, or all of whose entries are trades."""
    words = _words()
    if "、" not in clause.text or not _ENDS.search(clause.text):
        return
    patterns = (words.listed, words.opened, words.trades, words.holding, words.run, words.chosen, words.favoured)
    for match in (each for pattern in patterns for each in pattern.finditer(clause.text)):
        if any(m.labels and match.start("list") <= m.start < match.end("list") for m in clause.things):
            continue
        start, names = entries(clause, *match.span("list"))
        said = match["list"].count("、") + 1
        if len(names) < 2 or len(names) * 2 < said or any(len(name) > 12 or name[-1] in "和与及" or is_place(name) for name in names):
            continue
        if match.re is words.holding:
            name = name_before(clause, clause.part_at(match.start())[0], match.start())
            yield match.start() - len(name), match.end(), [name, *names] if is_trade(name) else names
        elif _enough(clause, match, start, names):  # what is supported is often a task among industries
            yield start, match.end(), [name for name in names if match.re is not words.favoured or is_trade(name)]


def _pairs(clause: Clause) -> Iterator[Found]:
    """Two industries that the words after them count as two; one of them must be known as a trade."""
    for match in _words().pair.finditer(clause.text, clause.body):
        first = name_before(clause, *match.span("a"))
        names = [first, match["b"]]
        if all(2 <= len(name) <= 12 and not is_task(name) and not is_group(name) for name in names) and any(map(is_trade, names)):
            yield match.end("a") - len(first), match.end(), names


def _enough(clause: Clause, match: re.Match[str], start: int, names: list[str]) -> bool:
    """Whether a list is one of industries, by what closes it, what it is aimed at, and how many of its entries are known as such."""
    words, end = _words(), match["end"]
    trades = sum(map(is_trade, names))
    said = match["list"].count("、") + 1
    tasks = sum(map(is_task, names)) + max(0, said - len(names))
    if match.re in (words.trades, words.opened):
        return trades > 0 or not tasks
    lead = clause.text[clause.part_at(start)[0] : start]
    aimed = words.aims_at.search(lead) is not None
    if words.strong.search(end):
        if clause.text.startswith("为重点", match.end()):
            return True
        if not end.startswith("等"):
            return trades * 2 >= said or (aimed and (trades > 0 or len(names) >= 4))
        return bool(trades) or (not tasks and (aimed or len(names) >= 3))
    if end.endswith("业态"):
        if len(end) > 8:
            return False  # 外卖、租赁式公寓等数字化餐饮住宿新业态: forms of an industry that is named itself
        return aimed and (trades * 2 >= said or not tasks) and not any(name.endswith(_NAMED_TYPE) for name in names)
    if end.endswith(("企业", "市场主体")) and not words.cared_for.search(lead):
        return False
    if match.re in (words.chosen, words.favoured):
        return len(names) > 1 and not tasks and trades * 2 >= said
    if end.endswith("领域"):
        return tasks * 5 <= said and (trades * 2 >= len(names) or (aimed and not tasks and trades > 0))
    return trades * 3 >= len(names) * 2 and not tasks


def _alone(clause: Clause) -> Iterator[Found]:
    """One industry, or two joined, that something is done for or that does something itself; not what the whole document is about."""
    words, text = _words(), clause.text
    for match in words.head.finditer(text, clause.body):
        part = clause.part_at(match.start())
        name = name_before(clause, max(part[0], text.rfind("、", 0, match.start()) + 1, match.start() - 16), match.start())
        if not (2 <= len(name) <= 14) or name[-1] in "和与及或" or words.named_after.match(text, match.end()):
            continue
        joined = match[0] != "领域" and len(apart(name)) > 1  # two industries are as good as a list
        does = joined or words.goes_on.match(text, match.end()) is not None
        before = text[part[0] : match.start() - len(name)]
        if not (words.develops.search(before) if match[0] != "领域" or before else None) and not (does and (joined or not before)):
            continue
        if match[0] == "领域" and not text.startswith(("重点", "骨干", "龙头", *_NAMED_TYPE), match.end()):
            continue
        # 发展…产业: it is one, though nobody knows its name.
        called = match[0].startswith("产业") and words.called.search(before) is not None
        yield from _named(clause, match.end() - len(name) - len(match[0]), match.end(), name, called=called)
    for pattern in (words.one, words.developed, words.moved, words.empowered):
        for match in pattern.finditer(text, clause.body):
            listed = match.start("name") > clause.body and text[match.start("name") - 1] in "、和与"
            if listed or words.named_after.match(text, match.end()):
                continue
            name = name_before(clause, *match.span("name"))
            if (len(name) > 2 or match.re is words.empowered) and words.ahead.fullmatch(name) is None:
                yield from _named(clause, match.end("name") - len(name), match.end(), name)


def _named(clause: Clause, start: int, end: int, name: str, *, called: bool = False) -> Iterator[Found]:
    """What a name alone says: one industry or two, if all are industries and none is the topic of the document."""
    names = apart(name)
    called = called and len(name) <= 8 and not _words().quality.search(name)
    if all(
        (called or is_trade(each)) and (is_known(each) or not is_group(each)) and not _is_topic(clause, each) for each in names
    ) and not (_in_title(clause, start, end) or any(clause.reading.types.find_all(each) for each in names)):
        yield start, end, names


def _is_topic(clause: Clause, name: str) -> bool:
    """Whether an industry is what all of the document is about, by its title: not one of its focuses."""
    title = clause.reading.profile.title or clause.reading.document.text[:_TITLE]
    name = name.removesuffix("业") if len(name) > 2 else name
    ends = (name[i:] for i in range(len(name) - 1))  # 农村电子商务 in a policy for 电子商务
    told = (end for end in ends if end == name or len(end) >= 4 or is_trade_of_its_own(end))
    return any(re.search(rf"{re.escape(end)}(?!中心|基地|示范区|城市)", title) for end in told)


def _in_title(clause: Clause, start: int, end: int) -> bool:
    """Whether a span belongs to the name of a document: inside 《》, or 关于加快…产业发展的意见."""
    return clause.text.count("《", 0, start) > clause.text.count("》", 0, start) or _TITLE_ENDS.match(clause.text, end) is not None


def _quote(clause: Clause, start: int, end: int) -> tuple[int, int]:
    part = clause.part_at(start)
    return part[0], max(end, part[1])
