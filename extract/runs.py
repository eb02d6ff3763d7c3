"""How the bodies of a sentence stand to what it says (主语、介词宾语): who acts, who only receives, who is entrusted.

A body is the *doer* where it opens a part of the sentence or follows 由; elsewhere its preposition says what it is. The wordings
are data (``patterns/roles.yaml``).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from .agencies import AgencyMention
from .reading import Clause
from .units import load_yaml

Relation = Literal[
    "doer",       # opens the part (市经信委负责…) or follows 由
    "to",         # 向, 报, 送: receives something
    "by",         # 经…认定, 获得…批准
    "served",     # 接受…监督, 配合…检查
    "agent",      # 委托…评价
    "site",       # 在…网站公示
    "companion",  # 会同…
    "object",     # any other place
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Run:
    """Bodies named in one list (各区、工业集团) with their relation to what the part of the sentence says.

    Attributes:
        mentions: the bodies.
        relation: see :data:`Relation`.
        start, end: span in the sentence; ``start`` is where the phrase of an applicant begins (认为已达到创建标准的|单位). Both are −1 for
            a doer that comes from another sentence.
    """

    mentions: tuple[AgencyMention, ...]
    relation: Relation
    start: int
    end: int


_LIST = re.compile(r"[、和及与或（]|以及|及其|或者|）?、|）|")
_SITE = re.compile(r"^(?:的)?(?:门户|官方)?(?:网站|官网|网页|公众号|信息平台)")
_WHEN = ("时", "后", "前", "期间", "起", "底", "末", "日", "：", "年")


def parts(clause: Clause) -> Iterator[tuple[int, int]]:
    """The parts of a sentence; a bracket that opens it (（省商务厅牵头，合肥海关配合）…) is cut into parts of its own."""
    text, body = clause.text, clause.body
    close = text.find("）", body)
    if not text.startswith("（", body) or close < 0:
        yield from clause.parts
        return
    begin = body
    for cut in re.finditer("[，；]", text[body:close]):
        yield begin, body + cut.start()
        begin = body + cut.end()
    yield begin, close
    yield from ((max(start, close + 1), end) for start, end in clause.parts if end > close + 1)


def runs(clause: Clause, start: int, end: int) -> list[Run]:
    """The lists of bodies in a part of a sentence, in order."""
    found: list[list[AgencyMention]] = []
    for mention in mentions(clause, start, end):
        if found and _LIST.fullmatch(clause.text[found[-1][-1].end : mention.start]):
            found[-1].append(mention)
        else:
            found.append([mention])
    return [run_of(clause, tuple(group), start, end) for group in found]


def mentions(clause: Clause, start: int, end: int) -> list[AgencyMention]:
    """The bodies of a sentence whose names begin from ``start`` to ``end``."""
    found = clause.agencies
    return found[bisect_left(found, start, key=lambda m: m.start) : bisect_left(found, end, key=lambda m: m.start)]


def run_of(clause: Clause, mentions: tuple[AgencyMention, ...], start: int, end: int) -> Run:
    """A list of bodies with its relation to the words from ``start`` to ``end``."""
    first, last = mentions[0], mentions[-1]
    lead, after = clause.text[start : first.start], clause.text[last.end : end]
    relation = _relation(first, lead, after)
    modified = relation == "doer" and first.group in {"applicant", "service"} and lead.endswith("的")
    return Run(mentions, relation, start if modified else first.start, last.end)


def _relation(mention: AgencyMention, lead: str, after: str) -> Relation:
    words = patterns()
    if _SITE.match(after):
        return "site"
    prepositions: tuple[tuple[str, Relation], ...] = (
        ("from", "doer"), ("entrust", "agent"), ("serve", "served"), ("with", "companion"), ("to", "to"), ("by_way_of", "by")
    )  # fmt: skip
    said: list[Relation] = [relation for name, relation in prepositions if words[name].search(lead)]
    if not said and words["formed"].search(lead):
        said.append("doer")
    if not said and mention.group == "service" and words["from_qualified"].search(lead):
        said.append("doer")
    relation: Relation = said[0] if said else "doer" if _opens(mention, lead, after) else "object"
    leads = words["leading"].match(after) is not None
    idle = mention.group == "applicant" and not leads and not words["acts"].match(after)
    return "object" if relation == "doer" and (after.startswith("的") or idle) else relation


def _opens(mention: AgencyMention, lead: str, after: str) -> bool:
    """Whether a body without a preposition is the subject of its part."""
    words = patterns()
    if words["adverbs"].search(lead) or words["leading"].match(after):
        return True
    if lead.endswith(("推荐", "提请")):
        return re.match("进行|组织|审|评|开展", after) is not None
    if words["encourage"].match(lead):
        return False
    modified = mention.group in {"applicant", "service"} and lead.endswith("的") and lead[0] not in "对向为给由从在"
    return modified or lead.endswith(_WHEN)


def inside_bracket(text: str, start: int, at: int) -> int | None:
    """Where the bracket closes that ``at`` stands in, or None."""
    opened = text.rfind("（", start, at)
    if opened < 0 or text.find("）", opened, at) >= 0:
        return None
    close = text.find("）", at)
    return close if close >= 0 else None


@lru_cache(maxsize=1)
def patterns() -> dict[str, Any]:
    """The wordings of ``patterns/roles.yaml``, compiled: a pattern, a tuple of patterns, or one of these by name."""
    data = load_yaml("roles.yaml")

    def compiled(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: compiled(inner) for name, inner in value.items()}
        return tuple(map(re.compile, value)) if isinstance(value, list) else re.compile(value)

    return {name: compiled(value) for name, value in data.items()}
