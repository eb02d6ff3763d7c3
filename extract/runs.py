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
from itertools import pairwise
from typing import Any, Literal, NamedTuple

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


_BRACKETS = {"（": "）", "〔": "〕"}
_LIST = re.compile(r"[、和及与或（]|以及|及其|或者|）?、|）|")
_SITE = re.compile(r"^(?:的)?(?:门户|官方)?(?:网站|官网|网页|公众号|信息平台)")
# Steps of a procedure in one sentence: 申请→审核→公示, “企业申报、区县推荐、省级认定”, 按照企业申报、专家评审的程序.
_ARROW = re.compile("→|⇒|—+>|-+>")
_FLOW = re.compile(r"“(?P<quoted>[^“”。]{6,100})”|按照?(?P<bare>[^，。；“”《]{8,80})的(?:程序|流程|步骤|方式|原则)")
_STEP = re.compile(
    "(?:申报|申请|受理|审核|初审|审查|评审|评估|评选|推荐|遴选|认定|公示|公布|发布|批准|审定|验收|核查|论证|审批)[\u4e00-\u9fff]{0,2}$"
)
# Where what is spoken of is at home: 老年人户籍|所在地镇人民政府, 企业注册地|市场监管部门.
_LOCATED = re.compile("^[^，。；向对报由在经将与和同]{2,12}(?:所在|注册|户籍|登记|住所|经营|纳税)(?:地|地的)?$")
_WHEN = ("时", "后", "前", "期间", "起", "底", "末", "日", "：", "年")


Span = tuple[int, int]


class Part(NamedTuple):
    """A part of a sentence between commas.

    Attributes:
        start, end: its span.
        step: for a step of a procedure how steps are divided: behind an ``arrow`` one without a subject is the authority's; where they
            are ``named`` in a list (企业申报、专家评审、择优认定) such a one is nobody's.
    """

    start: int
    end: int
    step: Literal["", "arrow", "named"] = ""


def parts(clause: Clause) -> Iterator[Part]:
    """The parts of a sentence, with the steps of a procedure apart (企业申报、区县推荐, 申请→审核)."""
    text = clause.text
    arrows, lists = _ARROW.search(text) is not None, _FLOW.search(text) is not None
    for start, end in _between_commas(clause):
        cuts = [match.span() for match in _ARROW.finditer(text, start, end)] if arrows else []
        kind: Literal["arrow", "named"] = "arrow"
        if lists and (named := _named_steps(text, start, end)):
            cuts, kind = named, "named"
        begin, step = start, "arrow" if arrows and _ARROW.search(text, max(0, start - 2), start) else ""
        for a, b in cuts:
            if a > begin:
                yield Part(begin, a, step)
            begin, step = b, kind
        if begin < end:
            yield Part(begin, end, step)


def _named_steps(text: str, start: int, end: int) -> list[Span]:
    """Where a list of steps (“企业申报、区县推荐、省级认定”) is cut, its outer marks included; empty where there is none."""
    for flow in _FLOW.finditer(text, start, end):
        begin, stop = flow.span("quoted" if flow["quoted"] else "bare")
        marks = [match.span() for match in re.compile("[、，→]").finditer(text, begin, stop)]
        cuts = [(begin, begin), *marks, (stop, stop)]
        if sum(_STEP.search(text, a, b) is not None for (_, a), (b, _) in pairwise(cuts)) >= 2:
            return cuts
    return []


def _between_commas(clause: Clause) -> Iterator[tuple[int, int]]:
    """The parts between commas; a bracket that opens the sentence (（省商务厅牵头，某海关配合）…) is cut into parts of its own."""
    text, body = clause.text, clause.body
    close = inside_bracket(text, body, body + 1) if text[body : body + 1] in set(_BRACKETS) else None
    if close is None:
        yield from clause.parts
        return
    begin = body
    for cut in re.finditer("（[^（）]*）|[，；]", text[body + 1 : close]):
        if cut[0] in "，；":  # a bracket within it stays whole
            yield begin, body + 1 + cut.start()
            begin = body + 1 + cut.end()
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
    applies = mention.group == "applicant" and words["body_applies"].search(after) is not None
    idle = mention.group == "applicant" and not leads and not applies and not words["acts"].match(after)
    return "object" if relation == "doer" and (after.startswith("的") or idle) else relation


def _opens(mention: AgencyMention, lead: str, after: str) -> bool:
    """Whether a body without a preposition is the subject of its part."""
    words = patterns()
    home = lead + "所在地" if mention.name.startswith("所在") else lead
    if words["adverbs"].search(lead) or _LOCATED.match(home) or words["leading"].match(after):
        return True
    if lead.endswith(("推荐", "提请")):
        return re.match("进行|组织|审|评|开展", after) is not None
    if words["encourage"].match(lead):
        return False
    modified = mention.group in {"applicant", "service"} and lead.endswith("的") and lead[0] not in "对向为给由从在"
    return modified or lead.endswith(_WHEN)


def inside_bracket(text: str, start: int, at: int) -> int | None:
    """Where the bracket closes that ``at`` stands in, or None; a year's 〔2021〕 is no bracket."""
    opened = _opened(text, start, at)
    if opened is None or text.startswith(("19", "20"), opened + 1):
        return None
    sign, depth = text[opened], 0
    for i in range(opened, len(text)):
        depth += (text[i] == sign) - (text[i] == _BRACKETS[sign])
        if depth == 0:
            return i
    return None


def bracket_around(text: str, start: int, at: int) -> str:
    """The words of the bracket that ``at`` stands in, or empty."""
    opened, close = _opened(text, start, at), inside_bracket(text, start, at)
    return text[opened + 1 : close] if opened is not None and close is not None else ""


def _opened(text: str, start: int, at: int) -> int | None:
    """Where the bracket opens that ``at`` stands in: the last one before it that has not been closed again."""
    last = max(text.rfind("（", start, at), text.rfind("〔", start, at))
    if last < 0 or not ("）" in text[last:at] or "〕" in text[last:at]):
        return last if last >= 0 else None
    depth = 0
    for i in range(at - 1, start - 1, -1):
        if text[i] in "）〕":
            depth += 1
        elif text[i] in _BRACKETS:
            if depth == 0:
                return i
            depth -= 1
    return None


@lru_cache(maxsize=1)
def patterns() -> dict[str, Any]:
    """The wordings of ``patterns/roles.yaml``, compiled: a pattern, a tuple of patterns, or one of these by name."""
    data = load_yaml("roles.yaml")

    def compiled(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: compiled(inner) for name, inner in value.items()}
        return tuple(map(re.compile, value)) if isinstance(value, list) else re.compile(value)

    return {name: compiled(value) for name, value in data.items()}
