"""The bodies that a label, a bracket, a field or a column names as responsible (责任单位：甲、乙): who of them leads.

In such a list every item is a body, whatever it is called: what no lexicon knows (各金融机构) is read by its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from .agencies import AgencyMention
from .bodies import place_words
from .duties import Duty
from .placing import CellPlace
from .reading import Clause
from .runs import inside_bracket, mentions, patterns

_FIRST = re.compile("（?牵头(?!单位)")
_STOP = re.compile(r"（[^（）]*）|〔[^〔〕]*〕|[）〕】。]")
_SEPARATOR = re.compile("[、，；,;/ ]|以及")
# What joins the last two items, where what stands before it ends like a body: 市乡村振兴局和有关区县政府.
_AND = re.compile(r"(?<=[局委厅办部会署院府室社行司位门构业团心校])[和与及](?=[\u4e00-\u9fff]{2,})")
# Words around a name in a list that are no part of it.
_BEFORE = re.compile(r"(?>由|各有关|各相关|各级|各|有关|相关|其他|(?:\d{1,3}|[一二三四五六七八九十]{1,3})[个家所])+")
_AFTER = re.compile(r"(?:等|（[^（）]*）)+$")
_SHORT = re.compile("[，、]?以下(?:简称|统称)[^（）]*(?=）)")
_NOBODY = re.compile(
    "^(?:省|市|区|县|州|中央|国家)?(?:级|直|属)?(?:各|有关|相关|其他|责任|成员|配合|协办|行业|职能|主管)*(?:部门|单位|方面|地方|地区)$"
)


def responsible(clause: Clause) -> Iterator[Duty]:
    """The bodies behind 责任单位： and 牵头单位： (not behind 配合单位：), in a bracket that ends in 负责, or under such a head.

    Where some are named as 牵头, the others that are responsible beside them do not lead.
    """
    words, text = patterns(), clause.text
    in_column = clause.cell is not None and clause.cell.row >= 0 and _leading_column(clause.cell)
    if in_column or (clause.headings and words["responsible_field"].fullmatch(clause.headings[0].rstrip("：")) and not clause.is_heading):
        for mention in _listed(clause, clause.body, len(text)):
            yield Duty(mention, "lead", mention.start, mention.end, "agency/responsible-column")
    labels = list(words["responsible"].finditer(text))
    leading = [label for label in labels if "牵头" in label[0]]
    for label in leading or labels:
        others = (words["assisting"].search(text, label.end()), words["responsible"].search(text, label.end()))
        limit = min((match.start() for match in others if match), default=len(text))
        stop = next((m for m in _STOP.finditer(text, label.end(), limit) if len(m[0]) == 1), None)  # inner brackets are stepped over
        limit = stop.start() if stop else limit
        listed = _listed(clause, label.end(), limit)
        first = [mention for mention in listed if _FIRST.match(text, mention.end)]  # 责任单位：甲（牵头）、乙
        for mention in first or listed:
            yield Duty(mention, "lead", label.start(), mention.end, "agency/responsible-list")
    yield from _in_brackets(clause)


def _in_brackets(clause: Clause) -> Iterator[Duty]:
    """（甲、乙按职责分工负责）, （甲牵头，乙、丙配合）: a bracket whose parts end in what the bodies of a list do."""
    text, at = clause.text, clause.body
    while (opened := next((i for i in range(at, len(text)) if text[i] in "（〔"), -1)) >= 0:
        close = inside_bracket(text, opened, opened + 1)
        at = opened + 1
        if close is None or patterns()["list_ends"].search(text, opened, close) is None:
            continue
        found: list[tuple[int, int, bool]] = []  # the lists, and whether their bodies are named as 牵头
        begin = opened + 1
        for start, end in _parts(text, opened + 1, close):
            if ends := patterns()["list_ends"].search(text, start, end):
                if patterns()["assisting_end"].search(ends[0]) is None:
                    found.append((begin, ends.start(), "牵头" in ends[0]))
                begin = end + 1
        for start, end, first in found:
            if first or not any(other for *_, other in found):
                for mention in _listed(clause, start, end):
                    yield Duty(mention, "lead", opened + 1, close, "agency/responsible-bracket")
        at = close


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of a stretch between commas; inner brackets stay whole."""
    begin = start
    for cut in re.finditer("（[^（）]*）|[，；]", text[start:end]):
        if cut[0] in "，；":
            yield begin, start + cut.start()
            begin = start + cut.end()
    yield begin, end


def _leading_column(cell: CellPlace) -> bool:
    """Whether a cell's column lists those who lead: 牵头单位, or 责任单位 in a table that has no column for the former."""
    head = cell.column_head
    if "牵头" in head:
        return True
    return re.search("责任|主管", head) is not None and not any("牵头" in other.text for other in cell.table.header)


def _listed(clause: Clause, start: int, end: int) -> list[AgencyMention]:
    """The bodies of a list of names. An item that holds no body that is known is one itself."""
    named = [m for m in mentions(clause, start, end) if m.end <= end]
    found: list[AgencyMention] = []
    place = ""  # which the departments behind the first one share with it: 市住建局、审批服务局
    for begin, stop in _items(clause.text, start, end, named):
        for body in _item(clause, begin, stop, named):
            own = place_words(body.name)
            shares = place and not own and body.canonical == body.name and re.fullmatch("[\u4e00-\u9fff]{2,10}[局委厅办]", body.name)
            found.append(replace(body, canonical=clause.reading.agencies.canonical(place + body.name)) if shares else body)
            place = own or place
    return found


def _items(text: str, start: int, end: int, named: list[AgencyMention]) -> Iterator[tuple[int, int]]:
    """The items of a list, at the marks that stand in no name and no bracket."""
    kept = [(m.start, m.end) for m in named] + [(start + m.start(), start + m.end()) for m in re.finditer("（[^（）]*）", text[start:end])]
    begin = start
    for cut in sorted((*_SEPARATOR.finditer(text, start, end), *_AND.finditer(text, start, end)), key=re.Match.start):
        if not any(a <= cut.start() < b for a, b in kept):
            yield begin, cut.start()
            begin = cut.end()
    yield begin, end


def _item(clause: Clause, start: int, end: int, named: list[AgencyMention]) -> Iterator[AgencyMention]:
    text = clause.text
    inside = [m for m in named if start <= m.start and m.end <= end]
    before = _BEFORE.match(text, start, end)
    start = before.end() if before else start
    after = _AFTER.search(text, start, end)
    stop = after.start() if after else end
    bodies = [m for m in inside if m.group in {"body", "place", "service"}]
    # The one body that the item consists of; what is left beside it in others belongs to the name.
    if bodies and bodies[0].start <= start and bodies[-1].end >= stop:
        yield from bodies
    elif re.fullmatch(r"(?:(?![的是])[\u4e00-\u9fff“”（）]){3,40}", name := _SHORT.sub("", text[start:stop])) and not _NOBODY.match(name):
        yield AgencyMention(start, stop, name, clause.reading.agencies.canonical(name))
    else:
        yield from bodies
