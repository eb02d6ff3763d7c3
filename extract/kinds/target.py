"""Targets (目标): quantities that a government sets itself to reach, in sentences and in tables of tasks."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from ..certainty import Reason, certainty
from ..facts import Target
from ..levels import grade_in
from ..places import find_places
from ..quantities import Quantity
from ..reading import Clause, Reading
from ..respectively import AND, names_before
from .aims import goes_on, is_aim, is_barred, is_no_thing, may_aim, only_verbs, ratios
from .bounds import bounds
from .counted import Counted, counted
from .coverage import full_coverage
from .horizon import horizon
from .named import before_number
from .shares import Span
from .taskcells import is_number, read_cell

# What is done with the things of a list, in front of its first name.
_MADE = re.compile(r"^(?:建设|建成|培育|打造|创建|认定|新增|新建|发展|引进)(?=.{2})")
# Whose it is, and with whom: 全省与东盟国家|货物贸易.
_WITH = re.compile(
    r"^(?:全[省市区县州国]|[我本][省市区县])?的?"
    r"(?:[与同对](?:其他|周边|相关)?[^，。；、和与]{2,12}?(?:国家|地区|成员国|[省市州])(?:的|之间)?(?=.{2}))?"
)
_LEVEL = re.compile(r"国家级|省级|市级|区级|县级")
_LEVEL_ONLY = re.compile(r"(?:其中)?[：，]?(?P<level>国家级|省级|市级|区级|县级)(?:及?以上)?(?:的)?(?:达到?|超过)?")
_LEVEL_ALONE = re.compile(r"(?:国家|省|市|区|县)级?")
# What two things are measured by that only the second name says: 化肥、农药|使用量.
_SHARED_MEASURE = re.compile(r"(?:使用量|施用量|排放量|消耗量|种植面积|播种面积|覆盖率|普及率|利用率|参保率|保有量|存栏量|出栏量)$")
_MEASURED = re.compile(r"[率量数度值比]$|面积|比重|收入|规模|水平|能力")
_SUMMED = re.compile(r"(?:累计|总计|合计|年均|总体)$")
# A measure that is of the same as the one before it.
_OF_BEFORE = frozenset({"产量", "总产量", "年产量", "产值", "面积", "单产"})
_MEASURED_BEFORE = re.compile(r"(?:全[市省])?(?P<of>[^年]{2,8}?)年?(?:播种|种植|养殖|栽培|在地)?总?(?:面积|产量|产值)")


def read(reading: Reading) -> Iterator[Target]:
    """Yields the targets of a document."""
    for clause in reading.clauses:
        if clause.is_heading or clause.leaf.type in {"title", "note", "caption", "remark", "heading"}:
            continue
        if clause.cell is not None and clause.cell.row >= 0 and is_number(clause.text):
            yield from read_cell(clause)
        elif may_aim(clause):
            yield from _stated(clause)


def _stated(clause: Clause) -> Iterator[Target]:
    text = clause.text
    whose: str | None = None  # the body that the last measure of the sentence was of
    last: Counted | None = None
    for quantity in sorted([*clause.quantities, *ratios(text)], key=lambda q: q.start):
        part = clause.part_at(quantity.start)
        if quantity.kind == "full":
            if "覆盖" in text[quantity.start : quantity.end] and (quantity.end >= part[1] or text[quantity.end] in "、和的"):
                yield from full_coverage(clause, quantity, part, whose)
            continue
        of_last = last is not None and goes_on(clause, quantity, part)
        if is_barred(clause, quantity, part, continued=of_last):
            continue
        by = horizon(clause, quantity.start)
        if not is_aim(clause, quantity, part, by, continued=of_last, earlier=last is not None):
            continue
        years = _years(clause, quantity, part)
        if not years and (each := _each(clause, quantity, part)):
            for thing in each:
                yield from _target(clause, quantity, part, thing, by)
            last = each[-1]
            continue
        name = None if years else _shared_name(clause, quantity, part)
        thing = (
            last._replace(span=(quantity.start, quantity.end), subject=_of_class(last.subject, text[part[0] : quantity.start]))
            if of_last and last and name is None
            else _of_place(clause, quantity, part, name)
        )
        if last is not None and (again := _again(clause, quantity, part, thing, last)):
            thing = again
        if thing is None or is_no_thing(thing.subject):
            continue
        if last is not None and thing.subject in _OF_BEFORE and (crop := _MEASURED_BEFORE.fullmatch(last.subject)):
            thing = thing._replace(subject=crop["of"] + thing.subject)  # 柑橘种植面积…、产量…
        whose = thing.scopes[0] if quantity.kind == "percent" else None
        last = thing
        yield from _target(clause, quantity, part, thing, years or by)


def _of_class(subject: str, before: str) -> str:
    """The subject of a number for another class of what was counted: 超100亿元的龙头企业10家、超50亿元的20家 → 龙头企业."""
    return subject.rpartition("的")[2] if re.search(r"元(?:以上)?的?(?:企业)?$", before) else subject


def _again(clause: Clause, quantity: Quantity, part: Span, thing: Counted | None, last: Counted) -> Counted | None:
    """The thing of the number before, where what stands at this one names none: 累计建成5000万亩, 省级1000家以上, 年均增速保持在…."""
    span = (quantity.start, quantity.end)
    since = max(part[0], *(clause.text.rfind(mark, part[0], quantity.start) + 1 for mark in "、和"))
    if level := _LEVEL_ONLY.fullmatch(clause.text, since, quantity.start):  # 其中省级以上8家、国家级3家
        return last._replace(span=span, level=clause.reading.levels.normalise(level["level"]))
    if thing is None or is_no_thing(thing.subject):
        same = any(q.unit == quantity.unit for q in clause.quantities if q.end == last.span[1] or last.span[0] <= q.start < quantity.start)
        before = clause.text[part[0] : quantity.start]
        return last._replace(span=span) if same and (only_verbs(before) or re.fullmatch(r"其中.+的", before)) else None
    if thing.subject in {"国家级", "省级", "市级", "区级", "县级", "区县级"}:
        return last._replace(span=thing.span, level=clause.reading.levels.normalise(thing.subject))
    if thing.subject in {"增速", "年均增速", "增幅", "年均增幅", "增长率", "年均增长率"}:
        return last._replace(span=thing.span)
    return None


def _years(clause: Clause, quantity: Quantity, part: Span) -> str | None:
    """The year that is a figure's under 分别 (2024年、2025年分别新增8家、10家), or None."""
    at = clause.text.find("分别", part[0], quantity.start)
    years = [d.value for d in clause.dates if part[0] <= d.start < at and d.kind in {"year", "by_year"}]
    # 到2026年、2028年，龙头企业分别达到5家、8家: the years may stand in a part of their own.
    years = years or [d.value for d in clause.dates if d.start < at and d.kind in {"year", "by_year"}]
    shared = [q for q in clause.quantities if at < q.start < part[1]]
    return years[shared.index(quantity)] if at >= 0 and len(years) == len(shared) > 1 and quantity in shared else None


def _each(clause: Clause, quantity: Quantity, part: Span) -> list[Counted]:
    """The things that each reach the one figure of a part: 家庭农场和合作社分别达到1000家, 城镇、农村覆盖率均达到90%."""
    text = clause.text
    at = max(text.find(word, part[0], quantity.number_start) for word in ("分别", "均达", "均超", "均不", "各达", "均保持"))
    if at < 0 or not AND.search(text[part[0] : at]) or sum(part[0] <= q.start < part[1] for q in clause.quantities) != 1:
        return []
    whole = counted(clause, quantity, part)
    names = names_before(text, part[0], len(AND.split(text[part[0] : at])), at)
    if whole is None or not names:
        return []
    things = [counted(clause, quantity, part, name) for name in names]
    level = whole.level or next((thing.level for thing in things if thing and thing.level), None)
    return [thing._replace(level=thing.level or level) for thing in things if thing is not None]


def _shared_name(clause: Clause, quantity: Quantity, part: Span) -> str | None:
    """The name that is a figure's under 分别; a short one takes the beginning of the first (单位增加值能耗、水耗 → 单位增加值水耗)."""
    text = clause.text
    shared = [q for q in clause.quantities if part[0] <= q.start < part[1] and q.start > text.find("分别", part[0]) >= 0]
    names = names_before(text, part[0], len(shared)) if quantity in shared else None
    if not shared and (shared := _run(clause, quantity, part)):  # 加工业、旅游业占比达30%、20%
        lead = before_number(clause, shared[0], part)
        names = names_before(text, part[0], len(shared), part[0] + len(lead)) if len(AND.findall(lead)) == len(shared) - 1 else None
    if not names:
        return None
    ahead = [find_places(name) for name in names]
    if all(found and found[0].end - found[0].start == len(name) for found, name in zip(ahead[:-1], names, strict=False)) and ahead[-1]:
        names = [*(name + names[-1][ahead[-1][0].end :] for name in names[:-1]), names[-1]]  # 乐安县、南丰县数字化车间
    names[0] = _MADE.sub("", _WITH.sub("", names[0]))
    names = [_SUMMED.sub("", name) for name in names]
    if (measure := _SHARED_MEASURE.search(names[-1])) and all(2 <= len(name) <= 6 and not _MEASURED.search(name) for name in names[:-1]):
        names = [*(name + measure[0] for name in names[:-1]), names[-1]]
    if all(map(_LEVEL_ALONE.fullmatch, names[:-1])) and (own := _LEVEL.match(names[-1])):
        names = [*(name + names[-1][own.end() :] for name in names[:-1]), names[-1]]  # 省级、市级产业园
    first, name = names[0], names[shared.index(quantity)]
    return first[:-2] + name if len(name) == 2 and name is not first and len(first) > 4 and first[-1] == name[-1] else name


def _of_place(clause: Clause, quantity: Quantity, part: Span, name: str | None) -> Counted | None:
    """What is counted; the place is taken off a name that 分别 has given it (乐安县|数字化车间)."""
    place = next(iter(find_places(name)), None) if name else None
    if name is None or place is None or place.start or place.end > len(name) - 2:
        return counted(clause, quantity, part, name)
    thing = counted(clause, quantity, part, name[place.end :])
    return thing._replace(scopes=(name[: place.end],)) if thing is not None else None


def _run(clause: Clause, quantity: Quantity, part: Span) -> list[Quantity]:
    """The figures of one unit that stand in a row (30%、20%和10%), if the figure is one of several."""
    own = [q for q in clause.quantities if part[0] <= q.start < part[1]]
    same = all(q.unit == quantity.unit for q in own) and quantity in own and len(own) > 1
    return own if same and all(clause.text[a.end : b.start] in {"、", "和", "及"} for a, b in itertools.pairwise(own)) else []


def _target(clause: Clause, quantity: Quantity, part: Span, thing: Counted, by: str | None) -> Iterator[Target]:
    low, high = min(thing.span[0], quantity.start), max(thing.span[1], quantity.end)
    for scope in thing.scopes:
        low = min(low, at) if scope and (at := clause.text.find(scope, *part)) >= 0 else low
        yield Target(
            **clause.evidence(*_quote(clause, part, low, high)), rule="target-stated", subject=thing.subject, level=thing.level,
            grade=grade_in(clause.text, low, high), **bounds(quantity.as_reached()), unit=quantity.unit, by=by, scope=scope,
            certainty=certainty(([] if thing.sure else [Reason.GUESSED]) + ([] if by else [Reason.NO_YEAR])),
        )  # fmt: skip


def _quote(clause: Clause, part: Span, low: int, high: int) -> Span:
    """The shortest stretch of the part, between list marks, that holds the number and the thing."""
    return max(part[0], *(clause.text.rfind(mark, part[0], low) + 1 for mark in "、和")), high
