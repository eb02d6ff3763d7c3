"""Where a text names a body (机构): the grammar of their names over the lists of ``patterns/agencies.yaml`` and the ontology's names.

A name is found from its head (经信委, 财政部门, 联席会议, 评价机构) and extended to the left over the place that it belongs to
(省, 各设区市, 深圳市坪山区, 县级以上人民政府).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from ..ontology.schemes import schemes
from .alternation import any_of
from .places import find_places
from .units import load_yaml

Group = Literal["body", "place", "service", "applicant", "unnamed"]


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
    grammar = _grammar()
    for match in grammar["head"].finditer(text):
        start = left(text, match.start())
        national = schemes()["agency"].resolve(match["head"]) is not None
        alone = start == match.start()
        if alone and (match["head"] in {"政府", "人民政府"} or not (national or _BOUNDARY.search(before(text, start)))):
            continue
        yield Span(start, match.end(), "body")
    for signs, pattern, name, group in _named():
        if signs.search(text) is None:
            continue
        for match in pattern.finditer(text):
            yield Span(match.start() if group == "applicant" else left(text, match.start()), match.end(), group, name)
    of_departments = "部门" in text  # a check that costs nothing beside what it spares
    for kind in ("relative", "unlisted", "set_up", "beside"):
        for match in grammar[kind].finditer(text):
            yield Span(match.start("name"), match.end("name"), "body")
    for match in grammar["by_task"].finditer(text):
        yield Span(left(text, match.start()), match.end(), "body")
    for match in grammar["organs"].finditer(text) if of_departments else ():
        yield Span(match.start(), match.end(), "body", match[0])
    for start, end in standing_groups(text):
        begin = left(text, start)
        party = grammar["party"].search(before(text, begin))  # 县委、|县政府重点产业发展领导小组
        yield Span(begin - len(party[0]) if party and text.startswith(("政府", "人民政府"), begin + 1) else begin, end, "body")
    for kind in ("place", "place_list"):
        for match in grammar[kind].finditer(text):
            following: re.Match[str] | None = match
            while following is not None:
                yield Span(following.start("name"), following.end("name"), "place")
                following = grammar["place_next"].match(text, following.end())
    for match in grammar["several"].finditer(text) if of_departments else ():
        yield Span(left(text, match.start()), match.end(), "unnamed")
    if of_departments:
        yield from _departments(text)
    for match in grammar["unnamed"].finditer(text):
        yield Span(match.start(), match.end(), "unnamed", match[0])
    for match in grammar["applicant"].finditer(text):
        yield Span(match.start(), match.end(), "applicant", match[0])


def _departments(text: str) -> Iterator[Span]:
    """The departments of a list that share its last word (各区发改、财政等部门), one span each; 等 adds nobody that is named."""
    grammar = _grammar()
    for match in grammar["departments"].finditer(text):
        begin, tail = left(text, match.start()), re.sub("^(?:等)?(?:有关|相关)?", "", match["tail"])
        if begin == match.start() and not _BOUNDARY.search(before(text, begin)):
            continue
        place, items = text[begin : match.start()], list(grammar["department"].finditer(text, match.start(), match.end("list")))
        for number, item in enumerate(items):
            start = begin if number == 0 else item.start()
            end = match.end() if number == len(items) - 1 else item.end()
            # 财政、审计和业务主管部门: only the last of these is called 主管部门.
            kind = "部门" if number < len(items) - 1 and items[-1]["field"] in data()["any_field"] else tail
            yield Span(start, end, "body", "", item["field"] + (item["own"] or kind), place)


def longest(spans: Iterable[Span]) -> list[Span]:
    """The spans without overlaps: the first, and of those the longest."""
    order = {"unnamed": 0, "body": 1, "service": 2, "place": 3, "applicant": 4}
    kept: list[Span] = []
    for span in sorted(set(spans), key=lambda s: (s.start, -s.end, order[s.group], s.name)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


def standing_groups(text: str) -> Iterator[tuple[int, int]]:
    """Spans of the standing groups (联席会议, 领导小组 …) that a view's text names, the words for their task included."""
    if not _grammar()["group"].search(text):  # "standing" looks for one behind every character
        return
    for match in _grammar()["standing"].finditer(text):
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
            continue
        match = _grammar()["list_left"].search(lead) or _grammar()["left"].search(lead)
        if match is None or not match[0]:
            break
        start -= len(match[0])
    return at - len(text[start:at].lstrip("的、及和与或"))


def before(text: str, at: int) -> str:
    """The words right before a position, as many as any pattern that ends there needs."""
    return text[max(0, at - 24) : at]


def strip_each(name: str) -> str:
    """A name without 各, 有关, 所在 and the like before it."""
    match = _grammar()["each"].match(name)
    rest = name[match.end() :].removeprefix("的") if match else name
    return rest if rest not in {"", "部门", "单位"} else name


def place_words(name: str) -> str:
    """The words for a place that a body's name begins with: 省工业和信息化厅 → 省, 各区县（市）经信局 → 各区县（市）; else empty."""
    bare = strip_each(name)
    places = find_places(bare)
    if places and places[0].start == 0:
        return bare[: places[0].end]
    match = _grammar()["local"].match(bare)
    return ("各" if name.startswith("各") else "") + match[0] if match and match.end() < len(bare) else ""


def only_places(text: str) -> bool:
    """Whether a text consists of words for kinds of places (县级以上人民政府, 省或者设区的市人民政府)."""
    return _grammar()["only_places"].fullmatch(text) is not None


def is_head(name: str) -> bool:
    """Whether a name is the head of a body's name and nothing else (发展改革委, 财政部门)."""
    return _grammar()["head"].fullmatch(name) is not None


def is_body_name(name: str) -> bool:
    """Whether a term ends like the name of a body."""
    return len(name) >= 2 and name.endswith(tuple(data()["endings"]))


@lru_cache(maxsize=1)
def data() -> dict[str, Any]:
    """The lists of ``patterns/agencies.yaml``."""
    return load_yaml("agencies.yaml")


# A head without a place before it is a name only behind these signs: 由财政部门, but not 绿色制造体系建设部门.
_BOUNDARY = re.compile(
    r"(?:^|第[一二三四五六七八九十百零\d]+条|[^\u4e00-\u9fff]|[由经向和与及同报送至在对按的或受为将请会合托达关据照于过])$"
)


@lru_cache(maxsize=1)
def _grammar() -> dict[str, re.Pattern[str]]:
    lists = data()
    local = f"(?:{any_of(lists['local'])})"
    bracket = r"(?:（[\u4e00-\u9fff、]{1,8}）)*"
    fields, suffixes = any_of(lists["fields"]), any_of(lists["suffixes"])
    known = [
        name for scheme in ("agency", "agency-pattern") for body in schemes()[scheme].values() for name in body.names if "（" not in name
    ]
    guard = "".join(f"(?:(?<!{suffix})|(?![{signs}]))" for suffix, signs in lists["not_after"].items())
    joined = rf"(?:{fields})(?:{suffixes})|(?:{fields})[和与及](?:{fields})(?:委员会|[委厅局])"
    # 市、县（区）; a kind of place in a list of kinds.
    kind = r"(?:设区市|县级市|省直管县|[市区县旗州]{1,2}(?!场|域|间|级))(?:（[市区县旗州、]{1,5}）)?"
    no_place = r"(?!场|级|域|间|类|项|方面|政策|属|直|委|局)"
    # A department of a list by its field alone (财政) or with an ending of its own (金融办).
    department = rf"(?P<field>{fields})(?P<own>[委厅局办])?"
    unnamed_department = re.sub(r"\?P<\w+>", "?:", department)
    task = rf"(?:(?!{any_of(lists['no_task'])})[\u4e00-\u9fff]){{2,16}}(?:部门|机构)(?!规章)"
    begin = r"(?:(?<=[，。；：、由向经在报送和与及同（按])|^)"
    patterns = {
        # Names of the ontology, field + suffix (区住建局), and the branch of a city's bureau in a district (公安局坪山分局).
        "head": rf"(?P<head>(?:{any_of(known)})|{joined}|(?:行政)?主管部门){guard}"
        r"(?:(?<=局)[\u4e00-\u9fff]{2,3}(?:分局|监管局|管理局))?",
        # Departments that share their last word (发展改革、财政等部门).
        "departments": rf"(?P<list>{unnamed_department}(?:(?:、|[和与及或]|以及|或者){unnamed_department})+|{unnamed_department}(?=等))"
        r"(?P<tail>(?:等)?(?:有关|相关)?(?:行政)?(?:主管|监管|管理)?部门)",
        "department": department,
        # The departments of a government, of which none is named.
        "several": r"(?:国务院|(?:人民)?政府)(?:[\u4e00-\u9fff、]{0,30}等)?(?:有关|相关|各)(?:行业)?(?:行政)?(?:主管|管理)?部门",
        # The organs of party and government of any place, named together: 党委、政府及其统战、科技部门.
        "organs": rf"(?:各级)?(?:党委、?)?(?:人民)?政府及其(?:{fields})(?:[、和](?:{fields}))*(?:行政)?(?:主管)?部门",
        "party": r"[省市区县州]委、?$",
        # A government's department by its task.
        "by_task": rf"(?:国务院|人民政府)(?:(?:确定|指定|授权)的)?{task}|(?:国务院|人民政府)负责[^，。；、]{{2,20}}的(?:部门|机构)",
        # A department by what it has done: 作出强制性清洁生产审核决定的部门.
        "relative": r"(?:(?<=[，。；：由向经、])|^)"
        r"(?P<name>(?:作出|组织|承担|负责|主管|实施|从事|下达|批准)[^，。；：、由向经]{3,22}的(?:部门|机关|机构))",
        # A local body whose field no list knows.
        "unlisted": rf"{begin}(?P<name>[省市区县州](?:委|政府)?[^\W\d_A-Za-z的在和对为将与及]{{2,10}}?"
        r"(?:厅|局|委员会|(?<!部)署|工商联|总队))(?![面部限势域级名])",
        "group": any_of(lists["groups"]),
        "standing": rf"[\u4e00-\u9fff]{{0,18}}?(?P<head>{any_of(lists['groups'])})(?:办公室)?",
        # A group set up for several things: 组建瞪羚企业、独角兽企业评价委员会.
        "set_up": rf"(?:组建|成立|设立)(?P<name>[\u4e00-\u9fff“”]{{2,16}}、[\u4e00-\u9fff、“”]{{2,24}}?(?:{any_of(lists['groups'])}))",
        # A body that no list knows beside one that does something: 管委会与开发主体共同发起.
        "beside": r"(?<=[委局厅部会府办])[与和](?P<name>[\u4e00-\u9fff]{3,14}?(?:主体|公司|集团|平台|中心|银行|机构))(?=共同|联合|一道)",
        "place": rf"(?P<name>(?:{any_of(lists['places'])})(?:人民政府|办事处)?){no_place}",
        "place_list": rf"(?P<name>各{kind}(?:[、和]{kind})*(?:人民政府)?){no_place}",
        # Further places of a list that begins with 各: 各乡镇、街道.
        "place_next": rf"[、和及](?P<name>(?:{any_of(lists['places_next'])})(?:人民政府|管委会|办事处)?){no_place}",
        "unnamed": rf"(?:[省市区县州]直)?各?(?:{any_of(lists['unnamed'])})",
        "applicant": rf"(?:{any_of(lists['applicants'])})(?![类库化名所])",
        "each": any_of(lists["each"]),
        "local": rf"(?:(?!市场|区域|县域){local}{bracket})+",
        "only_places": rf"(?:{local}|[省市区县]级以上|地方|人民政府|[各级、和及或者的])+",
        "left": rf"(?:(?:{any_of([*lists['each'], '我', '本'])})?的?(?:{local}{bracket})*"
        r"|[省市区县]级(?:及)?以上(?:地方)?(?:各级)?|国务院|地方各级|地方)(?:人民政府(?:及其)?|政府)?的?$",
        # 各省、自治区、直辖市及计划单列市; 省或者设区的市人民政府.
        "list_left": rf"各(?:{local}|[、及和与或]|以及|{bracket}(?<=）))*{local}{bracket}$"
        rf"|{local}(?:人民政府)?(?:[、及和与或]|以及|或者){local}(?:人民政府)?$",
    }
    return {name: re.compile(pattern) for name, pattern in patterns.items()}


@lru_cache(maxsize=1)
def _named() -> tuple[tuple[re.Pattern[str], re.Pattern[str], str, Group], ...]:
    return tuple(
        (re.compile("|".join(entry["with"])), re.compile(entry["pattern"]), entry.get("name", ""), entry["group"])
        for entry in data()["named"]
    )
