"""Industries (行业): what they are called, and where the name of one or the entries of a list of them begin and end."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from ...ontology.schemes import schemes
from ..alternation import any_of
from ..nouns import name_ending_at
from ..places import find_places
from ..reading import Clause
from ..units import load_yaml

AND = re.compile(r"(?<=[^和及与]{2})(?:以及|[和与及])(?=[^和及与]{2})")


class _Names(NamedTuple):
    known: frozenset[str]
    longest: int
    tail: re.Pattern[str]
    begins: re.Pattern[str]
    no_trade: re.Pattern[str]
    task: re.Pattern[str]
    strip_lead: re.Pattern[str]
    strip_to: re.Pattern[str]
    strip_tail: re.Pattern[str]
    lead_end: re.Pattern[str]
    no_sector: re.Pattern[str]
    in_list: re.Pattern[str]


@lru_cache(maxsize=1)
def _names() -> _Names:
    data, trades = load_yaml("sectors.yaml"), load_yaml("industries.yaml")
    known = frozenset(name for name, _ in schemes()["sector"].surfaces())
    tails = known | set(trades["tails"].split())
    return _Names(
        known=known,
        longest=max(map(len, known)),
        tail=re.compile(rf"(?:{any_of(word[::-1] for word in tails)})"),
        begins=re.compile(rf"(?:{any_of(known)})(?:及.{{2,4}}|业)"),
        no_trade=re.compile(trades["no_trade"]),
        task=re.compile(trades["task"]),
        **{name: re.compile(data[name]) for name in ("strip_lead", "strip_to", "strip_tail", "lead_end", "no_sector", "in_list")},
    )


def is_known(name: str) -> bool:
    """Whether a scheme knows an industry by this name."""
    return name in _names().known


def is_trade_of_its_own(name: str) -> bool:
    """Whether a known name says by itself which industry it is (旅游), not only what kind of one (装备)."""
    return is_known(name) and not _names().no_trade.search(name)


@lru_cache(maxsize=4096)
def is_trade(name: str) -> bool:
    """Whether a name is that of an industry: known, or ending in what industries are made of (节水灌溉装备), and no task (公共文化)."""
    words = _names()
    if name in words.known or words.in_list.search(name):
        return True
    if len(name) < 2 or is_group(name) or words.no_trade.search(name):
        return False
    return words.tail.match(name[::-1]) is not None or words.begins.fullmatch(name) is not None


def is_group(name: str) -> bool:
    """Whether a name is that of a group of industries (传统产业), or of something else."""
    return _names().no_sector.search(name) is not None


def is_place(name: str) -> bool:
    """Whether a name is that of a district or county, without the word for it (顺义)."""
    if find_places(name):
        return True
    return not is_trade(name) and any(place.end - place.start == len(name) + 1 for end in "区县市" for place in find_places(name + end))


def is_task(name: str) -> bool:
    """Whether a field is one of administration (社会治理, 人才队伍建设)."""
    return not is_known(name) and _names().task.search(name) is not None


def entries(clause: Clause, start: int, end: int) -> tuple[int, list[str]]:
    """Where a list begins without what leads in to it, and its entries; the last is split at 和 where both sides are names."""
    words = _names()
    pieces = re.split(r"、(?![^（）]{0,14}）)", clause.text[start:end])
    first = name_before(clause, start, start + len(pieces[0]))
    first = after[1] if (after := re.split("(?<=业)[与和]", first, maxsplit=1))[1:] else first  # 推动会展业与商贸、旅游等产业联动
    start += len(pieces[0]) - len(first)
    # 智能制造与装备、绿色能源与环保等: a sign that other entries have inside them joins no entries.
    inside = {match[0] for piece in [first, *pieces[1:-1]] for match in AND.finditer(piece)}
    if len(pieces) == 1 or not inside & {match[0] for match in AND.finditer(pieces[-1])}:
        pieces[-1:] = AND.split(pieces[-1])
    pieces[0] = first
    pieces = [re.sub(r"（[^（）]*）", "", piece) for piece in pieces]
    kept = (words.strip_tail.sub("", piece) for piece in pieces if words.in_list.search(piece) or not words.no_sector.fullmatch(piece))
    return start, [e for e in kept if len(e) >= 2 and (words.in_list.search(e) or not words.no_sector.search(e))]


def name_before(clause: Clause, start: int, end: int) -> str:
    """The name that ends a span, without what leads in to it: 优先在机械 → 机械, 企业与能源 → 能源; 动力装备 is one name."""
    words, text = _names(), clause.text
    last = next((t.i for t in clause.doc if t.idx < end <= t.idx + len(t)), None)
    begin = max(start, name_ending_at(clause.doc, last)[0]) if last is not None else start
    if last is not None and begin - 2 > start and text[begin - 1] in "和与及":  # 集成电路装备和材料 is one name
        left = next(t.i for t in reversed(clause.doc) if t.idx < begin - 1)
        joined = max(start, name_ending_at(clause.doc, left)[0])
        begin = joined if is_trade(words.strip_lead.sub("", text[joined : begin - 1])) else begin
    name = words.strip_lead.sub("", words.strip_to.sub("", text[begin:end]))
    for place in find_places(name)[:1]:
        name = name[place.end :] if place.start == 0 else name
    known = next((text[at:end] for at in range(max(start, end - words.longest), end) if text[at:end] in words.known), "")
    lead = name[: len(name) - len(known)]
    if not known or AND.search(lead + "__"):
        return name
    return known if not lead or words.lead_end.search(lead) or len(lead) > 6 else name


def apart(name: str) -> list[str]:
    """The industries that one name joins: 高端仪器装备和传感器 → two; 集成电路装备和材料 is one, as 材料 alone is none."""
    if is_known(name):
        return [name]
    names = AND.split(name)
    return names if all(is_known(each) or (len(each) > 2 and is_trade(each)) for each in names) else [name]
